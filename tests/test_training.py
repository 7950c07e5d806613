import json
import random
from pathlib import Path

import pytest

from reader.analysis.model import TAGS
from reader.analysis.wordpiece import Vocabulary

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("safetensors", reason="training needs the extra `train`")

from reader.training import examples  # noqa: E402
from reader.training.corpora.sentence import Sentence  # noqa: E402
from reader.training.examples import Corpus, Example, Maker, batches, read, tensors  # noqa: E402
from reader.training.network import PIECES, Network  # noqa: E402
from reader.training.train import partial_loss  # noqa: E402

VOCABULARY = Vocabulary([""] * 103 + ["ann", "works", "for", "acme", "##s", "."])
SENTENCE = Sentence("a", ("Ann", "works", "for", "Acmes", "."), ((0, 1, "PER"), (3, 4, "MISC")))


def made(unmarked: tuple[str, ...] = ()) -> Example:
    (example,) = Maker(VOCABULARY, [Corpus([SENTENCE])], random.Random(1)).examples([SENTENCE], unmarked)
    return example


def allowed(bits: int) -> set[str]:
    return {tag for place, tag in enumerate(TAGS) if bits >> place & 1}


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    for share in ("PACKED", "SHOUTED", "TITLED", "RENAMED"):
        monkeypatch.setattr(examples, share, 0.0)


def test_a_word_may_have_its_own_tag_alone() -> None:
    assert allowed(made().allowed[0]) == {"B-PER"}
    assert allowed(made().allowed[1]) == {"O"}


def test_a_miscellaneous_name_may_be_of_any_rarer_label() -> None:
    assert allowed(made().allowed[3]) == {"B-GROUP", "B-PRODUCT", "B-EVENT", "B-WORK"}


def test_only_the_first_piece_of_a_word_is_learnt_from() -> None:
    assert made().allowed[4] == 0


def test_a_word_outside_may_have_the_labels_that_its_corpus_does_not_mark() -> None:
    assert allowed(made(("WORK", "MISC")).allowed[1]) == {"O", "B-WORK", "I-WORK"}


def test_a_name_gives_way_to_another_of_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "RENAMED", 1.0)
    other = Sentence("b", ("Acmes", "Works"), ((0, 2, "PER"),))
    (example,) = Maker(VOCABULARY, [Corpus([other])], random.Random(1)).examples([SENTENCE], ())
    assert [allowed(bits) for bits in example.allowed[:4:2]] == [{"B-PER"}, {"I-PER"}]
    assert example.pieces[-1] == VOCABULARY.pieces(".")[0]


def test_sentences_that_follow_one_another_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "PACKED", 1.0)
    several = list(Maker(VOCABULARY, [], random.Random(1)).examples([SENTENCE] * 40, ()))
    assert len(several) < 40
    assert sum(len(example.pieces) for example in several) == 40 * len(made().pieces)


def test_the_corpora_are_read_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    record = {"doc": "a", "tokens": ["Ann"], "spans": [[0, 1, "PER"]], "source": "one", "unmarked": ["WORK"]}
    path.write_text(json.dumps(record) + "\n" + json.dumps({**record, "source": "two"}) + "\n")
    assert read(path) == {
        name: Corpus([Sentence("a", ("Ann",), ((0, 1, "PER"),))], ("WORK",)) for name in ("one", "two")
    }


def test_every_other_document_of_a_halved_corpus_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    records = [
        {"doc": document, "tokens": [document], "spans": [], "source": source, "unmarked": []}
        for source in ("whole", "half")
        for document in "aabbc"
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    found = read(path, ("half",))
    assert [sentence.document for sentence in found["whole"].sentences] == list("aabbc")
    assert [sentence.document for sentence in found["half"].sentences] == list("aac")


def test_batches_hold_every_example_and_no_more_pieces_than_asked_for() -> None:
    given = [Example([1] * length, [1] * length, [1] * length) for length in range(1, 60)]
    found = batches(list(given), 200, random.Random(1))
    assert sorted(len(example.pieces) for batch in found for example in batch) == list(range(1, 60))
    assert all(len(batch) * (max(len(each.pieces) for each in batch) + 2) <= 200 for batch in found)


def test_the_loss_falls_as_any_allowed_tag_grows_likelier() -> None:
    _, _, _, truths = tensors([made(("WORK",))])
    unsure = torch.zeros(*truths.shape)
    sure = unsure.masked_fill(truths, 5.0)
    wrong = unsure.masked_fill(~truths, 5.0)
    assert partial_loss(sure, truths) < partial_loss(unsure, truths) < partial_loss(wrong, truths)


def test_what_fills_a_row_up_changes_nothing() -> None:
    network = Network().eval()
    pieces, casings, mask, _ = tensors([made(), Example([104] * 9, [3] * 9, [1] * 9)])
    assert int(pieces.max()) < PIECES
    with torch.no_grad():
        together = network.tags(network(pieces, casings, mask))[0, :8]
        alone = network.tags(network(pieces[:1, :8], casings[:1, :8], mask[:1, :8]))[0]
    assert torch.allclose(together, alone, atol=1e-4)
