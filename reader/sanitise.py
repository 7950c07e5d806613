"""What no text from outside may do to a terminal.

A terminal obeys control characters wherever they stand in a text: they recolour
it, move the cursor, set the clipboard, ask questions whose answers arrive as
keys. Bidirectional overrides make a line read other than it is stored, and tag
characters hide a second text in it. `clean` makes all of these visible, one code
point for one, so that every offset stays what it was.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""What stands for a character that has no visible picture of its own."""

_CHARACTERS = "\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f"
_HARMLESS = re.compile(f"[^{_CHARACTERS}]*")
_HARMFUL = re.compile(f"[{_CHARACTERS}]+")
_FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)")
"""An emoji tag sequence as UTS #51 has it: a black flag, a region's code in tag
characters (`gbsct` for Scotland), the cancel tag."""
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: 0x2421,
    **dict.fromkeys(
        (
            *range(0x80, 0xA0),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            *range(0xD800, 0xE000),
            *range(0xE0000, 0xE0080),
        ),
        REPLACEMENT,
    ),
}


def clean(text: str) -> str:
    """The text with every character that can harm a terminal made visible.

    C0 controls but tab and line feed become their control pictures (ESC is `␛`),
    DEL becomes `␡`; C1 controls, bidirectional embeddings, overrides and
    isolates, lone surrogates, and tag characters outside an emoji flag become
    U+FFFD. Joiners, no-break spaces, soft hyphens and direction marks stay.

    Args:
        text: Any text.

    Returns:
        A text of the same number of code points; `text` itself where nothing was harmful.
    """
    harmless = _HARMLESS.match(text)
    if harmless and harmless.end() == len(text):
        return text
    between_flags = _FLAG.split(text)
    between_flags[::2] = [
        _HARMFUL.sub(lambda found: found[0].translate(_PICTURES), part) for part in between_flags[::2]
    ]
    return "".join(between_flags)


def line(text: str) -> str:
    """The text for one line of a terminal: a title, a name, a message.

    Args:
        text: Any text.

    Returns:
        The cleaned text, each run of white space one space, none at the ends.
    """
    return clean(" ".join(text.split()))
