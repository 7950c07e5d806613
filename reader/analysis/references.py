"""What a document says of people outside its quotation marks: names, pronouns, descriptions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.analysis import grammar, lexicon
from reader.analysis.findings import EntityKind
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene

Role = Literal["subject", "clause", "topic", "agent", "owner", "object", "modifier", "other"]
"""What a word does in its sentence: subject of the main clause or of another, topic ("as for X"), doer of
what is told otherwise ("by X", "according to X"), owner ("X's aide"), object, part of another noun's phrase
("the X plan"), anything else."""

Kind = Literal["name", "pronoun", "description", "couple"]
"""A part of a name, a pronoun of the third person, a noun for people, two names joined by "and"."""

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
"""The pronouns that stand for one person."""

PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
"""The pronouns that stand for several."""

BEARERS: frozenset[EntityKind] = frozenset({"person", "organisation", "group"})
"""The kinds of names for whose bearers pronouns of the third person stand."""

_PRONOUNS = SINGULAR | PLURAL
_DEFINITE = frozenset({"the", "that", "this", "these", "those"})
_SINGLE = frozenset({"a", "an", "one", "another"})
_VERBAL = ("VERB", "AUX")
_DESCRIBING = frozenset({"compound", "amod", "poss", "nmod"})
_DESCRIPTIVE = ("NOUN", "PROPN", "ADJ")
_NAMING = ("name", "call")
_CUT = re.compile(r"[:\"“”«»]")
_DASH = re.compile(r"\s[-–]\s|.(?:—|--).")
_POSSESSIVE = ("'s", "’s")
# How a word may hang on a verb whose subject then cannot be the same person, if it is a pronoun.
_BOUND = frozenset({"ccomp", "xcomp", "dobj", "dative", "attr", "acomp", "pcomp", "oprd"})
_BOUND_AFTER = frozenset({"advcl", "prep", "npadvmod", "agent"})
_PREDICATIVE = frozenset({"compound", "appos", "attr", "amod", "npadvmod", "oprd", "nmod"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that may stand for somebody.

    Attributes:
        start: The word's first offset in the document, in code points.
        word: The word in lower case, a noun as its dictionary form.
        kind: What it is.
        role: What it does in its sentence.
        plural: Whether it stands for several.
        verb: For a subject the offset of its verb, else None.
        bound: The offsets of the verbs whose subject cannot be a pronoun for the same person.
        ahead: For a pronoun before the subject of the clause above that subject's offset, else None.
        definite: For a description whether it speaks of somebody known.
        reach: The range of offsets of a description's or a couple's phrase.
        attributes: Nouns and adjectives that describe who is meant, in lower case.
    """

    start: int
    word: str
    kind: Kind
    role: Role
    plural: bool = False
    verb: int | None = None
    bound: tuple[int, ...] = ()
    ahead: int | None = None
    definite: bool = False
    reach: tuple[int, int] | None = None
    attributes: frozenset[str] = frozenset()


