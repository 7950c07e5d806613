"""Prints how good and how fast the analysis is, on whatever data for scoring are there.

    python -m tests.bench.bench_analysis [FOLDER] [ARTICLES]

FOLDER holds `polnear-tuning.direct.gold.jsonl` and `polnear-tuning.all.gold.jsonl`, which are not
shipped, as their texts are their publishers'; ARTICLES is how many of them to take (80).
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.analysis import analyse
from reader.analysis.findings import Analysis, EntityKind, Quotation
from reader.document import Block, Document

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

LABELS: dict[EntityKind, str] = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "group": "NORP",
    "facility": "FAC",
    "product": "PRODUCT",
    "event": "EVENT",
    "work": "WORK_OF_ART",
    "law": "LAW",
    "language": "LANGUAGE",
}


def read(path: Path, limit: int = 0) -> list[dict[str, Any]]:
    """The records of a JSON lines file; where there is a limit, that many spread evenly over it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // limit) if limit else 1
    return [json.loads(line) for line in lines[::step]][: limit or None]


def document(text: str) -> Document:
    """A document whose paragraphs are the lines of a text."""
    lines = (match for match in re.finditer(r"[^\n]+", text) if match.group().strip())
    return Document(text, tuple(Block("paragraph", line.start(), line.end()) for line in lines))


def score(script: str, gold: list[dict[str, Any]], predicted: list[dict[str, Any]], *options: str) -> None:
    """Runs a scorer on two lists of records and prints what it says."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "predicted.jsonl")]
        for path, records in zip(paths, (gold, predicted), strict=True):
            path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        command = [sys.executable, str(EVAL / script)]
        command += ["jsonl"] if script == "score_entities.py" else []
        subprocess.run([*command, *map(str, paths), *options], check=True)


def names(found: Analysis) -> list[tuple[int, int, str]]:
    return [
        (mention.start, mention.end, LABELS[entity.kind])
        for entity in found.entities
        if entity.kind in LABELS
        for mention in entity.mentions
    ]


def quotes(found: Analysis, *, marked_only: bool) -> Iterator[dict[str, Any]]:
    for quotation in found.quotations:
        if not marked_only or quotation.kind != "indirect":
            yield quote(quotation)


def quote(quotation: Quotation) -> dict[str, Any]:
    record: dict[str, Any] = {"start": quotation.start, "end": quotation.end, "kind": quotation.kind}
    if speaker := quotation.speaker:
        record |= {"speaker": speaker.name, "speaker_mention": speaker.text}
        record |= {"speaker_span": [speaker.start, speaker.end]}
    if cue := quotation.cue:
        record |= {"cue": cue.text, "cue_span": [cue.start, cue.end]}
    return record


def bench_entities() -> None:
    for name, mapping in (("wikigold", "conll"), ("uner_ewt_test", "plo")):
        path = EVAL / "entities" / f"{name}-tuning.jsonl"
        if path.exists():
            gold = read(path)
            predicted = [{"ents": names(analyse(document(record["text"])))} for record in gold]
            print(f"\nEntities, {name}")
            score("score_entities.py", gold, predicted, "--map", mapping, "--norm")


def bench_quotations(folder: Path, articles: int) -> None:
    paths = {view: folder / f"polnear-tuning.{view}.gold.jsonl" for view in ("direct", "all")}
    if not all(path.exists() for path in paths.values()):
        return
    gold = {view: read(path, articles) for view, path in paths.items()}
    start = time.perf_counter()
    found = {record["id"]: analyse(document(record["text"])) for record in gold["all"]}
    spent = time.perf_counter() - start
    characters = sum(len(record["text"]) for record in gold["all"])
    print(
        f"\nQuotations: {len(found)} articles, {characters / spent / 1000:.0f} thousand characters a second"
    )
    for view in paths:
        predicted = [
            {"id": key, "quotes": list(quotes(one, marked_only=view == "direct"))}
            for key, one in found.items()
        ]
        print(f"\nQuotations, {view}")
        score("score_quotes.py", gold[view], predicted)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL / "quotes"
    bench_entities()
    bench_quotations(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 80)


if __name__ == "__main__":
    main()
