"""A small writer of PDFs: text at places, in fonts with simple widths."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

WIDTH, HEIGHT = 600, 800
NARROW, WIDE = "ijlIftr.,:;'-", "mwMW"
FONTS = {"roman": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique", "mono": "Courier"}


@dataclass(frozen=True)
class Words:
    """Words at a place, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 10
    font: str = "roman"
    spacing: float = 0.0
    """Points that each space is wider than it would be."""
    turned: bool = False
    """Whether they run upwards."""
    mode: int = 0
    """How they are drawn; 3 is not at all."""

    @property
    def width(self) -> float:
        spaces = self.spacing * self.text.count(" ")
        return sum(width_of(letter, self.font) for letter in self.text) * self.size / 1000 + spaces


@dataclass(frozen=True)
class Page:
    words: Sequence[Words] = ()
    rotation: int = 0
    drawing: bytes = b""
    links: Sequence[tuple[tuple[float, float, float, float], str | int]] = ()
    """Rectangles that lead to an address, or to a page by its index."""


@dataclass(frozen=True)
class Book:
    pages: Sequence[Page]
    facts: Mapping[str, str] = field(default_factory=dict)
    outline: Sequence[tuple[str, int]] = ()
    """Titles and the indices of their pages."""
    labels: str = ""
    """The dictionary of the page labels, such as `0 << /S /r >>`."""
    characters: Mapping[int, str] = field(default_factory=dict)
    """What characters of the roman font mean, by their codes."""
    password: str = ""


def width_of(letter: str, font: str = "roman") -> int:
    """The width of a character, in thousandths of the size of type."""
    if font == "mono":
        return 600
    return 350 if letter in NARROW else 700 if letter in WIDE else 500


def column(
    text: str,
    x: float,
    top: float,
    width: float,
    *,
    size: float = 10,
    leading: float = 1.2,
    indent: int = 0,
    font: str = "roman",
) -> list[Words]:
    """A justified paragraph, its first line at a height, indented by a number of characters."""
    words: list[Words] = []
    left, row = x + indent * size / 2, ""

    def set_row(text: str, *, last: bool) -> None:
        at = Words(text, left, top - len(words) * leading * size, size, font)
        room = x + width - left - at.width
        words.append(at if last or " " not in text else replace(at, spacing=room / text.count(" ")))

    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and Words(longer, left, top, size, font).width > x + width - left:
            set_row(row, last=False)
            left, row = x, word
        else:
            row = longer
    set_row(row, last=True)
    return words


def pages(*contents: Iterable[Words]) -> list[Page]:
    return [Page(list(words)) for words in contents]


def written(book: Book | Sequence[Page]) -> bytes:
    """The bytes of a PDF."""
    if not isinstance(book, Book):
        book = Book(book)
    return _Writer(book).written()


