"""PDF: text that was cut into lines, columns and pages becomes one text again.

The way through: `glyphs` reads each page's runs of words by PDFium, `drawings`
what else is drawn; `furniture` takes running heads and page numbers off,
`figures` the words of figures; `columns` puts what is left into reading order;
`lines` and `passages` make paragraphs, items, tables, equations and notes of it;
`titles` finds the headings, `flow` joins what pages cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.confine import earn
from reader.document import Anchor, Document, Mark
from reader.opening import ParseError, PasswordNeeded
from reader.opening.composer import BLOCK_GAP, LINE_GAP, Composer
from reader.opening.pdf import notes
from reader.opening.pdf.body import Body, body_of
from reader.opening.pdf.columns import Gutter, Region, gutters, regions
from reader.opening.pdf.figures import place_figures, take_figures
from reader.opening.pdf.flow import joined
from reader.opening.pdf.furniture import without_furniture
from reader.opening.pdf.glyphs import page_anchor, read_sheet
from reader.opening.pdf.lines import Line, Text, Vocabulary, lines
from reader.opening.pdf.passages import Passage, passages
from reader.opening.pdf.runs import Run, Sheet
from reader.opening.pdf.titles import Entry, largest, tell_headings

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 5_000
"""Pages that are read of one document."""
_MOST_ENTRIES = 5_000
_UNREADABLE = 0.01
"""Share of a document's characters without a meaning from which it is worth a notice."""
_FILE_NAME = re.compile(
    r"microsoft (?:office )?(?:word|powerpoint|excel)\b.*"
    r"|\S*\.(?:docx?|dvi|tex|pdf|indd|qxd|rtf|odt|pptx?|ps|p65|cdr|ai)"
    r"|untitled\S*|no title|title|(?:document|slide|page) ?\d*",
    re.IGNORECASE,
)
"""What programs put where a document says its title."""
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


@dataclass(frozen=True, slots=True)
class _Book:
    """What was read of a document.

    Attributes:
        sheets: Its pages; None stands for one that cannot be read.
        labels: The names of its pages, by their indices, where it says them.
        outline: Its own outline.
        facts: What it says about itself.
        pages: How many pages it has.
    """

    sheets: list[Sheet | None]
    labels: dict[int, str]
    outline: list[Entry]
    facts: dict[str, str]
    pages: int


def parse(data: bytes, name: str, *, password: str | None = None) -> Document:
    """The document that a PDF is.

    Args:
        data: The file's content.
        name: A title for a document that has none of its own.
        password: What an encrypted document is opened with.

    Returns:
        The document, without a source.

    Raises:
        PasswordNeeded: The document is encrypted, and the password is missing or wrong.
        ParseError: It is damaged, or there is no text in it.
    """
    book = _read(data, password)
    sheets = [sheet or Sheet(0.0, 0.0) for sheet in book.sheets]
    if not any(sheet.runs for sheet in sheets):
        if any(sheet.hidden for sheet in sheets):
            raise ParseError("its pages show no text: what there is stands beside them or is too small")
        if any(sheet.drawn for sheet in sheets):
            raise ParseError("it has no text: its pages are pictures; ocrmypdf makes a copy with text")
        raise ParseError("there is nothing on its pages")
    composer = Composer()
    composer.notices += _notices(book)
    printed = without_furniture(sheets)
    counted = all(map(str.isdecimal, book.labels.values()))  # as programs do that know no better
    labels = book.labels | printed if counted else printed | book.labels
    title = book.facts.get("Title", "")
    title = title if _is_title(title) else ""
    whole = _passages(sheets, book.outline, title)
    _compose(composer, whole, labels)
    author = book.facts.get("Author", "")
    return composer.document(
        title or largest(whole) or name, author, _date(book.facts.get("CreationDate", ""))
    )


