"""Names with their kinds, and every place where they stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis import analyse
from reader.analysis import kinds as kinds_of_names
from reader.analysis.definitions import definitions
from reader.analysis.entities import spread
from reader.analysis.findings import ENTITY_KINDS, Entity, EntityKind, Mention
from reader.analysis.names import is_headline, names_of
from reader.analysis.parse import Name, Passage
from reader.analysis.scanner import Scanner
from reader.document import Block, Document, Span
from tests.analysis_documents import analysis, entities


def kinds(*paragraphs: str) -> dict[str, EntityKind]:
    return {name: entity.kind for name, entity in entities(*paragraphs).items()}


def mentions(name: str, *paragraphs: str) -> list[str]:
    return [mention.text for mention in entities(*paragraphs)[name].mentions]


def tagged(text: str, *names: tuple[str, EntityKind], score: float = 0.9) -> tuple[Name, ...]:
    """Names as the model might give them, each where its text stands first."""
    return tuple(Name(text.index(form), text.index(form) + len(form), kind, score) for form, kind in names)


def clean(text: str, *names: tuple[str, EntityKind], score: float = 0.9) -> list[tuple[str, EntityKind]]:
    """What becomes of some names of a passage, which doesn't begin its document."""
    moved = tuple(Name(n.start + 7, n.end + 7, n.kind, n.score) for n in tagged(text, *names, score=score))
    found = names_of(Passage("paragraph", 7, text, names=moved))
    return [(text[name.start - 7 : name.end - 7], name.kind) for name in found]


def settled(text: str, *names: tuple[str, EntityKind], score: float = 0.9) -> dict[str, EntityKind]:
    """The kinds that some names have in the end."""
    found = kinds_of_names.settle(text, tagged(text, *names, score=score), {}, ())
    return {text[name.start : name.end]: name.kind for name in found}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Peter Weiss lives near the coast.", "Peter Weiss", "person"),
        ("He flew from Nairobi to Lagos.", "Nairobi", "place"),
        ("The Norwegian coach was pleased.", "Norwegian", "group"),
        ("She works for the Harper Research Institute.", "Harper Research Institute", "organisation"),
        ("The Ministry of Transport has closed the road.", "Ministry of Transport", "organisation"),
        ("The Kremlin gave no answer.", "Kremlin", "organisation"),
        ("It cost $40 million.", "$40 million", "money"),
        ("About 12 percent stayed away.", "12 percent", "percent"),
        ("He arrived on Tuesday.", "Tuesday", "date"),
        ("She read “The Old Harbour” on the train.", "The Old Harbour", "work"),
    ],
)
def test_names_have_their_kind(text: str, name: str, kind: EntityKind) -> None:
    assert kinds(text)[name] == kind


@pytest.mark.parametrize(
    ("text", "form", "kind", "left"),
    [
        (
            "He met “the Harper Institute’s” staff.",
            "the Harper Institute’s",
            "organisation",
            "Harper Institute",
        ),
        ("Prime Minister Anna Berger left.", "Prime Minister Anna Berger", "person", "Anna Berger"),
        ("Secretary of State Anna Berger left.", "Secretary of State Anna Berger", "person", "Anna Berger"),
        ("The Queen of Sheba left.", "Queen of Sheba", "person", "Queen of Sheba"),
        ("Then said I, O Anselm, go.", "O Anselm", "person", "Anselm"),
        ("The Zelarsk Mayor Anna left.", "Zelarsk Mayor", "place", "Zelarsk"),
        (
            "It is the Harbour Mission of Zelarsk now.",
            "Harbour Mission of",
            "organisation",
            "Harbour Mission of Zelarsk",
        ),
        ("It is the Harbour Mission and shop.", "Harbour Mission and", "organisation", "Harbour Mission"),
        ("The Zelarsk government fell.", "Zelarsk government", "place", "Zelarsk"),
        (
            "She works at Harper & Sons Inc. in town.",
            "Harper & Sons Inc",
            "organisation",
            "Harper & Sons Inc.",
        ),
        ("He sat for Boise (R-Zelarsk) then.", "R-Zelarsk", "place", "Zelarsk"),
        ("He was born in Reno, Zelarsk, N.J. in May.", "N.J", "place", "N.J."),
    ],
)
def test_a_name_is_cut_to_what_belongs_to_it(text: str, form: str, kind: EntityKind, left: str) -> None:
    assert (left, kind) in clean(text, (form, kind))
    assert form == left or (form, kind) not in clean(text, (form, kind))


