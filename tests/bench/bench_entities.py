"""Prints how many names are found with their right kind, on the data for tuning that are there.

python -m tests.bench.bench_entities
"""

from collections.abc import Iterator

from tests.bench.scoring import EVAL, Record, Row, found_in, read, score_entities, table

LABELS = {
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
"""The kinds of names as the scorer calls them."""

SETS = {"WikiGold": ("wikigold", "conll", ".79"), "English web": ("uner_ewt_test", "plo", ".72")}
"""Each set with its file, the scorer's map of kinds, and what F1 is to be reached on what is kept apart."""


def names(text: str) -> list[list[object]]:
    """The names in a text as the scorer takes them."""
    return [
        [mention["start"], mention["end"], LABELS[entity["kind"]]]
        for entity in found_in(text)["entities"]
        if entity["kind"] in LABELS
        for mention in entity["mentions"]
    ]


def rows() -> Iterator[Row]:
    """Precision, recall and F1 of exact span and kind."""
    for title, (name, mapping, goal) in SETS.items():
        path = EVAL / "entities" / f"{name}-tuning.jsonl"
        if path.exists():
            gold = read(path)
            predicted: list[Record] = [{"ents": names(record["text"])} for record in gold]
            options = ("--map", mapping, "--norm")
            for kind, figures in score_entities(gold, predicted, *options, "--only", "PER,ORG,LOC"):
                yield Row(f"names, {title}, {kind}", figures, f"F1 {goal}" if kind == "all" else "")
            if mapping == "conll":
                figures = dict(score_entities(gold, predicted, *options))["all"]
                yield Row(f"names, {title}, all kinds", figures)


if __name__ == "__main__":
    table(rows())
