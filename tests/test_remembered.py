from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import remembered
from reader.config import Config


def test_a_choice_holds_the_next_time(tmp_path: Path) -> None:
    remembered.keep(Config(), tmp_path / "state", {"measure": 80})
    remembered.keep(Config(), tmp_path / "state", {"marks": False})
    assert remembered.over(Config(), tmp_path / "state") == Config(measure=80, marks=False)


def test_it_holds_until_the_setting_is_changed_in_the_file(tmp_path: Path) -> None:
    remembered.keep(Config(measure=60), tmp_path, {"measure": 80})
    assert remembered.over(Config(measure=60), tmp_path).measure == 80
    assert remembered.over(Config(measure=64), tmp_path).measure == 64


def test_a_choice_of_what_the_file_says_is_no_choice(tmp_path: Path) -> None:
    remembered.keep(Config(), tmp_path, {"measure": 80})
    remembered.keep(Config(), tmp_path, {"measure": 72})
    assert (tmp_path / remembered.FILE).read_text() == "{}"


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    remembered.keep(Config(), tmp_path, {"measure": 80})
    assert (tmp_path / remembered.FILE).stat().st_mode & 0o777 == 0o600


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=30)
    | st.sampled_from(
        [
            b"[]",
            b'{"measure": 3}',
            b'{"measure": {"value": 3, "instead": 72}}',
            b'{"measure": {"value": 80}}',
            b'{"unknown": {"value": 80, "instead": 72}}',
        ]
    )
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / remembered.FILE).write_bytes(content)
    assert remembered.over(Config(), tmp_path) == Config()
