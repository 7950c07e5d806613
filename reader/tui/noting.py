"""Noting: notes are begun, left unfinished, gone on with; and Notes shows them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation import Annotation, Target
from reader.document import Span
from reader.sanitise import line
from reader.tui.annotating import NOTHING
from reader.tui.commands.command import first_key, with_keys
from reader.tui.keeper import KeeperError
from reader.tui.panels.notes import Unfinished

if TYPE_CHECKING:
    from reader.library import Library
    from reader.store.drafts import Draft
    from reader.tui.screens.reading import ReadingScreen

ARTICLE = "article"
"""The key of the draft of a new note on the whole article."""

WHOLE = "On the whole article"

_ANNOTATION, _PASSAGE = "annotation:", "passage:"
"""What the keys of other drafts begin with. A target follows, as JSON; for a note to an annotation, its id
and a space first: where the annotation is gone, the draft is still about its passage."""


class Noting:
    """The notes that are being written, and the list of those that are.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._drafts: dict[str, str] = {}
        self._looked = False

    # What is there

    def show(self) -> None:
        """Put the annotations and the unfinished notes into Notes."""
        self._screen.notes.show(self._screen.annotating.annotations, self.unfinished)
        if not self._looked and self._screen.keeping.record_id:
            self._looked = True
            self._screen.run_worker(self._look(), group="library", exit_on_error=False)

    @property
    def _editing(self) -> Path:
        """Where files for the user's editor are made."""
        return self._screen.folders.state / "editing"

    @property
    def unfinished(self) -> list[Unfinished]:
        """The notes that were left unfinished, the last first."""
        found = []
        for key, words in self._drafts.items():
            noted = self._screen.annotating.known(_id(key))
            target = noted.target if noted else _target(key)
            found.append(Unfinished(key, words, target.exact if target else ""))
        return found[::-1]

    def _begun_on(self, span: Span) -> str:
        """The key of a draft on a passage, to no annotation that is there; or empty."""
        text, known = self._screen.document.text, self._screen.annotating.known
        for key in reversed(self._drafts):
            target = None if known(_id(key)) else _target(key)
            if target and _placed(target, text) == span:
                return key
        return ""

    async def _look(self) -> None:
        """Read the drafts, and say so where there are any."""
        record_id = self._screen.keeping.record_id
        try:
            found = await self._screen.keeper.call(lambda library: _drafts(library, record_id, self._editing))
        except KeeperError as error:
            self._screen.status.warn(str(error))
            return
        self._drafts = {**{each.key: each.words for each in reversed(found)}, **self._drafts}
        if found:
            self._screen.notes.show(self._screen.annotating.annotations, self.unfinished)
            opens = f"{self._key_of_drafts} opens" if self._key_of_drafts else "Notes has"
            one = len(found) == 1
            what = "An unfinished note is" if one else f"{len(found)} unfinished notes are"
            self._screen.status.note(f"{what} here: {opens} {'it' if one else 'them'}.")

    # Writing

    def note(self) -> None:
        """Write a note to the selection, or to the chosen annotation."""
        self._begin(outside=False)

    def in_editor(self) -> None:
        """Write it in the user's own editor."""
        self._begin(outside=True)

    def note_on_article(self) -> None:
        """Write a note on the whole article."""
        self._write(ARTICLE, WHOLE, "", self._save_on_article)

    def _begin(self, *, outside: bool) -> None:
        screen = self._screen
        current = screen.notes.current if screen.notes.has_focus else None
        if isinstance(current, Unfinished):
            self.resume(current, outside=outside)
        elif annotation := screen.annotating.take_target():
            self._write_to(annotation, outside=outside)
        elif span := screen.selecting.span:
            self._write_on(span, outside=outside)
        else:
            screen.status.say(with_keys(NOTHING, screen.commands))

    def _write_to(self, annotation: Annotation, *, outside: bool = False) -> None:
        """Write to an annotation; go on with what was begun before its passage was highlighted."""
        target = annotation.target
        key = next((each for each in self._drafts if _id(each) == annotation.id), "")
        if not key and annotation.kind == "highlight" and not annotation.orphan and not annotation.note:
            key = self._begun_on(Span(target.start, target.end))
        key = key or _key(target, annotation.id)
        save = partial(self._save, annotation)
        self._write(key, target.exact or WHOLE, annotation.note, save, outside=outside)

    def _write_on(self, span: Span, *, outside: bool = False) -> None:
        target = Target.of(self._screen.document.text, span.start, span.end)
        save = partial(self._save_on, span)
        self._write(self._begun_on(span) or _key(target), target.exact, "", save, outside=outside)

    def _write(
        self,
        key: str,
        title: str,
        kept: str,
        save: Callable[[str, str], Awaitable[None]],
        *,
        outside: bool = False,
    ) -> None:
        from reader.tui.screens.note import NoteScreen, Writing

        screen = self._screen
        draft = self._drafts.get(key)
        if draft is not None and draft.strip() == kept.strip():
            draft = None
        screen.app.clear_notifications()  # they would lie over the sheet
        writing = Writing(
            title,
            kept,
            draft,
            partial(save, key),
            partial(self._put_aside, key),
            self._editing,
            json.dumps([screen.keeping.record_id, key]),
            outside,
        )
        screen.app.push_screen(NoteScreen(writing), self._left)

    def _left(self, aside: bool | None) -> None:
        self.show()
        if aside:
            self._screen.status.say(f"Left as a draft: {self._key_of_drafts or 'Notes'} goes on with it.")

    @property
    def _key_of_drafts(self) -> str:
        return first_key(self._screen.commands, "drafts")

    # Keeping

    async def _save(self, annotation: Annotation, key: str, words: str) -> None:
        await self._keep(key, lambda library: library.edit(annotation, note=words))

    async def _save_on(self, span: Span, key: str, words: str) -> None:
        annotating = self._screen.annotating
        await self._keep(key, lambda library: annotating.annotate(library, span, note=words), span)

    async def _save_on_article(self, key: str, words: str) -> None:
        if not words:
            await self._put_aside(key, None)
            self._screen.status.say("Nothing was written.")
            return
        keeping = self._screen.keeping
        await self._keep(key, lambda library: library.note_on_document(keeping.record_id, words))

    async def _keep(self, key: str, verb: Callable[[Library], object], span: Span | None = None) -> None:
        """Keep a note and forget its draft, in this order; let go of the passage that it is on."""
        keeping = self._screen.keeping

        def keep(library: Library) -> object:
            from reader.library import StoreError

            kept = verb(library)
            with contextlib.suppress(StoreError):  # a draft too many is no loss
                library.drop_draft(keeping.record_id, key)
            return kept

        kept = await keeping.keep(keep, "Kept.")
        if self._drafts.pop(key, None) is not None:
            self.show()
        if span and self._screen.selecting.span == span:
            self._screen.selecting.clear()  # only now: a passage whose note can't be kept stays selected
        self._screen.annotating.made(kept)

    async def _put_aside(self, key: str, words: str | None) -> None:
        """Keep words as a draft, or forget the draft.

        Raises:
            KeeperError: That is not possible.
        """
        keeping = self._screen.keeping
        record_id = await keeping.entered()
        if words is None or not words.strip():
            await self._screen.keeper.call(lambda library: library.drop_draft(record_id, key))
            self._drafts.pop(key, None)
        else:
            await self._screen.keeper.call(lambda library: library.keep_draft(record_id, key, words))
            self._drafts.pop(key, None)
            self._drafts[key] = words

    # Going on

    def drafts(self) -> None:
        """Go on with an unfinished note; where there are several, ask with which."""
        found = self.unfinished
        if not found:
            self._screen.status.say("No note was left unfinished.")
        elif len(found) == 1:
            self.resume(found[0])
        else:
            self._ask(found)

    def _ask(self, found: list[Unfinished]) -> None:
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        choices = [
            Choice(each, line(" ".join(each.words.split())), _short(each.passage) or "the article")
            for each in found
        ]
        question = Question("Go on with which note?", choices, verb="opens it")

        def answered(chosen: Unfinished, _scope: object) -> None:
            self._screen.call_next(self.resume, chosen)  # the sheet that closes would not hear of it

        self._screen.app.push_screen(ChoosingScreen(question, answered))

    def resume(self, unfinished: Unfinished, *, outside: bool = False) -> None:
        """Go on with an unfinished note."""
        screen = self._screen
        key = unfinished.key
        target = _target(key)
        if noted := screen.annotating.known(_id(key)):
            screen.annotating.choose(noted)
            self._write_to(noted, outside=outside)
        elif target and (span := _placed(target, screen.document.text)):
            screen.article.show(span.start)
            same = screen.annotating.exactly(span)
            save = partial(self._save, same) if same else partial(self._save_on, span)
            if same and same.note.strip() not in unfinished.words:  # another note: both are kept
                self._drafts[key] = f"{same.note.rstrip()}\n\n{unfinished.words}"
            self._write(key, target.exact, same.note if same else "", save, outside=outside)
        else:  # its passage is not there any more: the words stay
            self._write(key, WHOLE, "", self._save_on_article, outside=outside)


