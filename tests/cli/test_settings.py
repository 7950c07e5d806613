import re
from pathlib import Path

from reader.config import Config
from reader.tui.commands import COMMANDS
from tests.cli.commands import Run


def test_the_settings_and_their_place_are_shown(run: Run, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("measure = 60\n")
    code, out, _ = run("config")
    assert code == 0
    assert str(home / "config" / "config.toml") in out
    assert "measure = 60  # changed by you" in out
    assert "marks = true\n" in out


def test_what_is_wrong_with_them_is_told(run: Run, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('mesure = 60\n[keys]\nqiut = "Q"\n')
    code, _, err = run("config")
    assert code == 1
    assert "line 1: mesure is no setting (is measure meant?)" in err
    assert "qiut is no command (is quit meant?)" in err


def test_the_example_names_every_command(run: Run) -> None:
    code, out, _ = run("config", "--example")
    assert code == 0
    assert all(f"# {command.id} = [" in out for command in COMMANDS)
    assert all(line.startswith("#") or not line for line in out.splitlines())


def test_every_line_of_the_example_may_be_uncommented(run: Run, home: Path) -> None:
    _, out, _ = run("config", "--example")
    (home / "config").mkdir(parents=True)
    file = home / "config" / "config.toml"
    file.write_text(out)
    assert run("config")[0] == 0
    file.write_text(re.sub(r"^# (?=\[|[a-z_-]+ = )", "", out, flags=re.MULTILINE))
    code, shown, err = run("config")
    assert (code, err) == (0, "")
    config, warnings = Config.load(file.parent)
    assert warnings == []
    assert set(config.keys) == {command.id for command in COMMANDS}
    assert "yellow" in config.colours
    assert "dictionary" in config.commands
    assert "changed by you" in shown


def test_keys_of_the_users_own_programs_are_known(run: Run, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(
        '[commands]\ncount = { run = ["wc"] }\n[keys]\nrun-count = "f10"\n'
    )
    assert run("config")[0] == 0
