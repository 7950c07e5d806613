"""Which names stand for one and the same."""

import pytest

from reader.analysis.aliases import Form, join
from reader.analysis.definitions import definitions
from reader.analysis.findings import EntityKind


def joined(kind: EntityKind, *names: str, defined: dict[str, str] | None = None) -> dict[str, str]:
    """The name that stands for each of some names, each of which is found once."""
    counts: dict[Form, int] = {(name, kind): names.count(name) for name in names}
    return {form[0]: best[0] for form, best in join(counts, defined or {}).items()}


def test_a_surname_is_joined_with_the_full_name() -> None:
    assert joined("person", "Anna Berger", "Berger") == dict.fromkeys(
        ("Anna Berger", "Berger"), "Anna Berger"
    )


def test_a_forename_is_joined_with_the_full_name() -> None:
    assert joined("person", "Anna Berger", "Anna")["Anna"] == "Anna Berger"


def test_two_people_with_one_surname_stay_two_and_the_bare_surname_is_neither() -> None:
    found = joined("person", "Anna Berger", "Peter Berger", "Berger")
    assert found == {"Anna Berger": "Anna Berger", "Peter Berger": "Peter Berger", "Berger": "Berger"}


def test_a_shared_surname_goes_to_the_one_who_is_named_far_more_often() -> None:
    found = joined("person", *["Anna Berger"] * 3, "Peter Berger", "Berger")
    assert found["Berger"] == "Anna Berger"
    assert found["Peter Berger"] == "Peter Berger"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Anna Berger", "Anna Maria Berger"),
        ("Martin Berger", "Martin Berger Jr."),
        ("Robert Harris", "Robert “Bobby” Harris"),
    ],
)
def test_middle_names_suffixes_and_nicknames_make_no_second_person(short: str, full: str) -> None:
    assert joined("person", short, full) == {short: full, full: full}


def test_middle_names_that_contradict_make_two_people() -> None:
    found = joined("person", "Anna Maria Berger", "Anna Louise Berger")
    assert len(set(found.values())) == 2


@pytest.mark.parametrize("name", ["U.S.", "US", "USA", "America"])
def test_the_names_of_one_country_are_joined(name: str) -> None:
    assert joined("place", "United States", name)[name] == "United States"


def test_a_country_and_its_people_stay_two() -> None:
    assert len(set(join({("Norway", "place"): 1, ("Norwegian", "group"): 1}, {}).values())) == 2


def test_a_people_has_one_name_in_singular_and_plural() -> None:
    found = joined("group", "Norwegian", "Norwegians")
    assert set(found.values()) == {"Norwegian"}


def test_an_abbreviation_is_joined_with_its_definition() -> None:
    found = joined("organisation", "NCB", "National Coffee Board", defined={"NCB": "National Coffee Board"})
    assert found["NCB"] == "National Coffee Board"


def test_an_abbreviation_without_a_definition_is_joined_by_its_initials() -> None:
    assert joined("organisation", "NCB", "National Coffee Board")["NCB"] == "National Coffee Board"


def test_a_name_cut_short_is_joined_with_the_whole_one() -> None:
    found = joined("organisation", "Harper Endowment", "Harper Endowment for the Arts")
    assert found["Harper Endowment"] == "Harper Endowment for the Arts"


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
