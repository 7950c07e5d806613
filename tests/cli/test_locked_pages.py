"""An encrypted PDF at an address: its password is asked for as that of a file is."""

from collections.abc import Iterator

import pytest

pytest.importorskip("pypdfium2")

from reader.cli import streams
from tests.cli.commands import Run
from tests.pdf_documents import lines
from tests.pdf_writer import Book, pages, written
from tests.site import Site, page, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    book = Book(pages(lines("It froze.")), password="sesame")
    with serving() as site:
        site.answers["/locked.pdf"] = page(written(book), "application/pdf")
        yield site


def typing(*passwords: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let these be typed one after the other; what is said before each."""
    typed, said = iter(passwords), []

    def password(why: str) -> str:
        said.append(why)
        return next(typed)

    monkeypatch.setattr(streams, "_password", password)
    return said


def test_the_password_is_asked_for_and_the_page_fetched_once(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typing("guess", "sesame", monkeypatch=monkeypatch)
    assert run("text", site.at("/locked.pdf")) == (0, "It froze.\n", "")
    assert [why.rpartition(": ")[2] for why in said] == [
        "it is encrypted and asks for its password.",
        "its password is another one.",
    ]
    assert len(site.asked) == 1


def test_without_a_password_the_way_to_give_one_is_named(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing("", monkeypatch=monkeypatch)
    code, output, errors = run("text", site.at("/locked.pdf"))
    assert (code, output) == (1, "")
    assert errors.endswith("asks for its password. Give the password in READER_PASSWORD.\n")


def test_the_password_is_asked_for_a_few_times_at_most(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = typing("1", "2", "3", "sesame", monkeypatch=monkeypatch)
    code, _, errors = run("text", site.at("/locked.pdf"))
    assert (code, len(said)) == (1, 3)
    assert errors.endswith("its password is another one.\n")
