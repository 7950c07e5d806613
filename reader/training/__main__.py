"""Trains, exports and scores the name model; see `reader.training` for the way from data to model."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def main() -> int:
    """Runs the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m reader.training", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    train = verbs.add_parser("train", help="learn from sentences, and keep the weights")
    train.add_argument("sentences", type=Path, help="what `python -m reader.training.corpora` wrote")
    train.add_argument("encoder", type=Path, help="a folder with model.safetensors and vocab.txt")
    train.add_argument("weights", type=Path, help="the file to write")
    train.add_argument("--mix", default="wide", help="the name of a mix in `reader.training.train`")
    train.add_argument("--names", type=Path, help='JSON of more names by labels: {"LOC": ["Akureyri"]}')
    train.add_argument("--passes", type=float, default=1.0)
    train.add_argument("--seed", type=int, default=1)
    train.set_defaults(run=_train)
    export = verbs.add_parser("export", help="make the model's files of the weights")
    export.add_argument("weights", type=Path, nargs="+", help="of several the mean is taken")
    export.add_argument("encoder", type=Path)
    export.add_argument("folder", type=Path, help="where the files go")
    export.set_defaults(run=_export)
    score = verbs.add_parser("score", help="count the names that are found in labelled texts")
    score.add_argument("folder", type=Path, help="where the model's files lie")
    score.add_argument("gold", type=Path, nargs="+", help="JSON lines of text and ents")
    score.set_defaults(run=_score)
    given = parser.parse_args()
    given.run(given)
    return 0


def _train(given: argparse.Namespace) -> None:
    import torch

    from reader.training.examples import read
    from reader.training.train import HALVED, MIXES, train

    more = json.loads(given.names.read_text(encoding="utf-8")) if given.names else {}
    corpora = read(given.sentences, HALVED)
    network = train(corpora, MIXES[given.mix], given.encoder, given.passes, more, given.seed)
    torch.save(network.state_dict(), given.weights)


def _export(given: argparse.Namespace) -> None:
    import torch

    from reader.analysis.tagger import VOCABULARY
    from reader.training.export import export
    from reader.training.network import Network

    several = [torch.load(path, weights_only=True) for path in given.weights]
    network = Network()
    network.load_state_dict({name: sum(each[name] for each in several) / len(several) for name in several[0]})
    for name, digest in export(network, given.encoder / VOCABULARY, given.folder).items():
        sys.stdout.write(f"{name}: {digest}\n")


def _score(given: argparse.Namespace) -> None:
    from reader.analysis.tagger import Tagger
    from reader.training.score import score

    tagger = Tagger(given.folder)
    for gold in given.gold:
        for label, each in score(tagger, gold).items():
            counts = f"{each.precision:.3f} {each.recall:.3f} {each.f1:.3f}  of {each.wanted}"
            sys.stdout.write(f"{gold.stem:24} {label:8} {counts}\n")


if __name__ == "__main__":
    sys.exit(main())
