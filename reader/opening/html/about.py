"""What a web page says of itself: its title, author, site and date.

Pages say it in `<meta>` elements (Open Graph, Twitter, Dublin Core, plain
names), in JSON-LD by schema.org, and in the text; trafilatura knows the places
in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reader.opening.html.extractor import found_in
from reader.opening.html.tree import Element, text_of

_TITLES = (
    *("dc:title", "dcterms:title", "dcterm:title", "og:title", "twitter:title"),
    *("citation_title", "headline", "title"),
)
_AUTHORS = (
    *("dc:creator", "dcterms:creator", "dcterm:creator", "author", "article:author", "byl"),
    *("citation_author", "parsely-author", "sailthru:author"),
)
_SITES = ("og:site_name", "application-name", "twitter:site", "dc:publisher", "dcterms:publisher")
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate"),
    *("dc:date", "dc:date:issued", "dcterms:created", "dcterms:date", "citation_publication_date"),
    *("citation_date", "parsely-pub-date", "sailthru:date", "article:published"),
)
_ARTICLES = re.compile(r"Article|Posting|Report|Review|Book|WebPage|VideoObject|Recipe")
_ADDRESS = re.compile(r"[a-z]+://|^@|www\.", re.IGNORECASE)
_PARTS = re.compile(r"^\s*[|_\-–—:/»·•]|[|_\-–—:/»·•]\s*$")
"""What stands between the name of an article and that of its site."""
_BY = re.compile(r"(?:By|Von|Par|Por|Door|Di|Af|Av)\s+([^\d|•·@/]{3,60}?)", re.IGNORECASE)
_MOST_BYLINES = 10
_WRAPPER = re.compile(r"^\s*(?://)?\s*(?:<!--)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*(?:-->)?\s*$")
"""What hides a script from old programs."""
_MOST_OBJECTS = 2000


@dataclass
class About:
    """What a page says of itself; empty where it says nothing."""

    title: str = ""
    author: str = ""
    site: str = ""
    date: str = ""


def about(root: Element, address: str = "", *, in_text: bool = True) -> About:
    """What a page says of itself.

    Args:
        root: The page's tree.
        address: Its URL, if known.
        in_text: Whether to look for it in the text too, which takes longer.
    """
    meta = _meta(root)
    linked = _linked(root, text_of_title(root))
    title = _first(meta, _TITLES) or linked.title or text_of_title(root)
    site = _first(meta, _SITES) or linked.site
    own = About(
        title=_heading(root, title, site) or title,
        author=_first(meta, _AUTHORS) or linked.author,
        site=site,
        date=_first(meta, _DATES) or linked.date,
    )
    return _completed(own, root, address) if in_text else own


def _completed(own: About, root: Element, address: str) -> About:
    """What is told, with what is found in the text."""
    found = found_in(root, address)
    return About(
        title=own.title or found.title,
        author=own.author or _byline(root) or found.author,
        site=own.site or found.site,
        date=own.date if not found.date or own.date.startswith(found.date) else found.date,
    )


def _byline(root: Element) -> str:
    """Who wrote the article, by the first line that a class calls a byline and that says it in a word."""
    named = (each for each in root.iter("*") if "byline" in (each.get("class") or "").lower())
    for element in islice(named, _MOST_BYLINES):
        if found := _BY.fullmatch(" ".join(" ".join(element.itertext("*")).split())):
            return found[1]
    return ""


def _heading(root: Element, title: str, site: str) -> str:
    """The page's first-level heading, if its title is that and the name of the site."""
    for element in root.iter("h1"):
        text = text_of(element)
        rest = title.replace(text, "", 1) if text else title
        other = _PARTS.sub("", rest).strip()
        is_site = bool(site) and other == site
        if rest != title and (not rest or is_site or (len(text) >= len(other) and _PARTS.search(rest))):
            return text
    return ""


def text_of_title(root: Element) -> str:
    """The text of a page's `<title>`."""
    return next((text_of(element) for element in root.iter("title")), "")


def _meta(root: Element) -> dict[str, str]:
    """What `<meta>` elements say, by the names of that, `dc.title` and `dc:title` alike."""
    values: dict[str, str] = {}
    for key in ("property", "name", "itemprop"):
        for element in root.iter("meta"):
            content = " ".join((element.get("content") or "").split())
            for name in (element.get(key) or "").lower().replace(".", ":").split():
                if content:
                    values.setdefault(name, content)
    return values


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name) and not _ADDRESS.search(meta[name])), "")


def _linked(root: Element, title: str) -> About:
    """What JSON-LD says of a page with a title."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                data = json.loads(_WRAPPER.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            for each in _objects(data):
                if _ARTICLES.search(str(each.get("@type"))) and (
                    each.get("headline") or each.get("datePublished")
                ):
                    names = [_text(each.get("headline")), _text(each.get("name"))]
                    return About(
                        title=next((name for name in names if name and name in title), names[0]),
                        author=_names(each.get("author")),
                        site=_names(each.get("publisher")),
                        date=_text(each.get("datePublished")),
                    )
    return About()


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON value, the outer ones first."""
    waiting = [data]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += [value for value in one.values() if isinstance(value, (dict, list))]
        elif isinstance(one, list):
            waiting += one


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: Any) -> str:
    """The names of one or several people or organisations."""
    several = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in several]
    return ", ".join(dict.fromkeys(name for name in names if name and not _ADDRESS.search(name)))
