"""Reported clauses without marks: `X said that …`, `according to X, …`."""

from __future__ import annotations

from collections.abc import Iterator

from reader.analysis import grammar, lexicon
from reader.analysis.attribution import Attribution, can_speak, phrase_at
from reader.analysis.cues import doer
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene

FIRST_AND_SECOND = frozenset({"i", "you", "we"})
MODALS = frozenset({"can", "could", "may", "might", "must", "should", "would"})

_SHORTEST = 3
_LOOSE = frozenset({"that", "and", "but", "or", "while", "though", "although", "as"})
_BREAKS = frozenset({";", ":"})
_REPORTING = frozenset({"speech", "claim"})


def clauses(scene: Scene) -> Iterator[tuple[int, int, Attribution]]:
    """The reported clauses of a passage that hold no marked words.

    Yields:
        A clause's range of offsets, and who says it.
    """
    verbs = lexicon.table("cue-verbs")
    for index, token in enumerate(scene.passage.tokens):
        if index in scene.quoted:
            continue
        found = None
        if token.pos == "VERB" and verbs.get(token.lemma) in _REPORTING:
            found = _complement(scene, index)
        elif token.lower == "according":
            found = _according(scene, index)
        if found:
            head, clause, cue_end = found
            clause = _trimmed(scene.passage, clause)
            if len(clause) >= _SHORTEST and not any(place in scene.quoted for place in clause):
                start, end = (
                    scene.passage.tokens[clause.start].start,
                    scene.passage.tokens[clause.stop - 1].end,
                )
                attribution = Attribution(phrase_at(scene.passage, head), (token.start, cue_end), "clause")
                yield start, end, attribution


def _complement(scene: Scene, verb: int) -> tuple[int, range, int] | None:
    """What a verb of saying reports: the speaker's head word, the clause, the end of the cue."""
    passage = scene.passage
    tokens = passage.tokens
    clause = next((child for child in passage.children[verb] if tokens[child].dep == "ccomp"), None)
    if clause is None or clause in scene.quoted or _is_unreal(passage, verb):
        return None
    head = doer(scene, verb)
    if head is None or tokens[head].lower in FIRST_AND_SECOND or not can_speak(passage, head):
        return None
    reach = passage.subtree(clause)
    if reach.start <= verb < reach.stop:
        left = range(reach.start, min(verb, passage.subtree(head).start))
        right = range(verb + 1, reach.stop)
        reach = max(left, right, key=len)
    if reach.stop <= verb:
        reach = _unbroken(passage, reach)
    return head, reach, tokens[verb].end


def _is_unreal(passage: Passage, verb: int) -> bool:
    """Whether a verb tells of what is not said: "would not say", "could claim"."""
    around = (passage.tokens[child] for child in passage.children[verb])
    return any(token.dep == "neg" or (token.dep == "aux" and token.lower in MODALS) for token in around)


def _according(scene: Scene, index: int) -> tuple[int, range, int] | None:
    """The clause to which "according to X" belongs, before it or after it in the sentence."""
    passage = scene.passage
    tokens = passage.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].lower != "to":
        return None
    head = grammar.object_of(passage, index + 1)
    if head is None or head in scene.quoted:
        return None
    sentence = passage.sentence_of(index)
    before = _unbroken(passage, range(sentence.start, index))
    after = range(max(passage.subtree(head).stop, head + 1), sentence.stop)
    return head, max(before, after, key=len), tokens[index + 1].end


def _unbroken(passage: Passage, clause: range) -> range:
    """The part of a clause after its last semicolon or colon."""
    breaks = [index for index in clause if passage.tokens[index].text in _BREAKS]
    return range(breaks[-1] + 1, clause.stop) if breaks else clause


def _trimmed(passage: Passage, clause: range) -> range:
    """A clause without the "that" before it, and the signs and joining words at its ends."""
    tokens = passage.tokens
    first, last = clause.start, clause.stop
    while first < last and (tokens[first].pos == "PUNCT" or tokens[first].lower == "that"):
        first += 1
    while last > first and (tokens[last - 1].pos == "PUNCT" or tokens[last - 1].lower in _LOOSE):
        last -= 1
    return range(first, last)
