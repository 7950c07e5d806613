"""The readers of the open data sets, on made-up inputs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.training.corpora.__main__ import main
from reader.training.corpora.brat import read_brat
from reader.training.corpora.columns import read_columns, read_shuffled
from reader.training.corpora.complete import complete
from reader.training.corpora.documents import read_documents
from reader.training.corpora.enamex import read_enamex
from reader.training.corpora.gum import read_gum
from reader.training.corpora.overlap import SHORTEST, Known
from reader.training.corpora.sentence import LABELS, Sentence, Span, spaces_in, spans_of
from reader.training.corpora.sets import SETS
from reader.training.corpora.tidy import grouped, tidied
from reader.training.corpora.tweets import read_tweets


def sentence(text: str, *spans: Span) -> Sentence:
    return Sentence("d", tuple(text.split()), spans)


def named(found: Sentence) -> list[tuple[str, str]]:
    """The names of a sentence and their labels."""
    return [(" ".join(found.tokens[start:end]), label) for start, end, label in found.spans]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", ((1, 3, "PER"),)),
        ("B-PER B-PER", ((0, 1, "PER"), (1, 2, "PER"))),
        ("I-LOC I-LOC O I-LOC", ((0, 2, "LOC"), (3, 4, "LOC"))),
        ("B-PER I-ORG", ((0, 1, "PER"), (1, 2, "ORG"))),
        ("B-ORG I-ORG E-ORG", ((0, 3, "ORG"),)),
        ("PER PER _", ((0, 2, "PER"),)),
        ("B-O O", ()),
    ],
)
def test_tags_stand_for_names(tags: str, spans: tuple[Span, ...]) -> None:
    assert spans_of(tags.split()) == spans


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.sampled_from(LABELS)), max_size=6))
def test_names_come_back_from_their_tags(pieces: list[tuple[int, int, str]]) -> None:
    tags: list[str] = []
    spans: list[Span] = []
    for gap, length, label in pieces:
        start = len(tags) + gap
        spans.append((start, start + length, label))
        tags += ["O"] * gap + [f"B-{label}"] + [f"I-{label}"] * (length - 1)
    assert spans_of(tags) == tuple(spans)


@given(st.lists(st.tuples(st.text("ab.’", min_size=1, max_size=4), st.booleans()), min_size=1, max_size=9))
def test_spaces_are_those_of_the_text(words: list[tuple[str, bool]]) -> None:
    text = "".join(word + " " * space for word, space in words)
    assert spaces_in(text, [word for word, _ in words]) == tuple(space for _, space in words)


def test_tokens_of_another_text_have_no_spaces() -> None:
    assert spaces_in("Two words", ["Three", "words"]) is None


def test_columns_tell_documents_spaces_and_names() -> None:
    text = (
        "# newdoc id = letter\n# sent_id = 1\n# text = Roe's dog.\n"
        "1\tRoe\tB-PER\t-\n2\t's\tO\n3\tdog\tO\n4\t.\tO\n\n1\tHarlow\tB-LOC\n\n"
    )
    first, second = read_columns(text, "file", token=1, tag=2)
    assert first == Sentence(
        "letter", ("Roe", "'s", "dog", "."), ((0, 1, "PER"),), (False, True, False, False)
    )
    assert (second.document, second.spans, second.spaces) == ("letter", ((0, 1, "LOC"),), None)


def test_each_shuffled_sentence_is_a_document() -> None:
    assert [each.document for each in read_shuffled("a\tO\n\nb\tO\n", "f")] == ["f-1", "f-2"]


def test_a_handle_is_one_token_and_no_name() -> None:
    rows = ["@ B-ORG", "gazette B-ORG", "met O", "Jane B-PER", "Roe I-PER", "at O", "@ O", "noon O"]
    (tweet,) = read_tweets("\n".join(row.replace(" ", "\t") for row in rows), "t")
    assert tweet.tokens == ("@gazette", "met", "Jane", "Roe", "at", "@noon")
    assert named(tweet) == [("Jane Roe", "PER")]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("the Harlow Gazette", (0, 3, "ORG"), [("Harlow Gazette", "ORG")]),
        ("The Long Winter", (0, 3, "WORK"), [("The Long Winter", "WORK")]),
        ("President Jane Roe 's", (0, 4, "PER"), [("Jane Roe", "PER")]),
        ("Prince", (0, 1, "PER"), [("Prince", "PER")]),
        ("the Captain", (0, 2, "PER"), []),
        ("German", (0, 1, "LOC"), [("German", "GROUP")]),
        ("Germany", (0, 1, "LOC"), [("Germany", "LOC")]),
        ("red paint", (0, 2, "MISC"), []),
    ],
)
def test_a_name_is_cut_to_its_core(text: str, span: Span, expected: list[tuple[str, str]]) -> None:
    assert named(tidied(sentence(text, span))) == expected


def test_treebank_marks_become_plain() -> None:
    assert tidied(sentence("`` Yes '' -LRB- no -RRB-")).tokens == ('"', "Yes", '"', "(", "no", ")")


def test_only_a_miscellaneous_name_of_a_people_becomes_a_group() -> None:
    spans = ((0, 1, "MISC"), (2, 3, "ORG"), (4, 5, "MISC"))
    assert [label for _, label in named(grouped(sentence("Kenyan and Kenyan and Linux", *spans)))] == [
        "GROUP",
        "ORG",
        "MISC",
    ]


def _kept(*sentences: Sentence) -> list[str]:
    common = [sentence("we saw the river again") for _ in range(3)]
    kept = complete([*common, *sentences])
    return [" ".join(each.tokens) for each in kept][len(common) :]


def test_a_sentence_with_an_unmarked_name_is_not_complete() -> None:
    marked = sentence("The river Orrin rose in March , said Germans", (2, 3, "LOC"))
    assert _kept(marked) == ["The river Orrin rose in March , said Germans"]
    assert _kept(sentence("The river Orrin rose")) == []


def test_a_capital_at_the_head_needs_a_word_known_in_lower_case() -> None:
    assert _kept(sentence("River again"), sentence("Orrin again")) == ["River again"]


def test_enamex_elements_are_names() -> None:
    text = '<c><sentence>In <ENAMEX type="LOCATION">Upper Harlow</ENAMEX>, it rained.</sentence></c>'
    (found,) = read_enamex(text, "e")
    assert named(found) == [("Upper Harlow", "LOCATION")]
    assert found.tokens[-3:] == ("it", "rained", ".")


def test_a_sentence_whose_element_holds_two_names_is_left_out() -> None:
    text = '<c><sentence>To <ENAMEX type="LOCATION">Harlow and Wick</ENAMEX>.</sentence></c>'
    assert list(read_enamex(text, "e")) == []


def test_xml_that_declares_entities_is_refused() -> None:
    with pytest.raises(ValueError, match="document type"):
        list(read_enamex('<!DOCTYPE c [<!ENTITY a "b">]><c/>', "e"))


def test_brat_offsets_become_tokens() -> None:
    text = "Old Jane Roe slept .\n\nHarlow did not .\n"
    annotations = (
        "T1\tPER 4 12\tJane Roe\nT2\tLOC 22 28\tHarlow\nR1\tkin Arg1:T1\nT3\tPER 0 3;4 8\tOld Jane\n"
    )
    first, second = read_brat(text, annotations, "b")
    assert named(first) == [("Jane Roe", "PER")]
    assert named(second) == [("Harlow", "LOC")]


def _document(text: str, *names: tuple[str, str]) -> list[Sentence]:
    ents = [[text.index(name), text.index(name) + len(name), label] for name, label in names]
    return list(read_documents(json.dumps({"text": text, "ents": ents}), "doc"))


def test_a_document_is_cut_into_sentences_with_their_names() -> None:
    first, second = _document("Jane Roe won. Harlow cheered.", ("Jane Roe", "PER"), ("Harlow", "LOC"))
    assert (named(first), named(second)) == ([("Jane Roe", "PER")], [("Harlow", "LOC")])
    assert first.spaces == (True, True, False, True)


@pytest.mark.parametrize("text", ["Dr. Roe won.", "J. Roe won.", "The U.S. Army won.", "He left Co. Mayo."])
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(_document(text)) == 1


def test_no_sentence_ends_within_a_name() -> None:
    assert len(_document("We heard Stop! Go twice.", ("Stop! Go", "WORK"))) == 1


def gum(*rows: str) -> list[tuple[str, str]]:
    """The names of a GUM sentence: a row is form, part of speech, head and perhaps brackets."""
    lines = []
    for number, row in enumerate(rows, start=1):
        form, pos, head, *brackets = row.split()
        upos = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN"}.get(pos, "X")
        entity = "Entity=" + "".join(brackets) if brackets else "_"
        lines.append("\t".join([str(number), form, form, upos, pos, "_", head, "dep", "_", entity]))
    (found,) = read_gum("\n".join(lines), "g")
    return named(found)


def opened(number: int, kind: str, page: str = "") -> str:
    return f"({number}-{kind}-new-nnnnn-cf1-1-coref" + (f"-{page}" if page else "")


def test_a_mention_with_a_proper_head_is_a_name_without_what_describes_it() -> None:
    rows = (
        "the DT 4 " + opened(1, "organization"),
        "old JJ 4",
        "Harlow NNP 4",
        "Gazette NNP 5 1)",
        "said VBD 0",
    )
    assert gum(*rows) == [("Harlow Gazette", "ORG")]


def test_a_mention_with_a_common_head_is_none() -> None:
    assert gum("the DT 2 " + opened(1, "person"), "baker NN 3 1)", "left VBD 0") == []


def test_titles_and_what_they_are_of_are_not_in_a_name() -> None:
    minister = "Minister NNP 5 " + opened(1, "person")
    rows = (minister, "of IN 3", "Health NNP 1 " + opened(2, "abstract") + ")", "Jane NNP 1", "Roe NNP 0 1)")
    assert gum(*rows) == [("Jane Roe", "PER")]


def test_a_name_after_its_noun_is_found() -> None:
    assert gum("founder NN 0 " + opened(1, "person"), "Jane NNP 1", "Roe NNP 1 1)") == [("Jane Roe", "PER")]


def test_a_linked_page_tells_where_a_name_ends() -> None:
    start = "The DT 2 " + opened(1, "organization", "The_Society_at_Large_%28club%29")
    rows = (start, "Society NNP 5", "at IN 4", "Large JJ 2", "met VBD 0 1)")
    assert gum(*rows) == [("The Society at Large", "ORG")]


def test_of_nested_names_the_longest_is_taken() -> None:
    rows = (
        "University NNP 4 " + opened(1, "organization"),
        "of IN 3",
        f"Harlow NNP 1 {opened(2, 'place')})1)",
    )
    assert gum(*rows, "opened VBD 0") == [("University of Harlow", "ORG")]


def test_a_country_that_acts_is_a_place() -> None:
    played = (
        "Norway NNP 2 " + opened(1, "organization", "Norway_national_football_team") + ")",
        "won VBD 0",
    )
    assert gum(*played) == [("Norway", "LOC")]


def test_plural_persons_are_a_group_and_courts_nothing() -> None:
    assert gum("Harlowers NNPS 2 " + opened(1, "person") + ")", "won VBD 0") == [("Harlowers", "GROUP")]
    assert gum("the DT 2 " + opened(1, "organization"), "Court NNP 3 1)", "sat VBD 0") == []


def test_a_work_is_known_by_its_page() -> None:
    assert gum(
        "Nightfall NNP 2 " + opened(1, "abstract", "Nightfall_%281999_film%29") + ")", "ran VBD 0"
    ) == [("Nightfall", "WORK")]


LONG = "the old bridge over the Orrin was closed in spring"


def test_known_sentences_are_found_whatever_their_case_and_marks() -> None:
    known = Known([sentence("It said :"), sentence(LONG + " ."), sentence("Nobody knew .")])
    assert sentence(LONG.upper().replace(" ", " , ")) in known
    assert sentence(LONG + " nobody") in known
    assert sentence(LONG.replace("spring", "autumn")) not in known


def test_a_short_sentence_is_never_known() -> None:
    words = LONG.split()
    known = Known([sentence(LONG)])
    assert sentence(" ".join(words[: SHORTEST - 1])) not in known
    assert sentence(" ".join(words[:SHORTEST])) in known


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_folder_becomes_one_file_without_what_is_kept_for_tuning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = [f"{word}\tO" for word in LONG.split()]
    _write(tmp_path / "wnut17" / "wnut17train.conll", ["Jane\tB-person", "slept\tO", "", *tokens, ""])
    _write(tmp_path / "tuning" / "wikigold-tuning.jsonl", [json.dumps({"text": LONG + ".", "ents": []})])
    monkeypatch.setattr(sys, "argv", ["corpora", str(tmp_path), str(tmp_path / "out.jsonl")])

    assert main() == 0

    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["source"] for row in rows] == ["wnut17", "wikigold"]
    assert rows[0] == {
        "doc": "wnut17train-1",
        "tokens": ["Jane", "slept"],
        "spans": [[0, 1, "PER"]],
        "source": "wnut17",
        "unmarked": ["GROUP", "EVENT", "MISC"],
    }
    assert rows[1]["spaces"][-2:] == [0, 0]
    told = capsys.readouterr().err.splitlines()
    assert any(line.startswith("wnut17: 1 sentences, 2 tokens, PER 1 (doubtful: ") for line in told)
    assert any(line.startswith("btc: nothing at btc/") and "GateNLP" in line for line in told)


def test_the_sets_are_open_or_say_what_is_doubtful() -> None:
    names = [each.name for each in SETS]
    assert len(names) == len(set(names))
    for each in SETS:
        for licence in (each.texts, each.annotations):
            assert each.doubt or licence.startswith(("CC BY", "CC0", "public domain"))
            assert not {"NC", "ND"} & set(licence.replace("-", " ").split())
        assert set(each.labels.values()) | set(each.unmarked) <= set(LABELS)
