from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.opening import OpenError
from reader.opening.addresses import fragment, is_address, is_local, is_public, normal, numbers, shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=C#d", "https://example.org/A?b=C"),
        ("  http://example.org:80/a\n", "http://example.org/a"),
        ("http://example.org:8080/?utm_source=x", "http://example.org:8080/?utm_source=x"),
        ("https://example.org/two words/é?q=ß", "https://example.org/two%20words/%C3%A9?q=%C3%9F"),
        ("https://example.org/a%20b%2Fc?d=%26", "https://example.org/a%20b%2Fc?d=%26"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://127.0.0.1/a", "http://127.0.0.1/a"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normal(typed) == kept
    assert normal(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ftp://example.org/a", "http:// and https:// only"),
        ("file:///etc/passwd", "http:// and https:// only"),
        ("javascript:alert(1)", "http:// and https:// only"),
        ("https://user:secret@example.org/", "name or password"),
        ("https://example.org@evil.example/", "name or password"),
        ("https:///a", "names no host"),
        ("https://exa mple.org/", "no valid name of a host"),
        ("https://exam\x1bple.org/", "no valid name of a host"),
        ("https://exa\u202emple.org/", "no valid name of a host"),
        ("http://[::1/", "no address"),
        ("http://[nothing]/", "no address"),
        ("http://example.org:port/", "no address"),
        ("http://example.org:99999/", "no address"),
    ],
)
def test_what_is_no_address_of_a_page_is_one_sentence(typed: str, why: str) -> None:
    with pytest.raises(OpenError, match=why) as error:
        normal(typed)
    assert "secret" not in str(error.value)
    assert str(error.value).isprintable()
    assert str(error.value).endswith(".")


@given(st.text(max_size=30), st.sampled_from(["", "http://", "https://a.example/", "https://a.example?"]))
def test_any_text_has_one_form_or_is_refused(text: str, start: str) -> None:
    try:
        address = normal(start + text)
    except OpenError:
        return
    assert normal(address) == address
    assert address.isascii()
    assert address.isprintable()
    assert " " not in address


def test_an_address_is_told_from_a_path() -> None:
    assert all(map(is_address, ("http://a", "HTTPS://a", "ftp://a", " https://a")))
    assert not any(map(is_address, ("a.txt", "/a://b", "C:/a", "./http://a", "-", "", "1f3a77c0")))


def test_the_place_in_a_page_is_unescaped() -> None:
    assert fragment("https://example.org/a#caf%C3%A9") == "café"
    assert fragment("https://example.org/a#") == fragment("https://example.org/a") == ""
    assert fragment("http://[::1/#a") == ""


def test_sentences_show_no_password_and_no_endless_address() -> None:
    assert shown("https://user:secret@example.org/a@b") == "https://…@example.org/a@b"
    assert len(shown(f"https://example.org/{'a' * 5_000}")) < 120
    assert "\x1b" not in shown("https://example.org/\x1b[2J")


@pytest.mark.parametrize(
    "number",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_numbers_of_this_machine_its_network_and_of_nobody_are_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize(
    "number",
    ["1.1.1.1", "172.32.0.1", "193.0.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"],
)
def test_numbers_of_the_internet_are_public(number: str) -> None:
    assert is_public(ip_address(number))


@given(st.ip_addresses(v=4))
def test_a_number_within_a_number_is_judged_as_itself(inner: object) -> None:
    for around in (f"::ffff:{inner}", f"64:ff9b::{inner}"):
        assert is_public(ip_address(around)) == is_public(ip_address(str(inner)))


def test_numbers_come_once_and_without_their_zone() -> None:
    assert list(map(str, numbers(["fe80::1%eth0", "127.0.0.1", "127.0.0.1"]))) == ["fe80::1", "127.0.0.1"]


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("printer", True),
        ("nas.local", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("192.168.1.2", True),
        ("93.184.216.34", False),
        ("example.org", False),
        ("local.example.org", False),
    ],
)
def test_a_name_tells_whether_a_host_can_only_be_of_ones_own_network(host: str, local: bool) -> None:
    assert is_local(host) == local
