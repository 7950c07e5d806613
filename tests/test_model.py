import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from reader.analysis import model, tagger
from reader.analysis.findings import EngineError
from reader.analysis.model import MODEL, TAGS, Model, model_folder, verify
from reader.analysis.parse import Name
from reader.analysis.sentences import sentences
from reader.analysis.tagger import best_tags


@pytest.fixture(scope="module")
def loaded() -> Model:
    return Model.load()


def names_in(loaded: Model, texts: list[str]) -> list[list[Name]]:
    return [
        [name for scores in sentences for name in tagger.names(scores)] for sentences in loaded.scores(texts)
    ]


def found(loaded: Model, text: str) -> set[tuple[str, str]]:
    return {(text[name.start : name.end], name.kind) for name in names_in(loaded, [text])[0]}


def test_people_organisations_and_places_are_found(loaded: Model) -> None:
    text = "Mary Holloway, who works for the World Health Organization, flew from London to Nairobi."
    assert found(loaded, text) == {
        ("Mary Holloway", "person"),
        ("World Health Organization", "organisation"),
        ("London", "place"),
        ("Nairobi", "place"),
    }


def test_text_without_names_has_none(loaded: Model) -> None:
    assert found(loaded, "Nothing of the kind has ever happened here, and nobody minds.") == set()


def test_each_text_has_its_own_names_and_offsets(loaded: Model) -> None:
    texts = ["", "He left Berlin.", " ", "In Oslo and Lima they met John Smith. Then they left Oslo."]
    several = names_in(loaded, texts)
    assert [names_in(loaded, [text])[0] for text in texts] == several
    words = [
        [text[name.start : name.end] for name in names] for text, names in zip(texts, several, strict=True)
    ]
    assert words == [[], ["Berlin"], [], ["Oslo", "Lima", "John Smith", "Oslo"]]


def test_a_sentence_longer_than_the_model_sees_is_read_whole(loaded: Model) -> None:
    text = "they went on and on, " * 60 + "until they came to Paris"
    assert found(loaded, text) == {("Paris", "place")}


def test_a_score_is_a_probability(loaded: Model) -> None:
    (names,) = names_in(loaded, ["Barack Obama spoke in Chicago for Reuters about the Sedlar affair."])
    assert names
    assert all(0 < name.score <= 1 for name in names)


@pytest.mark.parametrize("text", ["\u0000", "\ud800 in Rome", "🙂" * 300, "a" * 500, "東京 is Tokyo", "_\n_"])
def test_odd_text_is_no_matter(loaded: Model, text: str) -> None:
    (names,) = names_in(loaded, [text])
    assert all(0 <= name.start < name.end <= len(text) for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One. ", "Two."]),
        ("“Really?” Ann asked. It is.", ["“Really?” ", "Ann asked. ", "It is."]),
        ("Mr. Smith met Gen. Lee of the U.S. Army.", ["Mr. Smith met Gen. Lee of the U.S. Army."]),
        ("John F. Kennedy spoke.", ["John F. Kennedy spoke."]),
        ("at 5 p.m. they left", ["at 5 p.m. they left"]),
        ("A title\nA line", ["A title\n", "A line"]),
    ],
)
def test_sentences_end_at_signs_before_capitals(text: str, expected: list[str]) -> None:
    assert [text[slice(*place)] for place in sentences(text)] == expected


@given(st.text(alphabet="aA.!? \n“”Mr", max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    assert "".join(text[slice(*place)] for place in sentences(text)) == text


SCORES = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 12), st.just(len(TAGS))), elements=st.floats(-9, 9, width=32)
)


@given(SCORES)
@settings(deadline=None)
def test_a_name_goes_on_only_where_it_began(scores: NDArray[np.float32]) -> None:
    tags = best_tags(scores)
    for before, tag in zip([0, *tags], tags, strict=False):
        assert not TAGS[tag].startswith("I-") or TAGS[before][2:] == TAGS[tag][2:]


def test_the_likeliest_tags_are_taken_where_they_may_follow() -> None:
    scores = np.zeros((3, len(TAGS)), np.float32)
    for row, tag in enumerate(("B-PER", "I-PER", "O")):
        scores[row, TAGS.index(tag)] = 5
    assert [TAGS[tag] for tag in best_tags(scores)] == ["B-PER", "I-PER", "O"]


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(model_folder(), tmp_path / "model")
    verify(tmp_path / "model")
    with (tmp_path / "model" / MODEL).open("ab") as file:
        file.write(b" ")
    with pytest.raises(EngineError, match=r"english\.onnx is not the one .* install Reader again"):
        verify(tmp_path / "model")


def test_a_missing_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "files", lambda _: tmp_path / "reader")
    with pytest.raises(EngineError, match="missing from this installation: install Reader again"):
        Model.load()


def test_the_runtime_leaves_no_traces_of_its_use(tmp_path: Path) -> None:
    code = "from reader.analysis.model import Model; list(Model.load().scores(['He left Berlin.']))"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []
