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
    "label",
    "colon",
    "dash",
    "governor",
    "next paragraph",
    "sentence before",
]
"""What found a speaker."""

_AGE = re.compile(r"\b\d+-year-old$")


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
        confidence: How likely the speaker is the right one, from 0 to 1.
    """

    speaker: Phrase | None = None
    cue: tuple[int, int] | None = None
    rule: Rule | None = None
    confidence: float = 0.0


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
    if _AGE.search(passage.slice(passage.tokens[max(0, head - 4)].start, token.end)):
        return True
    if not token.text[0].isalpha() and token.text[0] != "@":
        return False
    name = name_at(passage, head)
    return name is None or name.kind in NAME_KINDS


def counts_people(passage: Passage, head: int) -> bool:
    """Whether a word is a number or a share that stands for people: "four in ten say"."""
    token = passage.tokens[head]
    return token.pos == "NUM" or token.lower in ("%", "percent", "half", "third", "thirds", "majority")


def is_lifeless(passage: Passage, head: int) -> bool:
    """Whether a word names what cannot speak: a thing, or a place that is no seat of government."""
    name = name_at(passage, head)
    if name is None or name.kind not in {*LIFELESS, "place"}:
        return False
    forms = (passage.slice(name.start, name.end).removeprefix("the "), passage.tokens[head].text)
    known, regions = gazetteer.load().kinds, lexicon.words("regions")
    return not any(form in known and form not in regions for form in forms)


def name_at(passage: Passage, word: int) -> Name | None:
    """The name, date or amount of which a word is a part."""
    start = passage.tokens[word].start
    return next((name for name in passage.names if name.start <= start < name.end), None)


def _named(passage: Passage, noun: int) -> int:
    """The person's or body's name in apposition to a description of one; any other word as it is."""
    token = passage.tokens[noun]
    plural = token.pos == "NOUN" and token.lemma != token.lower
    if token.pos not in ("NOUN", "PROPN") or plural or name_at(passage, noun):
        return noun
    beside = [child for child in passage.children[noun] if passage.tokens[child].dep == "appos"]
    if token.dep == "appos":
        beside.append(token.head)
    for word in beside:
        name = name_at(passage, word)
        if name and name.kind in ("person", "organisation") and passage.tokens[word].pos == "PROPN":
            return word
    return noun


def _reach(passage: Passage, head: int) -> tuple[int, int]:
    tokens = grammar.phrase(passage, head)
    return passage.tokens[tokens.start].start, passage.tokens[tokens.stop - 1].end
