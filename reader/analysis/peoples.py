"""Peoples and their countries: two entities each, which know of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.analysis import gazetteer
from reader.analysis.findings import Entity


def linked(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities with each people related to its country, and each country to its people."""
    known = gazetteer.load()
    countries = {known.canonical.get(each.name, each.name): each for each in entities if each.kind == "place"}
    related: dict[tuple[str, str], str] = {}
    for people in entities:
        home = known.homes.get(known.canonical.get(people.name, people.name), "")
        if people.kind == "group" and (country := countries.get(home)):
            related[people.name, people.kind] = country.name
            related.setdefault((country.name, country.kind), people.name)
    return tuple(replace(each, related=related.get((each.name, each.kind), "")) for each in entities)
