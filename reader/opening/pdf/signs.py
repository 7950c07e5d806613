"""What items, captions, notes and the lines of a table of contents are known by."""

from __future__ import annotations

import re

ITEM = re.compile(
    r"(?P<bullet>[•▪◦●■□‣◆♦➢✓⁃]\s+(?=\S)|[·∙*–—-]\s+(?=[\w“‘\"'(\[]))"
    r"|(?P<number>\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])[.)])\s+(?=\S)(?!\(\w\)(?:\s|$))"
    r"|(?P<entry>\[(?:\d{1,4}|[A-Za-z+]{2,9}\d{2,4}[a-z]?)\])\s+(?=\S)"
)
CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)|tabelle|algorithm|listing|scheme|plate)\s*"
    r"(?:[A-Z]?[\d.]*\d|[IVX]+)(?P<mark>\s*[.:|–—-])?(?:\s|$)(?P<word>\S*)",
    re.IGNORECASE,
)
BULLET = re.compile(r"[•▪◦●■□‣◆♦➢✓⁃]\s")
FIRST = re.compile(r"\(?(?:1|i|a|A)[.)]")
NUMBER = re.compile(r"\d+")
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_]")
"""What the number of a part of a chapter looks like."""
LISTED = re.compile(r"[\s…](?:\d{1,4}|[ivxlc]{1,6})$")
"""Finds that a line is one of a table of contents: a page's number at the end."""
LED = re.compile(r"(?:[.·]\s?){5,}|…{2,}")
_NOTE = re.compile(r"(?P<sign>[¹²³⁰-⁹]+|[*∗†‡§¶]+)(?=\s?[^\s\d.,)\]%])")
"""What a footnote begins with."""


def note_sign(text: str) -> str:
    """The number or the sign that a footnote begins with; empty for none."""
    found = _NOTE.match(text)
    return found["sign"] if found else ""
