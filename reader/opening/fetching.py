"""A page of the web is fetched, within limits: never more, longer or from elsewhere than allowed.

httpx connects; what is decided here is where to, how often, how long and how much.
The clock runs over everything, the looking up of names and a server's first line
too: the time-outs of connections alone would let one that sends a byte a second
go on for ever.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from reader import __version__
from reader.opening import OpenError
from reader.opening.addresses import IP, is_public, normal, numbers, shown
from reader.opening.refusals import Refusal, failure, refused_media, status
from reader.opening.unpacking import CODINGS, Unpacker, UnpackError, megabytes

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

AGENT = f"Reader/{__version__}"
ACCEPT = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TICK = 0.05
"""Seconds between two looks at whether to go on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a page may take.

    Attributes:
        seconds: From the first to the last moment.
        connecting: Seconds for one connection, when there is another number to try.
        received: Bytes, as they are sent.
        unpacked: Bytes, when they are unpacked.
        redirects: How often the page may turn out to be elsewhere.
    """

    seconds: float = 15
    connecting: float = 5
    received: int = 20 * 2**20
    unpacked: int = 50 * 2**20
    redirects: int = 5


def look_up(host: str) -> list[str]:
    """The numbers of the machines that a host's name stands for, the one to try first in front.

    Raises:
        OSError: It stands for none, or nobody can be asked.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Network:
    """What is asked about machines.

    Attributes:
        look_up: The numbers of a host. Raises OSError.
        is_public: Whether a number belongs to the internet at large.
    """

    look_up: Callable[[str], list[str]] = look_up
    is_public: Callable[[IP], bool] = is_public


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave.

    Attributes:
        address: Where it was in the end.
        data: The page, unpacked; empty where it is unchanged.
        content_type: Its media type, with parameters, as the server writes it; empty where it does not.
        etag: What to ask with whether it has changed, if not empty.
        modified: When it last changed, as the server writes it; likewise.
        unchanged: Whether it is as it was.
    """

    address: str
    data: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        address: Where.
        held: What was fetched earlier; where it still holds, nothing is sent again.
        local: Whether it may be on this machine or on its network, as what a user types may.
        progress: Told the number of bytes so far, and of all, where the server says so. What it
            raises ends the fetching.
        cancel: Set to give up.
        accept: The media types that are wanted, as the header of that name has them.
        refused: Why nothing of a media type is of use, as `refused_media` says it of pages.
    """

    address: str
    held: Fetched | None = None
    local: bool = True
    progress: Callable[[int, int | None], None] = lambda _so_far, _total: None
    cancel: threading.Event = field(default_factory=threading.Event)
    accept: str = ACCEPT
    refused: Callable[[str], str] = refused_media


class CancelledError(OpenError):
    """Fetching was given up because that was asked for."""


def fetch(request: Request, limits: Limits | None = None, network: Network | None = None) -> Fetched:
    """Fetch a page. To be called on a thread that has no event loop.

    Nothing is sent but the request: no cookies, no password, no page it comes from.

    Raises:
        OpenError: It cannot be had. CancelledError where that was asked for.
    """
    limits = limits or Limits()
    address = normal(request.address)
    fetching = _Fetching(replace(request, address=address), limits, network or Network())
    return asyncio.run(_bounded(fetching.run(), request, limits.seconds))


async def _bounded(work: Coroutine[Any, Any, T], request: Request, seconds: float) -> T:
    """The result of work that is not done after some seconds, or when it was cancelled.

    Raises:
        OpenError: It was not done.
    """
    deadline = time.monotonic() + seconds
    task = asyncio.ensure_future(work)
    while not task.done():
        left = deadline - time.monotonic()
        if request.cancel.is_set() or left <= 0:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if request.cancel.is_set():
                raise CancelledError(f"Fetching {shown(request.address)} was cancelled.")
            raise OpenError(f"{shown(request.address)} took more than {seconds:g} seconds: try again later.")
        await asyncio.wait({task}, timeout=min(left, _TICK))
    return task.result()


