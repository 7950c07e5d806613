import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.config import Config, Folders
from reader.document import Document
from reader.library import Library
from tests.cli.commands import ARTICLE, TEXT, Run, in_terminal


def test_without_a_terminal_an_article_is_not_shown(run: Run, article: Path) -> None:
    for arguments in ((), (article,), ("open", article)):
        code, output, errors = run(*arguments)
        assert (code, output) == (1, "")
        assert "no terminal" in errors
        assert "reader text" in errors


@pytest.mark.parametrize("size", [(20, 5), (29, 40), (120, 7)])
def test_a_terminal_without_room_for_a_page_is_told_of(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr("reader.cli.reading.to_terminal", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size(size))
    code, output, errors = run(article)
    assert (code, output) == (1, "")
    assert f"{size[0]} columns and {size[1]} rows" in errors
    assert "make it larger" in errors


Started = list[tuple[Document, Folders, Config, list[str]]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Give the commands a terminal and no interface; what the interface was started with."""
    calls: Started = []

    def run(document: Document, folders: Folders, config: Config, warnings: Iterable[str]) -> int:
        calls.append((document, folders, config, list(warnings)))
        return 0

    monkeypatch.setattr("reader.tui.app.run", run)
    monkeypatch.setattr("reader.cli.reading._take_keys_from_the_terminal", lambda: None)
    monkeypatch.setattr("reader.cli.reading.piped_in", lambda: False)
    monkeypatch.setattr("reader.cli.reading.to_terminal", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((80, 24)))
    return calls


def test_the_word_open_may_be_left_out(run: Run, article: Path, home: Path, started: Started) -> None:
    for arguments in ((article,), ("open", article), ("--", article), ("--format", "text", article)):
        assert run(*arguments)[0] == 0
        document, folders, config, warnings = started.pop()
        assert document.text == TEXT
        assert folders.data == home / "data"
        assert (config, warnings) == (Config(), [])


def test_warnings_of_the_settings_and_of_a_stranger_are_passed_on(
    run: Run, article: Path, home: Path, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("measure = 1")
    (home / "reader-3.20.dist-info").mkdir()
    (home / "reader_tui-0.1.dist-info").mkdir()
    monkeypatch.syspath_prepend(home)
    assert run(article)[0] == 0
    _, _, _, (setting, stranger) = started.pop()
    assert "measure must be" in setting
    assert f"Another program named reader is installed in {home}" in stranger


def test_without_a_source_the_sample_is_read_first(
    run: Run, article: Path, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.opening.sample_source", lambda: str(article))
    assert run()[0] == 0
    assert started[0][0].source == str(article)


def test_without_a_source_what_was_read_last_is_read_on(
    run: Run, article: Path, tmp_path: Path, started: Started
) -> None:
    library = Library(Folders.of_user())
    gone = Document("Gone.", (), source=str(tmp_path / "gone.txt"))
    piped = Document("Piped.", (), source="stdin")
    for document in (Document(TEXT, (), source=str(article)), gone, piped):
        library.enter(document)
        assert run()[0] == 0
    assert [each[0].text for each in started] == [TEXT, "Gone.", "Piped."]


def test_a_document_is_opened_by_its_id(run: Run, article: Path, started: Started) -> None:
    record = Library(Folders.of_user()).enter(Document(TEXT, (), source=str(article)))
    assert run(record.id[:10])[0] == 0
    assert started[0][0].source == str(article)


def test_keys_come_from_the_terminal_where_the_text_comes_from_a_pipe() -> None:
    interface = (
        "import reader.tui.app, os; reader.tui.app.run = lambda d, *_: print(d.text[:8], os.isatty(0)) or 0"
    )
    code, output = in_terminal("-", before=interface, piped=ARTICLE.encode())
    assert (code, output.decode().strip()) == (0, "A bridge True")
