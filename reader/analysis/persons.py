"""Which names are those of one person: full names with each other, bare ones with full ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from reader.analysis import gender, lexicon
from reader.analysis.gender import Gender
from reader.analysis.groups import Form, Groups
from reader.analysis.namesakes import Use, meant
from reader.analysis.parse import Name
from reader.analysis.personal import PersonalName, contradict, may_be_one
from reader.document import Span

_MOST_ALONE = 20
"""A forename that stands alone more often is a name of its own where the longer one, a slip, stands once."""

_AND = re.compile(r" (?:and|&) ")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]* ")
_IN_OFFICE = re.compile(r" (?:[Aa]dministration|White House|presidency)\b")
_PRONOUN = re.compile(r"\b(?:he|his|himself|she|her|herself)\b")
_PRONOUN_REACH = 150


def written(text: str, names: Sequence[Name]) -> list[Form]:
    """The names as they stand; of a couple, "Anna and Peter Berger", both have the surname."""
    forms: list[Form] = [(" ".join(text[name.start : name.end].split()), name.kind) for name in names]
    for index, (one, other) in enumerate(pairwise(names)):
        if one.kind == other.kind == "person" and _AND.fullmatch(text, one.end, other.start):
            first, second = forms[index][0], forms[index + 1][0]
            if first in lexicon.forenames() and PersonalName.of(second).is_full:
                forms[index] = f"{first} {second.split()[-1]}", "person"
    return forms


def bearers(
    text: str, names: Sequence[Name], forms: Sequence[Form], groups: Groups, prose: Sequence[Span]
) -> dict[int, Form | None]:
    """Finds whose the names of people are.

    Args:
        text: The document's text.
        names: All names found in it, in reading order.
        forms: The same as written.
        groups: The names in sets; full names of one person are merged.
        prose: The document's paragraphs, in reading order.

    Returns:
        For the index of a full name, and of a bare one that is a part of full ones, a name of its
        bearer, or None where nothing tells which one is meant.
    """
    parsed = {form: PersonalName.of(form[0]) for form in groups.of_kind("person")}
    _join_full_names(groups, parsed)
    parts = _Parts(groups, parsed, Counter(forms))
    paragraphs = [span.start for span in prose]
    uses: dict[int, Use] = {}
    genders: dict[Form, Gender] = {}
    sentence = last = 0
    for index, (name, form) in enumerate(zip(names, forms, strict=True)):
        if form[1] != "person":
            continue
        sentence += bool(_SENTENCE_END.search(text, last, name.start))
        last = name.end
        paragraph = bisect_right(paragraphs, name.start)
        title, told = gender.title_before(text, name.start), gender.of_title(text, name.start)
        if parsed[form].is_full:
            person = groups.root(form)
            if told := told or gender.of_forename(form[0]):
                genders.setdefault(person, told)
            uses[index] = Use(paragraph, sentence, person, title=title)
        elif possible := parts.bearers(form):
            title = "president" if _IN_OFFICE.match(text, name.end) else title
            pronoun = _pronoun_after(text, names, index)
            uses[index] = Use(paragraph, sentence, None, possible, title, told, pronoun)
    return dict(zip(uses, meant(list(uses.values()), genders), strict=True))


def _join_full_names(groups: Groups, parsed: dict[Form, PersonalName]) -> None:
    """Joins the full names of one person, the longest first; one that fits several people fits none."""
    people: defaultdict[str, list[list[Form]]] = defaultdict(list)
    full = [form for form in parsed if parsed[form].is_full]
    for form in sorted(full, key=lambda form: -len(parsed[form].words)):
        name = parsed[form]
        near = {id(person): person for word in name.words for person in people[word]}.values()
        fitting = [
            person
            for person in near
            if any(may_be_one(name, parsed[other]) for other in person)
            and not any(contradict(name, parsed[other]) for other in person)
        ]
        person = fitting[0] if len(fitting) == 1 else []
        if person:
            groups.merge(form, person[0])
        person.append(form)
        for word in name.words:
            if not any(known is person for known in people[word]):
                people[word].append(person)


class _Parts:
    """The surnames and forenames of those who are named in full."""

    def __init__(self, groups: Groups, parsed: dict[Form, PersonalName], times: Counter[Form]) -> None:
        self._parsed = parsed
        self._times = times
        self._full_times: Counter[Form] = Counter()
        self._surnames: defaultdict[str, dict[Form, None]] = defaultdict(dict)
        self._forenames: defaultdict[str, dict[Form, None]] = defaultdict(dict)
        for form, name in parsed.items():
            if name.is_full:
                person = groups.root(form)
                self._full_times[person] += times[form]
                self._surnames[name.surname][person] = None
                self._forenames[name.words[0]][person] = None

    def bearers(self, form: Form) -> tuple[Form, ...]:
        """Who could be meant by a bare name: whose surname it is, else whose forename."""
        word = self._parsed[form].surname
        if len(self._parsed[form].words) > 1:
            return ()
        if word in self._surnames:
            return tuple(self._surnames[word])
        rarest = 2 if self._times[form] > _MOST_ALONE else 1
        return tuple(person for person in self._forenames.get(word, ()) if self._full_times[person] >= rarest)


def _pronoun_after(text: str, names: Sequence[Name], index: int) -> Gender | None:
    """The gender of the pronoun that follows a name before the next person and the sentence's end."""
    start = names[index].end
    stop = start + _PRONOUN_REACH
    for following in range(index + 1, len(names)):
        if names[following].kind == "person" or names[following].start >= stop:
            stop = min(stop, names[following].start)
            break
    if end := _SENTENCE_END.search(text, start, stop):
        stop = end.start()
    match = _PRONOUN.search(text, start, stop)
    return gender.PRONOUNS[match[0]] if match else None
