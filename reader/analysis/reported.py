"""Reported statements without marks: `X said that …`, `X vowed to …`, `according to X, …`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reader.analysis import grammar, labels
from reader.analysis.attribution import Attribution, can_speak, counts_people, phrase_at
from reader.analysis.cues import doer
from reader.analysis.cuewords import Frame, cue_verb, is_cue_noun
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene

FIRST_AND_SECOND = frozenset({"i", "you", "we"})
MODALS = frozenset({"can", "could", "may", "might", "must", "should", "would"})

CONFIDENCE = 0.93
"""How often the speaker of a reported clause is right, measured on annotated news articles."""

# A clause has at least so many words; an infinitive or a noun phrase may be shorter.
_SHORTEST = 3
_SHORTEST_PHRASE = 2
_LONGEST_INSERTION = 6
_LOOSE = frozenset({"that", "and", "but", "or", "while", "though", "although", "as"})
_BREAKS = frozenset({";", ":"})
_EDGES = frozenset({",", "–", "—", "-", "--"})
_CONTRASTS = frozenset({"while", "whereas", "though", "although"})
_OBJECTS = ("dobj", "dative")
_OPENING = {"”": "“", "»": "«", '"': '"', ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Clause:
    """What somebody says, in the writer's words.

    Attributes:
        tokens: Its tokens, without the reporting words.
        attribution: Who says it, and by which word.
    """

    tokens: range
    attribution: Attribution


def clauses(scene: Scene) -> tuple[Clause, ...]:
    """The reported clauses of a passage, in reading order.

    A clause within another one is a part of what that one reports, and left out. Those with marked words
    are among them.
    """
    outer: list[Clause] = []
    for clause in sorted(_all_clauses(scene), key=lambda clause: -len(clause.tokens)):
        first, stop = clause.tokens.start, clause.tokens.stop
        if not any(other.tokens.start <= first and stop <= other.tokens.stop for other in outer):
            outer.append(clause)
    return tuple(sorted(outer, key=lambda clause: clause.tokens.start))


def _all_clauses(scene: Scene) -> Iterator[Clause]:
    passage = scene.passage
    if headline := labels.headline(passage):
        yield Clause(_trimmed(passage, passage.between(headline[0], passage.end)), headline[1])
    for index in range(len(passage.tokens)):
        if index in scene.quoted or not (found := _reported_by(scene, index)):
            continue
        head, reach, last = found
        clause = _trimmed(passage, reach)
        clausal = any(passage.tokens[word].dep in grammar.SUBJECTS for word in clause)
        if len(clause) < (_SHORTEST if clausal else _SHORTEST_PHRASE) or head in clause:
            continue
        cue = passage.tokens[index].start, passage.tokens[last].end
        yield Clause(clause, Attribution(phrase_at(passage, head), cue, "clause", CONFIDENCE))


def _reported_by(scene: Scene, index: int) -> tuple[int, range, int] | None:
    """What a word reports: the speaker's head word, the tokens reported, the cue's last token."""
    passage = scene.passage
    token = passage.tokens[index]
    if token.lower == "according":
        return _according(scene, index)
    if is_cue_noun(token):
        return _of_noun(scene, index)
    verb = cue_verb(token)
    if verb is None or not verb.frames or _is_unreal(passage, index):
        return None
    head = doer(scene, index)
    if head is None or passage.tokens[head].lower in FIRST_AND_SECOND:
        return None
    if not (can_speak(passage, head) or counts_people(passage, head)):
        return None
    lifeless = passage.tokens[head].lower in grammar.INANIMATE
    frames = (frame for frame in verb.frames if frame == "that" or not lifeless)
    found = (_FRAMES[frame](passage, index) for frame in frames)
    reach = next(filter(None, found), None)
    if reach is None and verb.kind == "speech":
        reach = _round_insertion(scene, index, head)
    return (head, reach, index) if reach else None


def _is_unreal(passage: Passage, verb: int) -> bool:
    """Whether a verb tells of what is not said, or not by whom: "could claim", "was said"."""
    around = [passage.tokens[child] for child in passage.children[verb]]
    if any(token.dep == "neg" or (token.dep == "aux" and token.lower in MODALS) for token in around):
        return True
    return any(token.dep == "nsubjpass" for token in around) and grammar.agent(passage, verb) is None


def _that(passage: Passage, verb: int) -> range | None:
    """`said that [it would rain]`; `[it would rain], he said`."""
    clauses = (child for child in passage.children[verb] if passage.tokens[child].dep == "ccomp")
    gerunds = (child for child in passage.children[verb] if _is_gerund(passage, child))
    clause = next(clauses, None) or next(gerunds, None)
    if clause is None:
        return None
    reach = passage.subtree(clause)
    if verb in reach:
        subjects = (
            child for child in passage.children[verb] if passage.tokens[child].dep in grammar.SUBJECTS
        )
        told = min((passage.subtree(child).start for child in subjects), default=verb)
        left, right = range(reach.start, min(verb, told)), range(verb + 1, reach.stop)
        reach = max(left, right, key=len)
    return _unbroken(passage, reach) if reach.stop <= verb else reach


def _is_gerund(passage: Passage, word: int) -> bool:
    """Whether a word is a verb as in `suggested [leaving]`."""
    token = passage.tokens[word]
    return token.dep == "xcomp" and token.pos == "VERB" and token.text.endswith("ing")


def _to(passage: Passage, verb: int) -> range | None:
    """`vowed [to leave]`."""
    if _object(passage, verb) is None and (infinitive := _infinitive(passage, verb)) is not None:
        return passage.subtree(infinitive)
    return None


def _them_to(passage: Passage, verb: int) -> range | None:
    """`urged [them to leave]`, `called on them [to leave]`."""
    infinitive, asked = _infinitive(passage, verb), _object(passage, verb)
    if infinitive is None:
        return None
    reach = passage.subtree(infinitive)
    if asked is None:
        return reach if _preposition(passage, verb, "on") is not None else None
    return range(min(reach.start, passage.subtree(asked).start), reach.stop)


def _them_with(preposition: str) -> Callable[[Passage, int], range | None]:
    """`described [them as heroes]`, `accused [them of cowardice]`."""

    def frame(passage: Passage, verb: int) -> range | None:
        meant = _object(passage, verb)
        if meant is None:
            return None
        told = _preposition(passage, verb, preposition)
        if told is None:  # the parse may tie "of lying" to the mayor who is accused of it
            told = _preposition(passage, meant, preposition)
            told = told if told is not None and _holds_gerund(passage, told) else None
        if told is None or told < meant:
            return None
        return range(passage.subtree(meant).start, passage.subtree(told).stop)

    return frame


def _after(preposition: str) -> Callable[[Passage, int], range | None]:
    """`called for [a vote]`, `complained about [the delay]`."""

    def frame(passage: Passage, verb: int) -> range | None:
        told = _preposition(passage, verb, preposition)
        return None if told is None else range(told + 1, passage.subtree(told).stop)

    return frame


def _thing(passage: Passage, verb: int) -> range | None:
    """`announced [a vote]`."""
    meant = _object(passage, verb)
    return None if meant is None else passage.subtree(meant)


_FRAMES: Mapping[Frame, Callable[[Passage, int], range | None]] = {
    "that": _that,
    "to": _to,
    "them-to": _them_to,
    "them-as": _them_with("as"),
    "them-of": _them_with("of"),
    "them-for": _them_with("for"),
    "for": _after("for"),
    "about": _after("about"),
    "thing": _thing,
}


def _object(passage: Passage, verb: int) -> int | None:
    """The first object after a verb."""
    after = (child for child in passage.children[verb] if child > verb)
    return next((child for child in after if passage.tokens[child].dep in _OBJECTS), None)


def _infinitive(passage: Passage, verb: int) -> int | None:
    """The infinitive with "to" that depends on a verb before it."""
    for child in passage.children[verb]:
        if child > verb and passage.tokens[child].dep in ("xcomp", "ccomp"):
            marks = (passage.tokens[word] for word in passage.children[child])
            if any(mark.lower == "to" and mark.pos == "PART" for mark in marks):
                return child
    return None


def _preposition(passage: Passage, verb: int, preposition: str) -> int | None:
    """A preposition that depends on a verb before it."""
    after = (child for child in passage.children[verb] if child > verb)
    prepositions = (child for child in after if passage.tokens[child].dep == "prep")
    return next((child for child in prepositions if passage.tokens[child].lower == preposition), None)


def _holds_gerund(passage: Passage, preposition: int) -> bool:
    return any(passage.tokens[child].dep == "pcomp" for child in passage.children[preposition])


def _round_insertion(scene: Scene, verb: int, head: int) -> range | None:
    """`[The plan], he argues, [will save the valley]`: the longer part, whatever the parse makes of it."""
    passage = scene.passage
    tokens, sentence = passage.tokens, passage.sentence_of(verb)
    phrase = grammar.phrase(passage, head)
    first, stop = min(phrase.start, verb), max(phrase.stop, verb + 1)
    if first <= sentence.start or tokens[first - 1].text not in _EDGES:
        return None
    ends = range(stop, min(stop + _LONGEST_INSERTION, sentence.stop))
    end = next((index for index in ends if tokens[index].pos == "PUNCT"), None)
    if end is None or any(tokens[index].pos in ("VERB", "AUX") for index in range(stop, end)):
        return None
    before, after = _unbroken(passage, range(sentence.start, first)), range(end, sentence.stop)
    if tokens[end].text in _EDGES:
        return max(before, after, key=len)
    return before if end == sentence.stop - 1 else None


def _of_noun(scene: Scene, noun: int) -> tuple[int, range, int] | None:
    """`X's claim that [it would rain]`."""
    passage = scene.passage
    tokens = passage.tokens
    owner = next((child for child in passage.children[noun] if tokens[child].dep == "poss"), None)
    if owner is None or owner in scene.quoted or tokens[owner].lower in ("my", "our", "your"):
        return None
    for child in passage.children[noun]:
        reach = passage.subtree(child)
        if tokens[child].dep in ("acl", "ccomp") and tokens[reach.start].lower == "that":
            return owner, reach, noun
    return None


def _according(scene: Scene, index: int) -> tuple[int, range, int] | None:
    """`according to X, [it will rain]`: the longer part of the sentence before it and after it."""
    passage = scene.passage
    tokens = passage.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].lower != "to":
        return None
    head = grammar.object_of(passage, index + 1)
    if head is None or head in scene.quoted or not can_speak(passage, head):
        return None
    sentence = passage.sentence_of(index)
    before = _unbroken(passage, range(sentence.start, index))
    after = range(max(passage.subtree(head).stop, head + 1), sentence.stop)
    return head, max(before, after, key=len), index + 1


def _unbroken(passage: Passage, clause: range) -> range:
    """The part of a clause after its last semicolon or colon."""
    breaks = [index for index in clause if passage.tokens[index].text in _BREAKS]
    return range(breaks[-1] + 1, clause.stop) if breaks else clause


def _trimmed(passage: Passage, clause: range) -> range:
    """A clause without what goes on telling of the speaker, and the signs and joining words at its ends."""
    tokens = passage.tokens
    first = clause.start
    last = next((index for index in clause if index > first and _goes_on(passage, index)), clause.stop)
    while first < last and (tokens[first].pos == "PUNCT" or tokens[first].lower == "that"):
        first += 1
    while last > first and (tokens[last - 1].pos == "PUNCT" or tokens[last - 1].lower in _LOOSE):
        last -= 1
    while last < clause.stop and _closes(passage, range(first, last)):
        last += 1
    return range(first, last)


def _closes(passage: Passage, clause: range) -> bool:
    """Whether the sign after a clause closes what is open at its end: a mark, a bracket."""
    opening = _OPENING.get(passage.tokens[clause.stop].text)
    texts = [passage.tokens[index].text for index in clause]
    closing = passage.tokens[clause.stop].text
    if opening == closing:
        return texts.count(closing) % 2 == 1
    return opening is not None and texts.count(opening) > texts.count(closing)


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether something else is told from a token on: ", adding …", "and urged …", ", with X saying …".

    The parse often takes it for a part of what is said.
    """
    tokens = passage.tokens
    token, before = tokens[index], tokens[index - 1]
    if before.text == "," and token.dep == "advcl" and token.text.endswith("ing"):
        return token.head < index
    if before.text == "," and token.lower in _CONTRASTS and token.dep == "mark":
        return cue_verb(tokens[token.head]) is not None
    if before.text == "," and token.lower == "with":
        return any(cue_verb(tokens[word]) for word in passage.subtree(index))
    if token.dep != "cc" or index + 1 >= len(tokens):
        return False
    verb = cue_verb(tokens[index + 1])
    return verb is not None and verb.kind in ("speech", "claim") and tokens[index + 1].dep == "conj"


def governed(scene: Scene, number: int, cue: tuple[int, int]) -> range | None:
    """What a verb before a marked stretch governs: from its object up to the end of what holds the stretch.

    In `called him “a failure” yesterday` it is `him “a failure”`.
    """
    passage, stretch = scene.passage, scene.ranges[number]
    verb = passage.between(*cue).start
    if verb >= stretch.start or passage.sentence_of(verb) != passage.sentence_of(stretch.start):
        return None
    parts = [child for child in passage.children[verb] if child > verb]
    holder = next((part for part in parts if _overlap(passage.subtree(part), stretch)), None)
    if holder is None:
        return None
    reach = passage.subtree(holder)
    first = max(verb, reach.start) + (1 if passage.tokens[holder].dep == "prep" else 0)
    if passage.tokens[holder].dep != "ccomp":
        objects = (part for part in parts if part < holder and passage.tokens[part].dep in ("dobj", "nsubj"))
        first = min([first, *(passage.subtree(part).start for part in objects)])
    return _trimmed(passage, range(max(first, verb + 1), max(reach.stop, stretch.stop)))


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
