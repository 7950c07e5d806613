"""Running text for the parser to learn from, out of files of several sorts."""

import json
import random
from pathlib import Path

import pytest

from reader.training.corpora import prose


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He did n't go , she said .", "He didn't go, she said."),
        ("Ann 's house ( the old one )", "Ann's house (the old one)"),
        ("`` Go away , '' he said", '"Go away," he said'),
        ('" One " and " two "', '"One" and "two"'),
        ("I ’ve seen $ 5", "I’ve seen $5"),
    ],
)
def test_tokens_become_running_text(tokens: str, text: str) -> None:
    assert prose.joined(tokens) == text


def test_straight_marks_become_curly_now_and_then() -> None:
    chance = random.Random(1)
    found = {prose.curled('"Go," he said. "Don\'t wait."', chance) for _ in range(40)}
    assert found == {'"Go," he said. "Don\'t wait."', "“Go,” he said. “Don’t wait.”"}


def test_a_text_without_marks_stays() -> None:
    assert prose.curled("It's late.", random.Random(1)) == "It's late."


def test_paragraphs_of_every_set_are_read(tmp_path: Path) -> None:
    files = {
        "ewt/a.conllu": "# newpar\n# text = One.\n1\tOne\n\n# text = Two.\n\n# newpar\n# text = Three.\n",
        "fewnerd/a.txt": "Ann\tPER\n's\tO\n\nOslo\tLOC\n",
        "litbank/coref/brat/a.txt": "Call me Ishmael .\n",
        "news/a.jsonl": json.dumps({"text": "First.\n\nSecond."}) + "\n",
        "books/a.txt": "Hard\nwrapped.\n\nNext.\n",
        "unknown/a.txt": "Nothing",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert list(prose.paragraphs(tmp_path)) == [
        ("ewt", "One. Two."),
        ("ewt", "Three."),
        ("fewnerd", "Ann's"),
        ("fewnerd", "Oslo"),
        ("litbank", "Call me Ishmael."),
        ("news", "First."),
        ("news", "Second."),
        ("books", "Hard wrapped."),
        ("books", "Next."),
    ]


def test_a_long_paragraph_comes_in_parts() -> None:
    text = "# newpar\n" + "# text = A sentence of some length that goes on for a while.\n\n" * 100
    found = list(filter(None, prose.of_trees(text)))
    assert len(found) > 2
    assert " ".join(found).count("A sentence") == 100
