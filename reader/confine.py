"""Run a function in a child process under limits of memory and time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a confined function may use.

    Attributes:
        memory: Memory, in MiB.
        seconds: Processor time, in seconds. It may take twice as long by the clock.
    """

    memory: int = 768
    seconds: int = 10
