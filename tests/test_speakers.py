"""Who says it: the cue and the speaker of a quotation, and the speaker's name."""

from pathlib import Path

import pytest

from reader.analysis.findings import UNSURE
from tests.analysis_documents import quotations, speaker


@pytest.mark.parametrize(
    "text",
    [
        "“The river will rise again tonight,” said Anna Berger.",
        "“The river will rise again tonight,” Anna Berger said.",
        "“The river will rise again tonight,” Anna Berger, a farmer, told reporters.",
        "Anna Berger said, “The river will rise again tonight.”",
        "As Anna Berger explained, “The river will rise again tonight.”",
        "According to Anna Berger, “the river will rise again tonight.”",
        "Anna Berger backed the plan, adding that it “will save the whole valley.”",
        "Anna Berger’s warning of a “flood without any equal” went unheard.",
        "Anna Berger: “The river will rise again tonight.”",
        "Anna Berger was certain: “The river will rise again tonight.”",
        "“The river will rise again tonight.” — Anna Berger",
        "The plan was called “a danger to the whole valley” by Anna Berger.",
        "“The river will rise again tonight,” Anna Berger, a farmer from the valley, said in an email.",
        "“The river will rise again tonight,” Anna Berger, who knows it, cautioned.",
        "As Anna Berger puts it, “the river will rise again tonight.”",
        "In the words of Anna Berger, “the river will rise again tonight.”",
        "In Anna Berger’s words, “the river will rise again tonight.”",
        "According to Anna Berger: “The river will rise again tonight.”",
        "Anna Berger, stating her doubts, called the warnings “a bad joke”.",
        "“The river will rise again tonight”: Anna Berger",
    ],
)
def test_the_speaker_stands_before_after_or_round_the_quotation(text: str) -> None:
    assert speaker(text) == "Anna Berger"


def test_a_statement_is_told_by_who_made_it() -> None:
    assert speaker("“The river will rise again tonight,” the ministry wrote.") == "ministry"
    assert speaker("“The river will rise again tonight,” the ministry said in a statement.") == "ministry"


def test_an_age_may_stand_for_a_person() -> None:
    assert speaker("“The river will rise again tonight,” said the 46-year-old.") == "46-year-old"


def test_a_verb_that_is_on_no_list_tells_the_speaker_where_it_stands_beside_the_quotation() -> None:
    assert speaker("“The river will rise again tonight,” Anna Berger prophesied.") == "Anna Berger"


def test_metonyms_stand_as_they_are() -> None:
    assert speaker("Moscow said the strikes were “a step towards war”.") == "Moscow"


def test_who_is_told_something_has_not_said_it() -> None:
    (found,) = quotations("Voters were told that the dam was “entirely safe for a century”.")
    assert found.speaker is None or found.speaker.confidence < UNSURE


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    first, second = quotations("Anna Berger called it “a fine plan”, but Peter Weiss said it was “madness”.")
    assert [each.speaker and each.speaker.name for each in (first, second)] == ["Anna Berger", "Peter Weiss"]


def test_the_cue_is_the_word_of_speaking() -> None:
    (found,) = quotations("“The river will rise again tonight,” Anna Berger warned.")
    assert found.cue
    assert found.cue.text == "warned"


def test_who_stands_for_the_noun_before_it() -> None:
    (found,) = quotations("They met Anna Berger, who said that “the river will rise again tonight.”")
    assert found.speaker
    assert (found.speaker.text, found.speaker.name) == ("who", "Anna Berger")


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Its captain, Anna Berger, said that the river would rise again.", "Its captain"),
        ("The winner was Anna Berger, the mayor, who said that the river would rise again.", "who"),
    ],
)
def test_a_description_has_the_name_in_apposition(text: str, mention: str) -> None:
    (found,) = quotations(text)
    assert found.speaker
    assert (found.speaker.text, found.speaker.name) == (mention, "Anna Berger")


def test_one_name_in_apposition_does_not_stand_for_several_people() -> None:
    text = "The three farmers, Anna Berger among them, said that the river would rise again."
    assert speaker(text) == "three farmers"


def test_an_unnamed_speaker_stays_as_written() -> None:
    assert speaker("“The river will rise again tonight,” one old fisherman said.") == "one old fisherman"


def test_a_statement_speaks_for_its_sender() -> None:
    assert (
        speaker("The ministry issued a statement saying the dam was “safe in every respect.”") == "ministry"
    )


def test_words_within_the_quotation_are_no_cue() -> None:
    assert speaker("“Peter Weiss said it would rain,” Anna Berger recalled.") == "Anna Berger"


def test_a_second_quotation_in_the_paragraph_has_the_same_speaker() -> None:
    first, second = quotations(
        "“The river will rise,” Anna Berger said. “We must leave before the night comes.”"
    )
    assert first.speaker
    assert second.speaker
    assert first.speaker.name == second.speaker.name == "Anna Berger"


