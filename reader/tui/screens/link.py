"""Where a link leads: shown in full, and asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.widgets import Static

from reader.sanitise import line
from reader.tui.keys import named
from reader.tui.links import hosts
from reader.tui.screens.leaving import Sheet
from reader.tui.screens.scrolling import scroll

WAYS = {
    "read": ("enter", "Enter", "open in Reader"),
    "browse": ("b", "b", "open in the browser"),
    "copy": ("y", "y", "copy the address"),
    "leave": ("escape", "Esc", "leave"),
}
"""For each answer: its key, how that is shown, and what it does."""


class LinkScreen(Sheet[str | None]):
    """Asks what to do with an address; the answer is one of the ways, or None.

    Args:
        address: The address or the path.
        ways: What can be done with it.
    """

    def __init__(self, address: str, ways: Sequence[str]) -> None:
        super().__init__()
        self._address = address
        self._ways = (*ways, "leave")

    def compose(self) -> ComposeResult:
        """What it is, the address in full, its host in both forms, what the keys do."""
        with Vertical(id="link"):
            yield Static("The link leads to", id="link-title", markup=False)
            with VerticalScroll(id="link-where"):
                yield Static(_shown(self._address), id="link-address")
            forms = hosts(self._address)
            if len(forms) > 1:
                words = f"{forms[0]} is the host {forms[1]}: look whether that is the one you mean.\n"
                yield Static(words, id="link-host", markup=False)
            for way in self._ways:
                _, key, words = WAYS[way]
                yield Static(Content.assemble((f"{key:<7}", "$page-accent"), words), id=f"link-{way}")

    def on_key(self, event: Key) -> None:
        """Answer, or show more of the address."""
        event.stop()
        event.prevent_default()
        keys = {WAYS[way][0]: way for way in self._ways} | {"ctrl+q": "leave", "q": "leave"}
        if way := keys.get(event.key):
            self._answer(way)
        else:
            scroll(self.query_one("#link-where", VerticalScroll), named(event))

    def on_click(self, event: Click) -> None:
        """Answer with the line that was clicked; beside the sheet, leave."""
        name = (event.widget.id or "") if event.widget else ""
        if event.widget is self:
            self._answer("leave")
        elif (way := name.removeprefix("link-")) in self._ways:
            self._answer(way)

    def _answer(self, way: str) -> None:
        self.dismiss(None if way == "leave" else way)


def _shown(address: str) -> Content:
    """An address with its host set off, so that what only looks like one is not taken for it."""
    text = line(address)
    scheme, slashes, rest = text.partition("//")
    if not slashes or not scheme:  # of mail, or a path
        return Content(text)
    place = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    start = len(scheme) + 2 + place.rfind("@") + 1
    return Content(text).stylize("bold", start, len(scheme) + 2 + len(place))
