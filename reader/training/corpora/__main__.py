"""Writes all sentences of the data sets in a folder to one file, in the common form."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reader.training.corpora.overlap import Known
from reader.training.corpora.sentence import Sentence
from reader.training.corpora.sets import SETS, DataSet


def main() -> int:
    """Runs `python -m reader.training.corpora FOLDER OUT`; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m reader.training.corpora", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds a folder for each data set")
    parser.add_argument("out", type=Path, help="the file to write, JSON Lines")
    given = parser.parse_args()
    known = Known(s for each in SETS if each.tuning for s in each.sentences(given.folder))
    with given.out.open("w", encoding="utf-8") as file:
        for each in SETS:
            written = list(_unknown(each, given.folder, known))
            file.writelines(sentence.record(each.name, each.unmarked) + "\n" for sentence in written)
            sys.stderr.write(_summary(each, written) + "\n")
    return 0


def _unknown(each: DataSet, folder: Path, known: Known) -> Iterator[Sentence]:
    """The sentences of the set, without those that a set kept for tuning has, too."""
    return (sentence for sentence in each.sentences(folder) if each.tuning or sentence not in known)


def _summary(each: DataSet, sentences: list[Sentence]) -> str:
    """One line that tells how much the set gave, or that it is missing."""
    if not sentences:
        return f"{each.name}: nothing at {each.files}; skipped (it is at github.com/{each.repository})"
    tokens = sum(len(sentence.tokens) for sentence in sentences)
    names = Counter(label for sentence in sentences for *_, label in sentence.spans)
    counts = ", ".join(f"{label} {count}" for label, count in names.most_common())
    doubt = f" (doubtful: {each.doubt})" if each.doubt else ""
    return f"{each.name}: {len(sentences)} sentences, {tokens} tokens, {counts}{doubt}"


if __name__ == "__main__":
    sys.exit(main())
