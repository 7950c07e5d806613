"""Annotations as Markdown: the export that people live in.

The passages come from an article, which may hold anything: each is written so
that none of its characters is structure, HTML, a link, a tag, a comment or
mathematics to CommonMark, GitHub or Obsidian, and so that it is unchanged when
the Markdown is read. The notes are the reader's own Markdown; each stands in a
list item, whose end closes whatever it leaves open.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from textwrap import indent

from reader import atomic
from reader.annotation import Annotation
from reader.document import Document, Section
from reader.sanitise import clean, line

ORPHANS = "Passages no longer in the text"
"""The heading under which orphans stand."""

_SPECIAL = re.compile(
    r"[\\`*_\[\]<>#$^~|{}=@]"
    r"|&(?=#?\w+;)"  # a character reference
    r"|%(?=%)|(?<=%)%"  # an Obsidian comment
    r"|:(?=[^\s\d])|(?<=:):"  # a URL, an emoji's name, a field of Dataview
    r"|(?<=/)/"  # a URL without a scheme
    r"|(?<=\w)\.(?=[^\W\d_]{2})|(?<=www)\.",  # a host
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"\d{1,9}(?=[.)](?:\s|$))"  # an ordered list
    r"|(?=%|[-+:](?:\s|$|[-+]))"  # a list, a rule, an underlined heading, a definition, a comment
)
_PARAGRAPH_BREAK = re.compile(r"(?<=[^\n])\n\n(?=\n*[^\n])")
_NO_TAG = re.compile(r"[\s!-,.:-@\[-^`{-~\u2000-\u206f\u2e00-\u2e7f]+")
"""What Obsidian ends a tag at."""
_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is in a string, but YAML reads as a line break or refuses."""
_OURS = re.compile(r'\A---\n(?:[^\n]*\n)*?reader_id: "([^"\n]*)"\n(?:[^\n]*\n)*?---\n')
_HASH = re.compile(r'^reader_hash: "([0-9a-f]+)"\n', re.MULTILINE)
"""Where an export tells what was written: the hash of all of it but this line."""


class ExportError(Exception):
    """An export cannot be written: one sentence that says why and what to do."""


class ChangedError(ExportError):
    """There is an earlier export of the same document, which somebody has changed since."""


def export(
    document: Document,
    record_id: str,
    annotations: Iterable[Annotation],
    *,
    exported: str,
    colours: Mapping[str, str] | None = None,
) -> str:
    """A document's annotations as Markdown, under the article's headings.

    Notes on the whole document come first, passages no longer in the text last.

    Args:
        document: What they are on.
        record_id: The id of its record in the library: a later export knows the file by it.
        annotations: Those to export, in any order.
        exported: The time to note, in ISO 8601.
        colours: What the reader calls the colours; one that has no other name is told by its own.

    Returns:
        The whole file; its front matter holds a hash of the rest of it, by which `write` knows
        whether somebody has changed it.
    """
    ordered = sorted(annotations, key=lambda each: (each.target.start, each.target.end, each.id))
    title = line(document.title)
    parts = [_front_matter(document, record_id, exported), f"# {_inline(title)}"]
    names = colours or {}
    parts += [_entry(each, names) for each in ordered if each.kind == "document"]
    passages = [each for each in ordered if each.kind != "document"]
    open_sections: list[Section] = []
    for annotation in (each for each in passages if not each.orphan):
        sections = _sections(document, annotation.target.start)
        parts += [_heading(document, each) for each in sections if each not in open_sections]
        parts.append(_entry(annotation, names))
        open_sections = sections
    if orphans := [each for each in passages if each.orphan]:
        parts += [f"## {ORPHANS}", *(_entry(each, names) for each in orphans)]
    return _signed("\n\n".join(parts) + "\n")


def write(path: Path, text: str, *, force: bool = False, aside: bool = False) -> Path | None:
    """Write an export to a file, whole or not at all.

    A file that holds an earlier export of the same document is replaced as long as nobody has
    changed it; a changed one only by `aside` or `force`, any other file only by `force`. A link is
    never followed and never replaced.

    Args:
        path: The file.
        text: What `export` gave.
        force: Replace whatever file is there, and keep no copy.
        aside: Replace a changed export too, once a copy of it is kept beside it.

    Returns:
        Where the copy of a changed export is, if one was kept.

    Raises:
        ChangedError: There is an earlier export of the document, which has been changed.
        ExportError: There is something else, or it cannot be written.
    """
    copy = None
    try:
        if _is_free(path, text, force=force):
            _create(path, text.encode())
            return None
        if not force and _is_changed(path):
            if not aside:
                raise ChangedError(
                    f"{path} was changed since it was exported: name another file, or use --force to "
                    "replace it."
                )
            copy = free_name(path, ".before")
            _create(copy, path.read_bytes())
        atomic.write(path, text.encode())
        return copy
    except FileExistsError as error:
        raise ExportError(f"{path} was made by another program just now: choose another name.") from error
    except OSError as error:
        raise ExportError(f"Can't write {path}: {error.strerror or error}.") from error


def free_name(path: Path, ending: str = "") -> Path:
    """A path beside another at which there is nothing: `notes.md`, else `notes-2.md` and so on.

    Args:
        path: The other path.
        ending: What follows the file's name, before its suffix.
    """
    for number in count(1):
        numbered = f"{ending}-{number}" if number > 1 else ending
        free = path.with_name(f"{path.stem}{numbered}{path.suffix}")
        if not os.path.lexists(free):
            return free
    raise AssertionError  # the numbers never end


