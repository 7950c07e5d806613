"""Names with their kinds, and every place where they stand."""

from pathlib import Path

import pytest

from reader.analysis import analyse
from reader.analysis import kinds as kinds_of_names
from reader.analysis.findings import ENTITY_KINDS, Entity, EntityKind, Mention
from reader.analysis.parse import Name
from reader.analysis.scanner import Scanner
from reader.document import Block, Document
from tests.analysis_documents import analysis, entities


def kinds(*paragraphs: str) -> dict[str, EntityKind]:
    return {name: entity.kind for name, entity in entities(*paragraphs).items()}


def mentions(name: str, *paragraphs: str) -> list[str]:
    return [mention.text for mention in entities(*paragraphs)[name].mentions]


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
        ("About 12 percent stayed away.", "About 12 percent", "percent"),
        ("He arrived on Tuesday.", "Tuesday", "date"),
        ("She read “The Old Harbour” on the train.", "The Old Harbour", "work"),
    ],
)
def test_names_have_their_kind(text: str, name: str, kind: EntityKind) -> None:
    assert kinds(text)[name] == kind


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


def test_titles_articles_and_possessives_are_no_part_of_a_name() -> None:
    text = ("President Daniel Kruger’s plan pleased the United Nations.", "Mr. Kruger’s friends agreed.")
    assert mentions("Daniel Kruger", *text) == ["Daniel Kruger", "Kruger"]
    assert mentions("United Nations", *text) == ["United Nations"]


def test_a_name_within_a_hyphenated_word_is_found() -> None:
    assert mentions("U.S.", "The army used U.S.-supplied trucks.") == ["U.S."]


def test_us_is_a_country_only_where_it_is_no_shouted_pronoun() -> None:
    assert "US" in kinds("The plan of the US was late.")
    assert "US" not in kinds("LET US GO")


def test_an_abbreviation_has_the_kind_of_its_long_form_and_all_its_places() -> None:
    text = ("The Light Utility Missile System (LUMS) is new.", "A LUMS costs more.", "They bought ten LUMS.")
    found = entities(*text)["Light Utility Missile System"]
    assert found.kind == "product"
    assert [mention.text for mention in found.mentions][1:] == ["LUMS", "LUMS", "LUMS"]


def test_a_region_word_tells_of_a_place() -> None:
    assert kinds("Fighting went on in the Zelarsk region.", "Troops left Zelarsk.")["Zelarsk"] == "place"


@pytest.mark.parametrize("preposition", ["near", "outside", "towards", "in", "into"])
def test_a_preposition_of_place_outweighs_a_rare_kind(preposition: str) -> None:
    text = f"They slept {preposition} Zelarsk."
    start = text.index("Zelarsk")
    (settled,) = kinds_of_names.settle(text, [Name(start, start + 7, "product")], {}, ())
    assert settled.kind == "place"


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("They trust in Reuters.", "Reuters", "organisation"),
        ("A letter from Weiss came.", "Weiss", "person"),
        ("They believe in LUMS.", "LUMS", "product"),
        ("They sat in Zelarsk’s cabin.", "Zelarsk", "product"),
    ],
)
def test_a_preposition_makes_no_place_of_other_names(text: str, form: str, kind: EntityKind) -> None:
    start = text.index(form)
    (settled,) = kinds_of_names.settle(text, [Name(start, start + len(form), kind)], {}, ())
    assert settled.kind == kind


@pytest.mark.parametrize("text", ["Mark. Press the red key.", "Press the red key. Mark the page with it."])
def test_a_command_is_no_name(text: str) -> None:
    assert "Mark" not in kinds(text)


def test_what_may_be_a_command_is_a_name_if_the_text_has_it_elsewhere() -> None:
    text = ("They waited for Mark.", "Mark. That was all he wrote.", "Who lost? Mark. The rest is known.")
    assert mentions("Mark", *text) == ["Mark"] * 3


def test_a_name_of_a_heading_counts_only_if_the_text_has_it_too() -> None:
    heading, body = "The Rivers Speak", "The mayor spoke for an hour."
    blocks = (Block("heading", 0, 16, 1), Block("paragraph", 18, 18 + len(body)))
    assert analyse(Document(f"{heading}\n\n{body}", blocks)).entities == (
        Entity("an hour", "time", (Mention(38, 45, "an hour"),)),
    )


def test_a_single_word_of_a_headline_counts_only_if_the_text_has_it_too() -> None:
    assert "Turnaround" not in kinds("A Bold Plan or A Turnaround?", "The mayor spoke for an hour.")


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