def _drafts(library: Library, record_id: str, editing: Path) -> list[Draft]:
    """A document's drafts, with what editors had written when Reader ended under them."""
    from reader.tui.editor import forget, left_behind

    for folder, about, words in left_behind(editing):
        with contextlib.suppress(ValueError):  # of another version
            of, key = json.loads(about)
            if of == record_id:
                if words.strip():
                    library.keep_draft(record_id, str(key), words)
                forget(folder)
    return library.drafts(record_id)


def _key(target: Target, annotation_id: str = "") -> str:
    """The key of the draft of a note to an annotation, or to a passage that has none yet."""
    about = f"{_ANNOTATION}{annotation_id} " if annotation_id else _PASSAGE
    return about + json.dumps(asdict(target))


def _id(key: str) -> str:
    """The id of the annotation that the key of a draft is about, or empty."""
    return key.removeprefix(_ANNOTATION).partition(" ")[0] if key.startswith(_ANNOTATION) else ""


def _target(key: str) -> Target | None:
    """The passage that the key of a draft is about, if it is about one."""
    if key.startswith(_ANNOTATION):
        written = key.partition(" ")[2]
    elif key.startswith(_PASSAGE):
        written = key.removeprefix(_PASSAGE)
    else:
        return None
    try:
        target = Target(**json.loads(written))
    except (ValueError, TypeError):
        return None
    return target if target.exact else None


def _placed(target: Target, text: str) -> Span | None:
    """Where a passage stands in a text, which may have changed; None where it does not."""
    from reader.anchoring import place

    found = place(target, text)
    return Span(found.start, found.end) if found.state in ("exact", "moved") else None


def _short(passage: str, most: int = 24) -> str:
    words = line(" ".join(passage.split()))
    return f"“{words[:most]}…”" if len(words) > most else f"“{words}”" if words else ""
