"""Entities: the names of all passages become persons, organisations, places … with their mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from reader.analysis import aliases, kinds
from reader.analysis.definitions import definitions
from reader.analysis.findings import ENTITY_KINDS, NAME_KINDS, Entity, EntityKind, Mention
from reader.analysis.names import longest
from reader.analysis.parse import Name
from reader.analysis.scanner import Scanner
from reader.document import Span


def build(
    text: str, names: Sequence[Name], titles: Sequence[tuple[int, int]], prose: Sequence[Span]
) -> tuple[Entity, ...]:
    """The entities of a document.

    Args:
        text: The document's text, white space as plain spaces.
        names: The names of its passages, in reading order.
        titles: Titles between quotation marks, the marks included: the names of works.
        prose: Where names may be.

    Returns:
        The entities, by kind in the order of `ENTITY_KINDS`, most mentioned first within each.
    """
    defined, named = _defined(text, names, prose)
    works = [_work(text, start, end) for start, end in titles]
    written = {text[work.start : work.end] for work in works}
    settled = kinds.settle(text, longest([*works, *names, *named]), defined, written)
    found = spread(text, settled, prose, defined)
    return _entities(text, found, defined, prose)


def _work(text: str, start: int, end: int) -> Name:
    """A title as a name, without its marks and the comma before the closing one."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Name(start, end, "work")


def _defined(text: str, names: Sequence[Name], prose: Sequence[Span]) -> tuple[dict[str, str], list[Name]]:
    """The abbreviations that a text explains with their long forms, and both as names."""
    given = {(name.start, name.end): name.kind for name in names}
    long_forms: dict[str, str] = {}
    found: list[Name] = []
    for span in prose:
        for (start, end), (short, stop) in definitions(text[span.start : span.end]):
            long_place, short_place = (
                (span.start + start, span.start + end),
                (span.start + short, span.start + stop),
            )
            kind = given.get(long_place) or given.get(short_place) or "organisation"
            if kind in NAME_KINDS:
                long_forms.setdefault(text[slice(*short_place)], text[slice(*long_place)])
                found += [Name(*long_place, kind), Name(*short_place, kind)]
    return long_forms, found


def spread(
    text: str, names: Sequence[Name], prose: Sequence[Span], defined: Collection[str] = ()
) -> list[Name]:
    """Adds the places where a found name stands again.

    A form counts only if it was found more often than it was passed over, as the
    model's silence is a vote, too, and if the text never has it in lower case.

    Args:
        text: The document's text.
        names: The names found so far, without overlaps.
        prose: Where names may be.
        defined: The abbreviations that the text explains: they count however often they were passed over.
    """
    found = Counter(text[name.start : name.end] for name in names if name.kind in NAME_KINDS)
    kind_of = {text[name.start : name.end]: name.kind for name in names}
    lower = {word for word in text.split() if word.islower()}
    scanner = Scanner(form for form in found if len(form) > 1 and form.lower() not in lower)
    taken = [False] * (len(text) + 1)
    for name in names:
        taken[name.start : name.end] = [True] * (name.end - name.start)
    passed: defaultdict[str, list[int]] = defaultdict(list)
    for span in prose:
        for start, end in scanner.find(text[span.start : span.end]):
            start, end = span.start + start, span.start + end
            if not any(taken[start:end]):
                passed[text[start:end]].append(start)
    added = [
        Name(start, start + len(form), kind_of[form])
        for form, starts in passed.items()
        if form in defined or len(starts) < found[form]
        for start in starts
    ]
    return sorted([*names, *added], key=lambda name: name.start)


def _entities(
    text: str, names: Sequence[Name], defined: dict[str, str], prose: Sequence[Span]
) -> tuple[Entity, ...]:
    """Groups mentions into entities."""
    bearers = aliases.join(text, names, defined, prose)
    mentions: defaultdict[tuple[str, EntityKind], list[Mention]] = defaultdict(list)
    for name, bearer in zip(names, bearers, strict=True):
        mentions[bearer, name.kind].append(Mention(name.start, name.end, text[name.start : name.end]))
    order = {kind: place for place, kind in enumerate(ENTITY_KINDS)}
    entities = [Entity(name, kind, tuple(found)) for (name, kind), found in mentions.items()]
    return tuple(sorted(entities, key=lambda entity: (order[entity.kind], -len(entity.mentions))))