def test_a_paragraph_wholly_in_marks_goes_on_with_the_speaker_before_it() -> None:
    found = quotations(
        "“The river will rise again,” Anna Berger said.",
        "“It always does so in the spring, and we have to leave.”",
    )
    assert [quotation.speaker and quotation.speaker.name for quotation in found] == ["Anna Berger"] * 2
    assert found[0].speaker
    assert found[1].speaker
    assert found[1].speaker.confidence < found[0].speaker.confidence


def test_a_quotation_that_goes_on_in_the_same_sentence_has_the_same_speaker() -> None:
    found = quotations("“We waited,” Anna Berger said, “until the water came over the wall.”")
    assert [quotation.speaker and quotation.speaker.name for quotation in found] == ["Anna Berger"] * 2


def test_a_name_under_a_quotation_is_its_speaker() -> None:
    assert speaker("“The river takes what it wants.”", "— Anna Berger, farmer") == "Anna Berger"
    assert speaker("“The river takes what it wants.”", "—PSALMS.") == "PSALMS"


def test_the_confidence_says_how_sure_a_speaker_is() -> None:
    beside = quotations("“The river will rise again tonight,” Anna Berger said.")[0].speaker
    before = quotations("Anna Berger was at the bridge. “The river will rise again tonight.”")[0].speaker
    assert beside
    assert before is None or before.confidence < beside.confidence
    assert beside.confidence > 0.9


def test_a_paragraph_that_ends_with_a_colon_introduces_the_next_one() -> None:
    assert (
        speaker("Anna Berger put it plainly:", "“The river will rise again tonight, and we leave.”")
        == "Anna Berger"
    )


@pytest.mark.parametrize("last", ["Zelarsk shows how it will end:", "It is a simple sum:"])
def test_what_cannot_speak_introduces_whoever_spoke_last_in_the_paragraph(last: str) -> None:
    found = quotations(
        "Peter Weiss said that he was glad.",
        f"Anna Berger doubts it. {last}",
        "“The river will rise again tonight, and we leave.”",
    )[-1]
    assert found.speaker
    assert found.speaker.name == "Anna Berger"


@pytest.mark.parametrize(
    ("subject", "name"), [("The Black Sea", None), ("Norway", "Norway"), ("Anna Berger", "Anna Berger")]
)
def test_of_places_only_seats_of_government_speak_before_a_colon(subject: str, name: str | None) -> None:
    assert speaker(f"{subject} is calm: “The river will rise again tonight, and we leave.”") == name


@pytest.mark.parametrize("subject", ["Norway", "Zelarsk", "The mayor"])
@pytest.mark.parametrize("verb", ["shows", "proves"])
def test_what_is_shown_is_not_said(subject: str, verb: str) -> None:
    assert speaker(f"{subject} {verb} it: “The river will rise again tonight, and we leave.”") is None


def test_he_is_the_subject_of_the_same_paragraph_rather_than_who_spoke_before_it() -> None:
    found = quotations(
        "Then there is Peter Weiss, who says that the dam is old.",
        "Daniel Kruger, the mayor, shook his head: the dam, he said, “will outlive every one of us”.",
    )[-1]
    assert found.speaker
    assert (found.speaker.text, found.speaker.name) == ("he", "Daniel Kruger")


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Anna Berger met Peter Weiss on Monday.", "Anna Berger"),
        ("Mr. Weiss spoke first. Mrs. Berger answered at once.", "Berger"),
        ("“Peter Weiss lies,” Anna Berger said.", "Anna Berger"),
    ],
)
def test_she_is_the_last_woman_who_was_a_subject(before: str, name: str) -> None:
    found = quotations(before, "“The river will rise again tonight,” she said.")[-1]
    assert found.speaker
    assert (found.speaker.text, found.speaker.name) == ("she", name)


def test_a_pronoun_without_anyone_to_mean_stays_a_pronoun_of_low_confidence() -> None:
    (found,) = quotations("“The river will rise again tonight,” she said.")
    assert found.speaker
    assert found.speaker.name == "she"
    assert found.speaker.confidence < 0.5


def test_a_surname_gives_the_full_name() -> None:
    found = quotations("Anna Berger runs the farm.", "“The river will rise again tonight,” Berger said.")[-1]
    assert found.speaker
    assert (found.speaker.text, found.speaker.name) == ("Berger", "Anna Berger")


def test_a_dateline_is_no_speaker() -> None:
    text = "LONDON (Reuters) - Anna Berger has backed the plan, saying that “the whole valley is safe now.”"
    assert speaker(text) == "Anna Berger"


def test_every_quotation_in_marks_of_the_seed_article_has_its_speaker(seed_article: Path) -> None:
    paragraphs = seed_article.read_text(encoding="utf-8").split("\n")
    found = [q for q in quotations(*(p for p in paragraphs if p.strip())) if q.kind != "indirect"]
    assert [quotation.speaker and quotation.speaker.name for quotation in found] == [
        "Volodymyr Zelenskyy",
        "Michael Kofman",
        "Michael Kofman",
        "Rob Lee",
        "Vladimir Putin",
        "Timothy Ash",
        "Gabrielius Landsbergis",
        "one Kyiv resident",
        "Russia",
        "Volodymyr Zelenskyy",
    ]
