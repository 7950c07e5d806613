"""What the benchmarks share: the data, findings as the commands give them, the scorers, the table."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from reader.analysis import analyse
from reader.opening import Options, open_source

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
"""The scorers and the data to score on; not shipped."""

SEED = EVAL.parent / "articles" / "atacms.txt"
"""The article that is timed."""

Record = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        figure: What is measured.
        value: How much it is.
        goal: How much it should be, in words.
    """

    figure: str
    value: str
    goal: str = ""


def table(rows: Iterable[Row]) -> None:
    """Prints rows with a line about what they are."""
    listed = list(rows)
    widths = [max(len(column) for column in columns) for columns in zip(*map(_cells, listed), strict=True)]
    for row in listed:
        print("  ".join(cell.ljust(width) for cell, width in zip(_cells(row), widths, strict=True)).rstrip())


def _cells(row: Row) -> tuple[str, str, str]:
    return row.figure, row.value, row.goal


def read(path: Path, limit: int = 0) -> list[Record]:
    """The records of a JSON lines file; where there is a limit, that many spread evenly over it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // limit) if limit else 1
    return [json.loads(line) for line in lines[::step]][: limit or None]


def found_in(text: str) -> Record:
    """What `reader entities --json` and `reader quotes --json` say of a plain text, with offsets in it.

    Opening a text changes nothing but its white space, so an offset is carried over by the
    characters before it that are none.
    """
    document = open_source("-", stdin=text.encode(), options=Options(format="text"))
    places = [place for place, character in enumerate(text) if not character.isspace()]
    before = list(accumulate((not character.isspace() for character in document.text), initial=0))
    assert before[-1] == len(places)

    def carried(data: Any) -> Any:
        if isinstance(data, list | tuple):
            return [carried(each) for each in data]
        if not isinstance(data, dict):
            return data
        data = {key: carried(value) for key, value in data.items()}
        if "start" in data:
            data["start"], data["end"] = places[before[data["start"]]], places[before[data["end"]] - 1] + 1
        if data.get("clause"):
            start, end = data["clause"]
            data["clause"] = [places[before[start]], places[before[end] - 1] + 1]
        return data

    found: Record = carried(analyse(document).to_json())
    return found


def score_entities(gold: list[Record], predicted: list[Record], *options: str) -> Iterator[tuple[str, str]]:
    """What the scorer of entities says.

    Yields:
        A kind, or `all`, with precision, recall and F1.
    """
    output = _run("score_entities.py", gold, predicted, "jsonl", *options)
    for kind, *figures in re.findall(r"^\s*(\S+)\s+P (\S+) R (\S+) F1 (\S+)", output, re.MULTILINE):
        yield ("all" if kind == "exact+type" else kind), "/".join(figures)


def score_quotes(gold: list[Record], predicted: list[Record], *options: str) -> Record:
    """What the scorer of quotations says."""
    scores: Record = json.loads(_run("score_quotes.py", gold, predicted, "", "--json", *options))
    return scores


def _run(script: str, gold: list[Record], predicted: list[Record], command: str, *options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "predicted.jsonl")]
        for path, records in zip(paths, (gold, predicted), strict=True):
            path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        given = [sys.executable, EVAL / script, *([command] if command else []), *paths, *options]
        return subprocess.run(list(map(str, given)), check=True, capture_output=True, text=True).stdout
