"""Citing: who says a passage and where it is from, in one line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from reader.analysis.marks import find_marked
from reader.document import Document, Span, day
from reader.exchange.markdown import passage
from reader.sanitise import clean, line

_IN_ADDRESSES = str.maketrans({each: f"%{ord(each):02X}" for each in "()<>\\ \t\n"})
"""What would end an address in Markdown."""

_SINGLE = str.maketrans("“”", "‘’")
"""Marks within marks, as they are printed."""


def cited(document: Document, text: str, span: Span | None = None, speaker: str = "") -> str:
    """A passage in quotation marks, and where it is from: `“…” — Speaker, in Author, “Title”, Site, date`.

    Args:
        document: What the passage is of.
        text: The passage. Where it is a whole quotation already, it gets no second marks.
        span: Where it stands, for the printed page; None where that is unknown.
        speaker: Who says it, if not the writer.
    """
    words = clean(text).strip()
    stretches = find_marked(words)
    marked = (
        len(stretches) == 1 and stretches[0].closed and len(words) == stretches[0].end - stretches[0].start
    )
    within = words.translate(_SINGLE)
    return f"{words if marked else f'“{within}”'} — {source(document, span, speaker)}"


def source(document: Document, span: Span | None = None, speaker: str = "", *, markdown: bool = False) -> str:
    """Where a passage is from: `Speaker, in Author, “Title”, Site, 5 March 2024, p. 12, https://…`.

    Args:
        document: What it is of.
        span: Where it stands, for the printed page.
        speaker: Who says it, if not the writer.
        markdown: Whether the title is a link and all else is escaped.
    """
    parts = ", ".join(_parts(document, span, markdown))
    who = line(speaker)
    if markdown:
        who = passage(who) if who else ""
    return f"{who}, in {parts}" if who else parts


def _parts(document: Document, span: Span | None, markdown: bool) -> Iterator[str]:
    address = document.source if document.source.startswith(("http://", "https://")) else ""
    title, author, site = (line(each) for each in (document.title, document.author, document.site))

    def plain(words: str) -> str:
        return passage(words) if markdown else words

    if author:
        yield plain(author)
    if markdown:
        yield linked(passage(title), address) if address else f"*{passage(title)}*"
    else:
        yield f"“{title}”"
    if site and site not in (author, title):
        yield plain(site)
    if date := line(day(document.date)):
        yield plain(date)
    if span and (pages := _pages(document, span)):
        yield plain(pages)
    if address and not markdown:
        yield line(address)


def _pages(document: Document, span: Span) -> str:
    """The printed pages that a passage stands on: `p. 12`, `pp. 12–13`; nothing where that is unknown."""
    starts = [page.offset for page in document.pages]
    first, last = (
        bisect_right(starts, span.start) - 1,
        bisect_right(starts, max(span.start, span.end - 1)) - 1,
    )
    if first < 0:
        return ""
    names = [line(document.pages[index].name) for index in (first, last)]
    return f"p. {names[0]}" if names[0] == names[1] else f"pp. {names[0]}–{names[1]}"


def linked(words: str, address: str) -> str:
    """A link in Markdown.

    Args:
        words: What it is on, as Markdown.
        address: Where it leads.
    """
    return f"[{words}]({line(address).translate(_IN_ADDRESSES)})"
