"""What a name names: one kind for each form of it, by a vote through the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import NAME_KINDS, EntityKind
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

# What the pieces of evidence weigh, one vote of the engine being 2.
_ENGINE = 2
_ENGINE_RARE = 1  # its word for a rare kind is often wrong
_LOCATED = 3
_MOVED = 2
_CONTEXT = 5
_OWN_WORDS = 6
_FORENAME = 6
_TITLE = 5
_KNOWN = 16
_SURNAME = 24

_NEAR = frozenset({"near", "outside", "towards", "toward", "throughout"})
_IN = frozenset({"in", "into", "across", "inside"})
_FROM = frozenset({"from", "to"})
_PEOPLE: frozenset[EntityKind] = frozenset({"person", "organisation", "group"})

_WORD = re.compile(r"[^\W_][\w.'’&-]*")
_LAST_WORD = re.compile(r"([^\W_][\w.-]*)[ ]$")
_NEXT_WORD = re.compile(r"^(?:['’]s)? ([^\W_][\w-]*)")
_PLACELIKE = re.compile(r"[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*)?")
_MODEL_NUMBER = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]?(?: [A-Z][a-z]+)?$")
_AGE = re.compile(r"^, \d\d,")


def settle(
    text: str, names: Sequence[Name], defined: Mapping[str, str], titles: Collection[str]
) -> list[Name]:
    """Gives every form of a name one kind throughout a document.

    Each mention votes for the kind that the engine gave it, and more strongly
    for what its surroundings and its own words tell. Dates and amounts keep
    their kinds.

    Args:
        text: The document's text.
        names: All mentions, in reading order.
        defined: The abbreviations with their long forms: the two have one kind.
        titles: What stands between marks like the title of a work.
    """
    votes: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in names:
        if name.kind in NAME_KINDS:
            count = votes[text[name.start : name.end]]
            count[name.kind] += _ENGINE_RARE if name.kind in LIFELESS else _ENGINE
            count.update(dict.fromkeys(_surroundings(text, name), _CONTEXT))
            count["place"] += _location(text, name)
    for form, count in votes.items():
        count.update(dict(_own_words(form)))
        if form in titles:
            count["work"] += _TITLE
    for form in _surnames(votes) & votes.keys():
        votes[form]["person"] += _SURNAME
    chosen = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    chosen.update({short: chosen[long] for short, long in defined.items() if long in chosen})
    return [
        Name(name.start, name.end, chosen[text[name.start : name.end]]) if name.kind in NAME_KINDS else name
        for name in names
    ]


def _surroundings(text: str, name: Name) -> Iterator[EntityKind]:
    """What the words before and after a mention tell of it."""
    before = _LAST_WORD.search(text[max(0, name.start - 30) : name.start])
    after = text[name.end : name.end + 30]
    if before and before[1].lower() in lexicon.words("titles") and before[1][0].isupper():
        yield "person"
    if _AGE.match(after):
        yield "person"
    if following := _NEXT_WORD.match(after):
        if following[1] in lexicon.words("region-words"):
            yield "place"
        if following[1] in lexicon.words("product-heads") and not after.startswith(("'", "’")):
            yield "product"


def _location(text: str, name: Name) -> int:
    """How much a preposition before a mention tells of a place.

    "In", "from" and their like stand before people and bodies as well, so they only count where the engine
    takes the name for neither; abbreviations and names of three words or more are seldom places.
    """
    form = text[name.start : name.end]
    before = _LAST_WORD.search(text[max(0, name.start - 30) : name.start])
    placelike = _PLACELIKE.fullmatch(form) and not form.isupper()
    if not before or not placelike or text.startswith(("'s", "’s"), name.end):
        return 0
    word = before[1].lower()
    if word in _NEAR:
        return _LOCATED
    if name.kind in _PEOPLE:
        return 0
    return _LOCATED if word in _IN else _MOVED if word in _FROM else 0


def _own_words(form: str) -> Iterator[tuple[EntityKind, int]]:
    """What the words of a name tell of it, with their weights."""
    if kind := gazetteer.load().kinds.get(form):
        yield kind, _KNOWN
    words = _WORD.findall(form)
    if _MODEL_NUMBER.match(form):
        yield "product", _OWN_WORDS
    if len(words) < 2:
        return
    if words[0] in lexicon.forenames() and len(words) <= 4 and words[-1][0].isupper():
        yield "person", _FORENAME
    head = next((place for place, word in enumerate(words) if word in ("of", "for")), len(words)) - 1
    for kind, name in HEADS:
        listed = lexicon.words(name)
        if words[head] in listed or (kind == "product" and any(word.lower() in listed for word in words)):
            yield kind, _OWN_WORDS
            return
    if words[0] in ("Mount", "Lake", "Cape", "Gulf"):
        yield "place", _OWN_WORDS


def _surnames(votes: Mapping[str, Counter[EntityKind]]) -> frozenset[str]:
    """The last words of full names of people."""
    found = set()
    for form, count in votes.items():
        words = form.split()
        if 2 <= len(words) <= 4 and count.most_common(1)[0][0] == "person":
            suffixed = len(words) > 2 and words[-1].lower() in lexicon.words("name-suffixes")
            found.add(words[-2].rstrip(",") if suffixed else words[-1])
    return frozenset(found)
