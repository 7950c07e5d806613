"""Running text of open data sets, paragraph by paragraph, for a parser to learn from.

Nothing is fetched. Beside sets that `reader.training.corpora` names, FOLDER may hold:

    ewt/           UniversalDependencies/UD_English-EWT, not-to-release/sources/*/*.conllu: the
                   documents that its file lists count to train and dev, never to test
    pud/           UniversalDependencies/UD_English-PUD, en_pud-ud-test.conllu
    news/*.jsonl   lines of {"text": …}, paragraphs parted by empty lines: English Wikinews of 2019
                   and 2020 (vanatteveldt/wikinews), press releases of members of the United States'
                   Congress (dwillis/congress-press), news of GSA/digitalgov.gov and 18F/18f.gsa.gov
    books/*.txt    books out of copyright, paragraphs parted by empty lines
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from reader.training.corpora.columns import blocks

CURLED = 0.6
"""The share of paragraphs with straight quotation marks that get curly ones."""

_LONGEST = 1500
_NEW = ("# newpar", "# newdoc")
_BEFORE = re.compile(r" (?=[.,;:!?%)\]}]|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b|\.\.\.)")
_AFTER = re.compile(r"(?<=[(\[{$£€]) ")
_MARKS = re.compile(r"``|''")
_PAIR = re.compile(r'" ?([^"]*?) ?"')


def paragraphs(folder: Path) -> Iterator[tuple[str, str]]:
    """The paragraphs of all sets in a folder: the set's name and the text."""
    for (name, pattern), read in _READERS.items():
        for path in sorted(folder.glob(pattern)):
            for text in read(path.read_text("utf-8", "replace")):
                if text := " ".join(text.split()):
                    yield name, text


def curled(text: str, chance: random.Random) -> str:
    """A text with curly quotation marks in place of straight ones, now and then."""
    if '"' not in text or chance.random() >= CURLED:
        return text
    parts = text.split('"')
    marked = "".join(part + "“”"[number % 2] for number, part in enumerate(parts[:-1])) + parts[-1]
    return marked.replace("'", "’")


def joined(tokens: str) -> str:
    """Running text of tokens that are parted by spaces."""
    text = _PAIR.sub(r'"\1"', _MARKS.sub('"', tokens))
    return _AFTER.sub("", _BEFORE.sub("", text))


def of_trees(text: str) -> Iterator[str]:
    """The paragraphs of a file in CoNLL-U, by its comments; a long one in parts."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith(_NEW) or sum(map(len, found)) > _LONGEST:
            yield " ".join(found)
            found = []
        if line.startswith("# text = "):
            found.append(line.removeprefix("# text = "))
    yield " ".join(found)


def of_columns(text: str) -> Iterator[str]:
    """The sentences of a file with a token a line."""
    for block in blocks(text):
        yield joined(" ".join(line.split("\t")[0].split(" ")[0] for line in block))


def of_lines(text: str) -> Iterator[str]:
    """The lines of a file whose tokens are parted by spaces."""
    return map(joined, text.splitlines())


def of_records(text: str) -> Iterator[str]:
    """The paragraphs of JSON lines."""
    for line in text.splitlines():
        yield from json.loads(line)["text"].split("\n\n")


def of_book(text: str) -> Iterator[str]:
    """The paragraphs of a plain text."""
    return iter(re.split(r"\n\s*\n", text))


_READERS: Mapping[tuple[str, str], Callable[[str], Iterator[str]]] = MappingProxyType(
    {
        ("ewt", "ewt/*.conllu"): of_trees,
        **{
            (f"gum-{genre}", f"gum/dep/GUM_{genre}_*.conllu"): of_trees
            for genre in ("news", "interview", "bio", "voyage", "academic", "court")
        },
        ("pud", "pud/*.conllu"): of_trees,
        ("fewnerd", "fewnerd/*.txt"): of_columns,
        ("crossner", "crossner/*/*.txt"): of_columns,
        ("litbank", "litbank/coref/brat/*.txt"): of_lines,
        ("news", "news/*.jsonl"): of_records,
        ("books", "books/*.txt"): of_book,
    }
)
