"""Each correction, by the keys that a reader presses."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.analysis.findings import Analysis, Entity, Mention
from reader.config import Folders
from reader.corrections import Correction, statement
from reader.document import Document
from reader.library import Library
from tests.interface import CannedChild, Reading, findings, harbour, reading


def names(r: Reading) -> dict[str, str]:
    """The entities that are shown, with their kinds."""
    keys = [item.key for item in r.screen.panels.entities.items]
    return {key.name: key.kind for key in keys if isinstance(key, Entity)}


def speakers(r: Reading) -> list[str]:
    """Who says the quotes that are shown."""
    return [item.lines[0].text for item in r.screen.quotes.items]


def corrections(r: Reading) -> list[Correction]:
    """The corrections that hold, read anew from the disk."""
    return Library(r.folders).corrections(r.screen.keeping.record_id)


def warnings(r: Reading) -> list[str]:
    """What has gone wrong, as it was told."""
    return [each.message for each in r.app._notifications]


async def to_entity(r: Reading, name: str) -> None:
    """Put the cursor of Entities on a name."""
    panel = r.screen.panels.entities
    panel.focus()
    panel.point(next(i.key for i in panel.items if isinstance(i.key, Entity) and i.key.name == name))
    await r.settle()


async def select(r: Reading, words: str) -> None:
    """Select words of the article."""
    start = r.text.index(words)
    r.screen.selecting.drag(start, start + len(words) - 1)
    await r.settle()


async def test_an_entity_is_renamed_and_stays_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ann Ames")
        assert "r rename" in r.footer
        await r.press("r")
        assert any("Rename “Ann Ames”" in line and "for this article" in line for line in r.lines)
        await r.press("ctrl+u")
        await r.type("Mayor Ames")
        await r.press("enter")
        assert names(r)["Mayor Ames"] == "person"
        assert "“Ann Ames” is called “Mayor Ames”." in r.footer
        assert speakers(r) == ["Mayor Ames", "Mayor Ames", "Ben Bell"]
        assert r.screen.panels.entities.current.name == "Mayor Ames"  # type: ignore[attr-defined]
        await r.press("q")
    async with reading(folders, monkeypatch) as r:
        assert "Mayor Ames" in names(r)
        assert "Ann Ames" not in names(r)


async def test_the_kind_is_chosen_from_a_list_that_narrows(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Port Council")
        await r.press("K")
        assert r.shows("› an organisation")
        await r.type("pl")
        assert not r.shows("an organisation")
        await r.press("enter")
        assert names(r)["Port Council"] == "place"
        await r.press("K up enter")
        assert names(r)["Port Council"] == "organisation"


async def test_one_key_makes_a_correction_hold_in_the_whole_library(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Brimley")
        await r.press("K tab")
        assert r.shows("for the whole library")
        await r.press("tab tab")
        await r.type("fac")
        await r.press("enter")
        assert "in the whole library" in r.footer
        assert [each.scope for each in corrections(r)] == ["library"]
    text = harbour().text.replace("nine years", "ten years")
    other = Document(text, harbour().blocks[:2], source="/x/other.txt")
    async with reading(folders, monkeypatch, document=other, child=OtherChild) as r:
        assert names(r) == {"Brimley": "facility"}


class OtherChild(CannedChild):
    """Finds a town in any document."""

    def run(self, *_: object) -> Analysis:
        at = self._document.text.index("Brimley")
        return Analysis((Entity("Brimley", "place", (Mention(at, at + 7, "Brimley"),)),))


async def test_an_entity_is_joined_with_another_chosen_by_typing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ben Bell")
        await r.press("s")
        await r.press("m")
        await r.type("am")
        await r.press("enter")
        assert "Ben Bell" not in names(r)
        assert speakers(r) == ["Ann Ames"] * 3  # what was shown of Ben Bell is Ann Ames' now
        assert r.screen.quotes.speaker == "Ann Ames"
        await r.press("u")
        assert speakers(r) == ["Ann Ames", "Ann Ames"]


async def test_a_form_is_split_off(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ann Ames")
        await r.press("p")
        await r.type("ames")
        await r.press("down enter" if "› Ann" in "\n".join(r.lines) else "enter")
        assert {"Ames", "Ann Ames"} <= names(r).keys()
        await to_entity(r, "Ben Bell")
        await r.press("p")
        assert "nothing to split off" in r.footer


async def test_an_entity_is_hidden_and_brought_back_by_undo(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ben Bell")
        await r.press("x")
        assert "Ben Bell" not in names(r)
        await r.press("u")
        assert "Taken back: “Ben Bell” is hidden." in r.footer
        assert "Ben Bell" in names(r)
        await r.press("ctrl+r")
        assert "Again: “Ben Bell” is hidden." in r.footer
        assert "Ben Bell" not in names(r)
        await to_entity(r, "Brimley")
        await r.press("X")
        assert [each.scope for each in corrections(r)] == ["document", "library"]


async def test_undo_takes_back_highlights_and_corrections_in_one_order(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("s enter")
        await to_entity(r, "Ben Bell")
        await r.press("x u")
        assert (len(r.kept), corrections(r)) == (1, [])
        await r.press("u")
        assert r.kept == []


async def test_another_speaker_is_chosen_or_typed_or_cleared(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.quotes.focus()
        await r.press("g g w")
        assert r.shows("› Ann Ames")
        await r.type("bell")
        await r.press("enter")
        assert speakers(r)[0] == "Ben Bell"
        await r.press("h")
        assert [each.speaker for each in r.kept] == ["Ben Bell"]
        await r.press("w")
        await r.type("A passer-by")
        await r.press("enter")
        assert speakers(r)[0] == "A passer-by"
        await r.press("w")
        await r.type("nobody")
        await r.press("enter")
        assert speakers(r)[0] == "Nobody named"


async def test_what_is_no_quote_is_dropped(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.quotes.focus()
        await r.press("G x")
        assert speakers(r) == ["Ann Ames", "Ann Ames"]
        assert "is not a quote" in r.footer


async def test_a_selection_becomes_a_quote_with_a_speaker(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(160, 30)) as r:
        await select(r, "He did not say what they had cost.")
        assert "I add as" in r.footer
        await r.press("I")
        assert r.shows("› a quote")
        await r.press("enter")
        await r.type("ben")
        await r.press("enter")
        assert speakers(r) == ["Ann Ames", "Ann Ames", "Ben Bell", "Ben Bell"]
        assert r.selected == ""


async def test_a_selection_becomes_an_entity_wherever_it_stands(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select(r, "old road")
        await r.press("I")
        await r.type("fac")
        await r.press("enter")
        assert names(r)["old road"] == "facility"
        added = r.screen.panels.entities.current
        assert isinstance(added, Entity)
        assert len(added.mentions) == r.text.count("old road") > 10


async def test_a_part_of_a_word_is_no_entity_and_nothing_is_kept(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await select(r, "Brim")
        await r.press("I enter")
        assert "changes nothing" in r.footer
        assert corrections(r) == []


async def test_what_was_corrected_is_listed_and_taken_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("C")
        assert "Nothing is corrected here." in r.footer
        await to_entity(r, "Ben Bell")
        await r.press("x")
        await to_entity(r, "Brimley")
        await r.press("X q")
    async with reading(folders, monkeypatch) as r:
        await r.press("C")
        assert any("› “Brimley” is hidden" in line and "whole library" in line for line in r.lines)
        await r.press("down enter")
        assert [statement(each.change) for each in corrections(r)] == ["“Brimley” is hidden"]
        assert "Ben Bell" in names(r)
        await r.press("u")
        assert "Ben Bell" not in names(r)


async def test_escape_leaves_everything_as_it_is(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ann Ames")
        for key in "rKmp":
            await r.press(f"{key} escape")
            assert r.app.screen is r.screen
        assert r.screen.panels.entities.has_focus
        assert corrections(r) == []


async def test_a_choice_is_made_by_a_click(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ben Bell")
        await r.press("K")
        await r.pilot.click("Choices", offset=(4, 3))
        await r.settle()
        assert names(r)["Ben Bell"] == "organisation"


async def test_a_correction_that_cannot_be_kept_is_told_and_not_shown(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ben Bell")

        def full(*_args: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", full)
            await r.press("x")
        assert "Ben Bell" in names(r)
        assert any("No space left" in sentence for sentence in warnings(r))
        await r.press("x")
        assert "Ben Bell" not in names(r)


async def test_damaged_corrections_are_told_and_notes_are_kept_all_the_same(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.data.mkdir(parents=True)
    Path(folders.data / "library.json").write_text("{")
    async with reading(folders, monkeypatch) as r:
        assert any("is damaged" in sentence for sentence in warnings(r))
        await r.press("s enter")
        assert len(r.kept) == 1
        assert len(r.screen.annotating.annotations) == 1


async def test_what_the_engine_finds_bit_by_bit_is_mended_each_time(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Ann Ames")
        await r.press("x q")

    shown: list[set[str]] = []

    class Slow(CannedChild):
        def run(self, _progress: object, partial: Callable[[Analysis], None], _first: int) -> Analysis:
            found = findings(self._document)
            partial(Analysis(found.entities[:2]))
            return found

    async with reading(folders, monkeypatch, child=Slow) as r:
        shown.append(set(names(r)))
        r.screen.understanding.show(Analysis(findings(harbour()).entities[:2]), whole=False)
        shown.append(set(names(r)))
    assert all("Ann Ames" not in each for each in shown)
    assert shown[1] == {"Ben Bell"}


async def test_the_keys_work_from_the_palette(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        await to_entity(r, "Brimley")
        await r.press("ctrl+p")
        await r.type("rename an")
        await r.press("enter")
        await r.pilot.pause(0.5)
        assert r.shows("Rename “Brimley”")


async def test_dates_and_amounts_are_folded_until_they_are_asked_for(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("G")
        assert r.shows("› Dates and amounts (1)")
        assert "Monday" not in names(r)
        await r.press("enter")
        assert names(r)["Monday"] == "date"
        await r.press("j enter")
        assert "Monday · 1 of 1" in r.footer
        await r.press("d")
        assert "Monday" not in names(r)
