"""The commands about what an article says: entities and quotations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any

from reader.analysis import AnalysisCache, EngineError, analyse
from reader.analysis.findings import NAME_KINDS, UNSURE, Analysis, Entity, Quotation
from reader.cli.corrections import mended_here
from reader.cli.streams import complain, each_source, explained, options_of
from reader.config import Folders
from reader.document import Document
from reader.sanitise import line


def list_entities(given: argparse.Namespace) -> int:
    """List who and what is named in articles; dates and amounts only where all are asked for."""

    def lines(document: Document) -> str:
        listed = (
            entity for entity in shown(given, document).entities if given.all or entity.kind in NAME_KINDS
        )
        return _lines(given, document, map(_entity_line, listed))

    as_json = partial(_as_json, given, "entities", "entities") if given.json else None
    return each_source(given.sources, options_of(given), as_json, lines)


def list_quotes(given: argparse.Namespace) -> int:
    """List who says what in articles."""

    def lines(document: Document) -> str:
        return _lines(given, document, map(_quotation_line, shown(given, document).quotations))

    as_json = partial(_as_json, given, "quotes", "quotations") if given.json else None
    return each_source(given.sources, options_of(given), as_json, lines)


def _as_json(given: argparse.Namespace, name: str, findings: str, document: Document) -> dict[str, Any]:
    """The language of a document, and one sort of its findings under a name."""
    found = shown(given, document).to_json()
    return {"language": found["language"], name: found[findings]}


def _entity_line(entity: Entity) -> str:
    return f"{entity.kind:12} {len(entity.mentions):4}  {line(entity.name)}"


def _quotation_line(quotation: Quotation) -> str:
    name = "?"
    if quotation.speaker:
        name = line(quotation.speaker.name) + ("" if quotation.speaker.confidence >= UNSURE else "?")
    if quotation.kind == "indirect" and quotation.cue:
        name += f" ({line(quotation.cue.text)})"
    return f"{quotation.kind:8}  {name}: {line(quotation.text)}"


def _lines(given: argparse.Namespace, document: Document, lines: Iterable[str]) -> str:
    """The lines about a document, with its source before each where there are several sources."""
    label = f"{line(document.source)}: " if len(given.sources) > 1 else ""
    return "\n".join(f"{label}{each}" for each in lines)


def shown(given: argparse.Namespace, document: Document) -> Analysis:
    """The findings as the reader corrected them, or the engine's own where those are asked for."""
    found = _found(document)
    return found if given.raw else mended_here(document, found)


def _found(document: Document) -> Analysis:
    """The engine's findings in a document, from the cache where they were made before."""
    cache = AnalysisCache(Folders.of_user().cache)
    found = cache.get(document)
    if found is None:
        with explained(EngineError):
            found = analyse(document, _tell) if sys.stderr.isatty() else analyse(document)
        try:
            cache.put(document, found)
        except OSError as error:
            complain(f"the findings can't be kept in {cache.folder}: {error.strerror or error}.")
    _note_language(document, found)
    return found


def _note_language(document: Document, found: Analysis) -> None:
    """Say why there are no entities and no speakers in what is not English."""
    from reader.analysis.detection import ENGLISH, name_of

    if found.language != ENGLISH:
        language = name_of(found.language)
        complain(f"names and speakers need English, but {document.source} seems to be in {language}.")


def _tell(done: float) -> None:
    """Say how far the engine is, on a line that goes away when it is done."""
    sys.stderr.write("\r\x1b[K" if done >= 1 else f"\rReading for names and quotes… {done:.0%}")
    sys.stderr.flush()
