"""Who "he" and "she" are after a colon, a semicolon or a dash within a sentence."""

import pytest

from tests.test_people import last

BEFORE = "Daniel Kruger, who built the dam, spoke to the press. Daniel Kruger was glad."


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Peter Weiss, Utah’s governor, welcomed it with a smile: the dams, he said, “will hold”.",
            "Peter Weiss",
        ),
        ("Peter Weiss welcomed the news: the dam, he said, would hold.", "Peter Weiss"),
        ("Peter Weiss was brief: the dam would hold, he said.", "Peter Weiss"),
        ("Peter Weiss nodded: “The dam will hold until spring,” he said.", "Peter Weiss"),
        ("Peter Weiss left early; the dam, he said, would hold.", "Peter Weiss"),
        ("Peter Weiss left early; he said that the dam would hold.", "Peter Weiss"),
        ("Peter Weiss welcomed the news — the dam, he said, would hold.", "Peter Weiss"),
        ("Peter Weiss met Hans Adler – the dam, he said, would hold.", "Peter Weiss"),
        ("Peter Weiss was glad - the dam, he said, would hold.", "Peter Weiss"),
        ("Anna Berger welcomed the news: the dam, she said, would hold.", "Anna Berger"),
        ("Anna Berger left early; the dam, she said, would hold.", "Anna Berger"),
    ],
)
def test_the_subject_before_the_mark_speaks_after_it(sentence: str, name: str) -> None:
    assert last(BEFORE, sentence).name == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Anna Berger was glad that Clara Lang had left: the dam, she said, would hold.", "Anna Berger"),
        ("Peter Weiss told Hans Adler the news; the dam, he said, would hold.", "Peter Weiss"),
        ("Peter Weiss welcomed the news: Hans Adler, he said, would stay.", "Peter Weiss"),
        ("Peter Weiss welcomed the news; Hans Adler, he said, would stay.", "Peter Weiss"),
    ],
)
def test_of_several_names_it_is_the_subject_of_the_main_clause(sentence: str, name: str) -> None:
    assert last(sentence).name == name


@pytest.mark.parametrize(
    "sentence",
    [
        "Peter Weiss would keep the dam – the old one – until spring, he said.",
        "Peter Weiss will – on Monday, he said – keep the dam.",
        "That Peter Weiss bought the well-known dam, he said, was wrong.",
        "Peter Weiss would need three things: money, men and time, he said.",
        "Peter Weiss would go to Paris; the dam would close, he said.",
        "Peter Weiss, he said, would keep the dam.",
        "The missiles, he said of Peter Weiss, were old.",
        "Anna Berger welcomed the news: the dam, he said, would hold.",
    ],
)
def test_whom_the_statement_is_about_does_not_make_it(sentence: str) -> None:
    assert last("Daniel Kruger spoke to the press.", sentence).name == "Daniel Kruger"
