"""Which names stand for one and the same: surnames, abbreviations, other names of a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reader.analysis import bodies, gazetteer, lexicon, persons
from reader.analysis.findings import EntityKind
from reader.analysis.groups import Form, Groups
from reader.analysis.parse import Name
from reader.document import Span

_SHORTENED: tuple[EntityKind, ...] = ("organisation", "place", "product", "event", "law")
_FORCES = frozenset({"Army", "Navy", "Police"})  # without a name they are the nation's


def join(text: str, names: Sequence[Name], defined: Mapping[str, str], prose: Sequence[Span]) -> list[str]:
    """Joins the names of one thing.

    Args:
        text: The document's text.
        names: The names found in it, in reading order.
        defined: For each abbreviation that the document explains its long form.
        prose: Its paragraphs, in reading order.

    Returns:
        For each name the one by which its bearer is known: the fullest one that stands for it. Names
        with the same bearer have the same kind.
    """
    forms = persons.written(text, names)
    groups = Groups(forms)
    groups.merge_alike(lambda form: (bodies.key(*form), form[1]))
    groups.merge_alike(lambda form: (bodies.key(defined.get(form[0], form[0]), form[1]), form[1]))
    for kind in _SHORTENED:
        _join_short_forms(groups, kind)
    bearers = persons.bearers(text, names, forms, groups, prose)
    fullest = groups.fullest()
    return [
        fullest[bearer] if (bearer := bearers.get(index, form)) else form[0]
        for index, form in enumerate(forms)
    ]


def _join_short_forms(groups: Groups, kind: EntityKind) -> None:
    """Joins a short form with the one longer name that it can stand for.

    Of several it is the only one that stands before the short form.
    """
    forms = groups.of_kind(kind)
    order = {form: place for place, form in enumerate(forms)}
    longer: defaultdict[str, list[Form]] = defaultdict(list)
    headed: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        key = bodies.key(*form)
        for short in {bodies.key(short, kind) for short in bodies.shorter(*form)} - {key}:
            longer[short].append(form)
        headed[bodies.head(form[0])].append(form)
    for form in forms:
        matching = longer[bodies.key(*form)]
        if not matching and kind == "organisation" and _is_bare_head(form[0]):
            matching = [other for other in headed[form[0]] if order[other] < order[form]]
        if not groups.is_one(matching):
            matching = [other for other in matching if order[other] < order[form]]
        if groups.is_one(matching):
            groups.merge(form, matching[0])


def _is_bare_head(name: str) -> bool:
    """Whether a name is only a word for what a body is: "the League"."""
    is_head = name in lexicon.words("organisation-heads")
    return is_head and name not in gazetteer.load().kinds and name not in _FORCES
