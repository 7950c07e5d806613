"""The dictionary form of a word: its forms by rule, and those of irregular verbs and nouns by list."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache

from reader.analysis import lexicon

_SHORTEST = 4
"""A shorter word has no ending; one of this length keeps its `e` (`ties`, `died`)."""

_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bcdfgklmnprtvz])\1$")
_ONE_BEAT = re.compile(r"^(?:qu|[^aeiouy])*[aeiouy][bcdgklmnprtvz]$")
_WEAK_END = re.compile(r"(?<![aeiouy])(?:[aiuy][bcdgkmnpt]|[iuy][lr]|ar)$|[^aeiou][lc]$|[sz]$")
_WITH_E = ("v", "u", "dg", "rg", "ang", "iat", "uat", "leg", "ced", "rsed", "cod", "vok", "ven")
_NOT_PAST = ("need", "feed", "seed", "deed", "weed", "heed", "leed", "peed", "breed", "ceed")
_PARTICLES = {"n't": "not", "n’t": "not"}


def lemma(word: str, pos: str, known: Container[str]) -> str:
    """The dictionary form of a word, in lower case.

    Args:
        word: The word.
        pos: Its part of speech, a universal tag.
        known: Common words in lower case, which tell apart what rules cannot (`hoping`, `hopping`).
    """
    lower = word.lower()
    if pos in ("VERB", "AUX"):
        return _irregular("irregular-verbs").get(lower) or _first(_verbs, lower, known)
    if pos == "NOUN":
        return _irregular("irregular-nouns").get(lower) or _first(_nouns, lower, known)
    return _PARTICLES.get(lower, lower)


def _first(forms: Callable[[str], Iterator[str]], word: str, known: Container[str]) -> str:
    """The first dictionary form that is a common word, or else the likeliest; the word itself if none."""
    found = list(forms(word))
    return next((form for form in found if form in known), found[0] if found else word)


def _verbs(word: str) -> Iterator[str]:
    """What a verb's form may come from, the likeliest first."""
    if word.endswith("ied"):
        yield word[:-3] + "y" if len(word) > _SHORTEST else word[:-1]
    elif word.endswith(_NOT_PAST):
        yield word
    elif word.endswith("ed") and _VOWEL.search(word[:-2]):
        yield from _stems(word[:-2])
    elif word.endswith("ing") and _VOWEL.search(word[:-3]):
        yield from _stems(word[:-3])
    else:
        yield from _without_s(word)


def _nouns(word: str) -> Iterator[str]:
    """What a noun's form may come from, the likeliest first."""
    if word.endswith("men") and len(word) > _SHORTEST:
        yield word[:-2] + "an"
    else:
        yield from _without_s(word)


def _without_s(word: str) -> Iterator[str]:
    """What may stand before an `-s` of the plural or of the present."""
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y" if len(word) > _SHORTEST else word[:-1]
        yield word[:-1]
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        yield from (word[:-2], word[:-1])
    elif word.endswith(("ses", "zes", "oes")):
        yield from (word[:-1], word[:-2])
    else:
        yield word[:-1]


def _stems(stem: str) -> Iterator[str]:
    """What may stand before `-ed` or `-ing`."""
    if (stem.endswith("ll") and _ONE_BEAT.search(stem[:-1])) or stem.endswith("ss"):
        yield stem
    elif _DOUBLED.search(stem):
        yield from (stem[:-1], stem)
    elif stem.endswith(_WITH_E) or _ONE_BEAT.search(stem) or _WEAK_END.search(stem):
        yield from (stem + "e", stem)
    else:
        yield from (stem, stem + "e")


@cache
def _irregular(name: str) -> Mapping[str, str]:
    return {form: lemma for lemma, forms in lexicon.pairs(name) for form in forms.split()}
