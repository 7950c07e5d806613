"""Notes survive what kills a program, fills a disk or crowds a file: each test does the damage."""

import errno
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from reader import atomic
from reader.config import Folders
from reader.corrections import AddEntity, Scope
from reader.document import Document
from reader.library import Library
from reader.store import StoreError

TEXT = "The quick brown fox jumps over the lazy dog, and nobody is surprised any more. " * 20
DOCUMENT = Document(TEXT, (), source="/articles/fox.txt")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(*(tmp_path / name for name in ("data", "config", "cache", "state")))


def notes(folders: Folders) -> list[str]:
    """All notes that a program started now finds, sorted."""
    return sorted(each.note for each in Library(folders).annotations(DOCUMENT.sha256[:32]))


def temporary_files(folders: Folders) -> list[Path]:
    return list(folders.data.rglob(f"{atomic.PREFIX}*"))


def operation(number: int, kept: list[str]) -> tuple[str, str]:
    """The change of a certain number to certain notes: which note becomes which; none is empty."""
    choice = random.Random(number)
    if len(kept) < 20 or choice.random() < 0.3:
        return "", f"note {number}"
    return choice.choice(kept), choice.choice(["", f"edited {number}"])


def apply(number: int, kept: list[str]) -> list[str]:
    old, new = operation(number, kept)
    return sorted([note for note in kept if note != old] + [new] * bool(new))


def work(folders: Folders, number: int, acknowledge: Callable[[], object]) -> None:
    """Make one change after the other, and acknowledge each, until killed."""
    library = Library(folders)
    record_id = DOCUMENT.sha256[:32]
    while True:
        by_note = {each.note: each for each in library.annotations(record_id)}
        old, new = operation(number, sorted(by_note))
        if not old:
            library.annotate(record_id, TEXT, number % 1000, number % 1000 + 10, note=new)
        elif new:
            library.edit(by_note[old], note=new)
        else:
            library.remove(by_note[old])
        acknowledge()
        number += 1


def child(run: Callable[[], None]) -> int:
    """Run a function in a process of its own; its id."""
    pid = os.fork()
    if not pid:
        try:
            run()
            os._exit(0)
        except BaseException:  # nothing may return into the test runner that was forked
            os._exit(1)
    return pid


def killed_after(seconds: float, worker: Callable[[Callable[[], object]], None]) -> int:
    """How many changes a worker acknowledged before it was killed."""
    reading, writing = os.pipe()
    pid = child(lambda: worker(lambda: os.write(writing, b".")))
    os.close(writing)
    acknowledged = len(os.read(reading, 1))
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    while more := len(os.read(reading, 65536)):
        acknowledged += more
    os.close(reading)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    return acknowledged


def kill_repeatedly(folders: Folders, kills: int) -> int:
    """Kill a worker again and again, and compare what is kept with what was acknowledged."""
    Library(folders).enter(DOCUMENT)
    kept: list[str] = []
    number = 0
    for seconds in (random.Random(kill).uniform(0, 0.02) for kill in range(kills)):
        for _ in range(killed_after(seconds, partial(work, folders, number))):
            kept = apply(number, kept)
            number += 1
        found = notes(folders)
        if found != kept:  # the change that was under way may have come through
            kept = apply(number, kept)
            number += 1
        assert found == kept
    return number


def test_no_acknowledged_change_is_lost_when_the_program_is_killed(folders: Folders) -> None:
    assert kill_repeatedly(folders, 100) > 100


@pytest.mark.slow
def test_no_acknowledged_change_is_lost_in_a_thousand_kills(folders: Folders) -> None:
    assert kill_repeatedly(folders, 1000) > 1000


@pytest.mark.parametrize("processes", [2, 4])
def test_several_programs_lose_nothing(folders: Folders, processes: int) -> None:
    record_id = Library(folders).enter(DOCUMENT).id

    def work(process: int) -> None:
        library = Library(folders)
        for number in range(50):
            library.annotate(record_id, TEXT, number, number + 5, note=f"{process} {number}")

    pids = [child(partial(work, process)) for process in range(processes)]
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * processes
    assert notes(folders) == sorted(f"{p} {number}" for p in range(processes) for number in range(50))


