"""Fits the weights by which quotations and their speakers are told: `python -m reader.training.quotations`.

    python -m reader.training.quotations ARTICLES.jsonl FOLDER

ARTICLES holds one JSON object a line: `text`, and `quotes` with the `start` and `end` of each marked
stretch that is speech, its `speaker` and the `speaker_span`. Every other marked stretch is no speech. The
weights in `reader/analysis/lexicon` come from 708 articles of PolNeAR (Newell, Margolin and Ruths 2018).
FOLDER gets `speaker-weights.txt` and `speech-weights.txt`. It takes two minutes, most of them the parse.

Two models are fitted by the method of L-BFGS (Liu and Nocedal 1989) to the greatest likelihood, less a
penalty on large weights: a conditional logit over those who may have said a stretch, and a logistic
regression of whether the stretch is speech.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.analysis import entities, parser, pieces, speech, study
from reader.analysis.findings import Entity
from reader.analysis.linear import BIAS
from reader.analysis.marks import SINGLE
from reader.analysis.parse import Name, Passage
from reader.analysis.scene import Scene
from reader.analysis.speakers import (
    NOBODY,
    WEIGHTS,
    Candidate,
    Choice,
    Context,
    Said,
    candidates,
    introduction,
)
from reader.document import Block, Document, Span

RAREST = 8
"""A trait that fewer examples have gets no weight."""

SPEAKER_PENALTY = 3.0
SPEECH_PENALTY = 2.0
"""Half of it times the sum of the squared weights is what large weights cost."""

SMALLEST = 0.02
"""A weight nearer to nought is left out."""

Vector = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A marked stretch.

    Attributes:
        scene: The passage.
        number: Which of its stretches.
        candidates: Those who may have said it.
        right: Which of them have.
        is_speech: Whether anybody has said it.
    """

    scene: Scene
    number: int
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    is_speech: bool


def examples(record: dict[str, Any]) -> Iterator[Example]:
    """The marked stretches of an article, as if all before each had been told right."""
    text = record["text"]
    passages, found = _read(text)
    mentions = sorted((each.start, each.end, entity.name) for entity in found for each in entity.mentions)
    context, spoken_by = Context(), ""
    for passage in passages:
        scene = Scene.of(passage)
        for number, stretch in enumerate(scene.stretches):
            if stretch.mark in SINGLE or not re.search(r"\w", scene.inner(number)):
                continue
            start, end = passage.start + stretch.start, passage.start + stretch.end
            gold = next((quote for quote in record["quotes"] if _overlap(quote, start, end)), None)
            several = tuple(candidates(scene, number, context))
            right = tuple(_is_right(gold, each, mentions, spoken_by) for each in several)
            yield Example(scene, number, several, right, gold is not None)
            if gold and any(right):
                said = several[right.index(True)].attribution
                spoken_by = _name(gold["speaker"], gold["speaker_span"], mentions)
                if said.rule != "governor":
                    context = replace(context, last=Said(start, end, scene.form(number), said))
        context = Context(context.last, bool(scene.stretches), introduction(scene))


def _read(text: str) -> tuple[list[Passage], Sequence[Entity]]:
    """The parsed passages of an article with their names, and its entities."""
    lines = (match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip())
    document = Document(text, tuple(Block("paragraph", *span) for span in lines))
    named = list(study.read(pieces.cut(document)))
    prose = [Span(passage.start, passage.end) for passage in named]
    found = entities.build(pieces.plain(text), [name for each in named for name in each.names], (), prose)
    names = sorted(
        (Name(each.start, each.end, entity.kind) for entity in found for each in entity.mentions),
        key=lambda name: name.start,
    )
    starts = [name.start for name in names]
    placed = (
        replace(each, names=tuple(names[bisect_left(starts, each.start) : bisect_left(starts, each.end)]))
        for each in named
    )
    return [parser.parsed(passage) for passage in placed], found


