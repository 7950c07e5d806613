"""The pictures of a page of the web are fetched, when that is asked for.

Each is fetched as a page is, within the same limits; more of them hold for all
together, so that neither many pictures nor large ones go on for ever.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from reader.opening import OpenError
from reader.opening.addresses import is_at_home, shown
from reader.opening.fetching import CancelledError, Limits, Network, Request, fetch
from reader.opening.picture_cache import PictureCache
from reader.opening.pictures import LARGEST, UNDRAWN
from reader.opening.unpacking import megabytes
from reader.sanitise import line

ACCEPT = "image/webp,image/png,image/jpeg,image/gif,image/*;q=0.1"
AT_ONCE = 4
"""Pictures that are fetched at the same time."""

_USELESS = ("image/svg+xml", "image/avif", "image/heic", "image/jxl")
"""Pictures that are not drawn."""
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")
"""What servers say of files that they do not know."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much all pictures together may take.

    Attributes:
        pictures: How many are fetched, the first ones.
        seconds: From the first to the last moment.
        size: Bytes, as they are sent or unpacked, whichever are more.
        each: What each of them may take.
    """

    pictures: int = 100
    seconds: float = 60
    size: int = 20 * 2**20
    each: Limits = field(default_factory=lambda: Limits(received=LARGEST, unpacked=LARGEST))


def fetch_pictures(
    addresses: Sequence[str],
    origin: str,
    cache: PictureCache,
    *,
    progress: Callable[[int], None] = lambda _number: None,
    cancel: threading.Event | None = None,
    allowance: Allowance | None = None,
    network: Network | None = None,
) -> Mapping[str, str]:
    """Fetch pictures into the cache. To be called on a thread.

    Args:
        addresses: Where they are.
        origin: The source of the document that shows them. From a page of the web at large none is
            fetched that is on this machine or its network.
        cache: Where they are kept.
        progress: Told, on any thread, how many have been begun.
        cancel: Set, by another thread, to give up; what has come until then is kept.
        allowance: How much they may take.
        network: What is asked about machines.

    Returns:
        For each that did not come a sentence that says why.
    """
    fetching = _Fetching(
        origin, cache, progress, cancel or threading.Event(), allowance or Allowance(), network or Network()
    )
    with ThreadPoolExecutor(AT_ONCE, "pictures") as pool:
        results = list(pool.map(fetching.one, addresses))
    cache.sweep()
    return {address: why for address, why in zip(addresses, results, strict=True) if why}


class _Fetching:
    """The fetching of some pictures, counted together."""

    def __init__(
        self,
        origin: str,
        cache: PictureCache,
        progress: Callable[[int], None],
        cancel: threading.Event,
        allowance: Allowance,
        network: Network,
    ) -> None:
        self._origin = origin
        self._cache = cache
        self._progress = progress
        self._cancel = cancel
        self._allowance = allowance
        self._network = network
        self._end = time.monotonic() + allowance.seconds
        self._lock = threading.Lock()
        self._begun = 0
        self._size = 0

    def one(self, address: str) -> str:
        """Fetch a picture. Returns why it did not come; nothing where it did."""
        try:
            left = self._begin(address)
            taken = 0

            def count(so_far: int, _total: int | None = None) -> None:
                nonlocal taken
                self._count(address, so_far - taken)
                taken = so_far

            limits = replace(self._allowance.each, seconds=min(left, self._allowance.each.seconds))
            request = Request(
                address,
                local=is_at_home(self._origin, address),
                progress=count,
                cancel=self._cancel,
                accept=ACCEPT,
                refused=_refused,
            )
            fetched = fetch(request, limits, self._network)
            count(max(taken, len(fetched.data)))
            self._cache.put(address, fetched.data)
        except OpenError as error:
            return str(error)
        except OSError as error:
            return f"{shown(address)} cannot be kept: {error.strerror or error}."
        return ""

    def _begin(self, address: str) -> float:
        """Begin one more. Returns the seconds that are left.

        Raises:
            OpenError: It is one too many.
        """
        left = self._end - time.monotonic()
        if self._cancel.is_set():
            raise CancelledError(f"Fetching {shown(address)} was cancelled.")
        with self._lock:
            self._begun += 1
            number = self._begun
        if number > self._allowance.pictures:
            raise OpenError(f"Of a page, no more than {self._allowance.pictures} pictures are fetched.")
        if left <= 0:
            raise OpenError(
                f"The pictures took more than {self._allowance.seconds:g} seconds: try again later."
            )
        self._progress(number)
        return left

    def _count(self, address: str, more: int) -> None:
        """Count bytes.

        Raises:
            OpenError: There are too many of them.
        """
        with self._lock:
            self._size += more
            if self._size > self._allowance.size:
                raise OpenError(
                    f"{shown(address)} is not fetched: the pictures of a page may take "
                    f"{megabytes(self._allowance.size)}."
                )


def _refused(media_type: str) -> str:
    """Why nothing of a media type can be drawn; empty where something may be."""
    if media_type in _UNSAID or (media_type.startswith("image/") and media_type not in _USELESS):
        return ""
    return f"is {UNDRAWN} ({line(media_type)})"
