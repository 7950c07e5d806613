"""Which person a bare surname or forename means, place by place.

News names a person in full once and then by the surname. Where several people
share it, the first who was named in full is meant by default; a relative is
called by the whole name, or by the bare one just after it, in the same
paragraph. "Mr." and "Mrs." decide between a man and a woman.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.analysis.gender import Gender
from reader.analysis.groups import Form

Person = Form
"""The name that stands for a person."""

_ALWAYS_FULL = 3
"""Who is named in full so often is so each time, to be told from a relative."""

_FEWEST_PRONOUNS = 2
_FAR_MORE = 2


@dataclass(frozen=True, slots=True)
class Use:
    """One place where somebody is named.

    Attributes:
        paragraph: The number of its paragraph.
        sentence: The number of its sentence.
        person: Who is meant, where the name is a full one; None for a bare one.
        bearers: Who could be meant by a bare name, as far as the name tells.
        title: The title before the name in lower case, or nothing.
        gender: What the title tells.
        pronoun: The gender of the pronoun that follows in the sentence.
    """

    paragraph: int
    sentence: int
    person: Person | None = None
    bearers: tuple[Person, ...] = ()
    title: str = ""
    gender: Gender | None = None
    pronoun: Gender | None = None


def meant(uses: Sequence[Use], genders: Mapping[Person, Gender]) -> list[Person | None]:
    """Finds who is meant in each place.

    Args:
        uses: The places where people are named, in reading order.
        genders: The genders of the people, where known.

    Returns:
        For each place the person, or None where it may be one as well as another, or nobody
        of those who are named in full.
    """
    course = _Course(uses, genders)
    return [course.hear(use) for use in uses]


class _Course:
    """What has been told so far of people who share names."""

    def __init__(self, uses: Sequence[Use], genders: Mapping[Person, Gender]) -> None:
        self._genders = genders
        self._times = Counter(use.person for use in uses if use.person is not None)
        self._order = {person: place for place, person in enumerate(self._times)}
        self._named: set[Person] = set()
        self._last: dict[Person, Use] = {}
        self._bare: dict[tuple[Person, ...], tuple[int, Person]] = {}
        self._titles: defaultdict[Person, set[str]] = defaultdict(set)
        self._pronouns: defaultdict[tuple[Person, ...], Counter[Gender]] = defaultdict(Counter)
        for use in uses:
            if use.pronoun:
                self._pronouns[use.bearers][use.pronoun] += 1

    def hear(self, use: Use) -> Person | None:
        """Who is meant in the next place."""
        person = use.person
        if person is not None:
            self._named.add(person)
        else:
            person = self._chosen(use)
            if person is None:
                return None
            self._bare[use.bearers] = use.paragraph, person
        self._last[person] = use
        self._titles[person].add(use.title)
        return person

    def _chosen(self, use: Use) -> Person | None:
        """Who is meant by a bare name."""
        possible = self._possible(use)
        known = [person for person in possible if person in self._named]
        if len(possible) < 2 or len(known) < 2:
            return next(iter(known or possible), None)
        if sum(self._times[person] >= _ALWAYS_FULL for person in known) > 1:
            return self._by_pronouns(use, known)
        first = known[0]
        here = [person for person in known if self._last[person].paragraph == use.paragraph]
        if len(here) == 1:
            same_sentence = self._last[here[0]].sentence == use.sentence
            return first if same_sentence or self._times[here[0]] >= _ALWAYS_FULL else here[0]
        paragraph, before = self._bare.get(use.bearers, (-2, None))
        goes_on = paragraph == use.paragraph or (not here and paragraph == use.paragraph - 1)
        return before if goes_on and before in known else first

    def _possible(self, use: Use) -> list[Person]:
        """Who could be meant as far as titles tell, in the order in which they are first named in full."""
        ordered = sorted(use.bearers, key=lambda person: self._order[person])
        fitting = [
            person
            for person in ordered
            if use.gender is None or self._genders.get(person, use.gender) == use.gender
        ]
        if not use.title or len(fitting) < 2:
            return fitting
        titled = [person for person in fitting if use.title in self._titles[person]]
        return titled or [person for person in fitting if not self._titles[person] - {""}] or fitting

    def _by_pronouns(self, use: Use, known: list[Person]) -> Person | None:
        """The only one of the gender that pronouns after the bare name tell, or None."""
        told = self._pronouns[use.bearers]
        for gender in told:
            of_gender = [person for person in known if self._genders.get(person, gender) == gender]
            if len(of_gender) == 1 and told[gender] >= max(
                _FEWEST_PRONOUNS, _FAR_MORE * (told.total() - told[gender])
            ):
                return of_gender[0]
        return None
