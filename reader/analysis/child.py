"""The parent's side of an analysis in a child process, which can be stopped at any time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any

from reader.analysis.findings import Analysis, EngineError
from reader.document import Document
from reader.wire import to_json


class Stopped(Exception):  # noqa: N818 - it tells of no error
    """The analysis was stopped before it ended."""


class AnalysisChild:
    """One analysis of one document in a process of its own.

    Args:
        document: What to analyse.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(
        self, progress: Callable[[float], None], partial: Callable[[Analysis], None], first: int = 0
    ) -> Analysis:
        """Analyses the document; returns when that is done.

        Args:
            progress: Called from this thread with the share that is done, from 0 to 1.
            partial: Called from this thread with what is found so far.
            first: The offset where the reader is, as `analyse` takes it.

        Raises:
            EngineError: The engine cannot be had, or the process failed.
            Stopped: `stop` was called.
        """
        process = self._start()
        try:
            _ask(process, {"document": to_json(self._document), "first": first})
            return self._listen(process, progress, partial)
        except (OSError, ValueError, KeyError, TypeError) as error:
            if self._stopped:
                raise Stopped from None
            raise EngineError(f"The analysis gave no sensible answer ({error}).") from error
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def stop(self) -> None:
        """Ends the analysis at once, from any thread; `run` then raises `Stopped`."""
        with self._lock:
            self._stopped = True
            if self._process:
                self._process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        # The child sees exactly the modules that this process sees, and none of the folder it is started in.
        path = os.pathsep.join(folder for folder in sys.path if folder)
        with self._lock:
            if self._stopped:
                raise Stopped
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "reader.analysis.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                )
            except OSError as error:
                raise EngineError(f"The analysis cannot be started: {error.strerror}.") from error
            return self._process

    def _listen(
        self,
        process: subprocess.Popen[bytes],
        progress: Callable[[float], None],
        partial: Callable[[Analysis], None],
    ) -> Analysis:
        assert process.stdout
        found = Analysis()
        for line in process.stdout:
            message = json.loads(line)
            if "progress" in message:
                progress(message["progress"])
            elif "error" in message:
                raise EngineError(message["error"])
            elif "partial" in message:
                found = findings(message["partial"], found)
                partial(found)
            else:
                return findings(message["analysis"], found)
        if self._stopped:
            raise Stopped
        raise EngineError(f"The analysis ended before it was done (exit code {process.wait()}).")


def _ask(process: subprocess.Popen[bytes], request: dict[str, Any]) -> None:
    """Sends the request, and leaves the pipe open: its end would end the process."""
    assert process.stdin
    try:
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        pass  # it ended early: what it said, or its exit code, tells why


def findings(data: dict[str, Any], before: Analysis) -> Analysis:
    """The findings of a message.

    Args:
        data: What it says; entities that it leaves out are those of the message before.
        before: The findings of the message before.
    """
    if "entities" in data:
        return Analysis.from_json(data)
    return replace(Analysis.from_json({**data, "entities": ()}), entities=before.entities)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:
        pass  # what was left to write can go nowhere: the process has ended
