"""Corrections: what the reader says the engine got wrong.

An entity is addressed by the name and the forms that it had, a passage by its
words and what stands around them. So a correction still finds what it is about
when a newer engine or a changed text comes along.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self, get_args

from reader.analysis.findings import ENTITY_KINDS, Entity, EntityKind
from reader.annotation import Target, new_id, now

Scope = Literal["document", "library"]
"""Where a correction holds: in the document that it was made in, or in every one of the library."""

KIND_PHRASES: dict[EntityKind, str] = {
    "person": "a person",
    "organisation": "an organisation",
    "place": "a place",
    "group": "a group",
    "facility": "a facility",
    "product": "a product",
    "event": "an event",
    "work": "a work",
    "law": "a law",
    "language": "a language",
    "date": "a date",
    "time": "a time",
    "money": "an amount of money",
    "percent": "a percentage",
    "quantity": "a quantity",
    "number": "a number",
}
"""Each kind as one says that something is of it."""

_SHOWN = 48
"""Code points of a name or a passage that a sentence about it shows."""
_MARKS = "“”„«»\"'‘’ "


def plain(text: str) -> str:
    """A name or form with single spaces between its words and none around them."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Address:
    """An entity as it was when the reader spoke of it.

    Attributes:
        name: The name it was shown by.
        forms: The texts of its mentions, each once, the most frequent first.
    """

    name: str
    forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, entity: Entity) -> Self:
        """The address of an entity."""
        return cls(entity.name, tuple(forms_of(entity)))


def forms_of(entity: Entity) -> dict[str, int]:
    """The texts of an entity's mentions with their numbers, the most frequent first."""
    return dict(Counter(plain(mention.text) for mention in entity.mentions).most_common())


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity has another name; where that is another entity's name, they are the same."""

    entity: Address
    name: str


@dataclass(frozen=True, slots=True)
class Reclassify:
    """An entity is of another kind."""

    entity: Address
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Merge:
    """An entity is the same as another, and goes by that one's name."""

    entity: Address
    into: Address


@dataclass(frozen=True, slots=True)
class Split:
    """The mentions of an entity that have a certain text are of another one, with that name."""

    entity: Address
    form: str


@dataclass(frozen=True, slots=True)
class Hide:
    """An entity is none, or of no interest."""

    entity: Address


@dataclass(frozen=True, slots=True)
class AddEntity:
    """A form is the name of an entity, wherever it stands as whole words."""

    form: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Attribute:
    """A quotation is somebody's; nobody's who is named, where the speaker is empty."""

    target: Target
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Discard:
    """A quotation is none."""

    target: Target


@dataclass(frozen=True, slots=True)
class AddQuotation:
    """A passage is a quotation, of nobody who is named where the speaker is empty."""

    target: Target
    speaker: str = ""


EntityChange = Rename | Reclassify | Merge | Split | Hide | AddEntity
QuotationChange = Attribute | Discard | AddQuotation
Change = EntityChange | QuotationChange

CHANGES: dict[str, type[Change]] = {
    "rename": Rename,
    "kind": Reclassify,
    "merge": Merge,
    "split": Split,
    "hide": Hide,
    "add-entity": AddEntity,
    "speaker": Attribute,
    "discard-quotation": Discard,
    "add-quotation": AddQuotation,
}
"""The changes by the word that stands for each in JSON."""

