"""The network: a MiniLM encoder that also sees casings, with layers that tag words and parse tokens."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from reader.analysis.model import TAGS
from reader.analysis.wordpiece import Casing
from reader.training.grammar import Grammar

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
"""The measures of MiniLM-L6-H384 (Wang et al. 2020)."""

PIECES, PLACES = 30_522, 512
"""How many pieces and places of pieces BERT's uncased vocabulary and its encoders know."""

DROPOUT = 0.1

_EPSILON = 1e-12
_FAR_BELOW = -1e4
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "done": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer as in BERT: attention, then two dense layers, each with a norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH, _EPSILON)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.done = nn.LayerNorm(WIDTH, _EPSILON)

    def forward(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """What the layer makes of its inputs; `mask` is far below zero where there is nothing."""
        rows, length, _ = inputs.shape

        def split(given: Tensor) -> Tensor:
            return given.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(inputs)), split(self.key(inputs)), split(self.value(inputs))
        if self.training:
            heads = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        else:  # spelt out, as the exporter knows it
            shares = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + mask, -1)
            heads = shares @ value
        joined = self.joined(heads.transpose(1, 2).reshape(rows, length, WIDTH))
        middle = self.attended(inputs + self._dropped(joined))
        return self.done(middle + self._dropped(self.narrow(functional.gelu(self.wide(middle)))))

    def _dropped(self, given: Tensor) -> Tensor:
        return functional.dropout(given, DROPOUT, self.training)


class Network(nn.Module):
    """The encoder, the layer that tags, and those that parse."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.casings = nn.Embedding(len(Casing), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.grammar = Grammar(WIDTH)
        nn.init.normal_(self.casings.weight, 0, 0.01)
        nn.init.normal_(self.tags.weight, 0, 0.02)

    def forward(self, pieces: Tensor, casings: Tensor, mask: Tensor) -> Tensor:
        """The state of each piece, from which `tags` and `grammar` tell.

        Args:
            pieces: The numbers of the pieces: a row a sentence.
            casings: The casing of each piece's word.
            mask: 1 where there is a piece, 0 where a row is filled up.
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        inputs = self.pieces(pieces) + self.places(places)[None] + self.types.weight[0]
        inputs = functional.dropout(self.norm(inputs + self.casings(casings)), DROPOUT, self.training)
        nothing = (1.0 - mask.to(torch.float32))[:, None, None, :] * _FAR_BELOW
        for layer in self.layers:
            inputs = layer(inputs, nothing)
        return inputs

    def load_encoder(self, path: Path) -> None:
        """Takes over the weights of a BERT-like encoder of the same measures.

        Args:
            path: Its weights as safetensors, with the names that BERT's layers have.

        Raises:
            KeyError: A weight is not there.
        """
        given = {name.removeprefix("bert."): weight for name, weight in load_file(path).items()}
        weights = {
            "pieces.weight": given["embeddings.word_embeddings.weight"],
            "places.weight": given["embeddings.position_embeddings.weight"],
            "types.weight": given["embeddings.token_type_embeddings.weight"],
        }
        for part in ("weight", "bias"):
            weights[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                ours, theirs = f"layers.{number}", f"encoder.layer.{number}"
                for our, their in _NAMES.items():
                    weights[f"{ours}.{our}.{part}"] = given[f"{theirs}.{their}.{part}"]
        self.load_state_dict(weights, strict=False)
