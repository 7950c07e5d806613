"""What is plainly of the page and not of its article: by its tag, or by the names pages give it."""

from __future__ import annotations

import re

from reader.opening.html.tree import Element, tag

_TAGS = frozenset(("nav", "footer", "aside", "form"))
_WORDS = (
    r"ads? advert\w* share sharing social related\w* recommend\w* promo\w* newsletter subscri\w* signup "
    r"sign-up comments? sidebar footer nav\w* menu breadcrumbs? tags? byline author\w* meta popular trending "
    r"read-?more sponsor\w* banner widget teaser\w* cookie\w* toolbar pagination pager copyright "
    r"(?:no-?)?print"
)
_NAME = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_WORDS.split())})(?:$|[\s_-])", re.IGNORECASE)
"""Classes and ids of what is not the article, as web pages have them."""


def is_of_page(element: Element) -> bool:
    """Whether an element says that it is not of the article."""
    return tag(element) in _TAGS or bool(_NAME.search(f"{element.get('class', '')} {element.get('id', '')}"))
