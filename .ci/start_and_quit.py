"""Run a command in a pseudo-terminal, see the sample article on its screen, press q."""

import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time

import pyte

EXPECTED = "The Missiles Speak"
COLUMNS, ROWS = 120, 40
PATIENCE = 300  # seconds: the command may install everything first


def main(command: str) -> int:
    """Start it, look, quit; returns the exit code of this check."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    with tempfile.TemporaryDirectory() as home:
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(READER_HOME=home, TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp("bash", ["bash", "-c", command])  # noqa: S606, S607 - the README's own words
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        seen, until = False, time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    data = os.read(terminal, 65536)
                except OSError:
                    break
                if not data:
                    break
                stream.feed(data)
            if not seen and any(EXPECTED in line for line in screen.display):
                seen = True
                time.sleep(1)
                os.write(terminal, b"q")
        if not seen:
            os.kill(pid, 9)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.stdout.write(f"sample article seen: {seen}; exit code: {code}\n")
    return 0 if seen and code == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
