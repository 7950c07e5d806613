"""Corrections as they are kept, and as they are told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.findings import ENTITY_KINDS, Entity, Mention
from reader.annotation import Target
from reader.corrections import (
    CHANGES,
    KIND_PHRASES,
    AddEntity,
    AddQuotation,
    Address,
    Attribute,
    Change,
    Correction,
    Discard,
    Hide,
    Merge,
    Reclassify,
    Rename,
    Scope,
    Split,
    statement,
)

AMES = Address("Ann Ames", ("Ames", "Ann Ames"))
SAID = Target.of("“Nobody knew,” she said.", 0, 14)

EXAMPLES: list[tuple[Change, str]] = [
    (Rename(AMES, "The Mayor"), "“Ann Ames” is called “The Mayor”"),
    (Reclassify(AMES, "organisation"), "“Ann Ames” is an organisation"),
    (Merge(Address("Mayor"), AMES), "“Mayor” is the same as “Ann Ames”"),
    (Split(AMES, "Ames"), "“Ames” is not the same as “Ann Ames”"),
    (Split(AMES, "Ann Ames"), "“Ann Ames” is not the same as “Ames”"),
    (Hide(AMES), "“Ann Ames” is hidden"),
    (AddEntity("ATACMS", "product"), "“ATACMS” is a product"),
    (Attribute(SAID, "Ann Ames"), "Ann Ames says “Nobody knew,”"),
    (Attribute(SAID), "Nobody named says “Nobody knew,”"),
    (Discard(SAID), "“Nobody knew,” is not a quote"),
    (AddQuotation(SAID), "“Nobody knew,” is a quote"),
    (AddQuotation(SAID, "Ann Ames"), "Ann Ames says “Nobody knew,”"),
]


@pytest.mark.parametrize(("change", "said"), EXAMPLES)
def test_each_change_is_told_in_a_sentence(change: Change, said: str) -> None:
    assert statement(change) == said


def test_every_kind_of_change_is_told_and_every_kind_of_entity_named() -> None:
    assert {type(change) for change, _ in EXAMPLES} == set(CHANGES.values())
    assert tuple(KIND_PHRASES) == ENTITY_KINDS


def test_a_sentence_shows_the_beginning_of_what_is_long() -> None:
    said = statement(Discard(Target.of("word " * 100, 0, 500)))
    assert said.endswith("… is not a quote".replace("… ", "…” "))
    assert len(said) < 80


@pytest.mark.parametrize("change", [change for change, _ in EXAMPLES])
def test_a_correction_comes_back_from_json_as_it_was(change: Change) -> None:
    made = Correction.new("d" * 32, change)
    assert Correction.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert len(made.id) == 26
    assert made.created == made.modified


texts = st.text(min_size=1).filter(str.strip)
changes = st.one_of(
    st.builds(Rename, st.builds(Address, texts, st.lists(texts).map(tuple)), texts),
    st.builds(AddEntity, texts, st.sampled_from(ENTITY_KINDS)),
    st.builds(AddQuotation, texts.map(lambda text: Target.of(text, 0, len(text))), st.text()),
)


@given(changes)
def test_any_text_comes_back_from_json_and_is_told(change: Change) -> None:
    made = Correction.new("d", change)
    assert Correction.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert statement(change)


@pytest.mark.parametrize("change", [Attribute(SAID, "x"), Discard(SAID), AddQuotation(SAID)])
def test_what_is_about_a_passage_cannot_hold_everywhere(change: Change) -> None:
    with pytest.raises(ValueError, match="its own article only"):
        Correction.new("d", change, "library")


@pytest.mark.parametrize(
    ("change", "scope"),
    [
        (Rename(AMES, " \n"), "document"),
        (Split(AMES, ""), "document"),
        (AddEntity("", "person"), "document"),
        (AddEntity("x", "mood"), "document"),  # type: ignore[arg-type]
        (Reclassify(AMES, "mood"), "document"),  # type: ignore[arg-type]
        (Hide(AMES), "world"),
    ],
)
def test_what_makes_no_sense_is_refused(change: Change, scope: Scope) -> None:
    with pytest.raises(ValueError, match=r"a name needs|no kind is named 'mood'|can't hold for 'world'"):
        Correction.new("d", change, scope)


def test_an_address_has_the_forms_of_an_entity_the_most_frequent_first() -> None:
    places = ((0, "Ann Ames"), (20, "Ames"), (40, "Ann\nAmes"), (60, "Ames"), (80, "Ames"))
    entity = Entity("Ann Ames", "person", tuple(Mention(at, at + len(form), form) for at, form in places))
    assert Address.of(entity) == Address("Ann Ames", ("Ames", "Ann Ames"))
