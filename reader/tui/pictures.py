"""Pictures: decoded beside the interface, and drawn above the text that stands for them."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from reader.opening.picture_cache import PictureCache
from reader.opening.pictures import UNFETCHED, NoPictureError, PictureFiles
from reader.page.pictures import UPPER_HALF, Colour, Pixels, Run
from reader.tui.preferred import Preferred
from reader.tui.visiting import OnTheWay

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MOST_KEPT = 40
"""Pictures that stay decoded: some 100 kB each."""

CACHE = "pictures"
"""The folder, in the folder for caches, for what was fetched."""

Key = tuple[int, int, int]
"""The start of a picture's block, and the columns and rows that the picture is decoded for."""


def why_not(app: App[object]) -> str:
    """Why a terminal draws no pictures, as a sentence; empty where it does."""
    if app.no_color:
        return "NO_COLOR is set, so pictures are not drawn."
    if app.console.color_system not in ("256", "truecolor"):
        return "Pictures need 256 colours; this terminal (TERM, COLORTERM) names fewer."
    return ""


class Pictures:
    """The pictures of a document.

    Args:
        screen: The reading screen.

    Attributes:
        shown: Whether they are to be drawn.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.shown = screen.config.pictures
        self._cache = PictureCache(screen.folders.cache / CACHE)
        self._files = PictureFiles(screen.document, self._cache)
        self._sizes: dict[int, Pixels] = {}
        self._problems: dict[int, str] = {}
        self._made: dict[Key, list[list[Segment]]] = {}
        self._asked: set[Key] = set()
        self._ground: Colour = (0, 0, 0)
        self._decoding = False
        self._fetching: threading.Event | None = None

    def begin(self) -> None:
        """Measure the pictures, if they are to be shown."""
        if self._files.targets and self.shown and not why_not(self._screen.app):
            self._work(self._measure())

    def toggle(self) -> None:
        """Show the pictures, or only what stands for them."""
        screen = self._screen
        if self._cannot():
            return
        if self.shown and self._sizes:
            self.shown = False
            screen.article.set_text(pictures={})
            screen.status.say("Pictures are not shown.")
        else:
            self.shown = True
            self._work(self._tell("Pictures are shown"))
        screen.post_message(Preferred(pictures=self.shown))

    def fetch(self) -> None:
        """Fetch the pictures of the page that are on the web."""
        screen = self._screen
        if self._cannot() or self._fetching:
            return
        self.shown = True
        addresses = self._files.unfetched()
        if addresses:
            self._fetching = threading.Event()
            self._work(self._fetch(addresses, self._fetching))
        elif any(map(self._files.address, self._files.targets)):
            self._work(self._tell("All pictures have been fetched"))
        else:
            screen.status.say("No picture of this document is on the web: there is nothing to fetch.")

    def stop(self) -> bool:
        """Give up fetching.

        Returns:
            Whether any was on its way.
        """
        given_up, self._fetching = self._fetching, None
        if given_up is None:
            return False
        given_up.set()
        return True

    def follow(self) -> None:
        """Have those decoded that are in view or near it."""
        if not self._sizes or not self.shown:
            return
        ground = _ground(self._screen)
        if ground != self._ground:  # of another theme
            self._ground = ground
            self._made.clear()
            self._asked.clear()
        wanted = [key for key in self._near() if key not in self._asked]
        if wanted and not self._decoding:  # else those near by then are asked for when these are done
            self._decoding = True
            self._asked.update(wanted)
            self._work(self._decode(wanted, ground))

    def _cannot(self) -> bool:
        """Say why nothing can be drawn, if nothing can."""
        why = why_not(self._screen.app) if self._files.targets else "There are no pictures in this document."
        if why:
            self._screen.status.say(why)
        return bool(why)

    def _near(self) -> list[Key]:
        """The pictures on the screen, and a screen above and below it."""
        article = self._screen.article
        found: dict[Key, None] = {}
        for y in range(article.top - article.rows, article.top + 2 * article.rows):
            row = article.layout_.row(y)
            if row.picture and row.block:
                found[row.block.start, row.picture.columns, row.picture.rows] = None
        return list(found)

    def _work(self, work: Coroutine[None, None, None]) -> None:
        self._screen.run_worker(work, group="pictures", exit_on_error=False)

    async def _measure(self) -> None:
        """Make room for the pictures."""
        unknown = [
            start
            for start in self._files.targets
            if start not in self._sizes and self._problems.get(start, UNFETCHED) == UNFETCHED
        ]
        sizes, problems = await asyncio.to_thread(_measured, self._files, unknown)
        self._problems = {
            start: why for start, why in self._problems.items() if start not in sizes
        } | problems
        self._sizes |= sizes
        self._make_room()

    async def _tell(self, lead: str) -> None:
        """Make room for the pictures, and say which are not shown, and why."""
        await self._measure()
        self._screen.status.say(_told(lead if self._sizes else "", self._problems.values()))

    def _make_room(self) -> None:
        if self.shown:
            self._screen.article.set_text(pictures=dict(self._sizes))

    async def _fetch(self, addresses: Sequence[str], given_up: threading.Event) -> None:
        """Fetch pictures, draw those that come, and say how many did not."""
        from reader.opening.picture_fetching import fetch_pictures

        screen = self._screen

        def progress(number: int) -> None:
            words = f"Picture {number} of {len(addresses)} · Esc gives up"
            screen.post_message(OnTheWay(words, given_up))

        fetching = partial(fetch_pictures, progress=progress, cancel=given_up)
        try:
            missed = await asyncio.to_thread(fetching, addresses, screen.document.source, self._cache)
        finally:
            if self._fetching is given_up:
                self._fetching = None
        await self._measure()
        lead = "Given up. " if given_up.is_set() else ""
        given_up.set()  # no word on the way comes after the last one
        screen.status.say(lead + _arrived(len(addresses) - len(missed), len(missed), self._problems.values()))
        if missed and not lead:
            screen.status.note(next(iter(missed.values())))

    async def _decode(self, keys: Sequence[Key], ground: Colour) -> None:
        """Draw pictures; of one that is broken, only its text stays."""
        try:
            made, problems = await asyncio.to_thread(_drawn, self._files, keys, ground)
        finally:
            self._decoding = False
        if problems:
            self._problems |= problems
            self._sizes = {start: size for start, size in self._sizes.items() if start not in problems}
            self._make_room()
        if ground == self._ground:
            self._made |= made
            self._forget()
            self._screen.article.painter.set_pictures(self._made)
        self.follow()

    def _forget(self) -> None:
        """Keep no more than some pictures, those near the screen in any case."""
        near = set(self._near())
        far = [key for key in self._made if key not in near]
        for key in far[: max(0, len(self._made) - MOST_KEPT)]:
            del self._made[key]
            self._asked.discard(key)


def _measured(files: PictureFiles, starts: Sequence[int]) -> tuple[dict[int, Pixels], dict[int, str]]:
    """The sizes of those pictures that can be shown, and why others cannot; for a thread."""
    from reader.page.decoding import NotDrawn, measured

    problems: dict[int, str] = {}

    def there() -> Iterator[tuple[int, bytes]]:
        for start in starts:
            try:
                yield start, files.read(start)
            except NoPictureError as error:
                problems[start] = str(error)

    found = measured(there())
    problems |= {start: each for start, each in found.items() if isinstance(each, NotDrawn)}
    return {start: each for start, each in found.items() if isinstance(each, Pixels)}, problems


def _drawn(
    files: PictureFiles, keys: Sequence[Key], ground: Colour
) -> tuple[dict[Key, list[list[Segment]]], dict[int, str]]:
    """The rows of pictures, and why some have none; for a thread."""
    from reader.page.decoding import NotDrawn, Wanted, drawn

    wanted: dict[Key, Wanted] = {}
    problems: dict[int, str] = {}
    for key in keys:
        start, columns, rows = key
        try:
            wanted[key] = Wanted(files.read(start), columns, rows)
        except NoPictureError as error:
            problems[start] = str(error)
    made: dict[Key, list[list[Segment]]] = {}
    for key, found in drawn(wanted, ground).items():
        if isinstance(found, NotDrawn):
            problems[key[0]] = found
        else:
            made[key] = [_segments(runs) for runs in found]
    return made, problems


def _told(lead: str, problems: Iterable[str]) -> str:
    """What is shown, and what is not for which reasons.

    Args:
        lead: What is shown, as a sentence without its full stop; nothing where none is.
        problems: Why pictures are not shown.
    """
    reasons = _listed(problems)
    if not lead:
        return f"No picture can be shown: {reasons}."
    return f"{lead}, but not: {reasons}." if reasons else f"{lead}."


def _arrived(came: int, missed: int, problems: Iterable[str]) -> str:
    """How many pictures came, and why some of the document are not drawn.

    Args:
        came: How many came.
        missed: How many did not.
        problems: Why pictures are not shown, those among them that did not come.
    """
    if came:
        words = f"{came} {'picture' if came == 1 else 'pictures'} came"
        words += f", {missed} did not." if missed else "."
    else:
        words = "The picture did not come." if missed == 1 else f"None of {missed} pictures came."
    reasons = _listed(why for why in problems if why != UNFETCHED)
    return f"{words} Not drawn: {reasons}." if reasons else words


def _listed(problems: Iterable[str]) -> str:
    """How many pictures have each problem: `2 not fetched (I fetches them), 1 damaged`."""
    counts = Counter(f"{why} (I fetches them)" if why == UNFETCHED else why for why in problems)
    return ", ".join(f"{count} {why}" for why, count in counts.most_common())


def _ground(screen: ReadingScreen) -> Colour:
    """The colour of the page."""
    red, green, blue = screen.article.background_colors[1].rgb
    return red, green, blue


def _segments(runs: Sequence[Run]) -> list[Segment]:
    return [Segment(UPPER_HALF * run.cells, _style(run)) for run in runs]


def _style(run: Run) -> Style:
    return Style.from_color(Color.from_rgb(*run.upper), Color.from_rgb(*run.lower))
