"""Names in disjoint sets: those of one set stand for one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from reader.analysis import gazetteer
from reader.analysis.findings import EntityKind

Form = tuple[str, EntityKind]
"""A name as written, with its kind."""


_LONGEST_PARTICLE = 3  # "von", "bin", "dos"


class Groups:
    """The different names of a document in disjoint sets.

    Args:
        forms: The names, in reading order; repetitions don't count.

    Attributes:
        forms: The different names, in the order of their first places.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = list(dict.fromkeys(forms))
        self._parent = {form: form for form in self.forms}

    def root(self, form: Form) -> Form:
        """The name that stands for a name's set; another one after the set has grown."""
        while self._parent[form] != form:
            form = self._parent[form]
        return form

    def merge(self, one: Form, other: Form) -> None:
        """Makes one set of two."""
        self._parent[self.root(one)] = self.root(other)

    def merge_alike(self, key: Callable[[Form], Hashable]) -> None:
        """Makes one set of all names with the same key."""
        first: dict[Hashable, Form] = {}
        for form in self.forms:
            self.merge(form, first.setdefault(key(form), form))

    def of_kind(self, kind: EntityKind) -> list[Form]:
        """The names of one kind."""
        return [form for form in self.forms if form[1] == kind]

    def is_one(self, forms: Iterable[Form]) -> bool:
        """Whether names are all in the same set; none are not."""
        return len({self.root(form) for form in forms}) == 1

    def fullest(self) -> dict[Form, str]:
        """For each name the fullest one of its set."""
        members: defaultdict[Form, list[Form]] = defaultdict(list)
        for form in self.forms:
            members[self.root(form)].append(form)
        best = {root: max(alike, key=_fullness)[0] for root, alike in members.items()}
        return {form: best[self.root(form)] for form in self.forms}


def _fullness(form: Form) -> tuple[bool, bool, int, int]:
    """How full a name is; shouted ones, and those with more after a comma or with a possessive, come last."""
    name, kind = form
    words = name.split()
    is_canonical = gazetteer.load().canonical.get(name) == name
    is_plain = not name.isupper() and "," not in name and not name.endswith(("'s", "’s"))
    if kind == "person":
        is_plain = is_plain and not any(word.islower() and len(word) > _LONGEST_PARTICLE for word in words)
    return is_canonical, is_plain, len(words), len(name)
