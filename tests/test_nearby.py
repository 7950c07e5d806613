from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.findings import Analysis, Entity, Mention, Quotation
from reader.document import Span
from reader.nearby import Nearby
from reader.places import meet

spans = st.tuples(st.integers(0, 60), st.integers(1, 25)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(st.lists(spans, min_size=1, max_size=6), max_size=5), st.lists(spans, max_size=8), spans)
def test_whatever_a_place_meets_is_found_and_nothing_else(
    named: list[list[Span]], said: list[Span], place: Span
) -> None:
    entities = tuple(
        Entity(str(n), "person", tuple(Mention(s.start, s.end, "x") for s in sorted(places)))
        for n, places in enumerate(named)
    )
    quotations = tuple(Quotation(s.start, s.end, "x", "direct") for s in sorted(said))
    nearby = Nearby(Analysis(entities, quotations))
    wanted = {each.name for each in entities if any(meet(mention, place) for mention in each.mentions)}
    found = nearby.entities(place)
    assert {each.name for each in found} == wanted
    assert len(found) == len(wanted)
    assert list(nearby.quotations(place)) == [each for each in quotations if meet(each, place)]


def test_names_are_found_in_reading_order_and_dates_are_none() -> None:
    late = Entity("Late", "person", (Mention(10, 14, "Late"),))
    early = Entity("Early", "place", (Mention(0, 5, "Early"), Mention(20, 25, "Early")))
    date = Entity("Monday", "date", (Mention(6, 9, "Mon"),))
    nearby = Nearby(Analysis((late, early, date)))
    assert nearby.entities(Span(0, 30)) == (early, late)
    assert [mention.start for mention, _ in nearby.named(Span(0, 30))] == [0, 10, 20]
