"""Prints how much of web pages is kept, text, structure and metadata, and how long that takes.

    python -m tests.bench.bench_articles

Every third page by name is kept apart: rules are made by looking at the others only.

The golds leave out what Reader shows, and cannot say all that it says. "As scored" therefore, of the text,
leaves out the title, pictures and captions. Of the structure it

- leaves out the title (the first block, where that is a heading of the first level) if the gold does;
- takes footnotes for list items, and their references for links;
- takes pictures within a line or a cell for images, and leaves out the words that stand for them;
- takes an item of a list together with the items in it, and ² for 2, as HTML has them;
- leaves links that lead back from a footnote out of the gold: in Reader a note closes by a key;
- counts the gold's images that have no `src` too: their addresses wait for a script in other attributes;
- leaves out captions that are no `<figcaption>` in the page, those of tables and those that a class names:
  the gold knows no others.

"As shown" leaves out and takes nothing. Where readability-lxml is installed, its titles and authors are
shown beside ours and trafilatura's.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reader.document import Block, Document, Mark
from reader.opening.html import page as html
from tests.bench.scoring import EVAL

CORPORA = EVAL.parent / "corpora"
STRUCTURES = CORPORA / "readability"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_APART = 3
"""One page of so many is kept apart."""
_STEM = 60
"""Letters of an item that the scorer compares."""
_NONE: dict[str, str] = dict.fromkeys(("title", "author", "site", "date"), "")

Items = Counter[tuple[str, str]]


def texts() -> Iterator[tuple[str, bytes]]:
    """The pages whose text is known, by their names."""
    for path in sorted((CORPORA / "articles-html" / "pages").iterdir()):
        yield path.name.split(".")[0], gzip.decompress(path.read_bytes())


def structures() -> Iterator[tuple[str, bytes]]:
    """The pages whose structure is known, by their names."""
    for path in sorted(STRUCTURES.iterdir()):
        if path.is_dir():
            yield path.name, (path / "source.html").read_bytes()


def parts(names: Iterable[str]) -> dict[str, list[str]]:
    """All pages, those that rules are made by, and those kept apart."""
    all_of_them = list(names)
    apart = all_of_them[_APART - 1 :: _APART]
    return {"all": all_of_them, "others": [one for one in all_of_them if one not in apart], "apart": apart}


def opened(pages: Iterable[tuple[str, bytes]]) -> tuple[dict[str, Document], list[float]]:
    """The documents, by the pages' names, and the milliseconds that each took."""
    documents, times = {}, []
    for name, data in pages:
        start = time.process_time()
        documents[name] = html.parse(data, name)
        times.append((time.process_time() - start) * 1000)
    return documents, times


# What of a document is scored


def without_title(document: Document) -> Document:
    """A document without the heading that is its title."""
    first = document.blocks[0] if document.blocks else None
    if first is None or first.kind != "heading" or first.level != 1:
        return document
    return blanked(replace(document, blocks=document.blocks[1:]), [first])


def without_pictures(document: Document) -> Document:
    """A document without the words that stand for pictures, and without captions."""
    return blanked(document, [*pictures(document), *(b for b in document.blocks if b.kind == "caption")])


def pictures(document: Document) -> list[Block | Mark]:
    """The pictures of a document, within lines and by themselves."""
    images = [block for block in document.blocks if block.kind == "image"]
    return [*images, *(mark for mark in document.marks if mark.kind == "image")]


def blanked(document: Document, spans: Iterable[Block | Mark]) -> Document:
    """A document with spaces in the place of some of its text."""
    text = document.text
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return replace(document, text=text)


def as_html_has_it(document: Document) -> Document:
    """A document with the kinds and spans that HTML has."""
    alone = {block.start for block in document.blocks if block.kind == "image"}
    blocks = [
        replace(block, kind="list_item" if block.kind == "footnote" else block.kind)
        for block in document.blocks
    ]
    for index, block in enumerate(blocks):
        if block.kind == "list_item":
            for inner in blocks[index + 1 :]:
                if inner.kind != "list_item" or inner.level <= block.level:
                    break
                blocks[index] = replace(block, end=inner.end)
    blocks += (
        Block("image", m.start, m.end) for m in document.marks if m.kind == "image" and m.start not in alone
    )
    marks = (replace(mark, kind="link") if mark.kind == "footnote" else mark for mark in document.marks)
    text = blanked(document, pictures(document)).text.translate(_RAISED)
    return replace(document, text=text, blocks=tuple(blocks), marks=tuple(marks))


