"""Questions to a parse: who is the subject of a verb, and how far does its phrase reach."""

from __future__ import annotations

from collections.abc import Container

from reader.analysis import lexicon
from reader.analysis.parse import Passage

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
INANIMATE = frozenset({"it", "this", "that", "which", "there", "these", "those", "what"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})

_CLIMB = frozenset({"conj", "advcl", "xcomp", "ccomp", "pcomp", "prep", "dep", "parataxis", "aux"})
_VERBAL = frozenset({"VERB", "AUX", "ADP", "SCONJ"})
_NOT_LEADING = frozenset({"cc", "mark", "advmod", "punct", "preconj", "case"})
_LONGEST_CLIMB = 4
_LONGEST_PHRASE = 14


def subject(passage: Passage, verb: int, quoted: Container[int], *, climbed: int = 0) -> int | None:
    """The token that names who does what a verb tells.

    A passive verb's doer is its agent ("by X"). A participle, a conjunct or an
    infinitive without a subject of its own takes that of the verb above it.

    Args:
        passage: The parse.
        verb: The verb's index.
        quoted: Indices of tokens between quotation marks: never a subject.
        climbed: How many verbs have been climbed already.

    Returns:
        The index of the subject's head word, or None.
    """
    tokens = passage.tokens
    token = tokens[verb]
    for child in passage.children[verb]:
        if tokens[child].dep in SUBJECTS and child not in quoted:
            if tokens[child].dep == "nsubjpass" and (doer := agent(passage, verb)) is not None:
                return doer
            return child
    if token.head == verb or token.head in quoted:
        return None
    above = tokens[token.head]
    if token.dep in ("acl", "relcl") and above.pos in NOMINAL:
        return _sender(passage, token.head, quoted) or token.head
    if token.dep in _CLIMB and above.pos in _VERBAL and climbed < _LONGEST_CLIMB:
        return subject(passage, token.head, quoted, climbed=climbed + 1)
    return None


def _sender(passage: Passage, noun: int, quoted: Container[int]) -> int | None:
    """Who sends what is no person: in "X issued a statement saying" it is X."""
    token = passage.tokens[noun]
    if token.pos != "NOUN" or is_animate(passage, noun) or token.dep not in ("dobj", "pobj"):
        return None
    verb = next((index for index in passage.ancestors(noun) if passage.tokens[index].pos == "VERB"), None)
    if verb is None or verb in quoted:
        return None
    found = subject(passage, verb, quoted)
    return found if found is not None and is_animate(passage, found) else None


def is_animate(passage: Passage, word: int) -> bool:
    """Whether a word may name a person or a body of people, as far as lists tell."""
    token = passage.tokens[word]
    if token.pos == "NOUN":
        return token.lemma in lexicon.words("roles")
    return token.lower not in INANIMATE


def antecedent(passage: Passage, word: int) -> int:
    """The noun that a relative pronoun stands for; any other word stands for itself."""
    token = passage.tokens[word]
    if token.lower in RELATIVES and token.dep in SUBJECTS:
        verb = passage.tokens[token.head]
        if verb.dep == "relcl":
            return verb.head
    return word


def agent(passage: Passage, verb: int) -> int | None:
    """The doer that a passive verb names with "by"."""
    for child in passage.children[verb]:
        if passage.tokens[child].dep == "agent":
            return object_of(passage, child)
    return None


def object_of(passage: Passage, preposition: int) -> int | None:
    """The head word of a preposition's object."""
    return next(
        (child for child in passage.children[preposition] if passage.tokens[child].dep in ("pobj", "pcomp")),
        None,
    )


def before_bracket(passage: Passage, word: int) -> int:
    """The word before the bracket in which a word stands; any other word as it is."""
    tokens = passage.tokens
    for index in range(word - 1, max(-1, word - 4), -1):
        if tokens[index].text == ")":
            break
        if tokens[index].text == "(" and index:
            return index - 1
    return word


def phrase(passage: Passage, head: int) -> range:
    """The tokens of the noun phrase round its head word.

    What stands before the head belongs to it; after it only "of …" does:
    appositions and relative clauses do not.
    """
    tokens = passage.tokens
    first, last = passage.subtree(head).start, head
    for child in passage.children[head]:
        if child > head and tokens[child].dep in ("flat", "compound"):
            last = max(last, child)
        elif child == last + 1 and tokens[child].dep == "prep" and tokens[child].lower == "of":
            last = max(last, passage.subtree(child).stop - 1)
    if last + 1 - first > _LONGEST_PHRASE:
        first, last = max(first, head - 6), min(last, head + 7)
    while first < head and (tokens[first].dep in _NOT_LEADING or tokens[first].pos == "PUNCT"):
        first += 1
    for name in passage.names:
        if name.kind == "person" and name.start < tokens[head].end and tokens[head].start < name.end:
            covered = passage.between(name.start, name.end)
            first, last = min(first, covered.start), max(last, covered.stop - 1)
    while last > head and tokens[last].lower in ("'s", "’s", "'", "’"):
        last -= 1
    return range(first, last + 1)
