"""People: the lists that follow the reading, the pages of entities, and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.findings import NAME_KINDS, Analysis, Entity, Mention, Quotation
from reader.annotation import Annotation
from reader.document import Span
from reader.nearby import Nearby
from reader.page.prose import sentence_at
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

NOBODY_HERE = "No name is in view. Choose one in Entities first (F4)."


class People:
    """Who is named and who speaks, wherever the reader is.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._follows: bool = screen.config.follow
        self._analysis: Analysis | None = None
        self._nearby = Nearby(Analysis())
        self._followed: object = None

    # Following the reading

    def follow(self) -> None:
        """Mark in the lists who is named and what is said where the reader is."""
        if not self._follows:
            return
        pointed = self._target
        at = self.place
        here = sentence_at(self._screen.document, at) or Span(at, at + 1)
        nearby, point = self._known, Span(at, at + 1)
        entities, quotes = self._screen.panels.entities, self._screen.quotes
        named, said = nearby.entities(here), nearby.quotations(here)
        who = nearby.entities(point) or named
        what = next(iter((*nearby.quotations(point), *said)), None)
        followed = (nearby, named, said, who, what or at, pointed >= 0)
        if followed == self._followed:
            return
        self._followed = followed
        entities.mark(named)
        quotes.mark(said)
        if pointed >= 0 and not entities.has_focus:  # a list that moves by itself at each page is no help
            entities.reveal(who)
        if not quotes.has_focus and what:
            quotes.point(what)
        elif not quotes.has_focus:
            quotes.follow(at)

    def toggle_follow(self) -> None:
        """Let the lists follow the reading, or not."""
        self._follows = not self._follows
        self._followed = None
        if self._follows:
            self.follow()
            self._screen.status.say("Entities and Quotes follow the reading.")
        else:
            self._screen.panels.entities.mark(())
            self._screen.quotes.mark(())
            self._screen.status.say("Entities and Quotes don't follow the reading.")
        self._screen.post_message(Preferred(follow=self._follows))

    @property
    def place(self) -> int:
        """Where the reader is: at what they point at, else where the eyes are."""
        pointed = self._target
        return pointed if pointed >= 0 else self._screen.article.eyes()

    @property
    def _target(self) -> int:
        """The caret, the place or the mention that was gone to last; -1 where there is none in view."""
        article = self._screen.article
        if selection := self._screen.page.selecting.selection:
            return selection.head
        if article.pointing.place >= 0:
            return article.pointing.place
        mention = self._screen.understanding.mention
        return mention.start if mention and article.is_visible(mention.start) else -1

    @property
    def _known(self) -> Nearby:
        analysis = self._screen.understanding.analysis
        if analysis is not self._analysis:
            self._analysis, self._nearby = analysis, Nearby(analysis)
        return self._nearby

    # Quotes

    def regroup(self) -> None:
        """List the quotes speaker by speaker, or in reading order."""
        by_speaker = self._screen.quotes.regroup()
        self._screen.status.say(
            "Quotes by speaker, the most quoted first." if by_speaker else "Quotes by place."
        )

    def next_kind(self) -> None:
        """Show one kind of quotes only."""
        kind = self._screen.quotes.next_kind()
        self._screen.status.say(f"{kind.capitalize()} quotes only." if kind else "All quotes.")

    def only_speaker(self) -> None:
        """List only what the person under the cursor says, or everything again."""
        panels, quotes = self._screen.panels, self._screen.quotes
        current = panels.focused.current if panels.focused else None
        name = ""
        if isinstance(current, Entity):
            name = current.name
        elif isinstance(current, Quotation) and current.speaker:
            name = current.speaker.name
        quotes.filter("" if name == quotes.speaker else name)
        if name and not quotes.display:
            panels.toggle("quotes")

    # An entity's page

    def open_here(self) -> None:
        """Open the page of the entity under the cursor or the caret; where there are several, ask whose."""
        if self._screen.panels.focused:
            self.open()
            return
        found = self._here()
        if len(found) == 1:
            self.show(found[0])
        elif found:
            self._ask(found)
        elif not self._screen.understanding.whole:
            self._screen.status.say("Reader is still reading for names.")
        else:
            self._screen.status.say(NOBODY_HERE)

    def open(self) -> None:
        """Open the page of the entity under the cursor of what has the keys."""
        from reader.tui.screens.over import Over

        screen = self._screen.app.screen
        key = screen.pointed if isinstance(screen, Over) else self._pointed()
        entity = self._entity_of(key)
        if entity:
            self.show(entity)
        elif isinstance(key, Quotation):
            speaker = key.speaker.name if key.speaker else ""
            self._screen.status.say(
                f"{speaker} is named nowhere else." if speaker else "Nobody is named as the speaker."
            )
        else:
            self._screen.status.say("Nobody is named here.")

    def show(self, entity: Entity) -> None:
        """Open an entity's page."""
        from reader.dossier import compiled
        from reader.tui.screens.entity import EntityScreen

        screen = self._screen
        found = compiled(
            screen.document, screen.understanding.analysis, screen.annotating.annotations, entity
        )
        screen.app.push_screen(EntityScreen(screen, found, whole=screen.understanding.whole))

    def turn(self, action: str) -> None:
        """Do something in the open page of an entity."""
        from reader.tui.screens.entity import EntityScreen

        screen = self._screen.app.screen
        if isinstance(screen, EntityScreen):
            screen.turn(action)
        else:
            self._screen.status.say("Open the page of a name first (P).")

    def _here(self) -> Sequence[Entity]:
        """Whose page can be meant: of those in view, the nearest first, unless one is at the caret."""
        at, nearby = self.place, self._known
        selecting = self._screen.page.selecting
        if exact := nearby.entities(selecting.span or Span(at, at + 1)):
            return exact
        if self._screen.understanding.entity and not selecting.selection:
            return [self._screen.understanding.entity]
        seen = nearby.named(self._screen.article.seen)
        seen.sort(key=lambda pair: abs(pair[0].start - at))
        return list({id(entity): entity for _, entity in seen}.values())

    def _ask(self, entities: Sequence[Entity]) -> None:
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        choices = [Choice(each, each.name, f"{each.kind} {len(each.mentions)}") for each in entities]
        question = Question("Whose page?", choices, verb="opens it")
        self._screen.app.push_screen(ChoosingScreen(question, lambda entity, _: self.show(entity)))

    def _pointed(self) -> object:
        """What the cursor of the list that has the keys is on."""
        listing = self._screen.panels.focused
        if listing is self._screen.notes:
            chosen = self._screen.annotating.chosen
            if chosen is None or chosen.orphan:
                return None
            named = self._known.entities(Span(chosen.target.start, chosen.target.end))
            return self._called(chosen.speaker) or next(iter(named), None)
        return listing.current if listing else None

    def _entity_of(self, key: object) -> Entity | None:
        if isinstance(key, Quotation):
            return self._called(key.speaker.name) if key.speaker else None
        return key if isinstance(key, Entity) else None

    def _called(self, name: str) -> Entity | None:
        """The entity of a speaker's name."""
        entities = self._screen.understanding.analysis.entities
        return next((each for each in entities if each.name == name and each.kind in NAME_KINDS), None)

    # The overview

    def overview(self) -> None:
        """Show the text as a picture."""
        from reader.tui.screens.overview import OverviewScreen

        analysis = self._screen.understanding.analysis
        if not any(each.kind in NAME_KINDS for each in analysis.entities):
            whole = self._screen.understanding.whole
            self._screen.status.say("No names were found." if whole else "Reader is still reading for names.")
        elif self._screen.is_current:
            self._screen.app.push_screen(OverviewScreen(self._screen, analysis))

    def move(self, motion: str, count: int = 1) -> None:
        """Move the overview's cursor."""
        from reader.tui.screens.overview import OverviewScreen

        screen = self._screen.app.screen
        if isinstance(screen, OverviewScreen):
            screen.move(motion, count)
        else:
            self._screen.status.say("Open the overview first (O).")

    def survey(self, action: str) -> None:
        """Do something in the overview."""
        from reader.tui.screens.overview import OverviewScreen

        screen = self._screen.app.screen
        if isinstance(screen, OverviewScreen):
            screen.survey(action)
        else:
            self._screen.status.say("Open the overview first (O).")

    # From what lies over the page to the page

    def go(self, key: object, entity: Entity | None = None) -> None:
        """Leave the screens over the page and go to a place of the text.

        Args:
            key: A mention, a quotation, an annotation or a range.
            entity: Whose mention it is.
        """
        screen = self._screen
        self._leave()
        screen.following.jumps.leave()
        screen.article.focus()
        if screen.panels.room == "narrow":
            screen.panels.close()
        if isinstance(key, Mention) and entity:
            self._screen.status.say(screen.understanding.show_mention(entity, entity.mentions.index(key)))
            screen.selecting.reach(key.start)
        elif isinstance(key, Quotation):
            screen.understanding.point_out(key)
            screen.selecting.reach(key.start)
        elif isinstance(key, Annotation):
            screen.article.show(key.target.start)
            screen.annotating.choose(key)
        elif isinstance(key, Span):
            screen.article.show(key.start)
            screen.selecting.reach(key.start)
        self.follow()

    def _leave(self) -> None:
        from reader.tui.screens.over import Over

        app = self._screen.app
        while isinstance(app.screen, Over):
            app.pop_screen()
