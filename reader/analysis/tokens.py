"""The tokens of a sentence, as treebanks of English cut them: `do|n't`, `ex|-|president`, `U.S.`, `$|5.5`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Messrs|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cpt|Maj|Cmdr|Adm|Rev|Hon|St|Jr|Sr|Esq"
    "|vs|v|No|Inc|Ltd|Co|Corp|Bros|Mt|Ft|Ave|Blvd|Dept|est|etc|al|ca|approx"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev"
    "|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<short>(?:[^\W\d_]\.){{2,}}|\b(?:{_ABBREVIATIONS})\.(?!\w)|\b[A-Z]\.(?=\s))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:-?[^\W_]+)*)"
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+|-(?=\d)[^\W_]+)*)"
    r"|(?P<sign>\.{2,}|-{2,}|[^\s])"
)
_ENDING = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The ranges of the tokens of a part of a text.

    Words that are written as one but are two in grammar are two tokens; a mark is one, and so
    is an abbreviation with its full stop, a number with its commas, an address.

    Args:
        text: The text.
        start: Where the part begins, in code points.
        end: Where it ends; the text's end if None.
    """
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        if match.lastgroup in ("word", "number") and (ending := _ENDING.search(match.group())):
            cut = first + ending.start()
            if cut > first:
                yield first, cut
            yield cut, last
        else:
            yield first, last
