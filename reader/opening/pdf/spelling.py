"""What a PDF's characters say, without what only PDF makes of them."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
"""Stands where a word was broken at the end of a line, as PDFium tells it."""
BROKEN = "\x02"
"""What PDFium gives for such a hyphen."""
JOINED = 0x200B
"""Stands for an accent that has been joined to its letter."""

_MEANINGLESS = "\0\ufffe\uffff"
_SPLITTING = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Characters that Python takes for white space, but that stand for unknown shapes here."""
_CORK_ONLY = re.compile("[\x10-\x1f]")
_LETTER = re.compile("[A-Za-z]")
_CORK = str.maketrans(
    dict(
        zip(
            map(chr, range(0x10, 0x20)),
            ("“", "”", "„", "«", "»", "–", "—", "", "", "ı", "ȷ", "ff", "fi", "fl", "ffi", "ffl"),
            strict=True,
        )
    )
)
"""TeX's Cork encoding (T1) where it differs from ASCII: fonts without a map of meanings are mostly TeX's."""
_UNREADABLE = re.compile(r"[\0\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uefff]")
"""Characters that say nothing: what fonts without a map of meanings give."""
_BULLETS = "\uf0b7•\uf0a7▪\uf0a8◦\uf0d8➢\uf0fc✓\uf06c●\uf06e■\uf02d-"
"""What stands at the private places of the symbol fonts that office programs take their bullets from."""
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(_MEANINGLESS, "\ufffd"),
        **dict(zip(_BULLETS[::2], _BULLETS[1::2], strict=True)),
        BROKEN: SOFT_HYPHEN,
        "\u200b": None,
    }
)
_COMPATIBLE = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefe\u2f00-\u2fdf]")
"""Ligatures, positional forms of Arabic letters, and radicals that stand for whole characters."""
_SURROGATE = re.compile("[\ud800-\udfff]")
ACCENTS = {
    ord("´"): "\u0301",
    ord("ˆ"): "\u0302",
    ord("˜"): "\u0303",
    ord("¯"): "\u0304",
    ord("˘"): "\u0306",
    ord("˙"): "\u0307",
    ord("¨"): "\u0308",
    ord("˚"): "\u030a",
    ord("˝"): "\u030b",
    ord("ˇ"): "\u030c",
    ord("¸"): "\u0327",
    ord("˛"): "\u0328",
}
"""Accents that old fonts draw apart from their letters, and what combines with a letter."""
_DOTLESS = {ord("ı"): "i", ord("ȷ"): "j"}


def spelled(said: str) -> str:
    """What the characters of one font say: ligatures taken apart, bullets for the codes of symbol fonts.

    Args:
        said: What PDFium gives for them.
    """
    text = said.translate(_SPELLING)
    if _CORK_ONLY.search(text) and _LETTER.search(text):
        text = text.translate(_CORK)
    text = _SPLITTING.sub("\ufffd", text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def unreadable(text: str) -> int:
    """How many characters of a text, as `spelled` gives it, say nothing."""
    return len(_UNREADABLE.findall(text))


def accented(letter: int, accent: int) -> int | None:
    """The character that a letter and an accent make, all as code points; None where there is none."""
    both = unicodedata.normalize("NFC", (_DOTLESS.get(letter) or chr(letter)) + ACCENTS[accent])
    return ord(both) if len(both) == 1 else None