class Setting:
    """What finding people needs to know of a document, collected passage by passage in reading order.

    Attributes:
        references: The words outside quotation marks that may stand for somebody, in reading order.
    """

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self._starts: list[int] = []
        self._sentences: list[int] = []
        self._paragraphs: list[int] = []

    def hear(self, scene: Scene) -> None:
        """Adds what the next passage says of people."""
        passage = scene.passage
        for reference in references(scene):
            self.references.append(reference)
            self._starts.append(reference.start)
        told = [sentence for sentence in passage.sentences if _is_told(scene, sentence)]
        self._sentences.extend(passage.tokens[sentence.start].start for sentence in told)
        if told:
            self._paragraphs.append(passage.start)

    def within(self, start: int, end: int) -> Sequence[Reference]:
        """The references between two offsets."""
        return self.references[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def place(self, offset: int) -> tuple[int, int]:
        """The numbers of the sentence and the paragraph at an offset; those wholly in marks don't count."""
        return bisect_right(self._sentences, offset), bisect_right(self._paragraphs, offset)


def _is_told(scene: Scene, sentence: range) -> bool:
    """Whether a sentence has words outside quotation marks."""
    tokens = scene.passage.tokens
    return any(index not in scene.quoted and tokens[index].text[0].isalnum() for index in sentence)


def references(scene: Scene) -> Iterator[Reference]:
    """The references of a scene, in reading order."""
    passage, quoted = scene.passage, scene.quoted
    bearers = (name for name in passage.names if name.kind in BEARERS)
    named = {index for name in bearers for index in passage.between(name.start, name.end)}
    for index, token in enumerate(passage.tokens):
        if index in quoted:
            continue
        if token.lower in _PRONOUNS:
            yield _pronoun(scene, index)
        elif index in named:
            yield _name(passage, index)
            yield from _couple(passage, index, named)
        elif _is_description(passage, index):
            yield _description(passage, index)


def _pronoun(scene: Scene, index: int) -> Reference:
    passage, token = scene.passage, scene.passage.tokens[index]
    return Reference(
        token.start,
        token.lower,
        "pronoun",
        role(passage, index),
        plural=token.lower in PLURAL,
        verb=_verb(passage, index),
        ahead=_ahead(scene, index),
    )


def _name(passage: Passage, index: int) -> Reference:
    token = passage.tokens[index]
    return Reference(
        token.start,
        token.lower,
        "name",
        role(passage, index),
        bound=tuple(_binding(passage, index)),
        attributes=_attributes(passage, index),
    )


def _couple(passage: Passage, index: int, named: set[int]) -> Iterator[Reference]:
    """A name with the one that is joined to it."""
    tokens = passage.tokens
    joined = [child for child in passage.children[index] if tokens[child].dep == "conj" and child in named]
    if joined and tokens[index].dep != "conj":
        first, last = grammar.phrase(passage, index).start, grammar.phrase(passage, joined[-1]).stop - 1
        reach = tokens[first].start, tokens[last].end
        yield Reference(tokens[index].start, "and", "couple", role(passage, index), plural=True, reach=reach)


def _description(passage: Passage, index: int) -> Reference:
    token = passage.tokens[index]
    reach = grammar.phrase(passage, index)
    beside = {passage.tokens[child].lower for child in passage.children[index]}
    plural = token.lemma != token.lower or token.lemma in lexicon.words("nouns-bodies")
    return Reference(
        token.start,
        token.lemma,
        "description",
        role(passage, index),
        plural=plural and not beside & _SINGLE,
        bound=tuple(_binding(passage, index)),
        definite=bool(beside & _DEFINITE),
        reach=(passage.tokens[reach.start].start, passage.tokens[reach.stop - 1].end),
        attributes=_words(passage, index),
    )


def _is_description(passage: Passage, index: int) -> bool:
    """Whether a word is a noun for people that stands for somebody and does not describe a name beside it."""
    tokens = passage.tokens
    if tokens[index].pos not in ("NOUN", "PROPN") or tokens[index].lemma not in lexicon.words("roles"):
        return False
    for child in passage.children[index]:
        if tokens[child].dep == "appos" and tokens[child].pos == "PROPN":
            return False
        if tokens[child].dep == "acl" and tokens[child].lemma in _NAMING:
            return False
    return tokens[index].dep not in _PREDICATIVE


def role(passage: Passage, index: int) -> Role:
    """What a noun or a pronoun does in its sentence."""
    tokens = passage.tokens
    token = tokens[index]
    if (
        token.dep in ("appos", "conj", "flat")
        and token.head < index
        and tokens[token.head].pos in grammar.NOMINAL
    ):
        return role(passage, token.head)
    if (noun := _instanced(passage, index)) is not None:
        return role(passage, noun)
    if token.dep in grammar.SUBJECTS:
        return "subject" if _is_main(passage, token.head) else "clause"
    if token.dep == "poss" or (index + 1 < len(tokens) and tokens[index + 1].lower in _POSSESSIVE):
        return "owner"
    if _goes_on(passage, index):
        return "clause"
    if token.dep in ("dobj", "dative", "attr", "oprd"):
        return "object"
    if token.dep in ("compound", "amod", "nmod"):
        return "modifier"
    return _role_after_preposition(passage, index) if token.dep == "pobj" else "other"


def _role_after_preposition(passage: Passage, index: int) -> Role:
    tokens = passage.tokens
    place = tokens[index].head
    before = tokens[place - 1].lower if place else ""
    if tokens[place].dep == "agent" or (tokens[place].lower == "to" and before == "according"):
        return "agent"
    begins = place == passage.sentence_of(place).start
    return "topic" if tokens[place].lower == "for" and (begins or before == "as") else "other"


def _instanced(passage: Passage, index: int) -> int | None:
    """The noun of which a name is an instance: "a lawyer named X", "experts like X"."""
    tokens = passage.tokens
    token = tokens[index]
    above = tokens[token.head]
    if token.dep == "oprd" and above.dep == "acl" and above.lemma in _NAMING:
        return above.head
    if token.dep == "pobj" and above.lower in ("like", "including") and tokens[above.head].pos == "NOUN":
        return above.head
    return None


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a relative clause goes on with a noun as its subject ("X, who said …", "X, a lawyer who …")."""
    tokens = passage.tokens
    for child in passage.children[index]:
        if tokens[child].dep == "appos" and _goes_on(passage, child):
            return True
        if tokens[child].dep == "relcl":
            subjects = (word for word in passage.children[child] if tokens[word].dep in grammar.SUBJECTS)
            if any(tokens[word].lower == "who" for word in subjects):
                return True
    return False


def _is_main(passage: Passage, verb: int) -> bool:
    tokens = passage.tokens
    while tokens[verb].dep == "conj" and tokens[verb].head != verb:
        verb = tokens[verb].head
    if tokens[verb].dep == "ccomp" and verb < tokens[verb].head:
        return any(_is_apart(passage, verb, above) for above in passage.ancestors(verb))
    return tokens[verb].dep == "ROOT"


def _verb(passage: Passage, index: int) -> int | None:
    """The offset of the verb of which a word is the subject."""
    token = passage.tokens[index]
    return passage.tokens[token.head].start if token.dep in grammar.SUBJECTS else None


def _binding(passage: Passage, index: int) -> Iterator[int]:
    """The verbs whose subject does something to a word's bearer, or says something of him.

    "Peter, he said, met Anna": who says it is neither of them. What goes before the verb as an
    aside is free: "when Peter came, he said …". So is what stands before another clause: "Peter smiled:
    the dam, he said, …".
    """
    tokens = passage.tokens
    below = index
    yield from _asides(passage, index, index)
    for above in passage.ancestors(index):
        if tokens[above].pos in _VERBAL:
            dep = tokens[below].dep
            direct = dep == "prep" and tokens[index].head == below
            binds = dep in _BOUND or direct or (dep in _BOUND_AFTER and below > above)
            if binds and not _is_apart(passage, index, above):
                yield tokens[above].start
            yield from (verb for verb in _asides(passage, index, above) if verb != tokens[below].start)
        below = above


def _asides(passage: Passage, index: int, head: int) -> Iterator[int]:
    """The verbs of the asides that hang on a head word and are of one clause with a word."""
    for child in passage.children[head]:
        if passage.tokens[child].dep == "parataxis" and not _is_cut(passage, index, child):
            yield passage.tokens[child].start


def _is_cut(passage: Passage, index: int, verb: int) -> bool:
    """Whether a colon, a quotation mark or another mark parts a word from a verb after it."""
    between = passage.slice(passage.tokens[index].end, passage.tokens[verb].start)
    return bool(_CUT.search(between)) or _is_apart(passage, index, verb)


def _is_apart(passage: Passage, index: int, verb: int) -> bool:
    """Whether a verb after a word belongs to another clause, which a colon, a semicolon or a dash begins.

    After a semicolon or a dash "he said" at the end may speak of all that goes before it; within
    the clause it speaks of this one alone: "Peter left; the dam, he said, would hold".
    """
    tokens = passage.tokens
    mark = _last_mark(passage, index, verb)
    if mark is None:
        return False
    subjects = [word for word in range(mark + 1, verb) if tokens[word].dep in grammar.SUBJECTS]
    if subjects and subjects[0] == mark + 1 and tokens[mark + 1].head == verb:
        return True
    heads = [tokens[word].head for word in subjects if tokens[word].head != verb]
    if tokens[mark].text == ":" and heads:
        return True
    if tokens[verb].dep == "parataxis" and any(above < mark for above in passage.ancestors(index)):
        heads.append(tokens[verb].head)
    return any(head > verb for head in heads)


def _last_mark(passage: Passage, start: int, stop: int) -> int | None:
    """The last colon, semicolon or single dash between two words; dashes in pairs enclose an aside."""
    tokens = passage.tokens
    between = range(start + 1, stop)
    around = ((index, passage.slice(tokens[index].start - 1, tokens[index].end + 1)) for index in between)
    dashes = [index for index, text in around if _DASH.fullmatch(text)]
    marks = [index for index in between if tokens[index].text in (":", ";")]
    if len(dashes) % 2:
        marks.append(dashes[-1])
    return max(marks, default=None)


def _ahead(scene: Scene, index: int) -> int | None:
    """The subject that follows a pronoun in the clause above: "in his speech, X said"."""
    passage, tokens = scene.passage, scene.passage.tokens
    for verb in passage.ancestors(index):
        if tokens[verb].pos in _VERBAL:
            for child in passage.children[verb]:
                if (
                    index < child < verb
                    and child not in scene.quoted
                    and tokens[child].dep in grammar.SUBJECTS
                ):
                    return tokens[child].start
    return None


def _attributes(passage: Passage, index: int) -> frozenset[str]:
    """What describes the bearer of a name: titles before it, nouns in apposition or said of him."""
    tokens = passage.tokens
    token = tokens[index]
    found: set[str] = set()
    for child in passage.children[index]:
        if tokens[child].dep == "compound":
            found |= title_words(tokens[child].lower.rstrip("."))
        if tokens[child].dep in ("appos", "compound") and tokens[child].pos == "NOUN":
            found |= _words(passage, child)
    if token.dep == "appos" and tokens[token.head].pos == "NOUN":
        found |= _words(passage, token.head)
    if token.dep in grammar.SUBJECTS and tokens[token.head].lemma == "be":
        for child in passage.children[token.head]:
            if tokens[child].dep == "attr" and tokens[child].pos == "NOUN":
                found |= _words(passage, child)
    return frozenset(found)


def title_words(title: str) -> frozenset[str]:
    """A title in lower case without its dot, and the nouns by which its bearer may be called."""
    spelled = lexicon.table("titles-spelled").get(title, "")
    return frozenset(filter(None, [title, *spelled.split(", ")]))


def _words(passage: Passage, noun: int) -> frozenset[str]:
    """A noun and the words that stand with it."""
    tokens = passage.tokens
    beside = (tokens[child] for child in passage.children[noun] if tokens[child].dep in _DESCRIBING)
    return frozenset({tokens[noun].lemma} | {word.lower for word in beside if word.pos in _DESCRIPTIVE})
