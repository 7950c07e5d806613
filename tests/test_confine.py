"""Functions and parsers in a child process: whatever they do, there is an answer or one clear sentence."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import reader.confine
from reader.confine import ConfinedError, Limits, run
from reader.document import Block, Document
from reader.opening import ParseError, PasswordNeeded, confined
from reader.wire import from_json, to_json
from tests.confined_functions import parse_whole

ENOUGH = Limits(memory=256, seconds=10)
SOON = Limits(memory=256, seconds=1)
WITH_TESTS = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
"""The environment of a program that is to find the functions of the tests, wherever Reader is installed."""


def do(function: str, request: bytes = b"", limits: Limits = ENOUGH) -> bytes:
    return run(f"tests.confined_functions:{function}", (request,), limits)


def failure(function: str, request: bytes = b"", limits: Limits = ENOUGH) -> ConfinedError:
    with pytest.raises(ConfinedError) as caught:
        do(function, request, limits)
    return caught.value


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# Answers


def test_a_function_answers() -> None:
    assert do("reverse", b"abc") == b"cba"
    assert do("say_nothing") == b""


def test_large_requests_and_answers_travel_whole() -> None:
    data = bytes(range(256)) * 20_000
    assert do("reverse", data) == data[::-1]


def test_a_function_may_answer_without_a_look_at_its_request() -> None:
    assert do("say_nothing", bytes(5_000_000)) == b""


def test_what_is_printed_is_no_part_of_the_answer() -> None:
    assert do("chatter") == b"answer"


def test_the_limits_are_those_of_the_system() -> None:
    assert do("limits", limits=Limits(300, 7)) == f"{300 << 20} 7 {1 << 20} 0".encode()


# Ends


@pytest.mark.parametrize("function", ["take_memory", "abort_without_memory"])
def test_too_much_memory(function: str) -> None:
    # What a process had at most is told of one that a small process started: of a shell's, not of ours.
    program = (
        "import sys; from reader.confine import *\n"
        "try: run(sys.argv[1], (), Limits(256, 10))\n"
        "except ConfinedError as error: print(error.reason, error, error.said)"
    )
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    arguments = [*shell, sys.executable, "-c", program, f"tests.confined_functions:{function}"]
    result = subprocess.run(arguments, capture_output=True, text=True, check=True, env=WITH_TESTS)
    assert result.stdout.split()[0] == "memory", result.stdout


@pytest.mark.parametrize("function", ["compute", "wait", "hang_after_answer"])
def test_too_much_time_and_nothing_is_left_behind(
    function: str, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.confine, "PATIENCE", 1)
    number = tmp_path / "number"
    assert failure(function, bytes(number), SOON).reason == "time"
    assert not is_running(int(number.read_text("ascii")))
    assert not list(temporary.iterdir())


def test_text_earns_time() -> None:
    assert failure("take_a_while", b"1.4 0", SOON).reason == "time"
    assert do("take_a_while", b"1.4 %d" % (2 * reader.confine.CHARACTERS), SOON) == b"done"


def test_earned_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.confine, "LONGEST", 2)  # of this process, which ends the other one
    monkeypatch.setattr(reader.confine, "PATIENCE", 1)
    error = failure("take_a_while", b"60 %d" % (99 * reader.confine.CHARACTERS), SOON)
    assert (error.reason, error.seconds) == ("time", 2)


def test_time_by_the_clock_is_earned_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.confine, "PATIENCE", 1)
    assert do("take_a_while", b"1.4 %d" % (4 * reader.confine.CHARACTERS), SOON) == b"done"


@pytest.mark.skipif(not Path("/bin/ps").exists(), reason="there is no ps, which tells of memory")
def test_memory_is_watched_where_the_system_does_not_limit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.confine, "HAS_ADDRESS_LIMIT", False)
    started = time.monotonic()
    error = failure("take_much", limits=Limits(128, 20))
    assert error.reason == "memory"
    assert time.monotonic() - started < 10
    assert do("limits", limits=Limits(300, 7)).split()[0] == b"-1"
    assert do("reverse", b"abc") == b"cba"


def test_an_answer_without_end() -> None:
    assert failure("answer_without_end", limits=Limits(64, 10)).reason == "memory"


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGBUS", "SIGTERM"])
def test_a_signal(name: str) -> None:
    error = failure("fall", name.encode(), Limits(4096, 5))
    assert error.reason == "failed"
    assert str(error).startswith(name)


def test_a_process_that_the_system_kills_had_too_much_memory() -> None:
    assert failure("fall", b"SIGKILL").reason == "memory"


@pytest.mark.parametrize("function", ["raise_error", "nowhere"])
def test_an_error(function: str) -> None:
    error = failure(function)
    assert (error.reason, str(error)[:11]) == ("failed", "exit code 1")
    assert b"Traceback" in error.said


def test_what_it_says_is_bounded(temporary: Path) -> None:
    assert do("complain_without_end") == b""
    assert do("write_large_file", bytes(temporary / "large")) == b"27"  # EFBIG


def test_an_interrupted_program_leaves_no_process_behind(tmp_path: Path) -> None:
    number = tmp_path / "number"
    program = (
        "import sys; from reader.confine import *\n"
        "try: run('tests.confined_functions:wait', (sys.argv[1].encode(),), Limits(256, 60))\n"
        "except KeyboardInterrupt: print('interrupted')"
    )
    arguments = [sys.executable, "-c", program, str(number)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=WITH_TESTS) as parent:
        _until(lambda: number.exists() and number.read_text("ascii") != "")
        parent.send_signal(signal.SIGINT)
        assert parent.communicate()[0] == b"interrupted\n"
    assert not is_running(int(number.read_text("ascii")))


def test_a_process_ends_though_the_one_that_started_it_is_gone(tmp_path: Path) -> None:
    number = tmp_path / "number"
    program = (
        "import sys; from reader.confine import *;"
        "run('tests.confined_functions:compute', (sys.argv[1].encode(),), Limits(256, 1))"
    )
    arguments = [sys.executable, "-c", program, str(number)]
    with subprocess.Popen(arguments, env=WITH_TESTS) as parent:
        _until(lambda: number.exists() and number.read_text("ascii") != "")
        parent.kill()
    _until(lambda: not is_running(int(number.read_text("ascii"))))


def test_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "no process can be started" in str(failure("reverse"))


# Parsers


LOG = "log/parsers.log"


def parse(
    parser: str,
    data: bytes = b"x",
    given: Mapping[str, str | None] | None = None,
    limits: Limits = ENOUGH,
    log: Path | None = None,
) -> Document:
    return confined.parse(f"tests.confined_functions:{parser}", data, "T", given or {}, limits, log)


def refusal(parser: str, limits: Limits = ENOUGH, log: Path | None = None, data: bytes = b"x") -> str:
    with pytest.raises(ParseError) as caught:
        parse(parser, data, limits=limits, log=log)
    return str(caught.value)


def test_a_document_travels_whole() -> None:
    given = {"encoding": "cp1252", "address": "https://ice.example/"}
    document = parse("parse_whole", b"caf\xe9", given)
    expected = parse_whole(b"caf\xe9", "T", encoding="cp1252", address="https://ice.example/")
    assert document == expected
    for name in ("anchors", "pages", "identity", "notices", "pictures"):
        assert getattr(document, name) == getattr(expected, name)


def test_a_document_is_the_same_after_json() -> None:
    sent = parse_whole(b"Ice", "T", address="x")
    received = from_json(json.loads(json.dumps(to_json(sent))), sent.pictures)
    assert (received, received.anchors, received.pages) == (sent, sent.anchors, sent.pages)


def test_what_a_parser_refuses_is_refused() -> None:
    assert refusal("refuse") == "it is␛[31m damaged"
    with pytest.raises(PasswordNeeded, match="it is encrypted"):
        parse("ask", given={"password": None})
    with pytest.raises(PasswordNeeded, match="its password is wrong"):
        parse("ask", given={"password": "x"})
    assert parse("ask", given={"password": "sesame"}) == Document("open", (Block("paragraph", 0, 4),))


def test_what_is_nested_too_deeply_is_refused() -> None:
    assert refusal("nest") == "it is nested too deeply"


def test_limits_are_named_with_the_setting_that_raises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        refusal("devour")
        == "that takes more than the 256 MiB of memory that parsing_memory in config.toml allows"
    )
    monkeypatch.setattr(reader.confine, "PATIENCE", 1)
    assert (
        refusal("dawdle", SOON) == "that takes more than the 1 s that parsing_seconds in config.toml allows"
    )


def test_the_limit_of_a_long_text_is_named_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.confine, "LONGEST", 2)
    monkeypatch.setattr(reader.confine, "PATIENCE", 1)
    expected = (
        "that takes more than the 2 s that parsing_seconds in config.toml allows for a text of its length"
    )
    assert refusal("read_for_ever", SOON, data=bytes(1000)) == expected


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]\n", b"{}\n", b"[" * 5000 + b"\n", b"\xff\n", b'{"document":1}\n']
)
def test_an_answer_without_sense(data: bytes) -> None:
    assert refusal("garble", data=data) == "its parser gave no sensible answer"


def test_failures_are_logged_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    log = tmp_path / LOG
    assert refusal("break_down", log=log).startswith("its parser failed (exit code 1 after ")
    assert refusal("crash", Limits(4096, 5), log).endswith(f"; see {log}")
    text = log.read_text("utf-8")
    assert "tests.confined_functions:break_down (T): exit code 1" in text
    assert "ValueError: raw ␛[31m" in text
    assert "SIGSEGV" in text
    assert "in crash" in text
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_good_ends_are_not_logged(tmp_path: Path) -> None:
    parse("parse_whole", log=tmp_path / LOG)
    refusal("refuse", log=tmp_path / LOG)
    assert not (tmp_path / LOG).exists()


def test_the_log_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "parsers.log"
    refusal("break_down", log=log)
    size = log.stat().st_size
    monkeypatch.setattr(confined, "LARGEST_LOG", size)
    refusal("break_down", log=log)
    assert log.stat().st_size > size
    refusal("break_down", log=log)
    assert log.stat().st_size < size * 1.5


def test_a_log_that_cannot_be_written_is_not_named(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "parsers.log").symlink_to(target)
    assert "see" not in refusal("break_down", log=tmp_path / "parsers.log")
    assert not target.exists()
    (tmp_path / "file").touch()
    assert "see" not in refusal("break_down", log=tmp_path / "file" / "parsers.log")


def _until(condition: Callable[[], bool], patience: float = 15) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