def record(document: Document) -> dict[str, Any]:
    """What the scorers take for a page."""
    return {
        "text": document.text,
        "blocks": list(map(asdict, document.blocks)),
        "marks": list(map(asdict, document.marks)),
    }


# Scores


def scorer(name: str) -> Any:
    """A scorer's module."""
    folder = str(EVAL / "articles")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def score_of_text(documents: dict[str, Document]) -> str:
    """F1, precision and recall of the text of some pages."""
    score = scorer("score_text")
    gold = json.loads(score.GOLD.read_text(encoding="utf-8"))
    rows = [score.page(gold[name]["articleBody"], document.text) for name, document in documents.items()]
    hit, extra, missed = (sum(row[column] for row in rows) for column in range(3))
    precision, recall = hit / (hit + extra), hit / (hit + missed)
    f1 = 2 * precision * recall / (precision + recall)
    return f"F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({len(rows)} pages)"


def gold_items(name: str, *, shown: bool) -> Items:
    """What the gold has of a page's structure, as it is or as it is scored."""
    from lxml import html as markup

    from reader.opening.html.notes import footnotes

    score = scorer("score_structure")
    path = STRUCTURES / name / "expected.html"
    if shown:
        return Counter(score.gold_items(path))
    root = markup.document_fromstring(path.read_text(encoding="utf-8"))
    for element in footnotes(root, {}).dropped:
        if element.tag != "hr":
            element.drop_tree()
    for image in root.iter("img"):
        image.set("src", image.get("src") or "lazy")
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(markup.tostring(root, encoding="unicode"))
        file.flush()
        return Counter(score.gold_items(Path(file.name)))


def captions(name: str) -> set[str]:
    """The starts of the captions that a page has in a tag of their own."""
    from lxml import html as markup

    root = markup.document_fromstring((STRUCTURES / name / "source.html").read_bytes())
    return {fold(str(caption.text_content()))[:_STEM] for caption in root.iter("figcaption")}


def fold(text: str) -> str:
    """The letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text).lower()


def items(documents: dict[str, Document], *, shown: bool) -> dict[str, tuple[Items, Items]]:
    """What the gold and the documents have of the structure, by the pages' names."""
    found_items = scorer("score_structure").found_items
    pairs: dict[str, tuple[Items, Items]] = {}
    for name, document in documents.items():
        gold = gold_items(name, shown=shown)
        found = Counter(found_items(record(document if shown else as_html_has_it(document))))
        if not shown:
            lesser = Counter(found_items(record(as_html_has_it(without_title(document)))))
            title = found - lesser
            found = lesser + (title & gold)
            tagged = captions(name)
            for kind, key in list(found):
                if kind == "caption" and key not in tagged:
                    del found[kind, key]
        pairs[name] = gold, found
    return pairs


def table(pages: Iterable[tuple[Items, Items]]) -> dict[str, tuple[int, float, float]]:
    """Items in the gold, recall and precision, by kind; the mean recall at the end."""
    hits, golds, founds = Counter[str](), Counter[str](), Counter[str]()
    for gold, found in pages:
        for counter, one in ((hits, gold & found), (golds, gold), (founds, found)):
            for (kind, _), count in one.items():
                counter[kind] += count
    kinds = scorer("score_structure").KINDS
    rows = {
        kind: (golds[kind], hits[kind] / max(1, golds[kind]), hits[kind] / max(1, founds[kind]))
        for kind in kinds
    }
    mean = sum(recall for _, recall, _ in rows.values()) / len(rows)
    return rows | {"mean": (sum(golds[kind] for kind in kinds), mean, 0.0)}


