import pytest

from reader.config import Config, Folders
from reader.opening import open_source, sample_source
from reader.tui.guide import STEPS
from tests.interface import EmptyChild, Reading, reading


def told(r: Reading) -> str:
    """The step that is shown."""
    return next((line for line in r.lines if f" of {len(STEPS)} · " in line), "")


async def test_the_sample_leads_through_the_first_steps(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = open_source(sample_source())
    async with reading(folders, monkeypatch, document=sample, child=EmptyChild) as r:
        assert "1 of" in told(r)
        assert "Space reads on" in told(r)
        await r.press("j")
        assert "s selects a sentence" in told(r)
        await r.press("j")
        assert "s selects a sentence" in told(r)
        await r.press("s")
        assert "Enter highlights it" in told(r)
        await r.press("enter")
        await r.press("f1")
        assert told(r) == ""
    async with reading(folders, monkeypatch, document=sample, child=EmptyChild) as r:
        assert told(r) == ""


async def test_the_steps_name_the_keys_that_the_user_has(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(keys={"page-down": "x"})
    sample = open_source(sample_source())
    async with reading(folders, monkeypatch, document=sample, child=EmptyChild, config=config) as r:
        assert "x reads on" in told(r)


async def test_no_other_document_shows_them_unasked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        assert told(r) == ""
        await r.press("f1")
        assert "1 of" in told(r)
