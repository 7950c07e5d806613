"""The verbs of the program: enter a document, annotate, correct, undo, remember, find, discard.

Each verb returns when its result is on the disk, and raises `store.StoreError`
where it cannot be. The verbs about one thing lie in one module.
"""

from __future__ import annotations

from reader.library.annotating import Annotating
from reader.library.correcting import Correcting
from reader.library.discarding import Discarding
from reader.library.drafting import Drafting
from reader.library.entering import Entering
from reader.library.finding import Finding
from reader.library.tags import Tags
from reader.records import Record as Record  # what the verbs return
from reader.store import StoreError as StoreError  # what the verbs raise


class Library(Annotating, Correcting, Discarding, Drafting, Entering, Finding, Tags):
    """A user's documents and annotations.

    Several programs can use the same library at once. One object is used by one
    thread at a time.
    """
