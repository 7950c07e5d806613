from hypothesis import given
from hypothesis import strategies as st

from reader.tui.actions import ELLIPSIS, GAP, Hint, Part, choices, extent, fitting, hints, offered
from reader.tui.commands import COMMANDS
from reader.tui.commands.command import Command


def command(name: str, keys: str, label: str, argument: str | None = None, group: str = "") -> Command:
    return Command(name, (keys,), "", "x.y", ("selection",), argument, label=label, group=group)


def words(hint: Hint) -> str:
    return "".join(part.text for part in hint.parts)


def test_annotating_and_copying_come_before_all_else_and_moving_the_ends_last() -> None:
    names = [each.id for each in offered(COMMANDS, "selection")]
    assert names[:2] == ["highlight", "note"]
    assert names.index("tag") < names.index("copy") < names.index("add") < names.index("swap-ends")
    assert "inner-word" not in names


def test_colours_share_a_hint_and_each_can_be_clicked() -> None:
    some = [
        command("note", "a", "note"),
        command("colour-yellow", "c 1", "yellow", "yellow"),
        command("colour-blue", "c 2", "doubt", "blue"),
        command("tag", "t", "tag"),
    ]
    found = hints(some)
    assert [words(hint) for hint in found] == ["a note", "c  1  2 doubt ", "t tag"]
    assert [(part.role, part.command) for part in found[1].parts[1:]] == [
        ("yellow", some[1]),
        ("blue", some[2]),
    ]


def test_a_colour_with_a_key_of_its_own_stands_alone() -> None:
    found = hints([command("colour-blue", "f9", "doubt", "blue"), command("colour-pink", "c 1", "x", "pink")])
    assert [words(hint) for hint in found] == ["F9  doubt ", "c1  x "]


def test_choices_show_the_key_that_is_to_be_typed() -> None:
    some = [command("inner-word", "i w", "word"), command("colour-blue", "c 2", "doubt", "blue")]
    assert [words(hint) for hint in choices(some[:1], "i")] == ["w word"]
    assert [words(hint) for hint in choices(some[1:], "c")] == ["2  doubt "]


@given(st.lists(st.integers(1, 20)), st.integers(0, 12), st.integers(0, 90))
def test_what_is_shown_never_needs_more_than_there_is(sizes: list[int], used: int, room: int) -> None:
    some = [Hint((Part("x" * size, "label"),)) for size in sizes]
    shown, cut = fitting(some, used, room)
    assert cut == (len(shown) < len(some))
    needed = used
    for hint in shown:
        needed += hint.size + (GAP if needed else 0)
    if shown:
        assert needed + (GAP + len(ELLIPSIS) if cut else 0) <= room or not cut
        assert needed <= room


def test_what_is_selected_is_told_in_words() -> None:
    assert [extent(text) for text in ("x", "word", "two words", "w " * 1200)] == [
        "a character",
        "1 word",
        "2 words",
        "1,200 words",
    ]
