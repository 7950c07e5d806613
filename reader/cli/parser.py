"""The commands, their options and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reader import __version__
from reader.annotation import COLOURS

SHELLS = ("bash", "zsh", "tcsh")


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: The word that calls it.
        run: The function that does it, as `module:name`; it takes what was given and returns the exit code.
        summary: One line.
        arguments: Adds its options, and returns those that take the names of files.
        examples: Lines to try.
    """

    name: str
    run: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], list[argparse.Action]]
    examples: tuple[str, ...]


_HelpFormatter = partial(argparse.RawDescriptionHelpFormatter, max_help_position=20)

Files = list[argparse.Action]
"""The options of a command that take the names of files."""


def _source(parser: argparse.ArgumentParser) -> Files:
    source = parser.add_argument(
        "source", metavar="SOURCE", help="a file, an address, an id, or - for standard input"
    )
    _format(parser)
    return [source]


def _source_or(default: str, parser: argparse.ArgumentParser) -> Files:
    source = parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help=f"a file, an address, an id, or - for standard input; {default} by default",
    )
    _format(parser)
    return [source]


def _sources(parser: argparse.ArgumentParser) -> Files:
    some = parser.add_argument(
        "sources", metavar="SOURCE", nargs="*", help="a file, an address, or - for standard input"
    )
    _format(parser)
    _json(parser)
    return [some]


