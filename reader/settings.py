"""Settings: what each may be, in a test and in words, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """What the value of a setting may be.

    Attributes:
        accepts: Tells whether a value may be.
        words: Which may, as the end of “it must be …”.
        entries: For a table: what each of its values may be.
        example: For a table: lines of TOML that could stand in it.
        names: For a table: the only names that its values may have; none where they may have any.
    """

    accepts: Callable[[Any], bool]
    words: str
    entries: Kind | None = None
    example: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


FLAG = Kind(lambda value: isinstance(value, bool), "true or false")
"""On or off."""


KEYS = Kind(
    lambda value: (
        isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))
    ),
    "keys in quotation marks, or a list of such",
)
"""Key sequences, in the words of the table of commands."""


def _is_program(value: Any) -> bool:
    run = value.get("run") if isinstance(value, Mapping) else None
    show = value.get("show", True) if isinstance(value, Mapping) else None
    known = isinstance(value, Mapping) and not value.keys() - {"run", "show", "input"}
    words = isinstance(run, list) and bool(run) and all(isinstance(each, str) and each for each in run)
    shown = isinstance(show, bool) or show == "terminal"
    return known and words and shown and value.get("input", "") in INPUTS


INPUTS = ("", "selection", "section", "article")
"""What a program can be given on its standard input."""


PROGRAM = Kind(_is_program, 'such as { run = ["program", "{text}"], show = true }')
"""A program with its arguments, whether what it says is shown or it gets the terminal, and what it reads."""


ADDRESS = Kind(
    lambda value: isinstance(value, str) and value.startswith(("https://", "http://")) and "{text}" in value,
    "an address that begins with https:// and has {text} in it, in quotation marks",
)
"""An address of the web with room for words."""


def number(allowed: range) -> Kind:
    """A whole number of a range."""
    words = f"a whole number from {allowed[0]} to {allowed[-1]}"
    return Kind(lambda value: type(value) is int and value in allowed, words)


def choice(*words: str) -> Kind:
    """One of some words."""
    return Kind(lambda value: isinstance(value, str) and value in words, "one of " + ", ".join(words))


def name(what: str) -> Kind:
    """A word or more, such as a theme's name."""
    return Kind(lambda value: isinstance(value, str) and bool(value), f"{what} in quotation marks")


def table(of: Kind, *example: str, names: tuple[str, ...] = ()) -> Kind:
    """A table of TOML whose values are alike.

    Args:
        of: What each of its values may be.
        example: Lines of TOML that could stand in it.
        names: The only names that they may have; none where they may have any.
    """
    return Kind(lambda value: isinstance(value, Mapping), "a table", of, example, names)


def setting(default: Any, kind: Kind, meaning: str) -> Any:
    """A field of a dataclass of settings.

    Args:
        default: Its value where nobody has chosen one; for a table, a function that makes it.
        kind: What it may be.
        meaning: One or more sentences for the user.
    """
    metadata = {"kind": kind, "meaning": " ".join(meaning.split())}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def kind_of(each: Field[Any]) -> Kind:
    """What a setting may be."""
    kind: Kind = each.metadata["kind"]
    return kind


def accepted(
    settings: type, values: Mapping[str, Any], where: Callable[[str], str]
) -> tuple[dict[str, Any], list[str]]:
    """The values that may be, and a sentence for each that may not.

    Args:
        settings: The dataclass.
        values: Values by the settings' names.
        where: Tells where a key was set, for the start of a sentence.
    """
    kinds = {each.name: kind_of(each) for each in fields(settings)}
    kept: dict[str, Any] = {}
    problems = []
    for key, value in values.items():
        if key not in kinds:
            advice = "`reader config --example` shows all there are"
            problems.append(f"{where(key)}: {key} is no setting{_meant(key, kinds)}; {advice}.")
        elif not kinds[key].accepts(value):
            problems.append(f"{where(key)}: {key} must be {kinds[key].words}, so it is ignored.")
        elif entries := kinds[key].entries:
            names = kinds[key].names or tuple(value)
            kept[key] = {
                name: each for name, each in value.items() if name in names and entries.accepts(each)
            }
            problems += [
                f"{where(each)}: {each} in {key} must be {entries.words}, so it is ignored."
                if each in names
                else f"{where(each)}: {key} has no {each}{_meant(each, names)}, but {', '.join(names)}."
                for each in value
                if each not in kept[key]
            ]
        else:
            kept[key] = value
    return kept, problems


def example(settings: type) -> str:
    """A file of all settings as they come, each explained; all of it is commented out.

    Tables come last: what follows a table's heading in TOML belongs to it.
    """
    lines: list[str] = []
    for each in sorted(fields(settings), key=lambda each: kind_of(each).entries is not None):
        kind = kind_of(each)
        words = "" if kind.entries else f" It is {kind.words}."
        lines += [f"# {line}" for line in _folded(f"{each.metadata['meaning']}{words}")]
        if kind.entries:
            lines += [f"# [{each.name}]", *(f"# {line}" for line in kind.example), ""]
        else:
            lines += [f"# {each.name} = {toml(each.default)}", ""]
    return "\n".join(lines)


def toml(value: object) -> str:
    """A value of a setting as TOML has it, in one line."""
    import json

    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _folded(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 96)


def _meant(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, known, 1)
    return f" (is {near[0]} meant?)" if near else ""
