"""Run a function in a child process under limits of memory and time.

What a hostile file makes of its parser then ends with that process. The limits
are the system's own (`setrlimit`), so that code in C is held by them, too. macOS
does not limit address space: there it is the time that ends what grows.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from subprocess import Popen

MEBIBYTE = 1 << 20
PATIENCE = 3
"""How many times its seconds of processor time a function may take by the clock: others work, too."""
LARGEST_FILE = MEBIBYTE
"""Bytes of the largest file that the process can write, which is what it says on standard error."""

_OUT_OF_MEMORY = 77
"""The exit code that tells of a MemoryError."""
_MUCH = 1 / 4
"""Share of the memory: a process that fell to a signal with as much in use fell for want of more. A
buffer that grows is copied into one of twice its size, which needs three quarters of the memory while
a quarter is in use."""

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts `ru_maxrss`."""

Reason = Literal["memory", "time", "failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a confined function may use.

    Attributes:
        memory: Memory (address space), in MiB.
        seconds: Processor time, in seconds. By the clock it may take `PATIENCE` times as long.
    """

    memory: int = 768
    seconds: int = 10


class ConfinedError(Exception):
    """A confined function gave no answer.

    Args:
        reason: Whether there was too little memory or time, or it failed otherwise.
        detail: How the process ended, as a phrase.
        said: What it wrote on standard error.
    """

    def __init__(self, reason: Reason, detail: str, said: bytes = b"") -> None:
        super().__init__(detail)
        self.reason = reason
        self.said = said


def run(function: str, request: Iterable[bytes], limits: Limits) -> bytes:
    """What a function makes of a request, in a process of its own that is gone afterwards.

    Args:
        function: The function as `module:name`. It takes a file to read the request
            from, to its end, and gives its answer in pieces.
        request: The request, in pieces.
        limits: What it may use.

    Raises:
        ConfinedError: It gave no answer.
    """
    import tempfile

    try:
        with tempfile.TemporaryFile() as errors:
            return _run(function, request, limits, errors)
    except OSError as error:
        raise ConfinedError("failed", f"no process can be started: {error.strerror or error}") from error


def _run(function: str, request: Iterable[bytes], limits: Limits, errors: IO[bytes]) -> bytes:
    from threading import Timer

    started = time.monotonic()
    # What a process had in use at most includes what this one had when it started it (Linux, at execve).
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with _start(function, limits, errors) as process:
        timer = Timer(limits.seconds * PATIENCE, process.kill)
        timer.start()
        try:
            answer = _talk(process, request, limits.memory * MEBIBYTE)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            process.kill()
            timer.cancel()
    if not process.returncode:
        return answer
    late = time.monotonic() - started >= limits.seconds * PATIENCE
    worked = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * _UNIT if usage.ru_maxrss > before else 0
    errors.seek(0)
    raise ConfinedError(
        _reason(
            process.returncode, late or worked >= limits.seconds, peak >= limits.memory * MEBIBYTE * _MUCH
        ),
        f"{_ending(process.returncode)} after {worked:.1f} s",
        errors.read(),
    )


def _start(function: str, limits: Limits, errors: IO[bytes]) -> Popen[bytes]:
    import subprocess

    # The child sees exactly the modules that this process sees, and none of the folder it is started in.
    path = os.pathsep.join(folder for folder in sys.path if folder)
    return subprocess.Popen(  # noqa: S603 - the function is named by whoever calls this
        [
            sys.executable,
            *("-P", "-X", "faulthandler", "-c", "from reader.confine import serve; serve()"),
            *(function, str(limits.memory), str(limits.seconds)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": path},
    )


def _talk(process: Popen[bytes], request: Iterable[bytes], most: int) -> bytes:
    """The answer of the process to a request, or what there is of it."""
    assert process.stdin
    assert process.stdout
    with contextlib.suppress(BrokenPipeError), process.stdin:  # it ended early: how it ended tells why
        process.stdin.writelines(request)
    answer = bytearray()
    while len(answer) <= most and (piece := process.stdout.read1(MEBIBYTE)):  # type: ignore[attr-defined]
        answer += piece
    if len(answer) > most:
        process.kill()
    return bytes(answer)


def _reason(code: int, out_of_time: bool, much_memory: bool) -> Reason:
    """Why a process ended with a code, which is negative for a signal."""
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and out_of_time):
        return "time"
    if code in (_OUT_OF_MEMORY, -signal.SIGKILL) or (code < 0 and much_memory):
        return "memory"
    return "failed"


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def serve() -> None:
    """Runs the child process: answers one request, and ends."""
    function, memory, seconds = sys.argv[1:]
    out = _claim_output()
    _limit(Limits(int(memory), int(seconds)))
    module, _, name = function.partition(":")
    try:
        out.writelines(getattr(importlib.import_module(module), name)(sys.stdin.buffer))
        out.flush()
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    os._exit(0)  # at once: nobody needs what it would tidy up


def _claim_output() -> BinaryIO:
    """Standard output for the answer alone: what libraries print goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _limit(limits: Limits) -> None:
    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits.memory * MEBIBYTE, limits.memory * MEBIBYTE),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        with contextlib.suppress(ValueError, OSError):  # macOS does not limit address space
            resource.setrlimit(kind, (soft, hard))
