import sys
from collections.abc import Callable
from pathlib import Path

from reader.exchange.clipboard import Program, programs


def having(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in names else None


def names(environ: dict[str, str], *there: str, platform: str = "linux") -> list[str]:
    return [program.command[0] for program in programs(environ, platform, having(*there))]


def test_the_computers_clipboard_is_reached_by_what_is_there() -> None:
    assert names({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-copy", "xclip") == ["wl-copy"]
    assert names({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "xsel") == ["xsel"]
    assert names({"WAYLAND_DISPLAY": "w"}, "xsel") == []
    assert names({}, "wl-copy", "xclip") == []
    assert names({}, "pbcopy", platform="darwin") == ["pbcopy"]
    assert names({"WSL_DISTRO_NAME": "D"}, "clip.exe") == ["clip.exe"]


def test_over_ssh_only_tmux_is_told_besides_the_terminal() -> None:
    ssh = {"SSH_CONNECTION": "1", "DISPLAY": ":10", "TMUX": "/tmp/t,1,0"}
    assert names(ssh, "xclip", "tmux") == ["tmux"]
    assert names({"TMUX": "/tmp/t,1,0", "DISPLAY": ":0"}, "xclip", "tmux") == ["tmux", "xclip"]


def test_a_program_gets_the_text_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert Program((sys.executable, "-c", code)).put("$(é) “x”\n; rm")
    assert out.read_bytes().decode() == "$(é) “x”\n; rm"


def test_a_program_that_fails_or_is_not_there_says_so() -> None:
    assert not Program((sys.executable, "-c", "raise SystemExit(1)")).put("x")
    assert not Program(("no-such-program-here",)).put("x")
