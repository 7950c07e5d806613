"""Exporting over a file that was changed since it was exported."""

from pathlib import Path

import pytest

from reader.config import Folders
from tests.interface import Reading, reading

NAME = "the-harbour-notes.md"
OWN = "\nMy own thought.\n"


async def export_and_change(r: Reading, file: Path) -> str:
    """Export a highlight, change the file, and export once more."""
    await r.press("s enter E enter")
    changed = file.read_text("utf-8") + OWN
    file.write_text(changed, "utf-8")
    await r.press("E enter")
    return changed


async def test_an_export_that_nobody_changed_is_replaced_without_a_question(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(folders, monkeypatch) as r:
        await r.press("s enter E enter escape A")
        await r.type("Thin on costs.")
        await r.press("ctrl+s E enter")
        assert not r.screen.prompt.is_open
        assert "Thin on costs." in (tmp_path / NAME).read_text("utf-8")
        assert [path.name for path in tmp_path.glob("*.md")] == [NAME]


async def test_a_changed_export_stays_and_another_name_is_suggested(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / NAME
    async with reading(folders, monkeypatch) as r:
        changed = await export_and_change(r, file)
        (told,) = [notice.message for notice in r.app._notifications]
        assert told.startswith(f"{NAME} was changed since it was exported: another name, or the same again")
        assert "Another name, or the same again" in r.footer
        assert r.screen.prompt.typed == str(tmp_path / "the-harbour-notes-2.md")
        await r.press("enter")
        assert file.read_text("utf-8") == changed
        assert "My own" not in (tmp_path / "the-harbour-notes-2.md").read_text("utf-8")
        assert len(list(tmp_path.glob("*.md"))) == 2


async def test_a_changed_export_is_replaced_by_its_name_once_more_and_its_copy_kept(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / NAME
    async with reading(folders, monkeypatch) as r:
        changed = await export_and_change(r, file)
        await r.press("ctrl+u")
        await r.type(NAME)
        await r.press("enter")
        assert "what was there is in the-harbour-notes.before.md" in r.footer
        assert (tmp_path / "the-harbour-notes.before.md").read_text("utf-8") == changed
        assert "My own" not in file.read_text("utf-8")


async def test_the_name_of_one_changed_export_does_not_replace_another(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    file, other = tmp_path / NAME, tmp_path / "other.md"
    async with reading(folders, monkeypatch) as r:
        changed = await export_and_change(r, file)
        other.write_text(changed, "utf-8")
        await r.press("ctrl+u")
        await r.type("other.md")
        await r.press("enter")
        assert r.screen.prompt.typed == "other-2.md"
        assert file.read_text("utf-8") == other.read_text("utf-8") == changed
        await r.press("escape")
        assert file.read_text("utf-8") == other.read_text("utf-8") == changed
