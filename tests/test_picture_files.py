"""Where the pictures of a document are: with it, in its folder, on the web; and fetching these."""

import base64
import gzip
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader import __version__
from reader.config import Folders
from reader.document import Block, Document, Mark
from reader.library import Library
from reader.opening import open_bytes, open_source
from reader.opening.fetching import Limits, Network
from reader.opening.picture_cache import PictureCache
from reader.opening.picture_fetching import Allowance, fetch_pictures
from reader.opening.pictures import NoPictureError, PictureFiles
from tests.books import epub
from tests.site import Answer, Site, moved, page, raw, serving
from tests.test_pictures import picture

PNG = picture()
NAMES = {"public.test": ["127.0.0.2"], "inner.test": ["127.0.0.1"], "localhost": ["127.0.0.1"]}
INTERNET = Network(lambda host: NAMES.get(host) or [host], lambda ip: str(ip) == "127.0.0.2")
"""A network in which one number of this machine stands for the internet."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "cache" / "pictures")


def image(data: bytes = PNG, media_type: str = "image/png", **headers: Any) -> Answer:
    return page(data, media_type, **headers)


def showing(*targets: str, source: str = "", **more: bytes) -> Document:
    """A document that is nothing but pictures."""
    line = "[image]\n\n"
    starts = range(0, len(line) * len(targets), len(line))
    return Document(
        (line * len(targets)).strip(),
        tuple(Block("image", at, at + 7) for at in starts),
        tuple(Mark("image", at, at + 7, target) for at, target in zip(starts, targets, strict=True)),
        source=source,
        pictures=more,
    )


def problem(files: PictureFiles, start: int = 0) -> str:
    with pytest.raises(NoPictureError) as error:
        files.read(start)
    return str(error.value)


# Which pictures there are


def targets(document: Document, cache: PictureCache) -> list[str]:
    return list(PictureFiles(document, cache).targets.values())


MARKDOWN = (
    "![a](a.png)\n\n![b](b.png) ![c](c.png)\n\nText ![in](in.png) a line.\n\n"
    "- ![d](d.png)\n\n## ![h](h.png)\n"
)
HTML = (
    "<p><img src=a.png></p><p><a href=x><img src=b.png></a> <img src=c.png></p>"
    "<p>Text <img src=in.png> a line.</p><ul><li><img src=d.png></li></ul><h2><img src=h.png></h2>"
)


@pytest.mark.parametrize(("name", "data"), [("a.md", MARKDOWN), ("a.html", f"<!doctype html><body>{HTML}")])
def test_pictures_are_those_that_stand_alone(name: str, data: str, cache: PictureCache) -> None:
    document = open_bytes(data.encode(), source=f"/x/{name}", name=name)
    assert targets(document, cache) == ["a.png", "b.png", "c.png", "d.png"]
    assert "a line." in document.text


def test_pictures_of_a_book_that_stand_alone_came_with_it(cache: PictureCache) -> None:
    chapter = '<p><img src="a.png" alt="A"/></p><p>Text <img src="a.png" alt="in"/> a line.</p>'
    document = open_bytes(epub({"1.xhtml": chapter, "a.png": PNG}), source="/x/a.epub", name="a.epub")
    files = PictureFiles(document, cache)
    assert [files.read(start) for start in files.targets] == [PNG]
    assert files.unfetched() == []


def test_a_picture_may_be_written_into_its_address(cache: PictureCache) -> None:
    written = base64.b64encode(PNG).decode()
    document = showing(f"data:image/png;base64,{written}", "data:image/png;base64,abcde", "DATA:,%89")
    files = PictureFiles(document, cache)
    assert (files.read(0), files.read(18)) == (PNG, b"\x89")
    assert files.unfetched() == []
    assert problem(files, 9) == "damaged"


# Files in the document's folder


def test_pictures_lie_in_the_folder_of_the_document_or_below(tmp_path: Path, cache: PictureCache) -> None:
    folder = tmp_path / "book"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a b.png").write_bytes(PNG)
    (tmp_path / "outside.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "circle.png").symlink_to(folder / "circle.png")
    os.mkfifo(folder / "pipe.png")
    (folder / "large.png").write_bytes(PNG)
    os.truncate(folder / "large.png", 10_000_001)
    source = str(folder / "a.md")
    inside = ["deep/a%20b.png", "./deep/../deep/a b.png?v=1", f"file://{folder}/deep/a%20b.png"]
    files = PictureFiles(showing(*inside, source=source), cache)
    assert [files.read(start) for start in files.targets] == [PNG] * 3
    assert files.unfetched() == []
    for target, why in {
        "../outside.png": "outside of the document's folder",
        str(tmp_path / "outside.png"): "outside of the document's folder",
        "link.png": "outside of the document's folder",
        "circle.png": "missing",
        "pipe.png": "missing",
        "deep": "missing",
        "?": "missing",
        "gone.png": "missing",
        "a\0.png": "missing",
        "ftp://x.example/a.png": "missing",
        "large.png": "too large",
    }.items():
        assert problem(PictureFiles(showing(target, source=source), cache)) == why, target
    assert problem(PictureFiles(showing("deep/a b.png", source="stdin"), cache)) == "missing"


# Addresses


def test_pictures_of_a_page_are_known_by_their_addresses(cache: PictureCache) -> None:
    source = "https://a.example/b/page.html"
    wanted = [
        "c.png",
        "/c.png",
        "//d.example/c.png",
        "http://e.example/ü.png#x",
        "c.png",
        "ftp://x/y",
        "http://[",
    ]
    files = PictureFiles(showing(*wanted, source=source), cache)
    assert files.unfetched() == [
        "https://a.example/b/c.png",
        "https://a.example/c.png",
        "https://d.example/c.png",
        "http://e.example/%C3%BC.png",
    ]
    assert problem(files) == "not fetched"
    local = PictureFiles(
        showing("c.png", "https://e.example/c.png", "//d.example/c.png", source="/x/a.md"), cache
    )
    assert local.unfetched() == ["https://e.example/c.png", "https://d.example/c.png"]


# Fetching


def fetched(
    site: Site, answer: Answer, cache: PictureCache, allowance: Allowance | None = None
) -> tuple[bytes | None, str]:
    """What came of a picture, and what was said."""
    site.answers["/a.png"] = answer
    address = site.at("/a.png")
    missed = fetch_pictures([address], site.at("/"), cache, allowance=allowance)
    return cache.get(address), missed.get(address, "")


def test_pictures_are_fetched_into_the_cache_and_nothing_is_told_of_the_reader(
    site: Site, cache: PictureCache
) -> None:
    document = showing("a.png", "b.png", source=site.at("/page"))
    site.answers |= {"/a.png": image(), "/b.png": image(PNG[:20], "application/octet-stream")}
    files = PictureFiles(document, cache)
    begun: list[int] = []
    assert fetch_pictures(files.unfetched(), document.source, cache, progress=begun.append) == {}
    assert sorted(begun) == [1, 2]
    assert (files.read(0), files.read(9)) == (PNG, PNG[:20])
    assert files.unfetched() == []
    assert PictureFiles(document, cache).read(0) == PNG
    asked = site.asked[0]
    assert set(asked.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert asked.headers["User-Agent"] == f"Reader/{__version__}"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(b"", status=500), "server is in trouble (500)"),
        (page(b"", status=404), "does not exist (404)"),
        (page(b"<p>Buy!", "text/html"), "of a kind that Reader does not draw (text/html)"),
        (image(b"<svg/>", "image/svg+xml"), "of a kind that Reader does not draw (image/svg+xml)"),
        (image(b"x", Content_Length="99999999"), "larger than the 9.54 MB"),
        (image(gzip.compress(bytes(11_000_000)), Content_Encoding="gzip"), "larger than the 9.54 MB"),
        (moved("/a.png"), "led elsewhere more than 5 times"),
        (moved("file:///etc/passwd"), "http:// and https:// only"),
        (raw(b"nonsense\r\n\r\n"), "cannot be had"),
    ],
)
def test_what_is_no_picture_does_not_come(
    site: Site, cache: PictureCache, answer: Answer, words: str
) -> None:
    data, why = fetched(site, answer, cache)
    assert data is None
    assert words in why
    assert why.endswith(".")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"


def test_a_drip_ends(site: Site, cache: PictureCache) -> None:
    drip = raw(HEAD, *[b"x"] * 1000, every=0.05)
    began = time.monotonic()
    for allowance in (Allowance(each=Limits(seconds=0.3)), Allowance(seconds=0.3)):
        data, why = fetched(site, drip, cache, allowance)
        assert data is None
        assert "took more than 0.3 seconds" in why or "took more than 0.2" in why
    assert time.monotonic() - began < 3


def test_all_pictures_together_have_limits(
    site: Site, cache: PictureCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.opening.picture_fetching.AT_ONCE", 1)  # else chance decides which two come
    for number in range(4):
        site.answers[f"/{number}"] = image(bytes(1000))
        site.answers[f"/packed{number}"] = image(gzip.compress(bytes(9000)), Content_Encoding="gzip")
    addresses = [site.at(f"/{number}") for number in range(4)]
    missed = fetch_pictures(addresses, site.at("/"), cache, allowance=Allowance(pictures=2))
    assert len(missed) == 2
    assert all("no more than 2 pictures" in why for why in missed.values())
    cache = PictureCache(tmp_path / "other")
    missed = fetch_pictures(addresses, site.at("/"), cache, allowance=Allowance(size=2500))
    assert sum(cache.holds(address) for address in addresses) == 2
    assert all("the pictures of a page may take" in why for why in missed.values())
    packed = [site.at(f"/packed{number}") for number in range(4)]
    fetch_pictures(packed, site.at("/"), cache, allowance=Allowance(size=20_000))
    assert sum(cache.holds(address) for address in packed) == 2
    assert fetch_pictures(addresses, site.at("/"), cache, allowance=Allowance(seconds=-1)).keys() == set(
        addresses
    )


def test_fetching_can_be_given_up(site: Site, cache: PictureCache) -> None:
    cancel, end = threading.Event(), threading.Event()
    site.answers |= {"/fast": image(), "/slow": raw(HEAD, b"x", every=0.01, until=end)}
    addresses = [site.at("/fast"), *[site.at("/slow")] * 20]
    threading.Timer(0.4, cancel.set).start()
    began = time.monotonic()
    missed = fetch_pictures(addresses, site.at("/"), cache, cancel=cancel)
    end.set()
    assert time.monotonic() - began < 2
    assert list(missed) == [site.at("/slow")]
    assert cache.get(site.at("/fast")) == PNG


def test_a_public_page_fetches_nothing_from_this_machine(site: Site, cache: PictureCache) -> None:
    site.answers |= {
        "/a.png": image(),
        "/moved": moved(site.at("/a.png", "inner.test")),
        "/numbered": moved(site.at("/a.png", "127.0.0.1")),
    }
    good = site.at("/a.png", "public.test")
    bad = [
        site.at("/moved", "public.test"),
        site.at("/numbered", "public.test"),
        site.at("/a.png", "inner.test"),
        site.at("/a.png", "127.0.0.1"),
        site.at("/a.png", "localhost"),
    ]
    for origin in (site.at("/", "public.test"), "/x/local.html"):
        missed = fetch_pictures([good, *bad], origin, cache, network=INTERNET)
        assert list(missed) == bad
        assert all("on this machine or its network" in why for why in missed.values())
    assert {asked.number for asked in site.asked} == {"127.0.0.2"}


def test_a_local_page_may_show_the_pictures_beside_it(site: Site, cache: PictureCache) -> None:
    site.answers["/a.png"] = image()
    nothing_public = Network(is_public=lambda _ip: False)
    beside, elsewhere = site.at("/a.png"), site.at("/a.png", "127.0.0.3")
    missed = fetch_pictures([beside, elsewhere], site.at("/page"), cache, network=nothing_public)
    assert list(missed) == [elsewhere]


# The cache


def test_the_cache_lets_go_of_what_was_not_looked_at_for_longest(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures", most=2500)
    for age, name in enumerate("abc"):
        cache.put(name, name.encode() * 1000)
        for file in (tmp_path / "pictures").iterdir():
            if file.read_bytes() == name.encode() * 1000:
                os.utime(file, (age + 1, age + 1))
    assert cache.get("a") == b"a" * 1000  # now it is the newest
    cache.sweep()
    assert [name for name in "abc" if cache.holds(name)] == ["a", "c"]
    assert (tmp_path / "pictures").stat().st_mode & 0o777 == 0o700


def test_a_cache_that_cannot_be_written_is_told_of(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = PictureCache(tmp_path / "file" / "pictures")
    _, why = fetched(site, image(), cache)
    assert "cannot be kept" in why


def test_what_was_fetched_is_there_when_the_document_is_read_again(
    site: Site, cache: PictureCache, folders: Folders, tmp_path: Path
) -> None:
    site.answers |= {"/a": page(b"# A\n\n![map](map.png)\n"), "/map.png": image()}
    document = open_source(site.at("/a"))
    assert [asked.line for asked in site.asked] == ["GET /a HTTP/1.1"]
    fetch_pictures(PictureFiles(document, cache).unfetched(), document.source, cache)
    library = Library(folders)
    kept = library.document(library.enter(document).id)
    assert kept
    files = PictureFiles(kept, cache)
    assert [files.read(start) for start in files.targets] == [PNG]
    assert PictureFiles(kept, PictureCache(tmp_path / "none")).unfetched() == [site.at("/map.png")]
