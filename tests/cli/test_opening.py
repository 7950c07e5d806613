import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.config import Config, Folders
from reader.document import Document
from reader.library import Library
from reader.opening import open_source
from tests.cli.commands import ARTICLE, TEXT, Run, in_terminal, process


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
    """Give the commands a terminal and no interface; what the interface was started with.

    In place of the library there is a document with the source `library`, which has what is looked for.
    """
    calls: Started = []

    def run(
        document: Document | None, folders: Folders, config: Config, warnings: Iterable[str], words: str
    ) -> int:
        if document is None:
            document = Document(words, (), title="The library", source="library")
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
    _, _, _, (stranger, setting) = started.pop()  # what breaks the program comes first
    assert "measure must be" in setting
    assert f"Another program named reader is installed in {home}" in stranger


def test_without_a_source_the_sample_is_read_first(
    run: Run, article: Path, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.opening.sample_source", lambda: str(article))
    assert run()[0] == 0
    assert started[0][0].source == str(article)


def test_what_was_read_last_is_read_on_when_that_is_asked_for(
    run: Run, article: Path, tmp_path: Path, started: Started
) -> None:
    library = Library(Folders.of_user())
    gone = Document("Gone.", (), source=str(tmp_path / "gone.txt"))
    piped = Document("Piped.", (), source="stdin")
    for document in (Document(TEXT, (), source=str(article)), gone, piped):
        library.enter(document)
        assert run("-c")[0] == run("--continue")[0] == 0
    assert [each[0].text for each in started[::2]] == [TEXT, "Gone.", "Piped."]
    assert [each[0] for each in started[::2]] == [each[0] for each in started[1::2]]


def test_without_a_source_the_library_is_shown_once_there_is_something_in_it(
    run: Run, article: Path, started: Started
) -> None:
    Library(Folders.of_user()).enter(Document(TEXT, (), source=str(article)))
    assert run()[0] == 0
    assert (started[0][0].source, started[0][0].text) == ("library", "")


def test_nothing_else_can_be_named_with_what_was_read_last(run: Run, article: Path, started: Started) -> None:
    code, _, errors = run("--continue", article)
    assert (code, started) == (2, [])
    assert "leave out" in errors


@pytest.fixture
def shelf(tmp_path: Path) -> dict[str, Path]:
    """Documents in the library, by their titles; each has a text of its own."""
    titles = ("War and Peace", "Peace in Our Time", "The Älpine Way")
    files = {}
    for title in titles:
        path = tmp_path / "books" / f"{title}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{title}\n\nThis is the text of {title}, which is not short.\n", "utf-8")
        files[title] = path
        Library(Folders.of_user()).enter(open_source(str(path)))
    return files


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("war",), "War and Peace"),
        (("peace", "war"), "War and Peace"),
        (("Peace War",), "War and Peace"),
        (("our", "time"), "Peace in Our Time"),
        (("alpine",), "The Älpine Way"),
        (("wrpc",), "War and Peace"),
    ],
)
def test_words_of_a_title_open_the_document(
    run: Run, shelf: dict[str, Path], started: Started, words: tuple[str, ...], title: str
) -> None:
    assert run(*words) == (0, "", "")
    assert started[0][0].source == str(shelf[title])


def test_words_that_fit_several_titles_are_looked_for_in_the_library(
    run: Run, shelf: dict[str, Path], started: Started
) -> None:
    assert shelf
    assert run("peace") == (0, "", "")
    assert (started[0][0].source, started[0][0].text) == ("library", "peace")


def test_words_that_fit_nothing_are_told_with_what_is_near(
    run: Run, shelf: dict[str, Path], started: Started
) -> None:
    assert shelf
    code, output, errors = run("warr", "nd", "pece")
    assert (code, output, started) == (1, "", [])
    assert "nothing in the library is called so; “War and Peace” is near it." in errors
    assert errors.count("\n") == 1
    assert "there is no file “xylophone”, and nothing in the library is called so." in run("xylophone")[2]


def test_a_file_that_exists_wins_over_a_title(
    run: Run, shelf: dict[str, Path], started: Started, tmp_path: Path
) -> None:
    assert shelf
    (tmp_path / "war").write_text("A file without a suffix.\n")
    (tmp_path / "peace in our time").write_text("A file with spaces.\n")
    run("war")
    run("peace", "in", "our", "time")
    assert [each[0].text for each in started] == ["A file without a suffix.", "A file with spaces."]


def test_a_path_that_leads_nowhere_is_no_title(run: Run, shelf: dict[str, Path], started: Started) -> None:
    assert shelf
    for missing in ("war.txt", "./war", "~/war"):
        code, _, errors = run(missing)
        assert (code, started) == (1, [])
        assert missing.strip("~/.") in errors


def test_one_document_is_opened_at_a_time(run: Run, shelf: dict[str, Path], started: Started) -> None:
    one, two, _ = map(str, shelf.values())
    code, _, errors = run(one, two)
    assert (code, started) == (2, [])
    assert f"one document is opened at a time: `reader {one}`." in errors
    assert run("war", "https://example.org/")[0] == 2


def test_titles_are_cleaned_before_they_are_told(run: Run, shelf: dict[str, Path]) -> None:
    assert shelf
    Library(Folders.of_user()).enter(Document(TEXT, (), title="Xylo\x1b[31mphones", source="/x.txt"))
    assert "\x1b" not in run("xylophonse")[2]


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


