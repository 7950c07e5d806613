from hypothesis import given
from hypothesis import strategies as st

from reader.document import Block, Document, Mark
from reader.page.looks import Layer, Look, Stretch, stretches, structure

LOOKS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20), st.sampled_from("abc")).map(
        lambda t: Look(t[0], t[0] + t[1], t[2])
    ),
    max_size=12,
)


@given(LOOKS, st.integers(0, 50), st.integers(1, 30))
def test_a_layer_finds_what_overlaps_a_range(looks: list[Look], start: int, size: int) -> None:
    found = Layer(looks).within(start, start + size)
    assert sorted(found, key=repr) == sorted(
        (k for k in looks if k.start < start + size and start < k.end), key=repr
    )


@given(LOOKS, st.integers(0, 50), st.integers(1, 30))
def test_stretches_cover_a_range_and_have_each_role_that_lies_over_them(
    looks: list[Look], start: int, size: int
) -> None:
    found = stretches(start, start + size, [Layer(looks)])
    assert [offset for s in found for offset in range(s.start, s.end)] == list(range(start, start + size))
    for stretch in found:
        for offset in range(stretch.start, stretch.end):
            over = [look.role for look in looks if look.start <= offset < look.end]
            assert sorted(stretch.roles) == sorted(over)


def test_later_layers_lie_above_earlier_ones() -> None:
    below, above = Layer([Look(0, 4, "entity")]), Layer([Look(2, 6, "match")])
    assert stretches(0, 6, [below, above]) == [
        Stretch(0, 2, ("entity",)),
        Stretch(2, 4, ("entity", "match")),
        Stretch(4, 6, ("match",)),
    ]


def test_headings_and_marks_have_looks() -> None:
    doc = Document(
        "Title\n\nA word.", (Block("heading", 0, 5, 1), Block("paragraph", 7, 14)), (Mark("emphasis", 9, 13),)
    )
    layer = structure(doc)
    assert layer.within(0, 5) == [Look(0, 5, "title")]
    assert layer.within(7, 14) == [Look(9, 13, "emphasis")]