def _read(data: bytes, password: str | None) -> _Book:
    """What PDFium reads of a document."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD:
            asked = "its password is another one" if password else "it is encrypted and asks for its password"
            raise PasswordNeeded(asked) from error
        if code == raw.FPDF_ERR_SECURITY:
            raise ParseError("it is encrypted in a way that Reader does not know") from error
        raise ParseError("it is damaged, or no PDF at all") from error
    try:
        pages = len(pdf)
        if not pages:
            raise ParseError("it has no pages")
        sheets = list(_sheets(pdf, min(pages, MOST_PAGES)))
        if not any(sheets):
            raise ParseError("it is damaged: none of its pages can be read")
        return _Book(sheets, _labels(pdf, len(sheets)), _outline(pdf), _facts(pdf), pages)
    finally:
        pdf.close()


def _sheets(pdf: PdfDocument, count: int) -> Iterator[Sheet | None]:
    from pypdfium2 import PdfiumError

    for index in range(count):
        try:
            sheet = read_sheet(pdf, index)
        except PdfiumError:
            yield None
        else:
            earn(sum(len(run.text) for run in sheet.runs))
            yield sheet


def _labels(pdf: PdfDocument, count: int) -> dict[int, str]:
    """The names of the pages, where the document says them."""
    labels = {index: pdf.get_page_label(index).strip() for index in range(count)}
    return {index: label for index, label in labels.items() if label}


def _outline(pdf: PdfDocument) -> list[Entry]:
    from pypdfium2 import PdfiumError

    entries: list[Entry] = []
    try:
        for bookmark in pdf.get_toc(max_depth=8):
            goal = bookmark.get_dest()
            page = goal.get_index() if goal else None
            entries.append(Entry(bookmark.get_title().strip("\0 "), bookmark.level + 1, page))
            if len(entries) >= _MOST_ENTRIES:
                break
    except (PdfiumError, ValueError, RecursionError):
        pass  # an outline that is damaged is as far as it could be read
    return entries


def _facts(pdf: PdfDocument) -> dict[str, str]:
    from pypdfium2 import PdfiumError

    try:
        facts: dict[str, str] = pdf.get_metadata_dict(skip_empty=True)
    except (PdfiumError, ValueError):
        return {}
    return {key: value.replace("\0", "").strip() for key, value in facts.items()}


def _is_title(text: str) -> bool:
    """Whether what a document says is its title is one, not a file's name."""
    return (
        bool(re.search(r"[^\W\d]{2}", text))
        and not _FILE_NAME.fullmatch(text.strip())
        and "\ufffd" not in text
    )


def _date(said: str) -> str:
    """A PDF's date (`D:20090415…`) as far as it goes: `2009-04-15`."""
    found = _DATE.match(said)
    return "-".join(part for part in found.groups() if part) if found else ""


def _notices(book: _Book) -> Iterator[str]:
    count = len(book.sheets)
    if book.pages > count:
        yield f"Only the first {count:,} of {book.pages:,} pages were read."
    lost = [index for index, sheet in enumerate(book.sheets) if sheet is None]
    if lost:
        yield f"{_pages(lost)} could not be read."
    pictures = [
        index
        for index, sheet in enumerate(book.sheets)
        if sheet and sheet.drawn and not (sheet.runs or sheet.turned)
    ]
    if pictures:
        yield f"{_pages(pictures)} held pictures and no text."
    cut = [index for index, sheet in enumerate(book.sheets) if sheet and sheet.cut]
    if cut:
        yield f"{_pages(cut)} had more text than could be read."
    sheets = [sheet for sheet in book.sheets if sheet]
    if any(sheet.hidden for sheet in sheets):
        yield "Text that the pages hide, beside them or too small to be seen, was left out."
    said = sum(len(run.text) for sheet in sheets for run in sheet.runs)
    if sum(sheet.unreadable for sheet in sheets) > _UNREADABLE * said:
        yield "Some of the text has shapes but no meaning; ocrmypdf --force-ocr makes a copy that has both."


def _pages(indices: Sequence[int]) -> str:
    """Pages by their numbers: `Pages 2–4 and 7`."""
    spans: list[list[int]] = []
    for index in indices:
        if spans and spans[-1][1] == index - 1:
            spans[-1][1] = index
        else:
            spans.append([index, index])
    names = [f"{a + 1}" if a == b else f"{a + 1}–{b + 1}" for a, b in spans]
    if len(names) > 8:
        names = [*names[:8], "others"]
    said = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"Page{'s' if len(indices) > 1 else ''} {said}"


