"""Code: which of its words are keywords, strings, comments, numbers and names, by Pygments.

Pygments has lexers for some six hundred languages; which it is, the document
says. Nothing is guessed. Many of them are regular expressions that some text
keeps busy for ever, so it is `answer` that is to be called, in a process of its
own (`reader.confine`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

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
    found: list[Look] = []
    for at, token, value in lexer.get_tokens_unprocessed(text):
        role = _role(token)
        if role and value.strip():
            found.append(Look(start + at, start + at + len(value), role))
        if time.monotonic() > until:
            break
    return found


def request(blocks: Iterable[tuple[int, str, str]]) -> bytes:
    """What `answer` is asked: the starts of blocks of code, their languages and their texts."""
    return json.dumps(list(blocks)).encode()


def answer(asked: BinaryIO) -> Iterator[bytes]:
    """The looks of blocks of code, for `looks` to read."""
    for start, language, text in json.load(asked):
        looks = [(look.start, look.end, look.role) for look in _safely(text, language, start)]
        yield json.dumps([start, looks]).encode() + b"\n"


def looks(answered: bytes) -> dict[int, list[Look]]:
    """The looks that `answer` gave, by the starts of their blocks."""
    blocks = map(json.loads, answered.splitlines())
    return {start: [Look(*look) for look in found] for start, found in blocks}


def _safely(text: str, language: str, start: int) -> list[Look]:
    try:
        return coloured(text, language, start)
    except Exception:  # whatever goes wrong in one of 600 lexers, its code stays plain
        return []


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
