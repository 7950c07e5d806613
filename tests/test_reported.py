"""What is said in the writer's own words, and the clauses of which marked words are a part."""

import pytest

from tests.analysis_documents import quotations
from tests.analysis_drafts import clause, drafts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna Berger said that the bridge would open in May.", "the bridge would open in May"),
        ("Anna Berger said the bridge would open in May.", "the bridge would open in May"),
        ("Anna Berger told reporters that the bridge would open in May.", "the bridge would open in May"),
        ("Anna Berger asked whether the bridge would open in May.", "whether the bridge would open in May"),
        ("The bridge would open in May, Anna Berger said.", "The bridge would open in May"),
        ("The bridge would open in May, reports Anna Berger.", "The bridge would open in May"),
        ("According to Anna Berger, the bridge will open in May.", "the bridge will open in May"),
        ("The bridge will open in May, according to Anna Berger.", "The bridge will open in May"),
        ("Anna Berger backed the plan, saying that it would save the valley.", "it would save the valley"),
        ("Anna Berger’s claim that the dam was safe was false.", "the dam was safe"),
        ("Anna Berger said that the dam was old (or so it seemed).", "the dam was old (or so it seemed)"),
        ("Anna Berger said that she liked “The Old Harbour”.", "she liked “The Old Harbour”"),
        ("Anna Berger vowed to fight the plan.", "to fight the plan"),
        ("Anna Berger urged the council to vote again.", "the council to vote again"),
        ("Anna Berger called on the council to vote again.", "to vote again"),
        ("Anna Berger accused the mayor of lying about the dam.", "the mayor of lying about the dam"),
        ("Anna Berger described the dam as a danger.", "the dam as a danger"),
        ("Anna Berger blamed the mayor for the flood.", "the mayor for the flood"),
        ("Anna Berger called for a new vote.", "a new vote"),
        ("Anna Berger denied any role in the affair.", "any role in the affair"),
    ],
)
def test_a_statement_is_told_without_its_reporting_words(text: str, said: str) -> None:
    (found,) = quotations(text)
    assert (found.kind, found.text) == ("indirect", said)
    assert found.speaker
    assert found.speaker.name == "Anna Berger"


def test_of_a_statement_round_its_reporting_words_the_longer_part_is_told() -> None:
    (found,) = quotations("The plan, Anna Berger argues, is a mistake that the valley will regret.")
    assert found.text == "is a mistake that the valley will regret"


@pytest.mark.parametrize(
    "text",
    [
        "The minister would not say that the bridge was safe.",
        "The minister could claim that the bridge was safe.",
        "The bridge is said to be safe.",
        "I said that the bridge was safe.",
        "The storm brought rain to the valley.",
    ],
)
def test_what_is_not_said_is_no_statement(text: str) -> None:
    assert quotations(text) == ()


def test_a_statement_within_a_statement_is_a_part_of_it() -> None:
    (found,) = quotations("Anna Berger said that Peter Weiss had claimed that the dam was safe.")
    assert found.text == "Peter Weiss had claimed that the dam was safe"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna Berger said the dam was safe, adding that it was new.", ["the dam was safe", "it was new"]),
        ("Anna Berger said the dam was safe and vowed to keep it.", ["the dam was safe", "to keep it"]),
        (
            "The ministry said the dam was safe, with Anna Berger saying it was new.",
            ["the dam was safe", "it was new"],
        ),
        (
            "Anna Berger said the dam was safe, while Peter Weiss said it was old.",
            ["the dam was safe", "it was old"],
        ),
    ],
)
def test_a_statement_ends_where_the_next_telling_begins(text: str, said: list[str]) -> None:
    assert [quotation.text for quotation in quotations(text)] == said


def test_a_share_of_people_can_speak() -> None:
    (found,) = quotations("In the valley 52 percent say the dam is safe.")
    assert found.text == "the dam is safe"


def test_a_headline_may_begin_with_its_speaker() -> None:
    text = "Mayor: no money for the bridge"
    (found,) = quotations(text, "The council met on Monday.")
    assert (found.kind, found.text) == ("indirect", "no money for the bridge")
    assert found.speaker
    assert found.speaker.text == "Mayor"


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (
            "Anna Berger said that they would “leave tonight, and never return.”",
            "they would “leave tonight, and never return.”",
        ),
        ("Anna Berger called the plan “a danger to us”.", "the plan “a danger to us”"),
        ("Anna Berger warned of “a flood without any equal”.", None),
    ],
)
def test_a_mixed_quotation_knows_the_clause_of_which_it_is_a_part(text: str, around: str | None) -> None:
    assert clause(text) == around


def test_a_clause_with_marked_words_is_not_told_a_second_time() -> None:
    found = drafts("Anna Berger said that they would “leave tonight, and never return”.")
    assert [draft.kind for draft in found] == ["mixed"]


def test_a_title_within_a_statement_does_not_hide_it() -> None:
    (found,) = quotations("Anna Berger said that she had read “The Old Harbour” in a single night.")
    assert (found.kind, found.text) == ("indirect", "she had read “The Old Harbour” in a single night")
