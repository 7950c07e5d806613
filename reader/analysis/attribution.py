"""What is said of a quotation's speaker: the phrase, the cue, and the rule that found them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reader.analysis import gazetteer, grammar, lexicon
from reader.analysis.findings import NAME_KINDS
from reader.analysis.kinds import LIFELESS
from reader.analysis.parse import Name, Passage

Rule = Literal[
    "cue",
    "same paragraph",
    "introduction",
    "clause",
    "colon",
    "dash",
    "governor",
    "next paragraph",
    "sentence before",
]
"""What found a speaker."""

CONFIDENCE: dict[Rule, float] = {
    "same paragraph": 0.95,
    "clause": 0.93,
    "introduction": 0.88,
    "governor": 0.8,
    "colon": 0.7,
    "next paragraph": 0.7,
    "sentence before": 0.7,
    "dash": 0.6,
}
"""How often each rule but the cues' is right, measured on 236 annotated news articles."""

CUE_CONFIDENCE = ((4.0, 0.98), (3.0, 0.94), (float("-inf"), 0.83))
"""How often a cue is right whose score is at least the first number, measured likewise."""

_AGE = re.compile(r"\d+-year-old$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where a speaker is mentioned.

    Attributes:
        start: The first offset in the document, in code points.
        end: The offset after the last character.
        text: What stands there.
        head: The offset of the head word; of the noun that "who" stands for.
        name: What to call the speaker where no entity is known.
    """

    start: int
    end: int
    text: str
    head: int
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something, by which word and which rule.

    Attributes:
        speaker: The speaker's phrase, or None.
        cue: The range of offsets of the word of speaking, or None.
        rule: What found it, or None where nothing did.
        score: How well a cue fits; 0 for the other rules.
    """

    speaker: Phrase | None = None
    cue: tuple[int, int] | None = None
    rule: Rule | None = None
    score: float = 0.0

    @property
    def confidence(self) -> float:
        """How likely the speaker is the right one, from 0 to 1."""
        if self.rule == "cue":
            return next(share for least, share in CUE_CONFIDENCE if self.score >= least)
        return CONFIDENCE[self.rule] if self.rule else 0.0


def phrase_at(passage: Passage, head: int) -> Phrase:
    """The noun phrase round a token as a speaker's phrase.

    A description has the name that stands beside it: "its captain, Anna Berger, says …".
    """
    start, end = _reach(passage, head)
    text = passage.slice(start, end)
    noun = _named(passage, grammar.antecedent(passage, head))
    name = passage.slice(*_reach(passage, noun)) if noun != head else text
    return Phrase(start, end, text, passage.tokens[noun].start, name)


def can_speak(passage: Passage, head: int) -> bool:
    """Whether a word can be the head of a speaker's phrase: no amount, date or sign."""
    token = passage.tokens[head]
    if _AGE.match(token.text):
        return True
    if not token.text[0].isalpha() and token.text[0] != "@":
        return False
    name = _name_at(passage, head)
    return name is None or name.kind in NAME_KINDS


def is_lifeless(passage: Passage, head: int) -> bool:
    """Whether a word names what cannot speak: a thing, or a place that is no seat of government."""
    name = _name_at(passage, head)
    if name is None or name.kind not in {*LIFELESS, "place"}:
        return False
    forms = (passage.slice(name.start, name.end).removeprefix("the "), passage.tokens[head].text)
    known, regions = gazetteer.load().kinds, lexicon.words("regions")
    return not any(form in known and form not in regions for form in forms)


def _name_at(passage: Passage, word: int) -> Name | None:
    """The name, date or amount of which a word is a part."""
    start = passage.tokens[word].start
    return next((name for name in passage.names if name.start <= start < name.end), None)


def _named(passage: Passage, noun: int) -> int:
    """The person's or body's name in apposition to a description of one; any other word as it is."""
    token = passage.tokens[noun]
    plural = token.pos == "NOUN" and token.lemma != token.lower
    if token.pos not in ("NOUN", "PROPN") or plural or _name_at(passage, noun):
        return noun
    beside = [child for child in passage.children[noun] if passage.tokens[child].dep == "appos"]
    if token.dep == "appos":
        beside.append(token.head)
    for word in beside:
        name = _name_at(passage, word)
        if name and name.kind in ("person", "organisation") and passage.tokens[word].pos == "PROPN":
            return word
    return noun


def _reach(passage: Passage, head: int) -> tuple[int, int]:
    tokens = grammar.phrase(passage, head)
    return passage.tokens[tokens.start].start, passage.tokens[tokens.stop - 1].end
