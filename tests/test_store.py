import contextlib
import gzip
import json
import os
import stat
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from filelock import FileLock
from tinydb import TinyDB

from reader import atomic
from reader.document import Document
from reader.store import LIBRARY, Store, StoreError
from reader.store.shelf import SCHEMA

ID = "0123456789abcdef" * 2
HASH = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "data"


def keep(folder: Path, note: str = "first", record_id: str = ID) -> Path:
    """Keep a document with one annotation; its file."""
    store = Store(folder)
    with store.change(record_id) as shelf:
        shelf.set_document({"id": record_id, "source": f"/{record_id}", "texts": [HASH]})
        shelf.add("annotations", {"id": note, "note": note})
    return store.path(record_id)


def test_what_was_changed_is_read_again(folder: Path) -> None:
    keep(folder)
    with Store(folder).change(ID) as shelf:
        shelf.add("annotations", {"id": "second", "note": "two"})
        shelf.update("annotations", {"first": {"note": "one"}})
        shelf.set_document({"position": 7})
    shelf = Store(folder).read(ID)
    assert shelf.document == {
        "schema": SCHEMA,
        "id": ID,
        "source": f"/{ID}",
        "texts": [HASH],
        "position": 7,
    }
    assert shelf.records("annotations") == [{"id": "first", "note": "one"}, {"id": "second", "note": "two"}]
    assert shelf.record("annotations", "second") == {"id": "second", "note": "two"}
    assert shelf.record("annotations", "third") is None


def test_fields_of_other_versions_stay(folder: Path) -> None:
    file = keep(folder)
    file.write_text(file.read_text().replace('"note":', '"mood":"calm","note":'))
    with Store(folder).change(ID) as shelf:
        shelf.update("annotations", {"first": {"note": "changed"}})
    assert Store(folder).read(ID).records("annotations") == [
        {"id": "first", "mood": "calm", "note": "changed"}
    ]


def test_an_unknown_document_has_nothing_and_makes_no_file(folder: Path) -> None:
    store = Store(folder)
    assert store.read(ID).document is None
    assert store.read(ID).records("annotations") == []
    assert store.ids() == []
    assert store.find("/a", HASH) is None
    assert not folder.exists()


def test_nothing_is_written_where_nothing_was_changed(folder: Path) -> None:
    file = keep(folder)
    before = file.stat()
    with Store(folder).change(ID) as shelf:
        assert shelf.records("annotations")
    assert file.stat().st_ino == before.st_ino


def test_nothing_is_kept_of_a_change_that_fails(folder: Path) -> None:
    keep(folder)
    with contextlib.suppress(ZeroDivisionError), Store(folder).change(ID) as shelf:
        shelf.add("annotations", {"id": "second"})
        raise ZeroDivisionError
    assert [each["id"] for each in Store(folder).read(ID).records("annotations")] == ["first"]


@pytest.mark.parametrize("note", ["Zoë 中文 🎈", "\ud800 alone", "\x00\x1b[31m\u2028", '"\\'])
def test_any_text_comes_back_as_it_was(folder: Path, note: str) -> None:
    file = keep(folder, note)
    assert Store(folder).read(ID).records("annotations") == [{"id": note, "note": note}]
    file.read_bytes().decode("utf-8")


def test_all_that_is_written_is_for_its_owner_only(folder: Path) -> None:
    keep(folder)
    keep(folder, "second")
    store = Store(folder)
    store.texts.keep(HASH, "text")
    store.point(ID, "/a", HASH)
    assert (folder / "backups" / ID).is_dir()
    for path in [folder.parent, folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_linked_file_stays_a_link(folder: Path, tmp_path: Path) -> None:
    file = keep(folder)
    elsewhere = tmp_path / "synchronised.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    keep(folder, "second")
    assert file.is_symlink()
    assert '"second"' in elsewhere.read_text()


def test_a_link_to_a_folder_that_is_gone_is_told_of(folder: Path, tmp_path: Path) -> None:
    file = keep(folder)
    file.unlink()
    file.symlink_to(tmp_path / "unplugged" / "notes.json")
    with pytest.raises(StoreError, match=f"Can't keep the notes in {file}: No such file"):
        keep(folder)


def test_a_folder_that_cannot_be_made_is_told_of(folder: Path) -> None:
    folder.parent.write_text("a file")
    with pytest.raises(StoreError, match=f"Can't keep the notes in {folder}"):
        keep(folder)


def test_temporary_files_of_killed_programs_are_swept_and_others_are_not(folder: Path) -> None:
    file = keep(folder)
    old = file.parent / f"{atomic.PREFIX}old{atomic.SUFFIX}"
    new = file.parent / f"{atomic.PREFIX}new{atomic.SUFFIX}"
    foreign = file.parent / "foreign.tmp"
    for path in (old, new, foreign):
        path.write_text("x")
    for path in (old, foreign):
        os.utime(path, (0, 0))
    keep(folder, "second")
    assert [path.exists() for path in (old, new, foreign)] == [False, True, True]


DAMAGE = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b'"text"',
    b'{"document":{}}',
    b'{"document":{"1":{}}}',
    b'{"document":{"1":{"id":"x","schema":"one"}}}',
    b'{"document":{"1":{"id":"x","schema":1}},"annotations":[]}',
    b'{"document":{"1":{"id":"x","schema":1}},"annotations":{"x":{"id":"a"}}}',
    b'{"document":{"1":{"id":"x","schema":1}},"annotations":{"1":"a"}}',
    b'{"document":{"1":{"id":"x","schema":1}},"annotations":{"1":{}}}',
    b'{"document":{"1":{"id":"x","schema":1}}}{}',
    b'{"document":{"1":{"id":"x","sch',
    b"\0" * 100,
    b"\xff\xfe\x00",
    b"[" * 100_000,
]


