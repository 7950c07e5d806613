"""GUM: names derived from its mentions, syntax and links to Wikipedia.

GUM (CoNLL-U with `Entity=` in the last column) marks every mention of anything, named
or not: “the new prime minister, Jane Roe” is one mention of a person. Which part of a
mention is a name follows from three things that people annotated: the part of speech
of its head, the proper nouns round the head, and the Wikipedia page that it is linked to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from reader.training.corpora.columns import blocks
from reader.training.corpora.sentence import Sentence, Span, spaces_in
from reader.training.corpora.tidy import PARTICLES, TITLES

_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKETS = re.compile(r"\([^()]*\)?|[^()]+\)")
_TEAM = re.compile(r"_national_.*team$")
_QUALIFIER = re.compile(r"_\((.*)\)$")
_WORK = re.compile(
    r"film|novel|book|song|album|opera|play|poem|series|painting|magazine|story|game|show|sculpture"
)
_CONNECTORS = frozenset({"of", "-", "–", "'", "’", "."}) | PARTICLES
_CONNECTORS_OF_OTHERS = _CONNECTORS | {"&", "the", "for"}
_ADDRESSES = frozenset({"st", "st.", "mom", "dad", "honor", "honour", "counsel", "interviewer"})
_COMMON = """association agency army avenue bar board center centre church city club college commission
committee company council country county court courts department district earth east eastern foundation
government house island islands kingdom lake ministry moon museum north northern office park parliament
party province region republic river road school senate society south southern square state states street
sun team town union university village west western world"""
_GENERIC = frozenset(_COMMON.split())
"""Nouns that are proper in GUM when they stand alone with a capital (“the Court”), but that name nothing."""

_ROLES = TITLES | _ADDRESSES
_LABELS = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "EVENT", "object": "PRODUCT"}


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    upos: str
    xpos: str
    head: int

    @property
    def proper(self) -> bool:
        return self.upos == "PROPN" or self.xpos in {"NNP", "NNPS"}  # “New” of “New York” is an adjective


@dataclass(frozen=True, slots=True)
class _Mention:
    """Tokens `start` to `end` (excluded), GUM's type, and the Wikipedia page or an empty string."""

    start: int
    end: int
    type: str
    page: str


def read_gum(text: str, document: str) -> Iterator[Sentence]:
    """The sentences of a GUM document, with its names in our labels."""
    parsed = [_parsed(block) for block in blocks(text)]
    places = {
        mention.page for _, _, mentions in parsed for mention in mentions if mention.type == "place"
    } - {""}
    for plain, words, mentions in parsed:
        tokens = tuple(word.form for word in words)
        placed = [_as_place(mention) if _is_country(mention, places) else mention for mention in mentions]
        if tokens:
            yield Sentence(document, tokens, names(words, placed), spaces_in(plain, tokens))


def _parsed(block: Sequence[str]) -> tuple[str, list[_Word], list[_Mention]]:
    """A sentence's text, words and mentions."""
    rows = [row for line in block if (row := line.split("\t"))[0].isdigit()]
    plain = next((line.removeprefix("# text = ") for line in block if line.startswith("# text = ")), "")
    words = [_Word(row[1], row[3], row[4], int(row[6])) for row in rows]
    return plain, words, list(_mentions([row[9] for row in rows]))


def _is_country(mention: _Mention, places: Collection[str]) -> bool:
    """Whether an organisation is called by its country: its government, or the team that plays for it."""
    return mention.type == "organization" and (mention.page in places or bool(_TEAM.search(mention.page)))


def _as_place(mention: _Mention) -> _Mention:
    """CoNLL's rule: in “North Korea fired at …” and “England won” the name is a place's."""
    return replace(mention, type="place")


def _mentions(fields: Sequence[str]) -> Iterator[_Mention]:
    """The mentions that the `Entity=` brackets of the tokens open and close."""
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    for position, field in enumerate(fields):
        found = _ENTITY.search(field)
        for bracket in _BRACKETS.findall(found[1]) if found else ():
            # GRP-etype-infstat-salience-centering-minspan-link-identity; only GRP when it closes
            parts = bracket.strip("()").split("-", 7)
            if bracket.startswith("("):
                opened.setdefault(parts[0], []).append((position, parts))
            if bracket.endswith(")") and opened.get(parts[0]):
                start, parts = opened[parts[0]].pop()
                yield _Mention(start, position + 1, parts[1], unquote(parts[7]) if len(parts) > 7 else "")