def test_two_places_with_a_comma_and_two_known_names_with_a_hyphen_are_two() -> None:
    assert clean("In Upton, Zelarsk it rained.", ("Upton, Zelarsk", "place")) == [
        ("Upton", "place"),
        ("Zelarsk", "place"),
    ]
    found = clean("The Norway-Kenya talks failed.", ("Norway-Kenya", "organisation"))
    assert [form for form, _ in found] == ["Norway", "Kenya"]


@pytest.mark.parametrize(
    "whole", ["Trinidad and Tobago", "Guinea-Bissau", "Zelarsk-Upton", "Zelarsk and Norway"]
)
def test_a_name_with_and_or_a_hyphen_stays_one_unless_both_halves_are_known(whole: str) -> None:
    assert clean(f"They flew to {whole} then.", (whole, "place")) == [(whole, "place")]


@pytest.mark.parametrize("form", ["http://harper.example", "anna@harper.example", "@harper", "a"])
def test_addresses_and_single_letters_are_no_names(form: str) -> None:
    assert clean(f"See {form} for more.", (form, "organisation")) == []


def test_a_name_in_lower_case_needs_a_model_that_is_sure() -> None:
    assert clean("i went to zelarsk today", ("zelarsk", "place"), score=0.8)[0] == ("zelarsk", "place")
    assert ("zelarsk", "place") not in clean("i went to zelarsk today", ("zelarsk", "place"), score=0.3)


def test_a_known_name_is_found_without_the_model_but_not_within_a_longer_one() -> None:
    assert clean("A bank in China failed.") == [("China", "place")]
    assert clean("The Bank of China failed.", ("Bank of China", "organisation")) == [
        ("Bank of China", "organisation")
    ]


def test_a_form_has_one_kind_through_the_document() -> None:
    text = (
        "Daniel Kruger spoke in Oslo.",
        "Kruger left.",
        "The Kruger decision was late.",
        "Critics of Kruger agree.",
    )
    found = entities(*text)
    assert found["Daniel Kruger"].kind == "person"
    assert mentions("Daniel Kruger", *text) == ["Daniel Kruger", "Kruger", "Kruger", "Kruger"]


def test_what_the_model_is_surer_of_outvotes_the_rest() -> None:
    text = "Zelarsk won. They left Zelarsk."
    names = (Name(0, 7, "organisation", 0.55), Name(23, 30, "place", 0.95))
    assert {name.kind for name in kinds_of_names.settle(text, names, {}, ())} == {"place"}


def test_a_surname_is_a_person_where_the_model_is_in_doubt() -> None:
    text = "Daniel Kruger spoke, and Kruger left."
    names = (*tagged(text, ("Daniel Kruger", "person")), Name(25, 31, "organisation", 0.6))
    assert {name.kind for name in kinds_of_names.settle(text, names, {}, ())} == {"person"}


def test_a_known_place_stays_one_against_a_doubting_model_but_not_if_it_is_a_forename() -> None:
    assert settled("They met Nairobi there.", ("Nairobi", "person")) == {"Nairobi": "place"}
    assert settled("They met Florence there.", ("Florence", "person")) == {"Florence": "person"}


def test_a_form_that_the_model_is_never_sure_of_is_no_name() -> None:
    assert settled("They saw the Gravel there.", ("Gravel", "organisation"), score=0.4) == {}
    assert settled("They saw the Gravel there.", ("Gravel", "organisation"), score=0.6) == {
        "Gravel": "organisation"
    }


