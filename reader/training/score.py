"""How many names a model finds with the right span and label."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.analysis import tagger
from reader.analysis.model import Model

_BY_KIND = {kind: label for label, kind in tagger.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of names.

    Attributes:
        right: Found with the right span and label.
        found: Found at all.
        wanted: That should be found.
    """

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """The share of the found names that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted names that are found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.right else 0.0


def score(model: Model, gold: Path, labels: Iterable[str] = ("PER", "ORG", "LOC")) -> dict[str, Score]:
    """Scores a model on JSON lines of `{"text", "ents": [[start, end, label]]}`.

    Returns:
        A score for each label, and one for `all` of them.
    """
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    counted = tuple(labels)
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        (sentences,) = model.scores([record["text"]])
        names = (name for sentence in sentences for name in tagger.names(sentence))
        ours = {(name.start, name.end, _BY_KIND[name.kind]) for name in names}
        theirs = {(start, end, _plain(label)) for start, end, label in record["ents"]}
        for counts, given in ((right, ours & theirs), (found, ours), (wanted, theirs)):
            counts.update(label for _, _, label in given)
    scores = {label: Score(right[label], found[label], wanted[label]) for label in counted}
    return scores | {
        "all": Score(*(sum(each[label] for label in counted) for each in (right, found, wanted)))
    }


def _plain(label: str) -> str:
    return {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC", "NORP": "GROUP"}.get(label, label)
