"""A trained network becomes the file that the tagger runs: ONNX, the weights in eight bits."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import onnx
import torch

from reader.analysis.tagger import MODEL, VOCABULARY
from reader.training.network import HEADS, WIDTH, Network

OPSET = 17
"""The version of ONNX's operators that the file uses."""

_INPUTS = ("pieces", "casings", "mask")


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
    from onnxruntime.quantization import QuantType, quantize_dynamic  # late: after the tagger silenced it
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


def _write(network: Network, path: Path) -> None:
    """Writes a network in full precision."""
    shape = (2, 24)
    example = (
        torch.randint(1000, 20_000, shape),
        torch.randint(0, 9, shape),
        torch.ones(shape, dtype=torch.long),
    )
    axes = {name: {0: "sentences", 1: "pieces"} for name in (*_INPUTS, "tags")}
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=list(_INPUTS),
        output_names=["tags"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
        do_constant_folding=True,
    )
