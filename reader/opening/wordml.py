"""The markup of Word files, made plainer before mammoth reads it.

Word cuts a sentence into runs wherever a word was checked or edited, each of
which takes mammoth as long as a paragraph, and each attribute as much memory as
a line of text; and mammoth leaves formulas out.
"""

from __future__ import annotations

from reader.opening.html.tree import Element, tag

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""What stands before the names of elements and attributes."""
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NUMBERS = (
    *(
        f"{WORD}{name}"
        for name in ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidDel", "rsidTr", "rsidSect")
    ),
    *(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")),
)
"""The attributes by which Word tells who edited what."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = ("proofErr", "lastRenderedPageBreak", "lang", "noProof")
"""What Word notes for itself: marks of the spelling checker, languages, where pages ended."""
_FORMATS = frozenset(
    f"{WORD}{name}"
    for name in ("rStyle", "b", "i", "strike", "vertAlign", "del", "ins", "moveFrom", "moveTo")
)
"""What mammoth makes markup of in the format of a run; fonts, sizes and colours it makes nothing of."""
_PARTS = ("num", "den", "sub", "sup", "e")
"""The parts of fractions, raised letters and roots in a formula."""


def simplified(content: bytes) -> bytes:
    """A part of a Word file with formulas as text, without Word's notes for itself, and without fonts.

    Args:
        content: The part's markup.

    Returns:
        Markup that says the same; `content` itself where it is damaged.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return content
    for formula in list(root.iter(f"{_MATH}oMathPara", f"{_MATH}oMath")):
        if next(formula.iterancestors(f"{_MATH}*"), None) is None and formula is not root:
            run = formula.makeelement(f"{WORD}r")
            etree.SubElement(run, f"{WORD}t").text = _line_of(formula)
            formula.getparent().replace(formula, run)
    for note in list(root.iter(*(f"{WORD}{name}" for name in _NOTES))):
        note.getparent().remove(note)
    etree.strip_attributes(root, *_NUMBERS, _SPACE)
    for properties in list(root.iter(f"{WORD}rPr")):
        for each in list(properties):
            if each.tag not in _FORMATS:
                properties.remove(each)
        if not len(properties):
            properties.getparent().remove(properties)
    _join_runs(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _join_runs(root: Element) -> None:
    """Make one run of neighbours that look alike."""
    before: Element | None = None
    for run in list(root.iter(f"{WORD}r")):
        if not _is_text(run):
            before = None
        elif before is not None and before.getnext() is run and _format(run) == _format(before):
            before[-1].text = (before[-1].text or "") + (run[-1].text or "")
            run.getparent().remove(run)
        else:
            before = run


def _is_text(run: Element) -> bool:
    """Whether a run is one piece of text, and perhaps its format."""
    names = [child.tag for child in run]
    return names in ([f"{WORD}t"], [f"{WORD}rPr", f"{WORD}t"])


def _format(run: Element) -> bytes:
    """The markup of a run's format; empty where it has none."""
    from lxml import etree

    return bytes(etree.tostring(run[0]).strip()) if len(run) > 1 and len(run[0]) else b""


def _line_of(formula: Element) -> str:
    """A formula on one line, as one would type it."""
    parts = {tag(child): _line_of(child) for child in formula if tag(child) in _PARTS}
    match tag(formula):
        case "t":
            return formula.text or ""
        case "f":
            return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"
        case "ssup" | "ssub" | "ssubsup":
            below = f"_{_grouped(parts['sub'])}" if "sub" in parts else ""
            above = f"^{_grouped(parts['sup'])}" if "sup" in parts else ""
            return parts.get("e", "") + below + above
        case "rad":
            return f"√{_grouped(parts.get('e', ''))}"
    return "".join(map(_line_of, formula))


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
