"""A trained network becomes the file that Reader runs: ONNX, the weights in eight bits; and the way back."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from reader.analysis.model import MODEL, VOCABULARY
from reader.training.network import HEADS, WIDTH, Network

OPSET = 17
"""The version of ONNX's operators that the file uses."""

_INPUTS = ("pieces", "casings", "tokens")
_OUTPUTS = ("tags", "parts", "arcs", "relations")


def export(network: Network, vocabulary: Path, folder: Path) -> dict[str, str]:
    """Writes the model's files.

    The weights are quantised for each channel by itself, which loses nothing that could be
    measured; one scale for a whole matrix loses up to two points of F1.

    Args:
        network: Trained.
        vocabulary: The encoder's `vocab.txt`.
        folder: Where the files go; made if need be.

    Returns:
        The SHA-256 of each file by its name.
    """
    # Imported late, after `reader.analysis.model` has silenced it.
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as temporary:
        whole, fused = Path(temporary) / "whole.onnx", Path(temporary) / "fused.onnx"
        _write(network, whole)
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        optimizer.optimize_model(
            str(whole), "bert", num_heads=HEADS, hidden_size=WIDTH, optimization_options=options, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            folder / MODEL,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    shutil.copyfile(vocabulary, folder / VOCABULARY)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, VOCABULARY)}


class _Exported(nn.Module):
    """A network as Reader runs it: on one sentence, with the likeliest relation for each arc."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, casings: Tensor, tokens: Tensor) -> tuple[Tensor, ...]:
        states = self.network(pieces, casings, torch.ones_like(pieces))
        parts, arcs, child, head = self.network.grammar(states, tokens)
        relations = self.network.grammar.all_relations(child[0], head[0]).argmax(0)[None]
        return self.network.tags(states), parts, arcs, relations


def _write(network: Network, path: Path) -> None:
    """Writes a network in full precision."""
    example = (torch.randint(1000, 20_000, (1, 24)), torch.randint(0, 9, (1, 24)), torch.arange(1, 20)[None])
    axes = {"pieces": {1: "pieces"}, "casings": {1: "pieces"}, "tokens": {1: "tokens"}}
    torch.onnx.export(
        _Exported(network),
        example,
        str(path),
        input_names=list(_INPUTS),
        output_names=list(_OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
        do_constant_folding=True,
    )
