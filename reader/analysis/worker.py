"""The child process that analyses: a document comes in as JSON, JSON lines go out.

The first line of standard input is the document. The lines of standard output
are `{"progress": share}`, and at last `{"analysis": …}` or `{"error": sentence}`.
The process ends at once when its standard input closes: then its parent is gone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict
from typing import Any, TextIO

from reader.document import Block, Document, Mark

NICENESS = 10
"""By how much the process gives way to others, so that reading stays smooth."""

_STEP = 0.01


def to_json(document: Document) -> dict[str, Any]:
    """A document as JSON's types."""
    return asdict(document)


def from_json(data: dict[str, Any]) -> Document:
    """The document that `to_json` gave."""
    blocks = tuple(Block(**block) for block in data.pop("blocks"))
    marks = tuple(Mark(**mark) for mark in data.pop("marks"))
    return Document(blocks=blocks, marks=marks, **data)


def main() -> None:
    """Runs the child process."""
    out = _claim_output()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    document = from_json(json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _send(out, _answer(document, out))


def _answer(document: Document, out: TextIO) -> dict[str, Any]:
    from reader.analysis import EngineError, analyse

    sent = 0.0

    def progress(share: float) -> None:
        nonlocal sent
        if share - sent >= _STEP:
            sent = share
            _send(out, {"progress": share})

    try:
        return {"analysis": analyse(document, progress).to_json()}
    except EngineError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "There is not enough memory to analyse this text."}


def _claim_output() -> TextIO:
    """Standard output for the answers alone: what libraries print goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return out


def _send(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
