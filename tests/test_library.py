from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from reader import store
from reader.annotation import Annotation, Target
from reader.config import Folders
from reader.corrections import AddEntity, Address, Attribute, Change, Correction, Hide, Reclassify, Rename
from reader.document import Block, Document
from reader.library import Library
from reader.store import StoreError

TEXT = (
    "A bridge at last\n\n"
    "The mayor said the bridge would open in spring, two years late.\n\n"
    "Engineers disagreed, and one of them laughed."
)


def document(
    text: str = TEXT, source: str = "/articles/bridge.txt", title: str = "A bridge at last"
) -> Document:
    return Document(text, (Block("paragraph", 0, len(text)),), title=title, source=source)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(*(tmp_path / name for name in ("data", "config", "cache", "state")))


@pytest.fixture
def library(folders: Folders) -> Library:
    return Library(folders)


def mark(library: Library, words: str, **fields: object) -> Annotation:
    """Annotate words of the document that is entered for it."""
    record = library.enter(document())
    start = TEXT.index(words)
    return library.annotate(record.id, TEXT, start, start + len(words), **fields)  # type: ignore[arg-type]


def kept(folders: Folders) -> list[Annotation]:
    """The only document's annotations, as another program finds them."""
    other = Library(folders)
    (record,) = other.documents()
    return other.annotations(record.id)


