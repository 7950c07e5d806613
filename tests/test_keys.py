import re
from operator import attrgetter
from pathlib import Path
from typing import get_args

from reader.tui.commands import COMMANDS, table
from reader.tui.commands.command import Where, shown
from reader.tui.keys import Call, KeyReader

PAGE: list[Where] = ["page", "anywhere"]
SELECTION: list[Where] = ["selection", "page", "anywhere"]


def fed(keys: str, places: list[Where]) -> tuple[str, int] | None:
    reader = KeyReader(COMMANDS)
    call = None
    for key in keys.split():
        assert call is None
        call = reader.feed(key, places)
    return (call.command.id, call.count) if call else None


def test_a_key_means_what_is_most_particular() -> None:
    assert fed("j", PAGE) == ("line-down", 1)
    assert fed("j", SELECTION) == ("extend-down", 1)
    assert fed("T", SELECTION) == ("theme", 1)


def test_longer_keys_of_a_more_particular_place_are_waited_for() -> None:
    assert fed("A", PAGE) == ("note-on-article", 1)
    assert fed("A w", SELECTION) == ("around-word", 1)


def test_numbers_repeat_a_command() -> None:
    assert fed("1 2 j", PAGE) == ("line-down", 12)
    assert fed("3 w", SELECTION) == ("extend-word", 3)


def test_a_number_is_forgotten_by_a_command_that_does_not_repeat() -> None:
    assert fed("5 g m", PAGE) == ("places", 1)


def test_a_number_that_was_not_typed_is_known() -> None:
    assert fed("5 G", PAGE) == ("bottom", 5)
    assert fed("G", PAGE) == ("bottom", 0)
    assert fed("5 0 %", PAGE) == ("percent", 50)
    assert Call(next(command for command in COMMANDS if command.id == "bottom")).count == 0


def test_escape_forgets_what_has_been_typed_and_does_nothing_else() -> None:
    for typed in ("]", "5", "5 z"):
        reader = KeyReader(COMMANDS)
        assert [reader.feed(key, PAGE) for key in (*typed.split(), "escape")][-1] is None
        assert reader.pending == ""
    assert fed("escape", PAGE) == ("back", 1)


def test_sequences_wait_for_their_last_key() -> None:
    reader = KeyReader(COMMANDS)
    assert reader.feed("]", PAGE) is None
    assert reader.pending == "]"
    call = reader.feed("]", PAGE)
    assert call is not None
    assert call.command.id == "next-heading"
    assert reader.pending == ""


def test_the_choices_after_a_first_key_are_told() -> None:
    reader = KeyReader(COMMANDS)
    reader.feed("c", SELECTION)
    assert [command.label for command in reader.choices(SELECTION)] == [
        "yellow",
        "orange",
        "pink",
        "blue",
        "green",
    ]


def test_a_digit_after_a_first_key_is_no_number() -> None:
    assert fed("c 4", SELECTION) == ("colour-blue", 1)


def test_a_key_that_means_nothing_is_forgotten() -> None:
    reader = KeyReader(COMMANDS)
    reader.feed("]", PAGE)
    assert reader.feed("z", PAGE) is None
    assert reader.pending == ""


def test_a_huge_number_stays_small() -> None:
    call = fed("9 9 9 9 9 9 j", PAGE)
    assert call == ("line-down", 9_999)


def test_ids_are_unique_and_no_key_means_two_things_in_one_place() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    meanings = [(place, keys) for c in COMMANDS for place in c.where for keys in c.keys]
    assert len(meanings) == len(set(meanings))


def test_no_key_sequence_hides_a_longer_one() -> None:
    for place in get_args(Where):
        sequences = [keys.split() for c in COMMANDS if place in c.where for keys in c.keys]
        for one in sequences:
            assert not any(one != other and other[: len(one)] == one for other in sequences)


def test_keys_are_shown_as_people_know_them() -> None:
    assert [shown(keys) for keys in ("] ]", "pagedown", "c 1", "f2", "ctrl+d")] == [
        "]]",
        "PgDn",
        "c1",
        "F2",
        "ctrl+d",
    ]


def test_the_readme_has_the_table_of_commands() -> None:
    readme = Path(__file__).parents[1].joinpath("README.md").read_text("utf-8")
    assert table() in readme


def test_every_action_is_a_method_of_the_reading_screen_or_its_parts() -> None:
    from reader.tui.annotating import Annotating
    from reader.tui.asking import Asking
    from reader.tui.keeping import Keeping
    from reader.tui.moving import Moving
    from reader.tui.panels.contents import ContentsPanel
    from reader.tui.panels.entities import EntitiesPanel
    from reader.tui.part import Part
    from reader.tui.placing import Placing
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.searching import Searching
    from reader.tui.selecting import Selecting
    from reader.tui.sides import Sides

    owners: dict[str, type] = {"annotating": Annotating, "keeping": Keeping}
    owners |= {"front.moving": Moving, "front.placing": Placing}
    owners |= {"searching": Searching, "searching.asking": Asking, "selecting": Selecting, "panels": Sides}
    owners |= {"panels.contents": ContentsPanel, "panels.entities": EntitiesPanel, "": ReadingScreen}
    owners |= {name: each.noun for name, each in vars(ReadingScreen).items() if isinstance(each, Part)}
    for command in COMMANDS:
        owner, _, method = command.action.rpartition(".")
        assert callable(attrgetter(method)(owners[owner])), command.id
        assert re.fullmatch("[a-z-]+", command.id)
