"""The command line: `main` finds the command and runs it; each command imports what it needs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from reader.cli.parser import build, completed
from reader.cli.streams import CommandError, complain, flush, mute, prepare


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: The words after the program's name; those it was started with by default.

    Returns:
        The exit code: 0 where it succeeded, 1 where it failed, 2 for wrong use.
    """
    prepare()
    parser = build()
    given = parser.parse_args(completed(sys.argv[1:] if arguments is None else arguments))
    try:
        module, _, function = given.run.partition(":")
        code: int = getattr(importlib.import_module(module), function)(given)
        flush()
    except CommandError as error:
        complain(str(error))
        return error.code
    except BrokenPipeError:
        mute()  # whoever read our output has seen enough
        return 0
    except KeyboardInterrupt:
        return 130
    return code
