from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config import Folders
from reader.pace import FILE, MEMORY, PLAUSIBLE, TRUST, USUAL, Pace
from tests.interface import reading


def test_at_first_the_pace_is_the_usual_one() -> None:
    assert Pace().words_a_minute == pytest.approx(USUAL)


def test_it_becomes_the_readers_own() -> None:
    pace = Pace()
    for _ in range(10):
        pace = pace.after(TRUST, TRUST / 400 * 60)
    assert 370 < pace.words_a_minute < 400


@pytest.mark.parametrize("seconds", [0.0, 1.0, 10_000.0])
def test_what_is_no_reading_is_not_measured(seconds: float) -> None:
    assert Pace().after(200, seconds) == Pace()


def test_a_change_of_pace_is_learnt() -> None:
    slow = Pace()
    for _ in range(50):
        slow = slow.after(2_000, 2_000 / 120 * 60)
    quick = slow
    for _ in range(100):
        quick = quick.after(2_000, 2_000 / 480 * 60)
    assert slow.words_a_minute < 140
    assert quick.words_a_minute > 440


@given(st.lists(st.tuples(st.integers(0, 5_000), st.floats(-1, 5_000)), max_size=60))
def test_it_is_always_plausible_and_bounded(stretches: list[tuple[int, float]]) -> None:
    pace = Pace()
    for words, seconds in stretches:
        pace = pace.after(words, seconds)
        assert PLAUSIBLE[0] <= pace.words_a_minute <= PLAUSIBLE[-1] + 1
        assert pace.words <= MEMORY + 1


def test_it_is_kept(tmp_path: Path) -> None:
    pace = Pace().after(300, 60.0)
    pace.keep(tmp_path / "state")
    assert Pace.load(tmp_path / "state") == pace


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=20)
    | st.sampled_from(
        [
            b"[]",
            b'{"words": 1e999, "seconds": 1}',
            b'{"words": 5, "seconds": 0}',
            b'{"words": -5, "seconds": -5}',
        ]
    )
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert Pace.load(tmp_path) == Pace()


async def test_reading_is_measured_and_the_rest_told_by_it(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1_000.0
    monkeypatch.setattr("reader.tui.timing.time", SimpleNamespace(monotonic=lambda: clock))
    async with reading(folders, monkeypatch, size=(80, 12)) as r:
        for _ in range(4):
            clock += 12
            await r.press("space")
        measured = r.screen.timing.pace
        assert measured.words > 0
        clock += 3_600  # away
        await r.press("space")
        clock += 0.5  # looking for something
        await r.press("G")
        assert r.screen.timing.pace == measured
        await r.press("q")
    assert Pace.load(folders.state) == measured
