"""Addresses of the web: how one is written, and to which machines one may lead."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from reader.opening import OpenError
from reader.sanitise import line

IP = IPv4Address | IPv6Address
"""The number of a machine."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_AS_IT_IS = "%:/?@!$&'()*+,;=[]|~"
"""What a path or a query may hold besides letters, digits and `_.-`: RFC 3986, and the brackets and
bars that many addresses hold although it forbids them."""
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
"""Addresses that hold one of IPv4 in their last 32 bits: RFC 6052, and RFC 4291 section 2.5.5.1."""
_LONGEST_SHOWN = 100


def is_address(source: str) -> bool:
    """Whether a source is an address (of any scheme), not a path."""
    return bool(_SCHEME.match(source.strip()))


def normal(address: str) -> str:
    """An address as it is kept: without a fragment, scheme and host in small letters, nothing unescaped.

    Args:
        address: What was typed, or what a page leads to.

    Raises:
        OpenError: It is none that Reader opens.
    """
    label = shown(address)
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise OpenError(f"{label} is no address: {line(str(error))}.") from error
    if parts.scheme not in _PORTS:
        raise OpenError(f"{label} is no address of a web page: Reader opens http:// and https:// only.")
    if parts.username is not None or parts.password is not None:
        raise OpenError(
            f"{label} has a user's name or password in it, which Reader never sends: "
            "leave out all before the @."
        )
    if not parts.hostname:
        raise OpenError(f"{label} names no host: check the address.")
    host = _host(parts.hostname, label)
    place = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        place += f":{port}"
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    return urlunsplit((parts.scheme, place, path, quote(parts.query, safe=_AS_IT_IS), ""))


def fragment(address: str) -> str:
    """The name of the place in a page that an address leads to; empty where it leads to the page itself."""
    try:
        return unquote(urlsplit(address.strip()).fragment)
    except ValueError:
        return ""


def shown(address: str) -> str:
    """An address as sentences have it: cleaned, without a password, shortened where it is very long."""
    text = re.sub(r"(?<=//)[^/?#]*@", "…@", line(address))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def is_public(ip: IP) -> bool:
    """Whether a machine's number belongs to the internet at large.

    It does not where it is private, loopback, link-local, multicast, reserved or
    unspecified by IANA's registries, nor where it holds an IPv4 number that is.
    """
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _TRANSLATED):
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if ip.teredo or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_local(host: str) -> bool:
    """Whether a host's name can only mean a machine of one's own network, whatever a name server says."""
    try:
        return not is_public(ip_address(host.strip("[]")))
    except ValueError:
        return "." not in host or host.lower().endswith((".localhost", ".local", ".home.arpa", ".internal"))


def is_at_home(origin: str, address: str) -> bool:
    """Whether an address is on the very machine of one's own network that what leads to it came from."""
    here, there = urlsplit(origin).hostname, urlsplit(address).hostname
    return here == there and is_local(there or ".")


def numbers(found: list[str]) -> list[IP]:
    """The numbers of machines that a name stands for, each once, without the zones of IPv6."""
    return [ip_address(each) for each in dict.fromkeys(each.partition("%")[0] for each in found)]


def _host(name: str, label: str) -> str:
    """A host's name in the letters that name servers know: IDNA."""
    if name.isascii():
        host = name
    else:
        import idna

        try:
            host = idna.encode(name, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise OpenError(f"{label} has no valid name of a host: {line(str(error))}.") from error
    if not re.fullmatch(r"[a-z0-9._~-]+|[0-9a-f:.]+", host.lower()):
        raise OpenError(f"{label} has no valid name of a host: check the address.")
    return host.lower()
