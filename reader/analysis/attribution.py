"""What is said of a quotation's speaker: the phrase, the cue, and the rule that found them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reader.analysis import grammar
from reader.analysis.findings import NAME_KINDS
from reader.analysis.parse import Passage

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
    """The noun phrase round a token as a speaker's phrase."""
    start, end = _reach(passage, head)
    text = passage.slice(start, end)
    noun = grammar.antecedent(passage, head)
    name = passage.slice(*_reach(passage, noun)) if noun != head else text
    return Phrase(start, end, text, passage.tokens[noun].start, name)


def can_speak(passage: Passage, head: int) -> bool:
    """Whether a word can be the head of a speaker's phrase: no amount, date or sign."""
    token = passage.tokens[head]
    if _AGE.match(token.text):
        return True
    if not token.text[0].isalpha() and token.text[0] != "@":
        return False
    return not any(
        name.start <= token.start < name.end and name.kind not in NAME_KINDS for name in passage.names
    )


def _reach(passage: Passage, head: int) -> tuple[int, int]:
    tokens = grammar.phrase(passage, head)
    return passage.tokens[tokens.start].start, passage.tokens[tokens.stop - 1].end
