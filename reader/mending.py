"""Mending: the reader's corrections, applied to what the engine found.

Findings are never changed: the engine's are kept as they came, and these pure
functions give what is shown in their place. A correction that no longer
applies does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reader.analysis.findings import (
    ENTITY_KINDS,
    Analysis,
    Entity,
    EntityKind,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from reader.analysis.marks import CLOSERS
from reader.anchoring import place
from reader.annotation import Annotation, Target
from reader.corrections import (
    AddEntity,
    AddQuotation,
    Address,
    Attribute,
    Change,
    Correction,
    Discard,
    EntityChange,
    Hide,
    Merge,
    QuotationChange,
    Reclassify,
    Rename,
    Split,
    plain,
)
from reader.document import Span
from reader.places import Place, likeness, meet, meeting, over, within

CERTAIN = 1.0
"""The confidence of a speaker whom the reader has named."""

ALIKE = 0.5
"""Two ranges are of the same passage where more than this part of both together is in both."""

_WORD = re.compile(r"\w")

Key = tuple[str, EntityKind]
"""What tells an entity from the others: its name and its kind."""


def mended(analysis: Analysis, text: str, corrections: Iterable[Correction]) -> Analysis:
    """The findings as the reader corrected them.

    Args:
        analysis: What the engine found.
        text: The document's text.
        corrections: Those that hold in the document; they are applied in the order of their
            times, so that later ones win. Deleted ones are passed over.
    """
    live = sorted((each for each in corrections if not each.deleted), key=lambda each: each.created)
    if not live:
        return analysis
    desk = _Desk(analysis, text)
    for correction in live:
        desk.apply(correction.change)
    return replace(analysis, entities=desk.entities(), quotations=tuple(desk.quotations))


def credited(
    annotations: Iterable[Annotation], text: str, corrections: Iterable[Correction]
) -> list[Annotation]:
    """Annotations with their speakers as they were corrected since.

    Args:
        annotations: Any; those without a speaker stay without one.
        text: The text of their document.
        corrections: Those that hold in the document.
    """
    live = sorted((each for each in corrections if not each.deleted), key=lambda each: each.created)
    return [_credited(annotation, text, live) for annotation in annotations]


def whole_words(text: str, form: str) -> Iterator[Span]:
    """Every place where a form stands as whole words; white space of any length is alike."""
    words = r"\s+".join(map(re.escape, form.split()))
    pattern = re.compile(rf"{words}(?!\w)")  # beginning with the words: that is found far sooner
    at = 0
    while words and (found := pattern.search(text, at)):
        begins = not found.start() or not _WORD.match(text[found.start() - 1])
        at = found.end() if begins else found.start() + 1
        if begins:
            yield Span(*found.span())


def quotation_span(text: str, span: Span) -> Span:
    """A passage without the white space at its ends, and with the marks that stand around it."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start and text[end : end + 1] and text[end] in CLOSERS.get(text[start - 1], ()):
        return Span(start - 1, end + 1)
    return Span(start, end)


def _credited(annotation: Annotation, text: str, corrections: Sequence[Correction]) -> Annotation:
    name = annotation.speaker
    passage = Span(annotation.target.start, annotation.target.end)
    for correction in corrections if name else ():
        if correction.created < annotation.created:
            continue
        match correction.change:
            case Rename(Address(old), new) | Merge(Address(old), Address(new)) if old == name:
                name = new
            case Attribute(target, speaker) if not annotation.orphan:
                found = _placed(target, text)
                name = speaker if found and likeness(found, passage) > ALIKE else name
    return replace(annotation, speaker=name)


