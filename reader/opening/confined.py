"""Formats that can hide something are parsed in a process of its own."""

from __future__ import annotations

from pathlib import Path

from reader.confine import Limits
from reader.document import Document
from reader.opening import ParseError


def parse(
    parser: str,
    data: bytes,
    title: str,
    given: dict[str, str | None],
    limits: Limits,
    log: Path | None,
) -> Document:
    raise ParseError("the program that reads it is missing")
