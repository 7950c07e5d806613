"""Notes: highlights, bookmarks and notes; several can be marked, to be changed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reader.annotation import Annotation
from reader.document import Document, day
from reader.page.width import fit
from reader.search import finder
from reader.tui.panels.listing import Item, Line
from reader.tui.panels.notewords import HINT, completed, parted
from reader.tui.panels.unfolding import Folded, Unfolding

INVITATION = (
    "No notes yet. Press {sentence}, then {highlight}, to mark a sentence; "
    "{sentence}, then {note}, to write a note to it."
)
"""What is said where there are none; commands stand in it in braces, for their keys."""
MARKS = '“”"'
NOTE_LINES = 3
"""Rows of a note that are shown in the list."""

PASSAGE_LINES = 3
"""Rows of the passage, about, where an item with a note is unfolded."""

PICKED = "✓"
"""Stands in the bullet's place where a row is marked."""

NOTED = "●"
"""Stands before a highlight with a note."""

BULLETS = {"highlight": "○", "bookmark": "◆", "document": NOTED}
"""What stands before any other annotation, by its kind."""

GONE = "The text has changed, and these words stand in it no more."
SEVERAL = "The text has changed: these words stand in it more than once now, and none is surely meant."


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A note that was left unfinished.

    Attributes:
        key: The key of its draft.
        words: The note so far.
        passage: What it is on; empty for the whole article.
    """

    key: str
    words: str
    passage: str


class NotesPanel(Unfolding):
    """The annotations of a document; an item's key is the annotation's id, or an `Unfinished` note.

    Args:
        document: What they are on.
        colours: What the reader calls the colours of highlights.
        changed: Called when others are marked.

    Attributes:
        by_time: Whether the last made stand first, instead of reading order.
    """

    hint = HINT

    def __init__(self, document: Document, colours: Mapping[str, str], changed: Callable[[], None]) -> None:
        self._document = document
        self._changed = changed
        self._colours = colours
        self.invitation = ""
        self._annotations: Mapping[str, Annotation] = {}
        self._unfinished: Sequence[Unfinished] = ()
        self._stories: dict[str, str] = {}
        self._anchor: object = None
        self._before: frozenset[object] = frozenset()
        self._picked: frozenset[object] = frozenset()
        self.by_time = False
        super().__init__("Notes", id="notes")

    def on_mount(self) -> None:
        """Say what to do."""
        self.show([])

    def follow(self, offset: int) -> None:
        """Put the cursor on the first highlight from an offset on."""
        here = (
            each
            for each in self._annotations.values()
            if not each.orphan and each.kind != "document" and each.target.start >= offset
        )
        self.point(next((each.id for each in here), None))

    def show(self, annotations: Sequence[Annotation], unfinished: Sequence[Unfinished] = ()) -> None:
        """Fill the list, unfinished notes first, orphans last.

        Args:
            annotations: The annotations, in reading order.
            unfinished: The notes that were left unfinished.
        """
        self._annotations = {each.id: each for each in annotations}
        self._unfinished = unfinished
        self._picked &= self._annotations.keys()
        self._fill()

    def sort(self) -> bool:
        """Show the last made first, or in reading order again.

        Returns:
            Whether the last made are first now.
        """
        self.by_time = not self.by_time
        self._fill()
        self._keep_in_sight()
        return self.by_time

    def _fill(self) -> None:
        annotations = list(self._annotations.values())
        if self.by_time:
            annotations.sort(key=lambda each: each.created, reverse=True)
        items = [self._item(each) for each in annotations if not each.orphan]
        orphans = [self._item(each) for each in annotations if each.orphan]
        if self._unfinished:
            others = [_heading("Kept", len(items), after=True), *items] if items else []
            items = [
                _heading("Unfinished", len(self._unfinished)),
                *map(_unfinished, self._unfinished),
                *others,
            ]
        if orphans:
            items += [_heading("No longer in the text", len(orphans), after=bool(items)), *orphans]
        self.title = "Notes · by time" if self.by_time else "Notes"
        self.set_items(items, status=str(len(annotations) or ""), empty=self.invitation)

    def _show_found(self) -> None:
        super()._show_found()
        if self.picked:
            self.status = f"{len(self.picked):,} marked of {len(self._keys()):,}"

    @property
    def picked(self) -> frozenset[object]:
        """The ids of those that are marked and shown: nothing is done to what cannot be seen."""
        return self._picked.intersection(self._keys())

    @property
    def told(self) -> str:
        """How many are marked: `3 marked`; nothing where none is."""
        return f"{len(self.picked):,} marked" if self.picked else ""

    # Marking

    def pick(self, keys: Iterable[object]) -> None:
        """Mark the items of some keys, and only these."""
        picked = frozenset(keys) & self._annotations.keys()
        if picked != self._picked:
            self._picked = picked
            self._fill()
            self._changed()

    def toggle(self) -> None:
        """Mark the item under the cursor, or don't, and go on to the next."""
        if self.current in self._annotations:
            self._anchor = None
            self.pick(self._picked ^ {self.current})
        self.move(1)

    def begin_range(self) -> bool:
        """Mark all that the cursor goes over from now on, or end that.

        Returns:
            Whether it has begun.
        """
        if self._anchor is not None or self.current not in self._annotations:
            self._anchor = None
            return False
        self._anchor, self._before = self.current, self._picked
        self.pick(self._picked | {self.current})
        return True

    def toggle_all(self) -> None:
        """Mark all that are shown, or none where all of them are marked."""
        self._anchor = None
        shown = frozenset(self._keys())
        self.pick(self._picked - shown if shown <= self._picked else self._picked | shown)

    def _keys(self) -> list[object]:
        return [item.key for item in self.items if item.key in self._annotations]

    def _place(self, index: int) -> None:
        super()._place(index)
        keys = self._keys()
        if self._anchor in keys and self.current in keys:
            ends = sorted((keys.index(self._anchor), keys.index(self.current)))
            self.pick(self._before | frozenset(keys[ends[0] : ends[1] + 1]))

    def leave(self) -> bool:
        """End a range, then mark nothing, then undo the filter: one of these that there is."""
        if self._anchor is not None:
            self._anchor = None
            return True
        if self._picked:
            self.pick(())
            return True
        return super().leave()

    # Finding

    def _passing(self, words: str) -> Callable[[Item], bool]:
        tests, rest = parted(words, self._colours)
        has = finder(rest)

        def passes(item: Item) -> bool:
            annotation = self._annotations.get(str(item.key))
            if annotation is None:
                return not tests and has(item.words)
            return all(test(annotation) for test in tests) and has(item.words)

        return passes

    def completed(self, typed: str) -> str:
        """What was typed with its last word completed: a tag, a colour, a kind."""
        tags = dict.fromkeys(tag for each in self._annotations.values() for tag in each.tags)
        return completed(typed, tags, self._colours)

    # Drawing

    def _item(self, annotation: Annotation) -> Item:
        passage = " ".join(annotation.target.exact.split())
        note = [line.strip() for line in annotation.note.splitlines() if line.strip()]
        tags = " ".join(f"#{tag}" for tag in annotation.tags)
        lines = []
        if annotation.kind == "document":
            lines.append(Line("On the whole article", role="quiet", indent=4))
        else:
            role = "quiet" if note else "text"
            words = passage.strip(MARKS)
            lines.append(Line(words if annotation.kind == "bookmark" else f"“{words}”", role=role, indent=4))
        lines += [Line(line, indent=4) for line in note[:NOTE_LINES]]
        name = self._colours.get(annotation.colour, "") if annotation.kind == "highlight" else ""
        if name or tags:
            lines.append(Line(" · ".join(filter(None, (name, tags))), role="faint", indent=4))
        lines[0] = replace(lines[0], bullet=self._bullet(annotation))
        more = [Line(line, indent=4) for line in note[NOTE_LINES:]]
        more.append(Line(_made(annotation), role="faint", indent=4))
        words = "\n".join((annotation.target.exact, annotation.note, tags, name, annotation.speaker))
        return Folded(tuple(lines), annotation.id, words, tuple(more))

    def _bullet(self, annotation: Annotation) -> tuple[str, str]:
        colour = annotation.colour if annotation.kind == "highlight" else "quiet"
        if annotation.id in self._picked:
            return PICKED, colour if annotation.kind == "highlight" else "here"
        noted = annotation.kind == "highlight" and annotation.note
        return NOTED if noted else BULLETS[annotation.kind], colour

    def _unfold(self, item: Item) -> Item:
        annotation = self._annotations.get(str(item.key))
        if annotation and annotation.note and annotation.target.exact:  # the reader's own words come first
            room = PASSAGE_LINES * max(1, self.size.width - item.lines[0].indent)
            passage = replace(item.lines[0], text=fit(item.lines[0].text, room))
            item = replace(item, lines=(passage, *item.lines[1:]))
        if annotation and annotation.orphan and isinstance(item, Folded):
            story = Line(self._story(annotation), role="quiet", indent=4)
            item = replace(item, more=(story, *item.more))
        return super()._unfold(item)

    def _story(self, annotation: Annotation) -> str:
        """What happened to an orphan. It is only looked for where it is read."""
        story = self._stories.get(annotation.id)
        if story is None:
            from reader.anchoring import place

            found = place(annotation.target, self._document.text)
            story = SEVERAL if found.state == "ambiguous" else GONE
            self._stories[annotation.id] = story
        return story


def _heading(words: str, count: int, *, after: bool = False) -> Item:
    gap = (Line(""),) if after else ()
    return Item((*gap, Line(words, ((str(count), "quiet"),), "heading", 0)))


def _unfinished(each: Unfinished) -> Item:
    words = " ".join(each.words.split())
    on = f"“{' '.join(each.passage.split()).strip(MARKS)}”" if each.passage else "On the whole article"
    lines = (Line(on, role="quiet", indent=4, bullet=("…", "here")), Line(words, indent=4))
    return Item(lines, each, f"{each.passage}\n{each.words}")


def _made(annotation: Annotation) -> str:
    """What an annotation is, and when it was made, by the reader's own clock."""
    kind = annotation.colour if annotation.kind == "highlight" else ""
    try:
        made = day(datetime.fromisoformat(annotation.created).astimezone().isoformat())
    except ValueError:
        made = ""
    return " · ".join(filter(None, (annotation.speaker, kind, made)))
