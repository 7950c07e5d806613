"""The way from parsed passages to findings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.analysis import entities, people
from reader.analysis.findings import Analysis
from reader.analysis.names import names_of
from reader.analysis.parse import Name, Passage
from reader.analysis.quotations import Transcript
from reader.document import Span

_WHITE = re.compile(r"\s")


def study(text: str, passages: Iterable[Passage]) -> Analysis:
    """Finds the entities and the quotations of a text.

    Of each passage only what it names and says is kept, so that a long book
    takes little memory.

    Args:
        text: The document's text.
        passages: Its prose, parsed, in reading order.
    """
    names: list[Name] = []
    prose: list[Span] = []
    transcript = Transcript()
    for passage in passages:
        names += names_of(passage)
        prose.append(Span(passage.start, passage.end))
        transcript.hear(passage)
    found = entities.build(_WHITE.sub(" ", text), names, transcript.titles, prose)
    setting = people.Setting(text, transcript.marked, transcript.subjects)
    return Analysis(found, people.resolve(setting, transcript.drafts, found))
