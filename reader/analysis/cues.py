"""Words of speaking near a marked stretch, and whom each of them may name as the speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.analysis import grammar
from reader.analysis.attribution import can_speak
from reader.analysis.cuewords import VerbKind, cue_verb, is_cue_noun
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene

CueKind = VerbKind | Literal["unlisted", "noun", "words", "according"]
"""What a cue is: a verb of the list by its kind, any other verb tied to the stretch, a noun ("X's warning"),
"in the words of", "according to"."""

Route = Literal[
    "own", "agent", "relative", "conj", "advcl", "xcomp", "above", "nearest", "inverted", "beside",
    "by", "object", "owner", "source",
]  # fmt: skip
"""How a speaker was found from a cue: as its subject, as the subject of a verb above it, by place."""

SHOWING = frozenset({"show", "prove", "mean", "demonstrate", "illustrate"})
"""What things do as well as people: verbs that tell of no speaking, though they may report a clause."""

# How many tokens a noun may stand before its stretch and behind it, and a speaker after its verb.
_FARTHEST_NOUN = 8
_NOUN_BEHIND = 2
_INVERTED_REACH = 4
_UNLISTED_REACH = 3

_MODIFIERS = frozenset({"det", "compound", "amod", "nmod", "poss", "nummod", "case", "predet", "quantmod"})
_SOURCES = frozenset({"of", "from", "by"})
_LONGEST_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Naming:
    """A cue with somebody whom it may name.

    Attributes:
        cue: The cue's token.
        kind: What the cue is.
        head: The head word of the speaker's phrase.
        routes: The ways by which the speaker was found, in the order of the alphabet.
    """

    cue: int
    kind: CueKind
    head: int
    routes: tuple[Route, ...]


def namings(scene: Scene, number: int) -> Iterator[Naming]:
    """Every word that may tell who says a stretch, with everybody whom it may name.

    Args:
        scene: The passage.
        number: Which of its stretches.
    """
    for index in _window(scene, number):
        if index in scene.quoted or (kind := _kind(scene, number, index)) is None:
            continue
        routes: defaultdict[int, set[Route]] = defaultdict(set)
        for head, route in _found(scene, number, index, kind):
            if head not in scene.quoted and can_speak(scene.passage, head):
                routes[grammar.before_bracket(scene.passage, head)].add(route)
        for head, ways in routes.items():
            yield Naming(index, kind, head, tuple(sorted(ways)))


def doer(scene: Scene, verb: int) -> int | None:
    """The subject of a verb of speaking.

    Where a participle's would be a thing, the parse has tied it to the wrong
    verb, and the nearest subject before it that may be a person is meant:
    "the attack failed, though X played it down, saying …".
    """
    passage = scene.passage
    found = grammar.subject(passage, verb, scene.quoted)
    if found is None:
        return None
    loose = passage.tokens[verb].dep == "advcl" and found not in passage.children[verb]
    if loose and not grammar.is_animate(passage, found):
        for index in range(verb - 1, passage.sentence_of(verb).start, -1):
            if passage.tokens[index].dep == "nsubj" and index not in scene.quoted:
                return index if grammar.is_animate(passage, index) else found
    return grammar.before_bracket(passage, found)


def _window(scene: Scene, number: int) -> range:
    """The tokens among which a stretch's cue may stand: its sentences, and those that run on from them."""
    passage, stretch = scene.passage, scene.ranges[number]
    words = passage.tokens
    first = passage.sentence_of(stretch.start).start
    last = passage.sentence_of(stretch.stop - 1).stop
    at_end = last < len(words) and stretch.stop >= last - 1
    if at_end and (scene.inner(number)[-1:] in (",", "?", "!") or words[last].text[0].islower()):
        last = passage.sentence_of(last).stop
    if first > 0 and stretch.start <= first + 1 and words[first - 1].text in (":", ","):
        first = passage.sentence_of(first - 1).start
    return range(first, last)


def _kind(scene: Scene, number: int, index: int) -> CueKind | None:
    """What a token is as a cue of a stretch; None where it is none."""
    passage, stretch = scene.passage, scene.ranges[number]
    token = passage.tokens[index]
    if token.lower == "according":
        return "according"
    if token.lemma in SHOWING:
        return None
    if verb := cue_verb(token):
        return verb.kind
    if token.pos == "VERB":
        beside = stretch.stop <= index < stretch.stop + _UNLISTED_REACH
        tied = beside or any(passage.tokens[word].head == index for word in stretch)
        return "unlisted" if tied else None
    if token.lower in ("word", "words") and _words_before(passage, index, 2) == ["in", "the"]:
        return "words"
    if is_cue_noun(token):
        before, behind = stretch.start - index, index - stretch.stop
        return "noun" if 0 < before <= _FARTHEST_NOUN or 0 <= behind < _NOUN_BEHIND else None
    return None


