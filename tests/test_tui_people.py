"""The lists that follow the reading, quotes by speaker, and the pages of entities."""

from dataclasses import replace

import pytest

from reader.analysis.findings import Entity, Quotation
from reader.config import Config, Folders
from reader.corrections import Address, Rename
from reader.tui.panels.dossier import DossierPanel
from reader.tui.screens.entity import EntityScreen
from tests.interface import PARAGRAPHS, Reading, findings, harbour, reading

FOUND = findings(harbour())
AMES, BELL, COUNCIL, BRIMLEY, _ = FOUND.entities


def marked(r: Reading) -> list[str]:
    """The names that are marked in Entities."""
    return [key.name for key in r.screen.panels.entities.marked if isinstance(key, Entity)]


def said(r: Reading) -> list[str]:
    """The quotes that are marked in Quotes."""
    return [key.text for key in r.screen.quotes.marked if isinstance(key, Quotation)]


def page(r: Reading) -> DossierPanel:
    """The list of the entity's page that is open."""
    screen = r.app.screen
    assert isinstance(screen, EntityScreen)
    return screen.listing


async def put_caret(r: Reading, words: str) -> None:
    """Put the caret on the first of some words."""
    at = r.text.index(words)
    r.article.show(at)
    await r.pilot.pause()
    r.screen.selecting.drag(at, at)
    await r.pilot.pause()


async def test_who_is_named_and_what_is_said_at_the_caret_is_marked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 40)) as r:
        await put_caret(r, "the works")
        assert marked(r) == ["Ben Bell", "Port Council"]
        assert said(r) == ["“a slow miracle.”"]
        assert r.screen.quotes.current == FOUND.quotations[2]
        assert r.shows("• Ben Bell")
        await put_caret(r, "Ann Ames, the mayor")
        assert marked(r) == ["Ann Ames"]
        assert said(r) == []


