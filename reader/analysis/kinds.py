"""What a name names: one kind for each form of it, by a vote through the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import NAME_KINDS, EntityKind
from reader.analysis.names import SURE
from reader.analysis.parse import Name

HEADS: tuple[tuple[EntityKind, str], ...] = (
    ("product", "product-heads"),
    ("event", "event-heads"),
    ("facility", "facility-heads"),
    ("place", "place-heads"),
    ("law", "law-heads"),
    ("organisation", "organisation-heads"),
)
"""The lists of words that, ending a name of several words, tell what it names."""

LIFELESS: frozenset[EntityKind] = frozenset({"facility", "product", "event", "work", "law", "language"})
"""The kinds of names whose bearers cannot speak."""

REFINED: Mapping[EntityKind, frozenset[EntityKind]] = {
    "place": frozenset({"facility"}),
    "product": frozenset({"facility", "event", "law"}),
    "event": frozenset({"facility", "product", "law"}),
    "work": frozenset({"facility", "product", "event", "law"}),
    "group": frozenset({"organisation", "facility", "product", "event", "law"}),
}
"""What a name's head word may make of it. Of persons, organisations and places the model is the
better judge, so that the heads only tell what it doesn't know of, or seldom gets right."""

# What the pieces of evidence weigh, a mention that the model is quite sure of being 1.
_NEIGHBOUR = 1.25
_TITLE = 1.25
_KNOWN = 4.0
_KNOWN_FORENAME = 0.5  # Florence, Jordan
_SURNAME = 0.7

_SYSTEMS = frozenset({"system", "systems"})  # after what it consists of: a Rocket System, Missile Systems
_OF_A_PERSON = frozenset({"administration", "presidency", "family"})

_WORD = re.compile(r"[^\W_][\w.'’&-]*")
_NEXT_WORD = re.compile(r" ([^\W_][\w-]*)")
_PEOPLE = re.compile(r"(?:[a-z]an|ese|ish|i|ist|ite|crat)s?$")

Votes = defaultdict[str, defaultdict[EntityKind, float]]
"""For each form how strongly it is taken for a name of each kind."""


def settle(
    text: str, names: Sequence[Name], defined: Mapping[str, str], titles: Collection[str]
) -> list[Name]:
    """Gives every form of a name one kind throughout a document.

    Each mention votes for the kind that the model gave it, as strongly as the
    model is sure of it; the lists of known names vote as well. A form that the
    model is never sure of and that nothing else speaks for is no name. Dates and
    amounts keep their kinds.

    Args:
        text: The document's text.
        names: All mentions, in reading order.
        defined: The abbreviations with their long forms: the two have one kind.
        titles: What stands between marks like the title of a work.

    Returns:
        The names that are believed, in reading order.
    """
    votes = _votes(text, names)
    for form in titles:
        votes[form]["work"] += _TITLE
    for form in _surnames(votes) & votes.keys():
        votes[form]["person"] += _SURNAME
    chosen = {form: _refined(form, _winner(count)) for form, count in votes.items()}
    chosen.update({short: chosen[long] for short, long in defined.items() if long in chosen})
    backed = {*titles, *defined, *defined.values(), *gazetteer.load().kinds}
    backed.update(text[name.start : name.end] for name in names if name.score >= SURE)
    backed -= {form for form, kind in chosen.items() if kind == "group" and not _is_people(form)}
    return [
        replace(name, kind=chosen[form]) if name.kind in NAME_KINDS else name
        for name in names
        if (form := text[name.start : name.end]) in backed or name.kind not in NAME_KINDS
    ]


def _votes(text: str, names: Iterable[Name]) -> Votes:
    """What each form's mentions, the words after them and the gazetteer tell of it."""
    votes: Votes = defaultdict(lambda: defaultdict(float))
    for name in names:
        if name.kind in NAME_KINDS:
            count = votes[text[name.start : name.end]]
            count[name.kind] += name.score
            following = _NEXT_WORD.match(text, name.end)
            if following and following[1] in lexicon.words("product-heads"):
                count["product"] += _NEIGHBOUR
            elif following and following[1] in _OF_A_PERSON:
                count["person"] += _NEIGHBOUR
    for known, kind in gazetteer.load().kinds.items():
        if (form := known.removeprefix("the ")) in votes:
            votes[form][kind] += _KNOWN_FORENAME if form in lexicon.forenames() else _KNOWN
    return votes


def _winner(count: Mapping[EntityKind, float]) -> EntityKind:
    return max(count, key=lambda kind: count[kind])


def _surnames(votes: Votes) -> frozenset[str]:
    """The last words of full names of people."""
    found = set()
    for form, count in votes.items():
        words = form.split()
        if 2 <= len(words) <= 4 and _winner(count) == "person":
            suffixed = len(words) > 2 and words[-1].lower() in lexicon.words("name-suffixes")
            found.add(words[-2].rstrip(",") if suffixed else words[-1])
    return frozenset(found)


def _refined(form: str, kind: EntityKind) -> EntityKind:
    """The kind of a name, made more exact by its head word: the last, or the one before an "of"."""
    words = _WORD.findall(form)
    if len(words) < 2:
        return kind
    head = next((place for place, word in enumerate(words) if word in ("of", "for")), len(words)) - 1
    if head and words[head].lower() in _SYSTEMS and words[head - 1].lower() in lexicon.words("product-heads"):
        return "product"
    for finer, name in HEADS:
        listed = lexicon.words(name)
        if words[head] in listed or (finer == "product" and any(word.lower() in listed for word in words)):
            return finer if finer in REFINED.get(kind, ()) else kind
    return kind


def _is_people(form: str) -> bool:
    """Whether a form is a known people or camp, or is built like a word for one."""
    if gazetteer.load().kinds.get(form.title() if form.islower() else form) == "group":
        return True
    built_so = form[0].isupper() and _PEOPLE.search(form)
    return bool(built_so) and form.split()[0].lower() not in lexicon.words("titles")
