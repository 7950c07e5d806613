"""What the reader corrected: listed, taken back, and applied to what the engine found."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.cli.kept import chosen_records
from reader.cli.streams import CommandError, complain, explained, options_of, say, say_json
from reader.config import Folders
from reader.corrections import Correction, statement
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.analysis.findings import Analysis
    from reader.document import Document
    from reader.library import Library


def mended_here(document: Document, found: Analysis) -> Analysis:
    """Findings as the reader corrected them: in this document, where the library has it, and everywhere.

    Raises:
        CommandError: The library cannot be read.
    """
    folders = Folders.of_user()
    if not (folders.data / "documents").is_dir():
        return found
    from reader.library import Library
    from reader.mending import mended
    from reader.store import StoreError

    library = Library(folders)
    with explained(StoreError):
        record = library.known(document)
        corrections = library.corrections(record.id) if record else library.corrections()
    return mended(found, document.text, corrections)


def list_corrections(given: argparse.Namespace) -> int:
    """List what the reader corrected, the last at the end, or take one of it back."""
    from reader.library import Library
    from reader.store import StoreError

    library = Library(Folders.of_user())
    with explained(StoreError):
        records, problems = chosen_records(library, given.source, options_of(given))
        kept = {
            each.id: each for id_ in [record.id for record in records] for each in library.corrections(id_)
        }
        if given.source is None:
            kept |= {each.id: each for each in library.corrections()}
        if given.remove:
            _take_back(library, kept, given.remove.upper())
            return 0
    found = sorted(kept.values(), key=lambda each: each.created)
    if given.json:
        say_json({"corrections": [each.to_json() for each in found]})
    titles = {record.id: record.title for record in records}
    for each in [] if given.json else found:
        title = (
            f"{line(titles[each.document])}: " if given.source is None and each.scope == "document" else ""
        )
        scope = "library" if each.scope == "library" else "article"
        say(f"{each.id}  {scope}  {title}{line(statement(each.change))}")
    for problem in problems:
        complain(problem)
    return 1 if problems else 0


def _take_back(library: Library, kept: dict[str, Correction], wanted: str) -> None:
    if wanted not in kept:
        raise CommandError(
            f"there is no correction {line(wanted)}: `reader corrections` shows those there are."
        )
    correction = kept[wanted]
    library.withdraw(correction.document, correction)
    say(f"Taken back: {line(statement(correction.change))}.")
