"""The cutting of a document's prose into passages."""

from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.pieces import LONGEST, cut, plain
from reader.document import Block, Document
from reader.opening import Options, open_source

MARKDOWN = b"""\
# A heading

A paragraph with `code` in it.[^1]

> A quotation of a paragraph.
>
> > And one within it.

- An item
  1. An item in an item

| A cell | Another |
|--------|---------|
| A low  | one     |

```
code = "is no prose"
```

![An image](x.png "with a title")

[^1]: A footnote.
"""


def paragraph(text: str) -> Document:
    return Document(text, (Block("paragraph", 0, len(text)),))


def test_prose_of_every_sort_is_cut_and_code_is_not() -> None:
    document = open_source("-", stdin=MARKDOWN, options=Options(format="markdown"))
    texts = [passage.text for passage in cut(document)]
    assert texts == [
        "A heading",
        "A paragraph with code in it.[1]",
        "A quotation of a paragraph.",
        "And one within it.",
        "An item",
        "An item in an item",
        "A cell",
        "Another",
        "A low",
        "one",
        "A footnote.",
    ]
    assert all(document.text[p.start : p.end] == p.text for p in cut(document))


@given(st.lists(st.sampled_from(["word ", "End. ", "“Is it?” ", "x" * 400, "\n", "é\t"]), max_size=9))
def test_nothing_of_a_long_block_is_lost(parts: list[str]) -> None:
    text = "".join(parts) * 40
    passages = cut(paragraph(text))
    assert all(0 < len(passage.text) <= LONGEST for passage in passages)
    assert "".join(passage.text for passage in passages).rstrip() == plain(text).rstrip()
    assert all(passage.text == plain(text)[passage.start : passage.end] for passage in passages)


def test_a_long_block_is_cut_between_sentences() -> None:
    text = "The river rose again in the night. " * 1000
    passages = cut(paragraph(text.strip()))
    assert len(passages) > 1
    assert all(passage.text.rstrip().endswith("night.") for passage in passages)


def test_a_dateline_stands_by_itself() -> None:
    passages = cut(paragraph("WASHINGTON (AP) — The river rose."))
    assert [passage.text for passage in passages] == ["WASHINGTON (AP) — ", "The river rose."]


def test_what_no_engine_takes_is_replaced_in_its_place() -> None:
    (passage,) = cut(paragraph("a\ud800b\u00a0c\nd"))
    assert passage.text == "a\ufffdb c d"
