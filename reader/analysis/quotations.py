"""Quotations: which marked stretches are speech, of which kind, and how they continue one another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reader.analysis import grammar, reported
from reader.analysis.attribution import Attribution
from reader.analysis.findings import QuotationKind
from reader.analysis.marks import SINGLE
from reader.analysis.parse import Passage
from reader.analysis.scene import Scene
from reader.analysis.speakers import attribute, introduction

_WORD = re.compile(r"\w[\w'’-]*")
_NAME_BEFORE = re.compile(r"[A-Z][\w.]* $")
_NAME_AFTER = re.compile(r" [A-Z]")

# Measured on annotated news articles: see `_is_speech`.
_MOST_TITLE_WORDS = 6
_TITLE_SHARE = 0.7
_FEW_WORDS = 4

# Scores of cues: above the first a cue is surely meant for its stretch, below the second hardly.
_CLOSE = 2.2
_WEAK = 0.4

_SURE_RULES = frozenset({"cue", "same paragraph", "introduction", "colon", "dash"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation whose speaker has no name yet.

    Attributes:
        start: The first offset in the document, in code points.
        end: The offset after the last character.
        kind: Direct, mixed or indirect.
        attribution: Who says it, by which word and rule.
    """

    start: int
    end: int
    kind: QuotationKind
    attribution: Attribution


class Transcript:
    """What is said in a document, collected passage by passage in reading order.

    Attributes:
        marked: The ranges of offsets between quotation marks.
        titles: Those of them that are titles of works.
        subjects: The first offsets of the subjects outside them, with how prominent each is, up to 1.
    """

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._single: set[Draft] = set()
        self.marked: list[tuple[int, int]] = []
        self.titles: list[tuple[int, int]] = []
        self.subjects: dict[int, float] = {}
        self._last: Draft | None = None
        self._quiet = 0
        self._introduced: Attribution | None = None
        self._open: Draft | None = None

    def hear(self, passage: Passage) -> None:
        """Adds what is said in the next passage."""
        scene = Scene.of(passage)
        spoken = [self._draft(scene, number) for number in range(len(scene.stretches))]
        if self._open and spoken and spoken[0] and not passage.text[: scene.stretches[0].start].strip():
            self._drafts.remove(self._open)
            spoken[0] = _joined(self._open, spoken[0])
        self._open = spoken[-1] if spoken and not scene.stretches[-1].closed else None
        clauses = [Draft(start, end, "indirect", found) for start, end, found in reported.clauses(scene)]
        drafts = [*filter(None, spoken), *clauses]
        self._drafts.extend(sorted(drafts, key=lambda draft: (draft.start, draft.end)))
        self._quiet = 0 if spoken else self._quiet + 1
        self._introduced = introduction(scene)
        self._observe(scene)

    def _observe(self, scene: Scene) -> None:
        """Keeps what finding a pronoun's person needs: the marked ranges, and the subjects outside them."""
        passage = scene.passage
        self.marked.extend((passage.start + s.start, passage.start + s.end) for s in scene.stretches)
        self.subjects.update(
            (passage.tokens[index].start, prominence)
            for index, prominence in grammar.subjects(passage)
            if index not in scene.quoted
        )

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The quotations in reading order.

        A text has one sort of outer marks: where double ones prevail, single ones hold titles and words.
        """
        marked = sum(draft.kind != "indirect" for draft in self._drafts)
        if 2 * len(self._single) > marked:
            return tuple(self._drafts)
        return tuple(draft for draft in self._drafts if draft not in self._single)

    def _draft(self, scene: Scene, number: int) -> Draft | None:
        """One stretch as a quotation, or None where it is no speech."""
        passage, stretch = scene.passage, scene.stretches[number]
        found = self._continued(scene, number, attribute(scene, number))
        if not _is_speech(scene, number, found):
            if _is_title(scene, number):
                self.titles.append((passage.start + stretch.start, passage.start + stretch.end))
            return None
        draft = Draft(passage.start + stretch.start, passage.start + stretch.end, _kind(scene, number), found)
        if stretch.mark in SINGLE:
            self._single.add(draft)
        if found.speaker and found.rule != "governor":
            self._last = draft
        return draft

    def _continued(self, scene: Scene, number: int, found: Attribution) -> Attribution:
        """The attribution of a stretch, or that of the quotation which it goes on with."""
        passage, stretch = scene.passage, scene.stretches[number]
        opens = not passage.text[: stretch.start].strip()
        if opens and self._introduced and (found.rule != "cue" or found.score < _CLOSE):
            return self._introduced
        if self._last is None:
            return found
        before = self._last.attribution
        if self._last.start >= passage.start:
            behind = found.cue is not None and found.cue[0] < self._last.start
            same_sentence = passage.slice(self._last.end, passage.start + stretch.start).count(".") <= 1
            if found.rule not in ("cue", "colon") or (found.score < _WEAK and behind and same_sentence):
                return replace(before, rule="same paragraph")
        if found.speaker is None and opens and self._quiet == 0:
            return replace(before, rule="next paragraph")
        return found


def _joined(first: Draft, last: Draft) -> Draft:
    """A quotation that was left open at a paragraph's end, with what goes on in the next one."""
    told = last.attribution if last.attribution.rule == "cue" else first.attribution
    if first.attribution.rule == "cue" or last.attribution.speaker is None:
        told = first.attribution
    return Draft(first.start, last.end, first.kind, told)


def _is_speech(scene: Scene, number: int, found: Attribution) -> bool:
    """Whether a stretch is what somebody says, rather than a title, a nickname or a word in scare quotes.

    Of stretches of up to four words a fifth are no speech in the news, of longer ones hardly any: short
    ones need a cue, and what is written like a title a close one. A paragraph wholly in marks is speech.
    """
    inner = scene.inner(number)
    words = _WORD.findall(inner)
    if not words:
        return False
    exclaims = inner.endswith(("?", "!"))
    if _titled(words) and not exclaims:
        return found.rule == "cue" and found.score > _CLOSE
    if len(words) <= _FEW_WORDS and not exclaims:
        return found.rule in _SURE_RULES
    stretch, text = scene.stretches[number], scene.passage.text
    whole = not (text[: stretch.start] + text[stretch.end :]).strip()
    return found.rule is not None or len(words) > _MOST_TITLE_WORDS or exclaims or whole


def _titled(words: list[str]) -> bool:
    """Whether words are written like a title."""
    capitals = sum(word[0].isupper() for word in words)
    return len(words) <= _MOST_TITLE_WORDS and capitals >= _TITLE_SHARE * len(words)


def _is_title(scene: Scene, number: int) -> bool:
    """Whether a stretch that is no speech is the title of a work, and no nickname within a name."""
    text, stretch = scene.passage.text, scene.stretches[number]
    words = _WORD.findall(scene.inner(number))
    within_name = _NAME_BEFORE.search(text[: stretch.start]) and _NAME_AFTER.match(text[stretch.end :])
    return bool(words) and stretch.closed and _titled(words) and words[0][0].isupper() and not within_name


def _kind(scene: Scene, number: int) -> QuotationKind:
    """Direct where a stretch stands as a sentence of its own, mixed where it is part of the writer's."""
    text, stretch = scene.passage.text, scene.stretches[number]
    before = text[: stretch.start].rstrip()
    if not before or before[-1] in '.!?:”"»’)':
        return "direct"
    if before[-1] in ",;—–" and (scene.inner(number)[:1].isupper() or number):
        return "direct"
    return "mixed"
