"""The network's layers that parse: part of speech, head and relation of each token.

Heads and relations are scored by biaffine attention (Dozat and Manning 2017).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from reader.analysis.model import PARTS_OF_SPEECH, RELATIONS

ARC, RELATION = 256, 128
"""How wide the layers are that compare a token with its head, for the arc and for the relation."""

DROPOUT = 0.2


class Grammar(nn.Module):
    """What is told of a sentence's tokens from the states of its pieces.

    Args:
        width: How wide the states are.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.parts = nn.Linear(width, len(PARTS_OF_SPEECH))
        self.arc_child = nn.Linear(width, ARC)
        self.arc_head = nn.Linear(width, ARC)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_prior = nn.Linear(ARC, 1)
        self.relation_child = nn.Linear(width, RELATION)
        self.relation_head = nn.Linear(width, RELATION)
        self.relation = nn.Linear(RELATION, RELATION * len(RELATIONS), bias=False)
        self.child_prior = nn.Linear(RELATION, len(RELATIONS))
        self.head_prior = nn.Linear(RELATION, len(RELATIONS))
        nn.init.normal_(self.arc.weight, 0, 0.02)
        nn.init.normal_(self.relation.weight, 0, 0.02)

    def forward(self, states: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of parts of speech and arcs, and what `relations` compares.

        Args:
            states: Of the pieces: a row a sentence; the first is what stands before the sentence, the root.
            tokens: The place of each token's first piece.

        Returns:
            A score for each part of speech; for each head, the root first; and what stands for each token
            as a child and, the root first, as a head.
        """
        of_tokens = states.gather(1, tokens[..., None].expand(-1, -1, states.shape[-1]))
        of_heads = torch.cat([states[:, :1], of_tokens], 1)
        child, head = self._ready(self.arc_child(of_tokens)), self._ready(self.arc_head(of_heads))
        arcs = self.arc(child) @ head.transpose(1, 2) / math.sqrt(ARC)
        arcs = arcs + self.arc_prior(head).transpose(1, 2)
        return (
            self.parts(of_tokens),
            arcs,
            self._ready(self.relation_child(of_tokens)),
            self._ready(self.relation_head(of_heads)),
        )

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations of tokens to one head each, a row a pair."""
        compared = self.relation(child).view(-1, len(RELATIONS), RELATION) @ head[..., None]
        return compared.squeeze(-1) / math.sqrt(RELATION) + self.child_prior(child) + self.head_prior(head)

    def all_relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations of each token of one sentence to each head: relation, token, head."""
        compared = self.relation(child).view(-1, len(RELATIONS), RELATION).transpose(0, 1)
        scores = compared @ head.transpose(0, 1) / math.sqrt(RELATION)
        return scores + self.child_prior(child).T[:, :, None] + self.head_prior(head).T[:, None, :]

    def _ready(self, given: Tensor) -> Tensor:
        return functional.dropout(functional.gelu(given), DROPOUT, self.training)
