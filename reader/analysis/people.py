"""Speakers get names: a mention through its entity, "he" and "she" through who was spoken of last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.analysis import lexicon
from reader.analysis.attribution import Phrase
from reader.analysis.findings import Cue, Entity, Mention, Quotation, Speaker
from reader.analysis.quotations import Draft

Gender = Literal["male", "female"]

PRONOUNS: dict[str, Gender] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "herself": "female",
}
"""The pronouns that stand for one person, with the gender they tell."""

REACH = 2_000
"""How far before a pronoun its person may stand, in code points: about five paragraphs."""

PRONOUN_CONFIDENCE = 0.87
"""How often a resolved pronoun is right, by hand on 76 of a news sample."""

UNRESOLVED_CONFIDENCE = 0.4
"""What a speaker whose pronoun stays a pronoun is worth to a reader."""

_FADING = 400
_SUBJECT = 1.2
_SPOKE = 0.4
_SAME_PARAGRAPH = 0.5
_ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)", re.IGNORECASE)
_TITLE = re.compile(r"([A-Za-z]+\.?) $")


@dataclass(frozen=True, slots=True)
class Setting:
    """What resolution needs to know of a document.

    Attributes:
        text: The document's text.
        marked: The ranges of offsets between quotation marks, in reading order.
        subjects: The first offsets of the words that are a verb's subject, or own it ("X's aide
            said"), with how prominent that makes them: 1 in a main clause, less in others.
    """

    text: str
    marked: Sequence[tuple[int, int]]
    subjects: Mapping[int, float]


def resolve(setting: Setting, drafts: Sequence[Draft], entities: Sequence[Entity]) -> tuple[Quotation, ...]:
    """Gives the drafts' speakers their names.

    Args:
        setting: The document.
        drafts: The quotations in reading order.
        entities: The document's entities.

    Returns:
        The quotations, in reading order.
    """
    cast = _Cast(setting, entities)
    return tuple(_quotation(setting.text, draft, cast) for draft in drafts)


def _quotation(text: str, draft: Draft, cast: _Cast) -> Quotation:
    found = draft.attribution
    cue = Cue(*found.cue, text[slice(*found.cue)]) if found.cue else None
    speaker = None
    if found.speaker:
        name, certainty = cast.name(found.speaker)
        confidence = round(found.confidence * certainty, 2)
        speaker = Speaker(name, found.speaker.start, found.speaker.end, found.speaker.text, confidence)
    return Quotation(draft.start, draft.end, text[draft.start : draft.end], draft.kind, speaker, cue)


class _Cast:
    """The entities of a document as speakers, and who has spoken so far."""

    def __init__(self, setting: Setting, entities: Sequence[Entity]) -> None:
        self._setting = setting
        named = [(mention, entity) for entity in entities for mention in entity.mentions]
        self._named = sorted(named, key=lambda pair: pair[0].start)
        self._starts = [mention.start for mention, _ in self._named]
        self._people = [
            (mention, entity)
            for mention, entity in self._named
            if entity.kind == "person" and not _inside(mention, setting.marked)
        ]
        self._people_starts = [mention.start for mention, _ in self._people]
        self._gender: dict[int, Gender] = {}
        for entity in entities:
            if entity.kind == "person" and (gender := _gender(setting.text, entity)):
                self._gender[id(entity)] = gender
        self._spoken: list[tuple[int, float, Entity]] = []

    def name(self, phrase: Phrase) -> tuple[str, float]:
        """The name of who is mentioned, and how certain it is, from 0 to 1."""
        gender = PRONOUNS.get(phrase.text.lower())
        entity = self._last_person(phrase.start, gender) if gender else self._at(phrase.head)
        if entity is None:
            return (phrase.text, UNRESOLVED_CONFIDENCE) if gender else (_ARTICLE.sub("", phrase.name), 1.0)
        if entity.kind == "group":
            return _ARTICLE.sub("", phrase.name), 1.0
        self._spoken.append((phrase.start, self._setting.subjects.get(phrase.start, 1.0), entity))
        if gender:
            self._gender.setdefault(id(entity), gender)
        return entity.name, PRONOUN_CONFIDENCE if gender else 1.0

    def _at(self, offset: int) -> Entity | None:
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._named[place][0].end:
            return self._named[place][1]
        return None

    def _last_person(self, offset: int, gender: Gender) -> Entity | None:
        """The person whom a pronoun at an offset most likely means."""
        best: tuple[float, Entity] | None = None
        for score, entity in self._present(offset):
            if self._gender.get(id(entity), gender) == gender and (best is None or score >= best[0]):
                best = score, entity
        return best[1] if best else None

    def _present(self, offset: int) -> Iterator[tuple[float, Entity]]:
        """The people mentioned within reach before an offset, each mention with its weight.

        A subject of the same paragraph weighs more than who spoke in the one before.
        """
        first = bisect_left(self._people_starts, offset - REACH)
        last = bisect_left(self._people_starts, offset)
        for mention, entity in self._people[first:last]:
            places = range(mention.start, mention.end)
            prominence = max(self._setting.subjects.get(place, 0.0) for place in places)
            near = prominence and "\n" not in self._setting.text[mention.start : offset]
            score = (mention.start - offset) / _FADING + _SUBJECT * prominence
            yield score + (_SAME_PARAGRAPH if near else 0.0), entity
        for place, prominence, entity in self._spoken[-5:]:
            if entity.kind == "person" and offset - REACH <= place < offset:
                yield (place - offset) / _FADING + _SUBJECT * prominence + _SPOKE, entity


def _inside(mention: Mention, ranges: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(ranges, (mention.start, 1 << 60)) - 1
    return place >= 0 and mention.start < ranges[place][1]


def _gender(text: str, entity: Entity) -> Gender | None:
    """What titles and the forename tell of a person."""
    for mention in entity.mentions:
        if match := _TITLE.search(text[max(0, mention.start - 20) : mention.start]):
            if match[1].lower() in lexicon.words("titles-male"):
                return "male"
            if match[1].lower() in lexicon.words("titles-female"):
                return "female"
    forename = entity.name.split()[0]
    if forename in lexicon.words("forenames-male"):
        return "male"
    return "female" if forename in lexicon.words("forenames-female") else None
