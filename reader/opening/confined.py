"""Formats that can hide something hostile are parsed in a process of its own."""

from __future__ import annotations

import contextlib
import gc
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from reader.confine import ConfinedError, Limits, run
from reader.document import Document
from reader.opening import ParseError, PasswordNeeded
from reader.sanitise import clean, line
from reader.wire import from_json, to_json

LARGEST_LOG = 256 * 1024
"""Bytes from which on the log is begun anew."""
_LONGEST_ENTRY = 64 * 1024
"""Bytes of what a process said at last that are kept of it."""


def parse(
    parser: str,
    data: bytes,
    title: str,
    given: Mapping[str, str | None],
    limits: Limits,
    log: Path | None,
) -> Document:
    """The document that a parser makes of bytes, in a process of its own.

    Args:
        parser: The parser, as `module:name`.
        data: The bytes.
        title: A title for a document that has none of its own.
        given: What else to give the parser, by keyword.
        limits: What the process may use.
        log: The file for what it says where it fails.

    Raises:
        ParseError: The parser refused them, failed, or used up what it may use.
        PasswordNeeded: They are encrypted, and the password is missing or wrong.
    """
    asked = {"parser": parser, "title": title, "given": dict(given)}
    try:
        answer = run("reader.opening.confined:answer", (json.dumps(asked).encode(), b"\n", data), limits)
        return _document(answer)
    except ConfinedError as error:
        kept = log is not None and _log(log, f"{parser} ({title}): {error}", error.said)
        if error.reason == "memory":
            setting = "parsing_memory in config.toml"
            why = f"that takes more than the {limits.memory} MiB of memory that {setting} allows"
        elif error.reason == "time":
            length = " for a text of its length" if error.seconds > limits.seconds else ""
            setting = "parsing_seconds in config.toml"
            why = f"that takes more than the {error.seconds} s that {setting} allows{length}"
        else:
            why = f"its parser failed ({error})"
        raise ParseError(f"{why}; see {log}" if kept and error.reason == "failed" else why) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ParseError("its parser gave no sensible answer") from error


def answer(request: BinaryIO) -> Iterator[bytes]:
    """What the process does that `parse` starts.

    Nothing is tidied up in it: it ends with its answer, and a parser of a long text that
    makes millions of objects takes half as long without looks at which of them are left.
    """
    gc.disable()
    asked = json.loads(request.readline())
    module, _, function = asked["parser"].partition(":")
    data = request.read()
    try:
        document: Document = getattr(import_module(module), function)(data, asked["title"], **asked["given"])
    except PasswordNeeded as error:
        yield _head({"locked": str(error)})
    except ParseError as error:
        yield _head({"refused": str(error)})
    except RecursionError:
        yield _head({"refused": "it is nested too deeply"})
    else:
        pictures = [(name, len(picture)) for name, picture in document.pictures.items()]
        yield _head({"document": to_json(document), "pictures": pictures})
        yield from document.pictures.values()


def _head(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode("ascii") + b"\n"


def _document(answer: bytes) -> Document:
    """The document of an answer.

    Raises:
        ParseError: The answer is that there is none.
        KeyError, TypeError, ValueError, RecursionError: It makes no sense.
    """
    end = answer.index(b"\n") + 1
    head = json.loads(answer[:end])
    if "locked" in head:
        raise PasswordNeeded(line(head["locked"]))
    if "refused" in head:
        raise ParseError(line(head["refused"]))
    pictures = {}
    for name, size in head["pictures"]:
        pictures[name] = answer[end : end + size]
        end += size
    return from_json(head["document"], pictures)


def _log(path: Path, event: str, said: bytes) -> bool:
    """Write to a log that only its owner can read; whether that could be done."""
    entry = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {line(event)}\n"
    entry += clean(said[-_LONGEST_ENTRY:].decode("utf-8", "replace"))
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with os.fdopen(os.open(path, how, 0o600), "wb") as log:
            if os.fstat(log.fileno()).st_size > LARGEST_LOG:
                log.truncate(0)
            log.write(entry.rstrip().encode("utf-8", "replace") + b"\n")
        return True
    return False
