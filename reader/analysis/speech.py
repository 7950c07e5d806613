"""Whether marked words are what somebody says, rather than a title, a nickname or words in scare quotes.

Of stretches of up to three words a fifth are no speech in the news, of those
of more than ten hardly any. A linear model weighs how a stretch is written,
where it stands, and how well the likeliest speaker fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis import grammar, linear, traits
from reader.analysis.linear import steps
from reader.analysis.scene import Scene
from reader.analysis.speakers import Choice

WEIGHTS = "speech-weights"
"""The list with the weights of the traits that tell speech from other marked words."""

LEAST_ODDS = 0.3
"""Logarithm of the odds from which on a stretch is taken for speech: a false quotation costs more trust than
a missed one."""

_WORD = re.compile(r"\w[\w'’-]*")
_BETWEEN_LISTED = re.compile(r"[\s,;/&]*(?:(?:and|or)\b)?\s*", re.IGNORECASE)
_MOST_TITLE_WORDS = 6
_FEWEST_OF_PARAGRAPH = 4
_NICKNAME = 2
_PERFORMING = frozenset({"read", "sing", "recite", "perform", "publish", "write", "print", "air", "release"})
_FEW_WORDS = (1, 2, 3, 5)
_MARGINS = (-4, -3, -2, -1, 0, 1, 2, 3, 4, 5)
_TELLING = ("tied as", "before mixed gap")


def is_speech(scene: Scene, number: int, choice: Choice) -> bool:
    """Whether a marked stretch is speech, given who is likeliest to have said it.

    A paragraph wholly between marks is, but for single words and titles.
    """
    words = _WORD.findall(scene.inner(number))
    if not words or _is_work(scene, number) or _is_nickname(scene, number) or _is_listed(scene, number):
        return False
    if scene.is_whole(number) and len(words) >= _FEWEST_OF_PARAGRAPH:
        return True
    return linear.load(WEIGHTS).score(of_speech(scene, number, choice)) > LEAST_ODDS


def _is_work(scene: Scene, number: int) -> bool:
    """Whether a stretch is a work that somebody reads or sings; a sign that reads something says it."""
    passage = scene.passage
    if not is_title(scene, number):
        return False
    root = min(scene.ranges[number], key=lambda index: sum(1 for _ in passage.ancestors(index)))
    verb = passage.tokens[root].head
    if passage.tokens[verb].lemma not in _PERFORMING:
        return False
    subject = grammar.subject(passage, verb, scene.quoted)
    return subject is not None and grammar.is_animate(passage, subject)


def _is_nickname(scene: Scene, number: int) -> bool:
    """Whether a stretch is a part of a name: Robert “Bobby” Harris."""
    words = _WORD.findall(scene.inner(number))
    return len(words) <= _NICKNAME and words[0][0].isupper() and traits.is_within_name(scene, number)


def _is_listed(scene: Scene, number: int) -> bool:
    """Whether a stretch is one of several titles in a row: “One Day,” “Two Men” and “The Third”."""
    if not is_title(scene, number):
        return False
    for one, other in ((number - 1, number), (number, number + 1)):
        beside = one if other == number else other
        if 0 <= beside < len(scene.stretches) and is_title(scene, beside):
            start, end = scene.stretches[one].end, scene.stretches[other].start
            if _BETWEEN_LISTED.fullmatch(scene.passage.text, start, end):
                return True
    return False


def of_speech(scene: Scene, number: int, choice: Choice) -> Iterator[str]:
    """The traits that tell whether a stretch is speech."""
    yield from traits.of_stretch(scene, number)
    size = steps(len(_WORD.findall(scene.inner(number))), _FEW_WORDS)
    said = next((trait for trait in choice.traits if trait.startswith(("cue ", "rule "))), "nobody")
    yield f"told by {said}"
    yield f"{size} words told by {said}"
    yield f"{traits.capitals(scene, number)} capitals told by {said}"
    for least in _MARGINS:
        if choice.margin > least:
            yield f"margin above {least}"
            if size != "more":
                yield f"few words, margin above {least}"
    yield from (trait for trait in choice.traits if trait.startswith(_TELLING))


def is_title(scene: Scene, number: int) -> bool:
    """Whether a stretch that is no speech is the title of a work, and no nickname within a name."""
    words = _WORD.findall(scene.inner(number))
    if not words or not words[0][0].isupper() or len(words) > _MOST_TITLE_WORDS:
        return False
    written_so = traits.capitals(scene, number) in ("all", "most")
    return written_so and scene.stretches[number].closed and not traits.is_within_name(scene, number)
