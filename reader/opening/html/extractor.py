"""What trafilatura tells of a web page: its article's text, and who wrote what when.

The only module that imports it. What it and its dependencies log is for their
authors, and would be written over the interface: it goes nowhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import islice

from reader.opening.html.tree import Element

_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "tld", "urllib3", "charset_normalizer")
_NEVER = logging.CRITICAL + 1
"""A level that nothing is logged at."""
_MANY_ELEMENTS = 5_000
"""Elements from which trafilatura does without the other extractors that it falls back on: these take time
by the square of the paragraphs (jusText 50 s for 30,000 short ones). Of 246 pages, one is as large."""


@dataclass(frozen=True)
class Found:
    """What is found in a page's text of the page; empty where nothing is."""

    title: str = ""
    author: str = ""
    site: str = ""
    date: str = ""


def article_text(root: Element) -> str:
    """The text of the article in a page's tree; empty where none is found. The tree stays as it is."""
    _silence()
    from trafilatura import extract

    is_large = next(islice(root.iter(), _MANY_ELEMENTS, None), None) is not None
    return extract(root, fast=is_large, favor_precision=True, include_comments=False) or ""


def found_in(root: Element, address: str) -> Found:
    """What a page says of itself, also in its text.

    Args:
        root: Its tree.
        address: Its URL; may be empty.
    """
    _silence()
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(root, address or None)
    return Found(
        title=found.title or "",
        author=(found.author or "").replace("; ", ", "),
        site=found.sitename or "",
        date=found.date or "",
    )


def _silence() -> None:
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(_NEVER)