_WORDS = {change: word for word, change in CHANGES.items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of the engine's findings, made by the reader.

    Attributes:
        id: A ULID.
        document: The id of the record of the document that it was made in.
        change: What is different.
        scope: Where it holds; what is about a passage holds in its document only.
        created: When it was made: ISO 8601, UTC.
        modified: When it was last taken back or made again.
        deleted: When it was taken back, or empty.
    """

    id: str
    document: str
    change: Change
    scope: Scope = "document"
    created: str = ""
    modified: str = ""
    deleted: str = ""

    @classmethod
    def new(cls, document: str, change: Change, scope: Scope = "document") -> Self:
        """A correction that is made now.

        Raises:
            ValueError: The change makes no sense, or cannot hold in that scope.
        """
        _check(change, scope)
        time = now()
        return cls(new_id(), document, change, scope, time, time)

    def to_json(self) -> dict[str, Any]:
        """The correction as JSON's types; `from_json` reads it back."""
        return {**asdict(self), "what": _WORDS[type(self.change)]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """A correction from what `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: The data are no correction.
        """
        kept = {name: data[name] for name in cls.__slots__ if name in data and name != "change"}
        if not all(isinstance(value, str) for value in kept.values()):
            raise TypeError("a field is no text")
        change = _change(CHANGES[data["what"]], data["change"])
        correction = cls(**kept, change=change)
        _check(correction.change, correction.scope)
        return correction


def quoted(text: str) -> str:
    """A name or the beginning of a passage, between quotation marks, for a sentence about it."""
    return f"“{_cut(plain(text).strip(_MARKS) or plain(text))}”"


def statement(change: Change) -> str:
    """What a change says, as a sentence without its full stop: `“ATACMS” is a product`."""
    match change:
        case Rename(entity, name):
            return f"{quoted(entity.name)} is called {quoted(name)}"
        case Reclassify(entity, kind):
            return f"{quoted(entity.name)} is {KIND_PHRASES[kind]}"
        case Merge(entity, into):
            return f"{quoted(entity.name)} is the same as {quoted(into.name)}"
        case Split(entity, form):
            return f"{quoted(form)} is not the same as {quoted(_other(entity, form))}"
        case Hide(entity):
            return f"{quoted(entity.name)} is hidden"
        case AddEntity(form, kind):
            return f"{quoted(form)} is {KIND_PHRASES[kind]}"
        case Attribute(target, ""):
            return f"Nobody named says {quoted(target.exact)}"
        case Discard(target):
            return f"{quoted(target.exact)} is not a quote"
        case AddQuotation(target, ""):
            return f"{quoted(target.exact)} is a quote"
        case Attribute(target, speaker) | AddQuotation(target, speaker):
            return f"{_cut(speaker)} says {quoted(target.exact)}"


def _other(entity: Address, form: str) -> str:
    """A name for what is left of an entity when a form is split off."""
    return next((each for each in (entity.name, *entity.forms) if each != form), entity.name)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _check(change: Change, scope: Scope) -> None:
    """Refuse what makes no sense.

    Raises:
        ValueError: A name is empty, a kind or a scope is none, or what is about a passage is to hold
            everywhere.
    """
    if scope not in get_args(Scope):
        raise ValueError(f"a correction can't hold for {scope!r}")
    if scope == "library" and isinstance(change, QuotationChange):
        raise ValueError("what is about a passage can hold for its own article only")
    if isinstance(change, (Reclassify, AddEntity)) and change.kind not in ENTITY_KINDS:
        raise ValueError(f"no kind is named {change.kind!r}: it is one of {', '.join(ENTITY_KINDS)}")
    name = {Rename: "name", Split: "form", AddEntity: "form"}.get(type(change))
    if name and not plain(getattr(change, name)):
        raise ValueError("a name needs a letter at least")


def _change(kind: type[Change], data: dict[str, Any]) -> Change:
    """A change from its fields as JSON has them.

    Raises:
        KeyError, TypeError: They are not such a change's.
    """
    made: dict[str, Any] = {}
    for each in fields(kind):
        value = data[each.name]
        if each.name in ("entity", "into"):
            made[each.name] = Address(_text(value["name"]), tuple(map(_text, value["forms"])))
        elif each.name == "target":
            made[each.name] = _target(value)
        else:
            made[each.name] = _text(value)
    return kind(**made)


def _target(data: dict[str, Any]) -> Target:
    target = Target(**data)
    if not 0 <= target.start < target.end or target.end - target.start != len(target.exact):
        raise ValueError("its passage is not as long as its place")
    return target


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a name is no text")
    return value