class _Fetching:
    """One page's way from its address to its last byte."""

    def __init__(self, request: Request, limits: Limits, network: Network) -> None:
        self._request = request
        self._limits = limits
        self._network = network
        self._address = request.address
        self._context: ssl.SSLContext | None = None
        self._host = ""
        """The one host that may be local, while all so far was on it."""

    async def run(self) -> Fetched:
        """Fetch it.

        Raises:
            OpenError: It cannot be had.
        """
        self._host = (urlsplit(self._address).hostname or "") if self._request.local else ""
        for _ in range(self._limits.redirects + 1):
            async with self._answer() as answer:
                if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                    return await self._taken(answer)
                self._address = self._elsewhere(answer.headers["location"])
        raise OpenError(
            f"{shown(self._request.address)} led elsewhere more than {self._limits.redirects} times: "
            "open it in a browser."
        )

    def _elsewhere(self, location: str) -> str:
        """Where a redirect leads."""
        try:
            return normal(urljoin(self._address, location))
        except ValueError as error:
            raise OpenError(f"{shown(self._address)} leads to what is no address.") from error
        except OpenError as error:
            raise OpenError(f"{shown(self._address)} leads elsewhere, but: {error}") from error

    @asynccontextmanager
    async def _answer(self) -> AsyncIterator[httpx.Response]:
        """The server's answer, its content still to be received."""
        import httpx

        try:
            proxy = _proxy(self._address)
            places = await self._places(through_proxy=bool(proxy))
            async with httpx.AsyncHTTPTransport(verify=self._trusted(), proxy=proxy) as transport:
                answer = await self._connected(transport, [""] if proxy else list(map(str, places)))
                try:
                    yield answer
                finally:
                    await answer.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ImportError, UnicodeError) as error:
            raise OpenError(failure(self._address, error)) from error
        except (UnpackError, Refusal) as error:
            raise OpenError(f"{shown(self._address)} {error}.") from error

    def _trusted(self) -> ssl.SSLContext:
        """Whose word is taken for the names of servers: the same for all of them, read when it is needed."""
        import httpx

        if not self._address.startswith("https:"):
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context = self._context or httpx.create_ssl_context()
        return self._context

    async def _connected(self, transport: httpx.AsyncHTTPTransport, places: list[str]) -> httpx.Response:
        """The answer of the first of some machines that can be reached.

        The connection is made to the very number that was looked at, so that the name cannot stand for
        another one in the meantime; the server is told the name, and its certificate must have it.
        """
        import httpx

        named = httpx.URL(self._address)
        timeout = httpx.Timeout(self._limits.seconds, connect=self._limits.connecting)
        while True:
            place = places.pop(0)
            request = httpx.Request(
                "GET",
                named.copy_with(host=place) if place else named,
                headers=self._headers(named.netloc.decode("ascii")),
                extensions={"sni_hostname": named.raw_host.decode("ascii"), "timeout": timeout.as_dict()},
            )
            try:
                return await transport.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if not places:
                    raise

    def _headers(self, host: str) -> dict[str, str]:
        return {
            "Host": host,
            "User-Agent": AGENT,
            "Accept": self._request.accept,
            "Accept-Encoding": CODINGS,
            "Connection": "close",
            **self._conditions(),
        }

    def _conditions(self) -> dict[str, str]:
        """The headers by which a page that has not changed is not sent again: RFC 9110, section 13.1."""
        held = self._request.held
        if held is None or held.address != self._address:
            return {}
        conditions = {"If-None-Match": held.etag, "If-Modified-Since": held.modified}
        return {
            name: value
            for name, value in conditions.items()
            if value.isascii() and value.isprintable() and value
        }

    async def _places(self, *, through_proxy: bool) -> list[IP]:
        """The machines that the present address may be fetched from.

        Raises:
            OpenError: They are not public, and must be.
            OSError: The name stands for none.
        """
        host = urlsplit(self._address).hostname or ""
        try:
            found = numbers(await _off_loop(self._network.look_up, host))
        except OSError:
            if through_proxy:  # it knows names that this machine does not
                self._host = ""
                return []
            raise
        public = [each for each in found if self._network.is_public(each)]
        if host == self._host:
            self._host = host if len(public) < len(found) else ""
            return found
        self._host = ""
        if not public:
            origin = "The page" if self._address == self._request.address else shown(self._request.address)
            raise OpenError(
                f"{origin} leads to {shown(self._address)}, which is on this machine or its network, "
                "not on the web: type that address yourself if you trust it."
            )
        return public

    async def _taken(self, answer: httpx.Response) -> Fetched:
        """The content of the last answer."""
        if answer.status_code == 304 and self._conditions():
            return replace(self._fetched(answer), unchanged=True)
        if sentence := status(answer.status_code, answer.headers.get("retry-after", "")):
            raise Refusal(sentence)
        content_type = answer.headers.get("content-type", "")
        if sentence := self._request.refused(content_type.partition(";")[0].strip().lower()):
            raise Refusal(sentence)
        return replace(self._fetched(answer), data=await self._received(answer), content_type=content_type)

    def _fetched(self, answer: httpx.Response) -> Fetched:
        headers = answer.headers
        return Fetched(self._address, etag=headers.get("etag", ""), modified=headers.get("last-modified", ""))

    async def _received(self, answer: httpx.Response) -> bytes:
        length = answer.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() else None
        most = self._limits.received
        too_much = Refusal(f"is larger than the {megabytes(most)} that Reader fetches")
        if total is not None and total > most:
            raise too_much
        unpacker = Unpacker(answer.headers.get("content-encoding", ""), self._limits.unpacked)
        received, pieces = 0, []
        async for data in answer.aiter_raw():
            received += len(data)
            if received > most:
                raise too_much
            pieces.append(unpacker.feed(data))
            self._request.progress(received, total)
        unpacker.finish()
        return b"".join(pieces)


def _proxy(address: str) -> str | None:
    """The proxy that the environment says to use for an address; none for this machine itself."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        here = ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    if here or proxy_bypass(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


async def _off_loop(function: Callable[..., T], *arguments: object) -> T:
    """Call a function that may block, on a thread that nobody waits for when time is up."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if not future.done():
            if error:
                future.set_exception(error)
            else:
                future.set_result(result)  # type: ignore[arg-type]  # there is one where no error is

    def call() -> None:
        result, failed = None, None
        try:
            result = function(*arguments)
        except Exception as error:
            failed = error
        try:
            loop.call_soon_threadsafe(settle, result, failed)
        except RuntimeError:  # the loop has ended meanwhile: nobody wants to know
            return

    threading.Thread(target=call, daemon=True, name="look-up").start()
    return await future
