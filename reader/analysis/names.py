"""The names of one passage: the engine's, cleaned up, and those of the gazetteer."""

from __future__ import annotations

import re

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import NAME_KINDS
from reader.analysis.parse import Name, Passage

_EDGE = ' \t“”"„«»‘`([{)]},;:!?*•—–-…|'
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_ARTICLE = re.compile(r"^(?:the|a|an|The|A|An)\s+(?=\S)")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"@\w|://|www\.|\.(?:com|org|net)\b")
_BREAK = re.compile(r"(?<! al)(?<! el) [-–—/|] |(?<=[a-z]{3})[.?!;] (?=[A-Z])|\n")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Corp|Ltd|Bros|Mrs|Gen|Gov|Sen|Rep|Col|Capt|Sgt|Maj|Rev|Prof|Fort|Mount)$"
)
_INITIAL_LAST = re.compile(r"\b[A-Z]\.?$")
_SURNAME_NEXT = re.compile(r"\.? (?!(?:The|He|She|It|In|On|At|But|And)\b)([A-Z][a-z’'-]+[a-z])\b")
_OPENING = re.compile(r"(?:^|[.!?] )[ “\"‘*•–-]*$")
_ALONE = re.compile(r"\.(?: (?=\S)|$)")
_OBJECT = re.compile(r" (?:the|a|an|your|its|this|that|these|those|all|every|each) ")
_HEADLINE_WORDS = (4, 15)
_HEADLINE_SHARE = 0.6


def names_of(passage: Passage) -> list[Name]:
    """The names, dates and amounts of a passage, in reading order, without overlaps.

    A name of the gazetteer wins over a shorter one of the engine, and loses
    against a longer one, of which it may be a part (`Bank of China`). In a
    headline, where most words have capitals, the engine's names do not count:
    if they are names they stand in the text as well.
    """
    known = gazetteer.load()
    cleaned_names = (clean for name in passage.names if (clean := cleaned(passage, name)))
    found = [
        name
        for name in cleaned_names
        if not _shouted(passage.text, name.start - passage.start, name.end - passage.start)
    ]
    found = [name for name in found if not _is_lead_in(passage, name)]
    if is_headline(passage):
        found = [name for name in found if name.kind not in NAME_KINDS]
    for start, end in known.scanner.find(passage.text):
        text = passage.text[start:end]
        start += 4 if text.startswith("the ") else 0
        if not _shouted(passage.text, start, end):
            found.append(Name(passage.start + start, passage.start + end, known.kinds[text]))
    return longest(found)


def is_headline(passage: Passage) -> bool:
    """Whether a passage is short, most of its words have capitals, and no full stop ends it.

    A block that is no heading needs four words for that: shorter ones are often bare names.
    """
    if passage.text.rstrip(' ”"’)').endswith("."):
        return False
    words = [token.text for token in passage.tokens if token.text[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    fewest = 1 if passage.block == "heading" else _HEADLINE_WORDS[0]
    return fewest <= len(words) <= _HEADLINE_WORDS[1] and capitals >= _HEADLINE_SHARE * len(words)


def _is_lead_in(passage: Passage, name: Name) -> bool:
    """Whether a name is one word that may as well be a command.

    So stand the lead-ins of list items ("Mark. Press a key …") and verbs before their object ("Mark the
    page"). If it is a name, the text has it elsewhere.
    """
    start, end = name.start - passage.start, name.end - passage.start
    before, after = passage.text[:start], passage.text[end:]
    if name.kind not in NAME_KINDS or " " in passage.text[start:end]:
        return False
    alone = _ALONE.match(after) and not before.strip(_EDGE)
    return bool(alone or (_OPENING.search(before) and _OBJECT.match(after)))


def longest(names: list[Name]) -> list[Name]:
    """Names without overlaps: of two that overlap the longer one stays, of equals the first."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        places = range(name.start, name.end)
        if not taken.intersection(places):
            taken.update(places)
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def cleaned(passage: Passage, name: Name) -> Name | None:
    """A name without signs, articles, possessives and titles round it.

    Returns:
        The name, or None where nothing of it is left that can be one.
    """
    text = _text(passage, name)
    start, end = _shorn(text, 0, len(text))
    if name.kind not in NAME_KINDS:
        return Name(name.start + start, name.start + end, name.kind) if start < end else None
    if _ADDRESS.search(text):
        return None
    end = _before_break(text, start, end)
    if match := _ARTICLE.match(text[start:end]):
        start += match.end()
    if name.kind == "person":
        start = _after_titles(text, start, end)
    start, end = _shorn(text, start, end)
    if end - start < 2 or not (any(map(str.isupper, text[start:end])) or _is_known(text[start:end])):
        return None
    if name.kind == "person":
        end += _missing_surname(passage, name.start + end, text[start:end])
    return Name(name.start + start, name.start + end, name.kind)


def _is_known(name: str) -> bool:
    """Whether a name in lower case is a known place or forename: some people write so."""
    return name.title() in gazetteer.load().kinds or name.title() in lexicon.forenames()


def _text(passage: Passage, name: Name) -> str:
    return passage.slice(name.start, name.end)


def _before_break(text: str, start: int, end: int) -> int:
    """Where a name ends that runs on over a dash, a slash or a sentence's end."""
    for match in _BREAK.finditer(text, start, end):
        if not _ABBREVIATED.search(text[: match.start()]):
            return match.start()
    return end


def _missing_surname(passage: Passage, end: int, name: str) -> int:
    """How many code points the surname takes that follows a name cut off after an initial."""
    if " " not in name or not _INITIAL_LAST.search(name):
        return 0
    match = _SURNAME_NEXT.match(passage.text, end - passage.start)
    return match.end() - match.start() if match else 0


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
    titles = lexicon.words("titles")
    words = list(_WORD.finditer(text, start, end))
    for place, word in enumerate(words[:-1]):
        if word.group().lower() not in titles:
            return words[place].start()
    return words[-1].start() if words else start


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a short word in capitals stands among others in capitals, as "US" in "LET US GO"."""
    if not text[start:end].isupper() or end - start > 3:
        return False
    words = text[max(0, start - 30) : start].split()[-1:] + text[end : end + 30].split()[:1]
    return bool(words) and all(word.isupper() and word.isalpha() and len(word) > 1 for word in words)
