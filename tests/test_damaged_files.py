"""Whatever happened to a file, it opens or is refused with one clear sentence."""

from __future__ import annotations

import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.opening import ParseError
from reader.opening.decoding import decode
from reader.opening.formats import FORMATS
from tests.books import zipped
from tests.pdf_documents import HARBOUR
from tests.samples import NAMES, SAMPLES, assert_harmless, result, text_of


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_another_format_changes_nothing(name: str) -> None:
    whole = text_of(SAMPLES[name], name)
    others = {"ice", *NAMES} - {name}
    if name in ("ice.txt", "ice.md"):  # both are plain texts, and go by their names
        others = {"ice.html", "ice.epub", "ice.docx", "ice.pdf"}
    for other in sorted(others):
        found = text_of(SAMPLES[name], other)
        if name == "ice.md":
            assert HARBOUR in found
        else:
            assert found == whole


@pytest.mark.parametrize("name", NAMES)
def test_what_is_cut_off_opens_or_is_refused(name: str) -> None:
    data = SAMPLES[name]
    for part in (0, 1, 3, 6, 9):
        result(data[: len(data) * part // 10], name)
    result(data[len(data) // 3 :], name)
    result(data[: len(data) // 2] + bytes(len(data) // 2), name)
    result(Random(1).randbytes(5000), name)


def test_a_text_that_is_cut_off_keeps_what_there_is() -> None:
    for name in ("ice.txt", "ice.md", "ice.html"):
        data = SAMPLES[name]
        assert HARBOUR[:100] in text_of(data[: data.index(HARBOUR.encode()) + 120], name)


# Any change

_PIECES = st.sampled_from(
    [
        *b'< > </ & &#27; \0 \x1b[31m \xed\xa0\x80 \xff ]]> <!-- " <table> <ul><li> <pre> <svg>'.split(),
        *b"<template> ``` [^1] | # endobj /Kids << -1 99999999999 PK\x01\x02 href= id=".split(),
        *(b"\n", b"\t", b"- ", b"> ", b" 0 R"),
    ]
)
_CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from((0, 0, 1, 2, 8, 64, 500)),
        st.one_of(_PIECES, st.binary(max_size=6), st.floats(0, 1, exclude_max=True)),
    ),
    min_size=1,
    max_size=10,
)
"""Where in a file, how many bytes go, and what comes in: a piece, or what stands elsewhere in it."""


def _changed(data: bytes, changes: list[tuple[float, int, bytes | float]]) -> bytes:
    for place, gone, new in changes:
        at = int(place * len(data))
        piece = new if isinstance(new, bytes) else data[int(new * len(data)) :][:200]
        data = data[:at] + piece + data[at + gone :]
    return data


def _parts_changed(name: str, changes: list[tuple[float, int, bytes | float]]) -> bytes:
    """The sample with a change in one of its parts, where it is an archive, so that it still opens."""
    with zipfile.ZipFile(BytesIO(SAMPLES[name])) as whole:
        files: dict[str, str | bytes] = {each: whole.read(each) for each in whole.namelist()}
        part = sorted(files)[int(changes[0][0] * len(files))]
        return zipped(files | {part: _changed(whole.read(part), changes[1:])})


def _survive(name: str, data: bytes) -> None:
    """Parse in this process: no other exception than those that are told of in sentences."""
    suffix = Path(name).suffix
    chosen = next(known for known in FORMATS if suffix in known.suffixes)
    module, _, function = chosen.parser.partition(":")
    expected = (ParseError, RecursionError) if chosen.confined else ParseError
    try:
        document = getattr(import_module(module), function)(data if chosen.confined else decode(data), "Ice")
    except expected:
        return
    assert_harmless(document)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(changes=_CHANGES, inside=st.booleans())
def test_any_change_is_survived(
    name: str, changes: list[tuple[float, int, bytes | float]], inside: bool
) -> None:
    archive = name in ("ice.epub", "ice.docx")
    _survive(name, _parts_changed(name, changes) if archive and inside else _changed(SAMPLES[name], changes))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5_000)
@given(changes=_CHANGES, inside=st.booleans())
def test_a_great_many_changes_are_survived(
    name: str, changes: list[tuple[float, int, bytes | float]], inside: bool
) -> None:
    archive = name in ("ice.epub", "ice.docx")
    _survive(name, _parts_changed(name, changes) if archive and inside else _changed(SAMPLES[name], changes))
