"""Colours: three themes made for reading, and the tints that every theme's page is drawn with."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

from reader.annotation import COLOURS

TEXT_CONTRAST = 7.0
"""The least contrast of the text with the page: level AAA of WCAG 2.2."""

HIGHLIGHT_CONTRAST = 4.5
"""The least contrast of the text with a highlight behind it: level AA of WCAG 2.2."""

SIGN_CONTRAST = 3.0
"""The least contrast of a sign that is no text: level AA of WCAG 2.2."""

HUES = {
    "yellow": "#f0c419",
    "orange": "#e8772e",
    "pink": "#d1589f",
    "blue": "#3b8ed8",
    "green": "#35a27a",
}
"""The highlights' hues, near Okabe and Ito's palette: told apart with any kind of colour vision."""

ANSI_HUES = {
    "yellow": "ansi_yellow",
    "orange": "ansi_red",
    "pink": "ansi_magenta",
    "blue": "ansi_blue",
    "green": "ansi_green",
}
"""What stands for them in the terminal's own sixteen colours."""


def _theme(name: str, text: str, page: str, ground: str, accent: str, second: str, *, dark: bool) -> Theme:
    """A theme: text on a page, sheets on their ground, one accent, and a second colour for selections."""
    return Theme(
        name=name,
        primary=accent,
        secondary=second,
        accent=accent,
        foreground=text,
        background=page,
        surface=ground,
        panel=ground,
        dark=dark,
    )


NIGHT = _theme("reader-night", "#d9d4c9", "#17181c", "#1d1f24", "#d7a35a", "#8fa3b8", dark=True)
PAPER = _theme("reader-paper", "#2a2622", "#f7f2e8", "#efe9dc", "#8a4b16", "#54687c", dark=False)
SEPIA = _theme("reader-sepia", "#3a2c1c", "#f0e2c6", "#e7d7b7", "#8c3b1f", "#7a6a4f", dark=False)
THEMES = (NIGHT, PAPER, SEPIA)
"""The themes made for reading, in the order in which a key goes through them."""

PLAIN = "ansi-dark"
"""The theme for terminals of sixteen colours, which has just these."""


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours by WCAG 2.2's formula, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def page_variables(variables: dict[str, str]) -> dict[str, str]:
    """The style sheet's `$page-…` variables for a theme.

    Args:
        variables: The theme's own variables.
    """
    page = Color.parse(variables["background"])
    if page.ansi is not None:
        return _ansi_variables()
    text = _readable(Color.parse(variables["foreground"]), page)
    accent = Color.parse(variables["accent"])
    shades = {
        "page": page,
        "page-text": text,
        "page-quiet": _readable(page.blend(text, 0.74), page, HIGHLIGHT_CONTRAST),
        "page-faint": _readable(page.blend(text, 0.5), page, HIGHLIGHT_CONTRAST),
        "page-hairline": page.blend(text, 0.16),
        "page-ground": page.blend(text, 0.06),
        "page-active": page.blend(accent, 0.18),
        "page-accent": _readable(accent, page, HIGHLIGHT_CONTRAST),
        "page-speech": _readable(text.blend(accent, 0.32), page),
        "page-selection": _behind(Color.parse(variables["secondary"]), page, text),
    }
    ground = shades["page-ground"]
    code = {
        "page-code-keyword": text.blend(accent, 0.7),
        "page-code-string": text.blend(Color.parse(HUES["green"]), 0.6),
        "page-code-comment": page.blend(text, 0.6),
        "page-code-number": text.blend(Color.parse(HUES["blue"]), 0.6),
        "page-code-name": text.blend(Color.parse(HUES["yellow"]), 0.4),
    }
    shades |= {name: _readable(colour, ground, HIGHLIGHT_CONTRAST) for name, colour in code.items()}
    for name in COLOURS:
        hue = Color.parse(HUES[name])
        shades[f"page-{name}"] = _behind(hue, page, text)
        shades[f"page-{name}-ink"] = _readable(hue, page, SIGN_CONTRAST)
        shades[f"page-{name}-text"] = _readable(hue, page, HIGHLIGHT_CONTRAST)
    return {name: colour.hex6 for name, colour in shades.items()}


def _readable(colour: Color, page: Color, least: float = TEXT_CONTRAST) -> Color:
    """A colour for text, drawn towards black or white until it can be read on the page."""
    far = max((Color.parse("#ffffff"), Color.parse("#000000")), key=lambda end: contrast(end, page))
    for step in range(21):
        mixed = colour.blend(far, step / 20)
        if contrast(mixed, page) >= least:
            return mixed
    return far


def _behind(hue: Color, page: Color, text: Color) -> Color:
    """The strongest tint of a hue behind which the text can still be read."""
    for step in range(11, 0, -1):
        tint = page.blend(hue, step / 20)
        if contrast(text, tint) >= HIGHLIGHT_CONTRAST:
            return tint
    return page


def _ansi_variables() -> dict[str, str]:
    """For the themes that use the terminal's own sixteen colours."""
    return {
        "page": "ansi_default",
        "page-text": "ansi_default",
        "page-quiet": "ansi_default",
        "page-faint": "ansi_bright_black",
        "page-hairline": "ansi_bright_black",
        "page-ground": "ansi_default",
        "page-active": "ansi_bright_black",
        "page-accent": "ansi_cyan",
        "page-speech": "ansi_default",
        "page-selection": "ansi_blue",
        "page-code-keyword": "ansi_cyan",
        "page-code-string": "ansi_green",
        "page-code-comment": "ansi_default",
        "page-code-number": "ansi_blue",
        "page-code-name": "ansi_yellow",
        **{f"page-{colour}": shade for colour, shade in ANSI_HUES.items()},
        **{f"page-{colour}-{part}": shade for colour, shade in ANSI_HUES.items() for part in ("ink", "text")},
    }
