"""Prints how long the analysis of an article takes, from the start of its process on.

python -m tests.bench.bench_speed
"""

import time
from collections.abc import Callable, Iterator

from reader.analysis import parser, people, pieces
from reader.analysis.child import AnalysisChild
from reader.analysis.findings import Analysis
from reader.analysis.quotations import Transcript
from reader.analysis.references import Setting
from reader.analysis.study import read
from reader.document import Document
from reader.opening import open_source
from tests.bench.scoring import SEED, Row, table

TIMES = 5
"""How often each thing is timed; the shortest time counts, as others only tell what else ran."""


def shortest(work: Callable[[], float]) -> float:
    """The shortest of some times, in seconds."""
    return min(work() for _ in range(TIMES))


def timed(work: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def until_names(document: Document) -> float:
    """How long it takes from the start of the child process until its names are there, in seconds."""
    child = AnalysisChild(document)
    start = time.perf_counter()
    spent = 0.0

    def partial(_: Analysis) -> None:
        nonlocal spent
        spent = spent or time.perf_counter() - start

    child.run(lambda _: None, partial)
    return spent


def until_all(document: Document) -> float:
    """How long it takes from the start of the child process until everything is there, in seconds."""
    return timed(lambda: AnalysisChild(document).run(lambda _: None, lambda _: None))


def rows() -> Iterator[Row]:
    """Times for the article, whole and by part."""
    if not SEED.exists():
        return
    document = open_source(str(SEED))
    cut = pieces.cut(document)
    passages = list(read(cut))
    parsed = [parser.parsed(passage) for passage in passages]

    def rules() -> None:
        transcript, setting = Transcript(), Setting()
        for passage in parsed:
            setting.hear(transcript.hear(passage))
        people.resolve(document.text, setting, transcript.drafts, ())

    start = shortest(lambda: until_names(document))
    everything = shortest(lambda: until_all(document))
    parse = shortest(lambda: timed(lambda: list(read(cut))))
    share = shortest(lambda: timed(rules)) / parse
    yield Row("names, from the start of the process", f"{start:.2f} s", "0.5 s")
    yield Row("quotations, from the start of the process", f"{everything:.2f} s")
    yield Row("names and parse, once loaded", f"{parse:.3f} s")
    yield Row("rules over the parse", f"{share:.1%} of its time", "10 %")


if __name__ == "__main__":
    table(rows())
