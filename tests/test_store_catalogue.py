"""The list of documents is quick, and never says anything else than the documents' files."""

import errno
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import atomic
from reader.config import Folders
from reader.document import Document
from reader.library import Library
from reader.store import Store, catalogue
from reader.store.shelf import Shelf
from tests.test_store_faults import failing


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalogue be written at once, whatever has changed and however lately."""
    monkeypatch.setattr(catalogue, "STALE_ROWS", 1)
    monkeypatch.setattr(catalogue, "TICK", 0)


@pytest.fixture
def library(folders: Folders) -> Library:
    """A library of three documents, one of which has a note."""
    made = Library(folders)
    for number in range(3):
        record = made.enter(document(number))
    made.annotate(record.id, document(2).text, 0, 4, note="Mine")
    return made


def document(number: int) -> Document:
    return Document(f"Text number {number}, Zoë.", (), title=f"Title {number}", source=f"/{number}.txt")


def file(folders: Folders) -> Path:
    return folders.data / "index" / "catalogue.json"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose files have been read."""
    found: list[str] = []
    original = Store.read

    def spy(store: Store, record_id: str) -> Shelf:
        found.append(record_id)
        return original(store, record_id)

    monkeypatch.setattr(Store, "read", spy)
    return found


def test_a_record_says_how_long_its_text_is(library: Library, folders: Folders) -> None:
    assert [each.length for each in library.documents()] == [len(document(0).text)] * 3
    for path in folders.data.glob("documents/*.json"):
        path.write_text(path.read_text("utf-8").replace('"length":', '"extent":'), "utf-8")
    assert {each.length for each in Library(folders).documents()} == {0}
    assert library.enter(document(1)).length == len(document(1).text)


def test_the_second_list_reads_no_document(library: Library, folders: Folders, read: list[str]) -> None:
    first = library.survey()
    assert len(read) == 3
    assert Library(folders).survey() == first
    assert len(read) == 3


def test_only_what_has_changed_is_read_again(library: Library, folders: Folders, read: list[str]) -> None:
    records, _ = library.survey()
    read.clear()
    library.remember(records[1].id, 5)
    read.clear()
    assert Library(folders).survey()[0] == [records[0], replace(records[1], position=5, seen=5), records[2]]
    assert read == [records[1].id]


def test_a_few_changes_do_not_write_all_again(
    library: Library, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, _ = library.survey()
    monkeypatch.setattr(catalogue, "STALE_ROWS", 20)
    before = file(folders).read_bytes()
    library.remember(records[1].id, 5)
    library.survey()
    assert file(folders).read_bytes() == before


def test_a_file_of_just_now_is_not_relied_upon(
    library: Library, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    monkeypatch.setattr(catalogue, "TICK", 60_000_000_000)
    library.survey()
    library.survey()
    assert len(read) == 6


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"{",
        lambda _: b"[]",
        lambda _: b"\xff\xfe",
        lambda _: b"[" * 100_000,
        lambda data: json.dumps({**data, "columns": ["id"]}).encode(),
        lambda data: json.dumps({**data, "rows": []}).encode(),
        lambda data: json.dumps({**data, "rows": dict.fromkeys(data["rows"], 1)}).encode(),
        lambda data: json.dumps({**data, "rows": {each: [] for each in data["rows"]}}).encode(),
        lambda data: json.dumps(
            {**data, "rows": {each: [*row[:3], row[3][:4]] for each, row in data["rows"].items()}}
        ).encode(),
    ],
)
def test_a_damaged_catalogue_is_made_again(
    library: Library, folders: Folders, damage: Callable[[dict[str, dict[str, list[object]]]], bytes]
) -> None:
    expected = library.survey()
    whole = file(folders).read_bytes()
    file(folders).write_bytes(damage(json.loads(whole)))
    assert Library(folders).survey() == expected
    assert json.loads(file(folders).read_bytes()) == json.loads(whole)


def test_a_damaged_document_is_named_each_time(library: Library, folders: Folders) -> None:
    records, _ = library.survey()
    path = folders.data / "documents" / f"{records[0].id}.json"
    path.write_text("{")
    for _ in range(2):
        found, (problem,) = Library(folders).survey()
        assert found == records[1:]
        assert str(path) in problem


def test_a_link_to_nothing_is_named(library: Library, folders: Folders, tmp_path: Path) -> None:
    path = folders.data / "documents" / f"{'0' * 32}.json"
    path.symlink_to(tmp_path / "nothing")
    found, problems = library.survey()
    assert (len(found), len(problems)) == (3, 1)


def test_a_document_that_goes_while_the_list_is_made_is_no_problem(
    library: Library, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = library.documents()[0].id
    library.remember(gone, 3)
    stamps = Store.stamps

    def then_gone(store: Store, *, asked: bool = True) -> dict[str, tuple[int, int, int]]:
        found = stamps(store, asked=asked)
        Library(folders).discard(gone)
        return found

    monkeypatch.setattr(Store, "stamps", then_gone)
    records, problems = library.survey()
    assert (len(records), problems) == (2, [])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize(("module", "name"), [(os, "replace"), (tempfile, "mkstemp")])
def test_a_catalogue_that_cannot_be_written_costs_time_only(
    library: Library, folders: Folders, module: object, name: str, code: int
) -> None:
    expected = [each.title for each in library.documents()]
    before = file(folders).read_bytes()
    library.remember(library.documents()[0].id, 3)
    with failing(module, name, 1, code) as calls:
        records, problems = library.survey()
    assert calls == [1]
    assert ([each.title for each in records], problems) == (expected, [])
    assert file(folders).read_bytes() == before
    assert list(folders.data.rglob(f"{atomic.PREFIX}*")) == []


def test_the_catalogue_is_for_its_owner_only_and_no_document(library: Library, folders: Folders) -> None:
    library.survey()
    assert file(folders).stat().st_mode & 0o777 == 0o600
    assert library.find("catalogue") is None


@given(st.lists(st.tuples(st.sampled_from("earpcxos"), st.integers(0, 3)), max_size=25))
def test_whatever_is_done_the_list_is_the_one_that_reading_all_gives(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, int]]
) -> None:
    folders = Folders(*[tmp_path_factory.mktemp("home")] * 4)
    library = Library(folders)
    for operation, number in [("e", 0), ("e", 1), *operations]:
        text = document(number)
        record = library.known(text)
        if operation == "e" or record is None:
            library.enter(text)
        elif operation == "a":
            library.annotate(record.id, text.text, number, number + 3)
        elif operation == "r":
            for each in library.annotations(record.id)[:1]:
                library.remove(each)
        elif operation == "p":
            library.remember(record.id, number)
        elif operation == "c":
            library.enter(replace(text, title=f"Changed at {time.time_ns()}"))
        elif operation == "x":
            library.discard(record.id)
        elif operation == "o":
            library = Library(folders)
        else:
            library.survey()
    quick = Library(folders).survey()
    file(folders).unlink(missing_ok=True)
    assert quick == Library(folders).survey()