def _create(path: Path, data: bytes) -> None:
    """Make a file where there is none.

    Raises:
        OSError: There is one, or it cannot be written: then none is left.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    try:
        atomic.write(path, data)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _signed(text: str) -> str:
    """An export with the hash of itself at the end of its front matter."""
    end = text.index("\n---\n") + 1
    return f'{text[:end]}reader_hash: "{_digest(text)}"\n{text[end:]}'


def _is_changed(path: Path) -> bool:
    """Whether an export is not as it was written; other line endings alone are no change.

    One that tells no hash may have been changed.
    """
    text = path.read_text("utf-8", "replace")
    front = _OURS.match(text)
    found = _HASH.search(text, 0, front.end()) if front else None
    return not found or _digest(text[: found.start()] + text[found.end() :]) != found[1]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_free(path: Path, text: str, *, force: bool) -> bool:
    """Whether nothing is at a path yet.

    Raises:
        ExportError: What is there must not be replaced.
    """
    if path.is_symlink():
        raise ExportError(f"{path} is a link, which an export neither follows nor replaces: name its target.")
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name a file in it.")
    if not path.exists():
        return True
    if not path.is_file():
        raise ExportError(f"{path} is no ordinary file: name another.")
    if not force:
        found = _OURS.match(path.read_text("utf-8", "replace"))
        ours = _OURS.match(text)
        if not found:
            raise ExportError(
                f"{path} was not made by Reader: name another file, or use --force on the command line."
            )
        if not ours or found[1] != ours[1]:
            raise ExportError(
                f"{path} holds the notes on another document: name another file, or use --force "
                "on the command line."
            )
    return False


def _front_matter(document: Document, record_id: str, exported: str) -> str:
    values = {
        "title": line(document.title),
        "author": line(document.author),
        "source": line(document.source),
        "exported": exported,
        "reader_id": record_id,
    }
    return "\n".join(["---", *(f"{name}: {_yaml(value)}" for name, value in values.items()), "---"])


def _yaml(value: str) -> str:
    """A string as JSON, in such a form that it is YAML too."""
    return _NO_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _sections(document: Document, offset: int) -> list[Section]:
    """The sections that hold an offset, outermost first, without one that is the whole document."""
    sections = document.outline[1:] if _titled(document) else document.outline
    return [section for section in sections if section.start <= offset < section.end and section.title]


def _titled(document: Document) -> bool:
    """Whether the first heading is the document's title."""
    return bool(document.outline) and document.outline[0].title == " ".join(document.title.split())


def _heading(document: Document, section: Section) -> str:
    level = section.level if _titled(document) else section.level + 1
    return f"{'#' * min(max(level, 2), 6)} {_inline(line(section.title))}"


def _entry(annotation: Annotation, colours: Mapping[str, str]) -> str:
    """One annotation: what it is on, who says it, the note, and a quiet line."""
    parts = [_subject(annotation)] if annotation.kind != "document" else []
    if annotation.speaker:
        parts.append(f"— {_inline(line(annotation.speaker))}")
    if note := clean(annotation.note.replace("\r\n", "\n")).strip():
        parts.append("+ " + indent(_closed(note), "  ").removeprefix("  "))
    tags = " ".join(map(_tag, annotation.tags))
    name = _inline(line(colours.get(annotation.colour, annotation.colour)))
    colour = f"{name} · " if annotation.kind == "highlight" else ""
    parts.append(f"*{colour}{annotation.created[:10]}*" + (f" · {tags}" if tags else ""))
    return "\n\n".join(parts)


def _subject(annotation: Annotation) -> str:
    """The passage of a highlight, as a quotation; that of a bookmark, on one line."""
    if annotation.kind == "bookmark":
        return f"Bookmark: {_inline(line(annotation.target.exact))}"
    lines = passage(annotation.target.exact).split("\n")
    return "\n".join(f"> {each}" if each else ">" for each in lines)


def passage(text: str) -> str:
    """A text as Markdown in which no character is anything but itself.

    An empty line parts paragraphs; every other line break is a hard one. White
    space at the ends of lines, and further empty lines, are character references,
    since Markdown drops them otherwise.

    Args:
        text: Any text; control characters become visible.

    Returns:
        One or more paragraphs.
    """
    return "\n\n".join(_paragraph(part) for part in _PARAGRAPH_BREAK.split(clean(text)))


def _paragraph(text: str) -> str:
    lines = text.strip("\n").split("\n")
    before = len(text) - len(text.lstrip("\n"))
    after = len(text) - before - len("\n".join(lines))
    return "&#10;" * before + "\\\n".join(map(_inline, lines)) + "&#10;" * after


def _inline(text: str) -> str:
    """One line of text as one line of Markdown."""
    inner = text.strip()
    start = text.find(inner) if inner else len(text)
    escaped = _SPECIAL.sub(r"\\\g<0>", inner)
    if found := _LINE_START.match(escaped):
        escaped = f"{escaped[: found.end()]}\\{escaped[found.end() :]}"
    return _references(text[:start]) + escaped + _references(text[start + len(inner) :])


def _references(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _closed(note: str) -> str:
    """A note without the opening of a comment or of mathematics that it never closes.

    Obsidian and HTML know nothing of list items: they would take all that follows for it.
    """
    for mark in ("%%", "$$"):
        if note.count(mark) % 2:
            before, _, after = note.rpartition(mark)
            note = f"{before}\\{mark[0]}\\{mark[0]}{after}"
    before, opening, after = note.rpartition("<!--")
    return f"{before}\\<!--{after}" if opening and "-->" not in after else note


def _tag(tag: str) -> str:
    """A tag as Obsidian writes it: no spaces, and not of digits alone."""
    word = _NO_TAG.sub("-", clean(tag)).strip("-/")
    if not word:
        return _inline(line(tag))
    return f"#{word}" if re.search(r"[^\d/-]", word) else f"#_{word}"
