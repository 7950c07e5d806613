"""Annotating: from a selection or a quotation to the library, and back onto the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from reader.analysis.findings import Quotation
from reader.annotation import Annotation, Colour
from reader.document import Span
from reader.page.looks import Layer, Look
from reader.tui.bars import Prompt

if TYPE_CHECKING:
    from reader.library import Library
    from reader.tui.screens.reading import ReadingScreen

NOTHING = "Select something first (s or v), or choose a highlight (Enter)."


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

    # What is there

    @property
    def chosen(self) -> Annotation | None:
        """The highlight that was chosen on the page, or is under the cursor in Notes."""
        key = self._screen.notes.current if self._screen.notes.has_focus else self._chosen
        return next((each for each in self.annotations if each.id == key), None)

    def choose(self, annotation: Annotation | None) -> None:
        """Choose a highlight, so that something can be done with it."""
        chosen = annotation.id if annotation else ""
        if chosen != self._chosen:
            self._chosen = chosen
            self._draw()
            self._screen.status.show()

    def choose_here(self) -> None:
        """Choose the highlight on the screen nearest to the place; again, the one after it.

        Where the place that was gone to is a link, and no highlight is chosen, follow that.
        """
        if self.chosen is None and self._screen.following.follow_here():
            return
        article = self._screen.front.article
        place = self._screen.selecting.place
        seen = [
            each
            for each in self.annotations
            if not each.orphan and article.is_visible(each.target.start, each.target.end)
        ]
        if self.chosen in seen:
            self.choose(seen[(seen.index(self.chosen) + 1) % len(seen)])
        elif seen:
            self.choose(min(seen, key=lambda each: abs(each.target.start - place)))
        else:
            self._screen.status.say("No highlight here. Press s to select a sentence, then Enter.")

    def at(self, offset: int) -> Annotation | None:
        """The shortest highlight over an offset."""
        over = [a for a in self.annotations if not a.orphan and a.target.start <= offset < a.target.end]
        return min(over, key=lambda each: each.target.end - each.target.start, default=None)

    def show(self, annotations: Sequence[Annotation]) -> None:
        """Put the library's annotations on the page and into Notes."""
        self.annotations = annotations
        self._draw()
        self._screen.notes.show(annotations)
        self._screen.margin.follow()
        self._screen.status.show()

    def _draw(self) -> None:
        here = [each for each in self.annotations if not each.orphan]
        looks = [Look(each.target.start, each.target.end, each.colour) for each in here]
        furthest = 0
        for each in here:
            if each.target.start < furthest:
                looks.append(Look(each.target.start, min(furthest, each.target.end), "overlap"))
            furthest = max(furthest, each.target.end)
        looks += [Look(a.target.start, a.target.end, "chosen") for a in here if a.id == self._chosen]
        dots = frozenset(each.target.start for each in here if each.note)
        for article in {self._screen.article, self._screen.front.article}:
            article.painter.set_layer("highlights", Layer(looks))
            article.painter.set_dots(dots)

    # Changing it

    def highlight(self) -> None:
        """Highlight the selection in the current colour; where it is a caret on a link, follow that."""
        if not self._screen.following.follow_here():
            self._add_selection()

    def colour(self, colour: Colour) -> None:
        """Make a colour the current one; the selection or the chosen highlight gets it."""
        self._colour = colour
        annotation = self._take_target()
        if annotation is None and self._add_selection():
            return
        if annotation:
            self._edit(annotation, f"{colour.capitalize()} now.", colour=colour)
        else:
            self._screen.status.say(f"Highlights will be {colour}.")

    def note(self) -> None:
        """Write a note to the selection or to the chosen highlight."""
        selecting = self._screen.selecting
        annotation = self._take_target()
        span = selecting.span
        if annotation:

            async def save(words: str) -> None:
                await self._keep(lambda library: library.edit(annotation, note=words), "Kept.")

            self._edit_note(annotation.target.exact, annotation.note, save)
        elif span:
            passage = self._text[span.start : span.end]

            async def save_new(words: str) -> None:
                await self._keep(lambda library: self._annotate(library, span, note=words), "Kept.")
                selecting.clear()  # only now: a passage whose note can't be kept stays selected

            self._edit_note(passage, "", save_new)
        else:
            self._screen.status.say(NOTHING)

    def tag(self) -> None:
        """Ask for tags for the selection or the chosen highlight."""
        annotation = self._take_target()
        if annotation is None and self._screen.selecting.span is None:
            self._screen.status.say(NOTHING)
            return

        def submit(words: str) -> None:
            tags = tuple(tag.strip().lstrip("#") for tag in words.split(","))
            if annotation:
                self._edit(annotation, "Tagged." if any(tags) else "Tags are gone.", tags=tags)
            else:
                self._add_selection(tags=tags)

        before = ", ".join(annotation.tags) if annotation else ""
        self._screen.prompt.ask(Prompt.Question("Tags, parted by commas", submit, before))

    def delete(self) -> None:
        """Delete the chosen highlight."""
        if annotation := self.chosen:
            self.choose(None)
            self._change(lambda library: library.remove(annotation), "Deleted. u brings it back.")

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

    def _take_target(self) -> Annotation | None:
        """The highlight that a command is about: none where it is about a new passage.

        A selection of just what is highlighted already stands for
        that highlight, which is chosen in its place.
        """
        selecting = self._screen.selecting
        if selecting.span is None or self._screen.notes.has_focus:
            return self.chosen
        same = self._over(selecting.span)
        if same:
            selecting.clear()
            self.choose(same)
        return same

    def _over(self, span: Span) -> Annotation | None:
        """The highlight of exactly a range, if there is one."""
        found = (
            a
            for a in self.annotations
            if not a.orphan and (a.target.start, a.target.end) == (span.start, span.end)
        )
        return next(found, None)

    def _add_selection(self, **fields: Any) -> bool:
        """Highlight the selection, if there is one; it comes back where it can't be kept."""
        selecting = self._screen.selecting
        selection, span = selecting.selection, selecting.span
        if selection is None or span is None:
            return False
        selecting.clear()
        self._add(span, lambda: selecting.restore(selection), **fields)
        return True

    def _add(self, span: Span, otherwise: Callable[[], None] | None = None, **fields: Any) -> None:
        if same := self._over(span):
            self.choose(same)
            self._screen.status.say("This is highlighted already.")
            return
        self._screen.selecting.expect_after(span)
        self._change(lambda library: self._annotate(library, span, **fields), "Highlighted.", otherwise)

    def _edit(self, annotation: Annotation, said: str, **changes: Any) -> None:
        self._change(lambda library: library.edit(annotation, **changes), said)

    def _annotate(self, library: Library, span: Span, **fields: Any) -> Annotation:
        return library.annotate(
            self._screen.keeping.record_id, self._text, span.start, span.end, colour=self._colour, **fields
        )

    def _edit_note(self, passage: str, words: str, save: Callable[[str], Awaitable[None]]) -> None:
        from reader.tui.screens.note import NoteScreen

        self._screen.app.push_screen(NoteScreen(passage, words, save))

    def _change(
        self, verb: Callable[[Library], object], said: str, otherwise: Callable[[], None] | None = None
    ) -> None:
        self._screen.keeping.change(verb, said, then=self._made, otherwise=otherwise)

    async def _keep(self, verb: Callable[[Library], object], said: str) -> None:
        self._made(await self._screen.keeping.keep(verb, said))

    def _made(self, result: object) -> None:
        """Let the next key be about what was just made or changed."""
        if isinstance(result, Annotation) and not self._screen.selecting.selection:
            self.choose(result)