# Standard streams that lead nowhere

CLOSE = "import os; os.close({0}); sys.{1} = None"


@pytest.mark.parametrize(
    ("number", "name", "source", "code", "says"),
    [
        (0, "stdin", "-", 1, b"Standard input is empty"),
        (1, "stdout", "ARTICLE", 0, b""),
        (2, "stderr", "missing.txt", 1, b""),
    ],
)
def test_a_stream_may_be_closed(
    article: Path, number: int, name: str, source: str, code: int, says: bytes
) -> None:
    source = source.replace("ARTICLE", str(article))
    result = process("text", source, before=CLOSE.format(number, name))
    assert (result.returncode, result.stdout) == (code, b"")
    assert says in result.stderr
    assert result.stderr.count(b"\n") == bool(says)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_an_output_that_is_full_is_one_sentence(article: Path, how: tuple[str, ...]) -> None:
    program = "import sys; from reader.cli import main; sys.exit(main(sys.argv[1:]))"
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", program, "text", *how, str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == b"reader: standard output takes no more: No space left on device.\n"


# Other formats

LOCKED = (
    "import dataclasses, reader.opening.formats as o;"
    "o.FORMATS = [dataclasses.replace(f, parser='tests.confined_functions:ask')"
    " if f.name == 'pdf' else f for f in o.FORMATS]"
)
"""Statements that let a parser for tests read PDF files: they open with the password `sesame`."""


@pytest.fixture
def locked(tmp_path: Path) -> str:
    path = tmp_path / "locked.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return str(path)


def test_an_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("über".encode("cp437"))
    assert run("text", "--encoding", "cp437", path) == (0, "über\n", "")
    code, output, errors = run("text", "--encoding", "klingon", path)
    assert (code, output) == (1, "")
    assert "no encoding “klingon”" in errors


def test_an_encrypted_source_is_not_opened_without_its_password(locked: str) -> None:
    result = process("text", locked, before=LOCKED)
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode() == (
        f"reader: {locked} cannot be read as PDF: it is encrypted. Give the password in READER_PASSWORD.\n"
    )


def test_a_password_can_stand_in_the_environment(locked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_PASSWORD", "sesame")
    assert process("text", locked, before=LOCKED).stdout == b"open\n"


def test_a_password_is_asked_for_on_the_terminal_and_not_shown(locked: str) -> None:
    code, output = in_terminal("text", locked, before=LOCKED, passwords=["x", "sesame"])
    assert code == 0
    assert output.count(b"Password: ") == 2
    assert b"its password is wrong. Password: " in output
    assert output.endswith(b"open\r\n")
    assert b"sesame" not in output


def test_a_password_is_asked_for_where_the_source_is_piped_in(locked: str) -> None:
    piped = Path(locked).read_bytes()
    code, output = in_terminal("text", before=LOCKED, piped=piped, passwords=["sesame"])
    assert (code, output.splitlines()[-1]) == (0, b"open")


def test_a_password_is_asked_for_a_few_times_at_most(locked: str) -> None:
    code, output = in_terminal("text", locked, before=LOCKED, passwords=["1", "2", "3"])
    assert code == 1
    assert output.count(b"Password: ") == 3
    assert in_terminal("text", locked, before=LOCKED, passwords=[""])[0] == 1


def test_the_limits_of_the_settings_hold(home: Path, locked: str) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("parsing_memory = 100\nparsing_seconds = 9")
    devour = LOCKED.replace("ask", "devour")
    result = process("text", locked, before=devour)
    assert (
        b"takes more than the 100 MiB of memory that parsing_memory in config.toml allows." in result.stderr
    )


def test_failures_are_logged_in_the_folder_for_state(home: Path, locked: str) -> None:
    log = home / "state" / "parsers.log"
    result = process("text", locked, before=LOCKED.replace("ask", "break_down"))
    assert f"; see {log}." in result.stderr.decode()
    assert "KeyError" in log.read_text("utf-8")


def test_keys_come_from_the_terminal_where_a_book_comes_from_a_pipe() -> None:
    interface = (
        "import reader.tui.app, os; reader.tui.app.run = lambda d, *_: print(d.text, os.isatty(0)) or 0"
    )
    members = (("mimetype", "application/epub+zip"), *BOOK.items())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, content in members:
            book.writestr(name, content)
    code, output = in_terminal(before=interface, piped=file.getvalue())
    assert (code, output.decode().strip()) == (0, "It froze. True")


BOOK = {
    "META-INF/container.xml": """\
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>""",
    "book.opf": """\
<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ice</dc:title></metadata>
<manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/></spine>
</package>""",
    "one.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>It froze.</p></body></html>""",
}
"""A book of one sentence."""


def test_what_takes_long_is_said_while_it_does(article: Path) -> None:
    slow = "import reader.cli.streams as s; s.LONG = 0.0; import reader.opening as o, time; "
    slow += "old = o.open_source; o.open_source = lambda *a, **k: (time.sleep(0.5), old(*a, **k))[1]"
    code, output = in_terminal("text", str(article), before=slow)
    assert code == 0
    assert b"\r\x1b[KReading " in output
    assert output.index(b"Reading ") < output.index(b"A bridge at last")
