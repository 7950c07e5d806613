import gzip
import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Folders
from reader.document import Anchor, Block, Document, Mark, Visit
from reader.library import Library
from reader.opening.composer import Composer
from reader.store import Store, StoreError, structure

ADDRESS = "https://example.org/bridge"
VISIT = Visit("https://example.org/b", "2026-11-26T07:00:00Z", '"1"', "Thu, 26 Nov 2026 06:00:00 GMT")


def composed() -> Document:
    """A document with some of everything."""
    pen = Composer()
    pen.anchor("top")
    pen.add("heading", "A bridge at last", level=1)
    pen.page("12")
    pen.add(
        "paragraph", "The mayor said so.", marks=[Mark("link", 4, 9, "#top")], anchors=[Anchor("said", 10)]
    )
    pen.begin("quotation")
    pen.add("paragraph", "Spring it is.", marks=[Mark("emphasis", 0, 6)])
    pen.end()
    pen.add("list_item", "One", marker="• ", level=1)
    pen.notices.append("A formula could not be read.")
    document = pen.document(
        "A bridge at last",
        "Ann Author",
        "2026-11-26",
        "The Paper",
        identity="urn:1",
        pictures={"a.png": b"\x89"},
    )
    return replace(document, source=ADDRESS, visit=VISIT)


def everything(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in Document.__dataclass_fields__}


def kept_file(folders: Folders, document: Document) -> Path:
    return folders.data / "texts" / f"{document.sha256}.json.gz"


def test_a_document_is_kept_whole(folders: Folders) -> None:
    document = composed()
    record = Library(folders).enter(document)
    again = Library(folders).document(record.id)
    assert again is not None
    assert everything(again) == everything(document)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["heading", "paragraph", "list_item", "code", "caption", "quotation"]),
            st.text(min_size=1, max_size=20),
            st.integers(0, 3),
        ),
        max_size=8,
    ),
    st.lists(st.text(max_size=8), max_size=3),
)
def test_every_document_comes_back(leaves: list[tuple[Any, str, int]], names: list[str]) -> None:
    pen = Composer()
    for number, (kind, text, level) in enumerate(leaves):
        if kind == "quotation":
            pen.begin(kind)
        pen.add(
            "paragraph" if kind == "quotation" else kind,
            text,
            level=level,
            marks=[Mark("link", 0, len(text), name) for name in names],
            anchors=[Anchor(name, number) for name in names],
        )
        if kind == "quotation":
            pen.end()
    document = pen.document("Any")
    bare = replace(document, blocks=(), marks=(), anchors=(), pages=(), pictures={}, notices=())
    assert everything(structure.decoded(structure.encoded(document), bare)) == everything(document)


def test_a_document_that_was_entered_again_is_as_it_is_now(folders: Folders) -> None:
    library = Library(folders)
    record = library.enter(composed())
    library.enter(Document("Something else.", (Block("paragraph", 0, 15),), source=ADDRESS, title="Else"))
    again = library.document(record.id)
    assert again is not None
    assert (again.text, again.title, again.marks) == ("Something else.", "Else", ())
    assert again.visit is None


def test_better_structure_of_the_same_text_takes_the_place_of_the_old(folders: Folders) -> None:
    library = Library(folders)
    text = "Title\n\nWords."
    library.enter(Document(text, (Block("paragraph", 0, 5), Block("paragraph", 7, 13)), source=ADDRESS))
    better = Document(text, (Block("heading", 0, 5, 1), Block("paragraph", 7, 13)), source=ADDRESS)
    again = library.document(library.enter(better).id)
    assert again is not None
    assert again.blocks == better.blocks


def test_what_is_kept_already_is_not_written_again(folders: Folders) -> None:
    library = Library(folders)
    library.enter(composed())
    path = kept_file(folders, composed())
    os.utime(path, (1, 1))
    library.enter(composed())
    assert path.stat().st_mtime == 1


def test_what_is_kept_is_private(folders: Folders) -> None:
    Library(folders).enter(composed())
    assert stat.S_IMODE(kept_file(folders, composed()).stat().st_mode) == 0o600


def test_small_pictures_are_kept_and_large_ones_are_not(folders: Folders) -> None:
    library = Library(folders)
    small = replace(composed(), pictures={"a": bytes(structure.PICTURES - 1), "b": b"1"})
    large = replace(composed(), pictures={"a": bytes(structure.PICTURES), "b": b"1"})
    record = library.enter(small)
    again = library.document(record.id)
    assert again is not None
    assert again.pictures == small.pictures
    assert again.notices == small.notices
    library.enter(large)
    again = library.document(record.id)
    assert again is not None
    assert again.pictures == {}
    assert again.notices == (*large.notices, structure.LEFT_OUT)
    library.enter(again)
    assert Library(folders).document(record.id) == again


