"""The same document finds its notes wherever it lies; other documents never get them."""

import json
import shutil
from pathlib import Path

import pytest

from reader.config import Folders
from reader.document import Document
from reader.library import Library
from reader.library.identifying import have_something_in_common
from tests.cli.commands import Run, annotate
from tests.cli.conftest import home as home  # fixtures
from tests.cli.conftest import run as run

BRIDGE = "\n\n".join(
    f"On day {day} the mayor of Brimley said that the bridge would open in spring, after all {day} delays."
    for day in range(40)
)
FERRY = "\n\n".join(
    f"Ferry {number} leaves the northern quay at noon and takes {number} cars over to the island of Ormsay."
    for number in range(40)
)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def notes(run: Run, source: object) -> list[str]:
    """The notes on a document, opened anew as reading it does."""
    code, output, errors = run("annotate", source, "--json", "--start", 0, "--end", 2)
    assert (code, errors) == (0, "")
    made = json.loads(output)["id"]
    found = json.loads(run("notes", source, "--json")[1])["annotations"]
    library = Library(Folders.of_user())
    library.remove(
        next(each for r in library.documents() for each in library.annotations(r.id) if each.id == made)
    )
    return [each["note"] for each in found if each["note"]]


def note(run: Run, source: Path, quote: str, words: str) -> None:
    annotate(run, source, "--quote", quote, "--nth", 1, "--note", words)


def test_a_file_that_was_moved_and_renamed_finds_its_notes(run: Run, tmp_path: Path) -> None:
    old = write(tmp_path / "a" / "bridge.txt", BRIDGE)
    note(run, old, "the mayor", "Who?")
    new = tmp_path / "b" / "renamed.txt"
    new.parent.mkdir()
    old.rename(new)
    assert notes(run, new) == ["Who?"]
    assert [each.source for each in Library(Folders.of_user()).documents()] == [str(new)]


def test_a_file_that_was_edited_keeps_its_notes(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "bridge.txt", BRIDGE)
    note(run, path, "the mayor", "Who?")
    write(path, f"A new beginning.\n\n{BRIDGE}\n\nAnd a new end.")
    assert notes(run, path) == ["Who?"]
    assert len(Library(Folders.of_user()).documents()) == 1


def test_a_file_is_the_same_by_a_relative_path_and_by_a_link(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a" / "bridge.txt", BRIDGE)
    note(run, path, "the mayor", "Who?")
    (tmp_path / "link.txt").symlink_to(path)
    monkeypatch.chdir(tmp_path / "a")
    assert notes(run, "bridge.txt") == notes(run, "../a/./bridge.txt") == notes(run, tmp_path / "link.txt")
    assert notes(run, "bridge.txt") == ["Who?"]


def test_two_files_of_one_name_never_share_notes(run: Run, tmp_path: Path) -> None:
    one = write(tmp_path / "a" / "README.md", BRIDGE)
    two = write(tmp_path / "b" / "README.md", FERRY)
    note(run, one, "the mayor", "On the bridge")
    assert notes(run, two) == []
    note(run, two, "the northern quay", "On the ferry")
    assert (notes(run, one), notes(run, two)) == (["On the bridge"], ["On the ferry"])


def test_files_that_change_their_names_keep_each_its_own_notes(run: Run, tmp_path: Path) -> None:
    one, two = write(tmp_path / "one.txt", BRIDGE), write(tmp_path / "two.txt", FERRY)
    note(run, one, "the mayor", "On the bridge")
    note(run, two, "the northern quay", "On the ferry")
    one.rename(tmp_path / "three.txt")
    two.rename(one)
    (tmp_path / "three.txt").rename(two)
    assert (notes(run, one), notes(run, two)) == (["On the ferry"], ["On the bridge"])
    two.replace(one)
    assert notes(run, one) == ["On the bridge"]


def test_another_file_under_the_same_path_is_another_document(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "download.txt", BRIDGE)
    note(run, path, "the mayor", "On the bridge")
    write(path, FERRY)
    assert notes(run, path) == []
    note(run, path, "the northern quay", "On the ferry")
    assert len(Library(Folders.of_user()).documents()) == 2
    write(path, BRIDGE)
    assert notes(run, path) == ["On the bridge"]


def test_a_document_whose_file_is_another_now_is_opened_as_it_was(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "download.txt", BRIDGE)
    note(run, path, "the mayor", "On the bridge")
    (record,) = Library(Folders.of_user()).documents()
    write(path, FERRY)
    assert notes(run, path) == []
    code, output, errors = run("export", record.id)
    assert code == 0
    assert "On the bridge" in output
    assert "is another document by now. What was read last is used instead." in errors
    assert notes(run, path) == []


def test_a_copy_has_the_notes_of_what_it_is_a_copy_of(run: Run, tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", BRIDGE)
    note(run, one, "the mayor", "Who?")
    two = Path(shutil.copy(one, tmp_path / "two.txt"))
    assert notes(run, two) == ["Who?"]
    assert [each.source for each in Library(Folders.of_user()).documents()] == [str(two)]
    assert notes(run, one) == ["Who?"]
    assert [each.source for each in Library(Folders.of_user()).documents()] == [str(one)]


def test_files_that_are_emptied_do_not_become_one(run: Run, tmp_path: Path) -> None:
    one, two = write(tmp_path / "one.txt", BRIDGE), write(tmp_path / "two.txt", FERRY)
    note(run, one, "the mayor", "On the bridge")
    note(run, two, "the northern quay", "On the ferry")
    library = Library(Folders.of_user())
    for path in (one, two):
        library.enter(Document("Soon.", (), source=str(path)))
    write(two, f"{FERRY}\n\nMore.")
    assert (notes(run, one), notes(run, two)) == (["On the bridge"], ["On the ferry"])


def test_texts_have_something_in_common_where_one_can_be_a_version_of_the_other() -> None:
    assert have_something_in_common(BRIDGE, BRIDGE[: len(BRIDGE) // 10] + FERRY)
    assert not have_something_in_common(BRIDGE, FERRY)
    assert have_something_in_common("Milk, eggs.", FERRY)
    assert have_something_in_common("", FERRY)
