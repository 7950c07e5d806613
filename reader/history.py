"""What was done to a document's annotations and corrections and can be undone: steps, and their order.

Steps are kept with what they changed, so that they outlast the program. The
order of several programs' steps, and of their undoing, is that of the numbers
they were given, which grow with time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

MOST_STEPS = 100
"""How many steps a file keeps."""
MOST_SIZE = 262_144
"""How many characters of JSON they may take together, so that a few very long notes, changed again and
again, do not swell every save; the last step is kept whatever it takes."""

_UNDONE = {
    "note": "The note is as it was before.",
    "colour": "The colour is as it was before.",
    "tags": "The tags are as they were before.",
}
_REDONE = {
    "note": "The note is changed again.",
    "colour": "The colour is changed again.",
    "tags": "The tags are changed again.",
}

Fields = dict[str, Any]
Altered = Literal["annotations", "corrections"]
"""The tables that steps change."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """What a step did alike to some annotations, or to one correction.

    Making and deleting one alter its time of deletion. A field that only one
    side has was not changed: it says how the record has to be for the step to
    go on to the other side.

    Attributes:
        records: Their ids.
        before: Their fields as they were.
        after: Their fields as they are.
    """

    records: tuple[str, ...]
    before: Fields
    after: Fields


@dataclass(frozen=True, slots=True)
class Step:
    """One change, of one or several annotations or of one correction.

    Attributes:
        id: A ULID.
        document: The id of the document in whose history it stands.
        shelf: The id of the file in which it is kept, with what it changed.
        table: The table of that file which it changed.
        alterations: What it did; at least one.
        noun: What it did that to, as a word; empty for a correction.
        statement: What a correction says, as a sentence without its full stop; empty for annotations.
        created: Its number among all steps and undoings: the microseconds of the clock, or one more than
            the last number where that is more.
        undone: The number of its undoing; 0 where it is done.
    """

    id: str
    document: str
    shelf: str
    table: Altered
    alterations: tuple[Alteration, ...]
    noun: str = ""
    statement: str = ""
    created: int = 0
    undone: int = 0

    def to_json(self) -> Fields:
        """The step as JSON's types; `from_json` reads it back."""
        return {**asdict(self), "alterations": list(map(asdict, self.alterations)), "modified": self.created}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self | None:
        """A step from what `to_json` gave; None from what is no step of this version."""
        try:
            fields = {name: data[name] for name in cls.__slots__ if name != "alterations"}
            numbers = fields.pop("created"), fields.pop("undone")
            alterations = tuple(
                Alteration(tuple(each["records"]), each["before"], each["after"])
                for each in data["alterations"]
            )
            halves = [half for each in alterations for half in (each.before, each.after)]
        except (KeyError, TypeError):
            return None
        known = fields["table"] in get_args(Altered) and halves and all(each.records for each in alterations)
        if not known or not all(isinstance(half, dict) and half for half in halves):
            return None
        if not all(isinstance(each, str) for each in fields.values()) or {*map(type, numbers)} != {int}:
            return None
        return cls(**fields, alterations=alterations, created=numbers[0], undone=numbers[1])

    @property
    def size(self) -> int:
        """How many records it changed."""
        return sum(len(each.records) for each in self.alterations)

    def said(self, *, undoing: bool, left: int = 0) -> str:
        """What has happened once the step is undone, or done again, as a sentence.

        Args:
            undoing: Which of the two.
            left: How many of its records stay as they are, because another program has changed them.
        """
        if left == self.size:
            return "Another program has changed that since, so it stays as it is."
        done = self._done(self.size - left, undoing=undoing)
        if not left:
            return done
        rest = "One stays as it is" if left == 1 else f"{left} stay as they are"
        return f"{done} {rest}, because another program has changed that since."

    def _done(self, number: int, *, undoing: bool) -> str:
        """What was done to a number of its records."""
        first = self.alterations[0]
        wanted = first.before if undoing else first.after
        goes = bool(wanted.get("deleted"))
        if self.statement:
            return f"Taken back: {self.statement}." if goes else f"Again: {self.statement}."
        if self.size > 1:
            return self._of_several(number, "deleted" in wanted, undoing=undoing)
        if "deleted" in wanted:
            made = bool(first.before.get("deleted"))
            if undoing:
                return f"The new {self.noun} is gone." if made else f"The deleted {self.noun} is back."
            return f"The new {self.noun} is back." if made else f"The {self.noun} is deleted again."
        if len(wanted) == 1:
            return (_UNDONE if undoing else _REDONE)[next(iter(wanted))]
        return "The changes are taken back." if undoing else "The changes are made again."

    def _of_several(self, number: int, deletes: bool, *, undoing: bool) -> str:
        nouns, be = (self.noun, "is") if number == 1 else (f"{self.noun}s", "are")
        if deletes:
            return (
                f"{number} deleted {nouns} {be} back." if undoing else f"{number} {nouns} {be} deleted again."
            )
        if undoing:
            return f"{number} {nouns} {be} as {'it was' if number == 1 else 'they were'} before."
        return f"{number} {nouns} {be} changed again."


def last_done(steps: Iterable[Step]) -> Step | None:
    """The step that undoing would undo."""
    return max((step for step in steps if not step.undone), key=lambda step: step.created, default=None)


def last_undone(steps: Iterable[Step]) -> Step | None:
    """The step that would be done again; none that was undone before the last new step was made."""
    steps = list(steps)
    newest = max((step.created for step in steps), default=0)
    undone = (step for step in steps if step.undone > newest)
    return max(undone, key=lambda step: step.undone, default=None)


def altered(record: Mapping[str, Any], expected: Fields, wanted: Fields) -> Fields | None:
    """What has to change in a record for it to be as it is wanted.

    Args:
        record: The record as it is.
        expected: The fields that it should have by now.
        wanted: The fields that it is to have.

    Returns:
        The fields to change, none where it is so already; None where somebody
        else has changed what is expected, which must not be overwritten.
    """
    changes = {name: value for name, value in wanted.items() if not _alike(name, record, value)}
    as_expected = all(_alike(name, record, value) for name, value in expected.items())
    return changes if as_expected or not changes else None


def surplus(kept: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of those steps, as they are kept, that are too old or too much to be kept on."""
    size = 0
    dropped = set()
    for place, each in enumerate(sorted(kept, key=number_of, reverse=True)):
        size += len(json.dumps(each))
        if place >= MOST_STEPS or (place and size > MOST_SIZE):
            dropped.add(str(each["id"]))
    return dropped


def number_of(kept: Mapping[str, Any]) -> int:
    """The number of the last that happened to a step, as it is kept: its making, undoing, or doing again."""
    number = kept.get("modified")
    return number if type(number) is int else 0


def _alike(name: str, record: Mapping[str, Any], value: object) -> bool:
    """Whether a field has a value; for the time of a deletion, only whether there is one counts."""
    there = record.get(name, "")
    return bool(there) == bool(value) if name == "deleted" else there == value
