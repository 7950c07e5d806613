"""What is quoted: the marks of every kind, and which marked words are speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.marks import find_marked
from tests.analysis_documents import quotations


def marked(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in find_marked(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We leave,” she said. “Tonight.”", ["“We leave,”", "“Tonight.”"]),
        ('"We leave," she said. "Tonight."', ['"We leave,"', '"Tonight."']),
        ("«On part», dit-elle.", ["«On part»"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("»Wir gehen«, sagte sie.", ["»Wir gehen«"]),
        ("‘We can’t stay,’ she said.", ["‘We can’t stay,’"]),
        ("'We can't stay,' she said of the '90s.", ["'We can't stay,'"]),
        ("``We leave,'' she said.", ["``We leave,''"]),
        ('“We leave," she said.', ['“We leave,"']),
        ("“We leave,“ she said. “Tonight.“", ["“We leave,“", "“Tonight.“"]),
    ],
)
def test_marks_of_every_kind_are_found(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_marks_within_marks_belong_to_the_outer_stretch() -> None:
    assert marked("“He told me ‘no’ twice,” she said.") == ["“He told me ‘no’ twice,”"]
    assert marked("“A “very” odd day,” she said.") == ["“A “very” odd day,”"]


@pytest.mark.parametrize("text", ["the farmers’ hopes and the dogs’ tails", "rock 'n' roll", 'a 6" pipe'])
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert marked(text) == []


def test_an_open_mark_holds_the_text_up_to_the_end_of_its_paragraph() -> None:
    assert marked("She said: “We leave tonight") == ["“We leave tonight"]


def test_an_odd_mark_before_whole_quotations_is_left_out() -> None:
    assert marked("An “odd mark. “We leave,” she said.") == ["“We leave,”"]


@given(st.text(alphabet="ab .,“”\"'‘’«»„`\n", max_size=40))
def test_stretches_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for stretch in find_marked(text):
        assert end <= stretch.start < stretch.end <= len(text)
        end = stretch.end


def test_an_odd_mark_spoils_no_other_paragraph() -> None:
    found = quotations("The “odd one stands here.", "“We leave tonight,” said Anna Berger.")
    assert found[-1].text == "“We leave tonight,”"


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    first, second = "“We came here with nothing.", "“And we leave with less,” said Anna Berger."
    (found,) = quotations(first, second)
    assert found.text == f"{first}\n\n“And we leave with less,”"


def test_offsets_hold_the_marks_and_count_code_points() -> None:
    text = "At 🜁 dawn, “we leave tonight,” said Anna Berger."
    (found,) = quotations(text)
    assert text[found.start : found.end] == found.text == "“we leave tonight,”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We leave tonight,” said Anna Berger.", "direct"),
        ("Anna Berger said: “We leave tonight.”", "direct"),
        ("Anna Berger said that they would “leave tonight, and never return.”", "mixed"),
        ("Anna Berger said that they would leave tonight.", "indirect"),
    ],
)
def test_the_kind_tells_whose_sentence_it_is(text: str, kind: str) -> None:
    (found,) = quotations(text)
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "She read “The Old Harbour” on the train.",
        "Robert “Bobby” Harris won the race.",
        "Anna “Annie” Berger won the race.",
        "Anna Berger sang “Summer Rain” and left.",
        "The so-called “smart” road cost a fortune.",
        "So-called ‘experts’ are everywhere.",
        "The word “river” has five letters.",
        "They met at the “Green Café” in Lund.",
        "The “old guard” of the party left the hall.",
        "Anna Berger and the band played “Summer Rain,” “A Long Way Down” and “The Old Harbour”.",
    ],
)
def test_titles_nicknames_and_words_in_scare_quotes_are_no_speech(text: str) -> None:
    assert quotations(text) == ()


def test_few_words_are_speech_where_somebody_says_them() -> None:
    assert [found.text for found in quotations("“No,” Anna Berger said.")] == ["“No,”"]
    assert [found.text for found in quotations("Anna Berger called him “a fool”.")] == ["“a fool”"]


def test_a_paragraph_wholly_in_marks_is_speech() -> None:
    (found,) = quotations("“The river takes what it wants from all of us.”")
    assert found.kind == "direct"


def test_an_odd_mark_does_not_join_paragraphs() -> None:
    found = quotations("He said that the “old dam was safe.", "“We leave tonight,” said Anna Berger.")
    assert found[-1].text == "“We leave tonight,”"


def test_single_marks_quote_where_there_are_no_double_ones() -> None:
    found = quotations("‘We can’t stay,’ said Anna Berger. ‘Not tonight.’", "‘Then go,’ said Peter Weiss.")
    assert [quotation.text for quotation in found] == ["‘We can’t stay,’", "‘Not tonight.’", "‘Then go,’"]


def test_single_marks_are_scare_quotes_where_double_ones_quote() -> None:
    found = quotations(
        "“We leave tonight,” said Anna Berger.", "Critics said it was a ‘complete failure of nerve’."
    )
    assert [quotation.text for quotation in found if quotation.kind != "indirect"] == ["“We leave tonight,”"]
