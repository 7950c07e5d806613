"""Mending: what the reader corrects in Entities, in Quotes and on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from reader.analysis.findings import Analysis, Entity, EntityKind, Quotation
from reader.annotation import Target
from reader.corrections import (
    KIND_PHRASES,
    AddEntity,
    AddQuotation,
    Address,
    Attribute,
    Change,
    Correction,
    Discard,
    Hide,
    Merge,
    Reclassify,
    Rename,
    Scope,
    Split,
    forms_of,
    plain,
    quoted,
    statement,
)
from reader.document import Span
from reader.mending import mended, quotation_span
from reader.places import meet
from reader.tui.commands.command import with_keys
from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

LONGEST_NAME = 6
"""Words up to which a selection with a capital is likelier a name than a quote."""

T = TypeVar("T")


class Mending:
    """The document's corrections, and the commands that make them.

    Args:
        screen: The reading screen, whose lists and footer it uses.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.corrections: Sequence[Correction] = ()

    def mend(self, analysis: Analysis) -> Analysis:
        """The engine's findings as the reader corrected them."""
        return mended(analysis, self._text, self.corrections)

    def show(self, corrections: Sequence[Correction]) -> None:
        """Show the findings as they are with other corrections."""
        if corrections != self.corrections:
            self.corrections = corrections
            self._screen.understanding.mend_again()
            quotes = self._screen.quotes
            if quotes.speaker and not quotes.said_by(quotes.speaker):
                quotes.filter("")  # whoever that was goes by another name now

    # Entities

    def rename(self) -> None:
        """Ask for another name for the entity under the cursor."""
        if entity := self._entity():

            def answer(name: str, scope: Scope) -> None:
                self._correct(Rename(Address.of(entity), name), scope, name)

            title = f"Rename {quoted(entity.name)}"
            self._ask(Question(title, words=entity.name, typed=str, scoped=True, verb="renames"), answer)

    def kind(self) -> None:
        """Ask for another kind for the entity under the cursor."""
        if entity := self._entity():

            def answer(kind: EntityKind, scope: Scope) -> None:
                self._correct(Reclassify(Address.of(entity), kind), scope, entity.name)

            choices = [Choice(kind, phrase) for kind, phrase in KIND_PHRASES.items()]
            self._ask(Question(f"{quoted(entity.name)} is …", choices, entity.kind, scoped=True), answer)

    def merge(self) -> None:
        """Ask for the entity that the one under the cursor is the same as."""
        if entity := self._entity():

            def answer(other: Entity, scope: Scope) -> None:
                self._correct(Merge(Address.of(entity), Address.of(other)), scope, other.name)

            others = [each for each in self._screen.understanding.analysis.entities if each != entity]
            others.sort(key=lambda each: each.kind != entity.kind)
            choices = [Choice(each, each.name, f"{each.kind} {len(each.mentions)}") for each in others]
            if choices:
                title = f"{quoted(entity.name)} is the same as …"
                self._ask(Question(title, choices, scoped=True, verb="joins them"), answer)
            else:
                self._screen.status.say("There is no other name to join it with.")

    def split(self) -> None:
        """Ask for the form that is no name of the entity under the cursor."""
        if entity := self._entity():

            def answer(form: str, scope: Scope) -> None:
                self._correct(Split(Address.of(entity), form), scope, form)

            choices = [Choice(form, form, str(count)) for form, count in forms_of(entity).items()]
            if len(choices) > 1:
                title = f"Not a name of {quoted(entity.name)}, but of another:"
                self._ask(Question(title, choices, scoped=True, verb="splits it off"), answer)
            else:
                self._screen.status.say(
                    f"{quoted(entity.name)} is called by one name only: nothing to split off."
                )

    def hide(self) -> None:
        """Hide the entity under the cursor, in this article."""
        self._hide("document")

    def hide_everywhere(self) -> None:
        """Hide the entity under the cursor, in every article of the library."""
        self._hide("library")

    def _hide(self, scope: Scope) -> None:
        if entity := self._entity():
            self._correct(Hide(Address.of(entity)), scope)

    # Quotes

    def speaker(self) -> None:
        """Ask who says the quote under the cursor."""
        if quotation := self._quotation():
            target = Target.of(self._text, quotation.start, quotation.end)
            name = quotation.speaker.name if quotation.speaker else ""
            self._ask_speaker(quotation.text, name, lambda who: self._correct(Attribute(target, who)))

    def not_a_quote(self) -> None:
        """Drop the quote under the cursor."""
        if quotation := self._quotation():
            self._correct(Discard(Target.of(self._text, quotation.start, quotation.end)))

    def _ask_speaker(self, words: str, name: str, answered: Callable[[str], None]) -> None:
        """Ask who says something: the persons and organisations, or whoever speaks already, or another."""
        analysis = self._screen.understanding.analysis
        named = [each.name for each in analysis.entities if each.kind in ("person", "organisation")]
        speaking = [each.speaker.name for each in analysis.quotations if each.speaker]
        choices = [Choice(each, each) for each in dict.fromkeys([*named, *speaking])]
        question = Question(
            f"Who says {quoted(words)}", [Choice("", "nobody named"), *choices], name, typed=str
        )
        self._ask(question, lambda who, _: answered(who))

    # The page

    def add(self) -> None:
        """Ask what the selection is: a quote, or a name of some kind."""
        span = self._screen.selecting.span
        if span is None:
            self._screen.status.say("Select something first (s or v).")
            return
        passage = plain(self._text[span.start : span.end])

        def answer(kind: EntityKind | None, scope: Scope) -> None:
            if kind:
                self._correct(AddEntity(passage, kind), scope, passage)
                self._screen.selecting.clear()
            else:
                self._add_quotation(span)

        name = len(passage.split()) <= LONGEST_NAME and passage[:1].isupper()
        choices: list[Choice[EntityKind | None]] = [Choice(None, "a quote")]
        choices += (Choice(kind, phrase) for kind, phrase in KIND_PHRASES.items())
        current = choices[1 if name else 0].value
        self._ask(Question(f"{quoted(passage)} is …", choices, current, scoped=True), answer)

    def _add_quotation(self, span: Span) -> None:
        whole = quotation_span(self._text, span)
        target = Target.of(self._text, whole.start, whole.end)

        def answer(speaker: str) -> None:
            self._correct(AddQuotation(target, speaker))
            self._screen.selecting.clear()

        quotations = self._screen.understanding.analysis.quotations
        within = (each.speaker for each in quotations if meet(each, whole))
        self._ask_speaker(target.exact, next((each.name for each in within if each), ""), answer)

    # All of them

    def review(self) -> None:
        """Show what was corrected, so that something of it can be taken back."""
        if not self.corrections:
            self._screen.status.say("Nothing is corrected here.")
            return

        def answer(correction: Correction, _: Scope) -> None:
            keeping = self._screen.keeping
            said = f"Taken back: {statement(correction.change)}."
            keeping.change(lambda library: library.withdraw(keeping.record_id, correction), said)

        choices = [
            Choice(each, statement(each.change), "whole library" if each.scope == "library" else "")
            for each in reversed(self.corrections)
        ]
        self._ask(Question("What you corrected", choices, verb="takes it back"), answer)

    # How it is kept

    @property
    def _text(self) -> str:
        return self._screen.document.text

    def _entity(self) -> Entity | None:
        entity = self._screen.panels.entities.current
        if isinstance(entity, Entity):
            return entity
        self._screen.status.say("Choose a name in Entities first (F4).")
        return None

    def _quotation(self) -> Quotation | None:
        quotation = self._screen.quotes.current
        if isinstance(quotation, Quotation):
            return quotation
        self._screen.status.say("Choose a quote in Quotes first (F5).")
        return None

    def _ask(self, question: Question[T], answered: Callable[[T, Scope], None]) -> None:
        self._screen.app.push_screen(ChoosingScreen(question, answered))

    def _correct(self, change: Change, scope: Scope = "document", name: str = "") -> None:
        """Keep a correction and show it, with the cursor of Entities on a name."""
        keeping = self._screen.keeping
        said = statement(change)
        analysis = self._screen.understanding.analysis
        if scope == "document" and mended(analysis, self._text, [Correction.new("", change)]) == analysis:
            self._screen.status.say(f"That changes nothing: {said}.")
            return

        panels, filtered = self._screen.panels, self._screen.quotes.speaker

        def show(_: object) -> None:
            if isinstance(change, (Rename, Merge)) and filtered == change.entity.name:
                panels.quotes.filter(name)
            entities = self._screen.understanding.analysis.entities
            panels.entities.point(next((each for each in entities if each.name == name), None))

        said += ", in the whole library." if scope == "library" else "."
        if isinstance(change, (Hide, Discard)):
            said += with_keys(" {undo} brings it back.", self._screen.commands)
        keeping.change(
            lambda library: library.correct(keeping.record_id, change, scope=scope), said, then=show
        )
