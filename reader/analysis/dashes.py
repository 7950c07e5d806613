"""Dialogue that a dash opens, as many novels print it: `— It will rain, said Anna`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis.cuewords import cue_verb
from reader.analysis.marks import Stretch
from reader.analysis.parse import Passage

DASHES = "—–―"
"""The dashes that open what somebody says; a hyphen opens the item of a list."""

_OPENING = re.compile(rf"\s*[{DASHES}]\s*(?=[A-Z¿¡])")
_BEFORE_VERB = re.compile(rf"[,!?.…]\s*[{DASHES}]?\s*$")
_AFTER_SPEAKER = re.compile(rf"\s*[,.;:{DASHES}]\s*[{DASHES}]?\s*")
_SUBJECT_REACH = 4


def find_dashed(passage: Passage, *, goes_on: bool) -> tuple[Stretch, ...]:
    """What is said in a paragraph that a dash opens.

    Args:
        passage: The paragraph.
        goes_on: Whether the paragraph before was dialogue of this sort: then this one needs no word of
            speaking to be taken for it.

    Returns:
        The stretches before and after the words that tell who speaks; none where it is no dialogue.
    """
    opening = _OPENING.match(passage.text)
    if not opening:
        return ()
    told = next(_tellings(passage), None)
    if told is None:
        return _stretches(passage, (0, len(passage.text))) if goes_on else ()
    return _stretches(passage, (0, told[0]), (told[1], len(passage.text)))


def _tellings(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches within a paragraph that tell who speaks, from a verb of saying to its speaker's end."""
    for index, token in enumerate(passage.tokens):
        start = token.start - passage.start
        verb = cue_verb(token)
        if verb is None or verb.kind not in ("speech", "judgement"):
            continue
        if not _BEFORE_VERB.search(passage.text[:start]):
            continue
        for after in passage.tokens[index + 1 : index + 1 + _SUBJECT_REACH]:
            if after.pos in ("PROPN", "PRON", "NOUN"):
                end = _AFTER_SPEAKER.match(passage.text, after.end - passage.start)
                if end:
                    yield start, end.end()
                    break


def _stretches(passage: Passage, *ranges: tuple[int, int]) -> tuple[Stretch, ...]:
    """Ranges as stretches, without the blanks and dashes at their ends; those without words are left out."""
    found = []
    for start, end in ranges:
        inner = passage.text[start:end]
        trimmed = inner.rstrip(f" {DASHES}")
        start += len(inner) - len(inner.lstrip())
        if any(map(str.isalnum, trimmed)):
            found.append(Stretch(start, start + len(trimmed.lstrip()), True, DASHES[0]))
    return tuple(found)
