"""What can be seen of a marked stretch and of somebody who may have said it: traits, for the linear models.

A trait is a few words. The models give each one a weight, so a trait that is
added here counts once the models have been fitted anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis import grammar, lexicon
from reader.analysis.attribution import is_lifeless, name_at
from reader.analysis.cues import Naming
from reader.analysis.cuewords import cue_verb
from reader.analysis.linear import steps
from reader.analysis.marks import SINGLE
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene

_GAPS = (0, 1, 2, 4, 7, 12, 20)
_DISTANCES = (1, 2, 4, 8, 15)
_WORD_COUNTS = (1, 2, 3, 4, 5, 6, 8, 12, 20)
_SIGNS = {",": "comma", ".": "stop", "?": "question", "!": "question", ":": "colon"}
_BEFORE = frozenset({"that", "as", "of", "a", "an", "the", "is", "was", "so-called", "called", "in", "for"})
_TELLING_DEPS = frozenset(
    {"ccomp", "xcomp", "dobj", "oprd", "advcl", "prep", "conj", "relcl", "acl", "pcomp"}
)
_PRONOUNS = {
    "he": "he",
    "she": "he",
    "i": "I",
    "we": "I",
    "you": "I",
    "who": "who",
    "they": "they",
    "it": "it",
}
_FIRST_PERSON = frozenset({"i", "we", "you", "my", "our", "your", "me", "us"})
_WORD = re.compile(r"\w[\w'’-]*")
_LAST_WORD = re.compile(r"(\S+)$")
_NAME_BEFORE = re.compile(r"[A-Z][\w.]* $")
_NAME_AFTER = re.compile(r" [A-Z]")
_TERMS = frozenset({"term", "word", "phrase", "expression", "label", "moniker", "nickname", "name"})
_NEAR = 40
_MOSTLY = 0.7


def of_naming(scene: Scene, number: int, naming: Naming) -> Iterator[str]:
    """The traits of somebody whom a cue may name as a stretch's speaker."""
    cue, stretch = naming.cue, scene.ranges[number]
    side, form = "before" if cue < stretch.start else "after", scene.form(number)
    yield f"cue {naming.kind}"
    yield f"{side} {form} cue {naming.kind}"
    yield from (f"by {route}" for route in naming.routes)
    if len(naming.routes) == 1:
        yield f"by {naming.routes[0]} alone"
    yield from _of_place(scene, number, cue, f"{side} {form}")
    yield from _of_tie(scene.passage, stretch, cue)
    yield from _of_speaker(scene, number, naming)


def _of_place(scene: Scene, number: int, cue: int, where: str) -> Iterator[str]:
    """What a cue's place tells."""
    passage, stretch = scene.passage, scene.ranges[number]
    gap = range(cue + 1, stretch.start) if cue < stretch.start else range(stretch.stop, cue)
    plain = [index for index in gap if index not in scene.quoted]
    side = where.split()[0]
    yield f"{where} gap {steps(len(plain), _GAPS)}"
    yield f"{side} ends {ending(scene, number)}"
    yield f"{where} behind {preceding(scene, number)}"
    if len(plain) < len(gap):
        yield f"{side} over marked words"
    if any(passage.tokens[index].text in (".", "?", "!") for index in plain):
        yield f"{side} over a stop"
    if passage.sentence_of(cue) != passage.sentence_of(
        stretch.start if side == "before" else stretch.stop - 1
    ):
        yield f"{side} in another sentence"
    if side == "before" and number and cue - scene.ranges[number - 1].stop in range(4):
        yield f"close to one before that ends {ending(scene, number - 1)}"


def _of_tie(passage: Passage, stretch: range, cue: int) -> Iterator[str]:
    """How the parse ties a stretch to a cue."""
    if any(passage.tokens[index].head == cue for index in stretch):
        yield "tied"
    below = min(stretch, key=lambda index: sum(1 for _ in passage.ancestors(index)))
    for height, above in enumerate(passage.ancestors(below)):
        if above == cue:
            dep = passage.tokens[below].dep
            yield f"tied at height {steps(height, (0, 1, 2, 3))}"
            if dep in _TELLING_DEPS:
                yield f"tied as {dep}"
            return
        below = above


def _of_speaker(scene: Scene, number: int, naming: Naming) -> Iterator[str]:
    """What a speaker is, and where it stands."""
    passage, stretch, head, cue = scene.passage, scene.ranges[number], naming.head, naming.cue
    phrase = grammar.phrase(passage, head)
    sort = _sort(passage, head)
    yield f"speaker {sort}"
    yield f"speaker at {steps(abs(head - cue), _DISTANCES)}"
    if sort in ("thing", "amount", "that", "it"):
        yield "lifeless"
    elif is_lifeless(passage, head):
        yield "lifeless name"
    if any(index in scene.quoted for index in phrase):
        yield "speaker holds marks"
    if (cue < stretch.start) != (head < stretch.start):
        yield "speaker across"
    if cue >= stretch.stop and phrase.start in (stretch.stop, stretch.stop + 1):
        yield "speaker beside"
    if _is_reported(scene, cue):
        yield "reported pronoun" if passage.tokens[head].pos == "PRON" else "reported"


