import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main

aiohttp = pytest.importorskip("aiohttp", reason="the libraries for the browser are not installed")
pytest.importorskip("textual_serve", reason="the libraries for the browser are not installed")

TEXT = "A bridge at last\n\nThe mayor said the bridge would open in spring.\n"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server of an article."""
    (tmp_path / "bridge.txt").write_text(TEXT)
    server = subprocess.Popen(
        [sys.executable, "-m", "reader", "serve", str(tmp_path / "bridge.txt")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "READER_HOME": str(tmp_path / "home")},
    )
    assert server.stdout
    found = re.search(rb"http://\S+", server.stdout.readline())
    assert found
    yield found[0].decode()
    server.send_signal(signal.SIGINT)
    server.wait(20)
    server.stdout.close()


async def test_the_article_is_read_and_marked_in_a_browser(address: str, tmp_path: Path) -> None:
    drawn = b""

    async def seen(socket: Any, words: bytes) -> None:
        nonlocal drawn
        while words not in drawn:
            drawn += await socket.receive_bytes()

    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        socket = f"{address.replace('http', 'ws', 1)}ws?width=100&height=30"
        async with session.ws_connect(socket, headers={"Origin": address.rsplit("/", 2)[0]}) as browser:
            await seen(browser, b"mayor")
            for key in ("g", "g", "s", "\r"):
                await browser.send_json(["stdin", key])
            await seen(browser, b"Highlighted.")
    (kept,) = (tmp_path / "home" / "data" / "documents").glob("*.json")
    assert "annotations" in kept.read_text()


async def test_nobody_else_gets_in(address: str) -> None:
    root, page = address.rsplit("/", 2)[0], address
    async with aiohttp.ClientSession() as session:
        for other, headers, status in (
            (f"{root}/", {}, 404),
            (f"{root}/ws", {}, 404),
            (page, {"Host": "evil.example"}, 403),
            (page, {"Origin": "http://evil.example"}, 403),
            (page, {}, 200),
        ):
            async with session.get(other, headers=headers) as response:
                assert response.status == status, other
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{page.replace('http', 'ws', 1)}ws", headers={"Origin": "null"})


async def test_the_page_loads_nothing_from_elsewhere(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self' 'unsafe-inline' data:;")
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_port_that_cannot_be_used_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "70000"]) == 1
    assert "port 70000 can't be used" in capsys.readouterr().err
