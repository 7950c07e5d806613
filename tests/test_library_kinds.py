"""Bookmarks, notes on the whole document, and places that have a letter."""

import json
from pathlib import Path

import pytest

from reader.annotation import WHOLE
from reader.config import Folders
from reader.document import Document
from reader.library import Library, StoreError

TEXT = (
    "A bridge at last\n\n"
    "The mayor said the bridge would open in spring, two years late.\n\n"
    "Engineers disagreed, and one of them laughed."
)
LONGER = f"Corrected on Friday.\n\n{TEXT}"
SENTENCE = "Engineers disagreed, and one of them laughed."


def document(text: str = TEXT) -> Document:
    return Document(text, (), title="A bridge at last", source="/articles/bridge.txt")


@pytest.fixture
def library(folders: Folders) -> Library:
    return Library(folders)


def file_of(folders: Folders) -> Path:
    (path,) = folders.data.glob("documents/*.json")
    return path


def test_a_bookmark_is_kept_and_moves_with_its_passage(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    start = TEXT.index(SENTENCE)
    made = library.annotate(record.id, TEXT, start, len(TEXT), kind="bookmark")
    assert made.kind == "bookmark"
    assert Library(folders).annotations(record.id) == [made]
    library.enter(document(LONGER))
    (found,) = Library(folders).annotations(record.id)
    assert (found.kind, found.target.start) == ("bookmark", LONGER.index(SENTENCE))


@pytest.mark.parametrize("kind", ["document", "ribbon"])
def test_what_stands_on_no_passage_is_not_put_on_one(library: Library, kind: str) -> None:
    record = library.enter(document())
    with pytest.raises(ValueError, match=f"no '{kind}'"):
        library.annotate(record.id, TEXT, 0, 8, kind=kind)  # type: ignore[arg-type]
    assert library.annotations(record.id) == []


def test_a_note_on_the_document_comes_first_and_is_never_an_orphan(
    library: Library, folders: Folders
) -> None:
    record = library.enter(document())
    library.annotate(record.id, TEXT, 0, 8)
    made = library.note_on_document(record.id, "All of it.", tags=("city", " city "))
    assert (made.target, made.note, made.tags) == (WHOLE, "All of it.", ("city",))
    assert Library(folders).annotations(record.id)[0] == made
    library.enter(document("Quite another text."))
    found = Library(folders).annotations(record.id)
    assert [(each.kind, each.orphan) for each in found] == [("document", False), ("highlight", True)]
    assert found[0] == made


def test_a_note_on_the_document_is_edited_removed_and_brought_back(library: Library) -> None:
    record = library.enter(document())
    made = library.note_on_document(record.id, "All of it.")
    edited = library.edit(made, note="Some of it.")
    assert library.annotations(record.id) == [edited]
    library.remove(edited)
    assert library.annotations(record.id) == []
    library.undo(record.id)
    assert [each.note for each in library.annotations(record.id)] == ["Some of it."]


def test_annotations_from_before_there_were_kinds_are_highlights(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    library.annotate(record.id, TEXT, 0, 8)
    path = file_of(folders)
    path.write_text(path.read_text("utf-8").replace(',"kind":"highlight"', ""), "utf-8")
    assert '"kind"' not in path.read_text("utf-8")
    assert [each.kind for each in library.annotations(record.id)] == ["highlight"]


def test_a_kind_of_another_version_is_shown_as_one_of_this_and_kept_as_it_is(
    library: Library, folders: Folders
) -> None:
    record = library.enter(document())
    on_passage = library.annotate(record.id, TEXT, 0, 8, kind="bookmark")
    library.note_on_document(record.id, "All of it.")
    path = file_of(folders)
    content = path.read_text("utf-8").replace('"kind":"bookmark"', '"kind":"scribble"')
    path.write_text(content.replace('"kind":"document"', '"kind":"review"'), "utf-8")
    assert [each.kind for each in library.annotations(record.id)] == ["document", "highlight"]
    library.edit(on_passage, note="Still here")
    library.enter(document(LONGER))
    kinds = [each["kind"] for each in json.loads(path.read_text("utf-8"))["annotations"].values()]
    assert kinds == ["scribble", "review"]


def test_a_highlight_of_nothing_is_damage(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    library.note_on_document(record.id, "All of it.")
    path = file_of(folders)
    path.write_text(path.read_text("utf-8").replace('"kind":"document"', '"kind":"highlight"'), "utf-8")
    with pytest.raises(StoreError, match="damaged"):
        library.annotations(record.id)


def test_places_have_letters_and_move_with_the_text(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    assert library.marks(record.id) == {}
    library.mark(record.id, "a", 3)
    library.mark(record.id, "a", TEXT.index("mayor"))
    library.mark(record.id, "A", TEXT.index("Engineers"))
    library.mark(record.id, "z", len(TEXT))
    expected = {"a": TEXT.index("mayor"), "A": TEXT.index("Engineers"), "z": len(TEXT) - 1}
    assert Library(folders).marks(record.id) == expected
    library.enter(document(LONGER))
    shift = len(LONGER) - len(TEXT)
    assert Library(folders).marks(record.id) == {letter: at + shift for letter, at in expected.items()}


def test_a_place_whose_words_are_gone_comes_back_with_them(library: Library) -> None:
    record = library.enter(document())
    library.mark(record.id, "a", TEXT.index("Engineers"))
    library.enter(document(TEXT[: TEXT.index("Engineers")]))
    assert library.marks(record.id) == {}
    library.enter(document(LONGER))
    assert library.marks(record.id) == {"a": LONGER.index("Engineers")}


@pytest.mark.parametrize("letter", ["", "ab", "1", "'", " "])
def test_a_place_is_marked_by_one_letter(library: Library, letter: str) -> None:
    record = library.enter(document())
    with pytest.raises(ValueError, match="one letter"):
        library.mark(record.id, letter, 0)


@pytest.mark.parametrize("marks", ["[]", '"x"', '{"a":3}', '{"a":{"target":{"x":1}}}'])
def test_marks_that_make_no_sense_are_passed_over(library: Library, folders: Folders, marks: str) -> None:
    record = library.enter(document())
    path = file_of(folders)
    assert '"marks":{}' in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace('"marks":{}', f'"marks":{marks}'), "utf-8")
    assert library.marks(record.id) == {}
    library.enter(document(LONGER))
    library.mark(record.id, "b", 2)
    assert library.marks(record.id) == {"b": 2}


def test_a_document_without_its_text_takes_no_marks(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    for path in folders.data.glob("texts/*.gz"):
        path.unlink()
    with pytest.raises(StoreError, match="open it again"):
        library.mark(record.id, "a", 0)
