import json
from pathlib import Path

import pytest

from reader.analysis import EngineError
from reader.analysis.findings import Analysis, Cue, Entity, Mention, Quotation, Speaker
from reader.document import Document
from tests.cli.commands import TEXT, Run

FOUND = Analysis(
    (
        Entity("A. Mayor", "person", (Mention(22, 27, "mayor"), Mention(107, 112, "mayor"))),
        Entity("two years", "date", (Mention(65, 74, "two years"),)),
    ),
    (
        Quotation(
            33,
            80,
            "the bridge would open in spring, two years late",
            "indirect",
            Speaker("A. Mayor", 18, 27, "The mayor", 0.9),
            Cue(28, 32, "said"),
        ),
        Quotation(83, 102, "Engineers\ndisagreed", "mixed", clause=(83, 103)),
    ),
)


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have the same found in every document; the texts that were analysed."""
    texts = []

    def analyse(document: Document, *_: object) -> Analysis:
        texts.append(document.text)
        return FOUND

    monkeypatch.setattr("reader.cli.findings.analyse", analyse)
    return texts


def test_entities_and_quotes_as_json(run: Run, article: Path, analysed: list[str]) -> None:
    document = {"title": "Bridge", "source": str(article), "characters": len(TEXT)}
    code, output, errors = run("entities", article, "--json")
    entities = json.loads(output)
    assert (code, errors, entities.keys()) == (0, "", {"document", "language", "entities"})
    assert entities["document"] == {**document, "sha256": Document(TEXT, ()).sha256}
    assert entities["entities"] == [
        {
            "name": "A. Mayor",
            "kind": "person",
            "mentions": [
                {"start": 22, "end": 27, "text": "mayor"},
                {"start": 107, "end": 112, "text": "mayor"},
            ],
            "related": "",
        },
        {
            "name": "two years",
            "kind": "date",
            "mentions": [{"start": 65, "end": 74, "text": "two years"}],
            "related": "",
        },
    ]
    assert entities["language"] == "en"
    quotes = json.loads(run("quotes", article, "--json")[1])
    assert quotes["document"] == entities["document"]
    assert quotes["quotes"][0] == {
        "start": 33,
        "end": 80,
        "text": "the bridge would open in spring, two years late",
        "kind": "indirect",
        "speaker": {"name": "A. Mayor", "start": 18, "end": 27, "text": "The mayor", "confidence": 0.9},
        "cue": {"start": 28, "end": 32, "text": "said"},
        "clause": None,
    }
    assert (quotes["quotes"][1]["speaker"], quotes["quotes"][1]["cue"]) == (None, None)
    assert quotes["quotes"][1]["clause"] == [83, 103]
    assert analysed == [TEXT]


def test_entities_and_quotes_one_a_line(run: Run, article: Path, analysed: list[str]) -> None:
    assert run("entities", article)[1] == "person          2  A. Mayor\n"
    assert run("quotes", article)[1] == (
        "indirect  A. Mayor (said): the bridge would open in spring, two years late\n"
        "mixed     ?: Engineers disagreed\n"
    )
    assert run("entities", article, article)[1] == f"{article}: person          2  A. Mayor\n" * 2
    assert len(analysed) == 1


def test_dates_and_amounts_are_listed_where_all_are_asked_for(
    run: Run, article: Path, analysed: list[str]
) -> None:
    assert run("entities", article, "--all")[1] == (
        "person          2  A. Mayor\ndate            1  two years\n"
    )
    assert analysed


def test_a_text_in_another_language_is_noted_and_its_quotes_are_listed(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "wasser.txt"
    article.write_text(
        "Das Wasser steht höher als in jedem anderen Jahr, seit es hier gemessen wird. „Wir werden die "
        "Brücke am Abend schließen“, sagte die Bürgermeisterin, und niemand war darüber erstaunt.",
        "utf-8",
    )
    note = f"reader: names and speakers need English, but {article} seems to be in German.\n"
    assert run("entities", article) == (0, "", note)
    assert run("quotes", article) == (0, "direct    ?: „Wir werden die Brücke am Abend schließen“\n", note)


def test_findings_that_cannot_be_kept_are_shown_all_the_same(
    run: Run, article: Path, home: Path, analysed: list[str]
) -> None:
    home.mkdir()
    (home / "cache").write_text("a file where a folder should be")
    code, output, errors = run("entities", article)
    assert (code, output) == (0, "person          2  A. Mayor\n")
    assert "can't be kept" in errors
    assert analysed


def test_an_engine_that_is_missing_is_one_sentence(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Analysis:
        raise EngineError("The engine is missing.")

    monkeypatch.setattr("reader.cli.findings.analyse", fail)
    assert run("quotes", article) == (1, "", "reader: The engine is missing.\n")
    assert (
        run("quotes", article, "--json")[1]
        == f'{{"source": "{article}", "error": "The engine is missing."}}\n'
    )
