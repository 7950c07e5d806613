"""Paragraphs that columns and pages cut in two become whole again.

What stands between the two parts (footnotes, captions, tables in small type,
the text of figures) follows the paragraph: nothing stands in the middle of a
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.opening.pdf.body import SENTENCE_ENDS, Body
from reader.opening.pdf.lines import Line, Vocabulary
from reader.opening.pdf.passages import Passage

_FARTHEST = 24
"""Passages between the two parts of a paragraph, at most."""
_LONGEST = 100_000
"""Code points of a paragraph that is not made longer: it is something else."""
_LONGEST_LABEL = 30
_HYPHENS = ("-", "\u00ad", "\u2010")
_CLOSERS = "\u201d\u2019\"')]»"


def joined(passages: Sequence[Passage], words: Vocabulary, body: Body) -> list[Passage]:
    """The passages of a document, whole.

    Args:
        passages: The passages of its pages, in reading order, but for headings.
        words: The document's words.
        body: How most of the document is set.
    """
    waiting = list(passages)
    taken = [False] * len(waiting)
    whole: list[Passage] = []
    for index, passage in enumerate(waiting):
        if taken[index]:
            continue
        whole.append(passage)
        part, at = passage, index
        passed: list[int] = []
        while len(passage.text.text) < _LONGEST:
            found = _rest(waiting, taken, at, part, body)
            if found is None:
                break
            passed += [each for each in range(at + 1, found) if not taken[each] and each not in passed]
            part, at = waiting[found], found
            taken[found] = True
            if part.page != passage.lines[-1].page:
                passage.turns.append((part.page, len(passage.text.text)))
            words.append(passage.text, part.text)
            passage.lines += part.lines
        for each in passed:
            if not taken[each]:
                taken[each] = True
                whole.append(waiting[each])
    return whole


def _rest(
    passages: Sequence[Passage], taken: Sequence[bool], index: int, part: Passage, body: Body
) -> int | None:
    """The index of the passage that a part of a paragraph runs on in."""
    if part.kind not in ("paragraph", "list_item", "footnote") or not _may_run_on(part):
        return None
    if part.is_float and part.kind != "footnote":
        return None
    for at in _after(passages, taken, index, part):
        if _runs_on(part, passages[at], body, near=at == index + 1):
            return at
    return None


def _after(passages: Sequence[Passage], taken: Sequence[bool], index: int, part: Passage) -> Iterator[int]:
    """The indices of the passages that a part may run on in: only floats may stand before them."""
    for at in range(index + 1, min(index + 1 + _FARTHEST, len(passages))):
        passage = passages[at]
        if taken[at]:
            continue
        if passage.is_equation:
            return
        if part.kind == "footnote":
            if passage.kind == "footnote" and passage.page == part.lines[-1].page + 1:
                yield at
                return
            if passage.page > part.lines[-1].page + 1:
                return
            continue
        if not passage.is_float or passage.size == part.size:
            yield at
        if passage.kind == "heading" or not (
            passage.is_float or passage.kind == "code" or _is_label(passage)
        ):
            return


def _is_label(passage: Passage) -> bool:
    """Whether a passage looks like words in a figure."""
    said = passage.text.text
    is_short = len(passage.lines) == 1 and len(said) <= _LONGEST_LABEL
    return passage.kind == "paragraph" and is_short and not said.endswith(SENTENCE_ENDS)


def _may_run_on(part: Passage) -> bool:
    """Whether a passage may be the first part of a longer one."""
    last = part.lines[-1]
    if part.is_entry:
        return False
    if part.text.text.endswith(_HYPHENS):
        return True
    reaches = last.edges[1] - last.right < max(0.12 * last.width, 2 * last.size)
    return reaches or not part.text.text.rstrip(_CLOSERS).endswith((".", "!", "?", ":", "…", "。"))


def _runs_on(part: Passage, after: Passage, body: Body, *, near: bool) -> bool:
    """Whether a passage is the rest of a part of one."""
    if after.kind not in ("paragraph", "footnote") or (after.kind == "footnote") != (part.kind == "footnote"):
        return False
    last, first = part.lines[-1], after.lines[0]
    apart = last.page != first.page or last.edges != first.edges or last.base < first.base
    if not apart and near:
        return False
    if abs(last.size - first.size) > 0.06 * max(last.size, first.size) or last.is_bold != first.is_bold:
        return False
    text, more = part.text.text, after.text.text
    if part.kind == "footnote":
        return not text.endswith(SENTENCE_ENDS) and more[:1].islower()
    if more[:1].islower() or text.endswith(_HYPHENS):
        return not text.endswith((".", "!", "?", ":")) or (more[:1].islower() and not text.endswith(":"))
    if not _reaches(last, first):
        return False
    if not text.rstrip(_CLOSERS).endswith((".", "!", "?", ":", "…", "。")):
        return near or not after.indented
    return (
        body.indents
        and not after.indented
        and near
        and not text.endswith(":")
        and after.lines[0].right > (first.edges[0] + 0.8 * first.width)
    )


def _reaches(last: Line, first: Line) -> bool:
    """Whether a line ends near the edge of its column, or has no room for the first word after it."""
    word = first.text.find(" ")
    needed = (len(first.text) if word < 0 else word) + 1
    return last.right + needed * last.letter > last.edges[1]
