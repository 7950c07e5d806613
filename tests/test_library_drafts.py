"""What is being typed into a note outlasts the program."""

import errno
import os
import random
import tempfile
from collections.abc import Callable
from functools import partial

import pytest
from filelock import FileLock

from reader import atomic
from reader.config import Folders
from reader.document import Document
from reader.library import Library, StoreError
from tests.test_store_faults import failing, full_disk, killed_after

DOCUMENT = Document("One two three.", (), source="/articles/numbers.txt")
ID = DOCUMENT.sha256[:32]


@pytest.fixture
def library(folders: Folders) -> Library:
    made = Library(folders)
    made.enter(DOCUMENT)
    return made


@pytest.mark.parametrize(
    "words", ["", "Zoë 中文 🎈\n\n* an item", "\ud800 alone", "\x00\x1b[31m", "x" * 100_000]
)
@pytest.mark.parametrize("key", ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "4-9", "../../etc/passwd", "\ud800", ""])
def test_a_draft_is_there_for_another_program(
    library: Library, folders: Folders, key: str, words: str
) -> None:
    library.keep_draft(ID, key, "earlier")
    library.keep_draft(ID, key, words)
    assert Library(folders).draft(ID, key) == words
    assert [(each.key, each.words) for each in Library(folders).drafts(ID)] == [(key, words)]
    assert len(list((folders.data / "drafts" / ID).iterdir())) == 1


def test_drafts_are_listed_the_last_kept_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(f"2026-01-01T00:00:0{second}.000Z" for second in range(9))
    monkeypatch.setattr("reader.library.drafting.now", lambda: next(times))
    for key in ("a", "b", "c", "a"):
        library.keep_draft(ID, key, f"note {key}")
    assert [each.key for each in library.drafts(ID)] == ["a", "c", "b"]
    assert library.drafts("0" * 32) == []


def test_a_dropped_draft_is_gone(library: Library) -> None:
    library.keep_draft(ID, "a", "words")
    library.keep_draft(ID, "b", "words")
    library.drop_draft(ID, "a")
    library.drop_draft(ID, "a")
    assert library.draft(ID, "a") is None
    assert [each.key for each in library.drafts(ID)] == ["b"]


def test_a_draft_is_kept_while_another_program_holds_the_notes(library: Library, folders: Folders) -> None:
    path = folders.data / "documents" / f"{ID}.json"
    before = path.stat().st_ino
    with FileLock(folders.data / "locks" / f"{ID}.lock"):
        library.keep_draft(ID, "a", "words")
        assert library.draft(ID, "a") == "words"
    assert path.stat().st_ino == before


def test_drafts_are_for_their_owner_only(library: Library, folders: Folders) -> None:
    library.keep_draft(ID, "a", "words")
    (path,) = (folders.data / "drafts" / ID).iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("record_id", ["", "../x", "0" * 31])
def test_what_is_no_document_has_no_drafts(library: Library, record_id: str) -> None:
    for verb in (
        lambda: library.keep_draft(record_id, "a", "words"),
        lambda: library.draft(record_id, "a"),
        lambda: library.drop_draft(record_id, "a"),
        lambda: library.drafts(record_id),
    ):
        with pytest.raises(StoreError, match="no document's id"):
            verb()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"key":"a"}', b'{"key":1,"words":"","modified":""}'])
def test_what_is_no_draft_is_passed_over(library: Library, folders: Folders, data: bytes) -> None:
    library.keep_draft(ID, "a", "words")
    (path,) = (folders.data / "drafts" / ID).iterdir()
    path.write_bytes(data)
    assert library.draft(ID, "a") is None
    assert library.drafts(ID) == []
    library.keep_draft(ID, "a", "words")
    assert library.draft(ID, "a") == "words"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize(("module", "name"), [(os, "fsync"), (os, "replace"), (tempfile, "mkstemp")])
def test_a_fault_leaves_the_earlier_draft_whole(
    library: Library, folders: Folders, module: object, name: str, code: int
) -> None:
    library.keep_draft(ID, "a", "earlier")
    with failing(module, name, 1, code), pytest.raises(StoreError, match=os.strerror(code)):
        library.keep_draft(ID, "a", "later")
    assert library.draft(ID, "a") == "earlier"
    assert list(folders.data.rglob(f"{atomic.PREFIX}*")) == []


def test_a_full_disk_leaves_the_earlier_draft_whole(library: Library) -> None:
    library.keep_draft(ID, "a", "earlier")
    with full_disk(10_000), pytest.raises(StoreError, match="Can't keep the draft"):
        library.keep_draft(ID, "a", "x" * 20_000)
    assert library.draft(ID, "a") == "earlier"


def type_until_killed(folders: Folders, first: int, acknowledge: Callable[[], object]) -> None:
    library = Library(folders)
    number = first
    while True:
        library.keep_draft(ID, "a", f"{number} " + "word " * 1000)
        acknowledge()
        number += 1


def test_no_kept_draft_is_lost_when_the_program_is_killed(library: Library, folders: Folders) -> None:
    typed = 0
    for seconds in (random.Random(kill).uniform(0, 0.02) for kill in range(20)):
        typed += killed_after(seconds, partial(type_until_killed, folders, typed))
        words = (library.draft(ID, "a") or "").split()
        assert words[1:] == ["word"] * 1000
        assert int(words[0]) in (typed - 1, typed)
        typed = int(words[0]) + 1
    assert typed > 20
