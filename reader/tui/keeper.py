"""The library, called from the interface on a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from reader.config import Folders
from reader.tui.lately import Lately

if TYPE_CHECKING:
    from reader.library import Library

T = TypeVar("T")


class KeeperError(Exception):
    """Something could not be kept; the text is one sentence for the reader."""


class Keeper:
    """Calls the library's verbs one after another, off the interface's thread.

    Args:
        folders: Where the library lies.

    Attributes:
        lately: The documents that were open a moment ago.
    """

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self.lately = Lately()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        self._begun = threading.Event()
        self._pool.submit(self._begun.wait)
        self._library: Library | None = None

    def begin(self) -> None:
        """Do what was asked for until now and from now on: once something is on the screen.

        To load the store takes as long as the first page, which would wait for it.
        """
        self._begun.set()

    def submit(self, verb: Callable[[Library], T]) -> Future[T]:
        """Have a verb called; the future gives what it returns, or `KeeperError`."""
        return self._pool.submit(self._run, verb)

    async def call(self, verb: Callable[[Library], T]) -> T:
        """Call a verb and wait for its result without holding up the interface.

        Raises:
            KeeperError: The store refused.
        """
        return await asyncio.wrap_future(self.submit(verb))

    def close(self) -> None:
        """Wait until what was asked for is kept."""
        self.begin()
        self._pool.shutdown(wait=True)

    def _run(self, verb: Callable[[Library], T]) -> T:
        from reader.library import Library, StoreError

        try:
            self._library = self._library or Library(self._folders)
            return verb(self._library)
        except StoreError as error:
            raise KeeperError(str(error)) from error
        except KeeperError:
            raise
        except Exception as error:  # whatever it is, what was typed must stay on the screen
            raise KeeperError(f"Something went wrong in Reader itself: {error!r}.") from error
