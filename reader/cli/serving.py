"""The command that shows the interface in a browser."""

from __future__ import annotations

import argparse
import contextlib
import socket

from reader.cli.streams import CommandError, say

MISSING = "the browser needs a few more libraries: install them with pip install 'reader-tui[serve]'."


def serve(given: argparse.Namespace) -> int:
    """Serve the interface on this computer until it is ended."""
    try:
        from reader.tui.serving import HOST, ReaderServer
    except ImportError as error:
        raise CommandError(MISSING) from error
    arguments = [given.source] if given.source else []
    port = given.port or _free_port(HOST)
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            problem = getattr(error, "strerror", None) or error
            raise CommandError(f"port {port} can't be used: {problem}; name another with --port.") from error
    ReaderServer(arguments, port, _tell).run()
    return 0


def _tell(address: str) -> None:
    from reader.cli.streams import flush

    say(f"Reader is at {address}")
    say("Only this computer's browser can open it, and only by this address. Ctrl+C ends it.")
    flush()


def _free_port(host: str) -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