@pytest.mark.parametrize(
    ("form", "given_kind", "kind"),
    [
        ("Zelarsk Bridge", "place", "facility"),
        ("Upton Peace Treaty", "event", "law"),
        ("Battle of Zelarsk", "work", "event"),
        ("Harbour Missile System", "event", "product"),
        ("Upton Bridge", "organisation", "organisation"),
        ("Upton Council", "place", "place"),
    ],
)
def test_the_head_word_makes_a_kind_more_exact(form: str, given_kind: EntityKind, kind: EntityKind) -> None:
    assert settled(f"They spoke of the {form} then.", (form, given_kind)) == {form: kind}


def test_what_stands_before_a_word_for_a_thing_is_a_product() -> None:
    assert settled("They fired LUMS missiles.", ("LUMS", "organisation")) == {"LUMS": "product"}


def test_an_administration_is_that_of_a_person() -> None:
    assert settled("The Kruger administration fell.", ("Kruger", "organisation")) == {"Kruger": "person"}


@pytest.mark.parametrize("form", ["Zelarskian", "Norwegian", "Uptonese", "norwegian"])
def test_a_people_is_known_or_built_like_a_word_for_one(form: str) -> None:
    assert settled(f"The {form} coach left.", (form, "group")) == {form: "group"}


@pytest.mark.parametrize("form", ["Escalation", "Foreign", "white", "Shrimp"])
def test_other_words_are_no_people(form: str) -> None:
    assert settled(f"The {form} was new.", (form, "group")) == {}


def test_titles_articles_and_possessives_are_no_part_of_a_name() -> None:
    text = ("President Daniel Kruger’s plan pleased the United Nations.", "Mr. Kruger’s friends agreed.")
    assert mentions("Daniel Kruger", *text) == ["Daniel Kruger", "Kruger"]
    assert mentions("United Nations", *text) == ["United Nations"]


def test_a_name_within_a_hyphenated_word_is_found() -> None:
    assert mentions("U.S.", "The army used U.S.-supplied trucks.") == ["U.S."]


def test_us_is_a_country_only_where_it_is_no_shouted_pronoun() -> None:
    assert "US" in kinds("The plan of the US was late.")
    assert clean("LET US GO") == []


def test_an_abbreviation_has_the_kind_of_its_long_form_and_all_its_places() -> None:
    text = ("The Light Utility Missile System (LUMS) is new.", "A LUMS costs more.", "They bought ten LUMS.")
    found = entities(*text)["Light Utility Missile System"]
    assert found.kind == "product"
    assert [mention.text for mention in found.mentions][1:] == ["LUMS", "LUMS", "LUMS"]


@pytest.mark.parametrize(
    ("text", "long_form", "short"),
    [
        ("The Light Utility Missile System (LUMS) is new.", "Light Utility Missile System", "LUMS"),
        ("The World Harbour Union (WHU, founded in 1990) met.", "World Harbour Union", "WHU"),
    ],
)
def test_a_definition_in_brackets_is_read_by_its_letters(text: str, long_form: str, short: str) -> None:
    (((start, end), (first, last)),) = definitions(text)
    assert (text[start:end], text[first:last]) == (long_form, short)


@pytest.mark.parametrize(
    "text", ["The harbour (NEW) was full.", "Anna Berger (OSLO) came.", "It works (Ok)."]
)
def test_brackets_whose_letters_do_not_fit_define_nothing(text: str) -> None:
    assert not list(definitions(text))


@pytest.mark.parametrize("text", ["Mark. Press the red key.", "Press the red key. Mark the page with it."])
def test_a_command_is_no_name(text: str) -> None:
    assert clean(text, ("Mark", "person")) == []


def test_what_may_be_a_command_is_a_name_if_the_text_has_it_elsewhere() -> None:
    text = ("They waited for Mark, and Mark came.", "Mark. That was all he wrote.")
    assert mentions("Mark", *text) == ["Mark"] * 3


def test_a_found_name_counts_where_the_model_passed_it_over_less_often() -> None:
    text = "Zelarsk won. Zelarsk lost. Zelarsk left."
    names = (Name(0, 7, "place"), Name(13, 20, "place"))
    assert len(spread(text, names, [Span(0, len(text))])) == 3
    assert len(spread(text, names[:1], [Span(0, len(text))])) == 1


