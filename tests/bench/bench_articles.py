"""Prints how much of an article's text and structure is kept of web pages, and how long that takes.

    python -m tests.bench.bench_articles

The golds leave out what Reader shows: the title, and for the text also pictures and captions; and they know
no footnotes. "As scored" therefore leaves out the title's heading (and, for the text, pictures and
captions), and takes footnotes for list items and their references for links. "As shown" leaves out and
takes nothing. Links that lead back from a note are in the gold and not in Reader: pages with footnotes are
counted apart.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from reader.document import Block, Document, Mark
from reader.opening import html
from tests.bench.scoring import EVAL

CORPORA = EVAL.parent / "corpora"
SCORERS = EVAL / "articles"


def texts() -> Iterator[tuple[str, bytes]]:
    for path in sorted((CORPORA / "articles-html" / "pages").iterdir()):
        yield path.name.split(".")[0], gzip.decompress(path.read_bytes())


def structures() -> Iterator[tuple[str, bytes]]:
    for path in sorted((CORPORA / "readability").iterdir()):
        if path.is_dir():
            yield path.name, (path / "source.html").read_bytes()


def opened(pages: Iterable[tuple[str, bytes]]) -> tuple[dict[str, Document], list[float]]:
    """The documents, by the pages' names, and the milliseconds that each took."""
    documents, times = {}, []
    for name, data in pages:
        start = time.process_time()
        documents[name] = html.parse(data, name)
        times.append((time.process_time() - start) * 1000)
    return documents, times


def without_title(document: Document) -> Document:
    first = document.blocks[0] if document.blocks else None
    if first is None or first.kind != "heading" or document.text[: first.end] != document.title:
        return document
    return blanked(replace(document, blocks=document.blocks[1:]), [first])


def without_pictures(document: Document) -> Document:
    pictures: list[Block | Mark] = [block for block in document.blocks if block.kind in ("image", "caption")]
    pictures += (mark for mark in document.marks if mark.kind == "image")
    return blanked(document, pictures)


def blanked(document: Document, spans: Iterable[Block | Mark]) -> Document:
    text = document.text
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return replace(document, text=text)


def without_footnotes(document: Document) -> Document:
    blocks = (
        replace(block, kind="list_item") if block.kind == "footnote" else block for block in document.blocks
    )
    marks = (replace(mark, kind="link") if mark.kind == "footnote" else mark for mark in document.marks)
    return replace(document, blocks=tuple(blocks), marks=tuple(marks))


def scored(scorer: str, documents: dict[str, Document], as_scored: Callable[[Document], Document]) -> str:
    """What a scorer says, of the pages that there are documents of."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for name, document in documents.items():
                page = as_scored(document)
                record: dict[str, object] = {"id": name, "text": page.text}
                record |= {"blocks": list(map(asdict, page.blocks)), "marks": list(map(asdict, page.marks))}
                file.write(json.dumps(record) + "\n")
        if scorer == "structure":
            gold = Path(folder) / "gold"
            gold.mkdir()
            for name in documents:
                (gold / name).symlink_to(CORPORA / "readability" / name)
            run = f"import pathlib, score_structure as s; s.PAGES = pathlib.Path({str(gold)!r}); s.main()"
        else:
            run = "import score_text as s; s.main()"
        command = [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(SCORERS)!r}); {run}",
            str(path),
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    if not CORPORA.is_dir():
        sys.exit(f"{CORPORA} is not there.")
    articles, times = opened(texts())
    print("Text, as shown: ", scored("text", articles, lambda document: document), end="")
    print("Text, as scored:", scored("text", articles, lambda d: without_pictures(without_title(d))))
    pages, more = opened(structures())
    plain = {name: page for name, page in pages.items() if all(b.kind != "footnote" for b in page.blocks)}
    print("Structure, as shown\n" + scored("structure", pages, lambda document: document))
    for title, some in (("", pages), (", pages without footnotes", plain)):
        print(f"Structure, as scored{title}")
        print(scored("structure", some, lambda d: without_footnotes(without_title(d))))
    times = sorted(times + more)
    print(f"ms a page: mean {sum(times) / len(times):.0f}, median {times[len(times) // 2]:.0f}, ", end="")
    print(f"most {times[-1]:.0f}")


if __name__ == "__main__":
    main()
