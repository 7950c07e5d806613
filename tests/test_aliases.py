"""Which names stand for one and the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.aliases import join
from reader.analysis.definitions import definitions
from reader.analysis.findings import EntityKind
from reader.analysis.parse import Name
from reader.document import Span

_MARKED = re.compile(r"\[([^\]]+)\]")


def bearers(
    *paragraphs: str, kind: EntityKind = "person", defined: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """The names in square brackets in their order, each with the one by which its bearer is known."""
    text, names, prose = "", [], []
    for paragraph in paragraphs:
        start, end = len(text), 0
        for match in _MARKED.finditer(paragraph):
            text += paragraph[end : match.start()]
            names.append(Name(len(text), len(text) + len(match[1]), kind))
            text, end = text + match[1], match.end()
        text += paragraph[end:]
        prose.append(Span(start, len(text)))
        text += "  "
    known = join(text, names, defined or {}, prose)
    return [(text[name.start : name.end], bearer) for name, bearer in zip(names, known, strict=True)]


def joined(kind: EntityKind, *names: str, defined: dict[str, str] | None = None) -> dict[str, str]:
    """The name that stands for each of some names, each a paragraph of its own."""
    return dict(bearers(*(f"[{name}]" for name in names), kind=kind, defined=defined))


def last(*paragraphs: str) -> str:
    """Who is meant by the last name in square brackets."""
    return bearers(*paragraphs)[-1][1]


def test_a_surname_is_joined_with_the_full_name() -> None:
    assert joined("person", "Anna Berger", "Berger") == dict.fromkeys(
        ("Anna Berger", "Berger"), "Anna Berger"
    )


def test_a_forename_is_joined_with_the_full_name() -> None:
    assert joined("person", "Anna Berger", "Anna")["Anna"] == "Anna Berger"


def test_a_surname_before_the_full_name_is_joined_with_it() -> None:
    assert joined("person", "BERGER", "Anna Berger") == dict.fromkeys(
        ("BERGER", "Anna Berger"), "Anna Berger"
    )


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Anna Berger", "Anna Maria Berger"),
        ("Anna Berger", "Anna M. Berger"),
        ("Anna M. Berger", "Anna Maria Berger"),
        ("Maria Berger", "A. Maria Berger"),
        ("Martin Berger", "Martin Berger Jr."),
        ("Martin Berger", "Martin Berger III"),
        ("Robert Harris", "Robert “Bobby” Harris"),
        ("Bobby Harris", "Robert Harris"),
        ("Jose Munoz", "José Muñoz"),
        ("Sean O'Hara", "Sean O’Hara"),
        ("Omar al-Haddad", "Omar Haddad"),
        ("de la Fuente", "Carla de la Fuente"),
        ("Anna Lindt", "Anna Lindt Berger"),
        ("Tanaka Yoko", "Yoko Tanaka"),
        ("Berger’s", "Anna Berger"),
    ],
)
def test_ways_to_write_a_name_make_no_second_person(short: str, full: str) -> None:
    assert len(set(joined("person", short, full).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Maria Berger", "Anna Louise Berger"),
        ("Paul A. Harris", "Paul B. Harris"),
        ("Martin Berger Sr.", "Martin Berger"),
        ("Martin Berger Jr.", "Martin Berger III"),
        ("Anna Berger", "Peter Berger"),
        ("Anna Berger", "Anna Lindt"),
        ("Queen Anna I", "Queen Anna II"),
        ("Louis XV", "Louis XVII"),
    ],
)
def test_names_that_contradict_make_two_people(one: str, other: str) -> None:
    assert joined("person", one, other) == {one: one, other: other}


def test_a_name_that_fits_two_people_is_neither() -> None:
    names = ("Paul A. Harris", "Paul B. Harris", "Paul Harris")
    assert joined("person", *names) == dict(zip(names, names, strict=True))


def test_a_monarch_without_a_number_is_the_one_with_it() -> None:
    assert joined("person", "Anna II", "Anna")["Anna"] == "Anna II"


def test_a_forename_often_alone_is_joined_if_the_full_name_is_no_slip() -> None:
    alone = ["[Anna] spoke."] * 30
    assert last("[Anna Berger] came.", "[Anna Berger] sat.", *alone) == "Anna Berger"
    assert last("[Anna Berger] came.", *alone) == "Anna"


@pytest.mark.parametrize("other", ["BERGER ANNA MARIA", "Anna Berger, D-Ohio", "charming Anna Berger"])
def test_the_name_shown_is_the_fullest_plain_one(other: str) -> None:
    assert joined("person", "Anna Berger", other)["Anna Berger"] == "Anna Berger"


def test_a_couple_shares_the_surname() -> None:
    found = bearers("[Peter] and [Anna Berger] came.", "[Peter Berger] spoke.")
    assert [bearer for _, bearer in found] == ["Peter Berger", "Anna Berger", "Peter Berger"]


def test_a_family_is_none_of_its_members() -> None:
    assert joined("person", "Anna Berger", "Bergers")["Bergers"] == "Bergers"


@pytest.mark.parametrize(
    ("paragraphs", "person"),
    [
        (["[Anna Berger] met [Peter Berger].", "Mrs. [Berger] spoke."], "Anna Berger"),
        (["[Anna Berger] met [Peter Berger].", "Mr. [Berger] spoke."], "Peter Berger"),
        (["Gov. [Anna Berger] met Mayor [Jane Berger].", "Mayor [Berger] spoke."], "Jane Berger"),
        (["[Anna Berger] spoke.", "So did [Jane Berger].", "[Berger] left."], "Anna Berger"),
        (["[Anna Berger] spoke.", "[Jane Berger] slept. [Berger] was tired."], "Jane Berger"),
        (["[Anna Berger] spoke.", "[Jane Berger] said that [Berger] had left."], "Anna Berger"),
        (["[Anna Berger] spoke.", "[Berger] left.", "[Jane Berger] slept.", "[Berger] ate."], "Anna Berger"),
        (["[Berger] wins.", "[Anna Berger] spoke.", "So did [Jane Berger]."], "Jane Berger"),
    ],
)
def test_who_of_two_is_meant_by_the_surname(paragraphs: list[str], person: str) -> None:
    assert last(*paragraphs) == person


def test_a_headline_means_who_is_named_first_after_it() -> None:
    found = bearers("[BERGER] WINS", "[Anna Berger] spoke.", "So did [Jane Berger].")
    assert found[0] == ("BERGER", "Anna Berger")


def test_a_bare_surname_is_nobody_where_two_are_always_named_in_full() -> None:
    both = ["[Peter Berger] spoke.", "[Martin Berger] slept."]
    assert last(*both * 3, "[Berger] left.") == "Berger"


def test_pronouns_tell_which_of_two_who_are_always_named_in_full() -> None:
    both = ["[Peter Berger] spoke.", "[Anna Berger] slept."]
    assert last(*both * 3, "[Berger] took her hat.", "[Berger] said that she was late.") == "Anna Berger"


def test_a_title_of_the_other_sex_makes_a_second_person() -> None:
    assert last("[Anna Berger] spoke.", "Mr. [Berger] left.") == "Berger"


@pytest.mark.parametrize("name", ["U.S.", "US", "U.S", "USA", "America"])
def test_the_names_of_one_country_are_joined(name: str) -> None:
    assert joined("place", "United States", name)[name] == "United States"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("N.C.", "North Carolina"),
        ("Calif.", "California"),
        ("NAIROBI", "Nairobi"),
        ("City of Zelarsk", "Zelarsk"),
        ("Zelarsk", "Zelarsk am Rhein"),
        ("St. Anselm", "Saint Anselm"),
        ("Malaga", "Málaga"),
    ],
)
def test_ways_to_write_a_place_are_joined(short: str, full: str) -> None:
    assert len(set(joined("place", short, full).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sudan", "South Sudan"), ("Berger County", "Berger"), ("Kansas", "Kansas City")],
)
def test_places_within_or_beside_others_stay_two(one: str, other: str) -> None:
    assert len(set(joined("place", one, other).values())) == 2


def test_a_country_and_its_people_stay_two() -> None:
    text = "Norway Norwegian"
    names = [Name(0, 6, "place"), Name(7, 16, "group")]
    assert join(text, names, {}, [Span(0, 16)]) == ["Norway", "Norwegian"]


def test_a_people_has_one_name_in_singular_and_plural() -> None:
    found = joined("group", "Norwegian", "Norwegians")
    assert set(found.values()) == {"Norwegian"}


def test_an_abbreviation_is_joined_with_its_definition() -> None:
    found = joined("organisation", "NCB", "National Coffee Board", defined={"NCB": "National Coffee Board"})
    assert found["NCB"] == "National Coffee Board"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("NCB", "National Coffee Board"),
        ("N.C.B.", "National Coffee Board"),
        ("LoR", "League of Rivers"),
        ("Harper Endowment", "Harper Endowment for the Arts"),
        ("Harper", "Harper Media Group"),
        ("Harper Inc.", "Harper"),
        ("Harper-Lindt", "Harper Lindt"),
        ("Harper & Lindt", "Harper and Lindt"),
        ("Coffee Department", "Department of Coffee"),
        ("Ministry of Coffee", "Coffee Ministry"),
        ("Coffee Chamber", "U.S. Coffee Chamber"),
        ("Post", "Nairobi Post"),
    ],
)
def test_short_forms_of_an_organisation_are_joined_with_the_whole(short: str, full: str) -> None:
    assert len(set(joined("organisation", full, short).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liberal Party", "Ohio Liberal Party"),
        ("Harper Fund", "Harper Fund Extra"),
        ("House Coffee Committee", "House Tea Committee"),
        ("Department of Coffee", "Department of Tea"),
    ],
)
def test_organisations_that_share_words_stay_two(one: str, other: str) -> None:
    assert len(set(joined("organisation", one, other).values())) == 2


def test_a_word_for_a_body_means_the_only_one_of_them_named_before() -> None:
    assert joined("organisation", "League of Rivers", "League")["League"] == "League of Rivers"
    assert joined("organisation", "League", "League of Rivers")["League"] == "League"
    assert joined("organisation", "League of Rivers", "Coffee League", "League")["League"] == "League"


def test_an_abbreviation_that_fits_two_names_means_the_one_named_before_it() -> None:
    found = joined("organisation", "National Coffee Board", "NCB", "Nordic Cheese Bureau")
    assert found["NCB"] == "National Coffee Board"


_WORDS = st.sampled_from(["Anna", "Peter", "Berger", "Lindt", "M.", "Jr.", "BERGER", "de", "“Bo”"])
_NAMES = st.lists(st.lists(_WORDS, min_size=1, max_size=4).map(" ".join), max_size=8)


@given(_NAMES)
def test_every_name_has_a_bearer_whatever_the_names(names: list[str]) -> None:
    found = bearers(*(f"[{name}] spoke." for name in names))
    assert [name for name, _ in found] == names
    assert all(bearer for _, bearer in found)


@given(_NAMES)
def test_the_bearer_does_not_depend_on_how_often_a_full_name_stands(names: list[str]) -> None:
    full = [name for name in names if len(name.split()) > 2]
    once = bearers(*(f"[{name}]" for name in full))
    twice = bearers(*(f"[{name}] and again [{name}]" for name in full))
    assert twice[::2] == once


@pytest.mark.parametrize(
    ("text", "long_form", "short"),
    [
        ("the National Coffee Board (NCB) met", "National Coffee Board", "NCB"),
        ("a Light Utility Missile System (LUMS), which", "Light Utility Missile System", "LUMS"),
        ("by the Council of European Rivers (CoER; Bonn)", "Council of European Rivers", "CoER"),
    ],
)
def test_definitions_in_brackets_are_found(text: str, long_form: str, short: str) -> None:
    ((long_range, short_range),) = definitions(text)
    assert (text[slice(*long_range)], text[slice(*short_range)]) == (long_form, short)


@pytest.mark.parametrize(
    "text", ["the mayor (RW) met", "in the north (see below)", "Senator Ann Lee (D-WA) said"]
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert list(definitions(text)) == []
