"""Prints how many quotations are found with their right speaker, on annotated news.

    python -m tests.bench.bench_quotes [FOLDER] [ARTICLES]

FOLDER holds `polnear-tuning.direct.gold.jsonl` and `polnear-tuning.all.gold.jsonl`, which are not
shipped, as their texts are their publishers'; ARTICLES is how many of them to take (80).
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tests.bench.scoring import EVAL, Record, Row, found_in, read, score_quotes, table

View = Literal["direct", "all"]
"""Only what stands between marks, or all statements."""


def as_scored(quotation: Record, view: View) -> Record:
    """A quotation as the scorer takes it; among all statements a clause stands for its marked part."""
    start, end = quotation["start"], quotation["end"]
    if view == "all" and quotation["clause"]:
        start, end = quotation["clause"]
    record: Record = {"start": start, "end": end, "kind": quotation["kind"]}
    if speaker := quotation["speaker"]:
        record |= {"speaker": speaker["name"], "speaker_mention": speaker["text"]}
        record |= {"speaker_span": [speaker["start"], speaker["end"]]}
    if cue := quotation["cue"]:
        record |= {"cue": cue["text"], "cue_span": [cue["start"], cue["end"]]}
    return record


def predicted(found: dict[str, list[Record]], view: View) -> list[Record]:
    """All articles' quotations for a view."""
    return [
        {
            "id": name,
            "quotes": [as_scored(q, view) for q in quotes if view == "all" or q["kind"] != "indirect"],
        }
        for name, quotes in found.items()
    ]


def rows(folder: Path, articles: int) -> Iterator[Row]:
    """Precision, recall and F1 of both views."""
    paths: dict[View, Path] = {
        view: folder / f"polnear-tuning.{view}.gold.jsonl" for view in ("direct", "all")
    }
    if not all(path.exists() for path in paths.values()):
        return
    gold = {view: read(path, articles) for view, path in paths.items()}
    found = {record["id"]: found_in(record["text"])["quotations"] for record in gold["all"]}
    direct = score_quotes(gold["direct"], predicted(found, "direct"))
    everything = score_quotes(gold["all"], predicted(found, "all"))
    indirect = {
        name: [quote for quote in quotes if quote["kind"] == "indirect"] for name, quotes in found.items()
    }
    alone = score_quotes(gold["all"], predicted(indirect, "all"), "--kinds", "indirect")
    yield Row("articles", str(len(found)))
    yield Row("quoted text, overlap", _figures(direct["overlap"]), "F1 .97")
    yield Row("quoted text with its speaker", _figures(direct["e2e"]), "F1 .90")
    yield Row("speaker's mention", f"{direct['mention_acc']:.3f}")
    yield Row("speaker's name", f"{direct['canonical_acc']:.3f}")
    yield Row("all statements with their speaker", _figures(everything["e2e"]), "F1 .58")
    yield Row("all statements, overlap", _figures(everything["overlap"]))
    yield Row("indirect, overlap", _figures(alone["overlap"]), "precision .80")
    yield Row("indirect with its speaker", _figures(alone["e2e"]))


def _figures(scores: tuple[float, float, float]) -> str:
    return "/".join(f"{score:.3f}" for score in scores)


def main() -> None:
    """Prints the table for what the command line says."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL / "quotes"
    table(rows(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 80))


if __name__ == "__main__":
    main()
