from pathlib import Path

import pytest

from reader.annotation import Annotation, Target
from reader.document import Document
from reader.exchange.linear import linear
from reader.opening.markdown import parse

SOURCE = """\
# The harbour

A *quiet* place, wrote Ann Ames.
It has two piers.

1. North
2. South

> Nobody comes here.

| Year | Ships |
|------|-------|
| 2020 | 12 |

![The old pier](pier.png)

```
x = 1
```
"""


def document() -> Document:
    return parse(SOURCE, "harbour.md")


def test_each_block_is_a_line_that_says_what_it_is() -> None:
    assert list(linear(document())) == [
        "Title: The harbour.",
        "Heading, level 1: The harbour",
        "A quiet place, wrote Ann Ames. It has two piers.",
        "Item 1. North",
        "Item 2. South",
        "Quoted: Nobody comes here.",
        "Row 1, column 1: Year",
        "Row 1, column 2: Ships",
        "Row 2, Year: 2020",
        "Row 2, Ships: 12",
        "[image: The old pier]",
        "Code: x = 1",
        "End of The harbour.",
    ]


def test_annotations_follow_their_paragraph() -> None:
    text = document().text
    at = text.index("quiet")
    highlight = Annotation("1", "d", Target.of(text, at, at + 5), tags=("sea",), note="Is it?\n\nAsk.")
    whole = Annotation("2", "d", Target(0, 0, ""), note="Read again.", kind="document")
    orphan = Annotation("3", "d", Target(0, 3, "xyz"), orphan=True)
    lines = list(linear(document(), [whole, highlight, orphan]))
    assert lines[1:4] == [
        "Your note on the whole document",
        "Your note: Read again.",
        "Your highlight, yellow, its passage no longer in the text: “xyz”",
    ]
    at = lines.index("A quiet place, wrote Ann Ames. It has two piers.")
    assert lines[at + 1 : at + 4] == [
        "Your highlight, yellow, tagged sea: “quiet”",
        "Your note: Is it?",
        "Your note: Ask.",
    ]


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x9b", "\u202e", "\x00"])
def test_no_line_has_what_a_terminal_would_obey(sign: str) -> None:
    spoilt = parse(f"# A{sign}b\n\nText{sign} here.\n", "x.md")
    note = Annotation("1", "d", Target.of(spoilt.text, 0, 1), note=f"n{sign}\x1b]0;x\x07")
    lines = "\n".join(linear(spoilt, [note]))
    assert all(each not in lines for each in ("\x1b", "\x9b", "\u202e", "\x00", "\x07"))


def test_the_command_prints_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from reader.cli import main

    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    (tmp_path / "harbour.md").write_text(SOURCE)
    source = str(tmp_path / "harbour.md")
    assert main(["annotate", source, "--quote", "quiet", "--note", "Is it?"]) == 0
    capsys.readouterr()
    assert main(["read", source, "--plain", "--quotes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Title: The harbour."
    assert "Your note: Is it?" in lines
    assert lines[-1] == "End of The harbour."
