import json
import subprocess
from pathlib import Path

import pytest

from reader.annotation import COLOURS
from reader.config import Folders
from reader.library import Library
from tests.cli.commands import ARTICLE, TEXT, Run, annotate, in_terminal, process


def test_a_passage_is_annotated_by_its_words(run: Run, article: Path) -> None:
    made = annotate(
        run, article, "--quote", "the  bridge\nwould open", "--note", "When?", "--tag", "city", "--tag", "a b"
    )
    assert TEXT[made.target.start : made.target.end] == "the bridge would open"
    assert (made.note, made.tags, made.colour) == ("When?", ("city", "a b"), COLOURS[0])
    code, output, _ = run("notes", article, "--json")
    assert code == 0
    assert json.loads(output) == {"annotations": [made.to_json()]}


def test_a_passage_is_annotated_by_its_offsets(run: Run, article: Path) -> None:
    made = annotate(run, article, "--start", 0, "--end", 8, "--colour", "blue")
    assert (made.target.exact, made.colour) == ("A bridge", "blue")


def test_of_several_places_one_is_chosen(run: Run, article: Path) -> None:
    code, output, errors = run("annotate", article, "--quote", "The mayor said")
    assert (code, output) == (1, "")
    assert "stands in 2 places" in errors
    assert "--nth 1: …A bridge at last The mayor said the bridge" in errors
    assert "--nth 2: …" in errors
    assert annotate(run, article, "--quote", "The mayor said", "--nth", 2).target.start == TEXT.rindex(
        "The mayor"
    )
    for nth in ("0", "3", "-1"):
        code, _, errors = run("annotate", article, "--quote", "The mayor said", f"--nth={nth}")
        assert code == 1
        assert f"there is no --nth {nth}" in errors


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--quote", "nobody said"), "“nobody said” does not stand in the article"),
        (("--quote", " "), "does not stand"),
        (("--start", "5", "--end", "5"), "no passage stands at 5-5"),
        (("--start", "0", "--end", "9999"), "no passage stands at 0-9999"),
    ],
)
def test_a_passage_that_is_not_there_is_not_annotated(
    run: Run, article: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, output, errors = run("annotate", article, *arguments)
    assert (code, output) == (1, "")
    assert words in errors
    assert json.loads(run("list", "--json")[1]) == {"documents": []}


def test_notes_and_documents_are_listed_one_a_line(run: Run, article: Path) -> None:
    other = article.with_name("other.txt")
    other.write_text("Another story\n\nIt is short.\n")
    annotate(run, article, "--quote", "Engineers disagreed", "--note", "All\nof them?", "--tag", "city")
    annotate(run, article, "--quote", "A bridge")
    annotate(run, other, "--quote", "short")
    lines = run("notes")[1].splitlines()
    assert sorted(lines) == [
        "Bridge: A bridge",
        "Bridge: Engineers disagreed | All of them? #city",
        "Other: short",
    ]
    assert run("notes", article)[1] == "A bridge\nEngineers disagreed | All of them? #city\n"
    listed = run("list")[1].splitlines()
    records = json.loads(run("list", "--json")[1])["documents"]
    assert len(listed) == len(records) == 2
    for line, record in zip(listed, records, strict=True):
        assert line.startswith(record["id"][:8])
        assert line.endswith(f"{record['notes']}  {record['title']}  {record['source']}")
        assert run("notes", record["id"][:8])[1].count("\n") == record["notes"]


def test_bookmarks_and_notes_on_the_document_are_listed_as_such(run: Run, article: Path) -> None:
    made = annotate(run, article, "--quote", "A bridge")
    library = Library(Folders.of_user())
    library.annotate(made.document, TEXT, 2, 8, kind="bookmark")
    library.note_on_document(made.document, "All of it.", ("city",))
    lines = run("notes", article)[1].splitlines()
    assert lines == ["On the whole document | All of it. #city", "A bridge", "Bookmark: bridge"]
    listed = json.loads(run("notes", article, "--json")[1])["annotations"]
    assert [each["kind"] for each in listed] == ["document", "highlight", "bookmark"]


def test_a_document_without_notes_has_none(run: Run, article: Path) -> None:
    assert run("notes", article) == (0, "", "")
    assert run("notes", article, "--json") == (0, '{"annotations": []}\n', "")
    assert run("list") == (0, "", "")


def test_a_damaged_file_is_told_of_beside_the_good_ones(run: Run, article: Path, home: Path) -> None:
    annotate(run, article, "--quote", "A bridge")
    bad = home / "data" / "documents" / f"{'0' * 32}.json"
    bad.write_text("")
    for command in ("list", "notes"):
        code, output, errors = run(command)
        assert code == 1
        assert "Bridge" in output
        assert str(bad) in errors


def test_an_export_goes_to_standard_output_or_a_file(run: Run, article: Path, tmp_path: Path) -> None:
    made = annotate(run, article, "--quote", "Engineers disagreed", "--note", "All?")
    code, output, errors = run("export", article)
    assert (code, errors) == (0, "")
    assert f'reader_id: "{made.document}"' in output
    assert "> Engineers disagreed\n\n+ All?\n" in output
    file = tmp_path / "notes.md"
    code, said, _ = run("export", article, "-o", file)
    assert (code, said) == (0, f"1 annotation of “Bridge” written to {file}\n")
    assert "> Engineers disagreed" in file.read_text("utf-8")
    assert run("export", article, "-o", file)[0] == 0
    changed = file.read_text("utf-8") + "\nMy own.\n"
    file.write_text(changed, "utf-8")
    code, _, errors = run("export", article, "-o", file)
    assert code == 1
    assert "was changed since it was exported" in errors
    assert "--force" in errors
    assert file.read_text("utf-8") == changed
    assert run("export", article, "-o", file, "--force")[0] == 0
    assert "My own." not in file.read_text("utf-8")
    file.write_text("my own")
    code, _, errors = run("export", article, "-o", file)
    assert code == 1
    assert "--force" in errors
    assert file.read_text() == "my own"
    assert run("export", article, "-o", file, "--force")[0] == 0


def test_nothing_is_exported_of_what_was_never_read(run: Run, article: Path) -> None:
    code, output, errors = run("export", article)
    assert (code, output) == (1, "")
    assert "nothing is kept" in errors


def test_an_article_that_changed_is_exported_as_it_is_now(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "Engineers disagreed. The mayor said nothing more.")
    article.write_text(ARTICLE[: ARTICLE.index("Engineers")])
    assert "## Passages no longer in the text\n\n> Engineers disagreed." in run("export", article)[1]
    assert "(no longer in the text)" in run("notes", article)[1]


def test_an_article_that_is_gone_is_exported_from_its_kept_text(run: Run, article: Path) -> None:
    made = annotate(run, article, "--quote", "Engineers disagreed")
    article.unlink()
    for source in (article, made.document[:8]):
        code, output, errors = run("export", source)
        assert code == 0
        assert "> Engineers disagreed" in output
        assert "What was read last is used instead" in errors


def test_an_article_from_a_pipe_is_found_again_by_its_id() -> None:
    made = process("annotate", "-", "--quote", "Engineers", "--json", input=ARTICLE.encode())
    assert made.returncode == 0
    record_id = json.loads(made.stdout)["document"]
    Path("stdin").write_text("Another story, in a file with a strange name.")
    exported = process("export", record_id)
    assert exported.returncode == 0
    assert b"> Engineers\n" in exported.stdout
    assert b"was piped in" in exported.stderr


def test_the_clipboard_is_the_terminals(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "Engineers")
    code, output = in_terminal("export", str(article), "--clipboard")
    assert code == 0
    assert output.startswith(b"\x1b]52;c;")
    assert "1 annotation of “Bridge” copied" in output.decode()


def test_without_a_terminal_there_is_no_clipboard(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "Engineers")
    done = process("export", str(article), "--clipboard", start_new_session=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"use --output FILE" in done.stderr


def test_no_control_character_of_a_note_reaches_a_terminal(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "Engineers", "--note", "\x1b[31mred\x9b0m\x07", "--tag", "\x1bc")
    for command in (("notes",), ("notes", "--json"), ("export", str(article)), ("list",)):
        code, output = in_terminal(*command)
        assert code == 0
        assert not {"\x1b", "\x9b", "\x07"} & set(output.decode())
