"""Marked: where the Markdown of a line stands, for an editor that shows it quietly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_LINE = re.compile(
    r"(?P<heading>[ ]{0,3}\#{1,6}(?=\s).*)"
    r"|(?P<quiet>[ ]*(?:>[ ]?)+"
    r"|[ ]*(?:[-+*]|\d{1,9}[.)])(?=\s)(?:[ ]\[[ xX]\](?=\s))?"
    r"|[ ]{0,3}(?:```|~~~).*)",
)
"""What a whole line is, or begins with."""

_WITHIN = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>!?\[[^\[\]]*\]\([^\s()]*\))"
    r"|(?P<wiki>\[\[[^\[\]]+\]\])"
    r"|(?P<address>https?://[^\s<>]+)"
    r"|(?P<strong>(?P<two>\*\*|__)(?=\S).+?(?<=\S)(?P=two))"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*])[^*]*?(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])[^_]*?(?<=\S)_(?!\w))"
    r"|(?P<tag>(?<!\S)\#[^\W\d][\w/-]*)"
)
"""What stands within a line. A line is short enough, and no part of the pattern nests."""

_KINDS = ("code", "link", "wiki", "address", "strong", "emphasis", "tag")
_ROLES = {"code": "quiet", "link": "link", "wiki": "link", "address": "link", "tag": "link"}

LONGEST = 2_000
"""Code points from which on a line is shown as it is: a key must not wait for its pattern."""

REMEMBERED = 256
"""Lines whose parts are remembered: a line is asked for once for each of its rows, at each key."""


@lru_cache(REMEMBERED)
def stretches(text: str) -> tuple[tuple[int, int, str], ...]:
    """The parts of a line that are Markdown.

    Args:
        text: One line.

    Returns:
        For each the first offset, the offset after the last, and a role: `heading`, `strong`, `emphasis`,
        `link`, or `quiet` for marks and code.
    """
    return tuple(_found(text)) if len(text) <= LONGEST else ()


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    begin = 0
    if found := _LINE.match(text):
        yield found.start(), found.end(), str(found.lastgroup)
        begin = found.end()
    for match in _WITHIN.finditer(text, begin):
        kind = next(name for name in _KINDS if match[name])
        yield match.start(), match.end(), _ROLES.get(kind, kind)
