"""Where Reader keeps things, and what its user has chosen."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from reader.settings import ADDRESS, FLAG, KEYS, PROGRAM, accepted, choice, name, number, setting, table

CONFIG_FILE = "config.toml"
"""The name of the file with the user's choices."""
MEASURES = range(24, 161)
"""The widths that a text can have, in cells."""
GUTTERS = range(3, 61)
"""The widths that the margins beside the text can have at least, in cells."""
LEADINGS = range(3)
"""The numbers of blank rows that can stand between lines."""
SIDE_WIDTHS = range(18, 101)
"""The widths that the lists beside the page can have, in cells."""
PARSING_MEMORY = range(64, 65_537)
"""How much memory the reading of a file can be allowed, in MiB."""
PARSING_SECONDS = range(1, 3601)
"""How many seconds it can be allowed."""


HIGHLIGHTS = ("yellow", "orange", "pink", "blue", "green")
"""The colours that highlights can have, which can be given other names."""

Sequences = str | list[str]
"""One key sequence, or several."""


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

    measure: int = setting(
        72, number(MEASURES), "How wide the text is, in cells, where there is room for it."
    )
    margin: int = setting(
        GUTTERS[0],
        number(GUTTERS),
        "How many cells stay free on each side of the text at least, where there is room for that.",
    )
    leading: int = setting(0, number(LEADINGS), "How many blank rows stand between the lines of a paragraph.")
    justify: bool = setting(False, FLAG, "Whether lines end at the right edge, the spaces in them widened.")
    hyphenate: bool = setting(
        False, FLAG, "Whether words are broken with a hyphen at the end of a line that would be short else."
    )
    highlights: str = setting(
        "tint",
        choice("tint", "underline"),
        "Whether highlights are a tint behind the text or a line under it.",
    )
    margin_notes: bool = setting(
        True, FLAG, "Whether your notes stand in the margin beside the text, where there is room for them."
    )
    spread: bool = setting(
        False, FLAG, "Whether two pages stand side by side, as in an open book, where there is room."
    )
    left_width: int = setting(
        0,
        number(range(SIDE_WIDTHS[-1] + 1)),
        "How wide Contents and Notes are, in cells; 0 for as wide as suits the screen.",
    )
    right_width: int = setting(
        0,
        number(range(SIDE_WIDTHS[-1] + 1)),
        "How wide Entities and Quotes are, in cells; 0 for as wide as suits the screen.",
    )
    swapped: bool = setting(
        False, FLAG, "Whether Entities and Quotes stand left of the page, Contents and Notes right of it."
    )
    marks: bool = setting(
        True, FLAG, "Whether entities and quotations are marked in the article when it is opened."
    )
    follow: bool = setting(
        True, FLAG, "Whether Entities and Quotes mark who is named, and what is said, where you read."
    )
    pictures: bool = setting(
        True, FLAG, "Whether the pictures of an article are drawn, where the terminal has the colours."
    )
    motion: bool = setting(
        True,
        FLAG,
        "Whether a row is marked for a moment after a jump, and anything else moves that need not.",
    )
    rapid_pace: int = setting(
        0,
        number(range(1001)),
        "How many words a minute are shown when you read word by word; 0 for as many as you read else.",
    )
    reload: str = setting(
        "ask",
        choice("ask", "auto", "off"),
        """What is done when the file that you read has changed on the disk: it is read again when you ask for
        that (ask) or at once (auto), or it is not even looked after (off).""",
    )
    library_order: str = setting(
        "read",
        choice("read", "title", "author", "notes", "added"),
        "What the library's documents are sorted by.",
    )
    theme: str = setting(
        "reader-night",
        name("a theme's name"),
        "The colours of the whole interface: one of the themes that the palette lists.",
    )
    parsing_memory: int = setting(
        768,
        number(PARSING_MEMORY),
        """How much memory reading a file may take, in MiB, where its format can hide something hostile (HTML,
        EPUB, DOCX, PDF).""",
    )
    parsing_seconds: int = setting(
        10,
        number(PARSING_SECONDS),
        "How much computing that may take, in seconds. A long text may take as much again for each half "
        "million characters that are read of it, twelve times as much at most.",
    )

    guide: bool = setting(True, FLAG, "Whether the sample article shows the first steps.")
    colours: dict[str, str] = setting(
        dict,
        table(
            name("what it means to you"),
            'yellow = "important"',
            'pink = "doubt"',
            names=HIGHLIGHTS,
        ),
        "What the colours of highlights mean to you: the words are shown and exported in their place.",
    )
    look_up_at: str = setting(
        "https://en.wikipedia.org/w/index.php?search={text}",
        ADDRESS,
        "Where `!` looks words up on the web, when that is chosen; {text} stands for the words.",
    )
    commands: dict[str, dict[str, Any]] = setting(
        dict,
        table(
            PROGRAM,
            'dictionary = { run = ["dict", "{text}"] }',
            'speak = { run = ["espeak-ng", "{text}"], show = false }',
            'read-aloud = { run = ["espeak-ng", "--stdin"], input = "section", show = false }',
            'count = { run = ["wc", "-w"], input = "article" }',
            'pager = { run = ["less"], input = "article", show = "terminal" }',
        ),
        """Programs that `!` runs on what is selected, or on the word at the caret, by the names that you give
        them. {text} is that passage, {title}, {source} and {author} are the document's. Each is passed as one
        argument; there is no shell. With input, a program reads the selection, the section or the article
        from its standard input. What it says is shown. With show = false it just runs, for as long as it
        likes, until it is run again; with show = "terminal" it has the terminal until it ends. In [keys] a
        program's command is run- and its name.""",
    )
    keys: dict[str, Sequences] = setting(
        dict,
        table(KEYS),
        """Other keys for commands, by the commands' names: a sequence is written with spaces, as in "g g",
        several in a list. An empty list takes a command's keys away.""",
    )

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
            text = content.decode("utf-8-sig")
            values = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            return cls(), [f"{path} is no TOML in UTF-8, so it is ignored: {error}."]
        kept, problems = accepted(cls, values, lambda key: f"{path}{_line_of(key, text)}")
        return cls(**kept), problems


def _line_of(key: str, text: str) -> str:
    """Where a key is set in a file of TOML, as `, line 3`; nothing where that is hard to tell."""
    quoted = re.escape(key)
    pattern = rf"""^[ \t]*(?:\[[ \t]*["']?{quoted}["']?|["']?{quoted}["']?[ \t]*[=.])"""
    found = re.search(pattern, text, re.MULTILINE)
    return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""
