"""What is known beforehand: countries and their peoples, cities, regions, well-known organisations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reader.analysis import lexicon
from reader.analysis.findings import EntityKind
from reader.analysis.scanner import Scanner


@dataclass(frozen=True)
class Gazetteer:
    """Known names.

    Attributes:
        kinds: The kind of each name.
        canonical: For each name of a thing with several names, the one that stands for all.
        homes: The country of each people.
        scanner: Finds the names in a text.
    """

    kinds: dict[str, EntityKind]
    canonical: dict[str, str]
    homes: dict[str, str]
    scanner: Scanner


@cache
def load() -> Gazetteer:
    """The gazetteer of the lexicon's lists."""
    kinds: dict[str, EntityKind] = {}
    canonical: dict[str, str] = {}
    homes: dict[str, str] = {}

    def add(name: str, kind: EntityKind, stands_for: str) -> None:
        if name:
            kinds.setdefault(name, kind)
            canonical.setdefault(name, stands_for)

    for country, rest in lexicon.pairs("countries"):
        others, _, peoples = rest.partition("|")
        for name in [country, *_split(others)]:
            add(name, "place", country)
        for people in _split(peoples):
            _add_people(add, people)
            homes.setdefault(people, country)
    for people in lexicon.items("groups"):
        _add_people(add, people)
    for list_name in ("cities", "regions"):
        for name in lexicon.items(list_name):
            add(name, "place", name.removeprefix("the "))
    for organisation, others in lexicon.pairs("organisations"):
        for name in [organisation, *_split(others)]:
            add(name, "organisation", organisation)
    return Gazetteer(kinds, canonical, homes, Scanner(kinds))


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]


def _add_people(add: Callable[[str, EntityKind, str], None], people: str) -> None:
    """Adds a people and its plural."""
    add(people, "group", people)
    if people and not people.endswith(("s", "sh", "ese", "ch", "man", "x", "ss")):
        add(people + "s", "group", people)