@pytest.mark.parametrize("data", DAMAGE)
def test_a_damaged_file_is_named_and_left_as_it_is(folder: Path, data: bytes) -> None:
    file = keep(folder)
    file.write_bytes(data)
    store = Store(folder)
    with pytest.raises(StoreError, match=f"{file} is damaged.*no backup"):
        store.read(ID)
    with pytest.raises(StoreError, match="is damaged"), store.change(ID):
        pytest.fail("a damaged file is not changed")
    assert file.read_bytes() == data


def test_every_truncation_of_a_file_is_damage(folder: Path) -> None:
    file = keep(folder)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(StoreError):
            Store(folder).read(ID)


def test_the_newest_backup_of_a_damaged_file_is_named_and_good(folder: Path) -> None:
    keep(folder)
    file = keep(folder, "second")
    file.write_bytes(b"")
    (backup,) = (folder / "backups" / ID).iterdir()
    with pytest.raises(StoreError, match=str(backup)):
        Store(folder).read(ID)
    file.write_bytes(backup.read_bytes())
    assert [each["id"] for each in Store(folder).read(ID).records("annotations")] == ["first"]


def test_a_file_of_a_newer_version_is_read_but_not_changed(folder: Path) -> None:
    file = keep(folder)
    newer = file.read_text().replace(f'"schema":{SCHEMA}', f'"schema":{SCHEMA + 1}')
    file.write_text(newer)
    store = Store(folder)
    assert [each["id"] for each in store.read(ID).records("annotations")] == ["first"]
    with pytest.raises(StoreError, match=r"newer Reader.*update"), store.change(ID):
        pytest.fail("a newer file is not changed")
    assert file.read_text() == newer


def test_at_most_one_backup_is_made_in_five_minutes_and_five_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        minute = 0

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 22, cls.minute // 60, cls.minute % 60, tzinfo=tz)

    monkeypatch.setattr("reader.store.datetime", Clock)
    kept = []
    for Clock.minute in range(60):
        keep(folder, f"note {Clock.minute}")
        kept.append(sorted(path.stem[9:13] for path in (folder / "backups").rglob("*.json")))
    assert kept[0] == []
    assert kept[1] == kept[5] == ["0001"]
    assert kept[6] == ["0001", "0006"]
    assert kept[59] == ["0036", "0041", "0046", "0051", "0056"]
    newest = max((folder / "backups" / ID).iterdir()).read_text()
    assert '"note 55"' in newest
    assert '"note 56"' not in newest


def test_a_file_locked_by_another_program_is_waited_for_and_then_named(folder: Path) -> None:
    file = keep(folder)
    with (
        FileLock(folder / "locks" / f"{ID}.lock"),
        pytest.raises(StoreError, match=f"{file} locked"),
        Store(folder, wait=0.05).change(ID),
    ):
        pytest.fail("a locked file is not changed")
    keep(folder, "second")


@pytest.mark.parametrize("record_id", ["", "../../etc/passwd", "0" * 31, "G" * 32])
def test_what_is_no_id_names_no_file(folder: Path, record_id: str) -> None:
    store = Store(folder)
    assert not store.holds(record_id)
    with pytest.raises(StoreError, match="is no document's id"):
        store.read(record_id)


def test_a_text_is_kept_once_and_comes_back(folder: Path) -> None:
    store = Store(folder)
    text = "Zoë\n中文\ud800"
    sha256 = Document(text, ()).sha256
    assert store.texts.text(sha256) is None
    store.texts.keep(sha256, text)
    before = (folder / "texts" / f"{sha256}.gz").stat().st_mtime_ns
    store.texts.keep(sha256, text)
    assert (folder / "texts" / f"{sha256}.gz").stat().st_mtime_ns == before
    assert store.texts.text(sha256) == text


