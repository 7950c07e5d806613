"""One convention for names: without articles, titles and possessives; the name of a people is a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from reader.analysis import lexicon
from reader.training.corpora.sentence import Sentence, Span

_BEFORE_NAMES = """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice prime minister
senator sen. representative rep. congressman congresswoman general gen. gen colonel col. lieutenant lt.
major maj. captain capt. sergeant sgt. corporal private commander admiral marshal king queen prince princess
emperor empress duchess countess baron baroness lord lady sir madam madame monsieur dame pope bishop
archbishop cardinal reverend rev. father sister brother rabbi imam sheikh shaikh ayatollah chancellor
secretary deputy ambassador governor gov. mayor judge justice chief attorney director chairman chairwoman
chair leader speaker spokesman spokeswoman premier officer uncle aunt mother coach host former pastor sultan
tsar czar squire"""
TITLES = frozenset(_BEFORE_NAMES.split())
"""Words before a person's name that are not of it, in lower case; without those that are forenames (Duke)."""

PARTICLES = frozenset({"al", "bin", "de", "del", "der", "du", "el", "la", "le", "van", "von"})
"""Words within names that are written small."""

_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
"""Marks as the Penn Treebank writes them."""

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@cache
def peoples() -> frozenset[str]:
    """Nationalities, religions and political camps, in the singular and the plural."""
    countries = (rest.partition("|")[2].split(",") for _, rest in lexicon.pairs("countries"))
    names = {name.strip() for name in (*chain(*countries), *lexicon.items("groups"))} - {""}
    return frozenset(names | {name + "s" for name in names}) - lexicon.words("regions")


def grouped(sentence: Sentence) -> Sentence:
    """The sentence with every miscellaneous name that is a people's made a group."""
    tokens = sentence.tokens
    return replace(sentence, spans=tuple(_grouped(tokens, span, ("MISC",)) for span in sentence.spans))


def tidied(sentence: Sentence) -> Sentence:
    """The sentence with plain marks and its names cut to their core; a name that is no more is dropped."""
    tokens = tuple(_MARKS.get(token, token) for token in sentence.tokens)
    return replace(sentence, tokens=tokens, spans=tuple(_tidied(tokens, sentence.spans)))


def _tidied(tokens: Sequence[str], spans: Sequence[Span]) -> Iterator[Span]:
    for first, end, label in spans:
        start = first
        while start < end and label != "WORK" and tokens[start].lower() in _ARTICLES:
            start += 1
        article = start > first
        if label == "PER":
            start = _after_titles(tokens, start, end, article)
        while start < end and tokens[end - 1] in _POSSESSIVES:
            end -= 1
        if any(token[:1].isupper() or token[:1].isdigit() for token in tokens[start:end]):
            yield _grouped(tokens, (start, end, label), ("LOC", "ORG", "PER", "MISC"))


def _after_titles(tokens: Sequence[str], start: int, end: int, article: bool) -> int:
    """Where the name begins after its titles; titles alone are a name (“Prince”) but after an article."""
    position = start
    while position < end and tokens[position].lower() in TITLES:
        position += 1
    return position if position < end or article else start


def _grouped(tokens: Sequence[str], span: Span, labels: Sequence[str]) -> Span:
    start, end, label = span
    return (start, end, "GROUP") if label in labels and " ".join(tokens[start:end]) in peoples() else span
