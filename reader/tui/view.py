"""A view: an article with what moves it, what selects in it, and its links."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reader.tui.article import ArticleView
from reader.tui.links import Links
from reader.tui.moving import Moving
from reader.tui.placing import Placing
from reader.tui.selecting import Selecting


class View:
    """The page, or a footnote that lies over it.

    Args:
        article: What is seen.
        selection_changed: Called after each change of the selection.
    """

    def __init__(self, article: ArticleView, selection_changed: Callable[[], None]) -> None:
        self.article = article
        self.selecting = Selecting(article, selection_changed)
        self.moving = Moving(article, self.selecting)
        self.placing = Placing(article, self.selecting)

    @cached_property
    def links(self) -> Links:
        """The links of the article."""
        return Links(self.article.document)
