"""The words that tell of speaking: which they are, and what they can report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from reader.analysis import lexicon
from reader.analysis.parse import Token

VerbKind = Literal["speech", "claim", "judgement", "thought"]
"""How much a verb is one of saying; the list `cue-verbs` tells what each kind means."""

Frame = Literal["that", "to", "them-to", "them-as", "them-of", "them-for", "for", "about", "thing"]
"""What a verb can report without marks; the list `cue-verbs` tells what each frame means."""


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that tells of speaking.

    Attributes:
        kind: How much it is one of saying.
        frames: What it can report without marks, the likeliest first.
    """

    kind: VerbKind
    frames: tuple[Frame, ...]


def cue_verb(token: Token) -> CueVerb | None:
    """What is known of a verb, or None where the token is no verb of the list."""
    if token.pos not in ("VERB", "AUX"):
        return None
    return _verbs().get(token.lemma)


def is_cue_noun(token: Token) -> bool:
    """Whether a token is a noun that names what somebody says ("warning")."""
    return token.pos == "NOUN" and token.lemma in lexicon.words("cue-nouns")


@cache
def _verbs() -> Mapping[str, CueVerb]:
    found = {}
    for lemma, said in lexicon.pairs("cue-verbs"):
        kind, *frames = said.split()
        found[lemma] = CueVerb(cast(VerbKind, kind), cast(tuple[Frame, ...], tuple(frames)))
    return found
