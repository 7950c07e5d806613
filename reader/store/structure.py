"""A document's structure as it is kept beside its text, so that it opens again without its source.

What a document's record says of it (title, author, source …) is not repeated here.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from reader.document import CONTAINERS, Anchor, Block, BlockKind, Document, Mark, MarkKind

VERSION = 1
"""The version of the form below."""
PICTURES = 4_000_000
"""Bytes of pictures from which on a document's are not kept."""
LEFT_OUT = "Its pictures are not kept: they are too large."

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
        "version": VERSION,
        "blocks": [[each.kind, each.start, each.end, each.level] for each in document.blocks],
        "marks": [[each.kind, each.start, each.end, each.target] for each in document.marks],
        "anchors": [[each.name, each.offset] for each in document.anchors],
        "pages": [[each.name, each.offset] for each in document.pages],
        "identity": document.identity,
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
    length = len(document.text)
    try:
        kept = json.loads(data)
        if kept["version"] != VERSION:
            raise StructureError("it was written by another version of Reader")
        return replace(
            document,
            blocks=_blocks(kept["blocks"], length),
            marks=tuple(
                Mark(_one_of(_MARK_KINDS, kind), *_range(start, end, length), _text(target))
                for kind, start, end, target in kept["marks"]
            ),
            anchors=_anchors(kept["anchors"], length),
            pages=_anchors(kept["pages"], length),
            identity=_text(kept["identity"]),
            notices=tuple(map(_text, kept["notices"])),
            pictures={
                _text(name): base64.b64decode(picture, validate=True)
                for name, picture in kept["pictures"].items()
            },
        )
    except StructureError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
        raise StructureError("it is damaged") from error


def _blocks(kept: Iterable[Any], length: int) -> tuple[Block, ...]:
    blocks = tuple(
        Block(_one_of(_BLOCK_KINDS, kind), *_range(start, end, length), _number(level))
        for kind, start, end, level in kept
    )
    leaves = [block for block in blocks if block.kind not in CONTAINERS]
    if any(one.end > other.start for one, other in pairwise(leaves)):
        raise StructureError("its blocks overlap")
    return blocks


def _anchors(kept: Iterable[Any], length: int) -> tuple[Anchor, ...]:
    return tuple(Anchor(_text(name), _range(offset, length, length)[0]) for name, offset in kept)


def _range(start: Any, end: Any, length: int) -> tuple[int, int]:
    if not _number(start) <= _number(end) <= length:
        raise StructureError("it is of another text")
    return start, end


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise StructureError("it is damaged")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise StructureError("it is damaged")
    return value


def _one_of(kinds: frozenset[Any], value: Any) -> Any:
    if value not in kinds:
        raise StructureError("it is damaged")
    return value
