"""A dossier: all that one text has on one entity, and all that its reader wrote about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.analysis.findings import NAME_KINDS, Analysis, Entity, Mention, Quotation
from reader.analysis.gender import title_before
from reader.annotation import Annotation
from reader.corrections import forms_of
from reader.document import Document, Span
from reader.page.prose import sentence_at
from reader.places import Place, meet, meeting

_APPOSITION = re.compile(
    r",\s+((?:an?|the|of|former|then|now|head|chief|director|professor|president|leader|author)\b"
    r"[^,.;:!?“”\"()\n]{2,90})[,.;)]"
)
"""What may stand after a name to say who that is: “Ann Ames, the mayor, …”."""

LONGEST_TITLE = 24
"""Code points of a title at most."""

_FORMS_OF_ADDRESS = frozenset(("mr", "mrs", "ms", "miss", "mister", "sir", "madam", "dr"))
"""Titles that say nothing of what somebody does."""

_ARTICLE = re.compile(r"(?:an?|the)\s+")


@dataclass(frozen=True, slots=True)
class Companion:
    """Another entity that is named beside one.

    Attributes:
        entity: The other.
        sentences: In how many sentences both are named.
        paragraphs: In how many paragraphs.
        place: The first sentence with both; where there is none, the other's in the first paragraph.
    """

    entity: Entity
    sentences: int
    paragraphs: int
    place: Span


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a text has on an entity.

    Attributes:
        entity: The entity itself; its mentions are every place where it is named.
        forms: By what texts it is named, and how often, the most frequent first.
        role: What is said of who a person is (`the mayor`); often empty.
        says: What it says, in reading order.
        others_say: What others, or nobody named, say where it is named in the saying.
        beside: Who and what is named in the same paragraphs, the most frequent first.
        notes: The reader's annotations on it.
    """

    entity: Entity
    forms: tuple[tuple[str, int], ...]
    role: str
    says: tuple[Quotation, ...]
    others_say: tuple[Quotation, ...]
    beside: tuple[Companion, ...]
    notes: tuple[Annotation, ...]


def compiled(
    document: Document, analysis: Analysis, annotations: Iterable[Annotation], entity: Entity
) -> Dossier:
    """All that there is on an entity.

    Args:
        document: What is read.
        analysis: What was found in it.
        annotations: What the reader wrote in it.
        entity: One of the analysis.
    """
    says = tuple(said_by(analysis, entity))
    naming = meeting(analysis.quotations, disjoint(entity.mentions))
    others_say = tuple(each for each in naming if not _says(each, entity))
    return Dossier(
        entity,
        tuple(forms_of(entity).items()),
        role(document.text, analysis, entity),
        says,
        others_say,
        tuple(companions(document, analysis, entity)),
        tuple(notes_on(annotations, entity, says)),
    )


def said_by(analysis: Analysis, entity: Entity) -> list[Quotation]:
    """What an entity says."""
    return [each for each in analysis.quotations if _says(each, entity)]


def _says(quotation: Quotation, entity: Entity) -> bool:
    return quotation.speaker is not None and quotation.speaker.name == entity.name


def disjoint(places: Iterable[Place]) -> list[Span]:
    """Some places in order, those that lie over each other as one."""
    joined: list[Span] = []
    for place in sorted(Span(each.start, each.end) for each in places):
        if joined and place.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def role(text: str, analysis: Analysis, entity: Entity) -> str:
    """What a text says of who a person is: the title before the name, and the words set behind it.

    Args:
        text: The document's text.
        analysis: The findings: where “the United States” is a name of its own, it is nobody's role.
        entity: Whose role is looked for; only persons have one.

    Returns:
        `Brimleyan Senator, the chair of the Port Council`, from where there are such words first; or nothing.
    """
    if entity.kind != "person":
        return ""
    titles = (_title(text, analysis, mention) for mention in entity.mentions)
    appositions = (_apposition(text, analysis, mention) for mention in entity.mentions)
    return ", ".join(filter(None, (next(filter(None, each), "") for each in (titles, appositions))))


def _title(text: str, analysis: Analysis, mention: Mention) -> str:
    """The title before a name, with the people, country or body that it is of."""
    title = title_before(text, mention.start)
    if not title or title in _FORMS_OF_ADDRESS:
        return ""
    start = mention.start - 1 - len(text[max(0, mention.start - LONGEST_TITLE) : mention.start].split()[-1])
    bearers = (m for each in analysis.entities if each.kind in NAME_KINDS for m in each.mentions)
    before = next((m.start for m in bearers if m.end == start - 1 and text[m.end] == " "), start)
    return " ".join(text[before : mention.start].split())


def _apposition(text: str, analysis: Analysis, mention: Mention) -> str:
    """The words behind a name that say who that is."""
    found = _APPOSITION.match(text, mention.end)
    if not found:
        return ""
    article = _ARTICLE.match(text, found.start(1))
    starts = {found.start(1), article.end() if article else -1}
    names = (m.start for each in analysis.entities if each.kind != "group" for m in each.mentions)
    return "" if any(start in starts for start in names) else " ".join(found[1].split())


def companions(document: Document, analysis: Analysis, entity: Entity) -> list[Companion]:
    """Who and what is named in the same sentences as an entity, or at least the same paragraphs."""
    sentences: dict[int, set[int]] = defaultdict(set)  # by the leaf that they stand in
    for mention in entity.mentions:
        sentence = sentence_at(document, mention.start)
        sentences[document.leaf_index_at(mention.start)].add(sentence.start if sentence else -1)
    found = []
    for other in analysis.entities:
        if other.kind in NAME_KINDS and other != entity:
            companion = _companion(document, other, sentences)
            found += [companion] if companion else []
    return sorted(found, key=lambda each: (-each.sentences, -each.paragraphs))


def _companion(document: Document, other: Entity, sentences: dict[int, set[int]]) -> Companion | None:
    together: dict[int, Span] = {}
    apart: dict[int, Span] = {}
    paragraphs = set()
    for mention in other.mentions:
        leaf = document.leaf_index_at(mention.start)
        if leaf in sentences and (sentence := sentence_at(document, mention.start)):
            paragraphs.add(leaf)
            place = together if sentence.start in sentences[leaf] else apart
            place.setdefault(sentence.start, sentence)
    if not paragraphs:
        return None
    first = next(iter((together or apart).values()))
    return Companion(other, len(together), len(paragraphs), first)


def notes_on(
    annotations: Iterable[Annotation], entity: Entity, says: Sequence[Quotation] = ()
) -> list[Annotation]:
    """The annotations that are on an entity.

    Args:
        annotations: All of the document.
        entity: The entity.
        says: What it says.

    Returns:
        Those over a place where it is named or over something that it says, those that keep it as
        the speaker, and those whose note has one of its names.
    """
    names = {entity.name, *forms_of(entity)}
    named = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names))})\b")
    places: tuple[Place, ...] = (*entity.mentions, *says)
    return [
        each
        for each in annotations
        if each.speaker == entity.name
        or named.search(each.note)
        or (not each.orphan and any(meet(each.target, place) for place in places))
    ]
