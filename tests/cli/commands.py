"""What the tests of the commands share: an article, and ways to run a command."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reader.annotation import Annotation

ARTICLE = """\
A bridge at last

The mayor said the bridge would open in spring, two years late.

Engineers disagreed. The mayor said nothing more.
"""
TEXT = ARTICLE.rstrip("\n")

Run = Callable[..., tuple[int, str, str]]


def process(*arguments: str, before: str = "", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, after some statements."""
    program = f"import sys; from reader.cli import main; {before or 'pass'}; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, timeout=60, check=False, **options
    )


def in_terminal(
    *arguments: str, before: str = "", piped: bytes | None = None, passwords: Sequence[str] = ()
) -> tuple[int, bytes]:
    """Run a command with a terminal as its standard output, error and, if nothing is piped in, input.

    Where it asks for a password, the next of those given is typed.
    """
    asked = iter(passwords)
    program = f"import sys; from reader.cli import main; {before or 'pass'}; sys.exit(main(sys.argv[1:]))"
    reading, writing = os.pipe()
    pid, terminal = pty.fork()
    if not pid:
        if piped is not None:
            os.dup2(reading, 0)
        os.close(writing)
        os.execv(sys.executable, [sys.executable, "-c", program, *arguments])
    os.close(reading)
    os.write(writing, piped or b"")
    os.close(writing)
    output = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # how Linux tells of the end of a terminal
            more = b""
        if not more:
            break
        output += more
        if output.endswith(b"Password: "):
            os.write(terminal, next(asked).encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output


def annotate(run: Run, article: Path, *arguments: object) -> Annotation:
    code, output, errors = run("annotate", article, "--json", *arguments)
    assert (code, errors) == (0, "")
    return Annotation.from_json(json.loads(output))
