"""A reader's pace: words a minute, measured as they read, kept from one time to the next."""

from __future__ import annotations

import contextlib
import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from reader import atomic

USUAL = 240
"""Words a minute of silent reading: Brysbaert (2019) has 238 for English non-fiction."""

PLAUSIBLE = range(80, 801)
"""Words a minute that can be reading: slower is thinking or being away, faster is looking for something."""

TRUST = 2_000
"""Words for which the usual pace counts: after as many, half of what is told is the reader's own."""

MEMORY = 30_000
"""Words that are remembered: what was read longer ago counts less and less."""

FILE = "pace.json"
"""The file's name, in `Folders.state`."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast somebody reads.

    Attributes:
        words: The words that were read while it was measured.
        seconds: The time that it took.
    """

    words: float = 0.0
    seconds: float = 0.0

    @property
    def words_a_minute(self) -> float:
        """The pace, drawn towards the usual one as long as little was measured."""
        return (self.words + TRUST) / (self.seconds / 60 + TRUST / USUAL)

    def after(self, words: int, seconds: float) -> Pace:
        """The pace after a stretch of text; the same one where that was not read.

        Args:
            words: The words of the stretch.
            seconds: How long it was looked at.
        """
        if seconds <= 0 or not PLAUSIBLE[0] <= 60 * words / seconds <= PLAUSIBLE[-1]:
            return self
        kept = max(0.0, min(1.0, (MEMORY - words) / self.words)) if self.words else 1.0
        return replace(self, words=self.words * kept + words, seconds=self.seconds * kept + seconds)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The pace that was kept; none measured where there is none or it can't be read.

        Args:
            folder: `Folders.state`.
        """
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            kept = json.loads((folder / FILE).read_bytes())
            words, seconds = float(kept["words"]), float(kept["seconds"])
            sane = math.isfinite(words) and math.isfinite(seconds) and 0 < words <= 2 * MEMORY and seconds > 0
            if sane and PLAUSIBLE[0] <= 60 * words / seconds <= PLAUSIBLE[-1]:
                return cls(words, seconds)
        return cls()

    def keep(self, folder: Path) -> None:
        """Keep it for the next time.

        Args:
            folder: `Folders.state`.

        Raises:
            OSError: It can't be kept.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.write(folder / FILE, json.dumps(asdict(self)).encode(), durable=False)
