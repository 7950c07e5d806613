"""From a sentence to its parse: tokens, trees, dictionary forms, and what the model makes of them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from reader.analysis import parser, pieces, study
from reader.analysis.lemmas import lemma
from reader.analysis.model import aligned, model
from reader.analysis.parse import Passage
from reader.analysis.tokens import tokens
from reader.analysis.trees import best_tree
from reader.analysis.wordpiece import words
from tests.analysis_documents import document


def cut(text: str) -> list[str]:
    return [text[slice(*place)] for place in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don’t, she can't.", "I|do|n’t|,|she|ca|n't|."),
        ("Ann’s and the Smiths' house", "Ann|’s|and|the|Smiths|'|house"),
        ("We’ll see; they've gone", "We|’ll|see|;|they|'ve|gone"),
        ("the ex-president’s U.S.-made car", "the|ex|-|president|’s|U.S.|-|made|car"),
        ("Mr. O’Brien of Smith Inc. left.", "Mr.|O’Brien|of|Smith|Inc.|left|."),
        ("John F. Kennedy, at 5 p.m.", "John|F.|Kennedy|,|at|5|p.m."),
        ("$5.5 million, 1,000 men, 20%", "$|5.5|million|,|1,000|men|,|20|%"),
        ("the F-16, a 19-year-old in the 1990s", "the|F-16|,|a|19-year-old|in|the|1990s"),
        ("“No…” -- he left...", "“|No|…|”|--|he|left|..."),
        (
            "see https://example.org/a?b=c. Or a.b@example.org",
            "see|https://example.org/a?b=c|.|Or|a.b@example.org",
        ),
        ("It was Vitamin C.", "It|was|Vitamin|C|."),
    ],
)
def test_tokens_are_cut_as_treebanks_cut_them(text: str, expected: str) -> None:
    assert cut(text) == expected.split("|")


@given(st.text(alphabet="aB1'’.,-–$@/:_ \n“é\u0301", max_size=40))
def test_tokens_hold_all_that_is_no_white_space(text: str) -> None:
    places = list(tokens(text))
    assert "".join(text[a:b] for a, b in places) == "".join(text.split())
    assert all(a < b for a, b in places)


@given(st.text(alphabet="aB1'’.,-–$@/:_ \n“é\u0301", min_size=1, max_size=40))
def test_each_token_has_a_piece_and_they_keep_their_order(text: str) -> None:
    spans = list(words(text))
    if spans:
        firsts = list(range(1, len(spans) + 1))
        places = aligned(spans, list(tokens(text)), firsts)
        assert places == sorted(places)
        assert set(places) <= set(firsts)


def weight(scores: NDArray[np.float32], heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[child, head] for child, head in enumerate(heads)))


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for start in range(len(heads)):
        node = start + 1
        for _ in heads:
            node = heads[node - 1] if node else 0
        if node:
            return False
    return True


SQUARES = st.integers(1, 5).flatmap(
    lambda count: arrays.arrays(np.float32, (count, count + 1), elements=st.floats(-20, 20, width=16))
)


@given(SQUARES)
@settings(deadline=None)
def test_no_tree_is_better_than_the_best(scores: NDArray[np.float32]) -> None:
    found = best_tree(scores)
    assert is_tree(found)
    others = (heads for heads in product(range(len(scores) + 1), repeat=len(scores)) if is_tree(heads))
    assert weight(scores, found) >= max(weight(scores, heads) for heads in others) - 1e-3


@given(
    arrays.arrays(
        np.float32,
        st.integers(6, 60).map(lambda count: (count, count + 1)),
        elements=st.floats(-9, 9, width=16),
        fill=st.nothing(),
    )
)
@settings(deadline=None, max_examples=30)
def test_a_long_sentence_has_a_tree_too(scores: NDArray[np.float32]) -> None:
    assert is_tree(best_tree(scores))


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("said", "VERB", "say"),
        ("Told", "VERB", "tell"),
        ("insists", "VERB", "insist"),
        ("wishes", "VERB", "wish"),
        ("replies", "VERB", "reply"),
        ("denied", "VERB", "deny"),
        ("died", "VERB", "die"),
        ("argued", "VERB", "argue"),
        ("hoping", "VERB", "hope"),
        ("hopping", "VERB", "hop"),
        ("calling", "VERB", "call"),
        ("stressed", "VERB", "stress"),
        ("added", "VERB", "add"),
        ("agreed", "VERB", "agree"),
        ("need", "VERB", "need"),
        ("quipped", "VERB", "quip"),
        ("’s", "AUX", "be"),
        ("n’t", "PART", "not"),
        ("women", "NOUN", "woman"),
        ("spokesmen", "NOUN", "spokesman"),
        ("analysts", "NOUN", "analyst"),
        ("cities", "NOUN", "city"),
        ("movies", "NOUN", "movie"),
        ("houses", "NOUN", "house"),
        ("buses", "NOUN", "bus"),
        ("witnesses", "NOUN", "witness"),
        ("news", "NOUN", "news"),
        ("boss", "NOUN", "boss"),
        ("Times", "PROPN", "times"),
    ],
)
def test_a_word_has_its_dictionary_form(word: str, pos: str, expected: str) -> None:
    assert lemma(word, pos, model().vocabulary) == expected


def read(text: str) -> Passage:
    (passage,) = study.read(pieces.cut(document(text)))
    return parser.parsed(passage)


def relations(passage: Passage) -> set[tuple[str, str, str]]:
    found = passage.tokens
    return {(each.text, each.dep, found[each.head].text) for each in found}


def test_a_verb_has_its_subject_its_object_and_its_clause() -> None:
    found = relations(read("The mayor told us on Monday that the old bridge would be closed by police."))
    assert {
        ("mayor", "nsubj", "told"),
        ("told", "ROOT", "told"),
        ("on", "prep", "told"),
        ("closed", "ccomp", "told"),
        ("bridge", "nsubjpass", "closed"),
        ("by", "agent", "closed"),
        ("police", "pobj", "by"),
    } <= found


def test_words_have_parts_of_speech() -> None:
    found = {token.text: token.pos for token in read("Anna Berger quickly closed the old bridge.").tokens}
    assert found == {
        "Anna": "PROPN",
        "Berger": "PROPN",
        "quickly": "ADV",
        "closed": "VERB",
        "the": "DET",
        "old": "ADJ",
        "bridge": "NOUN",
        ".": "PUNCT",
    }


def test_each_sentence_is_one_tree_of_its_own() -> None:
    passage = read("The dog barked. A cat ran off! “Who knows why?” asked Ann, and nobody did.")
    assert len(passage.sentences) >= 3
    for sentence in passage.sentences:
        assert all(passage.tokens[index].head in sentence for index in sentence)
        assert [passage.tokens[index].dep for index in sentence].count("ROOT") == 1
    assert [index for sentence in passage.sentences for index in sentence] == list(range(len(passage.tokens)))


def test_a_sentence_longer_than_the_model_sees_is_parsed_in_parts() -> None:
    text = "They went on, and on, " * 60 + "until they came to Paris."
    passage = read(text)
    assert "".join(token.text for token in passage.tokens) == "".join(text.split())


@pytest.mark.parametrize("text", ["\x00", "🙂" * 30, "a" * 500, "東京", "_\n_", "— — —", ".", "don’t"])
def test_odd_text_is_parsed_all_the_same(text: str) -> None:
    passage = read(text)
    assert "".join(token.text for token in passage.tokens) == "".join(passage.text.split())
