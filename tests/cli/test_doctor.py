from pathlib import Path

import pytest

from reader.analysis import EngineError
from reader.analysis.model import model
from tests.cli.commands import Run, annotate


def test_the_doctor_finds_a_fresh_installation_in_order(run: Run, home: Path) -> None:
    code, output, errors = run("doctor")
    assert (code, errors) == (0, ""), output
    assert all(line.startswith("ok ") for line in output.splitlines())
    assert str(home / "data") in output
    assert not home.exists()


def test_the_doctor_names_each_problem_and_what_to_do(
    run: Run, article: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(run, article, "--quote", "A bridge")
    bad = home / "data" / "documents" / f"{'0' * 32}.json"
    bad.write_text("")
    (home / "state").write_text("a file")
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("measure = 1")
    (home / "reader-3.20.dist-info").mkdir()
    monkeypatch.syspath_prepend(home)
    monkeypatch.setattr("reader.analysis.model.verify", _altered)
    model.cache_clear()
    code, output, _ = run("doctor")
    problems = [line for line in output.splitlines() if line.startswith("problem  ")]
    assert code == 1
    for words, found in zip(
        ("Another program", "Folder for state", "measure must be", str(bad), "The model is altered."),
        problems,
        strict=True,
    ):
        assert words in found
    assert "Readable documents: 1, with 1 annotations" in output


def _altered(_folder: Path) -> None:
    raise EngineError("The model is altered.")
