"""The whole job, as a user does it: real processes, a real pseudo-terminal, a real disk."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from reader.analysis import AnalysisCache
from reader.analysis.findings import Analysis, Entity, Mention
from reader.opening import open_source
from tests.terminal import READER, terminal

ARTICLE = """The Harbour Opens

The harbour of Brimley opened again on Monday, nine years after the storm that had closed it. Ann Ames, \
the mayor, cut a ribbon in the rain, and the first ship came in before noon.

“We have waited for nine years,” Ames said on the quay. Ben Bell called it “a slow miracle.”
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def reader(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*READER, *arguments],
        env={**os.environ, "READER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_read_mark_note_close_open_again_and_export(home: Path, article: Path, tmp_path: Path) -> None:
    with terminal([*READER, str(article)], home, folder=tmp_path) as screen:
        screen.wait_for("The harbour of Brimley")
        screen.wait_for("? keys")
        screen.wait_for("No notes yet")
        screen.press("s")
        screen.wait_for("Enter highlight")
        screen.press("enter")
        screen.wait_for("Highlighted.")
        screen.press("s", "j", "a")
        screen.wait_for("Ctrl+S keeps the note")
        screen.press(*"Why now?", "ctrl+s")
        screen.wait_for("Kept.")
        screen.press("q")
        assert screen.wait_for_end() == 0
    with terminal([*READER, str(article)], home, folder=tmp_path) as screen:
        screen.wait_for("Why now?")
        screen.press("E")
        screen.wait_for("Write the notes to")
        screen.press("enter")
        screen.wait_for("Notes written to")
        screen.press("q")
        assert screen.wait_for_end() == 0
    exported = (tmp_path / "the-harbour-opens-notes.md").read_text("utf-8")
    assert exported.count("\n> ") == 2
    assert "Why now?" in exported
    printed = reader(home, "export", str(article))
    assert printed.returncode == 0
    assert "Why now?" in printed.stdout


def test_a_note_that_was_acknowledged_survives_kill_9(home: Path, article: Path) -> None:
    with terminal([*READER, str(article)], home) as screen:
        screen.wait_for("No notes yet")
        screen.press("s", "a")
        screen.wait_for("Ctrl+S keeps the note")
        screen.press(*"Not to be lost", "ctrl+s")
        screen.wait_for("Kept.")
        screen.kill()
    notes = json.loads(reader(home, "notes", str(article), "--json").stdout)["annotations"]
    assert [note["note"] for note in notes] == ["Not to be lost"]
    with terminal([*READER, str(article)], home) as screen:
        screen.wait_for("Not to be lost")


def test_the_engine_fills_the_lists(home: Path, article: Path) -> None:
    with terminal([*READER, str(article)], home) as screen:
        screen.wait_for("Ann Ames  ")
        screen.wait_for("a slow miracle.”")
        screen.wait_for("People")
        screen.press("q")
        assert screen.wait_for_end() == 0


def test_what_was_corrected_stays_corrected(home: Path, article: Path) -> None:
    document = open_source(str(article))
    at = document.text.index("Brimley")
    found = Analysis((Entity("Brimley", "person", (Mention(at, at + 7, "Brimley"),)),))
    AnalysisCache(home / "cache").put(document, found)
    with terminal([*READER, str(article)], home) as screen:
        screen.wait_for("No notes yet")
        screen.wait_for("› Brimley")
        for _ in range(3):
            screen.press("tab")
            screen.read(0.5)
        screen.wait_for("K kind")
        screen.press("K")
        screen.wait_for("“Brimley” is …")
        screen.press(*"pla", "enter")
        screen.wait_for("“Brimley” is a place.")
        screen.wait_for("Places")
        screen.press("r", *" Harbour", "enter")
        screen.wait_for("is called “Brimley Harbour”")
        screen.press("q")
        assert screen.wait_for_end() == 0
    with terminal([*READER, str(article)], home) as screen:
        screen.wait_for("› Brimley Harbour")
        screen.wait_for("Places")
        screen.press("C")
        screen.wait_for("› “Brimley” is called “Brimley Harbour”")
        screen.press("enter")
        screen.wait_for("Taken back: “Brimley” is called")
        screen.kill()
    kept = json.loads(reader(home, "corrections", str(article), "--json").stdout)["corrections"]
    assert [each["what"] for each in kept] == ["kind"]


def test_an_article_from_a_pipe_is_read_and_the_keys_still_work(home: Path, article: Path) -> None:
    command = f"cat '{article}' | {shlex.join(READER)}"
    with terminal(["/bin/sh", "-c", command], home) as screen:
        screen.wait_for("The harbour of Brimley")
        screen.press("s")
        screen.wait_for("Enter highlight")
        screen.press("escape")
        screen.wait_for(lambda lines: not any("Enter highlight" in line for line in lines))
        screen.press("q")
        assert screen.wait_for_end() == 0


PAYLOADS = {
    "a colour": "\x1b[31mred",
    "a title": "\x1b]0;owned\x07",
    "the clipboard": "\x1b]52;c;b3duZWQ=\x1b\\",
    "a query": "\x1b[6n",
    "a string without an end": "\x1bPq",
    "a C1 control": "\u009b31m",
    "a bell": "\x07",
    "another direction": "\u202e",
}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_escape_sequence_of_an_article_reaches_the_terminal(
    home: Path, tmp_path: Path, payload: str
) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_bytes(f"{payload}EVIL\n\nA quiet paragraph{payload}EVIL stands here.\n".encode())
    with terminal([*READER, str(hostile)], home) as screen:
        screen.wait_for("A quiet paragraph")
        screen.press("s", "enter")
        screen.wait_for("Highlighted.")
        screen.press("q")
        screen.wait_for_end()
        assert f"{payload}EVIL".encode() not in screen.output
        assert b"EVIL" in screen.output


def test_a_terminal_too_small_is_told_in_one_sentence(home: Path, article: Path) -> None:
    with terminal([*READER, str(article)], home, columns=20, rows=5) as screen:
        assert screen.wait_for_end() == 1
        assert b"Traceback" not in screen.output
        assert b"20" in screen.output
