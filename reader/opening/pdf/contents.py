"""Tables of contents: a line an entry, its title and the number of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.opening.pdf.body import Body, distance
from reader.opening.pdf.lines import LEADER, Line, Text, Vocabulary, without_leaders
from reader.opening.pdf.signs import LED

_FEWEST = 3
"""Entries of a table of contents."""
_MANY = 40
"""Entries from which there would have been dots before a number if there were any."""
_LED_SHARE = 0.3
"""Share of the entries that have dots before their page's number."""
_LINES = 3
"""Lines of an entry, of which the last one ends with the number."""
_FAR = 4.0
"""Usual distances of lines between two entries."""
_TITLES = (
    *(
        "contents",
        "table of contents",
        "inhalt",
        "inhaltsverzeichnis",
        "table des matières",
        "sommaire",
        "índice",
    ),
    *("índice general", "indice", "sommario", "inhoud", "inhoudsopgave", "list of figures", "list of tables"),
)
"""What stands over a table of contents."""
_END = re.compile(r"(?:^|[\s…._·])(?P<page>\d{1,4}|[ivxlc]{1,7})$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def contents_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where a table of contents that begins with a line ends; 0 where none does.

    Its lines end with the numbers of pages, which never go down; and enough of
    them are led there by dots, or the line over them says what they are.

    Args:
        column: The lines of a part of a page.
        start: The index of the line.
        body: How most of the document is set.
    """
    titled = start > 0 and column[start - 1].text.strip(" .:").casefold() in _TITLES
    end = index = start
    count = led = last = 0
    while index < len(column) and index - end < _LINES:
        if index > start and distance(column[index - 1], column[index], body) > _FAR:
            break
        page = _page(column[index])
        if page is not None:
            if page < last:
                break
            count, led, last, end = count + 1, led + _is_led(column[index]), page, index + 1
            if count > _MANY and not led and not titled:
                return 0
        elif not count or _fills(column[index]) or _is_sentence(column[index]):
            break
        index += 1
    return end if count >= _FEWEST and (titled or led >= max(2, _LED_SHARE * count)) else 0


def entries(lines: Sequence[Line], words: Vocabulary) -> Iterator[tuple[list[Line], Text]]:
    """The entries of a table of contents: their lines, and what they say.

    Args:
        lines: The table's lines.
        words: The document's words.
    """
    entry: list[Line] = []
    for line in lines:
        entry.append(line)
        if _page(line) is not None:
            yield entry, words.join([*entry[:-1], _with_leader(line)])
            entry = []
    if entry:
        yield entry, words.join(entry)


def _with_leader(line: Line) -> Line:
    """The line with an ellipsis between its title and its page's number."""
    plain = without_leaders(line)
    if LEADER in plain.text or len(line.cells) < 2 or not _END.search(line.text):
        return plain
    cut = line.cells[-1][0]
    return without_leaders(line, cut) if line.text[cut:].strip().isalnum() else plain


def _page(line: Line) -> int | None:
    """The number of the page at the end of an entry; roman ones come before all others."""
    found = _END.search(line.text)
    if not found or not (found.start() or line.text.isdecimal()):
        return None
    page = found["page"]
    if page.isdecimal():
        return int(page)
    return 0 if _is_led(line) else None


def _is_led(line: Line) -> bool:
    return bool(LED.search(line.text))


def _fills(line: Line) -> bool:
    return line.right > line.edges[1] - line.size and len(line.text) > 60


def _is_sentence(line: Line) -> bool:
    return line.text.endswith((".", ":", ";", ",")) and not _is_led(line)
