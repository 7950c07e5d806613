"""Who says a stretch between quotation marks, by the parse of its paragraph.

The best of the cues near the stretch wins. Where none is good enough weaker
rules follow: a name before a colon, a name after a dash, the verb that governs
the stretch, the subject of the sentence before.
"""

from __future__ import annotations

import re

from reader.analysis import grammar
from reader.analysis.attribution import Attribution, Rule, can_speak, is_lifeless, phrase_at
from reader.analysis.cues import candidates, verb_speaker
from reader.analysis.scene import Scene

THRESHOLD = -3.0
"""The score that a cue must exceed."""

_COLON = re.compile(r":\s*$")
_DASH_NAME = re.compile(r"\s*[—–-]{1,2}\s*([A-Z@][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4})\W*$")
_VERBS = ("VERB", "AUX")
# What things do as well as people: no verbs of speaking.
_SHOWING = frozenset({"show", "prove", "mean", "demonstrate", "illustrate"})


def attribute(scene: Scene, number: int) -> Attribution:
    """Finds the speaker of one stretch of a scene from its own paragraph.

    Args:
        scene: The passage.
        number: Which stretch.

    Returns:
        The best attribution; an empty one where no rule finds a speaker.
    """
    best = max(candidates(scene, number), key=lambda found: found.score, default=None)
    if best and best.score > THRESHOLD:
        return best
    return (
        _colon(scene, number)
        or _dash(scene, number)
        or _governor(scene, number)
        or _sentence_before(scene, number)
        or Attribution()
    )


def introduction(scene: Scene) -> Attribution | None:
    """Who a paragraph that ends with a colon says will speak in the next one.

    It is the subject of its last sentence, or of the nearest one before that has somebody for a subject.
    """
    if not _COLON.search(scene.passage.text) or not scene.passage.tokens:
        return None
    sentences = reversed(scene.passage.sentences)
    found = (_subject_of_sentence(scene, sentence, "introduction") for sentence in sentences)
    return next(filter(None, found), None)


def _colon(scene: Scene, number: int) -> Attribution | None:
    """`NAME: “…”`, or a sentence of any kind before a colon: its subject."""
    passage, stretch = scene.passage, scene.ranges[number]
    if not stretch.start or passage.tokens[stretch.start - 1].text != ":":
        return None
    sentence = passage.sentence_of(stretch.start - 1)
    before = range(sentence.start, stretch.start - 1)
    if found := _subject_of_sentence(scene, before, "colon"):
        return found
    last = len(before) and before[-1]
    if before and passage.tokens[last].pos == "PROPN":
        return Attribution(phrase_at(passage, last), None, "colon")
    return None


def _dash(scene: Scene, number: int) -> Attribution | None:
    """`“…” — Name` at a paragraph's end."""
    passage, stretch = scene.passage, scene.stretches[number]
    match = _DASH_NAME.match(passage.text, stretch.end)
    if not match:
        return None
    tokens = passage.between(passage.start + match.start(1), passage.start + match.end(1))
    return Attribution(phrase_at(passage, tokens[-1]), None, "dash")


def _governor(scene: Scene, number: int) -> Attribution | None:
    """The subject of the nearest verb above the stretch, whatever it means."""
    passage, stretch = scene.passage, scene.ranges[number]
    heads = (passage.tokens[index].head for index in stretch if passage.tokens[index].head not in stretch)
    above = (index for head in heads for index in (head, *passage.ancestors(head)))
    verbs = (index for index in above if index not in scene.quoted and passage.tokens[index].pos in _VERBS)
    return next((found for verb in verbs if (found := _subject(scene, verb, "governor"))), None)


def _sentence_before(scene: Scene, number: int) -> Attribution | None:
    """The subject of the sentence before a stretch that is a sentence of its own: "X was sure. “…”"."""
    passage, stretch = scene.passage, scene.ranges[number]
    sentence = passage.sentence_of(stretch.start)
    if sentence.start < stretch.start or not sentence.start:
        return None
    return _subject_of_sentence(scene, passage.sentence_of(sentence.start - 1), "sentence before")


def _subject_of_sentence(scene: Scene, sentence: range, rule: Rule) -> Attribution | None:
    """The subject of the uppermost verb among some tokens."""
    passage = scene.passage
    verbs = [index for index in sentence if passage.tokens[index].pos in _VERBS and index not in scene.quoted]
    verbs.sort(key=lambda index: sum(1 for _ in passage.ancestors(index)))
    return next((found for verb in verbs if (found := _subject(scene, verb, rule))), None)


def _subject(scene: Scene, verb: int, rule: Rule) -> Attribution | None:
    """A verb's subject as a speaker, if it can be one."""
    passage = scene.passage
    if passage.tokens[verb].lemma in _SHOWING:
        return None
    head = verb_speaker(scene, verb) if rule == "colon" else grammar.subject(passage, verb, scene.quoted)
    if head is None or head in scene.quoted:
        return None
    if passage.tokens[head].pos not in grammar.NOMINAL or not can_speak(passage, head):
        return None
    if is_lifeless(passage, head) or not grammar.is_animate(passage, head):
        return None
    token = passage.tokens[verb]
    return Attribution(phrase_at(passage, head), (token.start, token.end), rule)