def test_programs_that_open_a_new_document_at_once_make_one_record(folders: Folders) -> None:
    def enter() -> None:
        library = Library(folders)
        record = library.enter(DOCUMENT)
        library.annotate(record.id, TEXT, 0, 3, note=str(os.getpid()))

    pids = [child(enter) for _ in range(4)]
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 4
    assert notes(folders) == sorted(map(str, pids))


def save(library: Library, note: str) -> str:
    """Keep a note; the message where that fails."""
    try:
        library.annotate(DOCUMENT.sha256[:32], TEXT, 0, 9, note=note)
    except StoreError as error:
        return str(error)
    return ""


@contextmanager
def failing(module: object, name: str, call: int, code: int) -> Iterator[list[int]]:
    """Let the n-th call of a function of the operating system fail; the calls are counted."""
    original = getattr(module, name)
    calls = [0]

    def function(*arguments: object, **options: object) -> object:
        calls[0] += 1
        if calls[0] == call:
            raise OSError(code, os.strerror(code))
        return original(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, function)
        yield calls


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let every write beyond a size fail, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize(("module", "name"), [(os, "fsync"), (os, "replace"), (tempfile, "mkstemp")])
def test_a_fault_at_any_call_leaves_the_old_notes_whole(
    folders: Folders, module: object, name: str, code: int
) -> None:
    library = Library(folders)
    library.enter(DOCUMENT)
    saved: list[str] = []
    for call in range(1, 10):
        with failing(module, name, call, code) as calls:
            message = save(library, f"note {call}")
        if not message:
            saved.append(f"note {call}")
        assert not message or (os.strerror(code) in message and str(folders.data) in message)
        assert set(saved) <= set(notes(folders))
        assert temporary_files(folders) == []
        if calls[0] < call:
            break
    assert saved == [f"note {call}"]
    assert call > 1


def test_a_full_disk_leaves_the_old_notes_whole_and_a_later_save_succeeds(folders: Folders) -> None:
    library = Library(folders)
    library.enter(DOCUMENT)
    with full_disk(20_000):
        messages = [save(library, f"{number:03}") for number in range(100)]
    failures = [number for number, message in enumerate(messages) if message]
    assert failures == list(range(failures[0], 100))
    assert failures[0] > 10
    assert all(
        message.startswith(f"Can't keep the notes in {folders.data}") for message in messages[failures[0] :]
    )
    assert notes(folders) == [f"{number:03}" for number in range(failures[0])]
    assert temporary_files(folders) == []
    assert save(library, "after") == ""
    assert "after" in notes(folders)


