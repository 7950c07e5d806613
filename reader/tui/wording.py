"""Wording: when something was, and where a document came from, in a few words."""

from __future__ import annotations

from datetime import datetime, timedelta

from reader.opening import STDIN
from reader.opening.addresses import is_address
from reader.sanitise import line

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WIDEST_WHEN = 11
"""Cells of the longest of the words for a time: `28 Sep 2021`."""


def when(time: str, now: datetime) -> str:
    """A time as people tell it: `today 14:02`, `yesterday`, `3 May 2021`; nothing where it is none.

    Args:
        time: In the form of ISO 8601.
        now: The present, in the zone of whoever is told.
    """
    try:
        then = datetime.fromisoformat(time).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return ""
    if then.date() == now.date():
        return f"today {then:%H:%M}"
    if then.date() == now.date() - timedelta(days=1):
        return "yesterday"
    return f"{then.day} {_MONTHS[then.month - 1]} {then.year}"


def whence(source: str, home: str = "") -> str:
    """Where a document came from, for one line: its path or its address, or that it has none.

    Args:
        source: As a record has it.
        home: The user's own folder, which is written `~`.
    """
    if source == STDIN:
        return "piped in"
    if home and source.startswith(f"{home}/"):
        source = f"~{source[len(home) :]}"
    return line(source)


def whence_in_short(source: str, home: str = "") -> str:
    """The same, as short as still tells it: an address's host, a file's name with its folder's."""
    words = whence(source, home)
    if is_address(source):
        return words.split("/")[2].removeprefix("www.")
    parts = words.replace("\\", "/").split("/")
    return "/".join(parts[-2:])
