"""Word files (`.docx`): mammoth says in markup what their styles mean, and the markup becomes blocks."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from reader.confine import earn
from reader.document import Document
from reader.opening import ParseError, markup, xhtml
from reader.opening.archive import Archive, MemberError
from reader.opening.composer import Composer
from reader.opening.html.tree import Element, classes, tag, text_of
from reader.opening.wordml import WORD, simplified

MOST_PICTURES = 32_000_000
"""Bytes of a document's pictures that are kept, the first ones."""
_RASTER = ("image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp", "image/bmp")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
"""A document type in UTF-8 or UTF-16; the format forbids it (ECMA-376, part 2)."""
_TEXT = re.compile(rb"(?<=>)[^<>]+")
_LOWEST = 6
_OUTLINE_LEVELS = 9
"""Levels of headings in Word; 9 stands for running text."""
_STYLES = r"""
p[style-name='Title'] => h1.title:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\n')
p[style-name='Preformatted Text'] => pre:separator('\n')
p[style-name='Source Code'] => pre:separator('\n')
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Image Caption'] => figcaption:fresh
p[style-name='Table Caption'] => figcaption:fresh
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => em
r[style-name='HTML Code'] => code
r[style-name='Source Text'] => code
r[style-name='Verbatim Char'] => code
r[style-name='Strong'] => strong
p[style-name='Heading'] => h1:fresh
"""
"""What the styles of Word, LibreOffice, Pages and pandoc mean."""
_HEADINGS = "\n".join(
    f"{which} => h{level}:fresh"
    for level in range(1, 7)
    for which in (f"p.Heading{level}", f"p[style-name='Heading {level}']")
)
_OUTER = "ul|ol > li > "
_LISTS = "\n".join(
    f"p:{order}ered-list({depth}) => {_OUTER * (depth - 1)}{element} > li:fresh"
    for order, element in (("unord", "ul"), ("ord", "ol"))
    for depth in range(1, 6)
)
_NAMED = re.compile(r"[pr]\[style-name='([^'\\]*)'\]")
_IGNORED = re.compile(r"unrecognised element was ignored: (?:\{[^}]*\}|[\w-]+:)?(\w+)")


def parse(data: bytes, name: str = "") -> Document:
    """The document that a Word file is. Comments and deleted text are left out.

    Args:
        data: The file's bytes.
        name: What to call it where neither its properties nor a heading do.

    Returns:
        The document, without a source.

    Raises:
        ParseError: It is no Word file, encrypted, a bomb, or damaged beyond reading.
    """
    if data.startswith(_COMPOUND_FILE):
        raise ParseError(
            "it is encrypted, or a Word file of the kind before 2007: save it as .docx in Word or LibreOffice"
        )
    archive = Archive(data)
    if _CONTENT_TYPES not in archive.names:
        raise ParseError("there is no Word document in the archive")
    composer = Composer()
    pictures = _Pictures()
    root = _markup(_checked(archive, composer.notices), _style_map(archive), pictures, composer.notices)
    markup.write(root, composer)
    if pictures.left_out:
        composer.notices.append(
            f"Pictures that are missing or of a kind that is not shown: {pictures.left_out}."
        )
    about = _properties(archive)
    headings = [each for each in root.iter("*") if tag(each) == "h1"]
    titles = [each for each in headings if "title" in classes(each)] or headings
    title = about.get("title") or (text_of(titles[0]) if titles else "") or name
    return composer.document(
        title, about.get("creator", ""), about.get("created", "")[:10], pictures=pictures.found
    )


class _Pictures:
    """The pictures of a document.

    Attributes:
        found: Their bytes by their names.
        left_out: How many could not be kept.
    """

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}
        self.left_out = 0
        self._left = MOST_PICTURES

    def keep(self, image: Any) -> dict[str, str]:
        """Keep a picture that mammoth met. Returns the attributes of its element."""
        kind = str(image.content_type or "").lower()
        source = f"picture-{len(self.found) + self.left_out + 1}.{kind.rpartition('/')[2]}"
        data = b""
        if kind in _RASTER:
            with image.open() as file:
                data = file.read(self._left + 1)
        if not data or len(data) > self._left:
            self.left_out += 1
        else:
            self._left -= len(data)
            self.found[source] = data
        return {"src": source}


