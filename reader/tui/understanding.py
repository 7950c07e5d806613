"""Understanding: the findings of the engine, shown beside the page and on it."""

from __future__ import annotations

import contextlib
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

from reader.analysis import NAMES_SHARE, AnalysisCache, EngineError
from reader.analysis.child import AnalysisChild, Stopped
from reader.analysis.findings import NAME_KINDS, Analysis, Entity, Mention, Quotation
from reader.document import Document
from reader.page.looks import Layer, Look
from reader.tui.article import ArticleView
from reader.tui.panels.entities import EntitiesPanel
from reader.tui.panels.quotes import QuotesPanel


class Understanding:
    """Has the text read by the engine, in a child process, and shows what is found.

    Args:
        document: What is read.
        cache: Where findings are kept from one time to the next.
        article: Where they are marked.
        entities: Where the entities are listed.
        quotes: Where the quotations are listed.
        marks: Whether they are marked at first.
        mend: What is done to all findings before they are shown.
        shown: Called when they have been shown.
    """

    def __init__(
        self,
        document: Document,
        cache: AnalysisCache,
        article: ArticleView,
        entities: EntitiesPanel,
        quotes: QuotesPanel,
        *,
        marks: bool,
        mend: Callable[[Analysis], Analysis],
        shown: Callable[[], None],
    ) -> None:
        self._document = document
        self._cache = cache
        self._article = article
        self._entities = entities
        self._quotes = quotes
        self._mend = mend
        self._shown = shown
        self._child = AnalysisChild(document)
        self._part: float | None = 0.0
        self._reason = ""
        self._mention = -1
        self.entity: Entity | None = None
        self.marks = marks
        self.raw: Analysis | None = None
        self.analysis = Analysis()

    # The engine

    def read(self, call: Callable[..., Any], first: Callable[[], int]) -> None:
        """Find, or have found; runs on a thread of its own until it is done or `stop` is called.

        Args:
            call: Has a function called, with its arguments, on the interface's thread.
            first: Tells the offset where the reader is; may take its time.
        """
        analysis = self._cache.get(self._document)
        if analysis is None:
            try:
                show_part = partial(call, self.show, whole=False)
                analysis = self._child.run(partial(call, self.wait), show_part, first())
            except Stopped:
                return
            except EngineError as error:
                call(self.fail, str(error))
                return
            with contextlib.suppress(OSError):  # what is not cached is found again the next time
                self._cache.put(self._document, analysis)
        call(self.show, analysis, whole=True)

    def stop(self) -> None:
        """End the engine at once."""
        self._child.stop()

    # What is shown

    def wait(self, part: float = 0.0) -> None:
        """Say in the lists that the engine is reading, and how far it is, from 0 to 1."""
        self._part = part
        self._tell_state()

    def fail(self, reason: str) -> None:
        """Say in the lists why there is nothing, or nothing more."""
        self._part, self._reason = None, reason
        self._fill()

    def show(self, analysis: Analysis, *, whole: bool) -> None:
        """Fill the lists and mark the page.

        Args:
            analysis: What the engine found.
            whole: Whether that is all.
        """
        self.raw = analysis
        if whole:
            self._part = None
        self.mend_again()

    def mend_again(self) -> None:
        """Show what the engine found as it is mended now."""
        if self.raw is None:
            return
        self.analysis = self._mend(self.raw)
        mention, self.entity = self.mention, self._known(self.entity)
        if self.entity and mention:
            after = bisect_left(self.entity.mentions, mention.start, key=attrgetter("start"))
            self._mention = min(after, len(self.entity.mentions) - 1)
        self._fill()
        self._draw()
        self._shown()

    def _fill(self) -> None:
        """Fill the lists; the cursor stays on an entity of which more is known now."""
        pointed = self._entities.current
        self._entities.show(self.analysis.entities)
        self._entities.point(self._known(pointed))
        self._quotes.show(self.analysis.quotations)
        self._tell_state()

    def _known(self, entity: object) -> Entity | None:
        """The entity of the same name and kind among those that are shown now."""
        if not isinstance(entity, Entity):
            return None
        key = entity.name, entity.kind
        return next((each for each in self.analysis.entities if (each.name, each.kind) == key), None)

    def _tell_state(self) -> None:
        """Say why there is nothing or not all: in a list that is empty, else beside its title."""
        if self._reason:
            self._tell(self._entities, self._reason)
            self._tell(self._quotes, self._reason if self.raw else "Quotes need the same engine.")
        elif self._part is not None:
            done = f"{self._part:.0%}".replace("%", " %") if self._part else ""
            names_done = done if self._part < NAMES_SHARE else ""
            self._tell(self._entities, f"Reading for names… {done}".rstrip(), names_done)
            self._tell(self._quotes, f"Reading for quotes… {done}".rstrip(), done)
        elif self.raw:
            from reader.analysis.detection import ENGLISH, name_of  # late: it reads lists

            if self.raw.language != ENGLISH:
                language = name_of(self.raw.language)
                self._tell(
                    self._entities, f"Names and speakers need English; this text seems to be in {language}."
                )

    def _tell(self, listing: EntitiesPanel | QuotesPanel, words: str, status: str | None = None) -> None:
        if not listing.items:
            listing.wait(words)
        elif status is not None:
            listing.status = status
            listing.refresh()

    @property
    def whole(self) -> bool:
        """Whether nothing more is to be found."""
        return self._part is None

    def toggle_marks(self) -> None:
        """Mark entities and quotations on the page, or don't."""
        self.marks = not self.marks
        self._draw()

    def go_to_mention(self, entity: Entity) -> str:
        """Mark an entity's mentions and go to the next one; from the last on to the first.

        Returns:
            Where that is: `Kofman · 2 of 3`, and which entity is related.
        """
        if entity == self.entity:
            return self.show_mention(entity, (self._mention + 1) % len(entity.mentions))
        below = [i for i, m in enumerate(entity.mentions) if m.start >= self._article.position]
        return self.show_mention(entity, below[0] if below else 0)

    def show_mention(self, entity: Entity, index: int) -> str:
        """Mark an entity's mentions and go to one of them.

        Returns:
            Where that is: `Kofman · 2 of 3`, and which entity is related.
        """
        self.entity, self._mention = entity, index
        looks = [Look(m.start, m.end, "mention") for m in entity.mentions]
        current = entity.mentions[index]
        looks.append(Look(current.start, current.end, "mention-current"))
        self._article.painter.set_layer("entity", Layer(looks))
        self._article.show(current.start)
        related = f" · see also {entity.related}" if entity.related else ""
        return f"{entity.name} · {index + 1} of {len(entity.mentions)}{related}"

    @property
    def mention(self) -> Mention | None:
        """The mention that was gone to last."""
        return self.entity.mentions[self._mention] if self.entity else None

    def point_out(self, quotation: Quotation) -> None:
        """Mark a quotation on the page, and bring it there."""
        self.entity = None
        self._article.painter.set_layer(
            "entity", Layer([Look(quotation.start, quotation.end, "mention-current")])
        )
        self._article.show(quotation.start)

    def forget_entity(self) -> None:
        """Mark no entity's mentions any more."""
        self.entity = None
        self._article.painter.set_layer("entity", Layer())

    def _draw(self) -> None:
        looks: list[Look] = []
        if self.marks:
            looks += [
                Look(q.start, q.end, "speech") for q in self.analysis.quotations if q.kind != "indirect"
            ]
            looks += [
                Look(mention.start, mention.end, "entity")
                for entity in self.analysis.entities
                if entity.kind in NAME_KINDS
                for mention in entity.mentions
            ]
        self._article.painter.set_layer("findings", Layer(looks))
