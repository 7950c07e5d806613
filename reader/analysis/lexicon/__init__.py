"""Word lists: one plain text file a list, one item a line; lines that begin with `#` are comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def items(name: str) -> tuple[str, ...]:
    """The items of a list in their order.

    Args:
        name: The file's name without `.txt`.
    """
    text = resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The items of a list as a set."""
    return frozenset(items(name))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The items of a list whose lines are `key: value`, as pairs."""
    split = (line.partition(":") for line in items(name))
    return tuple((key.strip(), value.strip()) for key, _, value in split)


@cache
def table(name: str) -> Mapping[str, str]:
    """The items of a list whose lines are `key: value`, by their keys."""
    return MappingProxyType(dict(pairs(name)))


@cache
def forenames() -> frozenset[str]:
    """All common forenames."""
    return words("forenames-male") | words("forenames-female") | words("forenames-either")