def _overlap(quote: dict[str, Any], start: int, end: int) -> bool:
    """Whether a range covers half of an annotated stretch and of itself, or more."""
    common = min(end, quote["end"]) - max(start, quote["start"])
    return 2 * common >= max(end, quote["end"]) - min(start, quote["start"])


def _is_right(
    gold: dict[str, Any] | None,
    candidate: Candidate,
    mentions: Sequence[tuple[int, int, str]],
    spoken_by: str,
) -> bool:
    """Whether a candidate is the annotated speaker: at the same place, or by the same name."""
    phrase = candidate.attribution.speaker
    if not gold or not gold["speaker"] or phrase is None:
        return False
    first, last = gold["speaker_span"]
    if phrase.start < last and first < phrase.end:
        return True
    goes_on = candidate.attribution.rule in ("same paragraph", "next paragraph")
    name = spoken_by if goes_on else _name(phrase.name, (phrase.head, phrase.end), mentions)
    return name == _name(gold["speaker"], (first, last), mentions)


def _name(text: str, place: Sequence[int], mentions: Sequence[tuple[int, int, str]]) -> str:
    """The name of who is mentioned at a place: the entity's, else the last word of the mention."""
    within = (name for start, end, name in mentions if start < place[1] and place[0] < end)
    return next(within, text.lower().split()[-1])


def fit_speakers(given: Sequence[Example]) -> dict[str, float]:
    """The weights that tell the right one from the others who may have said a stretch."""
    rows: list[tuple[int, bool, Sequence[str]]] = []
    for number, example in enumerate(given):
        rows += [
            (number, right, each.traits)
            for right, each in zip(example.right, example.candidates, strict=True)
        ]
        rows.append((number, not any(example.right), (NOBODY,)))
    owners = np.array([number for number, _, _ in rows])
    right = np.array([is_right for _, is_right, _ in rows])
    traits, of_row, which = _matrix([traits for _, _, traits in rows])

    def cost(weights: Vector) -> tuple[float, Vector]:
        scores = np.bincount(of_row, weights=weights[which], minlength=len(rows))
        highest = np.full(len(given), -np.inf)
        np.maximum.at(highest, owners, scores)
        shares = np.exp(scores - highest[owners])
        total = np.bincount(owners, weights=shares)
        hit = np.bincount(owners, weights=np.where(right, shares, 0.0))
        wrong = shares / total[owners] - np.where(right, shares, 0.0) / hit[owners]
        loss = -np.log(hit / total).sum() + SPEAKER_PENALTY / 2 * (weights**2).sum()
        return loss, np.bincount(
            which, weights=wrong[of_row], minlength=len(traits)
        ) + SPEAKER_PENALTY * weights

    return _kept(traits, _least(cost, len(traits)))


def fit_speech(given: Sequence[Example], choose: Callable[[Example], Choice]) -> dict[str, float]:
    """The weights that tell speech from other marked words.

    Args:
        given: The stretches.
        choose: Who is likeliest to have said one.
    """
    described = [
        (BIAS, *dict.fromkeys(speech.of_speech(each.scene, each.number, choose(each)))) for each in given
    ]
    traits, of_row, which = _matrix(described)
    target = np.array([float(each.is_speech) for each in given])
    penalty = np.where(np.array(traits) == BIAS, 0.0, SPEECH_PENALTY)

    def cost(weights: Vector) -> tuple[float, Vector]:
        scores = np.bincount(of_row, weights=weights[which], minlength=len(given))
        wrong = 1 / (1 + np.exp(-scores)) - target
        loss = (np.logaddexp(0, scores) - target * scores).sum() + (penalty * weights**2).sum() / 2
        return loss, np.bincount(which, weights=wrong[of_row], minlength=len(traits)) + penalty * weights

    return _kept(traits, _least(cost, len(traits)))


