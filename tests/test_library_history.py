"""Steps that are undone and done again: across restarts, beside other programs, many at once."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import history
from reader.annotation import Annotation
from reader.config import Folders
from reader.corrections import AddEntity, Address, Hide
from reader.document import Document
from reader.library import Library, StoreError

TEXT = "One two three four five six seven eight nine ten eleven twelve."
DOCUMENT = Document(TEXT, (), title="Numbers", source="/articles/numbers.txt")
RECORD = DOCUMENT.sha256[:32]


@pytest.fixture
def library(folders: Folders) -> Library:
    made = Library(folders)
    made.enter(DOCUMENT)
    return made


def highlight(library: Library, words: str = "two", **fields: object) -> Annotation:
    start = TEXT.index(words)
    return library.annotate(RECORD, TEXT, start, start + len(words), **fields)  # type: ignore[arg-type]


def file_of(folders: Folders) -> Path:
    (path,) = folders.data.glob("documents/*.json")
    return path


def steps_kept(folders: Folders) -> int:
    return len(json.loads(file_of(folders).read_text("utf-8"))["steps"])


def state(library: Library) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(each.target.exact, each.colour, each.note, each.tags) for each in library.annotations(RECORD)]


def test_what_an_earlier_run_did_is_undone_and_done_again(library: Library, folders: Folders) -> None:
    made = highlight(library)
    library.edit(made, note="Why two?")
    library.remove(highlight(library, "three"))
    again = Library(folders)
    undone = ["The deleted highlight is back.", "The new highlight is gone.", "The note is as it was before."]
    assert [again.undo(RECORD) for _ in undone] == undone
    third = Library(folders)
    redone = ["The note is changed again.", "The new highlight is back.", "The highlight is deleted again."]
    assert [third.redo(RECORD) for _ in redone] == redone
    assert third.redo(RECORD) is None
    assert state(third) == [("two", "yellow", "Why two?", ())]
    last = Library(folders)
    assert last.undo(RECORD) == "The deleted highlight is back."
    assert highlight(Library(folders), "four")
    assert Library(folders).redo(RECORD) is None


def test_corrections_of_an_earlier_run_are_undone_too_in_the_order_of_all(
    library: Library, folders: Folders
) -> None:
    highlight(library)
    library.correct(RECORD, Hide(Address("Ten")))
    library.correct(RECORD, AddEntity("Eleven", "product"), scope="library")
    highlight(library, "three")
    again = Library(folders)
    undone = [
        "The new highlight is gone.",
        "Taken back: “Eleven” is a product.",
        "Taken back: “Ten” is hidden.",
        "The new highlight is gone.",
    ]
    assert [again.undo(RECORD) for _ in undone] == undone
    assert again.undo(RECORD) is None
    assert again.redo(RECORD) == "The new highlight is back."
    assert Library(folders).redo(RECORD) == "Again: “Ten” is hidden."


def test_the_history_of_another_document_is_another(library: Library, folders: Folders) -> None:
    other = library.enter(Document("Another text.", (), source="/another"))
    highlight(library)
    library.correct(RECORD, AddEntity("Eleven", "product"), scope="library")
    assert Library(folders).undo(other.id) is None


@pytest.mark.parametrize(("kind", "noun"), [("highlight", "highlight"), ("bookmark", "bookmark")])
def test_a_sentence_says_what_kind_of_annotation_it_is(library: Library, kind: str, noun: str) -> None:
    library.remove(highlight(library, kind=kind))
    assert library.undo(RECORD) == f"The deleted {noun} is back."
    assert library.undo(RECORD) == f"The new {noun} is gone."
    library.note_on_document(RECORD, "All of it.")
    assert library.undo(RECORD) == "The new note is gone."


def test_what_another_program_changed_since_is_not_overwritten(library: Library, folders: Folders) -> None:
    made = highlight(library, note="mine")
    library.edit(made, note="mine, better")
    Library(folders).edit(made, note="theirs")
    assert library.undo(RECORD) == "Another program has changed that since, so it stays as it is."
    assert state(library) == [("two", "yellow", "theirs", ())]
    assert library.undo(RECORD) == "Another program has changed that since, so it stays as it is."
    assert [each.note for each in library.annotations(RECORD)] == ["theirs"], "its making is not undone"
    assert library.undo(RECORD) is None


def test_a_deletion_is_not_done_again_to_what_was_written_since(library: Library, folders: Folders) -> None:
    made = highlight(library)
    library.remove(made)
    library.undo(RECORD)
    Library(folders).edit(made, note="theirs")
    assert library.redo(RECORD) == "Another program has changed that since, so it stays as it is."
    assert [each.note for each in library.annotations(RECORD)] == ["theirs"]


def test_what_is_so_already_counts_as_undone(library: Library, folders: Folders) -> None:
    made = highlight(library)
    Library(folders).remove(made)
    assert library.undo(RECORD) == "The new highlight is gone."
    assert library.annotations(RECORD) == []


def test_a_program_undoes_nothing_that_another_does_meanwhile(library: Library, folders: Folders) -> None:
    highlight(library)
    other = Library(folders)
    highlight(other, "three")
    assert library.undo(RECORD) == "The new highlight is gone."
    assert library.undo(RECORD) is None
    assert [each.target.exact for each in other.annotations(RECORD)] == ["three"]
    assert Library(folders).undo(RECORD) == "The new highlight is gone.", "later, it is a step as any other"


def test_two_programs_that_undo_take_turns(library: Library, folders: Folders) -> None:
    for words in ("two", "three", "four"):
        highlight(library, words)
    one, other = Library(folders), Library(folders)
    assert one.undo(RECORD)
    assert other.undo(RECORD)
    assert [each.target.exact for each in library.annotations(RECORD)] == ["two"]
    assert one.redo(RECORD)
    assert [each.target.exact for each in library.annotations(RECORD)] == ["two", "three"]


def test_the_last_hundred_steps_are_kept(library: Library, folders: Folders) -> None:
    made = highlight(library)
    for number in range(history.MOST_STEPS):
        library.edit(made, note=str(number))
    assert steps_kept(folders) == history.MOST_STEPS
    again = Library(folders)
    while again.undo(RECORD):
        pass
    assert state(again) == [("two", "yellow", "", ())]
    while again.redo(RECORD):
        pass
    assert state(again) == [("two", "yellow", "99", ())]


def test_long_notes_do_not_swell_the_history(library: Library, folders: Folders) -> None:
    made = highlight(library)
    for number in range(20):
        library.edit(made, note=f"{number} " + "word " * 10_000)
    assert file_of(folders).stat().st_size < 2 * history.MOST_SIZE
    library.edit(made, note="x" * 2 * history.MOST_SIZE)
    assert steps_kept(folders) == 1
    assert Library(folders).undo(RECORD) == "The note is as it was before."
    assert library.annotations(RECORD)[0].note.startswith("19 word")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"table":"annotations"', '"table":"verses"'),
        ('"undone":0', '"undone":"no"'),
        ('"before":{', '"before":[],"x":{'),
        ('"statement":""', '"statement":null'),
        ('"alterations":[{', '"alterations":[],"x":[{'),
        ('"records":["', '"records":[],"x":["'),
        ('"noun":', '"verb":'),
    ],
)
def test_a_step_that_makes_no_sense_is_passed_over(
    library: Library, folders: Folders, old: str, new: str
) -> None:
    highlight(library)
    path = file_of(folders)
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert library.undo(RECORD) is None
    assert len(library.annotations(RECORD)) == 1
    highlight(library, "three")
    assert library.undo(RECORD) == "The new highlight is gone."


def test_a_damaged_file_of_the_library_keeps_no_note_from_being_undone(
    library: Library, folders: Folders
) -> None:
    highlight(library)
    (folders.data / "library.json").write_text("{")
    assert library.undo(RECORD) == "The new highlight is gone."


def test_many_are_changed_in_one_write_and_one_step(library: Library, folders: Folders) -> None:
    made = [highlight(library, words, tags=("old", "x")) for words in ("two", "three", "four")]
    inode, steps = file_of(folders).stat().st_ino, steps_kept(folders)
    edited = library.edit_many(made, colour="blue", add_tags=["new", " x "], remove_tags=["old"])
    assert edited == library.annotations(RECORD)
    assert state(library) == [(words, "blue", "", ("x", "new")) for words in ("two", "three", "four")]
    assert file_of(folders).stat().st_ino != inode
    assert steps_kept(folders) == steps + 1
    assert library.undo(RECORD) == "3 highlights are as they were before."
    assert state(library) == [(words, "yellow", "", ("old", "x")) for words in ("two", "three", "four")]
    assert Library(folders).redo(RECORD) == "3 highlights are changed again."
    assert library.annotations(RECORD)[0].colour == "blue"


def test_a_step_of_very_many_takes_little_room(library: Library, folders: Folders) -> None:
    made = [library.annotate(RECORD, TEXT, number % 50, number % 50 + 5) for number in range(60)]
    for number in range(20):
        library.edit_many(made, add_tags=[str(number)])
    content = json.loads(file_of(folders).read_text("utf-8"))
    sizes = [len(json.dumps(each)) for each in content["steps"].values()]
    assert max(sizes) < 60 * 40
    again = Library(folders)
    for _ in range(20):
        assert again.undo(RECORD) == "60 highlights are as they were before."
    assert {each.tags for each in again.annotations(RECORD)} == {()}


def test_many_are_removed_in_one_step(library: Library) -> None:
    made = [highlight(library, "two"), highlight(library, "three", kind="bookmark")]
    library.remove_many(made)
    assert library.annotations(RECORD) == []
    assert library.undo(RECORD) == "2 deleted annotations are back."
    assert len(library.annotations(RECORD)) == 2
    assert library.redo(RECORD) == "2 annotations are deleted again."
    library.undo(RECORD)
    library.remove_many(made[:1])
    assert library.undo(RECORD) == "The deleted highlight is back."


def test_of_many_those_that_another_program_changed_stay_as_they_are(
    library: Library, folders: Folders
) -> None:
    made = [highlight(library, words) for words in ("two", "three", "four")]
    library.edit_many(made, colour="blue")
    Library(folders).edit(made[1], colour="pink")
    assert library.undo(RECORD) == (
        "2 highlights are as they were before. "
        "One stays as it is, because another program has changed that since."
    )
    assert [each.colour for each in library.annotations(RECORD)] == ["yellow", "pink", "yellow"]


def test_changing_many_brings_none_back_that_another_program_deleted(
    library: Library, folders: Folders
) -> None:
    made = [highlight(library, words) for words in ("two", "three")]
    Library(folders).remove(made[0])
    assert [each.target.exact for each in library.edit_many(made, colour="blue")] == ["three"]
    library.remove_many(made)
    assert library.annotations(RECORD) == []
    library.undo(RECORD)
    assert [each.target.exact for each in library.annotations(RECORD)] == ["three"]


def test_changing_none_is_no_step(library: Library) -> None:
    made = highlight(library)
    assert library.edit_many([], colour="blue") == []
    assert library.edit_many([made], colour="yellow", remove_tags=["none"]) == [made]
    library.remove_many([])
    assert library.undo(RECORD) == "The new highlight is gone."


@pytest.mark.parametrize("changes", [{"note": "x"}, {"tags": ()}, {"deleted": ""}, {"colour": "mauve"}])
def test_of_many_only_colour_and_tags_are_changed(library: Library, changes: dict[str, object]) -> None:
    made = highlight(library)
    with pytest.raises((ValueError, TypeError)):
        library.edit_many([made], **changes)  # type: ignore[arg-type]
    assert library.annotations(RECORD) == [made]


def test_many_are_of_one_document(library: Library) -> None:
    other = library.enter(Document("Another text.", (), source="/another"))
    made = [highlight(library), library.annotate(other.id, "Another text.", 0, 7)]
    with pytest.raises(ValueError, match="one document"):
        library.remove_many(made)


WORDS = TEXT.rstrip(".").split()


@given(st.lists(st.tuples(st.sampled_from("aaeertmMuuuddo"), st.integers(0, 11)), max_size=40))
def test_undo_and_redo_are_those_of_a_plain_list_of_states(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, int]]
) -> None:
    folders = Folders(*[tmp_path_factory.mktemp("home")] * 4)
    library = Library(folders)
    library.enter(DOCUMENT)
    states, at = [state(library)], 0
    for operation, number in operations:
        kept = library.annotations(RECORD)
        if operation == "o":
            library = Library(folders)
        elif operation in "ud":
            moved = library.undo(RECORD) if operation == "u" else library.redo(RECORD)
            new = max(at - 1, 0) if operation == "u" else min(at + 1, len(states) - 1)
            assert (moved is None) == (new == at)
            at = new
        else:
            if operation == "a" or not kept:
                highlight(library, WORDS[number], note=str(number))
            elif operation == "e":
                library.edit(kept[number % len(kept)], note=f"edited {number}")
            elif operation == "r":
                library.remove(kept[number % len(kept)])
            elif operation == "t":
                library.edit(kept[number % len(kept)], tags=(str(number),), colour="green")
            elif operation == "m":
                library.edit_many(kept[: number + 1], add_tags=[f"tag {number}"])
            else:
                library.remove_many(kept[: number + 1])
            if state(library) != states[at]:
                states[at + 1 :] = [state(library)]
                at += 1
        assert state(library) == states[at]


def test_an_undo_that_cannot_be_kept_changes_nothing(
    library: Library, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    highlight(library)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fail)
        with pytest.raises(StoreError, match="Free some space"):
            library.undo(RECORD)
    assert len(Library(folders).annotations(RECORD)) == 1
    assert library.undo(RECORD) == "The new highlight is gone."