def _entities(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument("--all", action="store_true", help="list dates, amounts and numbers as well")
    return _findings(parser)


def _findings(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument("--raw", action="store_true", help="as the engine found it, without your corrections")
    return _sources(parser)


def _corrections(parser: argparse.ArgumentParser) -> Files:
    _json(parser)
    parser.add_argument("--remove", metavar="ID", help="take one back")
    return _source_or("all documents", parser)


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", metavar="FORMAT", help="what the source is (text, html …), unguessed")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of its text, unguessed")


def _json(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument("--json", action="store_true", help="write JSON for other programs")
    return []


def _open(parser: argparse.ArgumentParser) -> Files:
    source = parser.add_argument(
        "words",
        metavar="SOURCE",
        nargs="*",
        help="a file, an address, an id, words of a title, or - for standard input; the library by default",
    )
    parser.add_argument(
        "-c", "--continue", dest="last", action="store_true", help="go on with what was read last"
    )
    _format(parser)
    return [source]


def _read(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print it in plain lines that say what they are, for screen readers",
    )
    parser.add_argument("--quotes", action="store_true", help="with --plain: say who says what, too")
    return _source_or("what was read last", parser)


def _serve(parser: argparse.ArgumentParser) -> Files:
    source = parser.add_argument("source", metavar="SOURCE", nargs="?", help="a file, an address, or an id")
    parser.add_argument(
        "--port", metavar="NUMBER", type=int, default=0, help="the port; a free one by default"
    )
    return [source]


def _export(parser: argparse.ArgumentParser) -> Files:
    files = _source(parser)
    to = parser.add_mutually_exclusive_group()
    output = to.add_argument("-o", "--output", metavar="FILE", help="write to a file, not to standard output")
    to.add_argument("--clipboard", action="store_true", help="copy to the terminal's clipboard (OSC 52)")
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace a file that Reader did not make, or that was changed since; no copy is kept",
    )
    return [*files, output]


def _notes(parser: argparse.ArgumentParser) -> Files:
    _json(parser)
    return _source_or("all documents", parser)


def _annotate(parser: argparse.ArgumentParser) -> Files:
    files = _source(parser)
    parser.add_argument("--quote", metavar="TEXT", help="the passage, as it stands in the article")
    parser.add_argument("--nth", metavar="N", type=int, help="which one, where it stands there several times")
    parser.add_argument("--start", metavar="OFFSET", type=int, help="the passage's first character, from 0")
    parser.add_argument("--end", metavar="OFFSET", type=int, help="the offset after its last character")
    parser.add_argument("--note", metavar="TEXT", default="", help="a note, in Markdown")
    parser.add_argument("--tag", metavar="TAG", dest="tags", action="append", default=[], help="a tag")
    parser.add_argument("--colour", choices=COLOURS, default=COLOURS[0], help="of the highlight")
    _json(parser)
    return files


def _refresh(parser: argparse.ArgumentParser) -> Files:
    _json(parser)
    return _source(parser)


def _config(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument("--example", action="store_true", help="print a file of all settings and keys")
    return []


def _nothing(_parser: argparse.ArgumentParser) -> Files:
    return []


def _completion(parser: argparse.ArgumentParser) -> Files:
    parser.add_argument("shell", choices=SHELLS, help="the shell to write it for")
    return []


COMMANDS = (
    Command(
        "open",
        "reader.cli.reading:open_article",
        "read an article (the word may be left out)",
        _open,
        (
            "reader article.txt",
            "reader https://example.org/article",
            "reader war peace",
            "reader --continue",
            "man less | reader -",
        ),
    ),
    Command(
        "read",
        "reader.cli.plain:read_article",
        "read an article, or have it in plain lines",
        _read,
        ("reader read article.txt --plain", "reader read https://example.org/article --plain --quotes"),
    ),
    Command(
        "serve",
        "reader.cli.serving:serve",
        "show Reader in this computer's browser",
        _serve,
        ("reader serve", "reader serve article.txt --port 8000"),
    ),
    Command(
        "refresh",
        "reader.cli.web:refresh",
        "read a page or a file again, and say what changed",
        _refresh,
        (
            "reader refresh https://example.org/article",
            "reader refresh article.txt",
            "reader refresh 1f3a77c0",
        ),
    ),
    Command(
        "export",
        "reader.cli.notes:export_notes",
        "write an article's annotations as Markdown",
        _export,
        ("reader export article.txt", "reader export article.txt -o article.md", "reader export 1f3a77c0"),
    ),
    Command(
        "list",
        "reader.cli.notes:list_documents",
        "list what was read, the last first",
        _json,
        ("reader list", "reader list | grep 2026-11"),
    ),
    Command(
        "notes",
        "reader.cli.notes:show_notes",
        "list annotations, one a line",
        _notes,
        ("reader notes", "reader notes article.txt --json", "reader notes | grep '#war'"),
    ),
    Command(
        "annotate",
        "reader.cli.notes:annotate_passage",
        "highlight a passage, with or without a note",
        _annotate,
        (
            "reader annotate article.txt --quote 'too little, too late' --note 'Who says so?' --tag war",
            "reader annotate article.txt --quote Kyiv --nth 2 --colour blue",
            "reader annotate article.txt --start 120 --end 164",
        ),
    ),
    Command(
        "entities",
        "reader.cli.findings:list_entities",
        "list who and what is named in an article",
        _entities,
        ("reader entities article.txt", "reader entities *.txt --json"),
    ),
    Command(
        "quotes",
        "reader.cli.findings:list_quotes",
        "list who says what in an article",
        _findings,
        ("reader quotes article.txt", "reader quotes article.txt | grep Kofman"),
    ),
    Command(
        "corrections",
        "reader.cli.corrections:list_corrections",
        "list what you corrected, or take it back",
        _corrections,
        ("reader corrections", "reader corrections article.txt", "reader corrections --remove 01JD…"),
    ),
    Command(
        "text",
        "reader.cli.reading:print_text",
        "print the text that all offsets count",
        _sources,
        ("reader text article.md", "cat article.md | reader text --format markdown --json"),
    ),
    Command(
        "config",
        "reader.cli.settings:show_settings",
        "show the settings, and where they are kept",
        _config,
        ("reader config", "reader config --example"),
    ),
    Command(
        "doctor",
        "reader.cli.doctor:examine",
        "check that everything Reader needs is in order",
        _nothing,
        ("reader doctor",),
    ),
    Command(
        "completion",
        "reader.cli.parser:print_completion",
        "write the completion of these commands for a shell",
        _completion,
        ("reader completion bash > ~/.local/share/bash-completion/completions/reader",),
    ),
)


def build(completion: object = None) -> argparse.ArgumentParser:
    """The parser of the command line; what it gives has the command's `run`.

    Args:
        completion: How a shell completes the name of a file, as shtab has it.
    """
    parser = argparse.ArgumentParser(
        prog="reader",
        usage="reader [SOURCE]\n       reader WORDS OF A TITLE\n       reader COMMAND …",
        description="Read, understand and annotate articles in the terminal.",
        epilog=_examples(
            ("reader", "reader article.txt", "reader entities article.txt", "reader export --help")
        )
        + "\n\nA file that has the name of a command is opened by `reader ./NAME`.",
        formatter_class=_HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="reader", required=True)
    for command in COMMANDS:
        subparser = commands.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            epilog=_examples(command.examples),
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
        )
        for action in command.arguments(subparser):
            action.complete = completion  # type: ignore[attr-defined]  # shtab looks for it
        subparser.set_defaults(run=command.run)
    return parser


def completed(arguments: Sequence[str]) -> list[str]:
    """The arguments, with the word `open` before them where they begin with no command."""
    known = {command.name for command in COMMANDS} | {"-h", "--help", "--version"}
    return list(arguments) if arguments and arguments[0] in known else ["open", *arguments]


def print_completion(given: argparse.Namespace) -> int:
    """Write the completion of the commands for a shell."""
    import shtab

    from reader.cli.streams import say

    say(shtab.complete(build(shtab.FILE), given.shell))
    return 0


def _examples(lines: Sequence[str]) -> str:
    return "\n".join(["examples:", *(f"  {line}" for line in lines)])