def likeliest(weights: dict[str, float]) -> Callable[[Example], Choice]:
    """Who is likeliest to have said an example, by the weights of the speakers' traits."""

    def choose(example: Example) -> Choice:
        scored = [
            (sum(weights.get(trait, 0.0) for trait in each.traits), each) for each in example.candidates
        ]
        if not scored:
            return Choice()
        score, best = max(scored, key=lambda pair: pair[0])
        return Choice(best.attribution, best.traits, score - weights[NOBODY])

    return choose


def _matrix(described: Iterable[Sequence[str]]) -> tuple[list[str], Places, Places]:
    """The traits that are not too rare, and for each place where one is found its row and its number."""
    rows = list(described)
    counts = Counter(trait for traits in rows for trait in traits)
    kept = sorted(trait for trait, count in counts.items() if count >= RAREST)
    numbers = {trait: number for number, trait in enumerate(kept)}
    places = [
        (row, numbers[trait]) for row, traits in enumerate(rows) for trait in traits if trait in numbers
    ]
    of_row, which = np.array(places).T
    return kept, of_row, which


def _kept(traits: Sequence[str], weights: Vector) -> dict[str, float]:
    found = dict(zip(traits, (round(float(weight), 2) for weight in weights), strict=True))
    return {
        trait: weight for trait, weight in found.items() if abs(weight) >= SMALLEST or trait in (BIAS, NOBODY)
    }


def _least(cost: Callable[[Vector], tuple[float, Vector]], size: int, memory: int = 10) -> Vector:
    """Where a function of some weights is least, by L-BFGS with halved steps."""
    weights = np.zeros(size)
    steps: list[tuple[Vector, Vector]] = []
    loss, slope = cost(weights)
    for _ in range(300):
        way = _way(slope, steps)
        stride = 1.0 if steps else 1.0 / float(np.abs(slope).sum())
        while True:
            there = weights + stride * way
            next_loss, next_slope = cost(there)
            if next_loss <= loss + 1e-4 * stride * float(slope @ way) or stride < 1e-10:
                break
            stride /= 2
        steps = [*steps[1 - memory :], (there - weights, next_slope - slope)]
        settled = abs(loss - next_loss) < 1e-6 * abs(loss)
        weights, loss, slope = there, next_loss, next_slope
        if settled:
            break
    return weights


def _way(slope: Vector, steps: Sequence[tuple[Vector, Vector]]) -> Vector:
    """The direction of the next step: the two-loop recursion of L-BFGS."""
    way, shares = slope.copy(), []
    for moved, turned in reversed(steps):
        shares.append((moved @ way) / (moved @ turned))
        way -= shares[-1] * turned
    if steps:
        moved, turned = steps[-1]
        way *= (moved @ turned) / (turned @ turned)
    for (moved, turned), share in zip(steps, reversed(shares), strict=True):
        way += moved * (share - (turned @ way) / (moved @ turned))
    return -way


def main() -> None:
    """Fits both models, and writes their weights."""
    articles, folder = map(Path, sys.argv[1:3])
    records = map(json.loads, articles.read_text(encoding="utf-8").splitlines())
    given = [example for record in records for example in examples(record)]
    attributed = [example for example in given if example.is_speech]
    speakers = fit_speakers(attributed)
    choose = likeliest(speakers)
    right = sum(any(each.right) and _hits(each, choose(each)) for each in attributed)
    sys.stdout.write(
        f"{len(given)} stretches; the speakers of {right / len(attributed):.1%} are told right\n"
    )
    _write(folder / f"{WEIGHTS}.txt", "those who may have said a marked stretch", speakers)
    _write(
        folder / f"{speech.WEIGHTS}.txt",
        "what tells speech from other marked words",
        fit_speech(given, choose),
    )


def _hits(example: Example, choice: Choice) -> bool:
    return any(
        right and each.attribution is choice.attribution
        for right, each in zip(example.right, example.candidates, strict=True)
    )


def _write(path: Path, what: str, weights: dict[str, float]) -> None:
    head = f"# The weights of the traits of {what}.\n# Fitted by reader.training.quotations.\n"
    path.write_text(
        head + "".join(f"{trait}: {weight:g}\n" for trait, weight in weights.items()), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
