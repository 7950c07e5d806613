"""The interface in a browser: served on this computer alone, to whoever knows its address."""

from __future__ import annotations

import secrets
import shlex
import sys
from collections.abc import Callable, Sequence

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"
TOKEN_BYTES = 24
"""Random bytes in the address: nobody guesses that many."""


class ReaderServer(Server):
    """A server of the interface whose pages lie below a secret path.

    Other programs of this computer's users, and pages open in the same browser, do not know the
    path; a page that makes the browser ask under another host's name, or from another origin, is
    refused besides. The browser is told to load nothing from anywhere else.

    Args:
        arguments: What each session's `reader` is called with.
        port: The port it listens on.
        tell: Called with the address once it listens.
    """

    def __init__(self, arguments: Sequence[str], port: int, tell: Callable[[str], None]) -> None:
        command = shlex.join([sys.executable, "-m", "reader", *arguments])
        super().__init__(command, host=HOST, port=port, title="Reader")
        self._token = secrets.token_urlsafe(TOKEN_BYTES)
        self._tell = tell
        self._names = {f"{HOST}:{port}", f"localhost:{port}"}

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://{HOST}:{self.port}/{self._token}/"

    def run(self) -> None:
        """Serve until the program is ended. Nothing is logged: a log would hold what is typed."""
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            print=lambda _: self._tell(self.address),  # called once it listens
            access_log=None,
        )

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet."""

    async def _make_app(self) -> web.Application:
        inner = await super()._make_app()
        outer = web.Application(middlewares=[self._guarded])
        outer.on_response_prepare.append(self._fence)
        outer.add_subapp(f"/{self._token}", inner)
        return outer

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Callable[..., object]) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        known = {f"http://{name}" for name in self._names}
        if request.headers.get("Host") not in self._names or (origin is not None and origin not in known):
            raise web.HTTPForbidden(text="This address is for this computer's browser only.")
        response: web.StreamResponse = await handler(request)  # type: ignore[misc]
        return response

    async def _fence(self, _request: web.Request, response: web.StreamResponse) -> None:
        sockets = " ".join(f"ws://{name}" for name in sorted(self._names))
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self' 'unsafe-inline' data:; connect-src 'self' {sockets}; frame-ancestors 'none'"
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
