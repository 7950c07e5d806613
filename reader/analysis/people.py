"""Speakers get names: a mention through its entity, a pronoun or a description through whom it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.analysis.antecedents import Cast, bare
from reader.analysis.attribution import Phrase
from reader.analysis.findings import Cue, Entity, Quotation, Speaker
from reader.analysis.quotations import Draft
from reader.analysis.references import PLURAL, SINGULAR, Setting

UNRESOLVED = 0.4
"""What a speaker whose pronoun stays a pronoun is worth to a reader, as a confidence."""


def resolve(
    text: str, setting: Setting, drafts: Sequence[Draft], entities: Sequence[Entity]
) -> tuple[Quotation, ...]:
    """Gives the drafts' speakers their names.

    Args:
        text: The document's text.
        setting: What its passages say of people.
        drafts: The quotations in reading order.
        entities: The document's entities.

    Returns:
        The quotations, in reading order.
    """
    names = _Names(text, setting, drafts, entities)
    return tuple(_quotation(text, draft, names) for draft in drafts)


def _quotation(text: str, draft: Draft, names: _Names) -> Quotation:
    found = draft.attribution
    cue = Cue(*found.cue, text[slice(*found.cue)]) if found.cue else None
    speaker = None
    if found.speaker:
        name, certainty = names.of(found.speaker)
        confidence = round(found.confidence * certainty, 2)
        speaker = Speaker(name, found.speaker.start, found.speaker.end, found.speaker.text, confidence)
    words = text[draft.start : draft.end]
    return Quotation(draft.start, draft.end, words, draft.kind, speaker, cue, draft.clause)


class _Names:
    """What to call those who are mentioned as speakers."""

    def __init__(
        self, text: str, setting: Setting, drafts: Sequence[Draft], entities: Sequence[Entity]
    ) -> None:
        speakers = {draft.attribution.speaker.head for draft in drafts if draft.attribution.speaker}
        self._cast = Cast(text, setting, entities, speakers)
        named = [(mention, entity) for entity in entities for mention in entity.mentions]
        self._named = sorted(named, key=lambda pair: pair[0].start)
        self._starts = [mention.start for mention, _ in self._named]

    def of(self, phrase: Phrase) -> tuple[str, float]:
        """The name of who is mentioned, and how certain it is, from 0 to 1."""
        meant = self._cast.meant(phrase.head)
        if phrase.text.lower() in SINGULAR | PLURAL:
            return (meant[0].name, meant[1]) if meant else (phrase.text, UNRESOLVED)
        if entity := self._at(phrase.head):
            return (bare(phrase.name) if entity.kind == "group" else entity.name), 1.0
        if meant and meant[0].entity:
            return meant[0].name, meant[1]
        return bare(phrase.name), 1.0

    def _at(self, offset: int) -> Entity | None:
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._named[place][0].end:
            return self._named[place][1]
        return None