def test_a_library_from_before_has_the_text(folders: Folders) -> None:
    document = composed()
    record = Library(folders).enter(document)
    kept_file(folders, document).unlink()
    again = Library(folders).document(record.id)
    assert again is not None
    assert again.text == document.text
    assert (again.title, again.author, again.site) == (document.title, document.author, document.site)
    assert [again.text[block.start : block.end] for block in again.blocks] == document.text.split("\n\n")
    assert "Only its text is kept" in again.notices[0]


def test_nothing_is_made_up_where_the_text_is_not_kept(folders: Folders) -> None:
    record = Library(folders).enter(composed())
    (folders.data / "texts" / f"{composed().sha256}.gz").unlink()
    assert Library(folders).document(record.id) is None


def test_a_damaged_text_is_one_sentence(folders: Folders) -> None:
    record = Library(folders).enter(composed())
    (folders.data / "texts" / f"{composed().sha256}.gz").write_bytes(b"nonsense")
    with pytest.raises(StoreError, match="is damaged"):
        Library(folders).document(record.id)


def spoilt(**changes: Any) -> bytes:
    return gzip.compress(json.dumps({**json.loads(structure.encoded(composed())), **changes}).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        gzip.compress(b""),
        gzip.compress(b"[]"),
        gzip.compress(b'{"version":1}'),
        gzip.compress(b"[" * 100_000),
        gzip.compress(structure.encoded(composed()))[:-9],
        spoilt(version=2),
        spoilt(blocks=[["paragraph", 0, 10**9, 0]]),
        spoilt(blocks=[["paragraph", 9, 3, 0]]),
        spoilt(blocks=[["paragraph", -1, 3, 0]]),
        spoilt(blocks=[["paragraph", 0.0, 3, 0]]),
        spoilt(blocks=[["poem", 0, 3, 0]]),
        spoilt(blocks=[[[], 0, 3, 0]]),
        spoilt(blocks=[["paragraph", 0, 9, 0], ["paragraph", 3, 12, 0]]),
        spoilt(marks=[["link", 0, 3, None]]),
        spoilt(marks=[["blink", 0, 3, ""]]),
        spoilt(marks={"link": 1}),
        spoilt(anchors=[["a", 10**9]]),
        spoilt(pages=[[1, 1]]),
        spoilt(pictures={"a": "?"}),
        spoilt(pictures=[]),
        spoilt(notices=1),
    ],
)
def test_a_damaged_structure_leaves_the_text_and_is_told_of(folders: Folders, content: bytes) -> None:
    document = composed()
    record = Library(folders).enter(document)
    kept_file(folders, document).write_bytes(content)
    again = Library(folders).document(record.id)
    assert again is not None
    assert again.text == document.text
    assert {block.kind for block in again.blocks} == {"paragraph"}
    (notice,) = again.notices
    assert str(kept_file(folders, document)) in notice
    assert Library(folders).enter(document) == replace(record, opened=Library(folders).documents()[0].opened)
    mended = Library(folders).document(record.id)
    assert mended is not None
    assert mended.blocks == document.blocks


def test_a_damaged_visit_is_none(folders: Folders) -> None:
    record = Library(folders).enter(composed())
    for damaged in (None, {}, {"asked": 1, "fetched": 2}, {"strange": ""}, "text"):
        with Store(folders.data).change(record.id) as shelf:
            shelf.set_document({"visit": damaged})
        again = Library(folders).document(record.id)
        assert again is not None
        assert again.visit is None


def test_a_document_is_found_by_the_address_that_led_to_it(folders: Folders) -> None:
    record = Library(folders).enter(composed())
    library = Library(folders)
    for address in (ADDRESS, "HTTPS://EXAMPLE.org:443/bridge#top", VISIT.asked):
        assert library.find(address) == record
    assert library.find("https://example.org/c") is None
    assert library.find("https://user:secret@example.org/") is None


def test_what_led_to_a_document_is_another_one_where_it_is_its_source(folders: Folders) -> None:
    library = Library(folders)
    asked = library.enter(Document("It was a page of its own.", (), source=VISIT.asked))
    library.enter(composed())
    found = Library(folders).find(VISIT.asked)
    assert found is not None
    assert found.id == asked.id


def test_the_index_can_be_made_again(folders: Folders) -> None:
    record = Library(folders).enter(composed())
    for path in (folders.data / "index").rglob("*"):
        if path.is_file():
            path.unlink()
    assert Library(folders).find(VISIT.asked) == record
