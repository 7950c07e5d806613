"""Run a function in a child process under limits of memory and time.

What a hostile file makes of its parser then ends with that process. The limits
are the system's own (`setrlimit`), so that code in C is held by them, too. macOS
does not limit address space: there this process looks every now and then at how
much memory the child has in use, and ends it.

A long text takes long, though nothing is wrong with it: a function that gets
somewhere earns time by the text it has read (`earn`), up to a bound.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from subprocess import Popen
    from threading import Event

MEBIBYTE = 1 << 20
PATIENCE = 3
"""How many times its seconds of processor time a function may take by the clock: others work, too."""
CHARACTERS = 500_000
"""Characters of text for which a function may take its seconds once more: a novel's. Slow pages of a PDF,
full of formulas and figures, take a tenth of that."""
LONGEST = 12
"""How many times its seconds a function may take at most, however much text it reads."""
HAS_ADDRESS_LIMIT = sys.platform != "darwin"
"""Whether the system limits the memory of a process."""
LARGEST_FILE = MEBIBYTE
"""Bytes of the largest file that the process can write, which is what it says on standard error."""

_OUT_OF_MEMORY = 77
"""The exit code that tells of a MemoryError."""
_MUCH = 1 / 4
"""Share of the memory: a process that fell to a signal with as much in use fell for want of more. A
buffer that grows is copied into one of twice its size, which needs three quarters of the memory while
a quarter is in use."""

_TICK = 0.1
_LOOK = 0.25
"""Seconds between two looks at the clock, and at the memory of a process that the system does not limit."""
_NOTES = 64
"""Bytes that are read at once of what a process says it has earned."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts `ru_maxrss`."""

Reason = Literal["memory", "time", "failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a confined function may use.

    Attributes:
        memory: Memory (address space), in MiB.
        seconds: Processor time, in seconds, and as much again for each `CHARACTERS` that are read, up to
            `LONGEST` times as much. By the clock it may take `PATIENCE` times as long.
    """

    memory: int = 768
    seconds: int = 10


class ConfinedError(Exception):
    """A confined function gave no answer.

    Args:
        reason: Whether there was too little memory or time, or it failed otherwise.
        detail: How the process ended, as a phrase.
        said: What it wrote on standard error.
        seconds: The seconds of processor time that it was allowed at last.
    """

    def __init__(self, reason: Reason, detail: str, said: bytes = b"", seconds: int = 0) -> None:
        super().__init__(detail)
        self.reason = reason
        self.said = said
        self.seconds = seconds


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
    from threading import Event, Thread

    # What a process had in use at most includes what this one had when it started it (Linux, at execve).
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading, writing = os.pipe()
    over, watch = Event(), _Watch(limits)
    with os.fdopen(reading, "rb", buffering=0) as told, os.fdopen(writing, "wb", buffering=0) as teller:
        process = _start(function, limits, errors, teller.fileno())
        teller.close()
        with process:
            watcher = Thread(target=watch.over, args=(process.pid, told, over), daemon=True)
            watcher.start()
            try:
                answer = _talk(process, request, limits.memory * MEBIBYTE)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            finally:
                process.kill()
                over.set()
                watcher.join()
    if not process.returncode:
        return answer
    worked = usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * _UNIT if usage.ru_maxrss > before else 0
    much = peak >= limits.memory * MEBIBYTE * _MUCH
    errors.seek(0)
    raise ConfinedError(
        watch.ended or _reason(process.returncode, worked >= watch.seconds, much),
        f"{_ending(process.returncode)} after {worked:.1f} s",
        errors.read(),
        watch.seconds,
    )


class _Watch:
    """What a process may use that the system itself does not see to.

    Attributes:
        seconds: The processor time that it may take, in seconds, as far as it has earned it.
        ended: Why it was ended, if it was.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.seconds = limits.seconds
        self.ended: Reason | None = None

    def over(self, process: int, told: IO[bytes], over: Event) -> None:
        """End a process that takes too long by the clock or too much memory, until it is over."""
        started = looked = time.monotonic()
        while not over.is_set():
            self._listen(told, over)
            now = time.monotonic()
            if now - started >= self.seconds * PATIENCE:
                self.ended = "time"
            elif not HAS_ADDRESS_LIMIT and now - looked >= _LOOK:
                looked = now
                if _resident(process) > self._limits.memory * MEBIBYTE:
                    self.ended = "memory"
            if self.ended and not over.is_set():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)  # not by Popen, which would take its end for itself
                return

    def _listen(self, told: IO[bytes], over: Event) -> None:
        """Wait for a moment, and hear how much the process has earned meanwhile."""
        if not select.select([told], [], [], 0)[0]:
            over.wait(_TICK)
        elif notes := told.read(_NOTES):
            self.seconds = min(
                self.seconds + len(notes) * self._limits.seconds, self._limits.seconds * LONGEST
            )
        else:  # it has ended, or closed what it tells it through
            over.wait(_TICK)


def _resident(process: int) -> int:
    """The bytes of memory that a process has in use; 0 where nobody knows."""
    import subprocess

    command = ["/bin/ps", "-o", "rss=", "-p", str(process)]
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        said = subprocess.run(command, capture_output=True, check=True, timeout=5).stdout  # noqa: S603
        return int(said) * 1024
    return 0


def _start(function: str, limits: Limits, errors: IO[bytes], earns: int) -> Popen[bytes]:
    import subprocess

    # The child sees exactly the modules that this process sees, and none of the folder it is started in.
    path = os.pathsep.join(folder for folder in sys.path if folder)
    memory = limits.memory if HAS_ADDRESS_LIMIT else 0
    return subprocess.Popen(  # noqa: S603 - the function is named by whoever calls this
        [
            sys.executable,
            *("-P", "-X", "faulthandler", "-c", "from reader.confine import serve; serve()"),
            *(function, str(memory), str(limits.seconds), str(earns)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        pass_fds=(earns,),
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


class _Purse:
    """What the function of this process has earned; nothing where it is not confined."""

    def __init__(self) -> None:
        self._seconds = self._characters = 0
        self._teller = -1

    def open(self, seconds: int, teller: int) -> None:
        """Begin to earn.

        Args:
            seconds: The processor time that the function may take before it earns any, in seconds.
            teller: The number of the file to tell it to.
        """
        self._seconds, self._teller = seconds, teller

    def earn(self, characters: int) -> None:
        """Earn time by text, where time is limited."""
        before = self._times()
        self._characters += characters
        times = self._times()
        if not self._seconds or times == before:
            return
        with contextlib.suppress(ValueError, OSError):
            most = resource.getrlimit(resource.RLIMIT_CPU)[1]
            soft = self._seconds * times
            soft = soft if most == resource.RLIM_INFINITY else min(soft, most)
            resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
            os.write(self._teller, b"+" * (times - before))

    def _times(self) -> int:
        """How many times its seconds the function may take."""
        return min(LONGEST, 1 + self._characters // CHARACTERS)


_purse = _Purse()


def earn(characters: int) -> None:
    """Say that text has been read: a confined function may take the longer for it.

    Args:
        characters: How much more text has been read, in code points.
    """
    _purse.earn(characters)


def serve() -> None:
    """Runs the child process: answers one request, and ends."""
    function, memory, seconds, teller = sys.argv[1:]
    out = _claim_output()
    _limit(Limits(int(memory), int(seconds)))
    _purse.open(int(seconds), int(teller))
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
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds * LONGEST + 1),
        (resource.RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        if kind == resource.RLIMIT_AS and not soft:
            continue
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))
