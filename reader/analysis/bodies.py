"""Names of organisations and places: one name written in several ways, and its short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import EntityKind
from reader.analysis.personal import fold

_POSSESSIVE = re.compile(r"['’]s$")
_OFFICE = re.compile(r"(department|ministry) of (?:the )?(.+)")
_DISTRICT = re.compile(r",? D\.?C\.?$")
_STATE = re.compile(
    r"(?:[Cc]ity|[Tt]own|[Ss]tate|[Rr]epublic|[Kk]ingdom|[Cc]ommonwealth) [Oo]f (?:the )?(?=[A-Z])"
)
_COMPANY = re.compile(
    r",? (?:Inc|Corp|Ltd|LLC|LLP|L\.?P|PLC|plc|AG|SA|SE|NV|GmbH|Co|Company"
    r"|Corporation|Incorporated|Limited)\.?$"
)
_JOINTS = re.compile(r"[ -]")
_SPELLED = {"st": "saint", "mt": "mount", "ft": "fort", "&": "and"}
_CONNECTIVES = frozenset({"of", "for", "on", "and", "at"})
_RIVERSIDE = frozenset({"upon", "am", "sur"})
_NATIONS = ("U.S.", "US", "United States", "United Kingdom", "UK", "U.K.", "British")
_PAPERS = frozenset(
    {"Chronicle", "Gazette", "Herald", "Journal", "News", "Observer", "Post", "Times", "Tribune"}
)
_FEWEST_INITIALS = 3
_LONG_WORD = 7  # of which singular and plural are hardly two names, as "Time" and "Times" are


def key(name: str, kind: EntityKind) -> str:
    """What is the same for all ways to write one name.

    Capitals, dots, accents and typographic signs don't count, nor do a company's form, the order of
    "Department of X" and "X Department", or "City of" before a place. Names of the gazetteer have
    their canonical one, peoples are the same in singular and plural.
    """
    name = _POSSESSIVE.sub("", name.replace("’", "'"))
    known = gazetteer.load().canonical
    name = name + "." if name + "." in known else name
    if kind == "place":
        spelled = lexicon.table("states").get(name.replace(".", "").replace(" ", ""), name)
        name = _DISTRICT.sub("", _STATE.sub("", spelled)) or name
    if kind == "organisation":
        name = _COMPANY.sub("", name)
    words = [_SPELLED.get(word, word) for word in map(fold, known.get(name, name).split())]
    if kind == "organisation":
        words = [word.removesuffix("s") if len(word) >= _LONG_WORD else word for word in words]
    plain = " ".join(words).removeprefix("the ")
    if kind == "group":
        return plain.removesuffix("s")
    if match := _OFFICE.fullmatch(plain):
        plain = f"{match[2]} {match[1]}"
    return _JOINTS.sub("", plain)


def shorter(name: str, kind: EntityKind) -> Iterator[str]:
    """The short forms of a name that a text may use for it without saying so.

    They are its initials; what stands before "of", "for" …; what is left without the words for what a
    body is ("Harper" for "Harper Media Group") or without the nation or the town before it ("Senate",
    "Post").
    """
    words = name.split()
    for initials in (
        "".join(word[0] for word in words if word[0].isupper()),
        "".join(word[0] for word in words),
    ):
        if len(initials) >= _FEWEST_INITIALS:
            yield initials
    for place in range(1, len(words)):
        cuts = words[place] in _RIVERSIDE if kind == "place" else words[place] in _CONNECTIVES and place > 1
        if cuts:
            yield " ".join(words[:place])
    if kind == "organisation":
        yield from _without_tail(words)
        yield from _without_lead(words)


def _without_tail(words: list[str]) -> Iterator[str]:
    last = len(words)
    while last > 1 and words[last - 1] in lexicon.words("organisation-tails"):
        last -= 1
        if gazetteer.load().kinds.get(" ".join(words[:last]), "organisation") == "organisation":
            yield " ".join(words[:last])


def _without_lead(words: list[str]) -> Iterator[str]:
    known = gazetteer.load().kinds
    is_institution = words[-1] in lexicon.words("organisation-heads") - _PAPERS
    for first in range(1, len(words)):
        lead, rest = " ".join(words[:first]), words[first:]
        told = known.get(lead) == "place" or len(rest) > 1
        if lead in _NATIONS or (told and not is_institution):
            yield " ".join(rest)


def head(name: str) -> str:
    """The word for what a body is: "League" of "River League" and of "League of Rivers"."""
    words = name.split()
    return words[next((place for place, word in enumerate(words) if word in _CONNECTIVES), len(words)) - 1]
