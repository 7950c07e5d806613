"""A dossier as a list: who somebody is, what they say, who stands beside them, where they are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader import dispersion
from reader.analysis.findings import UNSURE, Mention, Quotation
from reader.annotation import Annotation
from reader.document import Document
from reader.dossier import Companion, Dossier
from reader.page.concordance import ELLIPSIS, context
from reader.page.prose import sentence_at
from reader.page.width import cells
from reader.places import Place
from reader.tui.panels.listing import Item, Line
from reader.tui.panels.unfolding import Folded, Row, Unfolding

FORMS_SHOWN = 12
"""Names of an entity that are shown above its sections, at most."""

PLACE_CELLS = 6
"""Cells for where in the text a row is from: ` 38 %` at the right."""

LEAST_FULL = 4
"""Mentions that a full bar of the strip stands for at least."""

INDENT = 4
"""Cells before a row of a section: the cursor, and its distance from the section's title."""

Entry = Quotation | Annotation | Companion | Mention
"""What a row stands for."""

Section = tuple[str, Sequence[Entry]]
"""A section's title, and what its rows stand for."""


class DossierPanel(Unfolding):
    """All that there is on an entity; an item's key is what its row stands for.

    Args:
        document: What is read.
        dossier: What there is.
        here: Where the reader is, as an offset.
    """

    def __init__(self, document: Document, dossier: Dossier, here: int) -> None:
        super().__init__(dossier.entity.name, id="dossier")
        self._document = document
        self._dossier = dossier
        self._here = here
        self._width = 0

    @property
    def sections(self) -> list[Section]:
        """The titles and the rows of the sections that have any."""
        found = self._dossier
        sections: list[Section] = [
            ("Says", found.says),
            ("Others say, naming it" if found.entity.kind != "person" else "Others say", found.others_say),
            ("Your notes", found.notes),
            ("Named beside", found.beside),
            ("Every mention", found.entity.mentions),
        ]
        return [(title, rows) for title, rows in sections if rows]

    def on_mount(self) -> None:
        """Say what it is."""
        found = self._dossier
        numbers = [found.entity.kind, _counted(len(found.entity.mentions), "mention")]
        numbers += [_counted(len(found.says), "quote")] if found.says else []
        self.status = " · ".join(numbers)

    def on_resize(self) -> None:
        """Fill it for the width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self.fill()

    def to_section(self, step: int) -> None:
        """Put the cursor on the first row of the next section, or of the one before."""
        firsts = [
            index
            for index, item in enumerate(self.items)
            if index and item.key and not self.items[index - 1].key
        ]
        if step > 0:
            wanted = next((index for index in firsts if index > self.cursor), None)
        else:
            wanted = next((index for index in reversed(firsts) if index < self.cursor), None)
        if wanted is not None:
            self.top = self._tops[wanted - 1]  # so that the section is seen, not only its first row
            self._place(wanted)

    def fill(self) -> None:
        """Fill the list."""
        above = [*self._introduction()]
        items: list[Item] = []
        for title, rows in self.sections:
            heading = Line(title, ((str(len(rows)), "quiet"),), "heading")
            items += [Item((*above, Line(""), heading)), *(self._item(row) for row in rows)]
            above = []
        self.set_items(items, status=self.status)

    def _introduction(self) -> Iterator[Line]:
        """Who that is, by what names, and where in the text."""
        found = self._dossier
        if found.role:
            yield Line(found.role, role="near")
        forms = [f"{form} {count}" for form, count in found.forms[:FORMS_SHOWN]]
        forms += [ELLIPSIS] if len(found.forms) > FORMS_SHOWN else []
        room = self._width - 2
        row = ""
        for form in forms:
            longer = f"{row} · {form}" if row else form
            if row and cells(longer) > room:
                yield Line(row, role="quiet")
                longer = form
            row = longer
        yield Line(row, role="quiet")
        start, end = "0 % ", " 100 %"
        width = max(1, self._width - 2 - len(start) - len(end))
        full = max(LEAST_FULL, dispersion.peak([found.entity], len(self._document.text), width))
        strip = dispersion.plot(found.entity, len(self._document.text), width, full)
        column = dispersion.column_of(self._here, len(self._document.text), width)
        here = strip[column].replace(" ", "┊")
        yield Line("")
        plotted = ((strip[:column], "word"), (here, "here"), (strip[column + 1 :], "word"))
        yield Row("", parts=((start, "faint"), *plotted, (end, "faint")))

    def _item(self, row: Entry) -> Item:
        match row:
            case Quotation():
                return self._quotation(row)
            case Annotation():
                return self._note(row)
            case Companion():
                return self._companion(row)
            case _:
                return self._mention(row)

    def _quotation(self, quote: Quotation) -> Item:
        speaker = quote.speaker
        own = speaker is not None and speaker.name == self._dossier.entity.name
        cue = quote.cue.text if quote.cue else ""
        sure = speaker is None or speaker.confidence >= UNSURE
        words = " ".join(quote.text.split())
        lead = "" if own else f"{speaker.name if speaker else 'Nobody named'}{'' if sure else '?'}: "
        about = " ".join(filter(None, (cue, "" if sure or not own else "(unsure)")))
        kind = () if quote.kind == "direct" else ((f"  {quote.kind}", "faint"),)
        right = (*kind, (f"  {about}", "quiet"), (self._where(quote.start), "faint"))
        return Item((Line(lead + words, right, indent=INDENT),), quote)

    def _note(self, annotation: Annotation) -> Item:
        passage = " ".join(annotation.target.exact.split())
        where = "" if annotation.orphan else self._where(annotation.target.start)
        bullet = ("●" if annotation.note else "○", annotation.colour)
        note = " ".join(annotation.note.split())
        first = Line(note or passage, ((where, "faint"),), indent=INDENT, bullet=bullet)
        more = (Line(passage, role="quiet", indent=INDENT + 2),) if note else ()
        return Folded((first,), annotation, passage, more)

    def _companion(self, companion: Companion) -> Item:
        if companion.sentences:
            count = _counted(companion.sentences, "sentence")
        else:
            count = _counted(companion.paragraphs, "paragraph")
        right = ((f"  {companion.entity.kind}", "faint"), (count.rjust(15), "quiet"))
        place = companion.place
        words = " ".join(self._document.text[place.start : place.end].split())
        more = Line(words, role="quiet", indent=INDENT + 2)
        return Folded((Line(companion.entity.name, right, indent=INDENT),), companion, words, (more,))

    def _mention(self, mention: Mention) -> Item:
        text = self._document.text
        width = self._width - INDENT - PLACE_CELLS
        block = self._document.leaf_at(mention.start)
        bounds: Place = block if block and mention.end <= block.end else mention
        found = context(text, mention, bounds, width, max(2, width * 2 // 5))
        row = Row(
            "",
            ((self._where(mention.start), "faint"),),
            indent=INDENT,
            parts=((found.before, "text"), (found.name, "word"), (found.after, "text")),
        )
        sentence = sentence_at(self._document, mention.start) or mention
        words = " ".join(text[sentence.start : sentence.end].split())
        cut = found.before.lstrip().startswith(ELLIPSIS) or found.after.endswith(ELLIPSIS)
        more = (Line(words, role="quiet", indent=INDENT + 2),) if cut else ()
        return Folded((row,), mention, words, more)

    def _where(self, offset: int) -> str:
        return f"{offset / max(1, len(self._document.text)):.0%}".replace("%", " %").rjust(PLACE_CELLS)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
