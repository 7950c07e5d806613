"""The names of one passage: the model's, cleaned up, and those of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import NAME_KINDS, EntityKind
from reader.analysis.parse import Name, Passage
from reader.document import BlockKind

SURE = 0.5
"""What score a name has at least that is believed without any other evidence."""

DOUBTFUL: frozenset[EntityKind] = frozenset({"group", "product", "event", "work"})
"""The kinds that the model gives to words of headlines that are no names."""

_EDGE = ' \t“”"„«»‘`([{)]},;:!?*•—–-…|'
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_PREFIX = re.compile(r"(?:the|a|an|The|A|An)\s+(?=\S)|[RDI][-–](?=[A-Z])")  # (R-Texas)
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"^@|\w@\w+\.|://|www\.")
_ENDLESS = re.compile(r" (?:of|of the|for the)$")
_GOES_ON = re.compile(r"(?: [^\W\d_a-z][\w’'-]*)+")
_LOOSE_ENDS = re.compile(r"(?:^|\s+)(?:of|and|the|in|for|to|at|on|from|by|with|a|an|or|as|is)$")
_COMMA = re.compile(", ")
_JOINT = re.compile(r" and |[-–/]")
_CAPITAL_NEXT = re.compile(r"\.? [^\W\d_a-z]")
_LETTERS_FIRST = re.compile(r"(?<![^\W_])[^\W\d_][\w.'’]*")
_HEADLINE_WORDS = (4, 15)
_HEADLINE_SHARE = 0.6
_OPENING = re.compile(r"(?:^|[.!?] )[ “\"‘*•–-]*$")
_ALONE = re.compile(r"\.(?: (?=\S)|$)")
_OBJECT = re.compile(r" (?:the|a|an|your|its|this|that|these|those|all|every|each) ")
_TAIL = re.compile(r"(?: [a-z][a-z-]+)+$")
_LETTERS = re.compile(r"(?<![^\W_])(?:[A-Z]\.)+[A-Z]$")
_ABBREVIATED = re.compile(r"(?:^|[ ,])(?:Inc|Corp|Ltd|Co|Bros|Jr|Sr)$")


def names_of(passage: Passage) -> list[Name]:
    """The names, dates and amounts of a passage, in reading order, without overlaps.

    A name of the gazetteer wins over a shorter one of the model, and loses
    against a longer one, of which it may be a part (`Bank of China`).

    Args:
        passage: Its text, and what the model and the rules for amounts take for names there; its
            tokens are not needed.
    """
    text = passage.text
    given = [_moved(name, -passage.start) for name in passage.names]
    found = [clean for name in given for clean in cleaned(text, name) if not _is_lead_in(text, clean)]
    if is_headline(passage.block, text):
        found = [name for name in found if name.kind not in DOUBTFUL]
    known = gazetteer.load()
    for start, end in known.scanner.find(text):
        kind = known.kinds[text[start:end]]
        start += 4 if text.startswith("the ", start) else 0
        if not _shouted(text, start, end):
            found.append(Name(start, end, kind))
    return [_moved(name, passage.start) for name in longest(found)]


def is_headline(block: BlockKind, text: str) -> bool:
    """Whether a block is short, most of its words have capitals, and no full stop ends it.

    One that is no heading needs four words for that: shorter ones are often bare names.
    """
    words = _LETTERS_FIRST.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    fewest = 1 if block == "heading" else _HEADLINE_WORDS[0]
    short = fewest <= len(words) <= _HEADLINE_WORDS[1] and capitals >= _HEADLINE_SHARE * len(words)
    return short and not text.rstrip(' ”"’)').endswith(".")


def _is_lead_in(text: str, name: Name) -> bool:
    """Whether a name is one word that may as well be a command.

    So stand the lead-ins of list items ("Mark. Press a key …") and verbs before their object ("Mark the
    page"). If it is a name, the text has it elsewhere.
    """
    if name.kind not in NAME_KINDS or " " in text[name.start : name.end]:
        return False
    before, after = text[: name.start], text[name.end :]
    alone = _ALONE.match(after) and not before.strip(_EDGE)
    return bool(alone or (_OPENING.search(before) and _OBJECT.match(after)))


def _moved(name: Name, by: int) -> Name:
    return replace(name, start=name.start + by, end=name.end + by)


def longest(names: Iterable[Name]) -> list[Name]:
    """Names without overlaps: of two that overlap the longer one stays, of equals the first."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        places = range(name.start, name.end)
        if not taken.intersection(places):
            taken.update(places)
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def cleaned(text: str, name: Name) -> Iterator[Name]:
    """A name without the signs, articles, possessives and titles round it.

    Args:
        text: The text that the name's offsets count in.
        name: What the model takes for a name.

    Yields:
        The name; several where it is several ("Lagos, Nigeria", "US-China"); none where nothing is left
        that can be one.
    """
    if name.kind not in NAME_KINDS:
        yield name
        return
    for start, end in _parts(text, name):
        start, end = _shorn(text, start, end)
        if match := _PREFIX.match(text[start:end]):
            start += match.end()
        whole = _completed(text, start, end, name.kind)
        end = _without_tail(text, start, whole)
        kind, score = name.kind, name.score if end == whole else name.score / 2
        if kind in ("person", "group"):
            first = _after_titles(text, start, end)
            if kind == "person" or (first > start and " " in text[first:end]):
                start, kind = first, "person"
        else:
            end = _before_titles(text, start, end)
        start, end = _shorn(text, start, end)
        form = text[start:end]
        believed = any(map(str.isupper, form)) or name.score >= SURE
        if end - start > 1 and believed and not _ADDRESS.search(form):
            yield Name(start, end, kind, score)


def _parts(text: str, name: Name) -> list[tuple[int, int]]:
    """The ranges of a name: a comma parts two places; a hyphen or "and" two known names."""
    known = gazetteer.load().kinds
    form = text[name.start : name.end]
    if name.kind == "place" and ", " in form:
        joint = _COMMA.search(form)
    else:
        joint = None if form in known else _JOINT.search(form)
        if joint and not (form[: joint.start()] in known and form[joint.end() :] in known):
            joint = None
    if not joint:
        return [(name.start, name.end)]
    return [(name.start, name.start + joint.start()), (name.start + joint.end(), name.end)]


def _completed(text: str, start: int, end: int, kind: EntityKind) -> int:
    """Where a name ends that was cut off after "of" or before an abbreviation's dot, or goes on too long."""
    if _ENDLESS.search(text, start, end) and (match := _GOES_ON.match(text, end)):
        return match.end()
    while match := _LOOSE_ENDS.search(text, start, end):
        end = match.start()
    form = text[start:end]
    is_state = kind == "place" and form in lexicon.table("states")
    abbreviated = is_state or _ABBREVIATED.search(form)
    if text.startswith(".", end) and (abbreviated or _LETTERS.search(form)):
        return end + 1
    return end


def _without_tail(text: str, start: int, end: int) -> int:
    """Where a name ends without the common nouns after it ("Palestinian state")."""
    tail = _TAIL.search(text, start, end) if text[start : start + 1].isupper() else None
    return tail.start() if tail else end


def _shorn(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without the signs and the possessive at its ends."""
    while True:
        before = start, end
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if match := _POSSESSIVE.search(text[start:end]):
            end = start + match.start()
        if before == (start, end):
            return start, end


def _after_titles(text: str, start: int, end: int) -> int:
    """The offset after the titles with which a person's name begins; at least one word stays."""
    words = list(_WORD.finditer(text, start, end))
    titles = lexicon.words("titles")
    led = takewhile(lambda word: word.group() == "O" or word.group().lower() in titles, words[:-1])
    first = sum(1 for _ in led)
    if first and words[first].group() == "of":  # Secretary of State Anna Berger
        first = first + 2 if first + 3 < len(words) else 0
    return words[first].start() if words else start


def _before_titles(text: str, start: int, end: int) -> int:
    """Where the name of a body or a place ends before the titles of its people ("Oslo Mayor Anna Berger")."""
    if not _CAPITAL_NEXT.match(text, end):
        return end
    words = list(_WORD.finditer(text, start, end))
    while len(words) > 1 and words[-1].group().lower() in lexicon.words("titles"):
        words.pop()
    return words[-1].end() if words else end


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a short word in capitals stands among others in capitals, as "US" in "LET US GO"."""
    if not text[start:end].isupper() or end - start > 3:
        return False
    words = text[max(0, start - 30) : start].split()[-1:] + text[end : end + 30].split()[:1]
    return bool(words) and all(word.isupper() and word.isalpha() and len(word) > 1 for word in words)
