"""Following links: the letters over them, where they lead, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.document import Mark
from reader.opening import Options
from reader.page.looks import Layer, Look
from reader.tui.jumps import Jumps, Spot
from reader.tui.links import Destination, anchored, destination, labels, note_of
from reader.tui.visiting import Visiting

if TYPE_CHECKING:
    from reader.tui.article import ArticleView
    from reader.tui.screens.reading import ReadingScreen


class Following:
    """The links of the document on the screen.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._hinted: dict[str, Mark] = {}
        self._typed = ""
        self._pointed: tuple[ArticleView, Mark] | None = None
        self.jumps = Jumps(screen.article)
        self.visiting = Visiting(
            screen, Options.of_user(screen.config, screen.folders), screen.document.source
        )

    # Hints

    def hint(self) -> None:
        """Put letters over the links in view."""
        view = self._screen.front
        marks = {mark.start: mark for mark in view.links.within(view.article.seen)}
        if not marks:
            self._screen.status.say("There is no link in view.")
            return
        self._hinted = dict(zip(labels(len(marks)), marks.values(), strict=True))
        self._typed = ""
        self._show()

    def feed(self, key: str) -> bool:
        """Take a key while letters are over the links.

        Returns:
            Whether it was one for the letters. Any key that is no character ends them.
        """
        if not self._hinted:
            return False
        if key == "backspace":
            self._typed = self._typed[:-1]
        elif len(key) == 1:
            self._type(key.lower())
        else:
            self.leave()
            return key == "escape"
        self._show()
        return True

    def leave(self) -> bool:
        """Take the letters away.

        Returns:
            Whether there were any.
        """
        had = bool(self._hinted)
        self._hinted = {}
        if had:
            self._show()
            self._screen.status.say("")
        return had

    def moved(self) -> None:
        """Take away what was over the links that were in view."""
        self.leave()
        self.point_out()

    def _type(self, letter: str) -> None:
        typed = self._typed + letter
        if mark := self._hinted.get(typed):
            self.leave()
            self.follow(mark)
        elif any(label.startswith(typed) for label in self._hinted):
            self._typed = typed

    def _show(self) -> None:
        article = self._screen.front.article
        left = {label: mark for label, mark in self._hinted.items() if label.startswith(self._typed)}
        article.painter.set_hints({mark.start: label[len(self._typed) :] for label, mark in left.items()})
        article.painter.set_layer(
            "links", Layer(Look(mark.start, mark.end, "followed") for mark in left.values())
        )
        self._pointed = None
        if self._hinted:
            self._screen.status.say("Type the letters of a link · Esc leaves")

    # Following

    def follow_at(self, offset: int) -> bool:
        """Follow the link over an offset.

        Returns:
            Whether there is one.
        """
        mark = self._screen.front.links.at(offset)
        if mark:
            self.follow(mark)
        return mark is not None

    def follow_here(self) -> bool:
        """Follow the link under the caret, where no more is selected, or at the place that was gone to.

        Returns:
            Whether there is one.
        """
        offset = self._here()
        if self._screen.front.links.at(offset) is None:
            return False
        self._screen.selecting.clear()
        return self.follow_at(offset)

    def point_out(self) -> None:
        """Underline the link that Enter would follow."""
        view = self._screen.front
        mark = view.links.at(self._here())
        pointed = (view.article, mark) if mark else None
        if pointed != self._pointed and not self._hinted:
            if self._pointed:
                self._pointed[0].painter.set_layer("links", Layer())
            if mark:
                view.article.painter.set_layer("links", Layer([Look(mark.start, mark.end, "followed")]))
            self._pointed = pointed

    def _here(self) -> int:
        """The offset of a caret with nothing selected, or of the place that was gone to; -1 for neither.

        The beginning of a note was not gone to: it is where the note was opened.
        """
        view = self._screen.front
        selection = view.selecting.selection
        if selection is not None:
            return selection.head if selection.anchor == selection.head else -1
        place = view.article.pointing.place
        opened = view is not self._screen.page and place == view.article.document.leaves[0].start
        return -1 if opened else place

    def follow(self, mark: Mark) -> None:
        """Go to where a link leads, open its note, or ask whether to leave the document."""
        found = destination(self._screen.document, mark)
        match found.kind:
            case "place":
                self.jump(found.offset)
            case "note":
                self._open_note(found.offset, mark)
            case "nowhere":
                self._screen.status.say(found.address)
            case _:
                self._ask(found)

    def jump(self, offset: int, *, at: float = 0.0) -> None:
        """Put an offset on the page, and remember where it was before.

        Args:
            offset: The offset.
            at: The part of the screen's height above it; 0 leaves one row.
        """
        screen = self._screen
        screen.footnote.close()
        self.jumps.leave()
        above = max(1, int(screen.article.columns.height * at))
        screen.article.go_to_row(screen.article.layout_.row_of(offset) - above)
        screen.selecting.reach(offset)

    def go_to_note(self) -> None:
        """Go from the window to the note itself, or follow the link in it that was gone to."""
        if self.follow_here():
            return
        if view := self._screen.footnote.view:
            self.jump(view.article.document.blocks[0].start)

    def arrive(self, name: str) -> None:
        """Begin at a place of the document."""
        offset = anchored(self._screen.document, name)
        if offset is not None:
            self._screen.article.go_to_row(self._screen.article.layout_.row_of(offset) - 1)
            self._screen.selecting.reach(offset)

    def _open_note(self, offset: int, mark: Mark) -> None:
        screen = self._screen
        blocks = note_of(screen.document, offset)
        if not blocks:
            screen.status.say("The note is empty.")
        elif screen.footnote.view and blocks[0].start <= mark.start < blocks[-1].end:
            screen.status.say("This is the note.")
        else:
            in_page = screen.footnote.view is None
            reference = mark.start if in_page else screen.footnote.reference
            screen.annotating.choose(None)
            screen.footnote.open(blocks, reference)
            screen.status.show()

    def _ask(self, found: Destination) -> None:
        from reader.tui.screens.link import LinkScreen

        ways: dict[str, Callable[[], None]] = {}
        if found.kind == "page":
            ways["read"] = lambda: self.visiting.fetch(found.address)
        elif found.kind == "file":
            ways["read"] = lambda: self.visiting.open(found.address, found.fragment)
        if found.kind != "file":
            ways["browse"] = lambda: self.visiting.browse(found.address)
        ways["copy"] = lambda: self._copy(found.address)
        self._screen.app.clear_notifications()  # they would lie over the sheet
        self._screen.app.push_screen(
            LinkScreen(found.address, tuple(ways)), lambda way: ways[way]() if way else None
        )

    def _copy(self, address: str) -> None:
        self._screen.copying.put(address, "the address")

    # The way back

    def back(self) -> None:
        """Go back to where the last jump came from; before the first one, to the document before."""
        screen = self._screen
        if screen.footnote.close():
            screen.status.show()
        elif spot := self.jumps.back():
            self._return_to(spot)
        elif screen.program.has_document_before:
            screen.program.close()
        else:
            screen.status.say("There is no place to go back to.")

    def forward(self) -> None:
        """Go again to where the last step back came from."""
        if spot := self.jumps.forward():
            self._return_to(spot)
        else:
            self._screen.status.say("There is no place to go forward to.")

    def swap(self) -> None:
        """Go to where the last jump began; again, back to where that was done."""
        self._screen.footnote.close()
        if spot := self.jumps.swap():
            self._return_to(spot)
        else:
            self._screen.status.say("There is no place to go back to.")

    def _return_to(self, spot: Spot) -> None:
        """Take the caret along to where the page has gone."""
        self._screen.selecting.reach(spot.place if spot.place >= 0 else spot.offset)
