"""The analysis in a child process: its messages, and its end."""

import io
import json
import subprocess
import sys
import threading

import pytest

from reader.analysis import EngineError
from reader.analysis.child import AnalysisChild, Stopped, findings
from reader.analysis.findings import Analysis, Entity, Mention, Quotation
from reader.analysis.worker import Teller
from reader.wire import to_json
from tests.analysis_documents import analysis, document

TEXT = "“The river will rise again tonight,” said Anna Berger of Oslo."
LONG = tuple(f"Paragraph {number}: {TEXT}" for number in range(3000))


def ignore(_: object) -> None:
    """Takes what is told without looking at it."""


def test_finds_and_tells_what_is_found_in_this_process() -> None:
    shares: list[float] = []
    partials: list[Analysis] = []
    found = AnalysisChild(document(TEXT)).run(shares.append, partials.append)
    assert found == analysis(TEXT)
    assert partials == [Analysis(found.entities)]
    assert shares


def test_findings_whose_entities_were_sent_before_come_whole() -> None:
    names = (Entity("Oslo", "place", (Mention(58, 62, "Oslo"),)),)
    quotes = (Quotation(0, 38, TEXT[:38], "mixed", clause=(0, 38)),)
    sent = [Analysis(names), Analysis(names, quotes), Analysis((), quotes)]
    received = [Analysis()]
    out = io.StringIO()
    teller = Teller(out)
    for each in sent:
        teller.partial(each)
    for line in out.getvalue().splitlines():
        received.append(findings(json.loads(line)["partial"], received[-1]))
    assert received[1:] == sent
    assert out.getvalue().count('"entities"') == 2


def test_can_be_stopped_while_it_works() -> None:
    child = AnalysisChild(document(*LONG))
    with pytest.raises(Stopped):
        child.run(lambda _: child.stop(), ignore)


def test_can_be_stopped_from_another_thread() -> None:
    child = AnalysisChild(document(*LONG))
    threading.Timer(0.2, child.stop).start()
    with pytest.raises(Stopped):
        child.run(ignore, ignore)


def test_does_not_start_once_stopped() -> None:
    child = AnalysisChild(document(TEXT))
    child.stop()
    with pytest.raises(Stopped):
        child.run(ignore, ignore)


def test_a_child_that_cannot_start_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(EngineError, match="cannot be started"):
        AnalysisChild(document(TEXT)).run(ignore, ignore)


def test_a_child_that_cannot_run_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(EngineError, match="ended before it was done"):
        AnalysisChild(document(TEXT)).run(ignore, ignore)


def test_ends_when_its_parent_is_gone() -> None:
    command = [sys.executable, "-m", "reader.analysis.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdin
        assert worker.stdout
        request = {"document": to_json(document(*LONG)), "first": 0}
        worker.stdin.write(json.dumps(request).encode() + b"\n")
        worker.stdin.flush()
        assert b"partial" in worker.stdout.readline()
        worker.stdin.close()
        assert worker.wait(timeout=10) != 0
