"""The styles that a widget draws in, by roles that the style sheet has component classes for."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.widget import Widget


class Styles:
    """The styles of roles, made once for a theme: rows are drawn far more often than it changes.

    Args:
        widget: Whose component classes they are.
        prefix: What their names begin with, before `--` and the role.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._made: dict[tuple[str, ...], Style] = {}

    def of(self, *roles: str) -> Style:
        """The widget's own style, and over it those of some roles in turn; an empty one adds nothing."""
        style = self._made.get(roles)
        if style is None:
            style = self._widget.rich_style
            for role in filter(None, roles):
                style += self._widget.get_component_rich_style(f"{self._prefix}--{role}", partial=True)
            self._made[roles] = style
        return style

    def forget(self) -> None:
        """Forget the styles of the theme before."""
        self._made.clear()


class Styled(Widget):
    """A widget that draws its rows in the styles of its roles.

    Args:
        id: The widget's id.
    """

    PREFIX: ClassVar[str]
    """What the names of its component classes begin with."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        super().__init__(id=id)
        self._styles = Styles(self, self.PREFIX)
        self._style = self._styles.of

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.forget()
        super().notify_style_update()