def print_structure(documents: dict[str, Document]) -> None:
    """Print what is kept of the structure."""
    shown, scored = items(documents, shown=True), items(documents, shown=False)
    columns = {"as shown": table(shown.values())}
    columns |= {part: table(scored[name] for name in names) for part, names in parts(documents).items()}
    print("\nStructure: items in the gold, recall and precision; as shown, and as scored: all, others, apart")
    for kind in columns["all"]:
        cells = (
            f"{count:5} {recall:.3f} {right:.3f}"
            for count, recall, right in (c[kind] for c in columns.values())
        )
        print(f"{kind:12}" + "   ".join(cells))


# What a page says of itself


def metadata(document: Document) -> dict[str, str]:
    """What Reader knows of a page."""
    return {"title": document.title, "author": document.author, "site": document.site, "date": document.date}


def metadata_of_trafilatura(data: bytes) -> dict[str, str]:
    """What trafilatura knows of a page."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(data)
    values = {"title": found.title, "author": found.author, "site": found.sitename, "date": found.date}
    return {key: value or "" for key, value in values.items()}


def metadata_of_readability(data: bytes) -> dict[str, str]:
    """What readability-lxml knows of a page: no site, no date."""
    from readability import Document as Page  # type: ignore[import-not-found,unused-ignore]

    page = Page(data.decode("utf-8", "replace"))
    author = page.author()
    return _NONE | {"title": page.short_title(), "author": "" if author == "[no-author]" else author}


def is_right(kind: str, gold: str, found: str) -> bool:
    """Whether a title or site is the same but for signs, an author is named, a day is the same."""
    if kind == "date":
        return _day(gold) == _day(found) != ""
    mine, theirs = (fold(text) for text in (found, gold))
    return bool(mine) and (mine in theirs or theirs in mine if kind == "author" else mine == theirs)


def _day(text: str) -> str:
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        return text.strip()[:10]


def print_metadata(pages: dict[str, bytes], documents: dict[str, Document]) -> None:
    """Print how much of what pages say of themselves is known, by whom."""
    ways: dict[str, Callable[[str], dict[str, str]]] = {
        "Reader": lambda name: metadata(documents[name]),
        "trafilatura": lambda name: metadata_of_trafilatura(pages[name]),
    }
    if importlib.util.find_spec("readability"):
        ways["readability-lxml"] = lambda name: metadata_of_readability(pages[name])
    golds = {}
    for name in pages:
        said = json.loads((STRUCTURES / name / "expected-metadata.json").read_text(encoding="utf-8"))
        keys = {"title": "title", "author": "byline", "site": "siteName", "date": "publishedTime"}
        golds[name] = {kind: said.get(key) or "" for kind, key in keys.items()}
    print("\nWhat a page says of itself, right: all, others, apart")
    for way, known in ways.items():
        found = {name: known(name) for name in pages}
        cells = []
        for kind in _NONE:
            counts = []
            for names in parts(pages).values():
                with_gold = [name for name in names if golds[name][kind]]
                right = sum(is_right(kind, golds[name][kind], found[name][kind]) for name in with_gold)
                counts.append(f"{right}/{len(with_gold)}")
            cells.append(f"{kind} {' '.join(counts)}")
        print(f"{way:17}" + "   ".join(cells))


def main() -> None:
    """Print it all."""
    if not CORPORA.is_dir():
        sys.exit(f"{CORPORA} is not there.")
    articles, times = opened(texts())
    print("Text, as shown:        ", score_of_text(articles))
    for part, names in parts(articles).items():
        pages = {name: without_pictures(without_title(articles[name])) for name in names}
        print(f"Text, as scored, {part:7}", score_of_text(pages))
    sources = dict(structures())
    documents, more = opened(sources.items())
    print_structure(documents)
    print_metadata(sources, documents)
    times = sorted(times + more)
    print(f"\nms a page: mean {sum(times) / len(times):.0f}, median {times[len(times) // 2]:.0f}, ", end="")
    print(f"most {times[-1]:.0f}")


if __name__ == "__main__":
    main()
