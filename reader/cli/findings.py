"""The commands about what an article says: entities and quotations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from reader.analysis import AnalysisCache, EngineError, analyse
from reader.analysis.findings import Analysis, Entity, Quotation
from reader.cli.streams import complain, each_source, explained
from reader.config import Folders
from reader.document import Document
from reader.sanitise import line


def list_entities(given: argparse.Namespace) -> int:
    """List who and what is named in articles."""
    return each_source(
        given.sources,
        given.format,
        (lambda document: {"entities": _found(document).to_json()["entities"]}) if given.json else None,
        lambda document: _lines(given, document, map(_entity_line, _found(document).entities)),
    )


def list_quotes(given: argparse.Namespace) -> int:
    """List who says what in articles."""
    return each_source(
        given.sources,
        given.format,
        (lambda document: {"quotes": _found(document).to_json()["quotations"]}) if given.json else None,
        lambda document: _lines(given, document, map(_quotation_line, _found(document).quotations)),
    )


def _entity_line(entity: Entity) -> str:
    return f"{entity.kind:12} {len(entity.mentions):4}  {line(entity.name)}"


def _quotation_line(quotation: Quotation) -> str:
    name = line(quotation.speaker.name) if quotation.speaker else "?"
    return f"{quotation.kind:8}  {name}: {line(quotation.text)}"


def _lines(given: argparse.Namespace, document: Document, lines: Iterable[str]) -> str:
    """The lines about a document, with its source before each where there are several sources."""
    label = f"{line(document.source)}: " if len(given.sources) > 1 else ""
    return "\n".join(f"{label}{each}" for each in lines)


def _found(document: Document) -> Analysis:
    """The findings in a document, from the cache where they were made before."""
    cache = AnalysisCache(Folders.of_user().cache)
    if found := cache.get(document):
        return found
    with explained(EngineError):
        found = analyse(document, _tell if sys.stderr.isatty() else None)
    try:
        cache.put(document, found)
    except OSError as error:
        complain(f"the findings can't be kept in {cache.folder}: {error.strerror or error}.")
    return found


def _tell(done: float) -> None:
    """Say how far the engine is, on a line that goes away when it is done."""
    sys.stderr.write("\r\x1b[K" if done >= 1 else f"\rReading for names and quotes… {done:.0%}")
    sys.stderr.flush()
