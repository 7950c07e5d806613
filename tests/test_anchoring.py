import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.anchoring import Place, place
from reader.annotation import Target

TEXT = (
    "The council met on Monday. The mayor said the bridge would open in spring, two years late. "
    "Engineers disagreed. The mayor said the cost had doubled since the first plan. "
    "Nobody asked who would pay."
)


def target(words: str, occurrence: int = 0, text: str = TEXT) -> Target:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Target.of(text, start, start + len(words))


@given(st.data())
def test_in_the_same_text_every_passage_is_exactly_where_it_was(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n", min_size=1))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert place(Target.of(text, start, end), text) == Place("exact", start, end)


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_passage_moves_with_its_paragraph(before: str, after: str) -> None:
    passage = target("Engineers disagreed. The mayor said the cost had doubled")
    found = place(passage, before + TEXT + after)
    assert (found.start, found.end) == (passage.start + len(before), passage.end + len(before))
    assert found.state == ("moved" if before else "exact")


def test_its_surroundings_tell_a_passage_from_the_same_words_elsewhere() -> None:
    edited = TEXT.replace("The council met on Monday. ", "")
    for occurrence in (0, 1):
        passage = target("The mayor said", occurrence)
        found = place(passage, edited)
        assert found == Place("moved", passage.start - 27, passage.end - 27)


def test_words_that_stand_by_chance_where_the_passage_was_are_not_it() -> None:
    passage = target("two years late")
    other = "x" * passage.start + "two years late" + " after another sentence altogether."
    assert place(passage, other).state == "orphaned"


def test_a_deleted_passage_is_orphaned_and_keeps_its_place() -> None:
    passage = target("Engineers disagreed.")
    found = place(passage, TEXT.replace("Engineers disagreed. ", ""))
    assert found == Place("orphaned", passage.start, passage.end)


def test_a_short_passage_is_not_found_again_by_its_words_alone() -> None:
    passage = target("The mayor said", 1)
    elsewhere = "A different story. The mayor said something new, and left by the back door."
    assert place(passage, elsewhere).state == "orphaned"


def test_a_long_passage_is_found_again_by_its_words_alone() -> None:
    words = "the cost had doubled since the first plan"
    found = place(target(words), f"Elsewhere: {words}!")
    assert found == Place("moved", 11, 11 + len(words))


def test_a_passage_that_stands_twice_alike_is_ambiguous() -> None:
    passage = target("Nobody asked who would pay.")
    found = place(passage, f"{TEXT}\n\n{TEXT}"[27:])
    assert found == Place("ambiguous", passage.start, passage.end)


def test_of_places_alike_the_old_one_is_taken() -> None:
    passage = target("The mayor said the bridge would open")
    assert place(passage, f"{TEXT}\n\n{TEXT}") == Place("exact", passage.start, passage.end)


@pytest.mark.parametrize("text", ["", "short", "The"])
def test_nothing_is_found_in_a_text_too_short(text: str) -> None:
    assert place(target("The council"), text).state == "orphaned"
