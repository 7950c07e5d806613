"""Which names stand for one and the same: surnames, abbreviations, other names of a country."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from reader.analysis import gazetteer, lexicon
from reader.analysis.findings import EntityKind

Form = tuple[str, EntityKind]
"""A name as written, with its kind."""

_CORPORATE = re.compile(r",? (?:Inc|Corp|Ltd|LLC|PLC|Co|Company|Corporation|Limited)\.?$")
_FAR_MORE = 3
_MOST_ALONE = 20  # a forename that stands alone far more often is a name of its own, the longer one a slip
_NICKNAME = re.compile(r" [“\"‘'(][^”\"’')]+[”\"’')] ")


def join(counts: Mapping[Form, int], defined: Mapping[str, str]) -> dict[Form, Form]:
    """Joins the names of one thing.

    Args:
        counts: The different names in a document, with their kinds, and how often each stands there.
        defined: For each abbreviation that the document explains its long form.

    Returns:
        For each form the one that stands for all of its entity: the fullest one found.
    """
    groups = _Groups(counts)
    groups.merge_alike(groups.forms, _key)
    groups.merge_alike(groups.forms, lambda form: _key((defined.get(form[0], form[0]), form[1])))
    people = groups.of_kind("person")
    full = [form for form in people if len(name_words(form[0])) > 1]
    _join_full_names(groups, full)
    _join_single_names(groups, counts, full, [form for form in people if form not in full])
    _join_organisations(groups)
    return groups.fullest()


class _Groups:
    """Forms in disjoint sets."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = list(dict.fromkeys(forms))
        self._parent = {form: form for form in self.forms}

    def root(self, form: Form) -> Form:
        while self._parent[form] != form:
            form = self._parent[form]
        return form

    def merge(self, one: Form, other: Form) -> None:
        self._parent[self.root(one)] = self.root(other)

    def merge_alike(self, forms: Iterable[Form], key: Callable[[Form], Hashable]) -> None:
        first: dict[Hashable, Form] = {}
        for form in forms:
            self.merge(form, first.setdefault(key(form), form))

    def of_kind(self, kind: EntityKind) -> list[Form]:
        return [form for form in self.forms if form[1] == kind]

    def fullest(self) -> dict[Form, Form]:
        members: defaultdict[Form, list[Form]] = defaultdict(list)
        for form in self.forms:
            members[self.root(form)].append(form)
        best = {root: max(alike, key=_fullness) for root, alike in members.items()}
        return {form: best[self.root(form)] for form in self.forms}


def name_words(name: str) -> list[str]:
    """The words of a person's name without nickname in marks and suffix ("Jr.")."""
    words = _NICKNAME.sub(" ", name).replace(",", " ").split()
    while len(words) > 1 and words[-1].lower() in lexicon.words("name-suffixes"):
        words.pop()
    return words


def _fullness(form: Form) -> tuple[bool, int, int]:
    known = gazetteer.load().canonical.get(form[0])
    return known == form[0], len(form[0].split()), len(form[0])


def _key(form: Form) -> Hashable:
    """What is the same for forms that differ only in writing or by the gazetteer."""
    name, kind = form
    known = gazetteer.load()
    if kind in ("place", "organisation", "group") and name in known.canonical:
        return known.canonical[name], kind
    plain = name.replace(".", "").replace("’", "'").casefold() if name.isupper() or "." in name else name
    plain = plain.replace("’", "'").casefold()
    if kind == "group":
        plain = plain.removesuffix("s")
    if kind == "organisation":
        plain = _CORPORATE.sub("", name).casefold() or plain
    return plain, kind


def _join_full_names(groups: _Groups, full: list[Form]) -> None:
    """Joins full names with the same first and last word whose middle words don't contradict."""
    alike: defaultdict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in full:
        words = name_words(form[0])
        alike[words[0].casefold(), words[-1].casefold()].append(form)
    for forms in alike.values():
        middles = {tuple(name_words(form[0])[1:-1]) for form in forms} - {()}
        if len(middles) < 2:
            for form in forms[1:]:
                groups.merge(form, forms[0])


def _join_single_names(
    groups: _Groups, counts: Mapping[Form, int], full: list[Form], single: list[Form]
) -> None:
    """Joins a surname with the full name that ends in it, else a forename with the one that begins so.

    Where several people share it, it is the one who is named far more often, or nobody.
    """
    surnames, forenames = defaultdict(list), defaultdict(list)
    for form in full:
        words = name_words(form[0])
        surnames[words[-1].casefold()].append(form)
        forenames[words[0].casefold()].append(form)
    for form in single:
        word = form[0].casefold()
        matching = surnames.get(word) or [
            name for name in forenames.get(word, ()) if counts[form] <= _MOST_ALONE * counts[name]
        ]
        if matching and (one := _foremost(groups, counts, matching)) is not None:
            groups.merge(form, one)


def _foremost(groups: _Groups, counts: Mapping[Form, int], names: list[Form]) -> Form | None:
    """The one person among full names, or the one who is named far more often than each other."""
    times: Counter[Form] = Counter()
    for name in names:
        times[groups.root(name)] += counts[name]
    (one, most), *others = times.most_common(2)
    return one if not others or most >= _FAR_MORE * others[0][1] else None


def _join_organisations(groups: _Groups) -> None:
    """Joins an abbreviation, or a name cut short, with the one name that it can stand for."""
    for kind in ("organisation", "product", "event", "law"):
        longer: defaultdict[str, list[Form]] = defaultdict(list)
        for form in groups.of_kind(kind):
            for short in _shorter(form[0]):
                longer[short].append(form)
        for form in groups.of_kind(kind):
            matching = longer.get(form[0]) or longer.get(form[0].replace(".", ""), [])
            if len({groups.root(other) for other in matching}) == 1:
                groups.merge(form, matching[0])


def _shorter(name: str) -> Iterator[str]:
    """The short forms of a name: its initials, and what is left before an "of", "for", "on" or "and"."""
    words = name.split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) > 2:
        yield initials
    for place in range(2, len(words)):
        if words[place] in ("of", "for", "on", "and"):
            yield " ".join(words[:place])