@pytest.mark.parametrize("data", [b"", b"no gzip", gzip.compress(b"another"), gzip.compress(b"x")[:-4]])
def test_a_damaged_text_is_not_taken_for_the_text(folder: Path, data: bytes) -> None:
    store = Store(folder)
    store.texts.keep(HASH, "text")
    (folder / "texts" / f"{HASH}.gz").write_bytes(data)
    with pytest.raises(StoreError, match="is damaged"):
        store.texts.text(HASH)


def test_a_document_is_found_by_its_source_then_by_any_text_it_had(folder: Path) -> None:
    keep(folder)
    other = "f" * 32
    keep(folder, record_id=other)
    store = Store(folder)
    store.point(ID, "/one", "b" * 64)
    store.point(ID, "/one", "c" * 64)
    store.point(other, "/two", "d" * 64)
    assert store.find("/one", "d" * 64) == ID
    assert store.find("/new", "b" * 64) == ID
    assert store.find("/new", "d" * 64) == other
    assert store.find("/new", ID * 2) == ID
    assert store.find("/new", "e" * 64) is None


def test_a_damaged_file_does_not_keep_the_others_from_the_index(folder: Path) -> None:
    bad, good = "0" * 32, "f" * 32
    damaged, whole = keep(folder, record_id=bad), keep(folder, record_id=good)
    content = damaged.read_bytes()
    damaged.write_bytes(b"")
    store = Store(folder)
    assert store.find(f"/{good}") == good
    damaged.write_bytes(content)
    assert store.find(f"/{bad}") == bad
    assert whole.exists()


@pytest.mark.parametrize("damage", ["missing", "unfinished"])
def test_the_index_is_made_again(folder: Path, damage: str) -> None:
    file = keep(folder)
    store = Store(folder)
    assert store.find(f"/{ID}") == ID
    index = folder / "index"
    for path in (index / "source").iterdir():
        path.unlink()
    (index / "complete").unlink()
    if damage == "missing":
        (index / "source").rmdir()
    assert store.find(f"/{ID}") == ID
    assert store.find(sha256=HASH) == ID
    file.unlink()
    assert store.find(f"/{ID}") is None


def test_the_file_is_tinydbs(folder: Path) -> None:
    file = keep(folder)
    assert json.loads(file.read_text()).keys() == {"document", "annotations"}
    with TinyDB(file, access_mode="r") as database:
        assert database.table("annotations").all() == [{"id": "first", "note": "first"}]


def test_what_a_reader_adds_lies_in_a_table_of_its_own(folder: Path) -> None:
    keep(folder)
    with Store(folder).change(ID) as shelf:
        shelf.add("corrections", {"id": "first", "what": "hide"})
        shelf.update("corrections", {"first": {"what": "kind"}})
    shelf = Store(folder).read(ID)
    assert shelf.records("corrections") == [{"id": "first", "what": "kind"}]
    assert shelf.record("annotations", "first") == {"id": "first", "note": "first"}


def test_what_is_removed_leaves_no_trace(folder: Path) -> None:
    file = keep(folder)
    keep(folder, "second")
    with Store(folder).change(ID) as shelf:
        shelf.remove("annotations", {"first", "third"})
        shelf.remove("steps", {"first"})
    assert [each["id"] for each in Store(folder).read(ID).records("annotations")] == ["second"]
    assert "first" not in file.read_text()


def test_a_file_from_before_there_were_corrections_opens_and_takes_some(folder: Path) -> None:
    file = keep(folder)
    assert "corrections" not in json.loads(file.read_text())
    assert Store(folder).read(ID).records("corrections") == []
    with Store(folder).change(ID) as shelf:
        shelf.add("corrections", {"id": "new"})
    assert [each["id"] for each in Store(folder).read(ID).records("annotations")] == ["first"]


def test_the_library_has_a_file_of_its_own_that_is_no_document(folder: Path) -> None:
    keep(folder)
    store = Store(folder)
    for number in range(2):
        with store.change(LIBRARY) as shelf:
            shelf.set_document({"id": LIBRARY})
            shelf.add("corrections", {"id": str(number)})
    file = folder / "library.json"
    assert store.path(LIBRARY) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each["id"] for each in store.read(LIBRARY).records("corrections")] == ["0", "1"]
    assert store.ids() == [ID]
    assert not store.holds(LIBRARY)
    assert len(list((folder / "backups" / LIBRARY).iterdir())) == 1


@pytest.mark.parametrize("table", ["annotations", "corrections", "steps"])
def test_a_record_without_an_id_is_damage_in_every_table(folder: Path, table: str) -> None:
    file = keep(folder)
    file.write_text(json.dumps({**json.loads(file.read_text()), table: {"1": {"note": "x"}}}))
    with pytest.raises(StoreError, match="is damaged"):
        Store(folder).read(ID)
