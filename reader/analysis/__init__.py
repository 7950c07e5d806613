"""A document becomes findings: entities with their mentions, quotations with their speakers.

Importing this is cheap: the rules, the lists and the model are loaded by the
first analysis, and the interface leaves that to a child process
(`reader.analysis.child`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.analysis.cache import ENGINE_VERSION, AnalysisCache
from reader.analysis.findings import EngineError

if TYPE_CHECKING:
    from reader.analysis.findings import Analysis
    from reader.document import Document

__all__ = ["ENGINE_VERSION", "NAMES_SHARE", "AnalysisCache", "EngineError", "analyse"]

NAMES_SHARE = 0.94
"""How much of the work it is to read the text for names and grammar; the rest is to hear who says what."""


def _ignore(_: object) -> None:
    """Takes what nobody has asked for."""


def analyse(
    document: Document,
    progress: Callable[[float], None] = _ignore,
    partial: Callable[[Analysis], None] = _ignore,
    first: int = 0,
) -> Analysis:
    """Finds the entities and the quotations of a document, in this process.

    Entities and speakers are looked for in English alone; in other languages
    quotations are found by their marks, and the model is not loaded.

    Args:
        document: What to analyse.
        progress: Called now and then with the share that is done, from 0 to 1. At `NAMES_SHARE` all
            names are known.
        partial: Called with what is found so far: with the entities as soon as they are known, then, in
            a long text, now and then, each time about twice as much of the text being read.
        first: The offset where the reader is: of a long text a stretch from there on is read first.
            What is returned does not depend on it.

    Raises:
        EngineError: The model is missing, altered or cannot be loaded.
    """
    from reader.analysis import detection, pieces

    passages = pieces.cut(document)
    language = detection.language_of(passage.text for passage in passages)
    if language != detection.ENGLISH:
        from reader.analysis import marks_only

        return marks_only.analyse(document.text, passages, language)
    from reader.analysis.study import Study

    return Study(document.text, passages, progress, partial).run(first)
