import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.records import Record
from reader.titles import ORDERS, Entry, Order, best, matching, nearest, plain, prepare, put_in_order


def record(title: str, **fields: object) -> Record:
    known = {
        "id": plain(title).replace(" ", "") or "0",
        "title": title,
        "author": "",
        "source": "/books/a.txt",
        "site": "",
        "date": "",
        "sha256": "",
        "position": 0,
        "opened": "2021-05-03T10:00:00.000Z",
        "created": "2021-05-03T10:00:00.000Z",
        "notes": 0,
    }
    return Record(**{**known, **fields})  # type: ignore[arg-type]


def shelf(*titles: str) -> list[Entry]:
    return [Entry(record(title)) for title in titles]


def titles(entries: list[Entry]) -> list[str]:
    return [entry.record.title for entry in entries]


BOOKS = shelf("War and Peace", "Peace Talks in Geneva", "Warrant and Pearls", "The Ærø Ferry", "戦争と平和")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("war", ["War and Peace", "Warrant and Pearls"]),
        ("peace war", ["War and Peace"]),
        ("pe an wa", ["War and Peace", "Warrant and Pearls"]),
        ("PEACE", ["War and Peace", "Peace Talks in Geneva"]),
        ("ærø", ["The Ærø Ferry"]),
        ("aero", ["The Ærø Ferry"]),
        ("eace", ["War and Peace", "Peace Talks in Geneva"]),
        ("wrpc", ["War and Peace"]),
        ("平和", ["戦争と平和"]),
        ("“war” — peace!", ["War and Peace"]),
        ("peace dragon", []),
        ("zq", []),
        ("  ", titles(BOOKS)),
        ("!?", titles(BOOKS)),
    ],
)
def test_words_in_any_order_find_titles(typed: str, found: list[str]) -> None:
    assert titles(matching(BOOKS, typed)) == found


def test_what_begins_a_word_of_the_title_comes_before_what_stands_elsewhere() -> None:
    entries = [
        Entry(record("Software", id="1")),
        Entry(record("A letter", id="2", author="Ann Ware")),
        Entry(record("Wares", id="3")),
    ]
    assert [each.record.id for each in matching(entries, "ware")] == ["3", "2", "1"]


def test_scattered_letters_count_only_where_nothing_fits_better() -> None:
    assert titles(matching(shelf("Tea and rain", "A tear"), "tear")) == ["A tear"]
    assert titles(matching(shelf("Tea and rain", "A tin"), "tear")) == ["Tea and rain"]


@pytest.mark.parametrize("typed", ["ann", "brimley", "harbour", "example"])
def test_author_site_file_and_host_find_a_document(typed: str) -> None:
    entries = [
        Entry(record("One", author="Ann Ames")),
        Entry(record("One", site="The Brimley Post")),
        Entry(record("One", source="/x/ann-on-harbour_works.txt", author="ann")),
        Entry(record("One", source="https://example.org/1")),
    ]
    assert matching(entries, typed)
    assert not matching([Entry(record("One"))], typed)


@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=12))
def test_whatever_is_typed_only_narrows(names: list[str], typed: str) -> None:
    entries = shelf(*names)
    found = matching(entries, typed)
    assert all(any(each is entry for entry in entries) for each in found)
    assert len({id(each) for each in found}) == len(found)


@given(st.text(min_size=1, max_size=30))
def test_a_title_finds_itself(title: str) -> None:
    entries = shelf("Another one", title, "A third")
    assert entries[1] in matching(entries, title)


def test_a_hostile_title_takes_no_long_time() -> None:
    entries = shelf("a a " * 20_000)
    begin = time.perf_counter()
    assert matching(entries, "a" * 60 + "b") == []
    assert time.perf_counter() - begin < 1


def test_one_of_several_is_clear_where_it_alone_is_called_so() -> None:
    assert titles(best(shelf("Emma", "Emma and others"), "emma")) == ["Emma"]
    assert titles(best(shelf("Dilemmas", "Emma and others"), "emm")) == ["Emma and others"]
    assert titles(best(shelf("Emma", "Emma", "Anna"), "emma")) == ["Emma", "Emma"]
    assert titles(best(shelf("Emma and him", "Emma and her"), "emma")) == ["Emma and him", "Emma and her"]
    assert best(BOOKS, "dragon") == []


def test_the_nearest_titles_are_those_that_look_alike() -> None:
    assert titles(nearest(BOOKS, "waar and pece"))[0] == "War and Peace"
    assert nearest(BOOKS, "xylophone") == []
    assert nearest(BOOKS, "?") == []


def test_documents_are_put_in_order() -> None:
    one = Entry(record("Ärger", id="1", author="Zoe", notes=2, opened="2021", created="2020"))
    two = Entry(record("alpha", id="2", author="", notes=0, opened="2023", created="2019"))
    three = Entry(record("Beta", id="3", author="", site="Mail", notes=2, opened="2022", created="2021"))
    orders: dict[Order, str] = {
        "read": "231",
        "title": "213",
        "author": "312",
        "notes": "312",
        "added": "312",
    }
    assert orders.keys() == set(ORDERS)
    for order, ids in orders.items():
        assert "".join(each.record.id for each in put_in_order([one, two, three], order)) == ids, order


def test_what_was_removed_last_comes_first() -> None:
    one = Entry(record("One", opened="2023", discarded="2024"))
    two = Entry(record("Two", opened="2022", discarded="2025"))
    assert titles(put_in_order([one, two], "read")) == ["Two", "One"]


def test_ten_thousand_documents_are_narrowed_without_a_stutter() -> None:
    chance = random.Random(4)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(3_000)]
    entries = shelf(*(" ".join(chance.choices(words, k=8)) for _ in range(10_000)))
    prepare(entries)
    for typed in ("a", "an", "xq", "abcd", "a b c", "stone wall"):
        spent = []
        for _ in range(3):
            begin = time.perf_counter()
            matching(entries, typed)
            spent.append(time.perf_counter() - begin)
        assert min(spent) < 0.1, typed  # it is a tenth of that, but machines are shared
