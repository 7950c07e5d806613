"""The child process that analyses: a request comes in as a line of JSON, JSON lines go out.

The line of standard input is `{"document": …, "first": offset}`. The lines of
standard output are `{"progress": share}`, `{"partial": findings}`, and at last
`{"analysis": findings}` or `{"error": sentence}`. Findings whose entities are
those of the message before are sent without them. The process ends at once when
its standard input closes: then its parent is gone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TextIO

from reader.document import Document
from reader.wire import from_json

if TYPE_CHECKING:
    from reader.analysis.findings import Analysis, Entity

NICENESS = 10
"""By how much the process gives way to others, so that reading stays smooth."""

_STEP = 0.01


def main() -> None:
    """Runs the child process."""
    teller = Teller(_claim_output())
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _answer(from_json(request["document"]), request["first"], teller)


def _answer(document: Document, first: int, teller: Teller) -> None:
    from reader.analysis import EngineError, analyse

    try:
        teller.findings("analysis", analyse(document, teller.progress, teller.partial, first))
    except EngineError as error:
        teller.send({"error": str(error)})
    except MemoryError:
        teller.send({"error": "There is not enough memory to analyse this text."})


class Teller:
    """Tells the parent how it goes.

    Args:
        out: Takes the messages, one a line.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._share = 0.0
        self._entities: tuple[Entity, ...] | None = None

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()

    def progress(self, share: float) -> None:
        """Tell the share that is done, where it has grown enough."""
        if share - self._share >= _STEP:
            self._share = share
            self.send({"progress": share})

    def partial(self, analysis: Analysis) -> None:
        """Tell what is found so far."""
        self.findings("partial", analysis)

    def findings(self, kind: Literal["partial", "analysis"], analysis: Analysis) -> None:
        """Send findings; without their entities where the message before had the same."""
        if analysis.entities is self._entities:
            data = replace(analysis, entities=()).to_json()
            del data["entities"]
        else:
            self._entities, data = analysis.entities, analysis.to_json()
        self.send({kind: data})


def _claim_output() -> TextIO:
    """Standard output for the answers alone: what libraries print goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return out


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