def test_an_annotation_is_kept_with_all_its_fields(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor", colour="blue", note="Who?", tags=("city", "who"), speaker="Ann Other")
    (found,) = kept(folders)
    assert found == made
    assert (found.colour, found.note, found.tags, found.speaker) == (
        "blue",
        "Who?",
        ("city", "who"),
        "Ann Other",
    )
    assert found.target.exact == "mayor"
    assert TEXT.startswith(found.target.prefix + "mayor" + found.target.suffix)


def test_annotations_come_in_reading_order(library: Library, folders: Folders) -> None:
    for words in ("Engineers", "mayor", "mayor said", "bridge at"):
        mark(library, words)
    assert [each.target.exact for each in kept(folders)] == ["bridge at", "mayor", "mayor said", "Engineers"]


def test_an_edit_is_kept_and_touches_nothing_else(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor", note="Who?")
    edited = library.edit(made, colour="green", tags=[" city ", "", "a  b", "city"])
    assert kept(folders) == [edited]
    assert (edited.colour, edited.tags, edited.note) == ("green", ("city", "a b"), "Who?")
    assert edited.modified >= made.modified
    assert edited.created == made.created


def test_edits_of_two_programs_to_different_fields_are_both_kept(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor")
    Library(folders).edit(made, note="from one")
    library.edit(made, colour="pink")
    (found,) = kept(folders)
    assert (found.note, found.colour) == ("from one", "pink")


def test_an_edit_brings_back_what_another_program_deleted(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor")
    Library(folders).remove(made)
    library.edit(made, note="still needed")
    assert [each.note for each in kept(folders)] == ["still needed"]


@pytest.mark.parametrize(
    "changes",
    [{"colour": "mauve"}, {"speaker": "x"}, {"id": "x"}, {"target": None}, {"note": "x", "deleted": ""}],
)
def test_only_what_a_reader_may_change_is_changed(
    library: Library, folders: Folders, changes: dict[str, object]
) -> None:
    made = mark(library, "mayor")
    with pytest.raises(ValueError, match=r"can't be changed|no colour is named 'mauve': it is one of yellow"):
        library.edit(made, **changes)
    assert kept(folders) == [made]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 10_000)])
def test_a_passage_must_lie_in_the_text(library: Library, start: int, end: int) -> None:
    record = library.enter(document())
    with pytest.raises(ValueError, match="no passage stands at"):
        library.annotate(record.id, TEXT, start, end)
    assert library.annotations(record.id) == []


def test_a_removed_annotation_is_gone_but_stays_in_the_store(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor")
    library.remove(made)
    assert kept(folders) == []
    (record,) = library.documents()
    assert record.notes == 0
    assert made.id in (folders.data / "documents" / f"{record.id}.json").read_text()


def test_each_change_can_be_undone_and_done_again(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor")
    noted = library.edit(made, note="Who?")
    recoloured = library.edit(noted, colour="blue")
    tagged = library.edit(recoloured, tags=("city",))
    both = library.edit(tagged, note="", colour="pink")
    library.remove(both)
    record_id = made.document

    def fields() -> list[tuple[str, str, tuple[str, ...]]]:
        return [(each.note, each.colour, each.tags) for each in kept(folders)]

    states = [
        ("The deleted highlight is back.", "The highlight is deleted again.", ("", "pink", ("city",))),
        ("The changes are taken back.", "The changes are made again.", ("Who?", "blue", ("city",))),
        ("The tags are as they were before.", "The tags are changed again.", ("Who?", "blue", ())),
        ("The colour is as it was before.", "The colour is changed again.", ("Who?", "yellow", ())),
        ("The note is as it was before.", "The note is changed again.", ("", "yellow", ())),
    ]
    for undone, _, state in states:
        assert library.undo(record_id) == undone
        assert fields() == [state]
    assert library.undo(record_id) == "The new highlight is gone."
    assert fields() == []
    assert library.undo(record_id) is None
    assert library.redo(record_id) == "The new highlight is back."
    for _, redone, state in reversed(states):
        assert fields() == [state]
        assert library.redo(record_id) == redone
    assert fields() == []
    assert library.redo(record_id) is None


def test_a_new_change_forgets_what_was_undone(library: Library) -> None:
    made = mark(library, "mayor")
    library.undo(made.document)
    mark(library, "bridge")
    assert library.redo(made.document) is None


def test_an_edit_that_changes_nothing_is_no_step_to_undo(library: Library) -> None:
    made = mark(library, "mayor", note="Who?")
    assert library.edit(made, note="Who?") == made
    assert library.undo(made.document) == "The new highlight is gone."


def test_undo_takes_back_only_what_it_did_itself(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor")
    library.edit(made, colour="blue")
    Library(folders).edit(made, note="from elsewhere")
    library.undo(made.document)
    (found,) = kept(folders)
    assert (found.colour, found.note) == ("yellow", "from elsewhere")


def test_a_document_keeps_what_is_known_of_it(library: Library) -> None:
    text = "Words."
    whole = Document(text, (), title="T", author="A", date="1 May", site="S", source="https://example.org/a")
    record = library.enter(whole)
    assert (record.title, record.author, record.date, record.site) == ("T", "A", "1 May", "S")
    assert (record.source, record.sha256, record.position, record.notes) == (whole.source, whole.sha256, 0, 0)
    assert record.id == whole.sha256[:32]
    assert record.opened
    assert library.text(record) == text


def test_a_document_opened_again_is_the_same(library: Library) -> None:
    first = library.enter(document())
    library.remember(first.id, 20)
    again = library.enter(document(title="A better title"))
    assert (again.id, again.position, again.created) == (first.id, 20, first.created)
    assert again.title == "A better title"
    assert len(library.documents()) == 1


def test_a_document_moved_or_piped_is_known_by_its_text(library: Library) -> None:
    first = library.enter(document())
    piped = library.enter(document(source="stdin"))
    assert (piped.id, piped.source) == (first.id, "/articles/bridge.txt")
    moved = library.enter(document(source="/elsewhere/bridge.txt"))
    assert (moved.id, moved.source) == (first.id, "/elsewhere/bridge.txt")


def test_texts_from_a_pipe_are_documents_of_their_own(library: Library) -> None:
    one = library.enter(document("One.", source="stdin"))
    two = library.enter(document("Two.", source="stdin"))
    assert one.id != two.id


def test_the_last_opened_document_is_the_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(f"2026-01-01T00:00:{second:02}.000Z" for second in range(60))
    monkeypatch.setattr("reader.library.entering.now", lambda: next(times))
    one = library.enter(document("One.", "/one"))
    two = library.enter(document("Two.", "/two"))
    library.enter(document("One.", "/one"))
    library.enter(document("Two.", "/two"), opening=False)
    assert [record.id for record in library.documents()] == [one.id, two.id]


def test_annotations_and_the_place_move_with_the_text(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor said")
    library.remember(made.document, TEXT.index("Engineers"))
    longer = f"Corrected on Friday.\n\n{TEXT}"
    record = library.enter(document(longer))
    (found,) = kept(folders)
    assert record.id == made.document
    assert longer[found.target.start : found.target.end] == found.target.exact == "mayor said"
    assert found.target.prefix.endswith("A bridge at last\n\nThe ")
    assert not found.orphan
    assert record.position == longer.index("Engineers")


def test_an_orphan_is_kept_and_is_none_when_its_passage_comes_back(
    library: Library, folders: Folders
) -> None:
    made = mark(library, "Engineers disagreed, and one of them laughed.", note="Who?")
    mark(library, "mayor said")
    shorter = TEXT[: TEXT.index("Engineers")].rstrip()
    library.enter(document(shorter))
    placed, orphan = kept(folders)
    assert not placed.orphan
    assert orphan.orphan
    assert (orphan.id, orphan.note, orphan.target) == (made.id, "Who?", made.target)
    library.enter(document(f"New.\n\n{TEXT}"))
    back = next(each for each in kept(folders) if each.id == made.id)
    assert not back.orphan
    assert back.target.start == made.target.start + len("New.\n\n")


def test_an_annotation_made_on_an_older_text_is_placed_too(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    longer = f"Corrected on Friday.\n\n{TEXT}"
    Library(folders).enter(document(longer))
    start = TEXT.index("mayor said")
    library.annotate(record.id, TEXT, start, start + 10)
    Library(folders).enter(document(longer))
    (found,) = kept(folders)
    assert found.target.start == longer.index("mayor said")


def test_a_document_is_found_by_source_path_id_and_the_beginning_of_an_id(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record = library.enter(document(source=str(tmp_path / "bridge.txt")))
    library.enter(document("Another.", "/another"))
    for name in (str(tmp_path / "bridge.txt"), "bridge.txt", "./bridge.txt", record.id, record.id[:8]):
        assert library.find(name) == record, name
    for name in ("", "other.txt", record.id[:7], "0" * 32, "/"):
        assert library.find(name) is None, name


def test_an_unknown_document_has_no_annotations_and_takes_none(library: Library, folders: Folders) -> None:
    assert library.annotations("0" * 32) == []
    with pytest.raises(StoreError, match="no document"):
        library.annotate("0" * 32, TEXT, 0, 5)
    with pytest.raises(StoreError, match="no document"):
        library.remember("0" * 32, 5)
    assert library.documents() == []
    assert list((folders.data / "documents").iterdir()) == []


def test_a_damaged_document_is_named_and_the_others_are_listed(library: Library, folders: Folders) -> None:
    bad = library.enter(document("One.", "/one"))
    good = library.enter(document("Two.", "/two"))
    file = folders.data / "documents" / f"{bad.id}.json"
    file.write_text("{")
    records, problems = library.survey()
    assert [record.id for record in records] == [good.id]
    assert len(problems) == 1
    assert str(file) in problems[0]
    with pytest.raises(StoreError):
        library.enter(document("One.", "/one"))
    with pytest.raises(StoreError):
        library.annotations(bad.id)
    assert file.read_text() == "{"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"start":', '"begin":'),
        ('"exact":"mayor"', '"exact":"may"'),
        ('"target":{', '"target":[],"x":{'),
        ('"start":22', '"start":"22"'),
        ('"tags":[]', '"tags":null'),
    ],
)
def test_an_annotation_that_makes_no_sense_is_named(
    library: Library, folders: Folders, old: str, new: str
) -> None:
    made = mark(library, "mayor")
    file = folders.data / "documents" / f"{made.document}.json"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(StoreError, match=f"{made.id}.*damaged"):
        Library(folders).annotations(made.document)


def test_a_record_that_lacks_a_field_is_named(library: Library, folders: Folders) -> None:
    record = library.enter(document())
    file = folders.data / "documents" / f"{record.id}.json"
    file.write_text(file.read_text().replace('"title":', '"name":'))
    with pytest.raises(StoreError, match=f"{record.id} has no 'title'"):
        library.find(record.id)
    assert library.enter(document()) == library.documents()[0]


def test_a_lost_old_text_costs_the_place_only(library: Library, folders: Folders) -> None:
    made = mark(library, "mayor said")
    library.remember(made.document, 30)
    for file in (folders.data / "texts").iterdir():
        file.write_bytes(b"damaged")
    record = library.enter(document(f"New.\n\n{TEXT}"))
    assert record.position == 30
    assert [each.orphan for each in kept(folders)] == [False]


def test_a_moved_place_in_the_text_pushes_out_no_backup(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BACKUP_INTERVAL", timedelta(0))
    library = Library(folders)
    record = library.enter(Document("One two.", (), source="/one.txt"))
    library.annotate(record.id, "One two.", 0, 3)
    library.annotate(record.id, "One two.", 4, 7)
    backups = {path: path.read_bytes() for path in folders.data.glob("backups/*/*.json")}
    for position in range(8):
        library.remember(record.id, position)
    assert backups
    assert {path: path.read_bytes() for path in folders.data.glob("backups/*/*.json")} == backups


def test_an_annotation_in_a_colour_of_another_version_is_shown_and_kept_as_it_is(folders: Folders) -> None:
    library = Library(folders)
    record = library.enter(Document("One two.", (), source="/one.txt"))
    made = library.annotate(record.id, "One two.", 0, 3, colour="blue")
    (path,) = folders.data.glob("documents/*.json")
    path.write_text(path.read_text("utf-8").replace('"blue"', '"teal"'), "utf-8")
    assert [each.id for each in library.annotations(record.id)] == [made.id]
    library.edit(made, note="Still here")
    assert '"teal"' in path.read_text("utf-8")


MAYOR = Address("The Mayor", ("mayor",))


def corrected(library: Library, *changes: Change) -> list[Correction]:
    """Correct the document that is entered for it."""
    record = library.enter(document())
    return [library.correct(record.id, change) for change in changes]


def test_corrections_are_kept_in_the_order_in_which_they_were_made(
    library: Library, folders: Folders
) -> None:
    made = corrected(library, Reclassify(MAYOR, "person"), Hide(Address("spring")), Rename(MAYOR, "Ann Ames"))
    assert Library(folders).corrections(made[0].document) == made
    assert Library(folders).corrections() == []
    assert library.annotations(made[0].document) == []


def test_a_correction_for_the_library_holds_in_every_document(library: Library, folders: Folders) -> None:
    one, two = library.enter(document()), library.enter(document("Two.", "/two"))
    everywhere = library.correct(one.id, AddEntity("ATACMS", "product"), scope="library")
    here = library.correct(two.id, Hide(Address("ATACMS")))
    assert Library(folders).corrections(one.id) == [everywhere]
    assert Library(folders).corrections(two.id) == [everywhere, here]
    assert Library(folders).corrections() == [everywhere]
    assert [record.id for record in library.documents()] == [two.id, one.id]


def test_what_is_about_a_passage_holds_in_its_document_only(library: Library) -> None:
    record = library.enter(document())
    change = Attribute(Target.of(TEXT, 0, 8), "Ann Ames")
    with pytest.raises(ValueError, match="its own article only"):
        library.correct(record.id, change, scope="library")
    assert library.corrections(record.id) == []


def test_a_correction_of_an_unknown_document_is_refused(library: Library) -> None:
    with pytest.raises(StoreError, match="no document"):
        library.correct("0" * 32, Hide(MAYOR))


@pytest.mark.parametrize("scope", ["document", "library"])
def test_corrections_are_undone_and_made_again_in_one_order_with_annotations(
    library: Library, folders: Folders, scope: Literal["document", "library"]
) -> None:
    made = mark(library, "mayor")
    first = library.correct(made.document, Rename(MAYOR, "Ann Ames"), scope=scope)
    library.edit(made, note="Who?")
    second = library.correct(made.document, Reclassify(MAYOR, "person"), scope=scope)
    library.withdraw(made.document, first)

    def found() -> list[str]:
        return [each.id for each in Library(folders).corrections(made.document)]

    renamed = "“The Mayor” is called “Ann Ames”"
    states = [
        (f"Again: {renamed}.", f"Taken back: {renamed}.", [first.id, second.id], "Who?"),
        ("Taken back: “The Mayor” is a person.", "Again: “The Mayor” is a person.", [first.id], "Who?"),
        ("The note is as it was before.", "The note is changed again.", [first.id], ""),
        (f"Taken back: {renamed}.", f"Again: {renamed}.", [], ""),
    ]
    assert found() == [second.id]
    for undone, _, ids, note in states:
        assert library.undo(made.document) == undone
        assert (found(), kept(folders)[0].note) == (ids, note)
    for _, redone, ids, note in reversed(states):
        assert (found(), kept(folders)[0].note) == (ids, note)
        assert library.redo(made.document) == redone
    assert found() == [second.id]


def test_a_correction_taken_back_stays_in_the_store(library: Library, folders: Folders) -> None:
    (made,) = corrected(library, Hide(MAYOR))
    library.withdraw(made.document, made)
    assert library.corrections(made.document) == []
    assert made.id in (folders.data / "documents" / f"{made.document}.json").read_text()
    assert library.undo(made.document) == "Again: “The Mayor” is hidden."
    assert [each.id for each in library.corrections(made.document)] == [made.id]


def test_corrections_of_two_programs_are_both_kept(library: Library, folders: Folders) -> None:
    (made,) = corrected(library, Hide(MAYOR))
    other = Library(folders)
    other.correct(made.document, Rename(MAYOR, "Ann Ames"))
    other.correct(made.document, AddEntity("spring", "time"), scope="library")
    library.undo(made.document)
    assert [type(each.change) for each in library.corrections(made.document)] == [Rename, AddEntity]


def test_a_change_that_only_another_version_knows_is_left_to_it(library: Library, folders: Folders) -> None:
    (made,) = corrected(library, Hide(MAYOR))
    (path,) = folders.data.glob("documents/*.json")
    path.write_text(path.read_text("utf-8").replace('"what":"hide"', '"what":"applaud"'), "utf-8")
    assert library.corrections(made.document) == []
    library.correct(made.document, Rename(MAYOR, "Ann Ames"))
    assert '"applaud"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [('"name":"The Mayor"', '"name":3'), ('"forms":', '"shapes":'), ('"scope":"document"', '"scope":"x"')],
)
def test_a_correction_that_makes_no_sense_is_named(
    library: Library, folders: Folders, old: str, new: str
) -> None:
    (made,) = corrected(library, Hide(MAYOR))
    (path,) = folders.data.glob("documents/*.json")
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(StoreError, match=f"{made.id}.*damaged"):
        library.corrections(made.document)
    assert library.annotations(made.document) == []
