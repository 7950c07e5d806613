"""Dates, times, money, percentages, quantities and numbers, found by rules."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.amounts import amounts

Found = list[tuple[str, str]]


def found(text: str) -> Found:
    """The amounts in a text, each with its kind."""
    return [(name.kind, text[name.start : name.end]) for name in amounts(text)]


@pytest.mark.parametrize(
    "date",
    [
        "Nov. 17, 2024",
        "17 November",
        "Sunday, 3 March",
        "5th of May",
        "May 5",
        "Sept. 11, 2001",
        "12-14 June 2019",
        "2012-03-04",
        "10/11/2012",
        "March 2022",
        "February or March 2022",
        "late August",
        "Tuesday",
        "every Friday",
        "yesterday",
        "2015-16",
        "1914–1918",
        "mid-2023",
        "44 BC",
        "A.D. 890",
        "summer of 1998",
        "1990s",
        "late 1980s",
        "nineties",
        "’90s",
        "19th century",
        "early twentieth century",
        "last week",
        "past two years",
        "coming weeks",
        "earlier this month",
        "next Thursday",
        "three months",
        "ten more days",
        "two and a half years",
        "several weeks",
        "a few days",
        "a year ago",
        "decades ago",
    ],
)
def test_a_date_is_found_whole_without_its_article(date: str) -> None:
    assert found(f"It was the {date}, they say.") == [("date", date)]


@pytest.mark.parametrize(
    "hour",
    [
        "5 p.m.",
        "9.30am",
        "10:30 GMT",
        "0830 GMT",
        "1800 hours",
        "14:00",
        "5-6 pm",
        "six o’clock",
        "noon",
        "Tuesday night",
        "this morning",
        "90 minutes",
        "half an hour",
        "two hours ago",
    ],
)
def test_a_time_is_found_whole(hour: str) -> None:
    assert found(f"They met at {hour}, it is said.") == [("time", hour)]


@pytest.mark.parametrize(
    "money",
    [
        "$1.2 billion",
        "£5m",
        "€40,000",
        "US$3.4m",
        "$5-10 million",
        "40,000 euros",
        "3 million Australian dollars",
        "88 billion Hong Kong dollars",
        "millions of dollars",
        "Rs 500 crore",
        "R500,000",
        "N1.2bn",
        "20 CHF",
        "50,000 won",
        "5 million pounds",
    ],
)
def test_money_is_found_whole(money: str) -> None:
    assert found(f"It cost {money}, they say.") == [("money", money)]


@pytest.mark.parametrize(
    "share",
    ["12 percent", "12%", "3.5 per cent", "10 to 15 percent", "10%-12%", "two percentage points"],
)
def test_a_percentage_is_found_whole(share: str) -> None:
    assert found(f"About {share} of them left.") == [("percent", share)]


@pytest.mark.parametrize(
    "quantity",
    [
        "300 kilometres",
        "190-mile",
        "1,000 square kilometers",
        "5km",
        "100 km/h",
        "30°C",
        "20 degrees Celsius",
        "5-foot-8",
        "81-year-old",
        "43 years old",
        "200 pounds",
        "thousands of tonnes",
    ],
)
def test_a_quantity_is_found_with_its_unit(quantity: str) -> None:
    assert found(f"It is a {quantity} one.") == [("quantity", quantity)]


@pytest.mark.parametrize(
    "number",
    [
        "12",
        "1.6 billion",
        "50,000",
        "two dozen",
        "twenty-one",
        "two hundred and five",
        "half a million",
        "hundreds of thousands",
        "five to ten",
        "3-2",
        "two-thirds",
        "one in five",
        "twenty-first",
        "third",
        "3rd",
    ],
)
def test_a_number_is_found_in_figures_and_in_words(number: str) -> None:
    assert found(f"There the {number} came.") == [("number", number)]


@pytest.mark.parametrize(
    "text",
    [
        "May left, and they may march.",
        "Mr May will not march with Ann March.",
        "One of them was first, and no one knew.",
        "The Second World War and Fifth Avenue.",
        "An F-16, a B2B deal, 3D and 5G and COVID-19.",
        "Call 555-123-4567 or +44 20 7946 0958.",
        "It runs at 192.168.0.1 as v2.0 around the clock, 24/7.",
        "Item #5 of order 4006381333931 by @user7.",
        "She sat in the sun and sat down on the second-hand sofa.",
    ],
)
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert found(text) == []


def test_a_list_marker_is_no_number() -> None:
    assert found("3. Turn the key 3 times.") == [("number", "3")]


def test_two_amounts_side_by_side_stay_two() -> None:
    assert found("A range of 300 kilometres (190 miles) on May 5 at 5 p.m. for $20.") == [
        ("quantity", "300 kilometres"),
        ("quantity", "190 miles"),
        ("date", "May 5"),
        ("time", "5 p.m."),
        ("money", "$20"),
    ]


PARTS = (
    "1",
    "1,",
    "100,",
    "-",
    " ",
    "one ",
    "and ",
    "a ",
    "May ",
    "$",
    "million ",
    " to ",
    "half a ",
    "%",
    ":",
)


@given(
    st.lists(st.sampled_from((*PARTS, ".", "last ", "km", "’90s", "th ", "BC", "x", "½", "İ"))).map("".join)
)
def test_amounts_lie_within_the_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for name in amounts(text):
        assert end <= name.start < name.end <= len(text)
        assert text[name.start : name.end].strip() == text[name.start : name.end]
        end = name.end


@pytest.mark.parametrize(
    "part", [*PARTS, "and one ", "12 to ", "tens of ", "January or ", "0 12 3", "the last "]
)
def test_the_time_grows_with_the_text_alone(part: str) -> None:
    def spent(times: int) -> float:
        start = time.process_time()
        amounts(part * times + "x")
        return time.process_time() - start

    amounts(part)
    assert spent(8_000) < 20 * spent(2_000) + 0.05