def _found(scene: Scene, number: int, index: int, kind: CueKind) -> Iterator[tuple[int, Route]]:
    """Everybody whom a cue may name, each with one way by which it was found."""
    passage = scene.passage
    if kind == "according" or kind == "words":
        after = index + 1
        if after < len(passage.tokens) and (head := grammar.object_of(passage, after)) is not None:
            yield head, "object"
    elif kind == "noun":
        yield from _owners(passage, index)
    else:
        yield from _subjects(scene, number, index)


def _owners(passage: Passage, noun: int) -> Iterator[tuple[int, Route]]:
    """Whose word a noun is: "X's warning", "a warning from X"."""
    for child in passage.children[noun]:
        token = passage.tokens[child]
        if token.dep == "poss":
            yield child, "owner"
        elif token.dep == "prep" and token.lower in _SOURCES and (told := grammar.object_of(passage, child)):
            yield told, "source"


def _subjects(scene: Scene, number: int, verb: int) -> Iterator[tuple[int, Route]]:
    """Who may be the subject of a verb, by the parse and by place."""
    passage, stretch = scene.passage, scene.ranges[number]
    head = grammar.subject(passage, verb, scene.quoted)
    if head is not None and passage.tokens[head].dep != "nsubjpass":
        yield head, _route(passage, verb, head)
        if (near := doer(scene, verb)) is not None and near != head:
            yield near, "nearest"
    if (head := _named_behind(passage, verb, stretch.stop)) is not None:
        yield head, "by"
    if (head := _inverted(scene, verb)) is not None:
        yield head, "inverted"
    if (head := _beside(scene, number, verb)) is not None:
        yield head, "beside"


def _route(passage: Passage, verb: int, head: int) -> Route:
    """How a verb's subject is tied to it."""
    if head in passage.children[verb]:
        return "own"
    if grammar.agent(passage, verb) == head:
        return "agent"
    dep = passage.tokens[verb].dep
    if dep in ("acl", "relcl"):
        return "relative"
    return dep if dep in ("conj", "advcl", "xcomp") else "above"  # type: ignore[return-value]


def _named_behind(passage: Passage, verb: int, stop: int) -> int | None:
    """The doer of a passive verb that "by" names behind the stretch: "was called “…” by X"."""
    passive = any(passage.tokens[child].dep == "nsubjpass" for child in passage.children[verb])
    if passive and stop < len(passage.tokens) and passage.tokens[stop].lower == "by":
        return grammar.object_of(passage, stop)
    return None


def _inverted(scene: Scene, verb: int) -> int | None:
    """The noun right after a verb: "said X"."""
    tokens = scene.passage.tokens
    for index in range(verb + 1, min(verb + 1 + _INVERTED_REACH, len(tokens))):
        token = tokens[index]
        if index in scene.quoted or token.pos == "PUNCT":
            return None
        if token.pos in ("PROPN", "PRON") or (token.pos == "NOUN" and token.dep in ("dobj", "attr", "nsubj")):
            return _head_of(scene.passage, range(index, index + _LONGEST_CLIMB))
        if token.dep in ("dobj", "attr", "nsubj") and token.pos in ("ADJ", "NUM"):
            return index
    return None


def _beside(scene: Scene, number: int, verb: int) -> int | None:
    """The noun phrase between a closing mark and a verb after it: "“…,” X, a farmer, said"."""
    tokens, start = scene.passage.tokens, scene.ranges[number].stop
    while start < verb and tokens[start].pos in ("PUNCT", "CCONJ"):
        start += 1
    if start >= verb or start in scene.quoted:
        return None
    head = _head_of(scene.passage, range(start, verb))
    return head if tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") else None


def _head_of(passage: Passage, words: range) -> int:
    """The head word of the noun phrase with which some words begin."""
    head = words.start
    while passage.tokens[head].dep in _MODIFIERS:
        above = passage.tokens[head].head
        if above not in words or above <= head:
            break
        head = above
    return head


def _words_before(passage: Passage, index: int, count: int) -> Sequence[str]:
    return [token.lower for token in passage.tokens[max(0, index - count) : index]]
