from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotation import COLOURS
from reader.config import HIGHLIGHTS, Config, Folders
from reader.settings import example


def load(folder: Path, content: str | bytes) -> tuple[Config, list[str]]:
    data = content.encode() if isinstance(content, str) else content
    (folder / "config.toml").write_bytes(data)
    return Config.load(folder)


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert Config.load(tmp_path / "missing") == (Config(), [])
    assert load(tmp_path, "") == (Config(), [])


def test_what_the_file_says_holds(tmp_path: Path) -> None:
    config, warnings = load(tmp_path, 'measure = 60\nmarks = false\ntheme = "reader-paper"\n')
    assert warnings == []
    assert config == Config(measure=60, marks=False, theme="reader-paper")


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeffmeasure = 60") == (Config(measure=60), [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('measure = "wide"', "measure must be a whole number from 24 to 160"),
        ("measure = true", "measure must be"),
        ("measure = 72.0", "measure must be"),
        ("measure = 23", "measure must be"),
        ("measure = 161", "measure must be"),
        ("parsing_memory = 63", "parsing_memory must be a whole number from 64 to 65536"),
        ("parsing_seconds = 0", "parsing_seconds must be a whole number from 1 to 3600"),
        ("marks = 1", "marks must be true or false"),
        ("theme = 3", "theme must be a theme's name"),
        ('theme = ""', "theme must be"),
        ("zebra = 1", "line 2: zebra is no setting; `reader config --example`"),
        ("mesure = 1", "mesure is no setting (is measure meant?)"),
        ("[measure]\nx = 1", "measure must be"),
        ("[keys]\nquit = 3", "line 3: quit in keys must be keys in quotation marks"),
        ("[colours]\npinc = 'doubt'", "line 3: colours has no pinc (is pink meant?)"),
        ("[colours]\npink = 3", "line 3: pink in colours must be what it means to you"),
    ],
)
def test_what_makes_no_sense_is_named_and_the_rest_holds(tmp_path: Path, line: str, words: str) -> None:
    other = "marks = false\n" if "marks" not in line else "measure = 60\n"
    config, (warning,) = load(tmp_path, other + line)
    assert str(tmp_path / "config.toml") in warning
    assert words in warning
    assert config == (Config(marks=False) if "marks" not in line else Config(measure=60))


@pytest.mark.parametrize("content", ["measure = ", "= 3", b"\xff\xfe", "a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: str | bytes) -> None:
    config, (warning,) = load(tmp_path, content)
    assert config == Config()
    assert f"{tmp_path / 'config.toml'} is no TOML" in warning


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    config, (warning,) = Config.load(tmp_path)
    assert config == Config()
    assert "can't be read" in warning


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40) | st.text("measurktheo=\"'12[]\n. #{}", max_size=40).map(str.encode))
def test_no_file_stops_the_program(tmp_path: Path, content: bytes) -> None:
    config, warnings = load(tmp_path, content)
    assert isinstance(config, Config)
    assert all(str(tmp_path) in warning for warning in warnings)


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    other = {
        "measure": "30",
        "margin": "10",
        "leading": "1",
        "justify": "true",
        "hyphenate": "true",
        "guide": "false",
        "follow": "false",
        "highlights": '"underline"',
        "margin_notes": "false",
        "spread": "true",
        "left_width": "30",
        "right_width": "40",
        "swapped": "true",
        "rapid_pace": "400",
        "reload": '"auto"',
        "library_order": '"title"',
        "marks": "false",
        "pictures": "false",
        "motion": "false",
        "theme": '"x"',
        "parsing_memory": "1024",
        "parsing_seconds": "60",
        "keys": '{ quit = "Q" }',
        "colours": '{ yellow = "important" }',
        "look_up_at": '"https://example.org/?q={text}"',
        "commands": '{ say = { run = ["espeak", "{text}"], show = false } }',
    }
    assert other.keys() == {field.name for field in fields(Config)}
    config, warnings = load(tmp_path, "\n".join(f"{key} = {value}" for key, value in other.items()))
    assert warnings == []
    assert all(getattr(config, name) != getattr(Config(), name) for name in other)


def test_reader_home_holds_all_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_HOME", str(tmp_path))
    folders = Folders.of_user()
    assert {folders.data, folders.config, folders.cache, folders.state} == {
        tmp_path / name for name in ("data", "config", "cache", "state")
    }


def test_without_it_they_are_where_the_system_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READER_HOME", raising=False)
    folders = Folders.of_user()
    assert len({folders.data, folders.config, folders.cache, folders.state}) == 4
    assert all("reader" in str(folder) for folder in (folders.data, folders.config, folders.cache))


def test_the_example_holds_all_settings_as_they_come(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in example(Config).splitlines()]
    starts = tuple(f"{field.name} =" for field in fields(Config))
    content = "\n".join(line for line in lines if line.startswith(starts))
    assert load(tmp_path, content) == (Config(), [])
    assert all(f"[{field.name}]" in lines or f"{field.name} = " in content for field in fields(Config))


def test_the_example_of_a_table_is_one(tmp_path: Path) -> None:
    blocks = example(Config).split("\n\n")
    tables = [block[block.index("# [") :].replace("# ", "") for block in blocks if "# [" in block]
    assert tables.pop().strip() == "[keys]", "the command line lists all keys after it"
    for table in tables:
        config, warnings = load(tmp_path, table)
        assert warnings == []
        assert config != Config()


@pytest.mark.parametrize(
    "line",
    [
        'commands = { say = "espeak" }',
        "commands = { say = { run = [] } }",
        'commands = { say = { run = ["espeak", 1] } }',
        'commands = { say = { run = ["espeak"], show = 1 } }',
        'commands = { say = { run = ["espeak"], show = "window" } }',
        'commands = { say = { run = ["espeak"], input = "page" } }',
        'commands = { say = { run = ["espeak"], shell = true } }',
        'look_up_at = "https://example.org/"',
        'look_up_at = "file:///{text}"',
    ],
)
def test_programs_and_addresses_are_what_they_must_be(tmp_path: Path, line: str) -> None:
    config, (warning,) = load(tmp_path, line)
    assert "so it is ignored" in warning
    assert (config.commands, config.look_up_at) == ({}, Config().look_up_at)


def test_the_colours_that_can_be_named_are_those_of_highlights() -> None:
    assert HIGHLIGHTS == COLOURS
