"""Documents leave the library and come back; at no moment are their notes lost."""

import errno
import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Self

import pytest

from reader import atomic
from reader.config import Folders
from reader.document import Document
from reader.library import Library, StoreError
from reader.store.trash import TRASH_DAYS
from tests.test_store_faults import child, failing, killed_after

TEXT = "One two three."
DOCUMENT = Document(TEXT, (), title="Numbers", source="/articles/numbers.txt")
OTHER = Document("Another text.", (), title="Another", source="/another.txt")
ID = DOCUMENT.sha256[:32]


@pytest.fixture
def library(folders: Folders) -> Library:
    """A library with a document that has a note, and another one."""
    made = Library(folders)
    made.enter(OTHER)
    made.enter(DOCUMENT)
    made.annotate(ID, TEXT, 0, 3, note="Mine")
    return made


def files(folders: Folders) -> list[str]:
    """Where the document's file lies."""
    found = [*folders.data.glob("documents/*.json"), *folders.data.glob("trash/*.json")]
    return [path.parent.name for path in found if path.name.startswith(ID)]


def notes(library: Library) -> list[str]:
    return [each.note for each in library.annotations(ID)]


def test_a_discarded_document_is_seen_nowhere_but_in_the_trash(library: Library, folders: Folders) -> None:
    before = library.known(DOCUMENT)
    library.discard(ID)
    other = Library(folders)
    assert [each.title for each in other.documents()] == ["Another"]
    assert other.find(ID) is other.find(DOCUMENT.source) is other.known(DOCUMENT) is None
    assert notes(other) == []
    (found,), problems = other.discarded()
    assert (found.id, found.title, found.notes, problems) == (ID, "Numbers", 1, [])
    assert found.discarded > (before.created if before else "z")
    assert files(folders) == ["trash"]


def test_a_recovered_document_is_as_it_was(library: Library, folders: Folders) -> None:
    before = library.known(DOCUMENT)
    library.discard(ID)
    assert Library(folders).recover(ID) == before
    assert Library(folders).known(DOCUMENT) == before
    assert library.discarded() == ([], [])
    assert notes(library) == ["Mine"]
    assert Library(folders).undo(ID) == "The new highlight is gone."


@pytest.mark.parametrize("source", ["/articles/numbers.txt", "/moved/numbers.txt", "stdin"])
def test_opening_a_discarded_document_brings_it_back_and_says_so(
    library: Library, folders: Folders, source: str
) -> None:
    library.discard(ID)
    record = Library(folders).enter(Document(TEXT, (), source=source))
    assert (record.id, record.recovered, record.notes) == (ID, True, 1)
    assert Library(folders).enter(DOCUMENT).recovered is False
    assert files(folders) == ["documents"]


def test_a_discarded_document_whose_text_changed_is_known_by_its_source(library: Library) -> None:
    library.discard(ID)
    record = library.enter(Document(f"Zero. {TEXT}", (), source=DOCUMENT.source))
    assert (record.id, record.recovered) == (ID, True)
    assert library.annotations(ID)[0].target.start == len("Zero. ")


