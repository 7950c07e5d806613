"""The user's own editor, for a note: called on a private file, which is read back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from reader.sanitise import clean

USUAL = ("sensible-editor", "nano", "vim", "vi")
"""Programs that are looked for where nobody has named an editor."""

NOTE, ABOUT = "note.md", "about.json"
"""The names of the file in its private folder, and of that which says what it is."""

WAIT = "Nothing was changed in the editor. (One with a window must be told to wait: EDITOR='code --wait'.)"


class EditorError(Exception):
    """The editor gave no note: one sentence that says why, and what has become of the words."""


def editor(environ: Mapping[str, str]) -> list[str]:
    """The command that calls the user's editor, without the file.

    Args:
        environ: The environment: `VISUAL` is asked first, then `EDITOR`, as programs of Unix do. Either
            may have arguments.

    Raises:
        EditorError: None is named, or the name makes no sense.
    """
    for name in ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            try:
                return shlex.split(environ[name])
            except ValueError as error:
                raise EditorError(f"${name} is no command: {error}.") from error
    found = next(filter(None, map(shutil.which, USUAL)), None)
    if found is None:
        raise EditorError("No editor is named: set $EDITOR, as in EDITOR=nano.")
    return [found]


def edited(words: str, command: list[str], folder: Path, about: str = "") -> str:
    """Words as the user's editor leaves them. The terminal must be free for it.

    Args:
        words: What is to be edited.
        command: The editor, with its arguments.
        folder: A folder in which a private one is made for the file.
        about: What the words are, for `left_behind`.

    Raises:
        EditorError: It could not be called, failed, or left nothing. What it wrote and then failed on
            stays in its file, which the sentence names.
    """
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
        private = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=folder))
        (private / ABOUT).write_text(about, "utf-8")
        path = private / NOTE
        before = f"{words}\n" if words else ""
        path.touch(0o600, exist_ok=False)
        path.write_text(before, "utf-8", "replace")
    except OSError as error:
        raise EditorError(
            f"Can't write a file for the editor in {folder}: {error.strerror or error}."
        ) from error
    why = ""
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own choice
        if code:
            why = f"{command[0]} ended with an error ({code})"
    except OSError as error:
        why = f"{command[0]} can't be run: {error.strerror or error}"
    after = _read(path)
    if why and after.strip() and after != before:
        raise EditorError(f"{why}, so the note is as it was; what was written is in {path}.")
    forget(private)
    if why:
        raise EditorError(f"{why}, so the note is as it was.")
    if before and not after.strip():
        raise EditorError("The editor left nothing, so the note is as it was.")
    return clean(after).strip("\n")


def left_behind(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """The files for editors under which Reader was ended, or whose editor failed.

    Args:
        folder: What `edited` was called with.

    Yields:
        The file's private folder, what `edited` was told that it is about, and its words.
    """
    for private in sorted(folder.glob("*-*")):
        process = private.name.partition("-")[0]
        if process.isdigit() and not _runs(int(process)):
            yield private, _read(private / ABOUT), clean(_read(private / NOTE)).strip("\n")


def forget(private: Path) -> None:
    """Remove the private folder of a file for an editor."""
    shutil.rmtree(private, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    except OSError:
        return ""
