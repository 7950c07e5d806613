"""Keys that come faster than they are answered, in a real terminal: nothing breaks.

With Pilot each key waits for the one before; so what happens between a key and its answer is not tried.
"""

import os
import random
from functools import partial
from pathlib import Path

import pytest

from reader.tui.commands import COMMANDS
from tests.interface import harbour
from tests.terminal import READER, Terminal, terminal
from tests.test_monkey import MARKDOWN

LEAVING = frozenset({"close", "quit", "library-close"})
NAMED = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+circumflex_accent": "\x1e",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f12": "\x1b[24~",
}
NOWHERE = "http://127.0.0.1:9"
TYPED = "abcdefghijklmnoprstuvwxyz 123\r\r\x1b\x1b"


def sent(key: str) -> str:
    """What a terminal sends for a key; nothing for those that not all terminals can send."""
    name, _, letter = key.rpartition("+")
    if key in NAMED or len(key) == 1:
        return NAMED.get(key, key)
    if name == "ctrl" and len(letter) == 1 and letter.isalpha() and letter != "c":
        return chr(ord(letter) & 31)
    return f"\x1b{letter}" if name == "alt" and len(letter) == 1 else ""


def sequences() -> list[str]:
    """What terminals send for the keys of all commands but those that end the program."""
    known = [keys.split() for each in COMMANDS if each.id not in LEAVING for keys in each.keys]
    return ["".join(map(sent, keys)) for keys in known if all(map(sent, keys))]


def type_ahead(program: Terminal, chance: random.Random, pool: list[str], count: int) -> int:
    """Send bursts of keys until so many were sent or the program has ended; how many were sent."""
    done = 0
    while done < count and program.exit_code is None:
        if chance.random() < 0.06:
            program.resize(chance.choice((30, 60, 80, 120, 200)), chance.choice((8, 20, 40, 60)))
        burst = [
            chance.choice(pool) if chance.random() < 0.75 else chance.choice(TYPED)
            for _ in range(chance.choice((1, 3, 8, 15)))
        ]
        done += len(burst)
        program.send("".join(burst))
        program.read(chance.choice((0.01, 0.05, 0.2)))
        program.has_ended()
    return done


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_keys_typed_ahead_do_no_harm(tmp_path: Path, seed: int) -> None:
    chance, pool, left = random.Random(seed), sequences(), 1_000
    (tmp_path / "bridge.md").write_text(MARKDOWN * 8, "utf-8")
    (tmp_path / "harbour.txt").write_text(harbour().text, "utf-8")
    start = partial(terminal, home=tmp_path / "home", folder=tmp_path, PATH=os.devnull, BROWSER="true")
    alone = partial(start, EDITOR="true", VISUAL="true", http_proxy=NOWHERE, https_proxy=NOWHERE)
    while left > 0:
        article = str(tmp_path / chance.choice(("bridge.md", "harbour.txt")))
        with alone([*READER, article]) as program:
            program.wait_for("? keys")
            left -= type_ahead(program, chance, pool, left)
            assert program.exit_code in (None, 0), "\n".join(program.lines)
            assert b"Traceback" not in program.output
