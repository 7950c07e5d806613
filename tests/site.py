"""A site on this machine, for tests that fetch."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]


@dataclass
class Asked:
    """A request that came: its line, its headers, and the number of the machine it came to."""

    line: str
    headers: Message
    number: str


@dataclass
class Site:
    """What answers to each path, and what was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def at(self, path: str, host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Answers as the site's table says."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        site = self.server.site
        site.asked.append(Asked(self.requestline, self.headers, self.connection.getsockname()[0]))
        with contextlib.suppress(OSError):  # whoever has seen enough goes away
            site.answers.get(self.path, page(b"", status=404))(self)
            self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server that waits for no client at its end."""

    daemon_threads = True
    block_on_close = False
    site: Site

    def handle_error(self, *_: Any) -> None:
        pass


def page(
    content: bytes,
    media_type: str = "text/markdown; charset=utf-8",
    *,
    status: int = 200,
    **headers: str,
) -> Answer:
    """A whole answer. A header's underscores are hyphens."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        given = {"Content-Type": media_type, "Content-Length": str(len(content))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in given.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def moved(to: str, status: int = 302, **headers: str) -> Answer:
    """A redirect."""
    return page(b"", status=status, Location=to, **headers)


def raw(*pieces: bytes, every: float = 0.0, until: threading.Event | None = None) -> Answer:
    """Bytes as they are, each piece some seconds after the one before, then silence until an event."""

    def answer(handler: Handler) -> None:
        waiting = until or threading.Event()
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            if every and waiting.wait(every):
                return
        if until:
            until.wait(5)

    return answer


@contextlib.contextmanager
def serving(wrap: Callable[[Server], None] = lambda _server: None) -> Iterator[Site]:
    """A site that answers on all numbers of this machine.

    Args:
        wrap: Changes the server before it begins.
    """
    with Server(("", 0), Handler) as server:
        server.site = Site(server.server_port)
        wrap(server)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()
