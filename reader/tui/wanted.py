"""Wanted: the library is asked for."""

from __future__ import annotations

from textual.message import Message


class Wanted(Message):
    """The library is to be shown."""
