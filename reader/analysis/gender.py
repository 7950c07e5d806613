"""What words tell of somebody's gender."""

from __future__ import annotations

import re
from typing import Literal

from reader.analysis import lexicon

Gender = Literal["male", "female"]

PRONOUNS: dict[str, Gender] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
"""The pronouns that stand for one person, with the gender they tell."""

_BEFORE = re.compile(r"([A-Za-z]+\.?) $")
_LONGEST_TITLE = 20


def of_forename(name: str) -> Gender | None:
    """What the first word of a name tells."""
    return _listed(name.split()[0], "forenames")


def of_noun(noun: str) -> Gender | None:
    """What a noun, as its dictionary form, tells of whom it stands for."""
    return _listed(noun, "nouns") or _listed(noun, "titles")


def of_title(text: str, start: int) -> Gender | None:
    """What the word before a name tells."""
    match = _BEFORE.search(text, max(0, start - _LONGEST_TITLE), start)
    return _listed(match[1].lower(), "titles") if match else None


def _listed(word: str, name: str) -> Gender | None:
    if word in lexicon.words(f"{name}-male"):
        return "male"
    return "female" if word in lexicon.words(f"{name}-female") else None


def title_before(text: str, start: int) -> str:
    """The title before a name, in lower case without its dot, or nothing."""
    match = _BEFORE.search(text, max(0, start - _LONGEST_TITLE), start)
    if match and match[1][0].isupper() and match[1].lower() in lexicon.words("titles"):
        return match[1].lower().rstrip(".")
    return ""
