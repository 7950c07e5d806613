"""Names of people: their words, and whether two names can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reader.analysis import lexicon

_NICKNAME = re.compile(r" [“\"‘'(][^”\"’')]+[”\"’')](?= )")
_POSSESSIVE = re.compile(r"['’]s$")
_PARTICLE = re.compile(r"^(?:al|el|ash|as|ad|an|ar|at|az)-(?=\w)")
_NUMERAL = re.compile(r"i|v|[ivx]{2,6}")
_JOINING = frozenset({"and", "&"})
_ELDER = "sr"


def fold(word: str) -> str:
    """A word as it is compared: without capitals, accents, dots and the Arabic article."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace(".", "")
    return _PARTICLE.sub("", plain)


@dataclass(frozen=True, slots=True)
class PersonalName:
    """The words of a person's name, folded.

    Attributes:
        words: The words without nickname in marks and suffix.
        suffix: What follows the surname and tells relatives apart ("jr", "iii"), or nothing.
    """

    words: tuple[str, ...]
    suffix: str = ""

    @classmethod
    def of(cls, name: str) -> PersonalName:
        """The name as written in its words; what a comma cuts off is a suffix or no part of it."""
        plain, _, rest = _NICKNAME.sub("", _POSSESSIVE.sub("", name)).partition(",")
        words, after = [[fold(word) for word in part.split()] for part in (plain, rest)]
        suffix = after[0] if after and _is_suffix(after[0]) else ""
        while len(words) > 1 and _is_suffix(words[-1]):
            suffix = words.pop()
        return cls(tuple(words) or (fold(name),), suffix)

    @property
    def is_full(self) -> bool:
        """Whether it is more than a forename or a surname (a monarch's number counts), and no couple's."""
        words = len(self.words) + bool(_NUMERAL.fullmatch(self.suffix))
        return words > 1 and not _JOINING & set(self.words)

    @property
    def forenames(self) -> tuple[str, ...]:
        """The words before the last."""
        return self.words[:-1]

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1]


def may_be_one(one: PersonalName, other: PersonalName) -> bool:
    """Whether two full names can be those of one person.

    They can where one is a part of the other, where their forenames agree as far as they are given
    (a short form or an initial stands for the whole), or where they are the same words turned round.
    """
    if _differ_in_suffix(one, other):
        return False
    short, long = sorted((one.words, other.words), key=len)
    if len(short) == 1:
        return short == long
    if short in (long[: len(short)], long[-len(short) :]) or sorted(short) == sorted(long):
        return True
    return one.surname == other.surname and _agree(one.forenames, other.forenames)


def _is_suffix(word: str) -> bool:
    return word in lexicon.words("name-suffixes") or bool(_NUMERAL.fullmatch(word))


def contradict(one: PersonalName, other: PersonalName) -> bool:
    """Whether two full names are so alike that they are told apart on purpose ("George W. Bush")."""
    alike = one.surname == other.surname and same_forename(one.words[0], other.words[0])
    return alike and not may_be_one(one, other)


def _differ_in_suffix(one: PersonalName, other: PersonalName) -> bool:
    """Whether generations differ; "Jr." may be left out, "Sr." is only written to tell two apart."""
    return one.suffix != other.suffix and (
        _ELDER in (one.suffix, other.suffix) or bool(one.suffix and other.suffix)
    )


def _agree(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether forenames don't contradict each other: word for word, or one name within several."""
    if same_forename(some[0], others[0]):
        return all(_same_initial(a, b) for a, b in zip(some[1:], others[1:], strict=False))
    short, long = sorted((some, others), key=len)
    return len(short) == 1 and any(same_forename(short[0], name) and len(name) > 1 for name in long[1:])


def _same_initial(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))


def same_forename(one: str, other: str) -> bool:
    """Whether two folded forenames are one, or one is the other's initial or short form."""
    return (
        _same_initial(one, other)
        or other in _short_forms().get(one, ())
        or one in _short_forms().get(other, ())
    )


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    return {fold(short): frozenset(map(fold, full.split(", "))) for short, full in lexicon.pairs("nicknames")}
