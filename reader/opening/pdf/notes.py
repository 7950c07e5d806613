"""Footnotes and the signs in the text that refer to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from reader.document import Mark
from reader.opening.pdf.passages import Passage
from reader.opening.pdf.signs import note_sign

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def anchors(passages: Sequence[Passage]) -> dict[int, str]:
    """The names of the anchors of the footnotes that begin with a number or a sign.

    Args:
        passages: The passages of a document.

    Returns:
        The names, by the indices of the passages.
    """
    return {
        index: f"note-{passage.page + 1}-{sign}"
        for index, passage in enumerate(passages)
        if passage.kind == "footnote" and (sign := note_sign(passage.text.text))
    }


def references(passages: Sequence[Passage], names: dict[int, str]) -> dict[int, list[Mark]]:
    """The signs that refer to footnotes of their page, at most one for each.

    Args:
        passages: The passages of a document.
        names: The footnotes' anchors, as `anchors` gives them.

    Returns:
        Marks on the signs, by the indices of their passages.
    """
    by_page: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for index, name in names.items():
        by_page[passages[index].page].append((note_sign(passages[index].text.text), name))
    found: dict[int, list[Mark]] = defaultdict(list)
    referred: set[str] = set()
    for index, passage in enumerate(passages):
        if passage.kind in ("footnote", "code"):
            continue
        for page in {line.page for line in passage.lines} & by_page.keys():
            for sign, name in by_page[page]:
                place = _sign(sign).search(passage.text.text)
                if place and name not in referred:
                    referred.add(name)
                    found[index].append(Mark("footnote", place.start(), place.end(), name))
    return found


def _sign(sign: str) -> re.Pattern[str]:
    """What finds a sign where it refers to something: after a word, not as a number's power."""
    return re.compile(
        rf"(?<=[^\s\d{_RAISED}(=+−*∗†‡]){re.escape(sign)}(?![\d{_RAISED}*∗†‡\w])|(?<=[^\s\d=+−]\s){re.escape(sign)}(?=\s|$)"
    )
