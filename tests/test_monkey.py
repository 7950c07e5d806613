"""Random keys, clicks and resizes: no exception, and an intact store."""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.analysis.findings import Analysis
from reader.config import Config, Folders
from reader.document import Document
from reader.library import Library
from reader.opening import open_bytes
from reader.tui.app import ReaderApp
from reader.tui.commands import COMMANDS
from tests.interface import CannedChild, harbour

MARKDOWN = """\
# A bridge at last

The mayor, *Ann Ames*, said the [bridge](#two) would open[^1].
“It took a while,” said Bo Byrd of the Port Council.

- one
- two with `code`

| Year | Ships |
|------|-------|
| 2020 | 12    |
| 2021 | 7     |

## Two

> Nobody was asked.

    x = [1, 2, 3]

漢字と仮名 — naïve “marks” עברית 👩‍👩‍👧

[^1]: In spring, [they say](https://example.org/).
"""

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60), (30, 8))
TYPED = [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?/*#'()[]{}<>+-=%^$", "enter"]
LEAVING = frozenset({"close", "quit"})
LAST = 60
"""How many of the keys that were pressed are told where something failed."""


class Child(CannedChild):
    """Findings for the one document that they are made for."""

    def run(self, progress: Any, partial: Any, first: int) -> Analysis:
        return super().run(progress, partial, first) if "Brimley" in self._document.text else Analysis()


def documents() -> list[Document]:
    long = "\n\n".join(f"Paragraph {n} of a text. It says little, but at length. " * 6 for n in range(120))
    return [
        harbour(),
        open_bytes(MARKDOWN.encode(), source="/nowhere/bridge.md", name="bridge.md"),
        open_bytes(long.encode(), source="/nowhere/long.txt", name="long.txt"),
    ]


def keys() -> list[str]:
    """The keys of all commands but those that end the program, and what can be typed."""
    known = [keys.split() for each in COMMANDS if each.id not in LEAVING for keys in each.keys]
    return [key for sequence in known for key in sequence] + TYPED


async def play(pilot: Pilot[None], chance: random.Random, count: int, done: list[str]) -> None:
    """Do random things, and write down which."""
    choices = keys()
    for _ in range(count):
        what = chance.random()
        if what < 0.93:
            key = chance.choice(choices)
            done.append(key)
            await pilot.press(key)
        elif what < 0.98:
            size = pilot.app.size
            at = chance.randrange(size.width), chance.randrange(size.height)
            done.append(f"click {at}")
            await pilot.click(offset=at, times=chance.choice((1, 1, 2, 3)))
        else:
            size = chance.choice(SIZES)  # type: ignore[assignment]
            done.append(f"resize {size}")
            await pilot.resize_terminal(*size)


async def survive(folders: Folders, seed: int, count: int) -> None:
    """Do random things with each document; where that fails, the seed and the last keys are told."""
    done: list[str] = []
    try:
        await survive_all(folders, random.Random(seed), count, done)
    except BaseException as error:
        error.add_note(f"seed {seed}; the last of {len(done)}: {' '.join(done[-LAST:])}")
        raise


async def survive_all(folders: Folders, chance: random.Random, count: int, done: list[str]) -> None:
    for document in documents():
        left = count // 3
        while left > 0:  # some keys typed by chance end the program: it is started again then
            done.append(f"open {document.source}")
            app = ReaderApp(document, folders, Config())
            async with app.run_test(size=chance.choice(SIZES[:4])) as pilot:
                while left > 0 and app.is_running and app.return_code is None:
                    await play(pilot, chance, 20, done)
                    left -= 20
            app.keeper.close()
    assert_intact(folders)


def assert_intact(folders: Folders) -> None:
    """Every file can be read, and what it holds makes sense."""
    library = Library(folders)
    records, problems = library.survey()
    assert problems == []
    for record in records:
        text = library.text(record)
        assert text is not None
        for each in library.annotations(record.id):
            assert each.orphan or text[each.target.start : each.target.end] == each.target.exact
    for path in (folders.data / "documents").glob("*.json"):
        json.loads(path.read_bytes())


@pytest.fixture(autouse=True)
def nothing_leaves_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No browser is opened, no editor, nothing fetched, nothing written but in a folder of the test."""
    monkeypatch.setattr("reader.tui.understanding.AnalysisChild", Child)
    monkeypatch.setattr("webbrowser.open", lambda *_args, **_more: False)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.chdir(tmp_path)


async def test_random_keys_do_no_harm(folders: Folders) -> None:
    seed = os.environ.get("MONKEY_SEED")
    await survive(folders, seed=int(seed) if seed else random.randrange(1 << 30), count=150)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
async def test_ten_thousand_random_keys_do_no_harm(folders: Folders, seed: int) -> None:
    await survive(folders, seed, count=1_000)
