"""Where Reader keeps things, and what its user has chosen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders Reader writes to. None is made before something is written into it.

    Attributes:
        data: Notes and the texts they are on: what must never be lost.
        config: `config.toml`.
        cache: What can be made again, such as an article's findings.
        state: What the program remembers of its own accord, and its log.
    """

    data: Path
    config: Path
    cache: Path
    state: Path

    @classmethod
    def of_user(cls) -> Self:
        """The user's folders: below `READER_HOME` where that is set, else where the system has them."""
        if home := os.environ.get("READER_HOME"):
            root = Path(home).expanduser()
            return cls(root / "data", root / "config", root / "cache", root / "state")
        import platformdirs

        dirs = platformdirs.PlatformDirs("reader", appauthor=False)
        return cls(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, dirs.user_state_path)
