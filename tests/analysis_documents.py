"""Documents for tests of the analysis, made from lines of text."""

from functools import cache

from reader.analysis import analyse
from reader.analysis.findings import Analysis, Entity, Quotation
from reader.document import Block, Document


def document(*paragraphs: str) -> Document:
    """A document of paragraphs."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Document("\n\n".join(paragraphs), tuple(blocks))


@cache
def analysis(*paragraphs: str) -> Analysis:
    """What is found in a document of paragraphs."""
    return analyse(document(*paragraphs))


def quotations(*paragraphs: str) -> tuple[Quotation, ...]:
    return analysis(*paragraphs).quotations


def entities(*paragraphs: str) -> dict[str, Entity]:
    """The entities of a document by their names."""
    return {entity.name: entity for entity in analysis(*paragraphs).entities}


def speaker(*paragraphs: str) -> str | None:
    """The speaker's name of the only quotation of a document."""
    (quotation,) = quotations(*paragraphs)
    return quotation.speaker.name if quotation.speaker else None