def _checked(archive: Archive, notices: list[str]) -> bytes:
    """An archive of what mammoth needs of another, each member within limits."""
    checked = BytesIO()
    with zipfile.ZipFile(checked, "w") as copy:
        for member in archive.names:
            is_markup = member.lower().endswith((".xml", ".rels"))
            if not is_markup and "/media/" not in f"/{member.lower()}":
                continue
            try:
                content = archive.read(member)
            except MemberError as error:
                if member == "word/document.xml":
                    raise ParseError(f"its text cannot be read: {error}") from error
                notices.append(f"A part of the file cannot be read, {member}: {error}.")
                continue
            if is_markup and _DOCTYPE.search(content):
                raise ParseError("there are entities in it, as no Word file has")
            is_text = is_markup and member.startswith("word/")
            if is_text:
                earn(sum(len(text[0]) for text in _TEXT.finditer(content)))
                content = simplified(content)
            copy.writestr(zipfile.ZipInfo(member), content)
    return checked.getvalue()


def _markup(data: bytes, styles: str, pictures: _Pictures, notices: list[str]) -> Element:
    """The markup that mammoth makes of a file."""
    import mammoth

    try:
        made = mammoth.convert_to_html(
            BytesIO(data),
            style_map=styles,
            include_default_style_map=False,
            convert_image=mammoth.images.img_element(pictures.keep),
        )
        root, _ = xhtml.parse(f"<div>{made.value}</div>".encode())
    except MemoryError:
        raise
    except RecursionError as error:
        raise ParseError("it is nested too deeply") from error
    except Exception as error:  # mammoth expects files to be what they should be
        raise ParseError("it is damaged, or no Word document") from error
    if root is None:
        raise ParseError("there is no text in it")
    _say_captions_once(root)
    for message in made.messages:
        if found := _IGNORED.search(message.message):
            notices.append(f"Parts of the file that are not text are left out ({found[1]}).")
        elif "could not" in message.message.lower():  # find or open an image
            pictures.left_out += 1
    return root


def _say_captions_once(root: Element) -> None:
    """Leave out captions that say what their picture's description says."""
    for caption in [each for each in root.iter("*") if tag(each) == "figcaption"]:
        before = caption.getprevious()
        pictures = () if before is None else before.iter("img")
        if any(" ".join(picture.get("alt", "").split()) == text_of(caption) for picture in pictures):
            caption.getparent().remove(caption)


def _style_map(archive: Archive) -> str:
    """What styles mean: those that are known, and a file's own that have a place in its outline.

    Of those that are known only what the file has: mammoth tries each line for each run of its text.
    """
    root = _part(archive, "word/styles.xml")
    every = [] if root is None else list(root.iter(f"{WORD}style"))
    names = {_value(style, "name").casefold() for style in every}
    styles = {
        style.get(f"{WORD}styleId"): style for style in every if style.get(f"{WORD}type") == "paragraph"
    }
    lines = [line for line in _STYLES.splitlines() if _names_one_of(names, line)]
    for style in styles.values():
        name = _value(style, "name")
        level = ""
        for _ in styles:  # a style may be based on itself, by way of others
            level = level or _value(style, "pPr/outlineLvl")
            style = styles.get(_value(style, "basedOn"))
            if level or style is None:
                break
        if name.isprintable() and level.isdecimal() and int(level) < _OUTLINE_LEVELS:
            quoted = name.replace("\\", "\\\\").replace("'", "\\'")
            lines.append(f"p[style-name='{quoted}'] => h{min(int(level) + 1, _LOWEST)}:fresh")
    headings = [line for line in _HEADINGS.splitlines() if _names_one_of(names, line)]
    return "\n".join([*lines, *headings, _LISTS])


def _names_one_of(names: set[str], line: str) -> bool:
    """Whether a line of a style map is about a style with one of some names, or about no name."""
    found = _NAMED.match(line)
    return not found or found[1].casefold() in names


def _value(style: Element, path: str) -> str:
    """The value of an element in a style; empty where there is none."""
    found = style.find("/".join(f"{WORD}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{WORD}val") or ""


def _properties(archive: Archive) -> dict[str, str]:
    """What a file says of itself (Dublin Core), by the names of the elements."""
    root = _part(archive, "docProps/core.xml")
    return {} if root is None else {tag(each): text_of(each) for each in root}


def _part(archive: Archive, name: str) -> Element | None:
    """The tree of a member; None where there is none."""
    try:
        return xhtml.parse(archive.read(name))[0]
    except MemberError:
        return None
