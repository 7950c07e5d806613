"""What the commands do with the web: fetch a page with its user watching, and read a source again."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from reader.cli.streams import (
    CommandError,
    described,
    explained,
    line_of_progress,
    opened,
    options_of,
    say,
    say_json,
    unlocked,
)
from reader.config import Folders
from reader.document import Document
from reader.opening import LockedError, OpenError, Options
from reader.opening.addresses import is_address, shown
from reader.reopening import held as held_of
from reader.reopening import in_its_place
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.comparison import Carried, Changes
    from reader.library import Record

CANCELLED = 130
"""The exit code of a command that its user gave up, as shells have it."""
SHOWN_CHANGES = 9
"""How many changed paragraphs are shown."""
_EXCERPT = 70
_TICK = 0.05
"""Seconds between two looks at the keyboard."""
_ESCAPE = b"\x1b"


def opened_page(address: str, options: Options) -> Document:
    """The document at an address; as it was read last where it cannot be had, and a notice says so.

    Raises:
        CommandError: It cannot be opened.
    """
    held = _held(address)
    try:
        return fetched(address, options, None if _in_another_way(options) else held)
    except CommandError as error:
        if held is None or error.code == CANCELLED:
            raise
        return in_its_place(held, error)


def fetched(address: str, options: Options, held: Document | None = None) -> Document:
    """The document at an address. How far it is stands on a line of the terminal; Esc and ctrl+c give up.

    Args:
        address: An address.
        options: How to open it.
        held: The document as it is kept, to be given again where it has not changed.

    Raises:
        CommandError: It cannot be opened.
    """
    from reader.opening.web import CancelledError, open_url

    cancel = threading.Event()
    so_far: deque[tuple[int, int | None]] = deque([(0, None)], maxlen=1)

    def work() -> Document:
        return open_url(
            address,
            progress=lambda *now: so_far.append(now),
            cancel=cancel,
            held=held,
            options=options,
        )

    future = _on_a_thread(work)
    try:
        with _keys() as pressed, line_of_progress() as tell:
            while not future.done():
                tell(_progress(address, *so_far[-1]))
                if pressed() == _ESCAPE:
                    raise CancelledError(f"Fetching {shown(address)} was cancelled.")
        return future.result()
    except CancelledError as error:
        raise CommandError(str(error), CANCELLED) from error
    except LockedError as error:
        with explained(OpenError):
            return unlocked(error)
    except OpenError as error:
        raise CommandError(str(error)) from error
    finally:
        cancel.set()


def start_at_fragment(document: Document, address: str, folders: Folders) -> None:
    """Let a document be shown from the place on that its address leads to, where it leads to one."""
    from reader.library import Library, StoreError
    from reader.opening.web import place_of

    place = place_of(document, address)
    if place is not None:
        with explained(StoreError):
            library = Library(folders)
            library.remember(library.enter(document).id, place)


def refresh(given: argparse.Namespace) -> int:
    """Read a source again, and say what has changed."""
    from reader.comparison import carried, compare
    from reader.library import Library, StoreError

    library = Library(Folders.of_user())
    with explained(StoreError):
        record = library.find(given.source)
        if record is None:
            raise CommandError(f"nothing is kept of {shown(given.source)}: open it first.")
        before, notes = library.document(record.id), library.annotations(record.id)
        document = _read_again(record, before, options_of(given))
        entered = library.enter(document, opening=False)
        changes = compare(before or document, document)
        _report(given.json, document, entered, changes, carried(notes, library.annotations(entered.id)))
    return 0


def _read_again(record: Record, before: Document | None, options: Options) -> Document:
    """A document from its source, which stays what it was wherever the page has gone."""
    from reader.store import NAMELESS

    if record.source == NAMELESS:
        raise CommandError(f"“{line(record.title)}” was piped in: there is nothing to read it from again.")
    try:
        if is_address(record.source):
            document = fetched(record.source, options, None if _in_another_way(options) else before)
        else:
            document = opened(record.source, options)
    except CommandError as error:
        kept = f" It is kept as it was: `reader {record.id[:8]}` opens it." if before else ""
        raise CommandError(f"{error}{kept}", error.code) from error
    return replace(document, source=record.source)


def _report(as_json: bool, document: Document, record: Record, changes: Changes, placed: Carried) -> None:
    if as_json:
        say_json(
            {
                "document": described(document),
                "id": record.id,
                "unchanged": not changes,
                **asdict(changes),
                "annotations": asdict(placed),
            }
        )
        return
    for text in _summary(record, changes, placed):
        say(text)


def _summary(record: Record, changes: Changes, placed: Carried) -> Iterator[str]:
    """What has changed, in lines."""
    title = f"“{line(record.title)}”"
    if changes:
        yield f"{title} has changed; {changes.noun}: {changes}."
        shown_lines = [
            *(f"+ {_excerpt(each)}" for each in changes.new),
            *(f"- {_excerpt(each)}" for each in changes.gone),
            *(f"~ {_excerpt(after)}" for _, after in changes.changed),
        ]
        yield from shown_lines[:SHOWN_CHANGES]
        if len(shown_lines) > SHOWN_CHANGES:
            yield f"… and {len(shown_lines) - SHOWN_CHANGES} more: `--json` lists all."
    else:
        yield f"{title} is unchanged."
    if record.notes:
        yield f"Annotations: {placed}."


def _excerpt(text: str) -> str:
    return line(text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…")


def _in_another_way(options: Options) -> bool:
    """Whether a page is perhaps to be opened in another way than it was, so that what is held won't do."""
    return bool(options.format or options.encoding)


def _held(address: str) -> Document | None:
    """What the library keeps of an address."""
    folders = Folders.of_user()
    if not (folders.data / "documents").is_dir():
        return None
    from reader.library import Library, StoreError

    with contextlib.suppress(StoreError):  # the page itself may still be had
        return held_of(Library(folders), address)
    return None


def _on_a_thread(work: Callable[[], Document]) -> Future[Document]:
    """Call a function on a thread that nobody waits for at the program's end."""
    future: Future[Document] = Future()

    def call() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # it is raised where the result is asked for
            future.set_exception(error)

    threading.Thread(target=call, daemon=True, name="fetch").start()
    return future


def _progress(address: str, so_far: int, total: int | None) -> str:
    of_all = f" of {_size(total)}" if total else ""
    return f"Fetching {shown(address)} … {_size(so_far)}{of_all} (Esc cancels)"


def _size(count: int) -> str:
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


@contextlib.contextmanager
def _keys() -> Iterator[Callable[[], bytes]]:
    """A function that gives what was typed within a tick; nothing where no terminal takes keys for us."""
    import select
    import termios
    import time
    import tty

    def nothing() -> bytes:
        time.sleep(_TICK)
        return b""

    try:
        terminal = sys.stdin.fileno()
        ours = os.tcgetpgrp(terminal) == os.getpgrp()  # else the shell would stop us for touching it
    except (AttributeError, OSError, ValueError):
        ours = False
    if not ours:
        yield nothing
        return
    before = termios.tcgetattr(terminal)

    def pressed() -> bytes:
        ready, _, _ = select.select([terminal], [], [], _TICK)
        return os.read(terminal, 64) if ready else b""

    try:
        tty.setcbreak(terminal)
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
