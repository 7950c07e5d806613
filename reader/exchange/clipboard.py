"""The clipboard of the terminal, wherever the program runs."""

from __future__ import annotations

import base64


def osc52(text: str) -> str:
    """The escape sequence that asks a terminal to put a text into the clipboard.

    Terminals may refuse it, or a text that is long; none says so.

    Args:
        text: What the clipboard is to hold.

    Returns:
        Operating system command 52, as xterm's control sequences define it.
    """
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"
