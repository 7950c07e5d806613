"""Marked: where the Markdown of a line stands, for an editor that shows it quietly."""

from __future__ import annotations

import re
from collections.abc import Iterator

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

_ROLES = {"code": "quiet", "link": "link", "wiki": "link", "address": "link", "tag": "link"}

LONGEST = 4_000
"""Code points from which on a line is shown as it is: a key must not wait for its pattern."""


def stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a line that are Markdown.

    Args:
        text: One line.

    Yields:
        The first offset, the offset after the last, and a role: `heading`, `strong`, `emphasis`, `link`,
        or `quiet` for marks and code.
    """
    if len(text) > LONGEST:
        return
    begin = 0
    if found := _LINE.match(text):
        yield found.start(), found.end(), str(found.lastgroup)
        begin = found.end()
    for match in _WITHIN.finditer(text, begin):
        kind = next(
            name for name in ("code", "link", "wiki", "address", "strong", "emphasis", "tag") if match[name]
        )
        yield match.start(), match.end(), _ROLES.get(kind, kind)