def names(words: Sequence[_Word], mentions: Sequence[_Mention]) -> tuple[Span, ...]:
    """The names among the mentions of a sentence; of nested ones the longest."""
    found = [
        ((*extent, label), mention.end - mention.start)
        for mention in mentions
        if (extent := _extent(words, mention, mentions)) and (label := _label(words, mention, extent))
    ]
    found.sort(key=lambda item: (item[0][0] - item[0][1], item[1]))
    kept: list[Span] = []
    for span, _ in found:
        if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _head(words: Sequence[_Word], mention: _Mention) -> int:
    """The word of the mention that depends on one outside it."""
    inside = range(mention.start + 1, mention.end + 1)
    return next((i for i in range(mention.start, mention.end) if words[i].head not in inside), mention.start)


def _extent(
    words: Sequence[_Word], mention: _Mention, mentions: Sequence[_Mention]
) -> tuple[int, int] | None:
    """The part of the mention that is a name; None if it names nothing."""
    if linked := _titled(words, mention):
        return linked
    head = _head(words, mention)
    if mention.type == "person" and head + 1 < mention.end and not words[head].proper:
        inner = any(
            other.start == head + 1 for other in mentions if other.end < mention.end or other.type != "person"
        )
        head += 0 if inner else 1  # “founder Jane Roe”: the name follows its noun
    if not words[head].proper:
        return None
    connectors = _CONNECTORS if mention.type == "person" else _CONNECTORS_OF_OTHERS
    start, end = head, head + 1
    while start > mention.start and (step := _step(words, start - 1, -1, mention.start - 1, connectors)):
        start -= step
    while end < mention.end and (step := _step(words, end, 1, mention.end, connectors)):
        end += step
    if mention.type != "person":
        while end < mention.end and words[end].upos == "NUM" and words[end].form.isalnum():
            end += 1
    else:
        start = _after_titles(words, start, end, mentions)
    return (start, end) if start < end else None


def _step(
    words: Sequence[_Word], position: int, direction: int, stop: int, connectors: frozenset[str]
) -> int:
    """How many words further the name reaches: 1 for a proper noun, more for connectors before one."""
    steps = 1
    while (
        position != stop
        and words[position].form.lower() in connectors
        and not words[position].proper
        and steps < 3
    ):
        position += direction
        steps += 1
    return steps if position != stop and words[position].proper else 0


def _after_titles(words: Sequence[_Word], start: int, end: int, mentions: Sequence[_Mention]) -> int:
    """Where a person's name begins after titles and what they are of (“Minister of Education”)."""
    while start < end and words[start].form.lower() in _ROLES:
        start += 1
        if start < end and words[start].form == "of":
            start = max((m.end for m in mentions if m.start == start + 1 and m.end <= end), default=end)
    return start


def _titled(words: Sequence[_Word], mention: _Mention) -> tuple[int, int] | None:
    """The words of the mention that spell the title of its Wikipedia page, if they are written as a name."""
    title = [
        part.casefold() for part in re.findall(r"\w+", _QUALIFIER.sub("", mention.page).replace("_", " "))
    ]
    if not title:
        return None
    for start in range(mention.start, mention.end):
        spelt: list[str] = []
        for end in range(start, mention.end):
            spelt += re.findall(r"\w+", words[end].form.casefold())
            if spelt == title:
                named = [word for word in words[start : end + 1] if word.proper or word.form[:1].isupper()]
                first = words[start].form[:1]
                proper = any(word.proper for word in named) or len(named) > 1
                return (start, end + 1) if proper and not first.islower() and first.isalnum() else None
            if spelt != title[: len(spelt)]:
                break
    return None


def _label(words: Sequence[_Word], mention: _Mention, extent: tuple[int, int]) -> str | None:
    """Our label of a mention's name; None where its kind is not one of ours or is unsure."""
    start, end = extent
    qualifier = _QUALIFIER.search(mention.page)
    only = words[start].form if end - start == 1 else ""
    if only[:1].islower():
        return None
    if mention.type == "person":
        if only.lower().removesuffix("s") in _ROLES:
            return None
        indefinite = words[mention.start].form.lower() in {"a", "an"} and end - start == 1
        return "GROUP" if indefinite or words[end - 1].xpos == "NNPS" else "PER"
    if only.lower() in _GENERIC:
        return None
    if mention.type in {"object", "abstract"}:
        if not mention.page:
            return None
        if qualifier and _WORK.search(qualifier[1]):
            return "WORK"
        return "PRODUCT" if mention.type == "object" else "MISC"
    if mention.type == "event" and only and not mention.page:
        return None
    return _LABELS.get(mention.type)
