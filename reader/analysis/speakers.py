"""Who says a stretch between quotation marks: everybody who may have said it is weighed against the others.

Words of speaking near the stretch name most speakers. Weaker rules look for a
name before a colon or after a dash, for the subject of the verb that governs
the stretch or of the sentence before it, and for who has spoken last. A
linear model weighs them all, so that how much weight each of them has is
measured, and so is how sure the best one is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reader.analysis import grammar, linear, traits
from reader.analysis.attribution import Attribution, Rule, can_speak, is_lifeless, phrase_at
from reader.analysis.cues import SHOWING, namings
from reader.analysis.linear import steps
from reader.analysis.parse import Passage
from reader.analysis.scene import Form, Scene

WEIGHTS = "speaker-weights"
"""The list with the weights of the traits of those who may have said a stretch."""

SIGNED_CONFIDENCE = 0.9
"""How likely the name in a line under a quotation is that of its speaker."""

NOBODY = "nobody"
"""The trait of the answer that it is none of them."""

_GAPS = (0, 1, 3, 8, 20)
_STOP = re.compile(r"[.?!]")
_COLON = re.compile(r":\s*$")
_LABEL = re.compile(r"(?:^|[-–—.!?]\s)\s*([A-Z@][\w.’'-]*(?: (?:of|the|and|[A-Z(][\w.’'()-]*)){0,5}):\s*$")
_SIGNED = re.compile(r"\s*(?:[—–―-]{1,2}|:)\s*(@?[\w.’'-]+(?: (?:of|the|[\w.’'-]+)){0,4})\W*$")
_SIGNATURE = re.compile(
    r"\s*[—–―-]{1,2}\s*(@?[A-Z][\w.’'-]*(?: (?:of|de|van|von|[A-Z][\w.’'-]*)){0,5})(?:[,(].{0,80})?$"
)
_VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with a speaker, which another one may continue.

    Attributes:
        start: Its first offset in the document.
        end: The offset after its last character.
        form: Whether it stood as a sentence of its own.
        attribution: Who said it.
    """

    start: int
    end: int
    form: Form
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Context:
    """What goes before a stretch.

    Attributes:
        last: The last quotation that had a speaker.
        is_near: Whether it stands in the paragraph before, or in the same one.
        introduced: Whom the paragraph before announced with a colon at its end.
    """

    last: Said | None = None
    is_near: bool = False
    introduced: Attribution | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have said a stretch.

    Attributes:
        attribution: Who, by which word and rule.
        traits: What is to be seen of it.
    """

    attribution: Attribution
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest of the candidates.

    Attributes:
        attribution: Who, by which word and rule; an empty one where there is no candidate.
        traits: What is to be seen of it.
        margin: By how much its score exceeds that of nobody.
    """

    attribution: Attribution = field(default_factory=Attribution)
    traits: tuple[str, ...] = ()
    margin: float = -math.inf


