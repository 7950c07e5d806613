"""A document's structure as it is kept beside its text, so that it opens again without its source.

What a document's record says of it (title, author, source …) is not repeated here.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

from reader.document import Block, BlockKind, Document, MarkKind
from reader.wire import from_json, to_json

VERSION = 1
"""The version of the form below."""
PICTURES = 4_000_000
"""Bytes of pictures from which on a document's are not kept."""
LEFT_OUT = "Its pictures are not kept: they are too large."

_IN_THE_RECORD = ("text", "title", "author", "date", "site", "source")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*")
_BLOCK_KINDS = frozenset(get_args(BlockKind))
_MARK_KINDS = frozenset(get_args(MarkKind))


class StructureError(ValueError):
    """Data are no structure of a text. The message says why, to end a sentence with."""


def encoded(document: Document) -> bytes:
    """A document's structure as JSON: the same bytes for the same structure."""
    pictures = document.pictures if sum(map(len, document.pictures.values())) <= PICTURES else {}
    left_out = [LEFT_OUT] if document.pictures and not pictures else []
    structure = {
        **{name: value for name, value in to_json(document).items() if name not in _IN_THE_RECORD},
        "version": VERSION,
        "notices": list(dict.fromkeys([*document.notices, *left_out])),
        "pictures": {name: base64.b64encode(data).decode("ascii") for name, data in pictures.items()},
    }
    return json.dumps(structure, separators=(",", ":"), sort_keys=True).encode("ascii")


def restored(document: Document, kept: bytes | None, path: Path) -> Document:
    """A document with the structure that was kept of it, else with paragraphs only, and a notice of that.

    Args:
        document: Its text, with what is known of it otherwise.
        kept: What `encoded` made of it, or None where nothing is kept.
        path: Where it is kept, for the notice.
    """
    if kept is None:
        notice = "Only its text is kept: its headings and links are missing."
    else:
        try:
            return decoded(kept, document)
        except StructureError as error:
            notice = f"Its headings and links are missing, because {path} cannot be read: {error}."
    paragraphs = (Block("paragraph", *found.span()) for found in _PARAGRAPH.finditer(document.text))
    return replace(document, blocks=tuple(paragraphs), notices=(notice,))


def decoded(data: bytes, document: Document) -> Document:
    """A document with the structure that was kept of it.

    Args:
        data: What `encoded` made.
        document: The document's text, with what is known of it otherwise.

    Raises:
        StructureError: They are damaged, from a newer version, or of another text.
    """
    try:
        kept = json.loads(data)
        if kept["version"] != VERSION:
            raise StructureError("it was written by another version of Reader")
        pictures = {
            name: base64.b64decode(picture, validate=True) for name, picture in kept["pictures"].items()
        }
        known = {name: getattr(document, name) for name in _IN_THE_RECORD}
        whole = from_json({**kept, **known}, pictures)
        _check(whole)
    except StructureError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StructureError("it is damaged") from error
    return replace(whole, visit=document.visit)


def _check(document: Document) -> None:
    """See that a structure is one of its text.

    Raises:
        StructureError: It is not.
        TypeError: Its values are not what they should be.
    """
    for spans, kinds in ((document.blocks, _BLOCK_KINDS), (document.marks, _MARK_KINDS)):
        for span in spans:
            if span.kind not in kinds or not 0 <= span.start <= span.end <= len(document.text):
                raise StructureError("it is of another text")
    places = [*document.anchors, *document.pages]
    if any(not 0 <= place.offset <= len(document.text) for place in places):
        raise StructureError("it is of another text")
    if any(one.end > other.start for one, other in pairwise(document.leaves)):
        raise StructureError("its blocks overlap")
    numbers = [
        *(number for each in document.blocks for number in (each.start, each.end, each.level)),
        *(number for each in document.marks for number in (each.start, each.end)),
        *(place.offset for place in places),
    ]
    words = [*(mark.target for mark in document.marks), *(place.name for place in places)]
    if not all(type(number) is int for number in numbers) or not all(isinstance(word, str) for word in words):
        raise TypeError
