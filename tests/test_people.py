"""Who is meant by a pronoun or a description that speaks."""

import pytest

from reader.analysis import gender
from reader.analysis.findings import Speaker
from tests.analysis_documents import quotations


def last(*paragraphs: str) -> Speaker:
    """The speaker of the last quotation of a document."""
    speaker = quotations(*paragraphs)[-1].speaker
    assert speaker
    return speaker


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["Daniel Kruger met Peter Weiss. He said that the dam would hold."], "Daniel Kruger"),
        (["Peter Weiss came. As for Daniel Kruger, he said that the dam would hold."], "Daniel Kruger"),
        (["Peter Weiss came.", "Daniel Kruger left. He said that the dam would hold."], "Daniel Kruger"),
        (["Daniel Kruger, who knows Peter Weiss, says that he will stay."], "Daniel Kruger"),
        (["According to Daniel Kruger, the dam is old. He says that it will hold."], "Daniel Kruger"),
        (["Experts like Daniel Kruger doubt it. The dam is old, he says."], "Daniel Kruger"),
    ],
)
def test_he_is_who_is_most_present(paragraphs: list[str], name: str) -> None:
    assert last(*paragraphs).name == name


@pytest.mark.parametrize(
    "sentence",
    [
        "“The dam will hold until spring,” he told Peter Weiss.",
        "“The dam will hold until spring,” he said of Peter Weiss.",
        "Peter Weiss will keep the dam until spring, he said.",
        "He said that Peter Weiss would keep the dam until spring.",
    ],
)
def test_who_is_spoken_to_or_of_is_not_the_speaker(sentence: str) -> None:
    assert last("Daniel Kruger came first. Peter Weiss came later.", sentence).name == "Daniel Kruger"


def test_he_added_goes_on_with_who_spoke_before() -> None:
    found = quotations(
        "“The dam will hold until spring,” Daniel Kruger told Peter Weiss.",
        "“We have done what we could,” he said.",
        "“The rest is up to the rain,” he added.",
    )
    assert [quotation.speaker and quotation.speaker.name for quotation in found] == ["Daniel Kruger"] * 3


def test_who_is_named_only_between_marks_is_not_meant() -> None:
    paragraphs = ["“Peter Weiss has lied to us all,” Daniel Kruger said.", "The dam will hold, he said."]
    assert last(*paragraphs).name == "Daniel Kruger"


@pytest.mark.parametrize(
    "sentence",
    [
        "In his speech, Daniel Kruger said that the dam would hold.",
        "While he admits that the dam is old, Daniel Kruger will keep it.",
    ],
)
def test_a_pronoun_may_stand_before_its_name(sentence: str) -> None:
    assert last("Peter Weiss has doubts.", sentence).name == "Daniel Kruger"


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("Daniel Kruger and his wife, Kim Kruger, own the farm.", "Kim Kruger"),
        ("Congresswoman Okonjo praised Daniel Kruger.", "Okonjo"),
        ("Mrs. Lindt praised Mr. Kruger.", "Lindt"),
        ("Wanjiku Lindt praised Daniel Kruger.", "Wanjiku Lindt"),
    ],
)
def test_titles_nouns_and_forenames_tell_who_is_a_woman(introduction: str, name: str) -> None:
    assert last(introduction, "“The river will rise again tonight,” she said.").name == name


def test_a_pronoun_tells_the_gender_of_a_person_once_for_all() -> None:
    paragraphs = [
        "Robin Lindt came. She was late.",
        "Daniel Kruger met Robin Lindt.",
        "“The river will rise again tonight,” he said.",
    ]
    assert last(*paragraphs).name == "Daniel Kruger"


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("the mayor", "Daniel Kruger"),
        ("the senator", "Peter Weiss"),
        ("the former farmer", "Anna Berger"),
    ],
)
def test_a_description_means_who_has_been_so_described(description: str, name: str) -> None:
    found = last(
        "Anna Berger is a former farmer. She met Mayor Daniel Kruger and Sen. Peter Weiss on Monday.",
        f"“The river will rise again tonight,” {description} said.",
    )
    assert (found.text, found.name) == (description, name)
    assert found.confidence < 1


@pytest.mark.parametrize("description", ["the mayor", "one fisherman", "a senator", "his brother"])
def test_a_description_of_nobody_known_stays_as_it_is(description: str) -> None:
    found = last(
        "Sen. Peter Weiss came on Monday.", f"“The river will rise again tonight,” {description} said."
    )
    assert found.name == description.removeprefix("the ").removeprefix("a ")


def test_somebody_without_a_name_may_be_meant() -> None:
    found = last(
        "Daniel Kruger has left the town.",
        "At the bridge stood an old woman.",
        "“The river will rise again tonight,” she said.",
    )
    assert found.name == "old woman"


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("Three farmers came to the bridge with Daniel Kruger.", "Three farmers"),
        ("Anna Berger and Peter Weiss own the farm.", "Anna Berger and Peter Weiss"),
        ("The Norwegians have sent a boat.", "Norwegians"),
    ],
)
def test_they_are_several(introduction: str, name: str) -> None:
    found = last(introduction, "They say that the river will rise again tonight.")
    assert (found.text, found.name) == ("They", name)
    assert found.confidence < 0.8


def test_the_more_rivals_the_less_certain_is_who_is_meant() -> None:
    speech = "“The river will rise again tonight,” he said."
    alone = last("Daniel Kruger came.", speech)
    rivalled = last("Daniel Kruger came. Peter Weiss came.", speech)
    assert rivalled.confidence < alone.confidence


def test_a_forename_of_both_tells_nothing() -> None:
    assert gender.of_forename("Anna Berger") == "female"
    assert gender.of_forename("Volodymyr Berger") == "male"
    assert gender.of_forename("Robin Berger") is None
