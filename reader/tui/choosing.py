"""Choosing: what is meant by a place on the page, or by an item of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.findings import Entity, Quotation
from reader.annotation import Annotation
from reader.document import Mark
from reader.page.width import fit
from reader.sanitise import line
from reader.tui.commands.command import with_keys
from reader.tui.panels.notes import Unfinished

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

SHOWN = 56
"""Cells of a passage, at most, where it is asked which of several is meant."""


class Choosing:
    """Chooses annotations, follows links where they stand, and goes to what lists show.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._annotating = screen.annotating

    def go_to(self, item: object) -> None:
        """Go to what an item of a list stands for.

        A list that lies over the page is taken away, unless there are more mentions to go to.

        Args:
            item: An entity, a quotation, an offset, a note that is not finished, or an annotation's id.
        """
        screen = self._screen
        screen.following.jumps.leave()
        if isinstance(item, Entity):
            screen.status.say(screen.understanding.go_to_mention(item))
            if mention := screen.understanding.mention:
                screen.selecting.reach(mention.start)
            return
        if isinstance(item, Quotation):
            screen.understanding.point_out(item)
            screen.selecting.reach(item.start)
        elif isinstance(item, int):
            screen.article.go_to_row(screen.article.layout_.row_of(item) - 1)
            screen.selecting.reach(item)
        elif isinstance(item, Unfinished):
            screen.noting.resume(item)
        elif annotation := self._annotating.known(str(item)):
            self._go_to_passage(annotation)
        if screen.panels.room == "narrow":
            screen.panels.close()

    def _go_to_passage(self, annotation: Annotation) -> None:
        """Choose an annotation, and go to its passage, if that is in the text."""
        if not annotation.orphan and annotation.kind != "document":
            self._screen.article.show(annotation.target.start)
            self._screen.selecting.reach(annotation.target.start)
        self._annotating.choose(annotation)

    def open_at(self, offset: int, *, links: bool = True) -> None:
        """Follow the link over an offset, or choose the highlight there; where there are several, ask which.

        A highlight that is longer than a link can be chosen beside it, so there the link is meant.

        Args:
            offset: The offset.
            links: Whether a link is followed at all.
        """
        link = self._screen.front.links.at(offset) if links else None
        found = self._annotating.over(offset)
        if link:
            found = [
                each for each in found if link.start <= each.target.start and each.target.end <= link.end
            ]
        if link and not found:
            self._screen.following.follow(link)
            return
        self._screen.selecting.expect(offset)
        if len(found) + bool(link) > 1:
            self._ask_which(link, found)
        else:
            self._annotating.choose(found[0] if found else None)

    def choose_here(self) -> None:
        """Choose the highlight at the place, or the nearest on the screen; again, the one after it.

        Where the place that was gone to is a link, and no highlight is chosen, follow that.
        """
        screen = self._screen
        article, place = screen.front.article, screen.selecting.place
        here = self._annotating.over(place)
        at_link = article.pointing.place == place and screen.front.links.at(place) is not None
        if len(here) > 1 or (at_link and self._annotating.chosen is None):
            self.open_at(place, links=at_link)
            return
        seen = [
            each
            for each in self._annotating.annotations
            if each.kind == "highlight"
            and not each.orphan
            and article.is_visible(each.target.start, each.target.end)
        ]
        if self._annotating.chosen in seen:
            self._annotating.choose(seen[(seen.index(self._annotating.chosen) + 1) % len(seen)])
        elif seen:
            self._annotating.choose(min(seen, key=lambda each: abs(each.target.start - place)))
        else:
            words = "No highlight here. Press {sentence} to select a sentence, then {highlight}."
            screen.status.say(with_keys(words, screen.commands))

    def _ask_which(self, link: Mark | None, found: Sequence[Annotation]) -> None:
        """Ask which of several things at one place is meant; a highlight shows when the cursor is on it."""
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        before = self._annotating.chosen
        text = self._screen.document.text
        choices: list[Choice[Annotation | Mark]] = []
        if link:
            choices.append(Choice(link, f"Follow “{fit(line(text[link.start : link.end]), SHOWN)}”", "link"))
        for each in found:
            passage = each.note or f"“{each.target.exact}”"
            choices.append(
                Choice(
                    each, fit(line(" ".join(passage.split())), SHOWN), self._annotating.called(each.colour)
                )
            )

        def show(thing: Annotation | Mark | None) -> None:
            self._annotating.choose(thing if isinstance(thing, Annotation) else None if thing else before)

        def take(thing: Annotation | Mark, _scope: object) -> None:
            if isinstance(thing, Mark):
                self._annotating.choose(None)
                self._screen.call_next(self._screen.following.follow, thing)
            else:
                self._annotating.choose(thing)

        title = "Which is meant?" if link else "Which highlight?"
        current = before if before in found else choices[0].value
        self._screen.app.clear_notifications()  # they would lie over the sheet
        self._screen.app.push_screen(
            ChoosingScreen(Question(title, choices, current, verb="chooses", preview=show), take)
        )