def _sort(passage: Passage, head: int) -> str:
    """What sort of word names a speaker."""
    token = passage.tokens[head]
    if token.lower in _PRONOUNS:
        return _PRONOUNS[token.lower]
    if token.lower in grammar.INANIMATE:
        return "that"
    if token.pos == "PRON":
        return "pronoun"
    if name := name_at(passage, head):
        return name.kind if name.kind in ("person", "organisation", "place", "group") else "other name"
    if token.pos == "PROPN":
        return "proper noun"
    return "role" if grammar.is_animate(passage, head) else "thing"


def _is_reported(scene: Scene, cue: int) -> bool:
    """Whether a cue is itself reported by another one: "X said that Y called it …"."""
    passage, below = scene.passage, cue
    for above in passage.ancestors(cue):
        if passage.tokens[below].dep == "ccomp" and above not in scene.quoted:
            verb = cue_verb(passage.tokens[above])
            return verb is not None and verb.kind in ("speech", "claim")
        below = above
    return False


def of_stretch(scene: Scene, number: int) -> Iterator[str]:
    """The traits of a marked stretch by itself."""
    stretch, text = scene.stretches[number], scene.passage.text
    words = _WORD.findall(scene.inner(number))
    before, after = text[: stretch.start], text[stretch.end :]
    yield f"words {steps(len(words), _WORD_COUNTS)}"
    if len(words) <= _WORD_COUNTS[-3]:
        yield f"capitals {capitals(scene, number)}"
        if len(words) == 1:
            yield f"one word, capitals {capitals(scene, number)}"
    yield f"ends {ending(scene, number)}"
    yield f"behind {preceding(scene, number)}"
    yield f"then {_following(after)}"
    yield from _works(before, after)
    if not before.strip():
        yield "whole" if not after.strip() else "opens"
    if not stretch.closed:
        yield "unclosed"
    if stretch.mark in SINGLE:
        yield "single marks"
    if len(words) <= 2 and is_within_name(scene, number):
        yield "within a name"
    if any(re.split("['’]", word.lower())[0] in _FIRST_PERSON for word in words):
        yield "first person"
    if any(scene.passage.tokens[index].pos in ("VERB", "AUX") for index in scene.ranges[number]):
        yield "holds a verb"


def _works(before: str, after: str) -> Iterator[str]:
    """What the nouns beside a stretch tell: "the novel “…”", "the term “…”", "her “…” series"."""
    last = (_WORD.findall(before.lower()[-_NEAR:]) or [""])[-1]
    following = _WORD.match(after.lower().lstrip())
    if last in lexicon.words("work-nouns"):
        yield "behind a work"
    if last in _TERMS:
        yield "behind a term"
    if following and following.group() in lexicon.words("work-nouns"):
        yield "then a work"


def capitals(scene: Scene, number: int) -> str:
    """How many of a stretch's words begin with a capital."""
    words = _WORD.findall(scene.inner(number))
    count = sum(word[0].isupper() for word in words)
    if count == len(words):
        return "all"
    if count >= _MOSTLY * len(words):
        return "most"
    return "first" if words[0][0].isupper() else "none"


def is_within_name(scene: Scene, number: int) -> bool:
    """Whether a stretch stands within a name: Robert “Bobby” Harris."""
    text, stretch = scene.passage.text, scene.stretches[number]
    return bool(_NAME_BEFORE.search(text[: stretch.start]) and _NAME_AFTER.match(text[stretch.end :]))


def ending(scene: Scene, number: int) -> str:
    """With what sign a stretch ends."""
    return _SIGNS.get(scene.inner(number)[-1:], "none")


def preceding(scene: Scene, number: int) -> str:
    """What stands before a stretch: a sign, or a telling word."""
    text, stretch = scene.passage.text, scene.stretches[number]
    last = _LAST_WORD.search(text[: stretch.start].rstrip())
    if not last:
        return "nothing"
    word = last[1].lower()
    if word in _BEFORE:
        return word
    return _SIGNS.get(word[-1], "word" if word[-1].isalnum() else "sign")


def _following(after: str) -> str:
    """What stands after a stretch."""
    rest = after.lstrip()
    if not rest:
        return "nothing"
    if rest[0].isalnum():
        return "a capital" if rest[0].isupper() else "a word"
    return _SIGNS.get(rest[0], "sign")
