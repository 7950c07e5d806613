"""One sentence with its names, and the form that every data set is brought into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

Label: TypeAlias = Literal["PER", "ORG", "LOC", "GROUP", "PRODUCT", "EVENT", "WORK", "MISC"]
"""What a name names.

PER: a person, without titles. ORG: organisations, companies, parties, teams, bands,
media, universities. LOC: places, states, buildings, streets, airports. GROUP:
nationalities, religions, political adherents and their adjectives. PRODUCT: things
that are made. EVENT: wars, matches, fairs, storms. WORK: titles of books, films, songs.
MISC: a name that is none of the first three, of which the data set says no more.
"""

LABELS: tuple[Label, ...] = get_args(Label)

Span: TypeAlias = tuple[int, int, str]
"""First token, last token + 1, label."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and the names among them.

    Attributes:
        document: The id of the document that it stands in; sentences of one document
            follow each other in reading order.
        tokens: The words and marks, as the data set cut them.
        spans: The names: sorted, not empty, not overlapping. The labels are the data
            set's own until `relabelled`.
        spaces: Whether white space follows each token; None where that is not known.
    """

    document: str
    tokens: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    spaces: tuple[bool, ...] | None = None

    def relabelled(self, labels: Mapping[str, Label]) -> Sentence:
        """The sentence in our labels; names whose label is not among `labels` are dropped."""
        return replace(
            self, spans=tuple((a, b, labels[label]) for a, b, label in self.spans if label in labels)
        )

    def record(self, source: str, unmarked: Iterable[Label]) -> str:
        """The common form: one line of JSON, without its line end.

        Args:
            source: The name of the data set.
            unmarked: The labels that the data set does not mark: a token outside all
                spans may belong to one of these.
        """
        fields: dict[str, object] = {"doc": self.document, "tokens": self.tokens}
        if self.spaces is not None:
            fields["spaces"] = [int(space) for space in self.spaces]
        fields |= {"spans": self.spans, "source": source, "unmarked": list(unmarked)}
        return json.dumps(fields, ensure_ascii=False)


def spans_of(tags: Sequence[str]) -> tuple[Span, ...]:
    """The names that IOB tags stand for.

    `B-` begins a name, `I-` goes on with one of the same label and otherwise begins
    one; whatever else is outside. A bare label (`PER` for `I-PER`) is read as `I-`.
    """
    spans: list[Span] = []
    for position, tag in enumerate(tags):
        prefix, dash, label = tag.partition("-")
        if not dash:
            prefix, label = "I", "" if tag in {"O", "_"} else tag
        if not label or label == "O":
            continue
        if prefix in {"I", "E"} and spans and spans[-1][1] == position and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], position + 1, label)
        else:
            spans.append((position, position + 1, label))
    return tuple(spans)


def spaces_in(text: str, tokens: Sequence[str]) -> tuple[bool, ...] | None:
    """Whether white space follows each of the tokens of a text; None if they are not its tokens."""
    spaces: list[bool] = []
    position = 0
    for token in tokens:
        if not text.startswith(token, position):
            return None
        position += len(token)
        rest = text[position:].lstrip()
        spaces.append(len(rest) < len(text) - position)
        position = len(text) - len(rest)
    return tuple(spaces)