def test_the_index_made_again_knows_what_is_in_the_trash(library: Library, folders: Folders) -> None:
    library.enter(Document("Changed. One two three.", (), source=DOCUMENT.source))
    library.discard(ID)
    for path in sorted(folders.data.glob("index/**/*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert Library(folders).enter(Document("Quite new.", (), source=DOCUMENT.source)).recovered


def test_what_is_not_there_is_not_discarded_and_not_recovered(library: Library) -> None:
    with pytest.raises(StoreError, match="has no document 0000"):
        library.discard("0" * 32)
    with pytest.raises(StoreError, match="none that was removed"):
        library.recover("0" * 32)
    assert library.recover(ID).id == ID, "it is in the library already"


def test_a_damaged_document_is_discarded_and_named_and_does_not_come_back_unasked(
    library: Library, folders: Folders
) -> None:
    path = folders.data / "documents" / f"{ID}.json"
    path.write_text("{")
    library.discard(ID)
    records, (problem,) = library.discarded()
    assert records == []
    assert "is damaged" in problem
    record = library.enter(DOCUMENT)
    assert (record.recovered, record.notes) == (False, 0)
    with pytest.raises(StoreError, match="is in the library again; what was removed stays"):
        library.recover(ID)
    assert sorted(files(folders)) == ["documents", "trash"]


def test_a_program_that_still_reads_it_is_told(library: Library, folders: Folders) -> None:
    (annotation,) = library.annotations(ID)
    Library(folders).discard(ID)
    for change in (
        lambda: library.annotate(ID, TEXT, 4, 7),
        lambda: library.edit(annotation, note="Better"),
        lambda: library.remember(ID, 3),
    ):
        with pytest.raises(StoreError, match="no document"):
            change()
    assert files(folders) == ["trash"]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let the trash believe that it is later."""

    def move(by: timedelta) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                moved = datetime.now(tz) + by
                return cls.fromtimestamp(moved.timestamp(), tz)

        monkeypatch.setattr("reader.store.trash.datetime", Clock)

    return move


def test_after_thirty_days_it_is_removed_for_good(
    library: Library, folders: Folders, later: Callable[[timedelta], None]
) -> None:
    library.edit(library.annotations(ID)[0], note="Mine, too")
    library.discard(ID)
    later(timedelta(days=TRASH_DAYS, minutes=-5))
    library.survey()
    assert files(folders) == ["trash"]
    later(timedelta(days=TRASH_DAYS, minutes=5))
    library.survey()
    left = [path for path in folders.data.rglob("*") if ID in path.name and path.suffix != ".lock"]
    assert left == []
    assert [each.title for each in library.documents()] == ["Another"]
    assert library.text(library.documents()[0]) == OTHER.text
    record = Library(folders).enter(DOCUMENT)
    assert (record.recovered, record.notes) == (False, 0)


def test_a_text_that_another_document_had_stays(
    library: Library, folders: Folders, later: Callable[[timedelta], None]
) -> None:
    library.enter(Document("Changed.", (), source=DOCUMENT.source))
    library.enter(Document("Changed.", (), source=OTHER.source))
    library.discard(ID)
    later(timedelta(days=TRASH_DAYS + 1))
    library.survey()
    kept = {path.name.partition(".")[0] for path in folders.data.glob("texts/*")}
    assert kept == {OTHER.sha256, Document("Changed.", ()).sha256}


def test_what_came_back_is_not_removed_for_good(library: Library, later: Callable[[timedelta], None]) -> None:
    library.discard(ID)
    library.recover(ID)
    later(timedelta(days=10 * TRASH_DAYS))
    library.survey()
    assert notes(library) == ["Mine"]


def test_what_somebody_else_put_into_the_trash_stays(
    library: Library, folders: Folders, later: Callable[[timedelta], None]
) -> None:
    library.discard(ID)
    names = ["mine.json", f"{ID}.json", f"{ID}.20269999T000000000000Z.json"]
    for name in names:
        (folders.data / "trash" / name).write_text("{}")
    later(timedelta(days=10 * TRASH_DAYS))
    library.survey()
    assert sorted(path.name for path in folders.data.glob("trash/*")) == sorted(names)


def discard_and_recover_until_killed(folders: Folders, acknowledge: Callable[[], object]) -> None:
    library = Library(folders)
    while True:
        library.enter(DOCUMENT)
        acknowledge()
        library.discard(ID)
        acknowledge()
        library.recover(ID)
        library.discard(ID)


@pytest.mark.usefixtures("library")
def test_no_kill_loses_what_is_discarded_and_recovered(folders: Folders) -> None:
    done = 0
    for seconds in (random.Random(kill).uniform(0, 0.02) for kill in range(30)):
        done += killed_after(seconds, partial(discard_and_recover_until_killed, folders))
        assert len(files(folders)) == 1
        record = Library(folders).enter(DOCUMENT)
        assert (record.id, record.notes) == (ID, 1)
    assert done > 30


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EXDEV])
@pytest.mark.parametrize(("name", "call"), [("rename", 1), ("fsync", 1), ("fsync", 2)])
@pytest.mark.parametrize("verb", ["discard", "recover"])
def test_a_fault_while_discarding_or_recovering_loses_nothing(
    library: Library, folders: Folders, verb: str, name: str, call: int, code: int
) -> None:
    if verb == "recover":
        library.discard(ID)
    with failing(os, name, call, code), pytest.raises(StoreError, match=os.strerror(code)):
        getattr(library, verb)(ID)
    moved = (verb == "discard") == (name == "fsync")
    assert files(folders) == ["trash" if moved else "documents"]
    Library(folders).enter(DOCUMENT)
    assert notes(library) == ["Mine"]
    assert list(folders.data.rglob(f"{atomic.PREFIX}*")) == []


def test_a_note_kept_while_another_program_discards_is_in_the_trash(
    library: Library, folders: Folders
) -> None:
    def annotate() -> None:
        own = Library(folders)
        for number in range(100):
            try:
                own.annotate(ID, TEXT, 4, 7, note=str(number))
            except StoreError:
                os._exit(number)

    pid = child(annotate)
    while len(notes(library)) < 5:
        pass
    library.discard(ID)
    kept = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    library.recover(ID)
    assert kept >= 4
    assert sorted(notes(library)) == sorted(["Mine", *map(str, range(kept))])


def test_the_trash_is_for_its_owner_only(library: Library, folders: Folders) -> None:
    library.discard(ID)
    (path,) = (folders.data / "trash").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_trash_that_cannot_be_read_is_told_of(library: Library, folders: Folders) -> None:
    (folders.data / "trash").write_text("a file")
    with pytest.raises(StoreError, match="look through the removed documents"):
        library.discarded()
    with pytest.raises(StoreError, match="remove the document"):
        library.discard(ID)
    assert [each.title for each in library.documents()] == ["Numbers", "Another"]
    assert notes(library) == ["Mine"]
