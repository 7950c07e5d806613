from datetime import datetime, timedelta, timezone

import pytest

from reader.page.width import cells
from reader.tui.wording import WIDEST_WHEN, when, whence, whence_in_short

ZONE = timezone(timedelta(hours=2))
NOW = datetime(2021, 5, 3, 15, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2021-05-03T12:02:00.000Z", "today 14:02"),
        ("2021-05-02T22:30:00.000Z", "today 00:30"),
        ("2021-05-02T21:59:00.000Z", "yesterday"),
        ("2021-05-01T12:00:00.000Z", "1 May 2021"),
        ("2020-09-28T12:00:00.000Z", "28 Sep 2020"),
        ("2021-05-04T12:00:00.000Z", "4 May 2021"),
        ("", ""),
        ("soon", ""),
        ("0001-01-01T00:00:00+14:00", ""),
    ],
)
def test_a_time_is_told_as_people_tell_it(time: str, words: str) -> None:
    assert when(time, NOW) == words
    assert cells(words) <= WIDEST_WHEN


@pytest.mark.parametrize(
    ("source", "words", "short"),
    [
        ("/home/ann/books/war.txt", "~/books/war.txt", "books/war.txt"),
        ("/home/ann/war.txt", "~/war.txt", "~/war.txt"),
        ("/home/annabel/war.txt", "/home/annabel/war.txt", "annabel/war.txt"),
        ("/war.txt", "/war.txt", "/war.txt"),
        ("C:\\books\\war.txt", "C:\\books\\war.txt", "books/war.txt"),
        ("https://www.example.org/a/b?c", "https://www.example.org/a/b?c", "example.org"),
        ("stdin", "piped in", "piped in"),
        ("/a/\x1b[31m.txt", "/a/␛[31m.txt", "a/␛[31m.txt"),
    ],
)
def test_where_a_document_came_from_is_told_in_full_and_in_short(source: str, words: str, short: str) -> None:
    assert whence(source, "/home/ann") == words
    assert whence_in_short(source, "/home/ann") == short