def choose(scene: Scene, number: int, context: Context) -> Choice:
    """Finds who says one stretch of a scene.

    Args:
        scene: The passage.
        number: Which stretch.
        context: What goes before it.
    """
    model = linear.load(WEIGHTS)
    scored = [(model.score(each.traits), each) for each in candidates(scene, number, context)]
    if not scored:
        return Choice()
    score, best = max(scored, key=lambda pair: pair[0])
    nobody = model.score((NOBODY,))
    shares = [(math.exp(other - score), each.attribution) for other, each in scored]
    total = sum(share for share, _ in shares) + math.exp(nobody - score)
    same = sum(share for share, found in shares if _is_same(found, best.attribution))
    return Choice(replace(best.attribution, confidence=round(same / total, 2)), best.traits, score - nobody)


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions name the same speaker, by place or in the same words."""
    if one.speaker is None or other.speaker is None:
        return False
    return one.speaker.head == other.speaker.head or one.speaker.name == other.speaker.name


def candidates(scene: Scene, number: int, context: Context) -> Iterator[Candidate]:
    """Everybody who may have said a stretch, with the traits that tell for and against it."""
    passage = scene.passage
    for naming in namings(scene, number):
        cue = passage.tokens[naming.cue]
        found = Attribution(phrase_at(passage, naming.head), (cue.start, cue.end), "cue")
        yield Candidate(found, tuple(dict.fromkeys(traits.of_naming(scene, number, naming))))
    for weak in (_label, _colon, _dash, _governor, _sentence_before):
        if found_weakly := weak(scene, number):
            rule, form = found_weakly.rule, scene.form(number)
            yield Candidate(found_weakly, (f"rule {rule}", f"rule {rule} {form}"))
    yield from _continued(scene, number, context)


def introduction(scene: Scene) -> Attribution | None:
    """Who a paragraph that ends with a colon says will speak in the next one.

    It is the subject of its last sentence, or of the nearest one before that has somebody for a subject.
    """
    if not _COLON.search(scene.passage.text) or not scene.passage.tokens:
        return None
    sentences = reversed(scene.passage.sentences)
    found = (_subject_of_sentence(scene, sentence, "introduction") for sentence in sentences)
    return next(filter(None, found), None)


def signature(passage: Passage) -> Attribution | None:
    """Who is named in a line under a quotation: `— Anna Berger, farmer`."""
    match = _SIGNATURE.match(passage.text)
    if not match:
        return None
    line = passage.between(passage.start + match.start(1), passage.start + match.end(1))
    words = [index for index in line if passage.tokens[index].pos != "PUNCT"]
    return Attribution(phrase_at(passage, words[-1]), None, "dash", SIGNED_CONFIDENCE) if words else None


def _continued(scene: Scene, number: int, context: Context) -> Iterator[Candidate]:
    """Who has been announced, and who has spoken last."""
    opens, part = scene.opens(number), "whole" if scene.is_whole(number) else "part"
    if opens and context.introduced:
        yield Candidate(context.introduced, ("rule introduction", f"rule introduction {part}"))
    if context.last is None:
        return
    passage, last = scene.passage, context.last
    if last.start >= passage.start:
        start = passage.start + scene.stretches[number].start
        found = replace(last.attribution, rule="same paragraph")
        yield Candidate(
            found, tuple(_traits_of_run(passage.slice(last.end, start), scene.form(number), last))
        )
    elif opens and context.is_near:
        found = replace(last.attribution, rule="next paragraph")
        yield Candidate(found, ("rule next paragraph", f"rule next paragraph {part}"))


def _traits_of_run(gap: str, form: Form, last: Said) -> Iterable[str]:
    """The traits of going on with the speaker of a quotation before in the same paragraph."""
    yield "rule same paragraph"
    yield f"goes on {last.form} {form}"
    yield f"goes on {form} {'after a stop' if _STOP.search(gap) else 'in the sentence'}"
    yield f"goes on after {steps(len(gap.split()), _GAPS)}"
    yield f"goes on by {last.attribution.rule}"
    if last.attribution.cue and 0 <= last.attribution.cue[0] - last.end < len(gap):
        yield "goes on after its cue"


def _label(scene: Scene, number: int) -> Attribution | None:
    """`NAME: “…”`."""
    passage = scene.passage
    match = _LABEL.search(passage.text[: scene.stretches[number].start])
    if not match:
        return None
    tokens = passage.between(passage.start + match.start(1), passage.start + match.end(1))
    return Attribution(phrase_at(passage, tokens[-1]), None, "label") if tokens else None


def _colon(scene: Scene, number: int) -> Attribution | None:
    """A sentence of any kind before a colon: its subject."""
    passage, stretch = scene.passage, scene.ranges[number]
    if not stretch.start or passage.tokens[stretch.start - 1].text != ":":
        return None
    sentence = passage.sentence_of(stretch.start - 1)
    return _subject_of_sentence(scene, range(sentence.start, stretch.start - 1), "colon")


def _dash(scene: Scene, number: int) -> Attribution | None:
    """`“…” — Name` and `“…”: minister` at a paragraph's end."""
    passage, stretch = scene.passage, scene.stretches[number]
    match = _SIGNED.match(passage.text, stretch.end)
    if not match:
        return None
    tokens = passage.between(passage.start + match.start(1), passage.start + match.end(1))
    head = tokens[-1]
    named = passage.tokens[head].text[0].isupper() or match[1].startswith("@")
    if not named and not grammar.is_animate(passage, head):
        return None
    return Attribution(phrase_at(passage, head), None, "dash")


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
    if passage.tokens[verb].lemma in SHOWING:
        return None
    head = grammar.subject(passage, verb, scene.quoted)
    if head is None or head in scene.quoted:
        return None
    if passage.tokens[head].pos not in grammar.NOMINAL or not can_speak(passage, head):
        return None
    if is_lifeless(passage, head) or not grammar.is_animate(passage, head):
        return None
    token = passage.tokens[verb]
    return Attribution(phrase_at(passage, head), (token.start, token.end), rule)
