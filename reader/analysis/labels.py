"""Interviews and transcripts: the speaker's name, or `Q` and `A`, stands before what is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reader.analysis import lexicon
from reader.analysis.attribution import Attribution, Phrase
from reader.analysis.parse import Passage
from reader.document import BlockKind

CONFIDENCE = 0.95
"""How likely a label names the speaker."""

FEWEST_TURNS = 4
"""A text with fewer turns is no transcript: a label may stand before anything."""

FEWEST_WORDS = 3
"""A turn with fewer words counts for none: what stands after a label may be a figure or a place."""

LONGEST_TURN = 12
"""Over how many paragraphs a speaker goes on without a new label."""

_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [\w.'’-]+){0,4})(?: \([^)]{1,40}\))?: +(?=\S)|([QA])[.:] +(?=\S)")
_QUESTION_AND_ANSWER = frozenset({"q", "a", "question", "answer"})
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[“\"‘«„]")
_SHORT_WORD = 3


@dataclass(slots=True)
class _Turn:
    """What one speaker says: the label with its range, the range of what follows, and its first words."""

    label: str
    start: int
    end: int
    said: int
    stop: int
    words: int


class Labels:
    """The labels of a document, collected passage by passage in reading order."""

    def __init__(self) -> None:
        self._turns: list[_Turn] = []
        self._waiting: list[tuple[BlockKind, int]] = []

    def hear(self, passage: Passage) -> None:
        """Looks for a label at the start of the next passage."""
        match = _LABEL.match(passage.text)
        if not match or not _is_speaker(passage, match):
            if self._turns and len(self._waiting) < LONGEST_TURN:
                self._waiting.append((passage.block, passage.end))
            return
        if self._turns:
            self._go_on(self._turns[-1])
        self._waiting.clear()
        if not _MARKED.match(passage.text, match.end()):
            start, end = (passage.start + offset for offset in match.span(match.lastindex or 0))
            label = match[match.lastindex or 0]
            said = passage.text[match.end() :]
            words = len(_WORD.findall(said))
            self._turns.append(_Turn(label, start, end, passage.end - len(said), passage.end, words))

    def _go_on(self, turn: _Turn) -> None:
        """The paragraphs between two labels belong to the first one, up to a heading."""
        for block, end in self._waiting[: LONGEST_TURN - 1]:
            if block == "heading":
                return
            turn.stop = end

    def turns(self) -> Iterator[tuple[int, int, Attribution]]:
        """What is said after labels, if the document is a transcript.

        Yields:
            The first offset, the offset after the last character, and who says it.
        """
        counts = Counter(turn.label.lower() for turn in self._turns if turn.words >= FEWEST_WORDS)
        recurring = [label for label, count in counts.items() if count > 1]
        if counts.total() < FEWEST_TURNS or len(recurring) < 2:
            return
        for turn in self._turns:
            name = turn.label
            if name.isupper() and len(name) > _SHORT_WORD:
                name = name.title()
            phrase = Phrase(turn.start, turn.end, turn.label, turn.start, name)
            yield turn.said, turn.stop, Attribution(phrase, None, "label", CONFIDENCE)


def _is_speaker(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a label names somebody: in capitals, by `Q` and `A`, by a name, or by what the person is."""
    label = match[match.lastindex or 0]
    return label.isupper() or label.lower() in _QUESTION_AND_ANSWER or _is_named(passage, match)


def _is_named(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a label ends with a name, or with a word for people ("minister")."""
    label = match[match.lastindex or 0]
    if label.split()[-1].lower() in lexicon.words("roles"):
        return True
    end = passage.start + len(label)
    return any(name.kind in ("person", "organisation") and name.end == end for name in passage.names)


def headline(passage: Passage) -> tuple[int, Attribution] | None:
    """`Minister: no money for the bridge` as a heading, or as the first line of a text.

    Returns:
        The offset of what is said, up to the passage's end, and who says it; None where it is no such line.
    """
    if passage.block != "heading" and passage.start:
        return None
    match = _LABEL.match(passage.text)
    if not match or match[2] or _MARKED.match(passage.text, match.end()) or not _is_named(passage, match):
        return None
    if len(_WORD.findall(passage.text, match.end())) < FEWEST_WORDS:
        return None
    start, end = (passage.start + offset for offset in match.span(1))
    phrase = Phrase(start, end, match[1], start, match[1])
    return passage.start + match.end(), Attribution(phrase, None, "label", CONFIDENCE)
