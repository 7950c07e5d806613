"""The analysis as a whole: the engines, what is told on the way, the cache, the child process."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis import ENGINE_VERSION, AnalysisCache, EngineError, analyse, lexicon, model, study
from reader.analysis.findings import Analysis, Entity, Mention
from reader.document import Block, Document
from tests.analysis_documents import analysis, document

TEXT = "“The river will rise again tonight,” said Anna Berger of Oslo."
FILLER = "The road went on between the fields, and it had rained all day. " * 2
LONG = tuple(f"Paragraph {number}: {TEXT}" for number in range(3000))
GERMAN = (
    "Das Wasser steht höher als in jedem anderen Jahr, seit es hier gemessen wird.",
    "„Wir werden die Brücke am Abend schließen“, sagte die Bürgermeisterin Anna Berger. Der Roman „Am Fluss“ "
    "ist nicht von ihr, aber sie hat ihn gern gelesen.",
)


def ignore(_: object) -> None:
    """Takes what is told without looking at it."""


def loaded(code: str) -> set[str]:
    """Which engines a process has loaded that runs some statements."""
    code += "; import sys; print(*{'numpy', 'onnxruntime'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_analysis_loads_no_engine() -> None:
    assert loaded("import reader.analysis.child, reader.analysis.worker") == set()


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    analyse(document(TEXT, TEXT, TEXT), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_entities_are_told_before_the_rules_about_speech_are_loaded() -> None:
    code = (
        "import sys; from reader.analysis import analyse; from tests.analysis_documents import document; "
        f"analyse(document({TEXT!r}), partial=lambda found: "
        "print(*(e.name for e in found.entities), 'reader.analysis.hearing' in sys.modules, sep='/') "
        "or sys.exit())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Anna Berger/Oslo/")
    assert done.stdout.endswith("False\n")


BOOK = tuple(
    f"In chapter {number} they came to {place}. “Nobody will sleep in {place} tonight,” said {name}. {FILLER}"
    for number, (name, place) in enumerate(
        product(
            ("Anna Berger", "Ben Carter", "Clara Novak", "David Okafor", "Elena Rossi", "Hugo Lind"),
            ("Oslo", "Lisbon", "Nairobi", "Vienna", "Lima", "Dublin", "Hanoi", "Quito"),
        )
    )
)
MIDDLE = len(document(*BOOK).text) // 2


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Analysis, ...]]:
    """What is told of a long text on the way, and in the end, to a reader in its middle."""
    partials: list[Analysis] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "STRETCH", 8 * len(BOOK[0]))
        whole = analyse(document(*BOOK), partial=partials.append, first=MIDDLE)
        yield *partials, whole


class TestLongTexts:
    def test_the_stretch_round_the_reader_comes_first(self, told: tuple[Analysis, ...]) -> None:
        names, quotes = told[:2]
        assert not names.quotations
        first = min(mention.start for entity in names.entities for mention in entity.mentions)
        assert MIDDLE - len(BOOK[0]) < first < quotes.quotations[0].start < MIDDLE + len(BOOK[0])

    def test_what_is_told_grows_and_loses_nothing(self, told: tuple[Analysis, ...]) -> None:
        mentions = [sum(len(each.mentions) for each in found.entities) for found in told]
        starts = [{quotation.start for quotation in found.quotations} for found in told]
        assert mentions == sorted(mentions)
        assert all(before <= after for before, after in pairwise(starts))

    def test_it_is_told_a_few_times(self, told: tuple[Analysis, ...]) -> None:
        assert 5 <= len(told) <= 10

    def test_what_is_found_does_not_depend_on_where_the_reader_is(self, told: tuple[Analysis, ...]) -> None:
        assert analyse(document(*BOOK)) == told[-1]


class TestOtherLanguages:
    def test_quotations_are_found_by_their_marks_and_nobody_is_named(self) -> None:
        found = analyse(document(*GERMAN))
        assert found.language == "de"
        assert found.entities == ()
        (quotation,) = found.quotations
        assert quotation.text == "„Wir werden die Brücke am Abend schließen“"
        assert (quotation.kind, quotation.speaker, quotation.cue) == ("direct", None, None)

    def test_corner_brackets_are_marks(self) -> None:
        text = (
            "ここで測定が始まって以来、水位はどの年よりも高い。"
            "「橋は今夜閉鎖します。誰も渡らないでください」と市長は述べた。"
        )
        (quotation,) = analyse(document(text)).quotations
        assert quotation.text == "「橋は今夜閉鎖します。誰も渡らないでください」"

    def test_no_engine_is_loaded(self) -> None:
        code = "from reader.analysis import analyse; from tests.analysis_documents import document; "
        assert loaded(f"{code}analyse(document(*{GERMAN!r}))") == set()


def test_an_empty_document_has_no_findings() -> None:
    assert analyse(Document("", ())) == Analysis()


def test_a_mixed_quotation_knows_the_clause_that_it_stands_in() -> None:
    text = "Anna Berger said that the bridge was “a danger to all of us” and would be closed."
    (quotation,) = analysis(text).quotations
    assert (quotation.kind, quotation.text) == ("mixed", "“a danger to all of us”")
    assert quotation.clause
    assert text[slice(*quotation.clause)] == "the bridge was “a danger to all of us” and would be closed"


def test_code_is_not_read() -> None:
    assert analyse(Document(TEXT, (Block("code", 0, len(TEXT)),))) == Analysis()


@pytest.mark.parametrize("odd", ["a\ud800b", "\u202eRLO", "\x00", "…", "“", "   ", "a" * 25_000])
def test_odd_text_is_no_obstacle(odd: str) -> None:
    text = f"{odd} {TEXT}"
    found = analyse(Document(text, (Block("paragraph", 0, len(text)),)))
    assert found.quotations[-1].text.endswith("tonight,”")


@given(
    st.lists(
        st.sampled_from([TEXT, "“", "Oslo (O.S.)", "according to", ": “No", "said", "(", "— X"]), max_size=4
    )
)
def test_all_findings_point_at_their_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = analysis(text) if text else Analysis()
    spans = [m for entity in found.entities for m in entity.mentions]
    spans += [x for q in found.quotations for x in (q, q.speaker, q.cue) if x]  # type: ignore[misc]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_a_missing_model_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL", "no_such_model.onnx")
    model.model.cache_clear()
    with pytest.raises(EngineError, match="model is missing from this installation: install Reader again"):
        analyse(document(TEXT))


@pytest.mark.parametrize("name", sorted(p.stem for p in (Path(lexicon.__file__).parent).glob("*.txt")))
def test_no_list_says_a_thing_twice(name: str) -> None:
    items = lexicon.items(name)
    keys = [item.partition(":")[0] if ":" in item else item for item in items]
    assert items
    assert sorted(keys) == sorted(set(keys))


class TestCache:
    FOUND = Analysis((Entity("Oslo", "place", (Mention(0, 4, "Oslo"),)),))

    def test_gives_back_what_was_put(self, tmp_path: Path) -> None:
        cache = AnalysisCache(tmp_path / "deep" / "cache")
        cache.put(document("Oslo"), self.FOUND)
        assert cache.get(document("Oslo")) == self.FOUND

    def test_has_nothing_for_another_text(self, tmp_path: Path) -> None:
        cache = AnalysisCache(tmp_path)
        cache.put(document("Oslo"), self.FOUND)
        assert cache.get(document("Lagos")) is None

    def test_keeps_one_private_file_named_by_text_and_engine(self, tmp_path: Path) -> None:
        AnalysisCache(tmp_path).put(document("Oslo"), self.FOUND)
        (file,) = tmp_path.iterdir()
        assert document("Oslo").sha256 in file.name
        assert ENGINE_VERSION in file.name
        assert file.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize(
        "damage",
        [
            b"",
            b"no gzip",
            gzip.compress(b"no json"),
            gzip.compress(b"[]"),
            gzip.compress(b'{"entities": [1]}'),
        ],
    )
    def test_ignores_a_damaged_file(self, tmp_path: Path, damage: bytes) -> None:
        cache = AnalysisCache(tmp_path)
        cache.put(document("Oslo"), self.FOUND)
        (file,) = tmp_path.iterdir()
        file.write_bytes(damage)
        assert cache.get(document("Oslo")) is None
