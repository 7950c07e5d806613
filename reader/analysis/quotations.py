"""Quotations: what is said in a document, between marks and in the writer's words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.analysis import reported, speech
from reader.analysis.attribution import Attribution
from reader.analysis.dashes import find_dashed
from reader.analysis.findings import QuotationKind
from reader.analysis.labels import Labels
from reader.analysis.marks import SINGLE
from reader.analysis.parse import Passage
from reader.analysis.reported import Clause
from reader.analysis.scene import Scene
from reader.analysis.speakers import Context, Said, choose, introduction, signature


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation whose speaker has no name yet.

    Attributes:
        start: The first offset in the document, in code points.
        end: The offset after the last character.
        kind: Direct, mixed or indirect.
        attribution: Who says it, by which word and rule.
        clause: Where a mixed one is a part of a reported clause: the range of offsets of the clause.
    """

    start: int
    end: int
    kind: QuotationKind
    attribution: Attribution
    clause: tuple[int, int] | None = None


class Transcript:
    """What is said in a document, collected passage by passage in reading order.

    Attributes:
        titles: Titles of works between quotation marks, as ranges of offsets.
    """

    def __init__(self) -> None:
        self._drafts: list[Draft] = []
        self._single: set[int] = set()
        self.titles: list[tuple[int, int]] = []
        self._labels = Labels()
        self._context = Context()
        self._open: Draft | None = None
        self._last: Draft | None = None
        self._dashed = False

    def hear(self, passage: Passage) -> Scene:
        """Adds what is said in the next passage.

        Returns:
            The passage with what stands between marks in it, or after a dash.
        """
        self._labels.hear(passage)
        if self._last and (signed := signature(passage)):
            self._sign(self._last, signed)
            return Scene.of(passage)
        scene = self._scene(passage)
        clauses = reported.clauses(scene)
        drafts = [self._draft(scene, number, clauses) for number in range(len(scene.stretches))]
        if self._open and drafts and drafts[0] and scene.opens(0):
            self._drafts.remove(self._open)
            drafts[0] = _joined(self._open, drafts[0])
        last = drafts[-1] if drafts else None
        goes_on = last and last.kind == "direct" and not scene.stretches[-1].closed
        self._open = last if goes_on else None
        self._last = last if last and last.end == passage.end else None
        found = [*filter(None, drafts), *_unmarked(scene, drafts, clauses)]
        self._drafts.extend(sorted(found, key=lambda draft: (draft.start, draft.end)))
        self._context = Context(self._context.last, bool(drafts), introduction(scene))
        return scene

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The quotations in reading order.

        A text has one sort of outer marks: where double ones prevail, single ones hold titles and words.
        """
        drafts = self._drafts
        if 2 * len(self._single) <= sum(draft.kind != "indirect" for draft in drafts):
            drafts = [draft for draft in drafts if draft.start not in self._single]
        turns = [Draft(start, end, "indirect", found) for start, end, found in self._labels.turns()]
        starts = [turn.start for turn in turns]
        places = (bisect_right(starts, draft.start) - 1 for draft in drafts)
        outside = [
            draft
            for draft, place in zip(drafts, places, strict=True)
            if place < 0 or draft.start >= turns[place].end
        ]
        return tuple(sorted((*turns, *outside), key=lambda draft: (draft.start, draft.end)))

    def _scene(self, passage: Passage) -> Scene:
        """A passage with what is said in it: between marks, else after a dash."""
        scene = Scene.of(passage)
        dashed = () if scene.stretches else find_dashed(passage, goes_on=self._dashed)
        self._dashed = bool(dashed)
        return Scene(passage, dashed) if dashed else scene

    def _sign(self, draft: Draft, signed: Attribution) -> None:
        """Gives a quotation the speaker whose name stands under it, unless it has a surer one."""
        if draft.attribution.confidence < signed.confidence:
            self._drafts[self._drafts.index(draft)] = replace(draft, attribution=signed)
        self._last = None

    def _draft(self, scene: Scene, number: int, clauses: Sequence[Clause]) -> Draft | None:
        """One stretch as a quotation, or None where it is no speech."""
        stretch, base = scene.stretches[number], scene.passage.start
        start, end = base + stretch.start, base + stretch.end
        choice = choose(scene, number, self._context)
        if not speech.is_speech(scene, number, choice):
            if speech.is_title(scene, number):
                self.titles.append((start, end))
            return None
        if stretch.mark in SINGLE:
            self._single.add(start)
        found, form = choice.attribution, scene.form(number)
        if found.speaker and found.rule != "governor":
            self._context = replace(self._context, last=Said(start, end, form, found))
        if form == "direct":
            return Draft(start, end, form, found)
        around = _clause_round(scene, number, clauses)
        if around and found.speaker and around.attribution.speaker == found.speaker:
            found = replace(found, cue=around.attribution.cue)
        tokens = around.tokens if around else _governed(scene, number, found)
        return Draft(start, end, form, found, _widened(scene, number, tokens) if tokens else None)


def _unmarked(scene: Scene, drafts: Sequence[Draft | None], clauses: Sequence[Clause]) -> Iterator[Draft]:
    """The reported clauses in which no quotation stands."""
    spoken = frozenset(
        index for tokens, draft in zip(scene.ranges, drafts, strict=True) if draft for index in tokens
    )
    for clause in clauses:
        if spoken.isdisjoint(clause.tokens):
            yield Draft(*_offsets(scene.passage, clause.tokens), "indirect", clause.attribution)


def _clause_round(scene: Scene, number: int, clauses: Sequence[Clause]) -> Clause | None:
    """The reported clause in which a marked stretch stands."""
    stretch = scene.ranges[number]
    middle = stretch[len(stretch) // 2]
    return next((clause for clause in clauses if middle in clause.tokens), None)


def _governed(scene: Scene, number: int, found: Attribution) -> range | None:
    """What the verb governs that tells who says a stretch, where it is one of the same passage."""
    if found.rule == "cue" and found.cue and found.cue[0] >= scene.passage.start:
        return reported.governed(scene, number, found.cue)
    return None


def _widened(scene: Scene, number: int, tokens: range) -> tuple[int, int] | None:
    """The offsets of a clause and of the marked stretch in it; None where the stretch is all there is."""
    base, stretch = scene.passage.start, scene.stretches[number]
    start, end = _offsets(scene.passage, tokens)
    start, end = min(start, base + stretch.start), max(end, base + stretch.end)
    return (start, end) if (start, end) != (base + stretch.start, base + stretch.end) else None


def _offsets(passage: Passage, tokens: range) -> tuple[int, int]:
    return passage.tokens[tokens.start].start, passage.tokens[tokens.stop - 1].end


def _joined(first: Draft, last: Draft) -> Draft:
    """A quotation that was left open at a paragraph's end, with what goes on in the next one."""
    told = last.attribution if last.attribution.rule == "cue" else first.attribution
    if first.attribution.rule == "cue" or last.attribution.speaker is None:
        told = first.attribution
    return Draft(first.start, last.end, first.kind, told)
