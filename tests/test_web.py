import contextlib
import errno
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.document import Anchor, Document, Visit
from reader.opening import OpenError, Options
from reader.opening.addresses import IP
from reader.opening.fetching import Limits, Network
from reader.opening.unpacking import TooLargeError, Unpacker, UnpackError
from reader.opening.web import CancelledError, open_url, place_of
from tests.site import Answer, Server, Site, moved, page, raw, serving

PAGE = b"# A bridge at last\n\nThe mayor said the bridge would open in spring.\n"
TEXT = "A bridge at last\n\nThe mayor said the bridge would open in spring."
QUICK = Limits(seconds=0.3)
NAMES = MappingProxyType(
    {
        "public.test": ["127.0.0.2"],
        "other.test": ["127.0.0.3"],
        "inner.test": ["127.0.0.1"],
        "both.test": ["127.0.0.1", "127.0.0.2"],
    }
)


def _look_up(host: str) -> list[str]:
    return list(NAMES.get(host) or [host])


def _is_public(ip: IP) -> bool:
    return str(ip) in ("127.0.0.2", "127.0.0.3")


INTERNET = Network(_look_up, _is_public)
"""A network in which two numbers of this machine stand for the internet."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def refused(site: Site, answer: Answer, limits: Limits | None = None) -> str:
    """The sentence with which an answer is refused."""
    site.answers["/a"] = answer
    with pytest.raises(OpenError) as error:
        open_url(site.at("/a"), limits=limits)
    sentence = str(error.value)
    assert site.at("/a") in sentence
    assert sentence.endswith(".")
    return sentence


# What is asked, and what comes of it


def test_a_page_is_a_document(site: Site) -> None:
    site.answers["/a?b=c"] = page(PAGE, ETag='"1"', Last_Modified="Thu, 26 Nov 2026 07:00:00 GMT")
    document = open_url(site.at("/a?b=c#d"))
    assert document.text == TEXT
    assert document.title == "A bridge at last"
    assert document.source == site.at("/a?b=c")
    assert document.visit is not None
    assert (document.visit.asked, document.visit.etag) == (site.at("/a?b=c"), '"1"')
    assert document.visit.modified == "Thu, 26 Nov 2026 07:00:00 GMT"
    assert document.visit.fetched.startswith("20")
    assert document.visit.fetched.endswith("Z")


def test_a_request_says_who_asks_and_nothing_else(site: Site) -> None:
    site.answers["/a"] = page(PAGE)
    open_url(site.at("/a"))
    (asked,) = site.asked
    assert asked.line == "GET /a HTTP/1.1"
    assert asked.headers["User-Agent"] == f"Reader/{__version__}"
    assert asked.headers["Host"] == f"localhost:{site.port}"
    assert asked.headers["Accept-Encoding"] == "gzip, deflate"
    assert set(asked.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_page_without_a_title_has_that_of_its_address(site: Site) -> None:
    for path, title in (("/news/the-long_war.txt", "The long war"), ("/a%20b", "A b"), ("/", "Localhost")):
        site.answers[path] = page(b"Only words.", "text/plain")
        assert open_url(site.at(path)).title == title


def test_the_server_names_the_encoding(site: Site) -> None:
    site.answers["/a"] = page("Zażółć gęślą jaźń.".encode("iso-8859-2"), "text/plain; charset=ISO-8859-2")
    assert open_url(site.at("/a")).text == "Zażółć gęślą jaźń."


def test_the_format_can_be_said(site: Site) -> None:
    site.answers["/a"] = page(b"# Not a heading")
    assert open_url(site.at("/a"), options=Options(format="text")).text == "# Not a heading"


def test_nothing_is_sent_again_that_has_not_changed(site: Site) -> None:
    site.answers["/a"] = page(PAGE, ETag='"1"', Last_Modified="Thu, 26 Nov 2026 07:00:00 GMT")
    held = open_url(site.at("/a"))
    site.answers["/a"] = page(b"", status=304)
    again = open_url(site.at("/a"), held=held)
    assert site.asked[-1].headers["If-None-Match"] == '"1"'
    assert site.asked[-1].headers["If-Modified-Since"] == "Thu, 26 Nov 2026 07:00:00 GMT"
    assert again == held
    assert again.visit is not None
    assert again.visit.etag == '"1"'
    site.answers["/a"] = page(b"Something else.", ETag='"2"')
    changed = open_url(site.at("/a"), held=again)
    assert changed.text == "Something else."
    assert changed.visit is not None
    assert changed.visit.etag == '"2"'


def test_a_name_for_a_version_that_no_header_can_hold_is_not_sent(site: Site) -> None:
    site.answers["/a"] = raw(b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nContent-Type: text/plain\r\n\r\n', PAGE)
    held = open_url(site.at("/a"))
    assert open_url(site.at("/a"), held=held).text == held.text
    assert "If-None-Match" not in site.asked[-1].headers


def test_another_address_is_not_asked_whether_it_is_the_page_that_is_held(site: Site) -> None:
    site.answers |= {"/a": page(PAGE, ETag='"1"'), "/b": page(b"Another page.")}
    held = open_url(site.at("/a"))
    assert open_url(site.at("/b"), held=held).text == "Another page."
    assert "If-None-Match" not in site.asked[-1].headers


def test_not_modified_is_no_page_where_nothing_is_held(site: Site) -> None:
    assert "304" in refused(site, page(b"", status=304))


def test_the_part_after_the_hash_is_a_place_in_the_page() -> None:
    document = Document("One. Two.", (), anchors=(Anchor("one", 0), Anchor("zwölf", 5)))
    assert place_of(document, "https://example.org/#one") == 0
    assert place_of(document, "https://example.org/#zw%C3%B6lf") == 5
    for address in ("https://example.org/#three", "https://example.org/#", "https://example.org/"):
        assert place_of(document, address) is None


@pytest.mark.parametrize("count", [1, 5])
def test_redirects_are_followed(site: Site, count: int) -> None:
    for number in range(count):
        site.answers[f"/{number}"] = moved(
            f"{number + 1}", (301, 302, 303, 307, 308)[number], Set_Cookie="a=b"
        )
    site.answers[f"/{count}"] = page(PAGE)
    document = open_url(site.at("/0#top"))
    assert document.source == site.at(f"/{count}")
    assert document.visit is not None
    assert document.visit.asked == site.at("/0")
    assert not any("Cookie" in asked.headers for asked in site.asked)


def test_a_page_that_always_leads_elsewhere_is_refused(site: Site) -> None:
    assert "led elsewhere more than 5 times" in refused(site, moved("a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://localhost/a", "//a:b@localhost/", "http://[", "data:,a"]
)
def test_a_page_leads_only_to_pages(site: Site, to: str) -> None:
    assert "leads" in refused(site, moved(to))


# Where it may be


def test_a_typed_address_may_be_on_this_machine(site: Site) -> None:
    site.answers["/a"] = page(PAGE)
    assert open_url(site.at("/a", "inner.test"), network=INTERNET).text == TEXT
    assert open_url(site.at("/a", "127.0.0.1")).text == TEXT


def test_one_that_a_page_leads_to_may_not(site: Site) -> None:
    site.answers["/a"] = page(PAGE)
    assert open_url(site.at("/a", "public.test"), network=INTERNET, local=False).text == TEXT
    for host in ("inner.test", "127.0.0.1"):
        with pytest.raises(OpenError, match="on this machine or its network"):
            open_url(site.at("/a", host), network=INTERNET, local=False)
    assert len(site.asked) == 1


@pytest.mark.parametrize("host", ["inner.test", "127.0.0.1", "localhost"])
def test_a_public_page_never_leads_to_this_machine(site: Site, host: str) -> None:
    names = Network(lambda name: ["127.0.0.1"] if name == "localhost" else _look_up(name), _is_public)
    site.answers |= {"/a": moved(site.at("/b", host)), "/b": page(b"Secret.")}
    with pytest.raises(OpenError, match="on this machine or its network"):
        open_url(site.at("/a", "public.test"), network=names)
    assert [asked.line for asked in site.asked] == ["GET /a HTTP/1.1"]


def test_a_public_page_leads_to_a_public_one(site: Site) -> None:
    site.answers |= {"/a": moved(site.at("/b", "other.test")), "/b": page(PAGE)}
    assert open_url(site.at("/a", "public.test"), network=INTERNET).source == site.at("/b", "other.test")
    assert [asked.number for asked in site.asked] == ["127.0.0.2", "127.0.0.3"]


def test_a_page_of_this_machine_leads_to_its_own_host_alone(site: Site) -> None:
    site.answers |= {"/a": moved("/b"), "/b": page(PAGE), "/c": moved(site.at("/b", "127.0.0.1"))}
    assert open_url(site.at("/a", "inner.test"), network=INTERNET).text == TEXT
    with pytest.raises(OpenError, match="on this machine or its network"):
        open_url(site.at("/c", "inner.test"), network=INTERNET)


def test_a_way_through_a_public_page_does_not_lead_back(site: Site) -> None:
    site.answers |= {"/a": moved(site.at("/b", "public.test")), "/b": moved(site.at("/c", "inner.test"))}
    with pytest.raises(OpenError, match="on this machine or its network"):
        open_url(site.at("/a", "inner.test"), network=INTERNET)


def test_a_name_that_stands_for_both_leads_to_what_is_public(site: Site) -> None:
    site.answers |= {"/a": moved(site.at("/b", "both.test")), "/b": page(PAGE)}
    assert open_url(site.at("/a", "public.test"), network=INTERNET).text == TEXT
    assert site.asked[-1].number == "127.0.0.2"


def test_a_name_that_changes_its_number_meanwhile_gains_nothing(site: Site) -> None:
    answers = iter([["127.0.0.2"], ["127.0.0.1"]])
    rebinding = Network(lambda _host: next(answers), _is_public)
    site.answers |= {"/a": moved("/b"), "/b": page(b"Secret.")}
    with pytest.raises(OpenError, match="on this machine or its network"):
        open_url(site.at("/a", "public.test"), network=rebinding)
    assert [asked.number for asked in site.asked] == ["127.0.0.2"]  # the number that was looked at
    assert site.asked[0].headers["Host"] == f"public.test:{site.port}"


def test_the_next_number_is_tried_where_nobody_answers_at_one() -> None:
    def alone(server: Server) -> None:
        server.socket.close()
        server.socket = socket.create_server(("127.0.0.3", 0))
        server.site.port = server.socket.getsockname()[1]

    with serving(alone) as site:
        site.answers["/a"] = page(PAGE)
        numbers = Network(lambda _host: ["127.0.0.2", "127.0.0.3"], _is_public)
        assert open_url(site.at("/a", "public.test"), network=numbers).text == TEXT


# How long


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\nSlow ", b""])
def test_a_page_that_drips_is_given_up_in_time(site: Site, sent: bytes) -> None:
    site.answers["/a"] = raw(sent, *[b"a"] * 40, every=0.05)
    began = time.monotonic()
    assert "more than 0.3 seconds" in refused(site, site.answers["/a"], QUICK)
    assert time.monotonic() - began < 0.9


def test_redirects_count_against_the_same_time(site: Site) -> None:
    site.answers["/a"] = raw(
        b"HTTP/1.1 302 Found\r\nLocation: /a\r\nConnection: close\r\n", b"\r\n", every=0.12
    )
    began = time.monotonic()
    assert "more than 0.3 seconds" in refused(site, site.answers["/a"], QUICK)
    assert time.monotonic() - began < 0.9


def test_a_name_that_is_not_looked_up_in_time_is_given_up() -> None:
    done = threading.Event()
    slow = Network(lambda _host: [str(done.wait(3))])
    began = time.monotonic()
    with pytest.raises(OpenError, match=r"more than 0\.3 seconds"):
        open_url("http://example.org/", limits=QUICK, network=slow)
    assert time.monotonic() - began < 0.9
    done.set()


def test_who_does_not_shake_hands_is_given_up() -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(OpenError, match="does not answer"):
        open_url(f"https://127.0.0.1:{silent.getsockname()[1]}/", limits=Limits(connecting=0.3))
    assert time.monotonic() - began < 0.9


def test_fetching_can_be_cancelled(site: Site) -> None:
    cancel = threading.Event()
    site.answers["/a"] = raw(b"HTTP/1.1 200 OK\r\n\r\nSlow ", *[b"a"] * 100, every=0.05)
    threading.Timer(0.2, cancel.set).start()
    began = time.monotonic()
    with pytest.raises(CancelledError, match="was cancelled"):
        open_url(site.at("/a"), cancel=cancel)
    assert time.monotonic() - began < 0.9


def test_progress_is_told(site: Site) -> None:
    told: list[tuple[int, int | None]] = []

    def last() -> tuple[int, int | None]:
        return told[-1]

    content = b"Word " * 50_000
    site.answers["/a"] = page(content, "text/plain")
    open_url(site.at("/a"), progress=lambda so_far, total: told.append((so_far, total)))
    assert [so_far for so_far, _ in told] == sorted(so_far for so_far, _ in told)
    assert last() == (250_000, 250_000)
    assert len(told) > 1
    site.answers["/a"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n", PAGE
    )
    open_url(site.at("/a"), progress=lambda so_far, total: told.append((so_far, total)))
    assert last() == (len(PAGE), None)


# How much


def test_a_page_that_says_that_it_is_too_large_is_not_received(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    waiting = threading.Event()
    assert "larger than the 20 MB" in refused(site, raw(head, until=waiting))
    waiting.set()


def test_a_page_without_end_is_not_received(site: Site) -> None:
    endless = raw(b"HTTP/1.1 200 OK\r\n\r\n", *[bytes(64 * 1024)] * 64)
    assert "larger than the 1 MB" in refused(site, endless, Limits(received=2**20))


def test_headers_without_end_are_not_received(site: Site) -> None:
    assert "broke off" in refused(
        site, raw(b"HTTP/1.1 200 OK\r\n", *[b"X-Long: " + b"a" * 8_000 + b"\r\n"] * 99)
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_page_that_unpacks_into_too_much_is_not_unpacked(site: Site, coding: str) -> None:
    bomb = gzip.compress(bytes(2**24)) if coding == "gzip" else zlib.compress(bytes(2**24))
    assert len(bomb) < 20_000
    sentence = refused(site, page(bomb, Content_Encoding=coding), Limits(unpacked=2**20))
    assert "larger than the 1 MB" in sentence


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "identity", ""])
def test_packed_pages_are_unpacked(site: Site, coding: str) -> None:
    content = (
        gzip.compress(PAGE) if "gzip" in coding else zlib.compress(PAGE) if coding == "deflate" else PAGE
    )
    site.answers["/a"] = page(content, Content_Encoding=coding)
    assert open_url(site.at("/a")).text == TEXT


def test_a_page_packed_in_an_unknown_way_is_refused(site: Site) -> None:
    for coding in ("br", "gzip, br", "gzip, gzip", "nonsense\tcoding"):
        assert "packed in a way" in refused(site, page(PAGE, Content_Encoding=coding))


def test_a_page_that_breaks_off_is_refused(site: Site) -> None:
    packed = gzip.compress(PAGE)
    assert "broke off" in refused(site, page(packed[:-12], Content_Encoding="gzip"))
    assert "damaged" in refused(site, page(b"\x1f\x8b" + PAGE, Content_Encoding="gzip"))
    assert "broke off" in refused(site, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", PAGE))
    assert "broke off" in refused(site, raw())
    assert "broke off" in refused(site, raw(b"SSH-2.0-nonsense\r\n"))


def _unpacked(coding: str, pieces: list[bytes], largest: int = 2**20) -> bytes:
    unpacker = Unpacker(coding, largest)
    content = b"".join(map(unpacker.feed, pieces))
    unpacker.finish()
    return content


def _raw_deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(), st.sampled_from(["gzip", "gzip, ", "deflate", "raw", "two", ""]), st.integers(1, 9))
def test_content_is_unpacked_however_it_is_cut(content: bytes, how: str, step: int) -> None:
    half = len(content) // 2
    packed, coding = {
        "deflate": (zlib.compress(content), "deflate"),
        "raw": (_raw_deflated(content), "deflate"),
        "two": (gzip.compress(content[:half]) + gzip.compress(content[half:]), "gzip"),
        "": (content, ""),
    }.get(how, (gzip.compress(content), how))
    pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
    assert _unpacked(coding, pieces) == content
    assert _unpacked(coding, pieces, len(content)) == content
    if content:
        with pytest.raises(TooLargeError):
            _unpacked(coding, pieces, len(content) - 1)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, _raw_deflated])
def test_content_that_packs_well_is_unpacked_to_its_end(pack: Callable[[bytes], bytes]) -> None:
    coding = "gzip" if pack is gzip.compress else "deflate"
    for size in range(2**20 - 1, 2**20 + 300, 60):
        content = bytes(size)
        assert _unpacked(coding, [pack(content)], 2**21) == content


@given(st.binary(), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, coding: str) -> None:
    with contextlib.suppress(UnpackError):
        _unpacked(coding, [data], 100)


HEADERS = st.sampled_from(
    [
        "Location",
        "Content-Type",
        "Content-Length",
        "Content-Encoding",
        "Transfer-Encoding",
        "ETag",
        "Retry-After",
    ]
)


@pytest.fixture(scope="module")
def any_site() -> Iterator[Site]:
    with serving() as site:
        yield site


@given(
    st.sampled_from([200, 200, 200, 302, 304, 503, 999]),
    st.lists(
        st.tuples(HEADERS, st.binary(max_size=12) | st.text("gzip, text/htmldefachunk;:/1%#?@[]")), max_size=3
    ),
    st.binary(max_size=40),
)
def test_whatever_a_server_says_is_a_document_or_one_sentence(
    any_site: Site, status: int, headers: list[tuple[str, bytes | str]], content: bytes
) -> None:
    lines = [
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
        for name, value in headers
    ]
    any_site.answers["/a"] = raw(b"\r\n".join([f"HTTP/1.1 {status} OK".encode(), *lines, b"", content]))
    held = Document("Held.", (), source=any_site.at("/a"), visit=Visit("", "", '"1"'))
    sentence = ""
    try:
        document = open_url(any_site.at("/a"), held=held, options=Options(format="text"))
    except OpenError as error:
        sentence = str(error)
    assert sentence.isprintable()
    assert sentence.endswith(".") if sentence else document.text


# What is no page


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (204, "nothing to read"),
        (401, "signing in"),
        (402, "paid for"),
        (403, "not given out to Reader"),
        (404, "does not exist"),
        (410, "gone for good"),
        (418, "not given out"),
        (429, "too many requests"),
        (451, "legal reasons"),
        (500, "in trouble"),
        (503, "in trouble"),
        (300, "nothing to read"),
    ],
)
def test_each_refusal_is_one_sentence(site: Site, status: int, says: str) -> None:
    sentence = refused(site, page(b"<p>Sorry", "text/html", status=status))
    assert says in sentence
    assert f"({status}" in sentence


def test_a_server_may_say_when_to_come_again(site: Site) -> None:
    assert "try again in 120 seconds" in refused(site, page(b"", status=429, Retry_After="120"))
    assert "try again later" in refused(site, page(b"", status=503, Retry_After="\x1b[2J"))


@pytest.mark.parametrize("media_type", ["video/mp4", "audio/ogg", "IMAGE/PNG; a=b", "font/woff2"])
def test_what_has_no_text_is_not_received(site: Site, media_type: str) -> None:
    answer = raw(f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode(), until=threading.Event())
    sentence = refused(site, answer, Limits(seconds=1))
    assert "there is no text in it" in sentence
    assert media_type.partition(";")[0].lower() in sentence


def test_an_empty_page_is_refused(site: Site) -> None:
    assert "empty" in refused(site, page(b""))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "there is no host example.org"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "Is there a network?"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "Is there a network?"),
        (OSError(errno.EIO, "Strange\x1berror"), "Strange"),
        (UnicodeError("label too long"), "no address: label too long"),
    ],
)
def test_where_there_is_no_network_that_is_said(error: Exception, says: str) -> None:
    def fail(_host: str) -> list[str]:
        raise error

    with pytest.raises(OpenError, match=says) as refusal:
        open_url("http://example.org/", network=Network(fail))
    assert str(refusal.value).isprintable()


def test_where_nothing_answers_that_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(OpenError, match="nothing answers at 127"):
        open_url(f"http://127.0.0.1:{port}/")


# Who answers


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    made, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", *curve, *name, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def test_a_server_must_prove_its_name(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    asked_for: list[str | None] = []

    def note(_socket: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        asked_for.append(name)

    context.sni_callback = note

    def secure(server: Server) -> None:
        server.socket = context.wrap_socket(server.socket, server_side=True)

    names = Network(lambda _host: ["127.0.0.1"])
    with serving(secure) as site:
        site.answers["/a"] = page(PAGE)
        address = f"https://localhost:{site.port}/a"
        with pytest.raises(OpenError, match="cannot prove to be localhost"):
            open_url(address)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert open_url(address, network=names).text == TEXT
        assert asked_for[-1] == "localhost"
        with pytest.raises(OpenError, match=r"cannot prove to be example\.org"):
            open_url(f"https://example.org:{site.port}/a", network=names)


def test_a_server_that_speaks_no_tls_is_told_of(site: Site) -> None:
    with pytest.raises(OpenError, match="no safe connection to localhost"):
        open_url(f"https://localhost:{site.port}/a")


def test_the_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"127.0.0.1:{site.port}")
    site.answers |= {"http://far.invalid/a": page(PAGE), "/a": page(b"Here.")}
    assert open_url("http://far.invalid/a").text == TEXT
    assert site.asked[-1].headers["Host"] == "far.invalid"
    assert open_url(site.at("/a")).text == "Here."
    site.answers["http://far.invalid/b"] = moved(site.at("/a", "127.0.0.1"))
    with pytest.raises(OpenError, match="on this machine or its network"):
        open_url("http://far.invalid/b")


# What the page is

SHELL = b"""<!doctype html><html lang="en"><head><title>An app</title><script src="app.js"></script></head>
<body><div id="root">%s</div></body></html>"""


def test_a_page_without_text_that_scripts_would_make_is_refused_with_that_reason(site: Site) -> None:
    assert "scripts" in refused(site, page(SHELL % b"", "text/html"))


def test_a_page_with_little_text_that_scripts_would_add_to_is_opened_and_told_of(site: Site) -> None:
    site.answers["/a"] = page(SHELL % b"<p>This page needs a program.</p>", "text/html; charset=utf-8")
    document = open_url(site.at("/a"))
    assert "This page needs a program." in document.text
    assert "scripts" in document.notices[-1]


def test_a_page_with_text_and_scripts_is_a_page(site: Site) -> None:
    sentences = b"The mayor said the bridge would open in spring. See <a href='../b#c'>the plan</a>. "
    content = b"<article><h1>A bridge</h1>%s</article>" % (b"<p>%s</p>" % (sentences * 5) * 9)
    site.answers["/news/a"] = page(SHELL % content, "text/html")
    document = open_url(site.at("/news/a"))
    assert document.text.startswith("A bridge\n\nThe mayor said")
    assert document.notices == ()
    assert {mark.target for mark in document.marks if mark.kind == "link"} == {site.at("/b#c")}
