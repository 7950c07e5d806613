"""Lines that a typewriter's margin broke become paragraphs again.

A text is hard-wrapped when its lines end because the next word would not have
fitted. That is what is measured here: a line is *full* if the first word of the
next line would have stood beyond the margin. Verse, addresses and dialogue end
their lines sooner, and their lines begin with capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

_NARROWEST = 40
_WIDEST = 130
"""No margin stands before the one or beyond the other column: shorter lines are verse or
lists, longer ones whole paragraphs."""
_UNWRAPPED_SHARE = 0.05
"""Share of lines beyond the widest margin (addresses of pages, mostly) that a wrapped text may have."""
_WRAPPED_SHARE = 0.6
"""Share of full lines from which a text is hard-wrapped. Moby-Dick has 0.97, a sonnet 0.3."""
_CAPITAL_SHARE = 0.7
"""Share of lines with a capital first letter from which they are verse. Prose stays under 0.2
(German: 0.4)."""
_OWN_SHARE = 0.8
"""The same for a group by its own width, which is less sure."""
RAGGED = 0.85
"""Part of the margin's width that a line wrapped by hand still reaches."""
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ".”", "!”", "?”", '."', '!"', '?"', ".’", "!’", "?’", ".)")
_CLOSERS = "-—–\u00ad\u200b"
"""Ends of a line that the next line may follow without a space."""
_EAST_ASIAN = ("\u2e80", "\ua4cf")

Group = Sequence[str]
"""Lines that no empty line divides, without white space at their ends, indented by spaces."""


def margin(groups: Sequence[Group]) -> int | None:
    """The column at which a text was wrapped, or None where it was not.

    Args:
        groups: The text's lines, group by group.
    """
    lengths = [len(line) for group in groups for line in group]
    pairs = [(line, after) for group in groups for line, after in pairwise(group) if len(line) >= _NARROWEST]
    if not pairs or sum(length > _WIDEST for length in lengths) > _UNWRAPPED_SHARE * len(lengths):
        return None
    widths = sorted(max(len(line), len(after)) for line, after in pairs)
    width = widths[len(widths) * 95 // 100]
    full = sum(is_full(line, after, width) for line, after in pairs)
    wrapped = full >= _WRAPPED_SHARE * len(pairs) and not _are_verse(after for _, after in pairs)
    return width if wrapped and width <= _WIDEST else None


def is_full(line: str, after: str, width: float) -> bool:
    """Whether the first word of the line after would have stood beyond a margin."""
    after = after.lstrip()
    if _is_east_asian(after[0]):
        return len(line) + 1 > width
    word = after.find(" ")
    return len(line) + 1 + (len(after) if word < 0 else word) > width


def is_wrapped(group: Group, width: int) -> bool:
    """Whether the lines of a group are one text that was wrapped.

    Args:
        group: Two lines or more.
        width: The text's margin, as `margin` found it.
    """
    if _all_reach(group, width):
        return True
    pairs = list(pairwise(group))
    if sum(is_full(line, after, width * RAGGED) for line, after in pairs) >= _WRAPPED_SHARE * len(pairs):
        return True
    own_width = max(map(len, group))
    return (
        len(pairs) > 2
        and own_width >= _NARROWEST
        and sum(is_full(line, after, own_width) for line, after in pairs) >= _OWN_SHARE * len(pairs)
        and not _are_verse(group[1:])
    )


def join(group: Group) -> str:
    """Lines as running text."""
    group = [line.strip() for line in group]
    ends = {line[-1] for line in group}
    if ends.isdisjoint(_CLOSERS) and max(ends) < _EAST_ASIAN[0]:
        return " ".join(group)
    pieces = [group[0]]
    for line, after in pairwise(group):
        pieces += (_glue(line, after), after)
    return "".join(pieces)


def unwrap(group: Group, width: int) -> list[str]:
    """The paragraphs of a wrapped group.

    A line that ends a sentence well before the margin ends a paragraph.

    Args:
        group: One line or more.
        width: The text's margin, as `margin` found it.
    """
    if _all_reach(group, width):
        return [join(group)]
    starts = [0]
    for index, (line, after) in enumerate(pairwise(group), 1):
        if line.endswith(_SENTENCE_ENDS) and not is_full(line, after, width * RAGGED):
            starts.append(index)
    return [join(group[start:end]) for start, end in pairwise([*starts, len(group)])]


def _all_reach(group: Group, width: int) -> bool:
    """Whether all lines but the last come near the margin."""
    return len(group) > 1 and min(map(len, group[:-1])) >= width * RAGGED


def _are_verse(lines: Iterable[str]) -> bool:
    capitals = [line.lstrip()[:1].isupper() for line in lines]
    return sum(capitals) > _CAPITAL_SHARE * len(capitals)


def _glue(line: str, after: str) -> str:
    """What stands between the words of two lines that are one."""
    if line[-1] == "-" and line[-2:-1].isalpha() and after[0].islower():
        return ""
    if (line[-1] in _CLOSERS and line[-1] != "-") or line.endswith("--"):
        return "" if line.rstrip(_CLOSERS)[-1:].strip() else " "
    return "" if _is_east_asian(line[-1]) and _is_east_asian(after[0]) else " "


def _is_east_asian(character: str) -> bool:
    """Whether it is of a script written without spaces: Chinese or Japanese."""
    return _EAST_ASIAN[0] <= character <= _EAST_ASIAN[1] or "\uff00" <= character <= "\uffef"
