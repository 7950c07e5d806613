import json
import subprocess
import sys
from pathlib import Path

import pytest

import reader.cli.reading
from reader import __version__
from reader.cli.parser import COMMANDS, SHELLS
from reader.document import Document
from tests.cli.commands import ARTICLE, TEXT, Run, process

HEAVY = ("textual", "onnxruntime", "tinydb", "reader.store", "reader.opening.text", "reader.analysis.study")


def test_help_and_version_load_nothing_heavy() -> None:
    check = f"import atexit; atexit.register(lambda: print([m for m in {HEAVY} if m in sys.modules]))"
    for argument in ("--help", "--version"):
        done = process(argument, before=check)
        assert done.returncode == 0
        assert done.stdout.decode().rstrip().endswith("[]")


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version") == (0, f"reader {__version__}\n", "")


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_explains_itself_with_examples(run: Run, command: str) -> None:
    code, output, errors = run(command, "--help")
    assert (code, errors) == (0, "")
    assert f"usage: reader {command}" in output
    assert "examples:\n  " in output
    assert command in run("--help")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("text", "--what"),
        ("export",),
        ("annotate", "x", "--colour", "mauve", "--quote", "x"),
        ("annotate", "x"),
        ("annotate", "x", "--start", "1"),
        ("annotate", "x", "--quote", "a", "--start", "1", "--end", "2"),
        ("annotate", "x", "--quote", "a", "--nth", "first"),
        ("completion", "fish"),
        ("export", "x", "--clipboard", "-o", "y"),
    ],
)
def test_wrong_use_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert errors


@pytest.mark.parametrize("command", ["text", "entities", "quotes", "export", "notes"])
def test_a_missing_file_is_one_sentence_and_exit_code_1(run: Run, command: str) -> None:
    code, output, errors = run(command, "missing.txt")
    assert (code, output) == (1, "")
    assert errors.startswith("reader: ")
    assert "missing.txt" in errors
    assert errors.count("\n") == 1


def test_text_is_the_canonical_text_and_nothing_else(run: Run, article: Path) -> None:
    assert run("text", article) == (0, TEXT + "\n", "")
    other = article.with_name("other.txt")
    other.write_text("Another story.\n\nIt is short.")
    assert run("text", article, other) == (0, f"{TEXT}\nAnother story.\n\nIt is short.\n", "")


def test_text_as_json_has_blocks_and_marks(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "story.md"
    source.write_text("# A story\n\nWords with *emphasis* and a [link](https://example.org).\n\n- an item\n")
    code, output, _ = run("text", "--json", source)
    data = json.loads(output)
    text = data["text"]
    assert code == 0
    assert data.keys() == {"document", "text", "blocks", "marks"}
    assert data["document"] == {
        "title": "A story",
        "source": str(source),
        "sha256": Document(text, ()).sha256,
        "characters": len(text),
    }
    assert [
        (block["kind"], text[block["start"] : block["end"]], block["level"]) for block in data["blocks"]
    ] == [
        ("heading", "A story", 1),
        ("paragraph", "Words with emphasis and a link.", 0),
        ("list_item", "an item", 1),
    ]
    assert [(mark["kind"], text[mark["start"] : mark["end"]], mark["target"]) for mark in data["marks"]] == [
        ("emphasis", "emphasis", ""),
        ("link", "link", "https://example.org"),
    ]


def test_of_several_sources_one_that_fails_does_not_stop_the_others(run: Run, article: Path) -> None:
    code, output, errors = run("text", "--json", article, "missing.txt", article)
    first, failed, last = map(json.loads, output.splitlines())
    assert code == 1
    assert first == last
    assert first["text"] == TEXT
    assert failed.keys() == {"source", "error"}
    assert failed["source"] == "missing.txt"
    assert failed["error"] in errors


@pytest.mark.parametrize("arguments", [("text", "-"), ("text",)])
def test_standard_input_is_read_by_a_dash_or_from_a_pipe(arguments: tuple[str, ...]) -> None:
    done = process(*arguments, input=ARTICLE.encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, TEXT + "\n", b"")


def test_without_a_source_or_a_pipe_the_use_is_wrong() -> None:
    done = process("text", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"name a SOURCE" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("All words are here.\n\n" * 50_000)
    command = f"{sys.executable} -m reader text long.txt | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=True)
    assert done.stdout == b"All words 0\n"
    assert done.stderr == b""


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command(run: Run, shell: str) -> None:
    code, output, _ = run("completion", shell)
    assert code == 0
    assert all(command.name in output for command in COMMANDS)


def test_an_interrupt_ends_a_command_quietly(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader.cli.reading, "print_text", interrupt)
    assert run("text", article) == (130, "", "")
