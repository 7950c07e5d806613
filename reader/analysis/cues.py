"""Words of speaking near a marked stretch, each with its speaker and a score.

The score adds up what the place of a word and the parse tell. Its weights are
set by hand on annotated news articles.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.analysis import grammar, lexicon
from reader.analysis.attribution import Attribution, can_speak, is_lifeless, phrase_at
from reader.analysis.scene import Scene

CLASS_PENALTY = {"speech": 0.0, "claim": 0.5, "judgement": 1.6, "thought": 2.6}
"""What the classes of `cue-verbs` cost: the less a verb is one of saying, the more."""

# The weights of the score: what a kind of cue costs, what its place earns or costs.
_NOUN_PENALTY = 1.4
_INANIMATE_PENALTY = 0.5
_REPORTED_PENALTY = 2.0
_TIED = 3.0
_ADJACENT = 0.8
_AFTER_COMMA = 0.5
_PER_WORD = 0.05
_PER_QUOTED_WORD = 0.1
_OTHER_SENTENCE = 2.0

# How many tokens a noun may stand before its stretch, and a speaker after its verb.
_FARTHEST_NOUN = 8
_INVERTED_REACH = 4


def candidates(scene: Scene, number: int) -> Iterator[Attribution]:
    """Every word that may tell who says a stretch, with its speaker and its score.

    Args:
        scene: The passage.
        number: Which of its stretches.
    """
    passage, tied = scene.passage, _tied(scene, number)
    for index in _window(scene, number):
        if index in scene.quoted:
            continue
        head, penalty = _speaker(scene, number, index)
        if head is None or not can_speak(passage, head) or _holds_marks(scene, head):
            continue
        if not grammar.is_animate(passage, head) or is_lifeless(passage, head):
            penalty += _INANIMATE_PENALTY
        score = _fit(scene, number, index) + (_TIED if index in tied else 0.0) - penalty
        token = passage.tokens[index]
        yield Attribution(phrase_at(passage, head), (token.start, token.end), "cue", score)


def _holds_marks(scene: Scene, head: int) -> bool:
    """Whether a speaker's phrase has marked words in it: then it is what the words are about."""
    return any(index in scene.quoted for index in grammar.phrase(scene.passage, head))


def verb_speaker(scene: Scene, verb: int) -> int | None:
    """Whom a verb of speaking names: its subject, else the noun that follows it ("said X")."""
    passage = scene.passage
    if (found := doer(scene, verb)) is not None:
        return found
    for index in range(verb + 1, min(verb + 1 + _INVERTED_REACH, len(passage.tokens))):
        token = passage.tokens[index]
        if index in scene.quoted or token.pos == "PUNCT":
            return None
        if token.pos in ("PROPN", "PRON") or (token.pos == "NOUN" and token.dep in ("dobj", "attr", "nsubj")):
            return index
    return None


def doer(scene: Scene, verb: int) -> int | None:
    """The subject of a verb of speaking.

    Where a participle's would be a thing, the parse has tied it to the wrong
    verb, and the nearest subject before it that may be a person is meant:
    "the attack failed, though X played it down, saying …".
    """
    passage = scene.passage
    found = grammar.subject(passage, verb, scene.quoted)
    if found is None:
        return None
    loose = passage.tokens[verb].dep == "advcl" and found not in passage.children[verb]
    if loose and not grammar.is_animate(passage, found):
        for index in range(verb - 1, passage.sentence_of(verb).start, -1):
            if passage.tokens[index].dep == "nsubj" and index not in scene.quoted:
                return index if grammar.is_animate(passage, index) else found
    return grammar.before_bracket(passage, found)


