"""Trains, exports and scores the language model; see `reader.training` for the way from data to model."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.training.network import Network


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
    trees = verbs.add_parser("trees", help="have a teacher parse open texts")
    trees.add_argument("folder", type=Path, help="the sets, as `reader.training.corpora.prose` tells")
    trees.add_argument("encoder", type=Path)
    trees.add_argument("trees", type=Path, help="the file to write, JSON lines")
    trees.set_defaults(run=_trees)
    distil = verbs.add_parser("distil", help="learn to parse from a teacher's trees")
    distil.add_argument("trees", type=Path, help="what `trees` wrote")
    distil.add_argument("names", type=Path, nargs="+", help="what `train` kept; of several the mean is taken")
    distil.add_argument("encoder", type=Path)
    distil.add_argument("weights", type=Path, help="the file to write")
    distil.add_argument("--passes", type=float, default=3.0)
    distil.add_argument("--seed", type=int, default=1)
    distil.set_defaults(run=_distil)
    export = verbs.add_parser("export", help="make the model's files of the weights")
    export.add_argument("weights", type=Path, help="what `distil` kept")
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


def _trees(given: argparse.Namespace) -> None:
    from reader.analysis.model import VOCABULARY
    from reader.analysis.wordpiece import Vocabulary
    from reader.training.corpora.prose import paragraphs
    from reader.training.teacher import trees

    vocabulary = Vocabulary((given.encoder / VOCABULARY).read_text(encoding="utf-8").splitlines())
    with given.trees.open("w", encoding="utf-8") as file:
        file.writelines(tree.record() + "\n" for tree in trees(paragraphs(given.folder), vocabulary))


def _distil(given: argparse.Namespace) -> None:
    import torch

    from reader.analysis.model import VOCABULARY
    from reader.analysis.wordpiece import Vocabulary
    from reader.training.distil import distil
    from reader.training.teacher import read

    vocabulary = Vocabulary((given.encoder / VOCABULARY).read_text(encoding="utf-8").splitlines())
    network = distil(_mean(given.names), read(given.trees), vocabulary, given.passes, given.seed)
    torch.save(network.state_dict(), given.weights)


def _mean(paths: Sequence[Path]) -> Network:
    """A network with the mean of several weights."""
    import torch

    from reader.training.network import Network

    several = [torch.load(path, weights_only=True) for path in paths]
    network = Network()
    network.load_state_dict({name: sum(each[name] for each in several) / len(several) for name in several[0]})
    return network


def _export(given: argparse.Namespace) -> None:
    from reader.analysis.model import VOCABULARY
    from reader.training.export import export

    network = _mean([given.weights])
    for name, digest in export(network, given.encoder / VOCABULARY, given.folder).items():
        sys.stdout.write(f"{name}: {digest}\n")


def _score(given: argparse.Namespace) -> None:
    from reader.analysis.model import Model
    from reader.training.score import score

    model = Model(given.folder)
    for gold in given.gold:
        for label, each in score(model, gold).items():
            counts = f"{each.precision:.3f} {each.recall:.3f} {each.f1:.3f}  of {each.wanted}"
            sys.stdout.write(f"{gold.stem:24} {label:8} {counts}\n")


if __name__ == "__main__":
    sys.exit(main())
