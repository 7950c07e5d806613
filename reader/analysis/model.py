"""The one place that knows the language model: it reads a sentence at a time, and scores what may be there.

The model is a six-layer MiniLM (Wang et al. 2020) that tells of each word whether
a name begins there or goes on, and of each token its part of speech, its head and
its relation to it (the biaffine attention of Dozat and Manning 2017).
`reader.training` made it; its card lies beside it in `assets/model`. This is the
only importer of onnxruntime.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.analysis.checksums import altered
from reader.analysis.findings import EngineError
from reader.analysis.sentences import sentences
from reader.analysis.tokens import tokens
from reader.analysis.wordpiece import END, START, Casing, Vocabulary, words

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# Before onnxruntime is imported: else its official builds tell their maker of every use, and keep a
# device's id in the user's cache folder for that.

MODEL, VOCABULARY = "english.onnx", "vocab.txt"
"""The files of the model."""

LABELS: tuple[str, ...] = ("PER", "ORG", "LOC", "GROUP", "PRODUCT", "EVENT", "WORK")
"""What the model calls a name."""

TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""What the model tells of a word, in the order of its outputs."""

PARTS_OF_SPEECH: tuple[str, ...] = tuple(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()  # noqa: SIM905
)
"""The universal tags, in the order of the model's outputs."""

RELATIONS: tuple[str, ...] = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj "  # noqa: SIM905
    "csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd "
    "parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp".split()
)
"""The ClearNLP labels, in the order of the model's outputs."""

LONGEST = 126
"""How many pieces the model sees at once; a longer sentence is cut."""

THREADS = min(4, os.cpu_count() or 1)
"""How many sentences are computed at a time: each on one processor, which was measured to be twice as quick
as each on two."""

Range = tuple[int, int]
"""The range of a word or a token in its text, in code points."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model gives the words and the tokens of a sentence.

    Attributes:
        words: The words: runs of letters and digits, and other signs.
        tokens: The tokens, as treebanks cut them.
        tags: A row a word: a score for each of `TAGS`.
        parts: A row a token: a score for each of `PARTS_OF_SPEECH`.
        arcs: A row a token: in column 0 how well it is the root, in column n + 1 how token n is its head.
        relations: The number of the likeliest of `RELATIONS` for each of these arcs.
    """

    words: Sequence[Range]
    tokens: Sequence[Range]
    tags: NDArray[np.float32]
    parts: NDArray[np.float32]
    arcs: NDArray[np.float32]
    relations: NDArray[np.int64]


class Model:
    """The model, ready to read.

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
        self.vocabulary = Vocabulary((folder / VOCABULARY).read_text(encoding="utf-8").splitlines())

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
                f"The language model cannot be loaded ({error}): `pip install --force-reinstall onnxruntime` "
                "may put it right."
            ) from error

    def scores(self, texts: Sequence[str]) -> Iterator[list[Scores]]:
        """The scores of the sentences of each text, in reading order; sentences without words have none."""
        parts = [[(text, window) for window in self._windows(text)] for text in texts]
        found = self._workers.map(lambda each: self._scores(*each), (part for text in parts for part in text))
        for text in parts:
            yield [next(found) for _ in text]

    def _windows(self, text: str) -> Iterator[list[Range]]:
        """The words of each sentence, those of one that is too long in several parts; none is empty."""
        for start, end in sentences(text):
            window: list[Range] = []
            size = 0
            for word in words(text, start, end):
                pieces = len(self.vocabulary.pieces(text[slice(*word)]))
                if window and size + pieces > LONGEST:
                    yield window
                    window, size = [], 0
                window.append(word)
                size += pieces
            if window:
                yield window

    def _scores(self, text: str, window: Sequence[Range]) -> Scores:
        """The scores of a sentence.

        Each is computed by itself: in a batch the scale of its eight-bit numbers, and so what is found,
        would depend on the others.
        """
        import numpy as np

        cut = list(tokens(text, window[0][0], window[-1][1]))
        pieces, casings, firsts = encode(self.vocabulary, [text[slice(*word)] for word in window])
        given = {"pieces": [pieces], "casings": [casings], "tokens": [aligned(window, cut, firsts)]}
        arrays = {name: np.array(values, np.int64) for name, values in given.items()}
        tags, parts, arcs, relations = (each[0] for each in self._session.run(None, arrays))
        return Scores(window, cut, tags[firsts], parts, arcs, relations)


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


def aligned(words: Sequence[Range], tokens: Sequence[Range], firsts: Sequence[int]) -> list[int]:
    """For each token the place of the first piece that stands for it.

    That is the first piece of the word that begins where the token does, or of the next one: the `n't` of
    `don't` begins within a word.

    Args:
        words: The words of the sentence.
        tokens: Its tokens.
        firsts: The places of the words' first pieces.
    """
    found = []
    word = 0
    for start, _ in tokens:
        while word < len(words) - 1 and words[word][0] < start:
            word += 1
        found.append(firsts[word])
    return found


@cache
def model() -> Model:
    """The model that comes with the program, loaded at the first call.

    Raises:
        EngineError: It is missing, altered or cannot be loaded.
    """
    return Model.load()


def model_folder() -> Path:
    """Where the model lies: in an installed package, or in a checkout.

    Raises:
        EngineError: It is in neither.
    """
    package = Path(str(files("reader")))
    for folder in (package / "assets" / "model", package.parent / "assets" / "model"):
        if (folder / MODEL).is_file():
            return folder
    raise EngineError("The language model is missing from this installation: install Reader again.")


def verify(folder: Path) -> None:
    """Compares the model's files with their known hashes.

    Raises:
        EngineError: A file is missing or differs.
    """
    if name := altered(folder, "model-hashes"):
        raise EngineError(
            f"The language model's file {name} is not the one that belongs to this version, so it is not "
            "loaded: install Reader again."
        )
