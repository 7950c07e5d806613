"""Column files: a token a line with its tag, an empty line between sentences.

CoNLL's own form, CoNLL-U and Universal NER's IOB2 are all of this kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.training.corpora.sentence import Sentence, spaces_in, spans_of

_COMMENT = re.compile(r"# ?(newdoc id|text) = (.*)")


def blocks(text: str) -> Iterator[list[str]]:
    """The runs of lines between empty lines."""
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_columns(text: str, document: str, token: int = 0, tag: int = 1) -> Iterator[Sentence]:
    """The sentences of a file whose columns are set apart by tabs.

    Args:
        text: The file's text.
        document: The id of the document, until a `# newdoc id = …` names another.
        token: The column of the words.
        tag: The column of the IOB tags.

    Yields:
        The sentences. Lines with too few columns are left out, as are comments; a
        `# text = …` tells the spaces.
    """
    for block in blocks(text):
        tokens, tags, plain = [], [], ""
        for line in block:
            columns = line.split("\t")
            if comment := _COMMENT.match(line):
                field, value = comment.groups()
                document, plain = (value, plain) if field == "newdoc id" else (document, value)
            elif len(columns) > max(token, tag):
                tokens.append(columns[token].strip())
                tags.append(columns[tag].strip())
        if tokens:
            spaces = spaces_in(plain, tokens) if plain else None
            yield Sentence(document, tuple(tokens), spans_of(tags), spaces)


def read_shuffled(text: str, document: str) -> Iterator[Sentence]:
    """The sentences of a two-column file that has them in no order: each is a document."""
    for number, sentence in enumerate(read_columns(text, document), start=1):
        yield replace(sentence, document=f"{document}-{number}")
