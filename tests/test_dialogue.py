"""Dialogue without quotation marks: interviews, transcripts, and dashes."""

import pytest

from tests.analysis_documents import quotations


def spoken(*paragraphs: str) -> list[tuple[str, str | None]]:
    """What is said in paragraphs, each with its speaker as written."""
    found = quotations(*paragraphs)
    return [(each.text, each.speaker.text if each.speaker else None) for each in found]


def test_an_interview_is_told_by_question_and_answer() -> None:
    assert spoken(
        "Q: What did you see from the bridge?",
        "A: The water came over the wall at noon.",
        "Q: Were you afraid of it?",
        "A: Of course I was afraid.",
    ) == [
        ("What did you see from the bridge?", "Q"),
        ("The water came over the wall at noon.", "A"),
        ("Were you afraid of it?", "Q"),
        ("Of course I was afraid.", "A"),
    ]


def test_a_transcript_names_its_speakers_and_they_go_on_until_the_next_label() -> None:
    said = spoken(
        "BERGER: We saw the river rise.",
        "Nobody had warned us.",
        "KRUGER: And then you left the house?",
        "BERGER: We left at once.",
        "KRUGER: That was the right thing.",
    )
    assert said[0] == ("We saw the river rise.\n\nNobody had warned us.", "BERGER")
    assert [speaker for _, speaker in said] == ["BERGER", "KRUGER", "BERGER", "KRUGER"]


def test_a_label_before_marks_names_the_speaker() -> None:
    said = spoken("BERGER: “We saw the river rise.”", "KRUGER: “And then you left the house?”")
    assert said == [
        ("“We saw the river rise.”", "BERGER"),
        ("“And then you left the house?”", "KRUGER"),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "Note: The bridge is closed.",
            "Photo: Anna Berger",
            "Note: Bring your boots.",
            "Photo: Peter Weiss",
        ),
        ("Anna Berger: 1,204", "Peter Weiss: 988", "Anna Berger: 700", "Peter Weiss: 801"),
        ("Q: What did you see from the bridge?", "It was a good question."),
    ],
)
def test_lists_and_notes_are_no_transcripts(paragraphs: tuple[str, ...]) -> None:
    assert spoken(*paragraphs) == []


def test_a_dash_opens_what_is_said() -> None:
    assert spoken(
        "— It will rain tonight, said Anna Berger, and we must leave.",
        "— Then we leave.",
        "Nobody moved.",
    ) == [
        ("— It will rain tonight,", "Anna Berger"),
        ("and we must leave.", "Anna Berger"),
        ("— Then we leave.", "Anna Berger"),
    ]


def test_a_dash_alone_opens_nothing() -> None:
    assert spoken("— Bread and butter for everybody", "— Milk for the children of the valley") == []
