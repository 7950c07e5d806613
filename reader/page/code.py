"""Code: which of its words are keywords, strings, comments, numbers and names, by Pygments.

Pygments has lexers for some six hundred languages; which it is, the document
says. Nothing is guessed.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.page.looks import Look

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST = 20_000
"""Code points of the longest block that is coloured."""
LONGEST_TIME = 0.5
"""Seconds after which the rest of a block stays plain."""


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


def coloured(text: str, language: str, start: int = 0) -> list[Look]:
    """The looks of code.

    Args:
        text: The code.
        language: What the document calls its language, such as `python` or `c++`.
        start: The offset at which the code begins in the document.

    Returns:
        Looks with the roles `code-keyword`, `code-string`, `code-comment`, `code-number` and
        `code-name`; none where the language is not known or the code too long.
    """
    words = language.lower().split()
    lexer = _lexer(words[0]) if words and len(text) <= LONGEST else None
    if lexer is None:
        return []
    until = time.monotonic() + LONGEST_TIME
    looks: list[Look] = []
    for at, token, value in lexer.get_tokens_unprocessed(text):
        role = _role(token)
        if role and value.strip():
            looks.append(Look(start + at, start + at + len(value), role))
        if time.monotonic() > until:
            break
    return looks


@lru_cache(maxsize=256)
def _role(token: _TokenType) -> str:
    from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator

    roles = (
        (Comment.Preproc, "keyword"),
        (Comment, "comment"),
        (Number, "number"),
        (Literal, "string"),
        (Keyword.Constant, "number"),
        (Keyword, "keyword"),
        (Operator.Word, "keyword"),
        (Name.Tag, "keyword"),
        (Name.Function, "name"),
        (Name.Class, "name"),
        (Name.Decorator, "name"),
        (Name.Attribute, "name"),
        (Generic.Heading, "name"),
        (Generic.Inserted, "string"),
        (Generic.Deleted, "number"),
        (Generic.Prompt, "comment"),
    )
    return next((f"code-{role}" for known, role in roles if token in known), "")
