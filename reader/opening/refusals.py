"""Why a page of the web cannot be had, in sentences."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from reader.opening.addresses import shown
from reader.sanitise import line

_STATUS = {
    401: "may only be read after signing in ({status}): save it from a browser, and open that file",
    402: "must be paid for ({status}): save it from a browser, and open that file",
    403: "is not given out to Reader ({status}): save it from a browser, and open that file",
    404: "does not exist ({status}): check the address",
    407: "is behind a proxy that asks for a password ({status})",
    410: "is gone for good ({status})",
    429: "is not given out just now, after too many requests ({status}): try again {later}",
    451: "may not be shown for legal reasons ({status})",
}
_CLASSES = {
    4: "is not given out ({status}): check the address",
    5: "cannot be had because its server is in trouble ({status}): try again {later}",
}
_MEDIA = {"video": "a video", "audio": "a sound recording", "image": "a picture", "font": "a font"}
_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH}
_UNKNOWN = {socket.EAI_NONAME, *(getattr(socket, name, socket.EAI_NONAME) for name in ("EAI_NODATA",))}


class Refusal(Exception):  # noqa: N818 - nothing went wrong here
    """A page cannot be had. The message ends a sentence that begins with its address."""


def status(code: int, retry_after: str = "") -> str:
    """Why an answer with a status holds no page; empty where it does.

    Args:
        code: The status, by RFC 9110.
        retry_after: The header that says when to come again, if there is one.
    """
    if 200 <= code < 300 and code not in (204, 205):
        return ""
    later = f"in {retry_after} seconds" if retry_after.isascii() and retry_after.isdigit() else "later"
    sentence = _STATUS.get(code) or _CLASSES.get(code // 100, "was answered with nothing to read ({status})")
    return sentence.format(status=code, later=later)


def refused_media(media_type: str) -> str:
    """Why nothing of a media type can be read; empty where something may be."""
    kind = _MEDIA.get(media_type.partition("/")[0])
    return f"is {kind} ({line(media_type)}): there is no text in it" if kind else ""


def failure(address: str, error: Exception) -> str:
    """A sentence for an error of the network.

    Args:
        address: What was being fetched.
        error: An error of httpx, of the operating system or of TLS, with those that caused it.
    """
    import httpx

    label, host = shown(address), line(urlsplit(address).hostname or "")
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return f"{label} cannot be had: {host} does not answer. Try again later."
    for each in _causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return (
                f"{label} is not opened, because its server cannot prove to be {host}: "
                f"{line(each.verify_message).rstrip('.')}."
            )
        if isinstance(each, ssl.SSLError):
            return f"{label} cannot be had: no safe connection to {host} is possible ({_reason(each)})."
        if isinstance(each, socket.gaierror):
            if each.errno in _UNKNOWN:
                return f"{label} cannot be had: there is no host {host}, or no network. Check both."
            return f"{label} cannot be had: {host} cannot be looked up. Is there a network?"
        if isinstance(each, ConnectionRefusedError):
            return f"{label} cannot be had: nothing answers at {host}. Check the address, or try again later."
        if isinstance(each, OSError) and each.errno in _NO_NETWORK:
            return f"{label} cannot be had: there is no way to {host}. Is there a network?"
    if isinstance(error, httpx.ProxyError | ImportError):
        return f"{label} cannot be had through the proxy that the environment names: {_reason(error)}."
    if isinstance(error, httpx.InvalidURL | UnicodeError):
        return f"{label} is no address: {_reason(error)}."
    if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError | httpx.WriteError):
        return f"{label} cannot be had: the connection to {host} broke off. Try again later."
    return f"{label} cannot be had: {_reason(error)}."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what led to it, the nearest first."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", None) or str(error) or type(error).__name__
    return line(str(reason)).rstrip(".")