def _speaker(scene: Scene, number: int, index: int) -> tuple[int | None, float]:
    """The speaker's head word if a token is a cue, and what kind of cue it is costs."""
    passage, stretch = scene.passage, scene.ranges[number]
    token = passage.tokens[index]
    verbs = lexicon.table("cue-verbs")
    if token.pos in ("VERB", "AUX") and token.lemma in verbs:
        head = _named_after(scene, number, index) or verb_speaker(scene, index)
        penalty = CLASS_PENALTY[verbs[token.lemma]]
        if head is not None and _is_reported(scene, index, head):
            penalty += _REPORTED_PENALTY
        return head, penalty
    if token.lower == "according" and index + 1 < len(passage.tokens):
        return grammar.object_of(passage, index + 1), 0.0
    near = 0 < stretch.start - index <= _FARTHEST_NOUN
    if near and token.pos == "NOUN" and token.lemma in lexicon.words("cue-nouns"):
        owners = (child for child in passage.children[index] if passage.tokens[child].dep == "poss")
        return next(owners, None), _NOUN_PENALTY
    return None, 0.0


def _named_after(scene: Scene, number: int, verb: int) -> int | None:
    """The doer of a passive verb that "by" names behind the stretch: "was called “…” by X"."""
    passage, stop = scene.passage, scene.ranges[number].stop
    passive = any(passage.tokens[child].dep == "nsubjpass" for child in passage.children[verb])
    if passive and stop < len(passage.tokens) and passage.tokens[stop].lower == "by":
        return grammar.object_of(passage, stop)
    return None


def _is_reported(scene: Scene, verb: int, head: int) -> bool:
    """Whether a verb with a pronoun as its subject is itself reported: "X said he wants …"."""
    tokens = scene.passage.tokens
    if tokens[head].pos != "PRON":
        return False
    verbs = lexicon.table("cue-verbs")
    below = verb
    for above in scene.passage.ancestors(verb):
        if tokens[below].dep == "ccomp" and above not in scene.quoted:
            return verbs.get(tokens[above].lemma) in ("speech", "claim")
        below = above
    return False


def _window(scene: Scene, number: int) -> range:
    """The tokens among which a stretch's cue may stand: its sentences, and those that run on from them."""
    passage, stretch = scene.passage, scene.ranges[number]
    words = passage.tokens
    first = passage.sentence_of(stretch.start).start
    last = passage.sentence_of(stretch.stop - 1).stop
    at_end = last < len(words) and stretch.stop >= last - 1
    if at_end and (scene.inner(number)[-1:] in (",", "?", "!") or words[last].text[0].islower()):
        last = passage.sentence_of(last).stop
    if first > 0 and stretch.start <= first + 1 and words[first - 1].text in (":", ","):
        first = passage.sentence_of(first - 1).start
    return range(first, last)


def _tied(scene: Scene, number: int) -> frozenset[int]:
    """The tokens outside all marks that the parse ties to a stretch.

    These are the heads of its words, the two words above its root, and verbs
    in whose reported clause it lies.
    """
    passage, stretch = scene.passage, scene.ranges[number]
    tied = {passage.tokens[index].head for index in stretch}
    root = min(stretch, key=lambda index: sum(1 for _ in passage.ancestors(index)))
    below = root
    for height, above in enumerate(passage.ancestors(root)):
        if height < 2 or passage.tokens[below].dep == "ccomp":
            tied.add(above)
        below = above
    return frozenset(tied) - scene.quoted


def _fit(scene: Scene, number: int, cue: int) -> float:
    """How well a cue's place fits a stretch."""
    passage, stretch = scene.passage, scene.ranges[number]
    words, ending = passage.tokens, scene.inner(number)[-1:]
    before = cue < stretch.start
    gap = range(cue + 1, stretch.start) if before else range(stretch.stop, cue)
    quoted = sum(1 for index in gap if index in scene.quoted)
    score = _ADJACENT - _PER_WORD * (len(gap) + 1) - _PER_QUOTED_WORD * quoted
    if not before:
        return score + (_AFTER_COMMA if ending in (",", "?", "!") else 0.0)
    if words[stretch.start - 1].text in (",", ":"):
        score += _ADJACENT
    if ending == "," and passage.sentence_of(cue) != passage.sentence_of(stretch.start):
        score -= _OTHER_SENTENCE
    return score
