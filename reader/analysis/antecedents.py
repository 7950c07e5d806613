"""Whom pronouns and descriptions mean: the person who is most present where they stand.

Every place where somebody is named, described or meant by a pronoun makes him
present: more as a subject than as an object, less the farther off it is. Of
those whom gender, number and grammar admit the most present one is meant. So
weigh Lappin and Leass, "An algorithm for pronominal anaphora resolution"
(1994); the weights here are fitted to annotated news and to the people of the
GUM corpus, and rounded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import inf, log

from reader.analysis import gender as genders
from reader.analysis.findings import Entity
from reader.analysis.gender import Gender
from reader.analysis.references import BEARERS, Reference, Role, Setting, title_words

REACH = 2_500
"""How far before a pronoun its person may stand, in code points: about six paragraphs."""

CERTAINTY = ((3.0, 0.96), (2.0, 0.92), (0.7, 0.8), (-inf, 0.55))
"""How often the most present person is meant who is ahead of the next by at least the first number."""

DESCRIBED = 0.95
"""How certain it is that a description means who is known to be so described."""

SEVERAL = 0.65
"""How certain "they" is, measured against "he" and "she"."""

# How present somebody is by one place …
_ROLE: dict[Role, float] = {
    "topic": 2.1,
    "subject": 1.4,
    "clause": 1.2,
    "agent": 1.2,
    "owner": 0.65,
    "object": 0.0,
    "modifier": -0.4,
    "other": -0.5,
}
_SPEAKS = 0.8
_BELOW_A_SUBJECT = -1.1  # another one is the subject of the place's sentence
# … by how far it is …
_SAME_SENTENCE = 3.0
_SENTENCE_BEFORE, _SAME_PARAGRAPH = 2.8, 0.9
_SENTENCE_BEFORE_PARAGRAPH = 1.2
_PARAGRAPHS_BEFORE = (-0.15, -1.85, -3.1)
_AHEAD = 4.3
# … and on the whole.
_OF_UNKNOWN_GENDER = -0.8
_UNNAMED = -1.3
_TIMES = 0.6
_SHARE = 0.1

_NEAR = 1_500  # how far before a pronoun the places are counted, in code points
_SURE = 2.0

_ARTICLE = re.compile(r"^(?:the|a|an) (?=\S)", re.IGNORECASE)


def bare(phrase: str) -> str:
    """A noun phrase without its article."""
    return _ARTICLE.sub("", phrase)


@dataclass(eq=False, slots=True)
class Person:
    """Somebody, or several, of whom a document speaks.

    Attributes:
        name: What to call them.
        entity: Them as an entity, or None for who has no name.
        plural: Whether they are several.
        gender: What is known of it so far.
        attributes: Nouns and adjectives that have described them so far.
    """

    name: str
    entity: Entity | None = None
    plural: bool = False
    gender: Gender | None = None
    attributes: set[str] = field(default_factory=set)


_NOBODY = Person("")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody is present."""

    person: Person
    offset: int
    role: Role
    sentence: int
    paragraph: int
    speaks: bool


