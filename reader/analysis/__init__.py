"""A document becomes findings: entities with their mentions, quotations with their speakers.

Importing this is cheap: the rules, the lists and the language engine are
loaded by the first analysis, and the interface leaves that to a child process
(`reader.analysis.child`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.analysis.cache import ENGINE_VERSION, AnalysisCache
from reader.analysis.language import EngineError

if TYPE_CHECKING:
    from reader.analysis.findings import Analysis
    from reader.document import Document

__all__ = ["ENGINE_VERSION", "AnalysisCache", "EngineError", "analyse"]


def analyse(document: Document, progress: Callable[[float], None] | None = None) -> Analysis:
    """Finds the entities and the quotations of a document, in this process.

    Args:
        document: What to analyse; English, as the engine knows no other language.
        progress: Called now and then with the share that is done, from 0 to 1.

    Raises:
        EngineError: The language engine is missing, altered or cannot be loaded.
    """
    from reader.analysis import language, study

    return study.study(document.text, language.parse(document, progress))
