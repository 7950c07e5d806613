from hypothesis import given
from hypothesis import strategies as st

from reader.tui.commands import COMMANDS
from reader.tui.keymap import remapped
from reader.tui.keys import KeyReader


def run(keys: str, wanted: dict[str, str | list[str]]) -> str | None:
    """The command that keys run on the page."""
    reader = KeyReader(remapped(wanted)[0])
    calls = [reader.feed(key, ["page", "anywhere"]) for key in keys.split()]
    return calls[-1].command.id if calls[-1] else None


def test_without_wishes_all_keys_are_as_they_come() -> None:
    assert remapped({}) == (COMMANDS, [])


def test_a_command_gets_the_keys_that_were_asked_for() -> None:
    wanted: dict[str, str | list[str]] = {"next-match": ["f9", "ctrl+n"], "quit": "Z Z"}
    assert remapped(wanted)[1] == []
    assert run("f9", wanted) == run("ctrl+n", wanted) == "next-match"
    assert run("n", wanted) is None
    assert run("Z Z", wanted) == "quit"


def test_a_key_can_be_written_as_it_is_shown() -> None:
    assert run("pagedown", {"quit": "PgDn"}) == "quit"
    assert run("escape", {"quit": "Esc"}) == "quit"
    assert run("ctrl+pageup", {"quit": "Ctrl+PgUp"}) == "quit"
    assert run("ctrl+right_square_bracket", {"quit": "ctrl+]"}) == "quit"
    assert run("shift+left", {"quit": "Shift+←"}) == "quit"


def test_an_empty_list_takes_a_commands_keys_away() -> None:
    assert run("n", {"next-match": []}) is None


def test_a_key_that_is_taken_from_another_command_is_named() -> None:
    commands, (problem,) = remapped({"next-match": "j"})
    assert problem == "In [keys] of config.toml, j is given to next-match, so line-down does without it."
    assert run("j", {"next-match": "j"}) == "next-match"
    assert next(each for each in commands if each.id == "line-down").keys == ("down", "ctrl+e")


def test_a_key_that_a_command_had_before_is_taken_from_nobody() -> None:
    commands, problems = remapped({"search": ["/", "ctrl+s"], "undo": "u"})
    assert problems == []
    assert [each.keys for each in commands if each.id in ("filter", "library-restore")] == [("/",), ("u",)]
    assert run("ctrl+s", {"search": ["/", "ctrl+s"]}) == run("/", {"search": ["/", "ctrl+s"]}) == "search"


def test_whoever_gives_the_other_command_its_keys_hears_nothing() -> None:
    assert remapped({"next-match": "j", "line-down": "down"})[1] == []


def test_a_key_that_would_never_be_heard_is_named() -> None:
    _, problems = remapped({"next-match": "]"})
    assert any("next-heading does without it" in problem for problem in problems)
    assert run("]", {"next-match": "]"}) == "next-match"


def test_of_two_wishes_that_clash_the_first_command_is_heard() -> None:
    _, problems = remapped({"line-down": "x y", "line-up": "x"})
    assert "x is given to line-down" not in problems
    assert [each for each in problems if "line-up does without it" in each]


def test_the_same_key_in_two_places_is_no_clash() -> None:
    assert (
        remapped({"list-down": "s"})[1]
        == ["In [keys] of config.toml, s is given to list-down, so says does without it."]
        or remapped({"list-down": "s"})[1] == []
    )


def test_what_is_no_command_and_what_is_no_key_is_named() -> None:
    commands, problems = remapped({"next-mach": "j", "quit": ["ctrl+", "meta+q", "hyper", ""]})
    assert "next-mach is no command (is next-match meant?)" in problems[0]
    assert len(problems) == 5
    assert next(each for each in commands if each.id == "quit").keys == ()


@given(
    st.dictionaries(
        st.sampled_from([each.id for each in COMMANDS]),
        st.lists(st.text("gj +ctrl[]", max_size=6), max_size=3),
        max_size=6,
    )
)
def test_no_key_means_two_things_in_one_place_however_they_are_given(wanted: dict[str, list[str]]) -> None:
    commands, _ = remapped(wanted)
    assert [each.id for each in commands] == [each.id for each in COMMANDS]
    meanings = [(place, keys) for each in commands for place in each.where for keys in each.keys]
    assert len(meanings) == len(set(meanings))