def test_a_name_that_is_a_common_word_elsewhere_is_not_spread() -> None:
    text = "Ash and Ash met Ash; the ash fell."
    names = (Name(0, 3, "person"), Name(8, 11, "person"))
    assert len(spread(text, names, [Span(0, len(text))])) == 2


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("The Long Way Home to Upton", True),
        ("The Long Way Home to Upton.", False),
        ("They took the long way home to Upton", False),
        ("Anna Berger", False),
    ],
)
def test_a_headline_has_capitals_and_no_full_stop(text: str, *, headline: bool) -> None:
    assert is_headline("paragraph", text) == headline
    assert is_headline("heading", "The Rivers Speak")


def test_a_word_of_a_heading_is_no_name_if_only_its_capitals_speak_for_it() -> None:
    heading, body = "The Rivers Speak", "The mayor spoke for an hour."
    blocks = (Block("heading", 0, 16, 1), Block("paragraph", 18, 18 + len(body)))
    assert analyse(Document(f"{heading}\n\n{body}", blocks)).entities == (
        Entity("an hour", "time", (Mention(38, 45, "an hour"),)),
    )
    assert "Turnaround" not in kinds("A Bold Plan or A Turnaround?", body)


WORDS = (
    "Zelarsk",
    "Anna",
    "Mr.",
    "the",
    "of",
    "U.S.",
    "’s",
    ",",
    "-",
    "“",
    "and",
    "President",
    "(",
    "x",
    ".",
    "–",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.data())
def test_cleaned_names_lie_within_the_passage_and_do_not_overlap(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from(ENTITY_KINDS))
    free = 5
    for name in names_of(Passage("paragraph", 5, text, names=(Name(start + 5, end + 5, kind),))):
        assert free <= name.start < name.end <= 5 + len(text)
        free = name.end


def test_mentions_point_at_their_text_and_do_not_overlap() -> None:
    text = (
        "President Daniel Kruger of Norway met Anna Berger at the Harper Institute in Oslo on Tuesday.",
        "Kruger, 61, told the New York Times that Norwegians were ready. Berger’s U.S.-made car cost $900.",
    )
    whole = "\n\n".join(text)
    end = 0
    found = sorted(
        (m for e in analysis(*text).entities for m in e.mentions), key=lambda mention: mention.start
    )
    assert len(found) > 8
    for mention in found:
        assert end <= mention.start < mention.end
        assert whole[mention.start : mention.end] == mention.text
        end = mention.end


def test_entities_come_by_kind_and_then_by_how_often_they_are_named() -> None:
    found = analysis("Oslo, Oslo and Lagos.", "Peter Weiss met Anna Berger. Berger left.").entities
    order = [(ENTITY_KINDS.index(entity.kind), -len(entity.mentions)) for entity in found]
    assert order == sorted(order)


def test_the_scanner_takes_the_longest_phrase_and_whole_words_only() -> None:
    text = "New York City, New Yorkers, York"
    found = [text[start:end] for start, end in Scanner(["York", "New York", "New York City"]).find(text)]
    assert found == ["New York City", "York"]


def test_the_scanner_leaves_addresses_alone() -> None:
    assert not list(Scanner(["York"]).find("@York www.York.com /York"))


def test_the_names_of_the_seed_article_are_right(seed_article: Path) -> None:
    paragraphs = [p for p in seed_article.read_text(encoding="utf-8").split("\n") if p.strip()]
    found = kinds(*paragraphs)
    expected: dict[str, EntityKind] = {
        "Donald Trump": "person",
        "Biden": "person",
        "Volodymyr Zelenskyy": "person",
        "Kyiv": "place",
        "Kursk": "place",
        "Europe": "place",
        "Lithuanian": "group",
        "Chatham House": "organisation",
        "Foreign Policy Research Institute": "organisation",
        "Army Tactical Missile Systems": "product",
    }
    assert {name: found.get(name) for name in expected} == expected
