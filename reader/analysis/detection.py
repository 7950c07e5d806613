"""What language a text is written in, by its letters and its most common words.

Function words make up a third of a running text, and no two languages share
most of them (Ingle, "A language identification table", 1976). Where a text has
few of them, as a list or a poem may, it is taken for English.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from reader.analysis import lexicon

ENGLISH = "en"

SAMPLE = 50_000
"""About how many code points of a text are looked at; they are spread evenly over it."""

# What a text must have of another language's function words: how many different ones, and which share of
# all its words they are.
_FEWEST = 6
_LEAST_SHARE = 0.08
_ENGLISH_WEIGHT = 0.6  # its list has the words that several languages share, so it covers more of its texts

_LATIN = ""
_KANA_SHARE = 0.1  # Japanese is written in Chinese letters, with kana among them
_WORD = re.compile(r"[^\W\d_]+")


def language_of(texts: Iterable[str]) -> str:
    """The language of the greater part of some texts, as an ISO 639-1 code; English where unsure."""
    given = list(texts)
    step = max(1, sum(map(len, given)) // SAMPLE)
    sample = "\n".join(given[::step]).casefold()
    script = _script(sample)
    words = Counter(_WORD.findall(sample))
    known = _function_words().get(script, {})
    hits = {
        code: sum(words[word] for word in own) * (_ENGLISH_WEIGHT if code == ENGLISH else 1)
        for code, own in known.items()
    }
    found = max(hits, key=lambda code: hits[code], default=script)
    if script != _LATIN:
        return found if hits.get(found) else script
    different = sum(word in words for word in known[found])
    sure = different >= _FEWEST and hits[found] >= _LEAST_SHARE * words.total()
    return found if sure else ENGLISH


def name_of(code: str) -> str:
    """The English name of a language."""
    return lexicon.table("languages")[code].partition("|")[0].strip()


@cache
def _function_words() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """For each script the function words of the languages that are written in it."""
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for code, rest in lexicon.pairs("languages"):
        words = rest.partition("|")[2].split()
        if words:
            found[_script("".join(words))][code] = frozenset(words)
    return found


def _script(text: str) -> str:
    """The script of most letters of a text, as the code of the most common language written in it."""
    if text.isascii():
        return _LATIN
    counts = {code: len(letters.findall(text)) for code, letters in _scripts()}
    if counts["ja"] > _KANA_SHARE * counts["zh"]:
        counts["ja"] += counts.pop("zh")
    most = max(counts, key=lambda code: counts[code])
    return most if 2 * counts[most] > sum(map(str.isalpha, text)) else _LATIN


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(f"[{letters}]")) for code, letters in lexicon.pairs("scripts"))
