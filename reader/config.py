"""Where Reader keeps things, and what its user has chosen."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

CONFIG_FILE = "config.toml"
"""The name of the file with the user's choices."""
MEASURES = range(24, 161)
"""The widths that a text can have, in cells."""
PARSING_MEMORY = range(64, 65_537)
"""How much memory the reading of a file can be allowed, in MiB."""
PARSING_SECONDS = range(1, 3601)
"""How many seconds it can be allowed."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders Reader writes to. None is made before something is written into it.

    Attributes:
        data: Notes and the texts they are on: what must never be lost.
        config: `config.toml`.
        cache: What can be made again, such as an article's findings.
        state: What the program remembers of its own accord, and its log.
    """

    data: Path
    config: Path
    cache: Path
    state: Path

    @classmethod
    def of_user(cls) -> Self:
        """The user's folders: below `READER_HOME` where that is set, else where the system has them."""
        if home := os.environ.get("READER_HOME"):
            root = Path(home).expanduser()
            return cls(root / "data", root / "config", root / "cache", root / "state")
        import platformdirs

        dirs = platformdirs.PlatformDirs("reader", appauthor=False)
        return cls(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, dirs.user_state_path)


@dataclass(frozen=True, slots=True)
class Config:
    """The user's choices. Whatever `config.toml` does not say is as here."""

    measure: int = 72
    """How wide the text is, in cells, where there is room for it: one of `MEASURES`."""

    marks: bool = True
    """Whether entities and quotations are marked in the article when it is opened."""

    pictures: bool = True
    """Whether the pictures of an article are drawn, where the terminal has the colours."""

    theme: str = "reader-night"
    """The colours of the whole interface: one of the themes that the palette lists."""

    parsing_memory: int = 768
    """How much memory reading a file may take, in MiB, where its format can hide something hostile (HTML,
    EPUB, DOCX, PDF): one of `PARSING_MEMORY`."""

    parsing_seconds: int = 10
    """How much computing that may take, in seconds: one of `PARSING_SECONDS`."""

    @classmethod
    def load(cls, folder: Path) -> tuple[Self, list[str]]:
        """The choices in a folder's `config.toml`.

        Args:
            folder: `Folders.config`.

        Returns:
            The choices, and a sentence for each thing in the file that was ignored.
        """
        path = folder / CONFIG_FILE
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls(), []
        except OSError as error:
            return cls(), [f"{path} can't be read, so it is ignored: {error.strerror or error}."]
        import tomllib

        try:
            values = tomllib.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            return cls(), [f"{path} is no TOML in UTF-8, so it is ignored: {error}."]
        warnings = []
        for key in [*values]:
            if key not in _CHOICES:
                warnings.append(f"{path}: {key} is no setting; these are: {', '.join(_CHOICES)}.")
                del values[key]
            elif not _CHOICES[key][0](values[key]):
                warnings.append(f"{path}: {key} must be {_CHOICES[key][1]}, so it is ignored.")
                del values[key]
        return cls(**values), warnings


_Choice = tuple[Callable[[Any], bool], str]


def _number_of(numbers: range) -> _Choice:
    return (
        lambda value: type(value) is int and value in numbers,
        f"a whole number from {numbers[0]} to {numbers[-1]}",
    )


_CHOICES: dict[str, _Choice] = {
    "measure": _number_of(MEASURES),
    "marks": (lambda value: isinstance(value, bool), "true or false"),
    "pictures": (lambda value: isinstance(value, bool), "true or false"),
    "theme": (lambda value: isinstance(value, str) and bool(value), "a theme's name in quotation marks"),
    "parsing_memory": _number_of(PARSING_MEMORY),
    "parsing_seconds": _number_of(PARSING_SECONDS),
}
"""For each setting: what its value may be, as a test and in words."""
