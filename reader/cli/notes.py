"""The commands about annotations: export, list, notes, annotate."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import asdict
from pathlib import Path

from reader.annotation import Annotation, Target, now
from reader.cli.kept import chosen_records, reopened
from reader.cli.streams import CommandError, complain, explained, options_of, say, say_json, to_terminal
from reader.config import Config, Folders
from reader.exchange.clipboard import osc52
from reader.exchange.markdown import ExportError, export, write
from reader.library import Library
from reader.mending import credited
from reader.sanitise import line
from reader.store import StoreError

SHOWN_PLACES = 9
"""How many places of a quote are listed where it is ambiguous."""


def export_notes(given: argparse.Namespace) -> int:
    """Write an article's annotations as Markdown."""
    folders = Folders.of_user()
    library = Library(folders)
    colours = Config.load(folders.config)[0].colours
    with explained(StoreError, ExportError):
        document = reopened(library, given.source, options_of(given))
        if library.known(document) is None:
            raise CommandError(f"nothing is kept of {document.source}: read it, or annotate it, first.")
        record = library.enter(document, opening=False)
        annotations = credited(library.annotations(record.id), document.text, library.corrections(record.id))
        markdown = export(document, record.id, annotations, exported=now(), colours=colours)
        if given.output:
            write(Path(given.output), markdown, force=given.force)
    if given.output:
        say(f"{_counted(len(annotations))} of “{record.title}” written to {given.output}")
    elif given.clipboard:
        _copy(markdown)
        say(f"{_counted(len(annotations))} of “{record.title}” copied")
    else:
        say(markdown, end="")
    return 0


def list_documents(given: argparse.Namespace) -> int:
    """List what was read, the last first."""
    with explained(StoreError):
        records, problems = Library(Folders.of_user()).survey()
    if given.json:
        say_json({"documents": [asdict(record) for record in records]})
    for record in [] if given.json else records:
        columns = (
            record.id[:8],
            f"{record.opened[:10]:10}",
            f"{record.notes:4}",
            record.title,
            record.source,
        )
        say("  ".join(map(line, columns)))
    for problem in problems:
        complain(problem)
    return 1 if problems else 0


def show_notes(given: argparse.Namespace) -> int:
    """List annotations, one a line."""
    library = Library(Folders.of_user())
    with explained(StoreError):
        records, problems = chosen_records(library, given.source, options_of(given))
        found = [(record, each) for record in records for each in library.annotations(record.id)]
    if given.json:
        say_json({"annotations": [annotation.to_json() for _, annotation in found]})
    for record, annotation in [] if given.json else found:
        say(_shown(annotation) if given.source else f"{line(record.title)}: {_shown(annotation)}")
    for problem in problems:
        complain(problem)
    return 1 if problems else 0


def annotate_passage(given: argparse.Namespace) -> int:
    """Highlight a passage, with or without a note."""
    by_offsets = given.start is not None and given.end is not None
    if (given.start is None) != (given.end is None) or by_offsets == (given.quote is not None):
        raise CommandError("name the passage by --quote, or by --start and --end", code=2)
    library = Library(Folders.of_user())
    with explained(StoreError):
        document = reopened(library, given.source, options_of(given))
        start, end = (given.start, given.end) if by_offsets else _place(document.text, given.quote, given.nth)
        with explained(ValueError):
            Target.of(document.text, start, end)
        record = library.enter(document, opening=False)
        annotation = library.annotate(
            record.id, document.text, start, end, colour=given.colour, note=given.note, tags=given.tags
        )
    if given.json:
        say_json(annotation.to_json())
    else:
        say(_shown(annotation))
    return 0


def _place(text: str, quote: str, nth: int | None) -> tuple[int, int]:
    """Where a quote stands in a text; white space of any length is alike.

    Raises:
        CommandError: It does not, or in several places of which none is chosen.
    """
    words = r"\s+".join(map(re.escape, quote.split()))
    found = [(match.start(), match.end()) for match in re.finditer(words, text)] if words else []
    if not found:
        raise CommandError(f"“{line(quote)}” does not stand in the article: `reader text` prints what does.")
    if nth is None and len(found) > 1:
        places = "".join(
            f"\n  --nth {number}: …{line(text[max(0, start - 30) : end + 30])}…"
            for number, (start, end) in enumerate(found[:SHOWN_PLACES], 1)
        )
        more = "\n  …" if len(found) > SHOWN_PLACES else ""
        raise CommandError(
            f"“{line(quote)}” stands in {len(found)} places; choose one by --nth, or name a longer passage:"
            f"{places}{more}"
        )
    number = 1 if nth is None else nth
    if not 1 <= number <= len(found):
        raise CommandError(f"“{line(quote)}” stands in {len(found)} places: there is no --nth {number}.")
    return found[number - 1]


def _shown(annotation: Annotation) -> str:
    """An annotation as one line."""
    exact = line(annotation.target.exact)
    subjects = {"highlight": exact, "bookmark": f"Bookmark: {exact}", "document": "On the whole document"}
    parts = [
        subjects[annotation.kind],
        f"— {line(annotation.speaker)}" if annotation.speaker else "",
        "(no longer in the text)" if annotation.orphan else "",
        f"| {line(annotation.note)}" if annotation.note.strip() else "",
        *(f"#{line(tag)}" for tag in annotation.tags),
    ]
    return " ".join(filter(None, parts))


def _counted(number: int) -> str:
    return f"{number} annotation" if number == 1 else f"{number} annotations"


def _copy(text: str) -> None:
    """Have the terminal put a text into the clipboard: by standard output, else by the terminal itself."""
    if to_terminal():
        sys.stdout.write(osc52(text))
        return
    try:
        with open("/dev/tty", "w", encoding="ascii") as terminal:  # noqa: PTH123 - a device
            terminal.write(osc52(text))
    except OSError as error:
        raise CommandError(
            "there is no terminal whose clipboard could be used: use --output FILE."
        ) from error
