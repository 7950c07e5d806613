"""Parts of a screen that the first page does without: imported and made when first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Part:
    """A descriptor that is overshadowed by what it makes, as `functools.cached_property` is."""

    def __init__(self, module: str, noun: str) -> None:
        self._module = module
        self._noun = noun
        self._name = ""

    @property
    def noun(self) -> type:
        """The class of what it makes."""
        noun: type = getattr(import_module(self._module), self._noun)
        return noun

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, screen: Any, owner: type | None = None) -> Any:
        if screen is None:
            return self
        made = self.noun(screen)
        screen.__dict__[self._name] = made
        return made


def part(module: str, noun: str) -> Any:
    """A part of a screen, for its class.

    A screen with all of its parts imported at once would show its first page later by a third.

    Args:
        module: Where its class lies.
        noun: The class's name; it is made with the screen as its only argument.
    """
    return Part(module, noun)
