from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation import Annotation, Target, new_id
from reader.config import Folders
from reader.document import Document
from reader.library import Library
from reader.tui.marked import stretches
from reader.tui.panels.notewords import completed, parted
from reader.tui.tagging import Completion, changes, split

COLOURS = {"yellow": "important", "pink": "to check"}


def note(**fields: object) -> Annotation:
    return Annotation(new_id(), "d", Target(0, 3, "abc"), **fields)  # type: ignore[arg-type]


def found(typed: str, annotation: Annotation) -> bool:
    return all(test(annotation) for test in parted(typed, COLOURS)[0])


# What can be typed to narrow Notes


@pytest.mark.parametrize(
    ("typed", "annotation"),
    [
        ("#war", note(tags=("War", "key"))),
        ("#WA", note(tags=("war",))),
        ("#old-port", note(tags=("old port",))),
        ("#cafe", note(tags=("Café",))),
        ("colour:yellow", note()),
        ("color:imp", note()),
        ("colour:to-check", note(colour="pink")),
        ("is:note", note(note="x")),
        ("is:book", note(kind="bookmark")),
        ("is:article", note(kind="document", note="x")),
        ("is:orphan", note(orphan=True)),
        ("is:", note()),
        ("#a colour:pink is:note", note(tags=("a",), colour="pink", note="x")),
    ],
)
def test_what_is_typed_finds_what_it_says(typed: str, annotation: Annotation) -> None:
    assert found(typed, annotation)


@pytest.mark.parametrize(
    ("typed", "annotation"),
    [
        ("#war", note(tags=("forward",))),
        ("#", note()),
        ("colour:pink", note()),
        ("colour:yellow", note(kind="bookmark")),
        ("is:note", note()),
        ("is:zebra", note(note="x")),
        ("#a is:note", note(tags=("a",))),
    ],
)
def test_and_nothing_else(typed: str, annotation: Annotation) -> None:
    assert not found(typed, annotation)


def test_the_other_words_are_left_to_be_found() -> None:
    assert parted("long #a range is:note", COLOURS)[1] == "long range"


def test_a_colour_whose_whole_name_was_typed_is_not_another_that_begins_so() -> None:
    tests, _ = parted("colour:blue", {"green": "blueish"})
    assert [all(test(note(colour=colour)) for test in tests) for colour in ("blue", "green")] == [True, False]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("#w", "#war "),
        ("x #ol", "x #old-port "),
        ("col", "colour:"),
        ("colour:to", "colour:to-check "),
        ("is:b", "is:bookmark "),
        ("#k", "#ke"),
        ("zebra", "zebra"),
        ("", ""),
    ],
)
def test_the_last_word_is_completed_as_far_as_it_is_clear(typed: str, whole: str) -> None:
    assert completed(typed, ["war", "old port", "key", "kept"][: 4 if typed == "#k" else 3], COLOURS) == whole


@given(st.text("#:ci so-lur", max_size=12))
def test_no_typing_breaks_the_filter(typed: str) -> None:
    tests, _ = parted(typed, COLOURS)
    assert all(isinstance(test(note(tags=("a",))), bool) for test in tests)
    before = typed.split(" ")[:-1]
    assert " ".join(completed(typed, ["war"], COLOURS).split()).startswith(" ".join(" ".join(before).split()))


# Tags


def test_tags_are_parted_by_commas_and_each_is_given_once() -> None:
    assert split("war, #old  port,, war , #") == ["war", "old port"]
    assert split("#war #old port #war") == ["war", "old port"]


def test_a_minus_takes_a_tag_away() -> None:
    assert changes("a, -b, #c, -#d, -") == (["a", "c"], ["b", "d"])


def test_the_last_tag_is_completed_and_the_next_key_tries_the_next() -> None:
    completion = Completion(["key", "kept", "old key"])
    first = completion.complete("war, k")
    assert first == "war, key"
    second = completion.complete(first)
    assert second == "war, kept"
    assert completion.complete(second) == "war, old key"
    assert completion.complete("war, -o") == "war, -old key"
    assert completion.complete("war, zebra") == "war, zebra"
    assert completion.complete("#war #ke") == "#war, key"


@given(st.lists(st.text("ab #-", max_size=6), max_size=4))
def test_what_is_shown_of_tags_gives_the_same_tags_again(typed: list[str]) -> None:
    tags = split(",".join(typed))
    assert split(", ".join(tags)) == tags


def test_a_tag_that_is_there_is_not_offered_again() -> None:
    assert Completion(["key", "war"]).fitting("key, ") == ["war"]


def test_tags_of_the_whole_library_are_told_the_most_used_first(folders: Folders) -> None:
    library = Library(folders)
    assert library.tags() == {}
    for text, tags in (("One two", ("a", "b")), ("Three four", ("b",))):
        record = library.enter(Document(text, (), source=f"/x/{text}"))
        library.annotate(record.id, text, 0, 3, tags=tags)
    assert list(library.tags().items()) == [("b", 2), ("a", 1)]
    library.remove(library.annotations(record.id)[0])
    assert Library(folders).tags() == {"a": 1, "b": 1}


def test_a_damaged_document_does_not_hide_the_tags_of_the_others(folders: Folders) -> None:
    library = Library(folders)
    for text in ("One two", "Three four"):
        record = library.enter(Document(text, (), source=f"/x/{text}"))
        library.annotate(record.id, text, 0, 3, tags=(text.split()[0],))
    Path(folders.data / "documents" / f"{record.id}.json").write_text("{")
    for path in (folders.data / "backups").rglob("*.json"):
        path.unlink()
    assert library.tags() == {"One": 1}


# Markdown in the note's editor


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("## What *he* said", [("heading", "## What *he* said")]),
        ("a **b c** d", [("strong", "**b c**")]),
        ("an *old* _way_ of snake_case_names", [("emphasis", "*old*"), ("emphasis", "_way_")]),
        ("- [ ] `x*y*z`", [("quiet", "- [ ]"), ("quiet", "`x*y*z`")]),
        ("> so 3 * 4 * 5", [("quiet", "> ")]),
        ("see [it](http://x.y) and [[that]]", [("link", "[it](http://x.y)"), ("link", "[[that]]")]),
        ("#tag but not a#b or #1", [("link", "#tag")]),
        ("#tag", [("link", "#tag")]),
        ("2 * 3 * 4, 2024. Yes", []),
    ],
)
def test_the_markdown_of_a_line_is_found(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(role, text[start:end]) for start, end, role in stretches(text)] == parts


@given(st.text("*_`[]()#> -ab\\", max_size=60))
def test_the_parts_of_any_line_follow_each_other(text: str) -> None:
    end = 0
    for start, stop, _ in stretches(text):
        assert end <= start < stop <= len(text)
        end = stop
