from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config import Folders
from reader.document import Block, Document
from reader.glimpse import left_at
from reader.library import Library

TEXT = "One two three.\n\nFour five six."
DOCUMENT = Document(TEXT, (Block("paragraph", 0, 14), Block("paragraph", 16, 30)), source="/nowhere/a.txt")


@pytest.fixture
def left(folders: Folders) -> Folders:
    library = Library(folders)
    library.remember(library.enter(DOCUMENT).id, 16)
    return folders


def test_the_place_is_known_by_the_text_or_by_the_source(left: Folders) -> None:
    assert left_at(left.data, DOCUMENT) == 16
    assert left_at(left.data, replace(DOCUMENT, source="/moved/b.txt")) == 16


def test_it_is_not_guessed_for_another_text(left: Folders) -> None:
    edited = replace(DOCUMENT, text=TEXT + " Seven.", blocks=())
    assert left_at(left.data, edited) == 0


def test_nothing_is_known_at_first(folders: Folders) -> None:
    assert left_at(folders.data, DOCUMENT) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.binary(max_size=40) | st.sampled_from([b"[]", b'{"document": {"1": {"position": 5}}}', b"{}"]))
def test_damage_is_as_nothing(left: Folders, content: bytes) -> None:
    for path in (left.data / "documents").glob("*.json"):
        path.write_bytes(content)
    assert left_at(left.data, DOCUMENT) == 0


def test_a_place_beyond_the_text_is_none(left: Folders) -> None:
    path: Path
    (path,) = (left.data / "documents").glob("*.json")
    path.write_text(path.read_text().replace('"position":16', '"position":99999'))
    assert left_at(left.data, DOCUMENT) == 0