class Cast:
    """The people of a document, and whom its pronouns and descriptions mean.

    Args:
        text: The document's text.
        setting: What its passages say of people.
        entities: Its entities.
        speakers: The offsets of the words that name those who say something.
    """

    def __init__(
        self, text: str, setting: Setting, entities: Sequence[Entity], speakers: Collection[int]
    ) -> None:
        self._text = text
        self._setting = setting
        self._speakers = speakers
        self._described: defaultdict[str, dict[Person, None]] = defaultdict(dict)
        self._named_at: dict[int, Person] = {}
        self._bound: defaultdict[int, set[Person]] = defaultdict(set)
        self._course: list[_Place] = []
        self._subjects: defaultdict[int, set[Person]] = defaultdict(set)
        self._meant: dict[int, tuple[Person, float]] = {}
        self._mentions = sum(len(entity.mentions) for entity in entities if entity.kind == "person") or 1
        for person, known in self._events(entities):
            if person:
                self._see(person, known)
            else:
                self._refer(known[0])

    def meant(self, offset: int) -> tuple[Person, float] | None:
        """Whom the pronoun or the description at an offset means, and how certain that is, from 0 to 1."""
        return self._meant.get(offset)

    def _events(self, entities: Sequence[Entity]) -> list[tuple[Person | None, Sequence[Reference]]]:
        """Where people are named, with the references there, and the other references, in reading order."""
        events: list[tuple[int, Person | None, Sequence[Reference]]] = []
        covered: set[int] = set()
        for entity in entities:
            if entity.kind not in BEARERS:
                continue
            person = Person(_called(entity), entity, entity.kind != "person", _gender(self._text, entity))
            for mention in entity.mentions:
                known = self._setting.within(mention.start, mention.end)
                covered.update(reference.start for reference in known)
                if known:
                    events.append((mention.start, person, known))
                for reference in known:
                    self._named_at[reference.start] = person
                    for verb in reference.bound:
                        self._bound[verb].add(person)
        events.extend(
            (reference.start, None, [reference])
            for reference in self._setting.references
            if reference.kind == "couple" or (reference.kind != "name" and reference.start not in covered)
        )
        events.sort(key=lambda event: event[0])
        return [(person, known) for _, person, known in events]

    def _see(self, person: Person, known: Sequence[Reference]) -> None:
        """Somebody is named."""
        title = genders.title_before(self._text, known[0].start)
        told = title_words(title).union(*(reference.attributes for reference in known))
        for word in told - person.attributes:
            self._described[word][person] = None
            person.gender = person.gender or genders.of_noun(word)
        person.attributes |= told
        foremost = max(known, key=lambda reference: _ROLE[reference.role])
        if not person.plural or foremost.role != "modifier":
            speaks = any(reference.start in self._speakers for reference in known)
            self._be_present(person, foremost, speaks=speaks)

    def _refer(self, reference: Reference) -> None:
        """Somebody is meant by a pronoun, or described."""
        found: tuple[Person, float] | None = None
        if reference.kind == "pronoun":
            found = self._most_present(reference, genders.PRONOUNS.get(reference.word))
        elif reference.kind == "description":
            found = self._of_description(reference)
        elif reference.reach:
            found = Person(self._text[slice(*reference.reach)], plural=True), 1.0
        if found:
            self._meant[reference.start] = found
            self._be_present(found[0], reference, speaks=reference.start in self._speakers)

    def _be_present(self, person: Person, reference: Reference, *, speaks: bool) -> None:
        sentence, paragraph = self._setting.place(reference.start)
        self._course.append(_Place(person, reference.start, reference.role, sentence, paragraph, speaks))
        if reference.role in ("subject", "topic"):
            self._subjects[sentence].add(person)

    def _of_description(self, reference: Reference) -> tuple[Person, float] | None:
        """Who is known to be so described, if it speaks of somebody known, else somebody new."""
        gender = None if reference.plural else genders.of_noun(reference.word)
        if reference.definite:
            fitting = set(self._described[reference.word])
            closer = {person for person in fitting if reference.attributes <= person.attributes}
            if found := self._most_present(reference, gender, closer or fitting):
                return found[0], found[1] * DESCRIBED
        if not reference.reach or (reference.definite and not reference.plural):
            return None
        name = bare(self._text[slice(*reference.reach)])
        person = Person(name, None, reference.plural, gender, set(reference.attributes))
        self._described[reference.word][person] = None
        for verb in reference.bound:
            self._bound[verb].add(person)
        return person, 1.0

    def _most_present(
        self, reference: Reference, gender: Gender | None, among: Collection[Person] | None = None
    ) -> tuple[Person, float] | None:
        """Whom a reference most likely means, and how certain that is."""
        scores = self._presences(reference, gender)
        ranked = sorted(
            (score, -place)
            for place, (person, score) in enumerate(scores.items())
            if among is None or person in among
        )
        if not ranked:
            return None
        person = list(scores)[-ranked[-1][1]]
        lead = ranked[-1][0] - ranked[-2][0] if len(ranked) > 1 else inf
        if lead >= _SURE:
            person.gender = person.gender or gender
        certainty = next(share for least, share in CERTAINTY if lead >= least)
        return person, certainty * SEVERAL if reference.plural else certainty

    def _presences(self, reference: Reference, gender: Gender | None) -> dict[Person, float]:
        """How present everybody is whom a reference can mean."""
        best: dict[Person, float] = {}
        times: Counter[Person] = Counter()
        here = _Place(
            _NOBODY, reference.start, reference.role, *self._setting.place(reference.start), speaks=False
        )
        excluded = self._bound[reference.verb] if reference.verb is not None else set()
        ahead = self._named_at.get(reference.ahead) if reference.ahead is not None else None
        if ahead and ahead not in excluded and _agrees(ahead, reference, gender):
            best[ahead] = _AHEAD
        for place in reversed(self._course):
            if place.offset < reference.start - REACH:
                break
            if place.person not in excluded and _agrees(place.person, reference, gender):
                weight = self._weight(place, here, gender)
                best[place.person] = max(weight, best.get(place.person, -inf))
                times[place.person] += place.offset > reference.start - _NEAR
        return {person: weight + self._on_the_whole(person, times[person]) for person, weight in best.items()}

    def _weight(self, place: _Place, here: _Place, gender: Gender | None) -> float:
        """How present a place makes somebody."""
        weight = _ROLE[place.role] + (_SPEAKS if place.speaks else 0.0)
        if place.sentence == here.sentence:
            return weight + _SAME_SENTENCE
        if place.role not in ("subject", "topic") and any(
            other is not place.person and other.gender in (gender, None)
            for other in self._subjects[place.sentence]
        ):
            weight += _BELOW_A_SUBJECT
        just_before = place.sentence == here.sentence - 1
        if place.paragraph == here.paragraph:
            return weight + (_SENTENCE_BEFORE if just_before else _SAME_PARAGRAPH)
        if just_before:
            return weight + _SENTENCE_BEFORE_PARAGRAPH
        return weight + _PARAGRAPHS_BEFORE[min(here.paragraph - place.paragraph, len(_PARAGRAPHS_BEFORE)) - 1]

    def _on_the_whole(self, person: Person, times: int) -> float:
        """How present somebody is wherever it may be."""
        weight = _TIMES * log(1 + times)
        if person.gender is None and not person.plural:
            weight += _OF_UNKNOWN_GENDER
        if person.entity is None:
            return weight + _UNNAMED
        return weight + _SHARE * log(len(person.entity.mentions) / self._mentions)


def _agrees(person: Person, reference: Reference, gender: Gender | None) -> bool:
    """Whether a reference can mean somebody by number and gender."""
    return person.plural == reference.plural and (gender is None or person.gender in (gender, None))


def _called(entity: Entity) -> str:
    """What to call several: a people in the plural where the text has it so."""
    if entity.kind != "group":
        return entity.name
    return max((mention.text for mention in entity.mentions), key=lambda text: text.endswith("s"))


def _gender(text: str, entity: Entity) -> Gender | None:
    """What titles and the forename tell of a person."""
    if entity.kind != "person":
        return None
    titles = (genders.of_title(text, mention.start) for mention in entity.mentions)
    return next(filter(None, titles), None) or genders.of_forename(entity.name)
