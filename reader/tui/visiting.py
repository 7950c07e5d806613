"""Visiting: another document is fetched or opened, while this one stays on the screen."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from reader.document import Document
from reader.opening import LockedError, OpenError, Options, open_source
from reader.opening.addresses import fragment, is_address, is_at_home
from reader.tui.bars import Prompt
from reader.tui.keeper import Keeper, KeeperError

if TYPE_CHECKING:
    from reader.config import Folders
    from reader.tui.lately import Lately
    from reader.tui.screens.library import LibraryScreen
    from reader.tui.screens.reading import ReadingScreen

Progress = Callable[[int, int | None], None]
"""Told the bytes so far, and those of the whole page where they are known."""
Opening = Callable[[Progress, threading.Event], Document]
"""Opens a document, on a thread; the event is set to give up."""

PAUSE = 0.1
"""Seconds between two words on how far the fetching is."""


@dataclass
class Arrived(Message):
    """Another document is there.

    Attributes:
        document: The document.
        place: The name of the place in it that was asked for, or nothing.
        chosen: Whether it was chosen by its name, and not by a link: what was read until then is left.
    """

    document: Document
    place: str
    chosen: bool = False


@dataclass
class OnTheWay(Message):
    """Another document is being fetched.

    Attributes:
        words: How far that is.
        given_up: Whether its reader did not want to wait for it.
    """

    words: str
    given_up: threading.Event


class Visiting:
    """Opens what links lead to, and what is chosen by its name.

    Args:
        screen: The screen, which gets the messages.
        options: How documents are opened.
        origin: The source of the document whose links are followed.
    """

    def __init__(self, screen: ReadingScreen | LibraryScreen, options: Options, origin: str = "") -> None:
        self._screen = screen
        self._options = options
        self._origin = origin
        self._given_up: threading.Event | None = None

    def fetch(self, address: str) -> None:
        """Fetch a page of the web, to be read."""
        self._fetch(address, is_at_home(self._origin, address), chosen=False)

    def open(self, path: str, place: str) -> None:
        """Open a file, to be read at a place that has a name."""
        self._begin(lambda _progress, _cancel: self.anew(path), self._showing(place))

    def choose(self, source: str) -> None:
        """Open the file, or fetch the page of the web, that somebody has named.

        Args:
            source: A path or an address.
        """
        if is_address(source):
            self._fetch(source, local=True, chosen=True)
        else:
            path = str(Path(source).expanduser())
            self._begin(lambda _progress, _cancel: self.anew(path), self._showing(chosen=True))

    def reopen(self, record_id: str) -> None:
        """Open a document that the library knows, as `reopening` has it."""
        screen = self._screen
        opening = partial(_reopened, record_id, screen.folders, screen.keeper.lately, self._options)
        self._begin(lambda _progress, _cancel: opening(), self._showing(chosen=True))

    def read_again(self, document: Document, then: Callable[[Document], None]) -> None:
        """Read a document anew from where it came.

        Args:
            document: The document as it is held.
            then: Called with it as it is now.
        """
        source = document.source
        if is_address(source):
            local = is_at_home(self._origin, source)
            self._begin(partial(_fetched_anew, document, local, self._options), then)
        else:
            self._begin(lambda _progress, _cancel: self.anew(source), then)

    def anew(self, path: str) -> Document:
        """A file as it is now; for threads.

        Raises:
            OpenError: It cannot be opened.
        """
        return open_source(path, options=self._options)

    def _fetch(self, address: str, local: bool, *, chosen: bool) -> None:
        opening = partial(_fetched, address, local, self._options, self._screen.keeper)
        self._begin(opening, self._showing(fragment(address), chosen=chosen))

    def _showing(self, place: str = "", *, chosen: bool = False) -> Callable[[Document], object]:
        """What shows another document once it is there."""
        return lambda document: self._screen.post_message(Arrived(document, place, chosen))

    def stop(self) -> bool:
        """Give up what is on its way.

        Returns:
            Whether there was anything.
        """
        given_up, self._given_up = self._given_up, None
        if given_up is None:
            return False
        given_up.set()
        self._screen.status.say("Given up.")
        return True

    def browse(self, address: str) -> None:
        """Open an address in the browser."""
        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            self._screen.status.say("There is no browser here; in the same window, y copies the address.")
            return
        app = self._screen.app
        if type(browser) is webbrowser.GenericBrowser:  # one for the terminal, which it takes over
            with app.suspend():
                browser.open(address)
            return
        opening = partial(browser.open, address)
        self._screen.run_worker(opening, thread=True, group="browser", exit_on_error=False)
        self._screen.status.say("Opened in the browser.")

    def _begin(self, opening: Opening, then: Callable[[Document], object]) -> None:
        self.stop()
        given_up = self._given_up = threading.Event()
        self._screen.status.say("Opening… · Esc gives up")
        arriving = self._arrive(opening, then, given_up)
        self._screen.run_worker(arriving, group="visit", exit_on_error=False)

    async def _arrive(
        self, opening: Opening, then: Callable[[Document], object], given_up: threading.Event
    ) -> None:
        last = 0.0

        def progress(so_far: int, total: int | None) -> None:
            nonlocal last
            if time.monotonic() - last >= PAUSE:
                last = time.monotonic()
                self._screen.post_message(OnTheWay(_words(so_far, total), given_up))

        try:
            document = await asyncio.to_thread(opening, progress, given_up)
        except LockedError as error:
            if not given_up.is_set():
                self._ask_password(error, then)
        except OpenError as error:
            if not given_up.is_set():
                self._screen.status.say("")
                self._screen.status.warn(str(error))
        else:
            if not given_up.is_set():
                self._screen.status.say("")
                then(document)
        finally:
            if self._given_up is given_up:
                self._given_up = None

    def _ask_password(self, locked: LockedError, then: Callable[[Document], object]) -> None:
        """Ask for the password of a document that is encrypted, and open it with that."""

        def submit(password: str) -> None:
            if password:
                self._begin(lambda _progress, _cancel: locked.unlocked(password), then)

        self._screen.status.say("")
        self._screen.prompt.ask(Prompt.Question("Password", submit, hidden=True))
        why = str(locked.__cause__ or locked)
        self._screen.prompt.tell(f"{why[:1].upper()}{why[1:]}.")


def _fetched(
    address: str, local: bool, options: Options, keeper: Keeper, progress: Progress, cancel: threading.Event
) -> Document:
    """A page of the web; as it was read last where it cannot be had, and a notice says so."""
    try:
        from reader.opening.web import open_url
    except ImportError as error:
        raise OpenError("This installation of Reader cannot fetch pages: open it in the browser.") from error
    from reader.reopening import in_its_place

    held = _held(keeper, address)
    try:
        return open_url(address, progress=progress, cancel=cancel, local=local, held=held, options=options)
    except OpenError as error:
        if held is None or cancel.is_set():
            raise
        return in_its_place(held, error)


def _fetched_anew(
    held: Document, local: bool, options: Options, progress: Progress, cancel: threading.Event
) -> Document:
    """A page of the web as it is now; its source stays what it was, wherever the page has gone."""
    from reader.opening.web import open_url

    address = held.source
    document = open_url(address, progress=progress, cancel=cancel, local=local, held=held, options=options)
    return replace(document, source=address)


def _reopened(record_id: str, folders: Folders, lately: Lately, options: Options) -> Document:
    """A document that the library knows; it is asked here, so that its keeper is free meanwhile."""
    from reader.library import Library, StoreError
    from reader.reopening import reopened

    try:
        library = Library(folders)
        record = library.find(record_id)
        if record is None:
            raise OpenError("The library has this document no more: another Reader has removed it.")
        return lately.get(record.source) or reopened(library, record, partial(open_source, options=options))
    except StoreError as error:
        raise OpenError(str(error)) from error


def _held(keeper: Keeper, address: str) -> Document | None:
    """What the library keeps of an address."""
    from reader.reopening import held

    with contextlib.suppress(KeeperError):  # the page itself may still be had
        return keeper.submit(lambda library: held(library, address)).result()
    return None


def _words(so_far: int, total: int | None) -> str:
    """How far the fetching is: `Fetching… 120 of 340 kB · Esc gives up`."""
    of_all = f" of {total // 1000:,}" if total else ""
    return f"Fetching… {so_far // 1000:,}{of_all} kB · Esc gives up"
