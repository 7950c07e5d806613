"""How PDFs open: each in a process of its own, so that none can hide a crash or a hang.

python -m tests.bench.bench_pdf [folder …] [--seconds 20] [--slowest 8]
python -m tests.bench.bench_pdf --long 2000 file.pdf …    a book of so many pages, as a reader opens it
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.conftest import SHARED

CHILD = """
import json, resource, sys, time
from pathlib import Path
from reader.opening import ParseError
from reader.opening import PasswordNeeded
from reader.opening.pdf import parse
data = Path(sys.argv[1]).read_bytes()
start = time.process_time()
try:
    document = parse(data, "x")
    outcome, said, pages = "opened", f"{len(document.text)} code points", len(document.pages)
except PasswordNeeded as error:
    outcome, said, pages = "asked for a password", str(error), 0
except ParseError as error:
    outcome, said, pages = "refused", str(error), 0
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([outcome, said, pages, time.process_time() - start, memory]))
"""


class Result(NamedTuple):
    """What opening one file came to; times in seconds, memory in KiB."""

    name: str
    outcome: str
    said: str
    pages: int
    seconds: float
    memory: int


def opened(path: Path, seconds: float) -> Result:
    command = [sys.executable, "-c", CHILD, str(path)]
    start = time.monotonic()
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Result(path.name, "HANG", "", 0, seconds, 0)
    if run.returncode:
        said = (run.stderr.strip().splitlines() or [f"exit code {run.returncode}"])[-1]
        return Result(path.name, "CRASH", said, 0, time.monotonic() - start, 0)
    return Result(path.name, *json.loads(run.stdout))


def long_book(source: Path, pages: int) -> bytes:
    """A book that repeats the pages of another one until it has as many."""
    import pypdfium2

    book, part = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(source)
    while len(book) < pages:
        book.import_pages(part, list(range(min(len(part), pages - len(book)))))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_long(sources: Sequence[Path], pages: int) -> None:
    """Open long books in a process of their own, within the limits."""
    from reader.opening import OpenError, open_bytes

    for source in sources:
        data = long_book(source, pages)
        start = time.monotonic()
        try:
            said = f"{len(open_bytes(data, source=str(source), name=source.name).text):,} code points"
        except OpenError as error:
            said = str(error)
        size = len(data) / 1_000_000
        print(f"{time.monotonic() - start:8.1f} s  {size:5.1f} MB  {pages} pages  {source.name}: {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "corpora" / "pdf"])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--slowest", type=int, default=8)
    parser.add_argument("--long", type=int, default=0, metavar="PAGES")
    options = parser.parse_args()
    if options.long:
        read_long(options.folders, options.long)
        return
    paths = [path for folder in options.folders for path in sorted(folder.glob("*.pdf"))]
    results = [opened(path, options.seconds) for path in paths]
    for outcome, count in Counter(result.outcome for result in results).most_common():
        print(f"{count:5} {outcome}")
    for said, count in Counter(result.said for result in results if result.outcome != "opened").most_common():
        print(f"{count:5} {said}")
    for result in results:
        if result.outcome in ("CRASH", "HANG"):
            print(f"      {result.outcome} {result.name}: {result.said}")
    print("the slowest, in seconds of CPU:")
    for result in sorted(results, key=lambda result: -result.seconds)[: options.slowest]:
        print(
            f"{result.seconds:8.2f}  {result.memory / 1024:5.0f} MiB  {result.pages:4} pages  {result.name}"
        )
    read = [result for result in results if result.pages > 1]
    seconds = sum(result.seconds for result in read)
    if seconds:
        print(f"{sum(result.pages for result in read) / seconds:.0f} pages a second where there are several")


if __name__ == "__main__":
    main()
