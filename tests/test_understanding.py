"""What the lists say while the engine reads, and when it can't."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reader.analysis import AnalysisCache, EngineError
from reader.analysis.findings import Analysis, Entity, Mention
from reader.config import Config, Folders
from reader.tui import understanding
from reader.tui.app import ReaderApp
from reader.tui.understanding import Understanding
from tests.interface import CannedChild, Reading, findings, harbour, reading

FOUND = findings(harbour())


async def seen(r: Reading, words: str) -> bool:
    """Whether some words are on the screen once it is drawn."""
    await r.pilot.pause()
    return r.shows(words)


async def test_entities_are_listed_while_quotes_are_still_looked_for(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(140, 50)) as r:
        r.screen.understanding.show(Analysis(), whole=False)
        r.screen.understanding.wait(0.12)
        assert await seen(r, "Reading for names… 12 %")
        r.screen.understanding.show(Analysis(FOUND.entities), whole=False)
        r.screen.understanding.wait(0.4)
        assert await seen(r, "Ann Ames")
        assert not await seen(r, "Reading for names")
        assert await seen(r, "Reading for quotes… 40 %")


async def test_quotes_are_listed_as_they_come_and_the_title_tells_how_far_it_is(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(140, 50)) as r:
        r.screen.understanding.show(replace(FOUND, quotations=FOUND.quotations[:1]), whole=False)
        r.screen.understanding.wait(0.3)
        assert (r.screen.panels.entities.status, r.screen.quotes.status) == ("30 %", "30 %")
        r.screen.understanding.wait(0.97)
        assert len(r.screen.quotes.items) == 1
        assert (r.screen.panels.entities.status, r.screen.quotes.status) == ("", "97 %")
        r.screen.understanding.show(FOUND, whole=True)
        assert len(r.screen.quotes.items) == 3
        assert r.screen.quotes.status == "3"
        assert not await seen(r, "70 %")


async def test_the_cursor_and_the_chosen_entity_stay_when_more_is_found(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        ames, bell = FOUND.entities[:2]
        early = replace(ames, mentions=ames.mentions[1:])
        r.screen.understanding.show(Analysis((early, bell)), whole=False)
        listed = r.screen.panels.entities
        listed.point(early)
        r.screen.understanding.go_to_mention(early)
        mention = r.screen.understanding.mention
        more = Entity("Zoe Young", "person", (Mention(0, 3, "The"),) * 9)
        r.screen.understanding.show(Analysis((more, bell, ames)), whole=True)
        assert listed.current == ames
        assert r.screen.understanding.entity == ames
        assert r.screen.understanding.mention == mention


async def test_a_text_in_another_language_says_why_nobody_is_named(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(170, 50)) as r:
        quote = replace(FOUND.quotations[0], speaker=None, cue=None)
        r.screen.understanding.show(Analysis((), (quote,), "de"), whole=True)
        said = "Names and speakers need English; this text seems to be in German."
        assert r.screen.panels.entities.empty == said
        assert await seen(r, "Names and speakers")
        assert await seen(r, "Nobody named")


async def test_names_stay_where_the_engine_for_quotes_is_missing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    class HalfBroken(CannedChild):
        def run(
            self, _progress: Callable[[float], None], partial: Callable[[Analysis], None], _first: int
        ) -> Analysis:
            partial(Analysis(FOUND.entities))
            raise EngineError("No parser here.")

    async with reading(folders, monkeypatch, child=HalfBroken) as r:
        assert await seen(r, "Ann Ames")
        assert await seen(r, "No parser here.")


async def test_all_findings_are_mended_before_they_are_shown(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        kept = ["Ann Ames", "Brimley"]

        def mend(found: Analysis) -> Analysis:
            return replace(found, entities=tuple(each for each in found.entities if each.name in kept))

        understood = Understanding(
            r.screen.document,
            AnalysisCache(folders.cache),
            r.article,
            r.screen.panels.entities,
            r.screen.quotes,
            marks=True,
            mend=mend,
            shown=lambda: None,
        )
        understood.mend_again()  # nothing is found yet
        understood.show(FOUND, whole=True)
        assert [entity.name for entity in understood.analysis.entities] == kept
        assert understood.raw == FOUND
        kept.remove("Brimley")
        understood.mend_again()
        assert [entity.name for entity in understood.analysis.entities] == kept
        assert not await seen(r, "Port Council  ")


async def test_the_engine_is_told_where_the_reader_left(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    class AskedChild(CannedChild):
        def run(
            self, _progress: Callable[[float], None], _partial: Callable[[Analysis], None], first: int
        ) -> Analysis:
            told.append(first)
            raise EngineError("Ask again.")

    async with reading(folders, monkeypatch, child=AskedChild) as r:
        await r.press("5 j")
        place = r.article.position
        await r.press("q")
    monkeypatch.setattr(understanding, "AnalysisChild", AskedChild)
    app = ReaderApp(harbour(), folders, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()  # the engine is asked once the page is there
        await app.workers.wait_for_complete()
    app.keeper.close()
    assert told == [0, place]
    assert place > 0


async def test_what_was_found_before_is_shown_without_the_engine(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoChild(CannedChild):
        def run(self, *_: object, **__: object) -> Analysis:
            raise AssertionError

    async with reading(folders, monkeypatch):
        pass
    async with reading(folders, monkeypatch, child=NoChild) as r:
        assert r.screen.understanding.analysis == FOUND
