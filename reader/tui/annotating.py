"""Annotating: from a selection or a quotation to the library, and back onto the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from reader.analysis.findings import Quotation
from reader.annotation import Annotation, Colour
from reader.document import Span
from reader.page.looks import Layer, Look
from reader.sanitise import line
from reader.tui.commands.command import with_keys
from reader.tui.panels.notes import INVITATION

if TYPE_CHECKING:
    from reader.library import Library
    from reader.tui.screens.reading import ReadingScreen

NOTHING = "Select something first ({sentence} or {select}), or choose a highlight ({open-highlight})."

SIGNS = {"bookmark": "◆", "highlight": "•", "document": "•"}
"""What stands in the gutter for each kind of annotation: for highlights, where there is a note."""


class Annotating:
    """The document's annotations on the screen, and the commands that change them.

    Args:
        screen: The reading screen, whose article, lists and footer it uses.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._colour: Colour = "yellow"
        self._chosen = ""
        self.annotations: Sequence[Annotation] = ()
        screen.notes.invitation = with_keys(INVITATION, screen.commands)

    # What is there

    @property
    def chosen(self) -> Annotation | None:
        """The annotation that was chosen on the page, or is under the cursor in Notes."""
        notes = self._screen.notes
        return self.known(str(notes.current) if notes.has_focus else self._chosen)

    def known(self, key: str) -> Annotation | None:
        """The annotation with an id, if the document has it."""
        return next((each for each in self.annotations if each.id == key), None)

    @property
    def picked(self) -> list[Annotation]:
        """The annotations that were marked in Notes, while it has the keys, in reading order."""
        notes = self._screen.notes
        return [each for each in self.annotations if each.id in notes.picked] if notes.has_focus else []

    def called(self, colour: Colour) -> str:
        """What the reader calls a colour."""
        return line(self._screen.config.colours.get(colour, colour))

    def told(self, annotation: Annotation | None) -> str:
        """What an annotation is, in a word or two: its colour, if it is a highlight."""
        if annotation is None:
            return ""
        kinds = {"highlight": self.called(annotation.colour), "bookmark": "a bookmark"}
        return kinds.get(annotation.kind, "a note on the article")

    def choose(self, annotation: Annotation | None) -> None:
        """Choose an annotation, so that something can be done with it."""
        chosen = annotation.id if annotation else ""
        if chosen != self._chosen:
            self._chosen = chosen
            self._draw()
            self._screen.status.show()

    def over(self, offset: int) -> list[Annotation]:
        """The highlights over an offset, the shortest first."""
        here = (
            each
            for each in self.annotations
            if each.kind == "highlight" and not each.orphan and each.target.start <= offset < each.target.end
        )
        return sorted(here, key=lambda each: each.target.end - each.target.start)

    def show(self, annotations: Sequence[Annotation]) -> None:
        """Put the library's annotations on the page and into Notes."""
        self.annotations = annotations
        self._draw()
        self._screen.noting.show()
        self._screen.margin.follow()
        self._screen.status.show()

    def _draw(self) -> None:
        here = [each for each in self.annotations if not each.orphan]
        highlights = [each for each in here if each.kind == "highlight"]
        looks = [Look(each.target.start, each.target.end, each.colour) for each in highlights]
        furthest = accumulate((each.target.end for each in highlights), max)
        for before, (_, each) in zip(furthest, pairwise(highlights), strict=False):
            if each.target.start < before:
                looks.append(Look(each.target.start, min(before, each.target.end), "overlap"))
        looks += [Look(a.target.start, a.target.end, "chosen") for a in here if a.id == self._chosen]
        signs: dict[int, str] = {}
        for each in here:
            sign = SIGNS[each.kind] if each.note or each.kind == "bookmark" else ""
            signs[each.target.start] = signs.get(each.target.start, "") + sign
        for article in {self._screen.article, self._screen.front.article}:
            article.painter.set_layer("highlights", Layer(looks))
            article.painter.set_signs(signs)

    # Changing it

    def highlight(self) -> None:
        """Highlight the selection in the current colour; where it is a caret, open what is under it."""
        selecting = self._screen.selecting
        selection = selecting.selection
        if selection and selection.anchor == selection.head:
            head = selection.head
            if self._screen.front.links.at(head) or self.over(head):
                selecting.clear()
                self._screen.choosing.open_at(head)
                return
        self.add_selection()

    def colour(self, colour: Colour) -> None:
        """Make a colour the current one; the selection, or what is marked or chosen, gets it."""
        self._colour = colour
        name = self.called(colour)
        if picked := self.picked:
            highlights = [each for each in picked if each.kind == "highlight"]
            if not highlights:
                self._screen.status.say("Only highlights have a colour.")
                return
            said = f"{_counted(highlights)} {'is' if len(highlights) == 1 else 'are'} {name} now."
            self.change(lambda library: library.edit_many(highlights, colour=colour), said)
            return
        annotation = self.take_target()
        if annotation is None and self.add_selection():
            return
        if annotation and annotation.kind != "highlight":
            self._screen.status.say(f"Only highlights have a colour. The next ones will be {name}.")
        elif annotation:
            self.edit(annotation, f"{name[:1].upper()}{name[1:]} now.", colour=colour)
        else:
            self._screen.status.say(f"Highlights will be {name}.")

    def bookmark(self) -> None:
        """Put a bookmark on the sentence at the place, or take it away."""
        from reader.page.prose import sentence_at

        screen = self._screen
        place = screen.selecting.place
        there = [
            each
            for each in self.annotations
            if each.kind == "bookmark" and not each.orphan and each.target.start <= place < each.target.end
        ]
        span = sentence_at(screen.document, place)
        if there:
            self.change(
                lambda library: library.remove_many(there),
                self._keyed("The bookmark is gone. {undo} brings it back."),
            )
        elif span:
            screen.selecting.expect(place)
            self.change(
                lambda library: self.annotate(library, span, kind="bookmark"),
                self._keyed(
                    "Bookmarked. {bookmark} takes it away; {next-annotation} goes from one to the next."
                ),
            )
        else:
            screen.status.say("There is nothing here to put a bookmark on.")

    def delete(self) -> None:
        """Delete what is marked in Notes, or the chosen annotation."""
        picked = self.picked or [each for each in [self.chosen] if each]
        if len(picked) > 1:
            said = f"{_counted(picked)} are deleted. " + self._keyed("{undo} brings them back.")
            self.change(lambda library: library.remove_many(picked), said)
        elif picked:
            self.choose(None)
            self.change(
                lambda library: library.remove(picked[0]), self._keyed("Deleted. {undo} brings it back.")
            )
        else:
            self._screen.status.say(self._keyed("No highlight is chosen. {open-highlight} chooses one."))

    def _keyed(self, words: str) -> str:
        return with_keys(words, self._screen.commands)

    def keep_quote(self) -> None:
        """Highlight the quotation under the cursor in Quotes, with its speaker."""
        quote = self._screen.quotes.current
        if isinstance(quote, Quotation):
            speaker = quote.speaker.name if quote.speaker else ""
            self._add(Span(quote.start, quote.end), speaker=speaker)

    # How it is kept

    @property
    def _text(self) -> str:
        return self._screen.document.text

    def take_target(self) -> Annotation | None:
        """The annotation that a command is about: none where it is about a new passage.

        A selection of just what is highlighted already stands for
        that highlight, which is chosen in its place.
        """
        selecting = self._screen.selecting
        if selecting.span is None or self._screen.notes.has_focus:
            return self.chosen
        same = self.exactly(selecting.span)
        if same:
            selecting.clear()
            self.choose(same)
        return same

    def exactly(self, span: Span) -> Annotation | None:
        """The highlight of exactly a range, if there is one."""
        found = (each for each in self.over(span.start) if Span(each.target.start, each.target.end) == span)
        return next(found, None)

    def add_selection(self, **fields: Any) -> bool:
        """Highlight the selection, if there is one; it comes back where it can't be kept.

        Args:
            **fields: Fields of the highlight, such as its tags.

        Returns:
            Whether there was one.
        """
        selecting = self._screen.selecting
        selection, span = selecting.selection, selecting.span
        if selection is None or span is None:
            return False
        selecting.clear()
        self._add(span, lambda: selecting.restore(selection), **fields)
        return True

    def _add(self, span: Span, otherwise: Callable[[], None] | None = None, **fields: Any) -> None:
        if same := self.exactly(span):
            self.choose(same)
            self._screen.status.say("This is highlighted already.")
            return
        self._screen.selecting.expect_after(span)
        self.change(
            lambda library: self.annotate(library, span, **fields), "Highlighted.", otherwise=otherwise
        )

    def edit(self, annotation: Annotation, said: str, **changes: Any) -> None:
        """Change an annotation's fields.

        Args:
            annotation: The annotation.
            said: What is said once it is kept.
            **changes: The fields.
        """
        self.change(lambda library: library.edit(annotation, **changes), said)

    def annotate(self, library: Library, span: Span, **fields: Any) -> Annotation:
        """Annotate a range of the text, in the current colour; for the library's thread."""
        return library.annotate(
            self._screen.keeping.record_id, self._text, span.start, span.end, colour=self._colour, **fields
        )

    def change(
        self,
        verb: Callable[[Library], object],
        said: str,
        *,
        then: Callable[[object], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Call a verb of the library; what it made or changed is what the next key is about.

        Args:
            verb: What is called.
            said: What is said once it is kept.
            then: Called with what it returned.
            otherwise: Called where it could not be kept.
        """
        self._screen.keeping.change(verb, said, then=then or self.made, otherwise=otherwise)

    def made(self, result: object) -> None:
        """Let the next key be about what was just made or changed."""
        if (
            isinstance(result, Annotation)
            and result.kind == "highlight"
            and not self._screen.selecting.selection
        ):
            self.choose(result)


def _counted(annotations: Sequence[Annotation]) -> str:
    """How many of what: `3 notes`, `1 highlight`."""
    noun = "highlight" if all(each.kind == "highlight" for each in annotations) else "annotation"
    return f"{len(annotations)} {noun}{'' if len(annotations) == 1 else 's'}"
