import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation import Annotation, Target
from reader.comparison import Carried, Changes, carried, compare
from reader.document import Block, Document
from reader.opening import text

PARAGRAPHS = st.lists(
    st.sampled_from(["One two three.", "Four five.", "Six seven eight nine.", "Ten."]), max_size=8
)


def document(*paragraphs: str) -> Document:
    blocks, at = [], 0
    for each in paragraphs:
        blocks.append(Block("paragraph", at, at + len(each)))
        at += len(each) + 2
    return Document("\n\n".join(paragraphs), tuple(blocks))


def test_what_is_new_gone_and_changed_is_told_apart() -> None:
    earlier = document("Title", "The mayor said the bridge would open.", "Engineers disagreed.", "The end.")
    later = document("Title", "Breaking news.", "The mayor says the bridge will open.", "The end.")
    assert compare(earlier, later) == Changes(
        ("Breaking news.",),
        ("Engineers disagreed.",),
        (("The mayor said the bridge would open.", "The mayor says the bridge will open."),),
    )


def test_white_space_and_structure_are_no_change() -> None:
    earlier = text.parse("A title\n\nSome words\nover two lines.")
    later = replace(document("A title", "Some words over two  lines."), title="Other")
    assert not compare(earlier, later)


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_is_accounted_for(old: list[str], new: list[str]) -> None:
    changes = compare(document(*old), document(*new))
    was = [*changes.gone, *(before for before, _ in changes.changed)]
    now = [*changes.new, *(after for _, after in changes.changed)]
    assert len(old) - len(was) == len(new) - len(now)
    kept_of_old, kept_of_new = list(old), list(new)
    for each in was:
        kept_of_old.remove(each)
    for each in now:
        kept_of_new.remove(each)
    assert sorted(kept_of_old) == sorted(kept_of_new)
    assert bool(changes) == (old != new)


def test_a_long_document_that_is_another_one_is_compared_in_time() -> None:
    began = time.monotonic()
    earlier = document(*[f"Cell {number % 7}" for number in range(6_000)])
    later = document(*[f"Other words {number % 5}" for number in range(6_000)])
    changes = compare(earlier, later)
    assert len(changes.new) == len(changes.gone) == 6_000
    one, other = "word " * 30_000, "word " * 30_000 + "more"
    assert compare(document(one), document(other)).changed
    assert time.monotonic() - began < 3


def _annotation(name: str, start: int, *, orphan: bool = False) -> Annotation:
    return replace(Annotation(name, "d", Target.of("x" * 100, start, start + 3)), orphan=orphan)


def test_annotations_stay_move_or_are_lost() -> None:
    before = [_annotation("a", 1), _annotation("b", 2), _annotation("c", 3), _annotation("d", 4, orphan=True)]
    after = [_annotation("a", 1), _annotation("b", 5), _annotation("c", 3, orphan=True), _annotation("d", 4)]
    assert carried(before, after) == Carried(exact=1, moved=2, orphaned=1)
    assert carried([], []) == Carried()
