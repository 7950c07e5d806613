"""Which passages are headings, and of what level.

The document's own outline decides where it has one and its titles are found in
the text. Otherwise type does: a short passage that is larger than the text
round it, or heavy, or numbered like one. Levels follow the sizes; numbers such
as 2.1 say their level themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.opening.headings import LONGEST
from reader.opening.pdf.body import SENTENCE_ENDS, Body
from reader.opening.pdf.lines import LEADER
from reader.opening.pdf.passages import FAR, Passage

_DEEPEST = 5
_LARGER = 1.08
"""Part of the body's size of type from which type is larger."""
_SMALLEST = 0.93
"""Part of the body's size of type below which nothing but an abstract's heading is one."""
_APART = 1.25
"""Usual distances of lines that are over a heading that is set like the text."""
_CLOSE = 1.7
"""Usual distances of lines that are at most under it."""
_LONGEST_NUMBERED = 70
_LONGEST_PLAIN = 80
"""Code points that a heading has at most that is known by its number, or by its slant or its font only."""
_FOUND = 0.5
"""Share of an outline's entries that must be found in the text for it to decide."""
_LONGEST_TITLE = 300
_TITLE_PARTS = 3
"""Passages that a title may be in, with what stands between them."""
_NUMBERED = re.compile(
    r"(?:(?P<deep>\d{1,2}(?:\.\d{1,2})*)\.?|[A-Z]\.|[IVX]+\.|(?:appendix|chapter|part|kapitel|section)\s+\w+[.:]?)\s+\S",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:(?:chapter|part|section|appendix|kapitel|teil)\s+)?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)?[.:]?\s+",
    re.IGNORECASE,
)
_UNLIKE = 0.4
"""Part of its length by which what an outline says may differ from a title."""
_LONGEST_PREFIX = 18
"""What a title in the text may have before what the outline says: `CHAPTER THIRTEEN`."""
_OPENERS = "“‘\"'(«„¿¡…"
_NO_TITLE = re.compile(r"[\d\s\W]*|.*[,;]|https?://.*|.*@.*\.\w+", re.IGNORECASE)
_UNNUMBERED = {
    "abstract",
    "introduction",
    "conclusion",
    "conclusions",
    "references",
    "bibliography",
    "acknowledgements",
    "acknowledgments",
    "acknowledgement",
    "appendix",
    "contents",
    "preface",
    "index",
    "summary",
    "glossary",
}


class Entry(NamedTuple):
    """An entry of a document's own outline.

    Attributes:
        title: What it says.
        level: How deep it stands, 1 the highest.
        page: The index of the page it leads to; None where unknown.
    """

    title: str
    level: int
    page: int | None


class _Look(NamedTuple):
    """How a heading is set: what is alike is of one level."""

    size: float
    bold: bool
    capitals: bool
    font: str  # where nothing else tells it from the text


def tell_headings(passages: Sequence[Passage], outline: Sequence[Entry], body: Body, known: str = "") -> None:
    """Make headings of the passages that are headings.

    Args:
        passages: The passages of a document, in order.
        outline: The document's own outline; may be empty.
        body: How most of the document is set.
        known: The document's title, where it says it itself.
    """
    title = _said_title(passages, known)
    if title is None:
        title = _title_of(passages, body)
    levels = _from_outline(passages, outline, title)
    levels = _with_like(levels, passages, body) if levels else _from_looks(passages, body, title)
    if title is not None:
        levels[title] = 1
    ranks = sorted(set(levels.values()))
    for index, level in levels.items():
        passage = passages[index]
        if passage.marker:
            passage.text.text = passage.marker + passage.text.text
            passage.marker = ""
        passage.kind, passage.level = "heading", min(ranks.index(level) + 1, _DEEPEST)
        passage.is_float = False


def largest(passages: Sequence[Passage]) -> str:
    """The text in the largest type on the first page, which is mostly the title; empty for none."""
    first = [each for each in passages if each.page == 0 and _may_be(each)]
    best = max(first, key=lambda each: (round(each.size), -each.page), default=None)
    if best is None or len(best.text.text) > _LONGEST_TITLE or not re.search(r"[^\W\d]{2}", best.text.text):
        return ""
    return best.text.text


def _said_title(passages: Sequence[Passage], known: str) -> int | None:
    """The index of the passage on the first pages that says a title."""
    wanted = _letters(known)
    for index, passage in enumerate(passages):
        if passage.page > 1:
            break
        said = _letters(passage.marker + passage.text.text)
        is_title = said == wanted or (wanted.startswith(said) and 2 * len(said) > len(wanted))
        if wanted and is_title and _may_be(passage) and len(said) > 3:
            return index
    return None


