import pytest

from reader.config import Config, Folders
from tests.interface import reading


@pytest.mark.parametrize(("mistakes", "notices"), [(3, 3), (4, 3), (20, 3)])
async def test_many_mistakes_in_the_settings_do_not_hide_the_page(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, mistakes: int, notices: int
) -> None:
    config = Config(keys={f"no-command-{number}": "f9" for number in range(mistakes)})
    async with reading(folders, monkeypatch, config=config) as r:
        told = [each.message for each in r.app._notifications]
        assert len(told) == notices
        assert "no-command-0 is no command" in told[0]
        assert (f"{mistakes - 2} more things are wrong" in told[-1]) == (mistakes > notices)
