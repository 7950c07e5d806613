import json
from pathlib import Path

import pytest

from reader.analysis.findings import Analysis, Entity, Mention, Quotation, Speaker
from reader.annotation import Target
from reader.config import Folders
from reader.corrections import AddEntity, Address, Attribute, Correction, Reclassify, Rename, Scope
from reader.library import Library
from reader.opening import open_source
from tests.cli.commands import TEXT, Run, annotate

SAID = "the bridge would open in spring, two years late"
FOUND = Analysis(
    (Entity("The Mayor", "person", (Mention(22, 27, "mayor"),)),),
    (
        Quotation(
            TEXT.index(SAID),
            TEXT.index(SAID) + len(SAID),
            SAID,
            "indirect",
            Speaker("The Mayor", 18, 27, "The mayor", 0.9),
        ),
    ),
)
MAYOR = Address("The Mayor", ("mayor",))


@pytest.fixture(autouse=True)
def analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the same found in every document."""
    monkeypatch.setattr("reader.cli.findings.analyse", lambda _document, *_: FOUND)


@pytest.fixture
def library(home: Path) -> Library:
    return Library(Folders(home / "data", home / "config", home / "cache", home / "state"))


def entered(library: Library, article: Path) -> str:
    """The id of an article that is entered for it."""
    return library.enter(open_source(str(article))).id


def entities(run: Run, article: Path, *options: str) -> dict[str, str]:
    code, output, errors = run("entities", article, "--json", *options)
    assert (code, errors) == (0, "")
    return {each["name"]: each["kind"] for each in json.loads(output)["entities"]}


def test_entities_and_quotes_are_shown_as_they_were_corrected(
    run: Run, article: Path, library: Library
) -> None:
    record_id = entered(library, article)
    library.correct(record_id, Rename(MAYOR, "Ann Ames"))
    library.correct(record_id, AddEntity("Engineers", "group"), scope="library")
    assert entities(run, article) == {"Ann Ames": "person", "Engineers": "group"}
    assert entities(run, article, "--raw") == {"The Mayor": "person"}
    assert "Ann Ames: the bridge" in run("quotes", article)[1]
    assert "The Mayor: the bridge" in run("quotes", article, "--raw")[1]


def test_a_corrected_speaker_is_a_whole_speaker_in_the_json(
    run: Run, article: Path, library: Library
) -> None:
    record_id = entered(library, article)
    start = TEXT.index(SAID)
    library.correct(record_id, Attribute(Target.of(TEXT, start, start + len(SAID)), "A clerk"))
    (quote,) = json.loads(run("quotes", article, "--json")[1])["quotes"]
    assert quote["speaker"] == {
        "name": "A clerk",
        "start": start,
        "end": start,
        "text": "",
        "confidence": 1.0,
    }


@pytest.mark.parametrize(("scope", "name"), [("document", "The Mayor"), ("library", "Ann Ames")])
def test_what_holds_everywhere_holds_in_what_the_library_has_not_got(
    run: Run, article: Path, tmp_path: Path, library: Library, scope: Scope, name: str
) -> None:
    library.correct(entered(library, article), Rename(MAYOR, "Ann Ames"), scope=scope)
    other = tmp_path / "other.txt"
    other.write_text(TEXT + " The end.", "utf-8")
    assert entities(run, other) == {name: "person"}


def test_corrections_are_listed_and_taken_back(run: Run, article: Path, library: Library) -> None:
    assert run("corrections") == (0, "", "")
    record_id = entered(library, article)
    here = library.correct(record_id, Reclassify(MAYOR, "group"))
    everywhere = library.correct(record_id, AddEntity("Engineers", "group"), scope="library")
    rows = [
        f"{here.id}  article  “The Mayor” is a group",
        f"{everywhere.id}  library  “Engineers” is a group",
    ]
    assert run("corrections", article)[1].splitlines() == rows
    assert run("corrections")[1].splitlines() == [rows[0].replace("article  ", "article  Bridge: "), rows[1]]
    found = json.loads(run("corrections", "--json")[1])["corrections"]
    assert [Correction.from_json(each) for each in found] == [here, everywhere]
    assert run("corrections", "--remove", everywhere.id.lower()) == (
        0,
        "Taken back: “Engineers” is a group.\n",
        "",
    )
    assert run("corrections", article, "--remove", here.id)[0] == 0
    assert run("corrections") == (0, "", "")
    code, _, errors = run("corrections", "--remove", here.id)
    assert (code, f"there is no correction {here.id}" in errors) == (1, True)


def test_an_export_has_the_speakers_as_they_were_corrected(run: Run, article: Path, library: Library) -> None:
    record_id = entered(library, article)
    start = TEXT.index(SAID)
    library.annotate(record_id, TEXT, start, start + len(SAID), speaker="The Mayor")
    library.correct(record_id, Rename(MAYOR, "Ann Ames"))
    assert "— Ann Ames\n" in run("export", article)[1]


def test_a_damaged_library_file_is_named_and_raw_findings_are_shown_all_the_same(
    run: Run, article: Path, home: Path
) -> None:
    annotate(run, article, "--quote", "A bridge")
    file = home / "data" / "library.json"
    file.write_text("{")
    code, output, errors = run("entities", article)
    assert (code, output) == (1, "")
    assert str(file) in errors
    assert run("entities", article, "--raw")[0] == 0
    assert str(file) in run("doctor")[1]