def test_a_save_writes_a_temporary_file_then_renames_it_then_syncs_its_folder(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(folders)
    library.enter(DOCUMENT)
    save(library, "first")
    done: list[tuple[str, ...]] = []
    sync, replace = os.fsync, os.replace

    def traced_sync(handle: int) -> None:
        done.append(("fsync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def traced_replace(old: str, new: Path) -> None:
        done.append(("replace", old, str(new)))
        replace(old, new)

    monkeypatch.setattr(os, "fsync", traced_sync)
    monkeypatch.setattr(os, "replace", traced_replace)
    save(library, "second")
    file = folders.data / "documents" / f"{DOCUMENT.sha256[:32]}.json"
    temporary = done[0][1]
    assert done == [("fsync", temporary), ("replace", temporary, str(file)), ("fsync", str(file.parent))]
    assert Path(temporary).parent == file.parent


def forms(folders: Folders) -> list[str]:
    """The forms of all corrections that a program started now finds."""
    found = Library(folders).corrections(DOCUMENT.sha256[:32])
    return [each.change.form for each in found if isinstance(each.change, AddEntity)]


def correct(library: Library, number: int, scope: Scope) -> str:
    """Keep a correction; the message where that fails."""
    try:
        library.correct(DOCUMENT.sha256[:32], AddEntity(f"Form {number}", "product"), scope=scope)
    except StoreError as error:
        return str(error)
    return ""


def correct_until_killed(folders: Folders, first: int, acknowledge: Callable[[], object]) -> None:
    """Make one correction after the other, here and for the whole library, and acknowledge each."""
    library = Library(folders)
    number = first
    while True:
        assert not correct(library, number, "library" if number % 2 else "document")
        acknowledge()
        number += 1


def test_no_acknowledged_correction_is_lost_when_the_program_is_killed(folders: Folders) -> None:
    Library(folders).enter(DOCUMENT)
    number = 0
    for seconds in (random.Random(kill).uniform(0, 0.03) for kill in range(30)):
        number += killed_after(seconds, partial(correct_until_killed, folders, number))
        found = forms(folders)
        number += f"Form {number}" in found  # what was under way may have come through
        assert sorted(found) == sorted(f"Form {each}" for each in range(number))
    assert number > 30


@pytest.mark.parametrize("scope", ["document", "library"])
def test_a_full_disk_leaves_the_corrections_whole(folders: Folders, scope: Scope) -> None:
    library = Library(folders)
    library.enter(DOCUMENT)
    with full_disk(10_000):
        messages = [correct(library, number, scope) for number in range(60)]
    failures = [number for number, message in enumerate(messages) if message]
    assert failures == list(range(failures[0], 60))
    assert failures[0] > 10
    assert all(
        message.startswith(f"Can't keep the notes in {folders.data}") for message in messages[failures[0] :]
    )
    assert forms(folders) == [f"Form {number}" for number in range(failures[0])]
    assert temporary_files(folders) == []
    assert correct(library, 99, scope) == ""
    assert forms(folders)[-1] == "Form 99"


@pytest.mark.parametrize(("module", "name"), [(os, "fsync"), (os, "replace"), (tempfile, "mkstemp")])
def test_a_fault_at_any_call_leaves_the_library_s_corrections_whole(
    folders: Folders, module: object, name: str
) -> None:
    library = Library(folders)
    library.enter(DOCUMENT)
    saved: list[str] = []
    for call in range(1, 10):
        with failing(module, name, call, errno.ENOSPC) as calls:
            message = correct(library, call, "library")
        if not message:
            saved.append(f"Form {call}")
        assert not message or str(folders.data) in message
        assert set(saved) <= set(forms(folders))
        assert temporary_files(folders) == []
        if calls[0] < call:
            break
    assert saved == [f"Form {call}"]
    assert call > 1


def change_and_undo_until_killed(folders: Folders, first: int, acknowledge: Callable[[], object]) -> None:
    """Annotate, change many, undo and redo, in a mixed order, until killed."""
    library = Library(folders)
    record_id = DOCUMENT.sha256[:32]
    number = first
    while True:
        choice = random.Random(number).random()
        kept = library.annotations(record_id)
        if choice < 0.3 or not kept:
            library.annotate(record_id, TEXT, number % 1000, number % 1000 + 10, note=f"note {number}")
        elif choice < 0.5:
            library.edit_many(kept[:5], add_tags=[str(number)])
        elif choice < 0.6:
            library.remove_many(kept[:2])
        elif choice < 0.8:
            library.undo(record_id)
        else:
            library.redo(record_id)
        acknowledge()
        number += 1


def test_no_kill_parts_a_change_from_its_undoing(folders: Folders) -> None:
    record_id = Library(folders).enter(DOCUMENT).id
    number = 0
    for seconds in (random.Random(kill).uniform(0, 0.03) for kill in range(15)):
        number += killed_after(seconds, partial(change_and_undo_until_killed, folders, number))
        library = Library(folders)
        while library.redo(record_id):
            pass
        before = [(each.id, each.tags) for each in library.annotations(record_id)]
        undone = [library.undo(record_id) for _ in range(10)]
        redone = [library.redo(record_id) for each in undone if each]
        assert not [each for each in [*undone, *redone] if each and "another program" in each.lower()]
        assert None not in redone
        assert [(each.id, each.tags) for each in library.annotations(record_id)] == before
    assert number > 15
