"""What is heard in paragraphs before the speakers have their names."""

from reader.analysis import parser, pieces, study
from reader.analysis.quotations import Draft, Transcript
from tests.analysis_documents import document


def drafts(*paragraphs: str) -> tuple[Draft, ...]:
    """The drafts of the quotations of a document of paragraphs."""
    transcript = Transcript()
    for passage in study.read(pieces.cut(document(*paragraphs))):
        transcript.hear(parser.parsed(passage))
    return transcript.drafts


def clause(text: str) -> str | None:
    """The clause round the only mixed quotation of a paragraph."""
    (found,) = (draft for draft in drafts(text) if draft.kind == "mixed")
    return text[slice(*found.clause)] if found.clause else None
