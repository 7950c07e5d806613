import os
import time
from pathlib import Path

import pytest

from reader import running
from reader.running import RunError, Tool, answer, attend, plain, start, tools

VALUES = {"text": "a {title}; $(rm x)", "title": "T", "source": "s", "author": "b"}


def script(tmp_path: Path, body: str) -> str:
    path = tmp_path / "tool"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_placeholders_are_filled_once_and_each_is_one_argument() -> None:
    tool = Tool("t", ("prog", "{text}", "--from={title} by {author}", "{other}"))
    assert tool.arguments(VALUES) == ["prog", "a {title}; $(rm x)", "--from=T by b", "{other}"]


def test_a_passage_is_never_an_option() -> None:
    assert Tool("t", ("p", "{text}")).arguments({**VALUES, "text": "--help"}) == ["p", " --help"]


def test_no_shell_reads_the_passage(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    said = answer([script(tmp_path, 'printf "%s|" "$@"'), f"x; touch {victim}", "$(touch y) `z`"])
    assert said == f"x; touch {victim}|$(touch y) `z`|"
    assert not victim.exists()


def test_escape_sequences_are_taken_out_and_the_rest_is_made_harmless() -> None:
    said = b"\x1b[1;31mred\x1b[0m \x1b]0;title\x07b\x08bold\r\n\x9b31m\xff\x07"
    assert plain(said.replace(b"\x9b", "\x9b".encode())) == "red bold\n\ufffd31m\ufffd␇"


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no program named"):
        answer([str(tmp_path / "nothing")])
    (tmp_path / "text").write_text("no program")
    with pytest.raises(RunError, match="can't be started"):
        answer([str(tmp_path / "text")])


def test_a_program_that_says_nothing_is_told_with_its_complaint(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="found nothing: no such word"):
        answer([script(tmp_path, "echo no such word >&2; exit 20")])
    with pytest.raises(RunError, match=r"said nothing\. It ended with the code 3"):
        answer([script(tmp_path, "exit 3")])


def test_a_code_is_told_below_the_answer(tmp_path: Path) -> None:
    assert answer([script(tmp_path, "echo one; exit 2")]) == (
        f"one\n… {tmp_path / 'tool'} ended with the code 2."
    )


def test_a_program_that_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.3)
    child = tmp_path / "child"
    with pytest.raises(RunError, match="did not answer"):
        answer([script(tmp_path, f"sleep 60 & echo $! > {child}; wait")])
    pid = int(child.read_text())
    for _ in range(50):
        if not is_running(pid):
            break
        time.sleep(0.02)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"


def test_an_endless_answer_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 1000)
    said = answer([script(tmp_path, "while :; do echo line; done")])
    assert said.endswith("says more than is shown.")
    assert len(said) < 1200


def test_a_child_that_holds_the_output_is_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    assert answer([script(tmp_path, "echo here; sleep 3 &")]) == "here"
    assert time.monotonic() - began < 2


def test_nobody_waits_after_giving_up(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(RunError):
        answer([script(tmp_path, "sleep 30")], lambda: True)
    assert time.monotonic() - began < 5


def test_a_program_is_started_and_left(tmp_path: Path) -> None:
    file = tmp_path / "made"
    start([script(tmp_path, 'echo noise; echo "$1" > "$2"'), "word", str(file)])
    assert file.read_text() == "word\n"
    with pytest.raises(RunError, match="the code 4"):
        start([script(tmp_path, "exit 4")])


def test_a_program_that_is_left_alone_runs_on_until_it_is_stopped_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.1)
    child = tmp_path / "child"
    started = start([script(tmp_path, f"sleep 60 & echo $! > {child}; wait")])
    time.sleep(0.3)
    assert started.runs
    started.stop()
    pid = int(child.read_text())
    for _ in range(50):
        if not is_running(pid):
            break
        time.sleep(0.02)
    assert not is_running(pid)
    started.stop()  # once more does nothing


def test_a_program_that_does_not_want_to_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SOON", 0.2)
    started = start([script(tmp_path, "trap '' TERM; while :; do sleep 0.1; done")])
    started.stop()
    deadline = time.monotonic() + 5
    while started.runs and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not started.runs


def test_a_long_text_is_given_to_a_program_that_reads(tmp_path: Path) -> None:
    text = "Fünf Wörter stehen in jeder Zeile\n" * 20_000
    assert answer(["wc", "-l"], given=text) == "20000"
    assert answer([script(tmp_path, "echo done")], given=text) == "done", "it need not read"
    file = tmp_path / "file"
    start([script(tmp_path, f"cat > {file}")], text)
    assert file.read_text("utf-8") == text
    with pytest.raises(RunError, match="said nothing"):
        answer(["cat"])


def test_a_program_has_the_terminal_until_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "file"
    attend([script(tmp_path, f"cat > {file}")], "words")
    assert file.read_text() == "words"
    with pytest.raises(RunError, match="the code 3"):
        attend([script(tmp_path, "exit 3")])
    with pytest.raises(RunError, match="no program named"):
        attend([str(tmp_path / "nothing")])


def test_what_reads_more_than_the_passage_needs_none() -> None:
    assert Tool("t", ("p",)).needs_passage
    assert Tool("t", ("p",), input="selection").needs_passage
    assert Tool("t", ("p", "{text}"), input="article").needs_passage
    assert not Tool("t", ("p", "{title}"), input="section").needs_passage


def test_dictionaries_that_are_installed_are_offered_where_nothing_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools({}) == []
    (tmp_path / "wn").write_text("#!/bin/sh\n")
    (tmp_path / "wn").chmod(0o755)
    assert [tool.name for tool in tools({})] == ["wn"]
    assert tools({"say": {"run": ["espeak", "{text}"], "show": False}}) == [
        Tool("say", ("espeak", "{text}"), show=False)
    ]