class _Desk:
    """The findings while they are being mended.

    Attributes:
        quotations: In reading order.
    """

    def __init__(self, analysis: Analysis, text: str) -> None:
        self._text = text
        self._groups: dict[Key, list[Mention]] = {}
        for each in analysis.entities:
            self._groups.setdefault((each.name, each.kind), []).extend(each.mentions)
        firsts = {each.name: each.mentions[0] for each in analysis.entities}
        self._related = {
            mention: firsts[each.related]
            for each in analysis.entities
            if each.related in firsts
            for mention in each.mentions
        }
        self.quotations = list(analysis.quotations)

    def entities(self) -> tuple[Entity, ...]:
        """The entities, by kind in the order of `ENTITY_KINDS`, most mentioned first within each."""
        names = {mention: name for (name, _), mentions in self._groups.items() for mention in mentions}
        found = [
            Entity(name, kind, tuple(mentions), self._relative(name, mentions, names))
            for (name, kind), mentions in self._groups.items()
        ]
        order = {kind: place for place, kind in enumerate(ENTITY_KINDS)}
        return tuple(
            sorted(found, key=lambda each: (order[each.kind], -len(each.mentions), each.mentions[0].start))
        )

    def _relative(self, name: str, mentions: Iterable[Mention], names: Mapping[Mention, str]) -> str:
        """The name that an entity's people or country has now; nothing where it is gone or the same."""
        others = (names.get(self._related[each], "") for each in mentions if each in self._related)
        return next((other for other in others if other != name), "")

    def apply(self, change: Change) -> None:
        """Make one change."""
        if isinstance(change, QuotationChange):
            self._apply_to_quotations(change)
        else:
            self._apply_to_entities(change)

    def _apply_to_entities(self, change: EntityChange) -> None:
        match change:
            case Rename(address, name):
                self._rename(address, plain(name))
            case Reclassify(address, kind):
                for key in self._addressed(address) or self._holding(address.name):
                    self._relabel(key, (key[0], kind))
            case Merge(address, into):
                self._merge(address, into)
            case Split(address, form):
                for key in self._addressed(address) or self._holding(address.name):
                    self._split(key, plain(form))
            case Hide(address):
                for key in self._addressed(address):
                    del self._groups[key]
            case AddEntity(form, kind):
                self._add_entity(plain(form), kind)

    def _apply_to_quotations(self, change: QuotationChange) -> None:
        meant = self._quoted(change.target)
        match change:
            case Attribute(_, speaker):
                for quotation in meant:
                    self._replace(quotation, self._spoken(quotation, plain(speaker)))
            case Discard():
                self.quotations = [each for each in self.quotations if each not in meant]
            case AddQuotation(target, speaker):
                self._add_quotation(target, plain(speaker))

    # Which entity is meant

    def _addressed(self, address: Address) -> list[Key]:
        """The entities that are the one addressed: by their names, or by having no form but its own.

        They may be several where another engine has not joined what the reader
        saw as one. The likeliest is the first.
        """
        forms = {address.name, *address.forms}
        found = [
            key
            for key, mentions in self._groups.items()
            if key[0] == address.name or all(plain(mention.text) in forms for mention in mentions)
        ]
        return sorted(found, key=lambda key: (key[0] != address.name, *self._rank(key)))

    def _holding(self, form: str) -> list[Key]:
        """The entity that has the most mentions with a text; none where no entity has one."""
        counts = {
            key: sum(plain(mention.text) == form for mention in mentions)
            for key, mentions in self._groups.items()
        }
        found = [key for key, count in counts.items() if count]
        return sorted(found, key=lambda key: (-counts[key], *self._rank(key)))[:1]

    def _rank(self, key: Key) -> tuple[int, int]:
        mentions = self._groups[key]
        return -len(mentions), mentions[0].start

    # What is done to entities

    def _relabel(self, old: Key, new: Key) -> None:
        """Give an entity another name or kind; it is joined with one that has both already."""
        if old == new:
            return
        self._set(new, [*self._groups.pop(old), *self._groups.get(new, ())])
        self._name_speakers({old[0]}, new[0])

    def _rename(self, address: Address, name: str) -> None:
        taken = sorted((key for key in self._groups if key[0] == name), key=self._rank)
        keys = self._addressed(address) or ([] if taken else self._holding(address.name))
        others = [key for key in taken if key not in keys]
        for key in keys:
            self._relabel(key, (name, (others or keys)[0][1]))

    def _merge(self, address: Address, into: Address) -> None:
        targets = (self._addressed(into) or self._holding(into.name))[:1]
        keys = [key for key in self._addressed(address) if key not in targets]
        if targets and keys:
            for key in (*targets, *keys):
                self._relabel(key, (into.name, targets[0][1]))

    def _split(self, key: Key, form: str) -> None:
        name, kind = key
        parts = [mention for mention in self._groups[key] if plain(mention.text) == form]
        rest = [mention for mention in self._groups[key] if mention not in parts]
        if not parts or not rest:
            return
        self._set(key, rest)
        others = max((plain(mention.text) for mention in rest), key=len) if name == form else name
        self._relabel(key, (others, kind))
        self._set((form, kind), [*self._groups.get((form, kind), ()), *parts])
        self._name_speakers({others}, form, parts)

    def _add_entity(self, form: str, kind: EntityKind) -> None:
        """Add the places of a form: what lies within one is taken over, what reaches out of one stays."""
        named = sorted((key for key in self._groups if key[0] == form), key=lambda key: key[1] != kind)
        alike = [key for key in self._holding(form) if key[1] == kind]
        for key in named[:1]:
            self._relabel(key, (form, kind))
        name = form if named or not alike else alike[0][0]
        places = list(whole_words(self._text, form))
        met = meeting((each for mentions in self._groups.values() for each in mentions), places)
        crossed = {each for one in met for each in over(one, places) if not within(one, each)}
        free = [each for each in places if each not in crossed]
        taken = set(meeting(met, free))
        owners = [key for key, mentions in self._groups.items() if taken and not taken.isdisjoint(mentions)]
        for key in owners:
            self._set(key, [each for each in self._groups[key] if each not in taken])
        added = [Mention(each.start, each.end, self._text[each.start : each.end]) for each in free]
        self._set((name, kind), [*self._groups.get((name, kind), ()), *added])
        self._name_speakers({key[0] for key in owners}, name, free)

    def _set(self, key: Key, mentions: Iterable[Mention]) -> None:
        """Give an entity other mentions; without any it is gone."""
        ordered = sorted(set(mentions), key=lambda mention: (mention.start, mention.end))
        if ordered:
            self._groups[key] = ordered
        else:
            self._groups.pop(key, None)

    def _name_speakers(self, old: Container[str], new: str, places: Sequence[Place] = ()) -> None:
        """Give speakers another name: all with an old one, or those of them who stand at certain places."""

        def named(quotation: Quotation) -> Quotation:
            speaker = quotation.speaker
            if speaker is None or speaker.name not in old:
                return quotation
            if places and not any(meet(speaker, each) for each in places):
                return quotation
            return replace(quotation, speaker=replace(speaker, name=new))

        self.quotations = list(map(named, self.quotations))

    # What is done to quotations

    def _quoted(self, target: Target) -> list[Quotation]:
        """The quotation of a passage: of just that, or else of about that."""
        found = _placed(target, self._text)
        if found is None:
            return []
        same = [each for each in self.quotations if (each.start, each.end) == (found.start, found.end)]
        return same or [each for each in self.quotations if likeness(each, found) > ALIKE]

    def _spoken(self, quotation: Quotation, name: str) -> Quotation:
        """A quotation with another speaker.

        What stands in the text for the speaker stays so where it is nobody
        else's name ("he"); else it is the nearest mention of the speaker.
        """
        if not name:
            return replace(quotation, speaker=None)
        keys = sorted((key for key in self._groups if key[0] == name), key=self._rank) or self._holding(name)
        mentions = self._groups[keys[0]] if keys else []
        name = keys[0][0] if keys else name
        others = (each for key, group in self._groups.items() if key not in keys[:1] for each in group)
        before = quotation.speaker
        if before and before.text and not any(meet(before, each) for each in others):
            return replace(quotation, speaker=replace(before, name=name, confidence=CERTAIN))
        outside = (each for each in mentions if not meet(each, quotation))
        nearest = min(outside, key=lambda each: abs(each.start - quotation.start), default=None)
        at = nearest or Mention(quotation.start, quotation.start, "")
        return replace(quotation, speaker=Speaker(name, at.start, at.end, at.text, CERTAIN))

    def _add_quotation(self, target: Target, speaker: str) -> None:
        """Add a quotation in the place of those it covers; the likest one's cue is its cue."""
        found = _placed(target, self._text)
        if found is None:
            return
        covered = [each for each in self.quotations if within(each, found) or likeness(each, found) > ALIKE]
        before = max(covered, key=lambda each: likeness(each, found), default=None)
        if before and (before.start, before.end) == (found.start, found.end):
            added = before
        else:
            text = self._text[found.start : found.end]
            kind: QuotationKind = "direct" if text[0] in CLOSERS else "indirect"
            said = (before.speaker, before.cue) if before else (None, None)
            added = Quotation(found.start, found.end, text, kind, *said)
        kept = [each for each in self.quotations if each not in covered]
        self.quotations = sorted(
            [*kept, self._spoken(added, speaker)], key=lambda each: (each.start, each.end)
        )

    def _replace(self, old: Quotation, new: Quotation) -> None:
        self.quotations = [new if each is old else each for each in self.quotations]


def _placed(target: Target, text: str) -> Span | None:
    """Where a passage stands in a text, if it can be told."""
    found = place(target, text)
    return Span(found.start, found.end) if found.state in ("exact", "moved") else None