def _passages(sheets: Sequence[Sheet], outline: Sequence[Entry], title: str) -> list[Passage]:
    """The passages of the pages, whole and in reading order."""
    columns: list[list[Line]] = []
    aside: dict[int, list[list[Line]]] = {}
    figures = take_figures(sheets)
    known = gutters([sheet.runs for sheet in sheets])
    for page, sheet in enumerate(sheets):
        columns += (lines(region, page) for region in _regions(sheet.runs, known))
        turned = sheet.turned.values()
        aside[page] = [lines(region, page) for runs in turned for region in _regions(runs, ())]
        sheet.runs, sheet.turned = [], {}
    body = body_of(columns)
    words = Vocabulary(line for column in columns for line in column)
    by_page: list[list[Passage]] = [[] for _ in sheets]
    for column in columns:
        by_page[column[0].page] += passages(column, body, words)
    for page, here in enumerate(by_page):
        place_figures(here, figures[page], page)
        here += _aside(aside[page], body, words)
    found = [passage for here in by_page for passage in here]
    tell_headings(found, outline, body, title)
    return joined(found, words, body)


def _regions(runs: list[Run], known: Sequence[Gutter]) -> list[Region]:
    return regions(runs, known) if runs else []


def _aside(columns: Sequence[Sequence[Line]], body: Body, words: Vocabulary) -> Iterator[Passage]:
    """Passages that the text runs on past."""
    for column in columns:
        for passage in passages(column, body, words):
            passage.is_float = passage.is_aside = True
            yield passage


def _compose(composer: Composer, whole: Sequence[Passage], labels: dict[int, str]) -> None:
    """Write the passages, with the pages' places: a page's label where the first block begins on it."""
    page = anchored = -1
    open_items: list[Passage] = []
    names = notes.anchors(whole)
    references = notes.references(whole, names)
    for number, passage in enumerate(whole):
        for index in range(anchored + 1, passage.page + 1):
            composer.anchor(page_anchor(index))
        anchored = max(anchored, passage.page)
        if passage.page > page:
            page = passage.page
            composer.page(labels.get(page, str(page + 1)))
        inside = [Anchor(page_anchor(index), offset) for index, offset in passage.turns if index > anchored]
        anchored = max([anchored, *(index for index, _ in passage.turns)])
        if number in names:
            inside.append(Anchor(names[number], 0))
        gap = LINE_GAP if open_items and passage.kind == "list_item" else BLOCK_GAP
        depth = _depth(open_items, passage)
        composer.add(
            passage.kind,
            passage.text.text,
            marker="  " * (depth - 1) + passage.marker,
            level=passage.level or depth,
            gap=gap,
            marks=[*_marks(passage), *references.get(number, ())],
            anchors=inside,
        )


def _depth(open_items: list[Passage], passage: Passage) -> int:
    """How deep a list item stands, 1 the outermost; 0 for what is none.

    Args:
        open_items: The last items of the open list, from the outermost to the innermost; kept up to date.
        passage: The passage.
    """
    if passage.kind != "list_item":
        open_items.clear()
        return 0
    while open_items and _is_deeper(open_items[-1], passage):
        open_items.pop()
    if open_items and not _is_deeper(passage, open_items[-1]):
        open_items.pop()
    open_items.append(passage)
    return len(open_items)


def _is_deeper(item: Passage, other: Passage) -> bool:
    """Whether an item stands deeper than another one; in another column nobody can tell."""
    here, there = item.lines[0], other.lines[0]
    if (here.page, here.edges) != (there.page, there.edges):
        return False
    return here.left > there.left + here.size / 2


def _marks(passage: Passage) -> Iterator[Mark]:
    """The inline formatting of a passage that is not what all of it has."""
    if passage.kind == "code":
        return
    text: Text = passage.text
    said = len(text.text)
    bold = sum(b - a for a, b, style in text.styles if style.bold)
    italic = sum(b - a for a, b, style in text.styles if style.italic)
    for styled in text.styles:
        part = text.text[styled.start : styled.end]
        start = styled.start + len(part) - len(part.lstrip())
        end = start + len(part.strip())
        style = styled.style
        if style.target:
            yield Mark("link", start, end, style.target)
        if passage.kind == "heading":
            continue
        if style.bold and bold < 0.8 * said:
            yield Mark("strong", start, end)
        if style.italic and italic < 0.8 * said:
            yield Mark("emphasis", start, end)
        if style.mono:
            yield Mark("code", start, end)
