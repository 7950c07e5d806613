"""A link that leads to an encrypted document: its password is asked for in the footer."""

from typing import Any

import pytest

import reader.opening.web
from reader.config import Folders
from reader.document import Block, Document, Mark
from reader.opening import LockedError, PasswordNeeded
from tests.interface import Reading, reading

PAGE = "https://ice.example/locked.pdf"
TEXT = "It leads to a locked one."


def leading() -> Document:
    at = TEXT.index("a locked")
    blocks = (Block("paragraph", 0, len(TEXT)),)
    return Document(TEXT, blocks, (Mark("link", at, at + 8, PAGE),), "Leading", source="https://ice.example/")


def locked(why: str) -> LockedError:
    error = LockedError(f"{PAGE} cannot be read as PDF: {why}.", unlocked)
    error.__cause__ = PasswordNeeded(why)
    return error


def unlocked(password: str) -> Document:
    if password != "sesame":
        raise locked("its password is another one")
    return Document("Open.", (Block("paragraph", 0, 5),), (), "Open", source=PAGE)


def open_url(_address: str, **_: Any) -> Document:
    raise locked("it is encrypted")


async def answered(r: Reading) -> None:
    await r.app.workers.wait_for_complete([each for each in r.app.workers if each.group == "visit"])
    await r.pilot.pause()
    await r.settle()


async def test_the_password_is_asked_for_unseen_until_it_is_right(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.opening.web, "open_url", open_url)
    async with reading(folders, monkeypatch, document=leading()) as r:
        await r.press("f f enter")
        await answered(r)
        assert r.footer.split()[0] == "Password"
        assert r.footer.endswith("It is encrypted.")
        await r.type("guess")
        assert "guess" not in r.footer
        await r.press("enter")
        await answered(r)
        assert r.footer.endswith("Its password is another one.")
        await r.type("sesame")
        await r.press("enter")
        await answered(r)
        assert any("Open." in row for row in r.lines)


async def test_what_is_typed_into_the_next_prompt_is_seen_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.opening.web, "open_url", open_url)
    async with reading(folders, monkeypatch, document=leading()) as r:
        await r.press("f f enter")
        await answered(r)
        await r.press("escape")
        assert "Password" not in r.footer
        await r.press("slash")
        await r.type("leads")
        assert "leads" in r.footer
