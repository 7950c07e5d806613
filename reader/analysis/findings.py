"""What analysis finds in a document: entities with their mentions, quotations with their speakers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

EntityKind = Literal[
    "person",
    "organisation",
    "place",
    "group",
    "facility",
    "product",
    "event",
    "work",
    "law",
    "language",
    "date",
    "time",
    "money",
    "percent",
    "quantity",
    "number",
]
"""What an entity is, in the order in which the kinds are shown."""

ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
NAME_KINDS: tuple[EntityKind, ...] = ENTITY_KINDS[: ENTITY_KINDS.index("date")]
"""The kinds that are names; the others are dates, amounts and numbers."""

QuotationKind = Literal["direct", "mixed", "indirect"]
"""Direct: the speaker's words between marks. Mixed: marked words inside the writer's own
sentence. Indirect: a reported clause without marks."""


UNSURE = 0.6
"""A speaker of a lower confidence is to be shown as doubtful: two in three of them were right, of the others
nineteen in twenty, measured on annotated news."""


class EngineError(Exception):
    """The engine cannot be had, or failed; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named: offsets in code points, and the text there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name.

    Attributes:
        name: The fullest form found, without titles.
        kind: What it is.
        mentions: Every place where it is named, in reading order; never empty.
        related: Of a people the name of its country's entity, of a country that of its people's; empty
            where there is none. They are two entities: “Russian” is seldom the state.
    """

    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...]
    related: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation.

    Attributes:
        name: The resolved name (`Michael Kofman`).
        start: Where the speaker is mentioned, in code points.
        end: The offset after the mention.
        text: What stands there (`he`).
        confidence: From 0 to 1, by the rule that found it.
    """

    name: str
    start: int
    end: int
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that tells of the speaking (`said`, `according to`): offsets and text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says.

    Attributes:
        start: The first offset: of the opening mark, or of the reported clause.
        end: The offset after the closing mark or the clause.
        text: What stands there, marks included.
        kind: Direct, mixed or indirect.
        speaker: Who says it, or None where no rule found one.
        cue: The word of speaking, or None.
        clause: Where a mixed one is a part of a reported clause: the clause's first offset and the
            offset after it. None for the others.
    """

    start: int
    end: int
    text: str
    kind: QuotationKind
    speaker: Speaker | None = None
    cue: Cue | None = None
    clause: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings in one document.

    Attributes:
        entities: Most mentioned first within each kind, the kinds in the order of `ENTITY_KINDS`.
        quotations: In reading order.
        language: What the text is written in, as an ISO 639-1 code; entities and speakers are
            looked for in English (`en`) alone.
    """

    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    language: str = "en"

    def to_json(self) -> dict[str, Any]:
        """The findings as JSON's types; `from_json` reads them back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Findings from what `to_json` gave.

        Raises:
            KeyError, TypeError: The data are no findings.
        """
        entities = tuple(
            Entity(e["name"], e["kind"], tuple(Mention(**m) for m in e["mentions"]), e["related"])
            for e in data["entities"]
        )
        quotations = tuple(
            Quotation(
                **{
                    **q,
                    "speaker": Speaker(**q["speaker"]) if q["speaker"] else None,
                    "cue": Cue(**q["cue"]) if q["cue"] else None,
                    "clause": tuple(q["clause"]) if q["clause"] else None,
                }
            )
            for q in data["quotations"]
        )
        return cls(entities, quotations, data["language"])
