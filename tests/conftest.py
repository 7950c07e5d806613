"""What several tests need."""

from pathlib import Path

import pytest
from hypothesis import settings

from reader.config import Folders

settings.register_profile("calm", deadline=None, max_examples=60)
settings.load_profile("calm")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
"""Material beside a checkout that some tests use where it is there."""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    root = tmp_path / "home"
    return Folders(root / "data", root / "config", root / "cache", root / "state")


@pytest.fixture
def seed_article() -> Path:
    path = SHARED / "articles" / "atacms.txt"
    if not path.exists():
        pytest.skip("the article to test with is not beside this checkout")
    return path


@pytest.fixture(autouse=True)
def no_clipboard_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the clipboard alone of whoever runs the tests, as in a session over SSH."""
    monkeypatch.setenv("SSH_TTY", "tests")
    monkeypatch.delenv("TMUX", raising=False)


@pytest.fixture(autouse=True)
def terminal_of_all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests see the same colours wherever they are run."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
