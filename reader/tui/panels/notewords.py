"""Note words: what can be typed to narrow Notes, such as `#tag colour:doubt is:note`, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reader.annotation import COLOURS, Annotation
from reader.folding import fold

HINT = "words #tag colour: is:"
"""What is said beside an empty line."""

KINDS: dict[str, Callable[[Annotation], bool]] = {
    "highlight": lambda each: each.kind == "highlight",
    "note": lambda each: bool(each.note),
    "bookmark": lambda each: each.kind == "bookmark",
    "article": lambda each: each.kind == "document",
    "tagged": lambda each: bool(each.tags),
    "orphan": lambda each: each.orphan,
}
"""What can follow `is:`."""

_COLOUR, _KIND = "colour:", "is:"
_SPELLINGS = (_COLOUR, "color:")

Test = Callable[[Annotation], bool]


def parted(typed: str, colours: Mapping[str, str]) -> tuple[list[Test], str]:
    """What was typed, as tests of an annotation and the words that are left to be found in it.

    A tag, a colour and a kind are each meant by how they begin, so that the list narrows while they are
    typed; a hyphen can stand for a space in them.

    Args:
        typed: What the reader has typed.
        colours: What the reader calls the colours.
    """
    tests: list[Test] = []
    words = []
    for word in typed.split():
        small = word.lower()
        spelling = next((each for each in _SPELLINGS if small.startswith(each)), "")
        if word.startswith("#"):
            tests.append(_tag_test(_plain(word[1:])))
        elif spelling:
            tests.append(_colour_test(_plain(word[len(spelling) :]), colours))
        elif small.startswith(_KIND):
            tests.append(_kind_test(_plain(word[len(_KIND) :])))
        else:
            words.append(word)
    return tests, " ".join(words)


def _tag_test(start: str) -> Test:
    return lambda each: any(_plain(tag).startswith(start) for tag in each.tags)


def _colour_test(start: str, colours: Mapping[str, str]) -> Test:
    meant = {
        colour
        for colour in COLOURS
        if colour.startswith(start) or _plain(colours.get(colour, "")).startswith(start)
    }
    exact = {colour for colour in meant if start in (colour, _plain(colours.get(colour, "")))}
    return lambda each: each.kind == "highlight" and each.colour in (exact or meant)


def _kind_test(start: str) -> Test:
    tests = [test for name, test in KINDS.items() if name.startswith(start)] or [lambda _each: False]
    return lambda each: not start or any(test(each) for test in tests)


def completed(typed: str, tags: Iterable[str], colours: Mapping[str, str]) -> str:
    """What was typed, with its last word completed as far as only one end is possible.

    Args:
        typed: What has been typed.
        tags: The tags there are.
        colours: What the reader calls the colours.
    """
    before, _, last = typed.rpartition(" ")
    names = [colours.get(colour) or colour for colour in COLOURS]
    ends = [
        *(f"#{_joined(tag)}" for tag in tags),
        *(f"{_COLOUR}{_joined(name)}" for name in names),
        *(f"{_KIND}{kind}" for kind in KINDS),
    ]
    found = [end for end in ends if end.lower().startswith(last.lower())] if last else []
    if not found:
        return typed
    word = found[0] if len(found) == 1 else shared(found)
    space = " " if len(found) == 1 else ""
    return f"{before} {word}{space}".lstrip() if len(word) >= len(last) else typed


def shared(words: Sequence[str]) -> str:
    """What all of some words begin with, whatever their capitals."""
    first = words[0]
    size = 0
    while size < len(first) and all(word[: size + 1].lower() == first[: size + 1].lower() for word in words):
        size += 1
    return first[:size]


def _plain(word: str) -> str:
    return fold(word.replace("-", " ")).text.strip().lower()


def _joined(name: str) -> str:
    return "-".join(name.split())
