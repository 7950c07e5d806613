"""Scrolling a text that is longer than its sheet, by the keys that move the page."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

SCROLLS: dict[str, Callable[..., None]] = {
    "j": Widget.scroll_down,
    "down": Widget.scroll_down,
    "k": Widget.scroll_up,
    "up": Widget.scroll_up,
    "space": Widget.scroll_page_down,
    "pagedown": Widget.scroll_page_down,
    "b": Widget.scroll_page_up,
    "pageup": Widget.scroll_page_up,
    "g": Widget.scroll_home,
    "home": Widget.scroll_home,
    "G": Widget.scroll_end,
    "end": Widget.scroll_end,
}
"""What keys do."""


def scroll(text: Widget, key: str) -> bool:
    """Scroll by a key.

    Returns:
        Whether that is what the key does.
    """
    if key in SCROLLS:
        SCROLLS[key](text, animate=False)
    return key in SCROLLS