def _title_of(passages: Sequence[Passage], body: Body) -> int | None:
    """The index of the passage that is the document's title."""
    first = [
        index
        for index, each in enumerate(passages)
        if each.page == 0 and _may_be(each) and len(each.text.text) <= _LONGEST_TITLE
    ]
    if not first:
        return None
    size = max(passages[index].size for index in first)
    if size < 1.2 * body.size:
        return None
    largest = [index for index, each in enumerate(passages) if each.size > 0.97 * size and not each.is_aside]
    found = next(
        (index for index in largest if len(re.findall(r"[^\W\d]", passages[index].text.text)) > 3), None
    )
    if found is None or largest[-1] > found + _TITLE_PARTS:
        return None  # what is set like others is a heading like them
    return found if passages[found].page == 0 else None


def _may_be(passage: Passage) -> bool:
    is_apart = passage.is_aside or passage.is_entry
    return passage.kind in ("paragraph", "list_item", "heading") and not is_apart


def _letters(text: str) -> str:
    """The letters and figures of a text, all that matters where titles are compared."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _from_outline(passages: Sequence[Passage], outline: Sequence[Entry], title: int | None) -> dict[int, int]:
    """The levels of the headings that the outline names; empty where too few of them are found."""
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for index, passage in enumerate(passages):
        if len(passage.text.text) <= _LONGEST_TITLE and _may_be(passage):
            said[passage.page][index] = _letters(passage.marker + passage.text.text)
    entries = [entry for entry in outline if _letters(entry.title) and entry.page is not None]
    levels: dict[int, int] = {}
    for entry in entries:
        found = _find(entry, said)
        if found is not None:
            levels[found] = 1 if found == title else entry.level
            del said[passages[found].page][found]
    if not entries or len(levels) < _FOUND * len(entries) or len(levels) < 2:
        return {}
    top = min(levels.values())
    others = sum(level == top for level in levels.values()) > 1
    shift = (2 if title is not None and others else 1) - top
    return {index: level + shift for index, level in levels.items()}


def _find(entry: Entry, said: dict[int, dict[int, str]]) -> int | None:
    """The passage that an entry of the outline names, on its page or the next one.

    Args:
        entry: The entry.
        said: The letters of the passages that may be headings, by their indices, by their pages.
    """
    wanted, bare = _letters(entry.title), _letters(_PREFIX.sub("", entry.title))
    page = entry.page or 0
    nearby = [(index, text) for at in (page, page + 1) for index, text in said.get(at, {}).items() if text]
    for index, text in nearby:
        prefix = len(text) - len(bare)
        if text in (wanted, bare) or (len(bare) > 3 and text.endswith(bare) and prefix <= _LONGEST_PREFIX):
            return index
    for index, text in nearby:
        differ = abs(len(text) - len(wanted)) < _UNLIKE * len(wanted) + 4
        if len(text) > 3 and differ and (wanted.startswith(text) or text.startswith(wanted)):
            return index
    return None


def _with_like(levels: dict[int, int], passages: Sequence[Passage], body: Body) -> dict[int, int]:
    """The headings that the outline names, and those that are set like them: a preface, the contents."""
    seen: dict[_Look, Counter[int]] = defaultdict(Counter)
    for index, level in levels.items():
        seen[_look(passages[index])][level] += 1
    added = {}
    for index, passage in enumerate(passages):
        look = _look(passage) if _may_be(passage) else None
        if index in levels or passage.page == 0 or look not in seen:
            continue
        if look is not None and look.size > _LARGER * body.size and _looks_like_one(passages, index, body):
            added[index] = seen[look].most_common(1)[0][0]
    return levels | added


def _from_looks(passages: Sequence[Passage], body: Body, title: int | None) -> dict[int, int]:
    """The levels of the passages that are set like headings."""
    chosen = [
        index for index in range(len(passages)) if index != title and _looks_like_one(passages, index, body)
    ]
    chosen = _without_runs(chosen)
    if title is not None:
        chosen = _without_authors(chosen, passages)
    looks = {index: _look(passages[index]) for index in chosen}
    ranks = _ranks(dict.fromkeys(looks.values()))
    first = 2 if title is not None else 1
    levels = {index: first + _rank(ranks, looks[index]) for index in chosen}
    depths = _depths(passages, chosen)
    top = min((levels[index] for index, depth in depths.items() if depth == 1), default=first)
    for index in chosen:
        if index in depths:
            levels[index] = top + depths[index] - 1
        elif _letters(passages[index].text.text) in _UNNUMBERED and (depths or passages[index].page == 0):
            levels[index] = top
    return levels


def _ranks(looks: Iterable[_Look]) -> list[list[_Look]]:
    """Looks by their ranks, the highest first, those that differ by less than half a point together.

    What is alike but for its font ranks as it comes: a chapter's heading stands before its parts'.
    """
    merged: list[list[_Look]] = []
    for look in sorted(looks, key=lambda look: (-look.size, not look.capitals, not look.bold)):
        if merged and merged[-1][0].size - look.size < 0.5 and merged[-1][0][1:] == look[1:]:
            merged[-1].append(look)
        else:
            merged.append([look])
    return merged


def _rank(ranks: Sequence[Sequence[_Look]], look: _Look) -> int:
    return min(next(number for number, group in enumerate(ranks) if look in group), 3)


def _depths(passages: Sequence[Passage], chosen: Sequence[int]) -> dict[int, int]:
    """How many parts the numbers of numbered headings have: 2 for `3.1 Words`."""
    depths: dict[int, int] = {}
    for index in chosen:
        found = _NUMBERED.match(passages[index].marker + passages[index].text.text)
        if found and found["deep"]:
            depths[index] = found["deep"].count(".") + 1
    return depths if len(depths) > 1 else {}


def _look(passage: Passage) -> _Look:
    text = passage.text.text
    bold = all(line.is_bold for line in passage.lines)
    return _Look(
        round(passage.size * 2) / 2,
        bold,
        text.isupper(),
        "" if bold or text.isupper() else passage.lines[0].font,
    )


def _looks_like_one(passages: Sequence[Passage], index: int, body: Body) -> bool:
    passage = passages[index]
    if not _may_be(passage) or passage.is_caption:
        return False
    text = passage.marker + passage.text.text
    letters = len(re.findall(r"[^\W\d_]", text))
    if len(text) > 1.5 * LONGEST or len(passage.lines) > 3 or letters < 3 or _NO_TITLE.fullmatch(text):
        return False
    if LEADER in text:
        return False
    if passage.kind == "list_item" and not _NUMBERED.match(text):
        return False
    if text.endswith((".", ":")) and not passage.size > 1.3 * body.size and len(text) > 40:
        return False
    if passage.gap + 0.6 < passage.gap_below < FAR:
        return False
    if (not text[0].isalnum() and text[0] not in _OPENERS) or 2 * letters < len(text) - text.count(" "):
        return False
    if text[0].islower() or not _has_text_under_it(passages, index, body):
        return False
    larger = passage.size > _LARGER * body.size
    bold = all(line.is_bold for line in passage.lines) and not body.is_bold
    if passage.size < _SMALLEST * body.size:
        return bold and _letters(text) in _UNNUMBERED
    if larger or (bold and passage.gap > 1.1):
        return True
    apart = passage.gap > _APART and len(passage.lines) <= 2
    return apart and _reads_like_one(passage, text, body)


def _reads_like_one(passage: Passage, text: str, body: Body) -> bool:
    """Whether a passage that stands apart is a heading though it is neither large nor heavy."""
    if _letters(text) in _UNNUMBERED or (text.isupper() and " " in text):
        return True
    number = _NUMBERED.match(text)
    if text.endswith((".", ":", ";", ",")) or not text[number.end() - 1 if number else 0].isupper():
        return False
    if number:
        return len(text) < _LONGEST_NUMBERED
    italic = all(line.is_italic for line in passage.lines)
    first = passage.lines[0]
    flush = first.left - first.edges[0] < first.size and len(first.cells) == 1 and "=" not in text
    other = first.font != body.font and len(passage.lines) == 1 and passage.gap_below < _CLOSE
    return flush and (italic or other) and len(text) < _LONGEST_PLAIN


def _has_text_under_it(passages: Sequence[Passage], index: int, body: Body) -> bool:
    """Whether the passage is over text, not over nothing or only figures' text."""
    for after in passages[index + 1 : index + 12]:
        if after.kind in ("paragraph", "list_item", "code", "caption") and (
            len(after.text.text) > 40 or after.size > _LARGER * body.size
        ):
            return True
    return False


def _without_authors(chosen: Sequence[int], passages: Sequence[Passage]) -> list[int]:
    """The headings, but for names and the like between the title and the first heading with text under it."""
    within = set(chosen)
    for number, index in enumerate(chosen):
        if passages[index].page > 0:
            return list(chosen[number:])
        under = next(
            (each for at, each in enumerate(passages[index + 1 :], index + 1) if at not in within), None
        )
        if under is not None and len(under.text.text) > LONGEST and under.text.text.endswith(SENTENCE_ENDS):
            return list(chosen[number:])
    return []


def _without_runs(chosen: Sequence[int]) -> list[int]:
    """The headings, but for long runs of them with no text between: those are lists, forms, title pages."""
    kept: list[int] = []
    run: list[int] = []
    for index in [*chosen, 10**9]:
        if run and index == run[-1] + 1:
            run.append(index)
            continue
        kept += run if len(run) < 4 else run[-1:]
        run = [index]
    return kept
