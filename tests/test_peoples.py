from reader.analysis.findings import Entity, EntityKind, Mention
from reader.analysis.peoples import linked


def entity(name: str, kind: EntityKind) -> Entity:
    return Entity(name, kind, (Mention(0, len(name), name),))


def related(*entities: Entity) -> dict[str, str]:
    return {each.name: each.related for each in linked(entities)}


def test_a_people_and_its_country_know_of_one_another() -> None:
    found = related(entity("Kenya", "place"), entity("Kenyans", "group"), entity("Nairobi", "place"))
    assert found == {"Kenya": "Kenyans", "Kenyans": "Kenya", "Nairobi": ""}


def test_a_country_by_another_of_its_names_is_found() -> None:
    assert related(entity("US", "place"), entity("American", "group"))["American"] == "US"


def test_a_people_whose_country_is_not_named_is_related_to_nothing() -> None:
    assert related(entity("Kenyan", "group"), entity("Uganda", "place")) == {"Kenyan": "", "Uganda": ""}


def test_only_a_group_is_a_people() -> None:
    assert related(entity("Turkey", "place"), entity("Turkish", "work"))["Turkey"] == ""
