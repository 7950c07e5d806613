"""Our own model finds the names: a small transformer over the pieces of a sentence's words.

The model is a six-layer MiniLM (Wang et al. 2020) with a layer that tells for
each word whether a name of some kind begins there, goes on there, or neither
(BIO). `reader.training` made it; its card lies beside it in `assets/model`.
This is the only importer of onnxruntime.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.analysis.checksums import altered
from reader.analysis.findings import EngineError, EntityKind
from reader.analysis.parse import Name
from reader.analysis.wordpiece import END, START, Casing, Vocabulary, words

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# Before onnxruntime is imported: else its official builds tell their maker of every use, and keep a
# device's id in the user's cache folder for that.

LABELS: dict[str, EntityKind] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "GROUP": "group",
    "PRODUCT": "product",
    "EVENT": "event",
    "WORK": "work",
}
"""The labels that the model gives, as kinds of entities."""

TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""What the model tells of a word, in the order of its outputs."""

MODEL, VOCABULARY = "names.onnx", "vocab.txt"
"""The files of the model."""

LONGEST = 126
"""How many pieces the model sees at once; a longer sentence is cut."""

THREADS = min(4, os.cpu_count() or 1)
"""How many sentences are computed at a time: each on one processor, which was measured to be twice as quick
as each on two."""

_KINDS = tuple(LABELS.values())
_IMPOSSIBLE = -1e4
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\Wa-z])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr"
    r"|vs|No|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|(?:[A-Z]\.)+[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 12

Word = tuple[int, int]
"""The range of a word in its text."""


class Tagger:
    """The model, ready to find names.

    Args:
        folder: Where the model's files lie.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: onnxruntime.InferenceSession = onnxruntime.InferenceSession(
            str(folder / MODEL), options, providers=["CPUExecutionProvider"]
        )
        self._workers = ThreadPoolExecutor(THREADS)
        self._vocabulary = Vocabulary((folder / VOCABULARY).read_text(encoding="utf-8").splitlines())

    @classmethod
    def load(cls) -> Self:
        """The model that comes with the program, its files compared with their known hashes.

        Raises:
            EngineError: A file is missing or differs, or onnxruntime cannot be had.
        """
        folder = model_folder()
        verify(folder)
        try:
            return cls(folder)
        except Exception as error:  # whatever onnxruntime and its extensions may raise
            raise EngineError(
                f"The name model cannot be loaded ({error}): `pip install --force-reinstall onnxruntime` "
                "may put it right."
            ) from error

    def names(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names in each of some texts, in reading order, with offsets in their text.

        `Name.score` is the model's probability for the kind, the mean over the name's words.
        """
        windows = [(place, window) for place, text in enumerate(texts) for window in self._windows(text)]
        found: list[list[Name]] = [[] for _ in texts]
        named = self._workers.map(lambda each: self._named(texts[each[0]], each[1]), windows)
        for (place, _), names in zip(windows, named, strict=True):
            found[place] += names
        return found

    def _windows(self, text: str) -> Iterator[list[Word]]:
        """The words of each sentence, those of one that is too long in several parts; none is empty."""
        for start, end in sentences(text):
            window: list[Word] = []
            size = 0
            for word in words(text, start, end):
                pieces = len(self._vocabulary.pieces(text[slice(*word)]))
                if window and size + pieces > LONGEST:
                    yield window
                    window, size = [], 0
                window.append(word)
                size += pieces
            if window:
                yield window

    def _named(self, text: str, window: Sequence[Word]) -> list[Name]:
        """The names that the best sequence of tags spells.

        Each window is computed by itself: in a batch the scale of its eight-bit numbers, and so what is
        found, would depend on the others.
        """
        import numpy as np

        pieces, casings, firsts = encode(self._vocabulary, [text[slice(*word)] for word in window])
        given = {"pieces": [pieces], "casings": [casings], "mask": [[1] * len(pieces)]}
        arrays = {name: np.array(values, np.int64) for name, values in given.items()}
        scores = self._session.run(None, arrays)[0][0, firsts]
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        found = []
        for first, last, label in spelt(best_tags(scores)):
            share = shares[first:last, 2 * label + 1 : 2 * label + 3].sum(-1).mean()
            found.append(Name(window[first][0], window[last - 1][1], _KINDS[label], round(float(share), 3)))
        return found


def encode(vocabulary: Vocabulary, sentence: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """A sentence as the model takes it.

    Returns:
        The numbers of its pieces, the casing of each, and the places of the words' first pieces.
    """
    numbers, casings, firsts = [START], [int(Casing.NONE)], []
    for word in sentence:
        pieces = vocabulary.pieces(word)
        firsts.append(len(numbers))
        numbers += pieces
        casings += [int(Casing.of(word))] * len(pieces)
    return [*numbers, END], [*casings, int(Casing.NONE)], firsts


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text's sentences, by signs and capitals; a line's end ends one, too."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        before = text[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        if "\n" in match.group() or not _ABBREVIATION.search(before):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def spelt(tags: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The names in a sequence of tags: the first word, the one after the last, the number of the label."""
    first = 0
    while first < len(tags):
        last = first + 1
        if tags[first]:
            label = (tags[first] - 1) // 2
            while last < len(tags) and tags[last] == 2 * label + 2:
                last += 1
            yield first, last, label
        first = last


def best_tags(scores: NDArray[np.float32]) -> list[int]:
    """The most likely sequence of tags in which a name goes on only where it began (Viterbi 1967).

    Args:
        scores: One row a word, one column a tag in the order of `TAGS`.
    """
    import numpy as np

    count = len(TAGS)
    follows = np.zeros((count, count), np.float32)
    for inside in range(2, count, 2):
        follows[:, inside] = _IMPOSSIBLE
        follows[[inside - 1, inside], inside] = 0
    best = scores[0].copy()
    best[2::2] += _IMPOSSIBLE
    ways = []
    for row in scores[1:]:
        reached = best[:, None] + follows
        ways.append(reached.argmax(0))
        best = reached.max(0) + row
    tags = [int(best.argmax())]
    for way in reversed(ways):
        tags.append(int(way[tags[-1]]))
    return tags[::-1]


def model_folder() -> Path:
    """Where the model lies: in an installed package, or in a checkout.

    Raises:
        EngineError: It is in neither.
    """
    package = Path(str(files("reader")))
    for folder in (package / "assets" / "model", package.parent / "assets" / "model"):
        if (folder / MODEL).is_file():
            return folder
    raise EngineError("The name model is missing from this installation: install Reader again.")


def verify(folder: Path) -> None:
    """Compares the model's files with their known hashes.

    Raises:
        EngineError: A file is missing or differs.
    """
    if name := altered(folder, "tagger-hashes"):
        raise EngineError(
            f"The name model's file {name} is not the one that belongs to this version, so it is not "
            "loaded: install Reader again."
        )