class _Writer:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.objects: dict[int, bytes] = {}
        self.key = b""

    def written(self) -> bytes:
        book, count = self.book, len(self.book.pages)
        first_page, first_content, first_link = 20, 20 + count, 20 + 2 * count
        trailer = b"/Size 100000 /Root 1 0 R /Info 3 0 R"
        if book.password:
            trailer += self._encryption()
        kids = " ".join(f"{first_page + index} 0 R" for index in range(count))
        catalog = "/Type /Catalog /Pages 2 0 R"
        if book.outline:
            catalog += " /Outlines 4 0 R"
            self._outline(first_page)
        if book.labels:
            catalog += f" /PageLabels << /Nums [{book.labels}] >>"
        self._add(1, f"<< {catalog} >>".encode())
        self._add(2, f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
        facts = b" ".join(
            b"/%s %s" % (key.encode(), self._string(3, value.encode("latin-1")))
            for key, value in book.facts.items()
        )
        self._add(3, b"<< " + facts + b" >>")
        self._fonts()
        link = first_link
        for index, page in enumerate(book.pages):
            annotations = []
            for box, target in page.links:
                self._add(link, self._link(link, box, target, first_page))
                annotations.append(f"{link} 0 R")
                link += 1
            fonts = " ".join(f"/{name} {10 + number} 0 R" for number, name in enumerate(FONTS))
            self._add(
                first_page + index,
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.rotation} "
                f"/Resources << /Font << {fonts} >> >> /Contents {first_content + index} 0 R "
                f"/Annots [{' '.join(annotations)}] >>".encode(),
            )
            self._stream(first_content + index, page.drawing + b"".join(map(_drawn, page.words)))
        return self._file(trailer)

    def _add(self, number: int, body: bytes) -> None:
        self.objects[number] = body

    def _stream(self, number: int, data: bytes) -> None:
        data = self._encrypted(number, data)
        self._add(number, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))

    def _fonts(self) -> None:
        for number, (name, base) in enumerate(FONTS.items()):
            widths = " ".join(str(width_of(chr(code), name)) for code in range(256))
            meaning = "/ToUnicode 19 0 R" if name == "roman" and self.book.characters else ""
            self._add(
                10 + number,
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding "
                f"/FirstChar 0 /LastChar 255 /Widths [{widths}] {meaning} >>".encode(),
            )
        if self.book.characters:
            pairs = "\n".join(
                f"<{code:02x}> <{text.encode('utf-16-be').hex()}>"
                for code, text in self.book.characters.items()
            )
            self._stream(
                19,
                f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
                f"{len(self.book.characters)} beginbfchar\n{pairs}\nendbfchar endcmap".encode(),
            )

    def _link(
        self, number: int, box: tuple[float, float, float, float], target: str | int, first_page: int
    ) -> bytes:
        place = " ".join(map(str, box)).encode()
        if isinstance(target, int):
            leads = b"/Dest [%d 0 R /Fit]" % (first_page + target)
        else:
            leads = b"/A << /S /URI /URI %s >>" % self._string(number, target.encode())
        return b"<< /Type /Annot /Subtype /Link /Rect [%s] %s >>" % (place, leads)

    def _outline(self, first_page: int) -> None:
        start = 90_000
        last = start + len(self.book.outline) - 1
        self._add(4, b"<< /First %d 0 R /Last %d 0 R >>" % (start, last))
        for index, (title, page) in enumerate(self.book.outline):
            number = start + index
            beside = b"/Next %d 0 R" % (number + 1) if number < last else b""
            self._add(
                number,
                b"<< /Title %s /Parent 4 0 R /Dest [%d 0 R /Fit] %s >>"
                % (self._string(number, title.encode("latin-1")), first_page + page, beside),
            )

    def _string(self, number: int, text: bytes) -> bytes:
        return b"<" + self._encrypted(number, text).hex().encode() + b">"

    def _encryption(self) -> bytes:
        """RC4 with a key of 40 bits, as in PDF 1.1 (ISO 32000-1, 7.6.3)."""
        padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
        given = (self.book.password.encode() + padding)[:32]
        owner = _rc4(hashlib.md5(given).digest()[:5], given)
        rights, name = (-4).to_bytes(4, "little", signed=True), b"0123456789abcdef"
        self.key = hashlib.md5(given + owner + rights + name).digest()[:5]
        user = _rc4(self.key, padding)
        return b" /ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
            *[name.hex().encode()] * 2,
            owner.hex().encode(),
            user.hex().encode(),
        )

    def _encrypted(self, number: int, data: bytes) -> bytes:
        if not self.key:
            return data
        return _rc4(hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)

    def _file(self, trailer: bytes) -> bytes:
        out = bytearray(b"%PDF-1.4\n")
        places = {}
        for number, body in self.objects.items():
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \n"
        for number, place in sorted(places.items()):
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
        return bytes(out)


def _drawn(words: Words) -> bytes:
    text = words.text.encode("cp1252")
    matrix = b"0 1 -1 0" if words.turned else b"1 0 0 1"
    return b"BT /%s %g Tf %d Tr %g Tw %s %g %g Tm <%s> Tj ET\n" % (
        words.font.encode(),
        words.size,
        words.mode,
        words.spacing,
        matrix,
        words.x,
        words.y,
        text.hex().encode(),
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
