from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Anchor, Block, Document, Mark, Span
from reader.tui.links import LETTERS, Links, anchored, destination, hosts, labels, note_of


@given(st.integers(0, 1500))
def test_labels_are_unique_and_none_begins_another(count: int) -> None:
    found = labels(count)
    assert len(set(found)) == len(found) == count
    known = set(found)
    assert not any(label[:size] in known for label in found for size in range(1, len(label)))


def test_labels_are_as_short_as_can_be_and_begin_on_the_home_row() -> None:
    assert labels(3) == ["f", "j", "d"]
    assert {len(label) for label in labels(len(LETTERS))} == {1}
    assert sorted(len(label) for label in labels(30)) == [1] * 25 + [2] * 5
    assert max(map(len, labels(600))) == 2


def document(source: str = "", **kinds: str) -> Document:
    """A text with one link, and an anchor, a footnote of two paragraphs and another one."""
    text = "See there.\n\nHere.\n\n[1] A note.\n\nIts end.\n\n[2] Another."
    blocks = (
        Block("paragraph", 0, 10),
        Block("paragraph", 12, 17),
        Block("footnote", 23, 30),
        Block("footnote", 32, 40),
        Block("footnote", 46, 54),
    )
    marks = [Mark(kind, 4, 9, target) for kind, target in kinds.items()]  # type: ignore[arg-type]
    anchors = (Anchor("here", 12), Anchor("a b", 12), Anchor("fn1", 23), Anchor("fn2", 46))
    return Document(text, blocks, tuple(marks), source=source, anchors=anchors)


def led(target: str, source: str = "", kind: str = "link") -> tuple[str, int | str]:
    doc = document(source, **{kind: target})
    found = destination(doc, doc.marks[0])
    return found.kind, found.address or found.offset


WEB = "https://brimley.example/news/harbour?page=1"


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("#here", "", ("place", 12)),
        ("#a%20b", "", ("place", 12)),
        ("#fn1", "", ("note", 23)),
        ("#top", "", ("place", 0)),
        (WEB + "#here", WEB, ("place", 12)),
        (WEB + "#gone", WEB, ("page", WEB + "#gone")),
        ("works", WEB, ("page", "https://brimley.example/news/works")),
        ("//other.example/x", WEB, ("page", "https://other.example/x")),
        ("//other.example/x", "/x/a.html", ("page", "https://other.example/x")),
        ("http://other.example", "", ("page", "http://other.example")),
        ("mailto:ann@brimley.example", WEB, ("mail", "mailto:ann@brimley.example")),
    ],
)
def test_where_a_link_leads(target: str, source: str, expected: tuple[str, int | str]) -> None:
    assert led(target, source) == expected


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("#gone", ""),
        ("javascript:alert(1)", WEB),
        ("data:text/html,x", WEB),
        ("file:///etc/passwd", "/x/a.md"),
        ("gone.md", "/x/a.md"),
        ("gone.md", "stdin"),
        ("https:///path", ""),
        ("http://[half", WEB),
        ("../../etc\x1b[31m", ""),
    ],
)
def test_what_is_not_followed_is_told_in_a_clean_sentence(target: str, source: str) -> None:
    kind, words = led(target, source)
    assert kind == "nowhere"
    assert str(words).endswith(".")
    assert "\x1b" not in str(words)


def test_a_file_beside_the_document_is_found(tmp_path: Path) -> None:
    beside = tmp_path / "a second.md"
    beside.write_text("Text.", "utf-8")
    assert led("a%20second.md#here", str(tmp_path / "a.md")) == ("file", str(beside.resolve()))
    assert led(".", str(tmp_path / "a.md"))[0] == "nowhere"


def test_a_reference_leads_to_its_note_by_name() -> None:
    assert led("fn2", kind="footnote") == ("note", 46)
    assert led("#fn2", kind="footnote") == ("note", 46)
    assert led("fn9", kind="footnote")[0] == "nowhere"


def test_a_note_has_all_of_its_paragraphs_and_none_of_the_next_one() -> None:
    doc = document(footnote="fn1")
    assert [block.start for block in note_of(doc, 23)] == [23, 32]
    assert [block.start for block in note_of(doc, 46)] == [46]
    assert [block.start for block in note_of(doc, 12)] == [12]
    assert note_of(Document("", ()), 0) == ()


def test_the_innermost_link_over_an_offset_is_found() -> None:
    doc = Document(
        "x" * 20,
        (Block("paragraph", 0, 20),),
        (
            Mark("link", 2, 12, "#a"),
            Mark("emphasis", 3, 4),
            Mark("footnote", 6, 9, "n"),
            Mark("link", 14, 15),
        ),
    )
    links = Links(doc)
    found = [links.at(offset) for offset in (1, 2, 6, 9, 12, 14)]
    assert [mark and mark.target for mark in found] == [None, "#a", "n", "#a", None, None]
    assert [mark.target for mark in links.within(Span(0, 6))] == ["#a"]


def test_a_host_is_told_in_both_forms_where_they_differ() -> None:
    assert hosts("https://brimley.example/x") == ("brimley.example",)
    assert hosts("https://xn--bcher-kva.example") == ("bücher.example", "xn--bcher-kva.example")
    assert hosts("https://bücher.example") == ("bücher.example", "xn--bcher-kva.example")
    assert hosts("http://" + "a" * 70 + ".example") == ("a" * 70 + ".example",)
    assert hosts("mailto:x@y") == ()
    assert hosts("http://[half") == ()


def test_an_anchor_is_found_by_its_name() -> None:
    assert anchored(document(), "here") == 12
    assert anchored(document(), "nowhere") is None
