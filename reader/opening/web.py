"""A page of the web becomes a `Document`: fetched, and opened as what it is."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from reader.document import Document, Visit
from reader.opening import LockedError, Options, open_bytes
from reader.opening.addresses import fragment, normal, shown
from reader.opening.fetching import CancelledError as CancelledError  # what open_url raises
from reader.opening.fetching import Fetched, Limits, Network, Request, fetch

SPARSE = 250
"""Code points: of a page with scripts and less text than this there may well be more in a browser."""

_SCRIPT = re.compile(rb"<script[\s>]", re.IGNORECASE)
_LITTLE = (
    "There is little text in this page without its scripts, which Reader does not run: "
    "if some is missing, save the page from a browser and open that file."
)


def open_url(
    address: str,
    *,
    progress: Callable[[int, int | None], None] = lambda _so_far, _total: None,
    cancel: threading.Event | None = None,
    local: bool = True,
    held: Document | None = None,
    options: Options | None = None,
    limits: Limits | None = None,
    network: Network | None = None,
) -> Document:
    """The document that a page of the web is. To be called on a thread that has no event loop.

    Args:
        address: The page's address. What stands after its `#` is left to `place_of`.
        progress: Told the bytes so far, and those of the whole page where they are known.
        cancel: Set, by another thread, to give up.
        local: Whether the page may be on this machine or its network: so where its user
            typed the address, not where a page of the web leads to it.
        held: The document as it was opened before: it is given again, with a new visit,
            where the server says that nothing has changed.
        options: How to open what was fetched.
        limits: How much it may take.
        network: What is asked about machines.

    Returns:
        The document. Its source is the address at which the page was in the end.

    Raises:
        OpenError: It cannot be opened. CancelledError where that was asked for.
        LockedError: It is encrypted, and the password is missing or wrong.
    """
    asked = normal(address)
    before = held.visit if held else None
    request = Request(
        asked,
        Fetched(held.source, etag=before.etag, modified=before.modified) if held and before else None,
        local,
        progress,
        cancel or threading.Event(),
    )
    fetched = fetch(request, limits, network)
    if fetched.unchanged and held and before:
        etag, modified = fetched.etag or before.etag, fetched.modified or before.modified
        return replace(held, visit=Visit(asked, _now(), etag, modified))
    return _visited(fetched, options or Options(), Visit(asked, _now(), fetched.etag, fetched.modified))


def place_of(document: Document, address: str) -> int | None:
    """The offset to which the part of an address after its `#` leads; None where it leads nowhere."""
    name = fragment(address)
    return next((anchor.offset for anchor in document.anchors if name and anchor.name == name), None)


def _visited(fetched: Fetched, options: Options, visit: Visit) -> Document:
    """The document of what was fetched, with its visit, also where a password opens it later."""
    try:
        return replace(_opened(fetched, options), visit=visit)
    except LockedError as error:
        unlocked = error.unlocked
        raise LockedError(
            str(error), lambda password: replace(unlocked(password), visit=visit)
        ) from error.__cause__


def _opened(fetched: Fetched, options: Options) -> Document:
    """The document that was fetched."""
    document = open_bytes(
        fetched.data,
        source=fetched.address,
        name=_name(fetched.address),
        label=shown(fetched.address),
        media_type=fetched.content_type,
        options=options,
    )
    scripts = "html" in fetched.content_type.lower() and _SCRIPT.search(fetched.data)
    if scripts and len(document.text) < SPARSE and not document.notices:
        return replace(document, notices=(_LITTLE,))
    return document


def _name(address: str) -> str:
    """What stands for a file's name in an address: the end of its path, else its host."""
    parts = urlsplit(address)
    return PurePosixPath(unquote(parts.path)).name or parts.hostname or ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
