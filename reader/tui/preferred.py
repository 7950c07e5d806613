"""What the reader prefers: told to the program, which remembers it."""

from __future__ import annotations

from typing import Any

from textual.message import Message


class Preferred(Message):
    """Settings were changed by keys, from now on and for the next time.

    Attributes:
        values: The new values by the settings' names.
    """

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self.values = values