async def test_without_a_caret_the_lists_follow_the_eyes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 20)) as r:
        for words, names in (("Ben Bell", ["Ben Bell", "Port Council"]), ("went home by", [])):
            row = r.article.layout_.row_of(r.text.index(words, 900))
            r.article.go_to_row(row - r.article.rows // 2)
            await r.pilot.pause()
            assert marked(r) == names


async def test_a_list_is_drawn_anew_only_when_what_is_there_changes(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await put_caret(r, "cut a ribbon")
        drawn: list[str] = []
        for listing in (r.screen.panels.entities, r.screen.quotes):
            monkeypatch.setattr(listing, "refresh", lambda *_, **__: drawn.append("drawn"))
        await r.press("l l l")
        assert drawn == []
        await put_caret(r, "Ben Bell")
        assert drawn


async def test_following_is_turned_off_and_on(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch, config=Config(follow=False)) as r:
        await put_caret(r, "Ben Bell")
        assert marked(r) == []
        await r.press("f12")
        assert marked(r) == ["Ben Bell", "Port Council"]
        assert "follow the reading" in r.footer
        await r.press("f12")
        assert (marked(r), said(r)) == ([], [])


async def test_a_list_that_has_the_keys_is_not_moved(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.quotes.focus()
        await r.press("home")
        await r.caret("slow")
        await r.settle()
        assert said(r) == ["“a slow miracle.”"]
        assert r.screen.quotes.current == FOUND.quotations[0]


async def test_a_name_out_of_sight_is_brought_in_sight(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        many = tuple(replace(AMES, name=f"Name {n}", mentions=AMES.mentions[:1]) for n in range(60))
        found = replace(FOUND, entities=(*many, BELL))
        r.screen.understanding.show(found, whole=True)
        await put_caret(r, "Ben Bell")
        assert marked(r) == ["Ben Bell"]
        assert r.shows("• Ben Bell")


# Quotes


async def test_quotes_are_listed_by_speaker_the_most_quoted_first_and_nobody_last(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch, size=(120, 50)) as r:
        one, two, three = FOUND.quotations
        nobody = replace(one, speaker=None)
        found = replace(FOUND, quotations=(nobody, replace(three, start=two.start - 1), two, two))
        r.screen.understanding.show(found, whole=True)
        r.screen.quotes.focus()
        await r.press("v")
        headings = [item.lines[-1].text for item in r.screen.quotes.items if item.key is None]
        assert headings == ["Ann Ames", "Ben Bell", "Nobody named"]
        await r.press("v")
        assert all(item.key is not None for item in r.screen.quotes.items)


async def test_one_kind_of_quotes_is_shown_and_then_all_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        one, two, three = FOUND.quotations
        found = replace(FOUND, quotations=(one, replace(two, kind="indirect"), three))
        r.screen.understanding.show(found, whole=True)
        r.screen.quotes.focus()
        shown = []
        for _ in range(3):
            await r.press("t")
            shown.append([item.key for item in r.screen.quotes.items])
        assert shown == [[one, three], [found.quotations[1]], list(found.quotations)]
        assert r.screen.quotes.title == "Quotes"


async def test_a_quote_that_has_no_room_is_read_whole_under_the_cursor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        quotes = r.screen.quotes
        assert all(len(item.lines) == 2 for item in quotes.items)
        quotes.focus()
        await r.press("home")
        text = " ".join(line.text for line in quotes.items[0].lines[1:])
        assert text == FOUND.quotations[0].text
        assert len(quotes.items[0].lines) > 2
        await r.press("j")
        assert len(quotes.items[0].lines) == 2
        assert len(quotes.items[1].lines) > 2
        r.article.focus()
        await r.settle()
        assert all(len(item.lines) == 2 for item in quotes.items)


async def test_a_long_name_is_read_whole_under_the_cursor(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        long = replace(AMES, name="Commission for the Harbour and the Roads of Brimley")
        r.screen.understanding.show(replace(FOUND, entities=(long,)), whole=True)
        r.screen.panels.entities.focus()
        await r.settle()
        item = r.screen.panels.entities.items[1]
        assert " ".join(line.text for line in item.lines) == long.name
        assert r.shows("and the Roads")


# An entity's page


async def test_the_page_of_a_name_is_opened_from_the_list_and_left_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("home o")
        assert "Ann Ames" in r.lines[1]
        assert "person · 2 mentions · 2 quotes" in r.lines[1]
        shown = "\n".join(r.lines)
        assert "the mayor" in shown
        for section in ("Says", "Every mention"):
            assert section in shown
        top = r.article.top
        await r.press("escape")
        assert r.app.screen is r.screen
        assert r.article.top == top
        assert r.screen.panels.entities.has_focus
        assert r.screen.panels.entities.current == AMES


async def test_the_page_of_a_speaker_is_opened_from_a_quote(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.quotes.focus()
        await r.press("G o")
        assert page(r).title == "Ben Bell"


async def test_a_quote_of_nobody_says_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        found = replace(FOUND, quotations=(replace(FOUND.quotations[0], speaker=None),))
        r.screen.understanding.show(found, whole=True)
        r.screen.quotes.focus()
        await r.press("o")
        assert "Nobody is named as the speaker." in r.footer


async def test_the_page_of_the_name_under_the_caret_is_opened(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await put_caret(r, "Port Council")
        await r.press("P")
        assert page(r).title == "Port Council"


async def test_where_several_names_are_in_view_it_is_asked_whose_page_is_meant(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("home P")
        assert r.shows("Whose page?")
        await r.type("brim")
        await r.press("enter")
        assert page(r).title == "Brimley"


async def test_a_page_without_names_says_where_to_choose_one(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.understanding.show(replace(FOUND, entities=()), whole=True)
        await r.press("P")
        assert "Choose one in Entities first" in r.footer
        await r.press("O")
        assert "No names were found." in r.footer


async def test_enter_on_a_mention_goes_there_and_the_jump_is_taken_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("home o G enter")
        assert r.app.screen is r.screen
        assert "Ann Ames · 2 of 2" in r.footer
        assert r.article.has_focus
        assert r.article.is_visible(AMES.mentions[1].start)
        assert r.article.top > 0
        await r.press("ctrl+o")
        assert r.article.top == 0


async def test_enter_on_a_quote_goes_there(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("home j o enter")
        assert r.article.is_visible(FOUND.quotations[2].start)


async def test_who_stands_beside_has_a_page_too_and_each_is_left_by_itself(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("home j o tab")
        assert page(r).title == "Ben Bell"
        await r.press("enter")
        assert page(r).title == "Port Council"
        await r.press("escape")
        assert page(r).title == "Ben Bell"
        await r.press("tab o")
        await r.press("q q")
        assert r.app.screen is r.screen


async def test_the_sections_are_gone_through_by_tab(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.panels.entities.focus()
        await r.press("home o")
        firsts = [page(r).current]
        for keys in ("tab", "tab", "shift+tab", "shift+tab"):
            await r.press(keys)
            firsts.append(page(r).current)
        assert firsts[0] == firsts[4] == FOUND.quotations[0]
        assert firsts[1] == firsts[3]
        assert firsts[2] == AMES.mentions[0]


async def test_the_names_stand_in_one_column_at_every_width(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (60, 200):
        async with reading(folders, monkeypatch, size=(width, 40)) as r:
            r.screen.people.show(AMES)
            await r.settle()
            page(r).to_section(1)
            page(r).to_section(1)
            await r.settle()
            rows = r.lines[next(n for n, line in enumerate(r.lines) if "Every mention" in line) :]
            rows = [row for row in rows if row.endswith("%")]
            columns = {row.find(name) for row in rows for name in ("Ann Ames", "Ames said") if name in row}
            assert len(rows) == 2
            assert len(columns) == 1


async def test_the_users_notes_on_somebody_are_on_the_page_and_gone_to(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await put_caret(r, "Ann Ames, the mayor")
        await r.press("s enter")
        await r.press("escape")
        r.screen.people.show(AMES)
        await r.settle()
        assert r.shows("Your notes")
        await r.press("tab enter")
        assert r.screen.annotating.chosen == r.kept[0]


async def test_a_row_is_copied_with_its_source(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.people.show(BELL)
        await r.settle()
        await r.press("y")
        assert r.app.clipboard.startswith("“a slow miracle.” — Ben Bell")
        await r.press("G y")
        assert r.app.clipboard == PARAGRAPHS[2].split(" He did")[0]
        assert "Copied" in r.footer


async def test_the_rows_of_a_page_are_narrowed_and_escape_shows_all_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.people.show(AMES)
        await r.settle()
        count = len(page(r).items)
        await r.press("/")
        await r.type("close it")
        await r.press("enter")
        assert [item.key for item in page(r).items if item.key] == [FOUND.quotations[1]]
        await r.press("escape")
        assert len(page(r).items) == count
        await r.press("escape")
        assert r.app.screen is r.screen


async def test_a_page_of_a_text_that_is_still_read_says_so(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.understanding.wait(0.4)
        r.screen.people.show(AMES)
        await r.settle()
        assert "so far" in r.footer


async def test_the_pages_commands_say_what_is_missing_where_no_page_is_open(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        r.screen.people.turn("copy-row")
        await r.settle()
        assert "Open the page of a name first (P)." in r.footer


async def test_who_is_marked_stays_marked_under_another_name(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await put_caret(r, "Port Council")
        change = Rename(Address.of(COUNCIL), "Council of the Port")
        record = r.screen.keeping.record_id
        r.screen.keeping.change(lambda library: library.correct(record, change), "Renamed.")
        await r.settle()
        assert marked(r) == ["Ben Bell", "Council of the Port"]


async def test_that_the_lists_do_not_follow_is_remembered(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folders, monkeypatch) as r:
        await r.press("f12")
    async with reading(folders, monkeypatch) as r:
        await put_caret(r, "Port Council")
        assert marked(r) == []
