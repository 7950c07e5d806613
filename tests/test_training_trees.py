"""How the network learns to parse from a teacher's trees."""

import copy
import random
from pathlib import Path

import pytest

from reader.analysis.model import PARTS_OF_SPEECH, RELATIONS
from reader.analysis.wordpiece import Vocabulary
from reader.training.teacher import Tree, read

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("safetensors", reason="training needs the extra `train`")

from reader.training.distil import Parsed, batches, distil, loss  # noqa: E402
from reader.training.network import Network  # noqa: E402

VOCABULARY = Vocabulary([""] * 103 + ["ann", "does", "don", "'", "t", "sing", "##s", "."])
TREE = Tree(
    "set",
    "Ann don't sings.",
    [(0, 3), (4, 6), (6, 9), (10, 15), (15, 16)],
    [3, 3, 3, 3, 3],
    ["nsubj", "aux", "neg", "ROOT", "punct"],
    ["PROPN", "AUX", "PART", "VERB", "PUNCT"],
)


def parsed() -> Parsed:
    return Parsed.of(TREE, VOCABULARY)


def test_a_tree_is_kept_and_read_back(tmp_path: Path) -> None:
    (tmp_path / "trees.jsonl").write_text(TREE.record() + "\n")
    (found,) = read(tmp_path / "trees.jsonl")
    assert found.text == TREE.text
    assert [tuple(token) for token in found.tokens] == TREE.tokens
    assert found.heads == TREE.heads


def test_each_token_is_learnt_at_its_first_piece() -> None:
    example = parsed()
    assert example.pieces[1:-1] == [103, 105, 106, 107, 108, 109, 110]
    assert example.tokens == [1, 2, 3, 5, 7]


def test_the_root_has_no_head_and_the_others_have_theirs() -> None:
    example = parsed()
    assert example.heads == [4, 4, 4, 0, 4]
    assert [RELATIONS[number] for number in example.relations] == TREE.relations
    assert [PARTS_OF_SPEECH[number] for number in example.parts] == TREE.parts


def test_batches_hold_every_sentence_and_no_more_pieces_than_asked_for() -> None:
    given = [Parsed([1] * length, [1] * length, [1], [1], [0], [0], [0]) for length in range(3, 60)]
    found = batches(given, 200, random.Random(1))
    assert sorted(len(each.pieces) for batch in found for each in batch) == list(range(3, 60))
    assert all(len(batch) * max(len(each.pieces) for each in batch) <= 200 for batch in found)


def test_a_longer_sentence_beside_it_changes_nothing_of_a_sentences_loss() -> None:
    torch.manual_seed(1)
    network = Network().eval()
    before = copy.deepcopy(network)
    twice = Parsed(*(getattr(parsed(), field) for field in Parsed.__slots__))
    with torch.no_grad():
        alone = loss(network, before, [parsed()])
        doubled = loss(network, before, [parsed(), twice])
    assert torch.allclose(alone, doubled, atol=1e-4)


def test_the_network_learns_a_tree_and_keeps_to_its_names() -> None:
    torch.manual_seed(1)
    network = Network().eval()
    before = copy.deepcopy(network)
    with torch.no_grad():
        at_first = loss(network, before, [parsed()])
    taught = distil(network, [TREE] * 4, VOCABULARY, passes=8)
    with torch.no_grad():
        in_the_end = loss(taught, before, [parsed()])
    assert in_the_end < at_first
