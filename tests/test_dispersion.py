from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader import dispersion
from reader.analysis.findings import Entity, Mention, Quotation
from reader.document import Section

texts = st.tuples(st.integers(1, 5_000), st.integers(1, 300))
"""A text's length, and a number of columns."""


def entity(*starts: int, kind: str = "person", name: str = "A") -> Entity:
    mentions = tuple(Mention(at, at + 1, "A") for at in sorted(starts))
    return Entity(name, kind, mentions)  # type: ignore[arg-type]


@given(texts)
def test_the_stretches_part_the_text_from_start_to_end(text: tuple[int, int]) -> None:
    characters, width = text
    stretches = [dispersion.stretch(column, characters, width) for column in range(width)]
    assert stretches[0].start == 0
    assert stretches[-1].end == characters
    assert all(one.end == other.start for one, other in pairwise(stretches))


@given(texts, st.data())
def test_an_offset_is_in_the_stretch_of_its_column(text: tuple[int, int], data: st.DataObject) -> None:
    characters, width = text
    offset = data.draw(st.integers(0, characters - 1))
    column = dispersion.column_of(offset, characters, width)
    assert offset in dispersion.stretch(column, characters, width)


@given(texts, st.data())
def test_no_mention_and_no_quotation_is_lost_or_counted_twice(
    text: tuple[int, int], data: st.DataObject
) -> None:
    characters, width = text
    starts = data.draw(st.lists(st.integers(0, characters - 1), min_size=1, max_size=40))
    said = [Quotation(at, at + 1, "x", "direct") for at in sorted(starts[:7])]
    lane = dispersion.lane(entity(*starts), said, characters, width)
    assert len(lane) == width
    assert Counter(m.start for cell in lane for m in cell.mentions) == Counter(starts)
    assert [quotation for cell in lane for quotation in cell.quotations] == said
    assert dispersion.counts(starts, characters, width) == [len(cell.mentions) for cell in lane]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 40))
def test_a_bar_is_the_higher_the_more_there_is_and_seen_where_there_is_any(
    numbers: list[int], full: int
) -> None:
    bars = dispersion.bars(numbers, full)
    heights = [dispersion.BARS.index(bar) for bar in bars]
    assert [height > 0 for height in heights] == [number > 0 for number in numbers]
    ranked = sorted(zip(numbers, heights, strict=True))
    assert [height for _, height in ranked] == sorted(heights)
    assert all((height == 8) == (number * 8 > 7 * full) for number, height in ranked)


def test_an_offset_beyond_the_text_is_in_the_last_column() -> None:
    assert dispersion.column_of(99, 10, 4) == 3
    assert dispersion.column_of(0, 0, 4) == 0


def test_the_peak_is_the_most_that_a_column_has_of_one_entity() -> None:
    assert dispersion.peak([entity(0, 1, 2, 90), entity(0, 50, 51)], 100, 4) == 3
    assert dispersion.peak([], 100, 4) == 0


def test_a_cell_leads_to_what_is_said_in_it_before_what_is_named() -> None:
    said = Quotation(5, 9, "x", "direct")
    lane = dispersion.lane(entity(3, 60), [said], 100, 4)
    assert [cell.first for cell in lane] == [said, None, Mention(60, 61, "A"), None]


def test_names_are_ordered_kind_by_kind_and_dates_left_out() -> None:
    town, mayor, clerk = entity(0, 5, 9, kind="place"), entity(4, name="M"), entity(2, 3, name="C")
    found = (town, mayor, clerk, entity(1, kind="date"))
    assert dispersion.ordered(found, by_place=False) == [clerk, mayor, town]
    later = entity(1, 30, 40, name="L")
    assert dispersion.ordered((*found, later), by_place=True) == [later, clerk, mayor, town]
    assert dispersion.kinds_of(found) == ["person", "place"]


def test_the_main_names_are_the_most_named_in_their_order_and_persons_count_double() -> None:
    mayor, town, river = entity(1, 2), entity(1, 2, 3, kind="place"), entity(5, kind="place", name="R")
    people = entity(1, 2, 3, 4, 5, 6, kind="group", name="Brimleyans")
    given_names = [mayor, town, river, people]
    assert dispersion.main(given_names, 1) == [mayor]
    assert dispersion.main(given_names, 2) == [mayor, town]
    assert dispersion.main(given_names, 9) == [mayor, town, river]
    assert dispersion.main(given_names, 0) == []


@given(texts, st.data())
def test_labels_never_run_into_each_other_or_out_of_the_plot(
    text: tuple[int, int], data: st.DataObject
) -> None:
    characters, width = text
    starts = data.draw(st.lists(st.integers(0, characters - 1), unique=True, max_size=12).map(sorted))
    sections = [Section(f"S{at}", data.draw(st.integers(1, 4)), at, at + 1) for at in starts]
    end = -1
    for column, room, title in dispersion.labels(sections, characters, width):
        assert column > end
        assert room >= min(dispersion.LEAST_LABEL, width)
        end = column + room
        assert end <= width
        assert any(
            section.title == title and dispersion.column_of(section.start, characters, width) == column
            for section in sections
        )


def test_of_headings_too_near_to_each_other_the_higher_has_the_room() -> None:
    sections = [Section("Part", 2, 10, 20), Section("Whole", 1, 12, 90), Section("Far", 3, 60, 70)]
    assert [title for _, _, title in dispersion.labels(sections, 100, 100)] == ["Whole", "Far"]
