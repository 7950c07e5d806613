"""Dates, times, money, percentages, quantities and numbers, by rules over plain text.

Two sorts of rules: a pattern with the words that may begin it ("Nov. 17"), and
what may follow a number to tell what it counts ("miles", "percent"). The text
is read once, and the rules are tried where a word stands that begins some.
Every repetition is bounded, so that the time grows with the text alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from reader.analysis import lexicon
from reader.analysis.findings import EntityKind
from reader.analysis.parse import Name

_RUN = re.compile(r"[0-9]+|[^\W\d_]+|[$£€¥₹₦₽₩₪฿₫₱₴₵₺]|['’‘](?=[0-9]0s\b)")
_FIGURE, _SIGN = "0", "$"
_TOUCHED_FIGURE = re.compile(r"[\w@#\\./:]$|[\w+][-–,&+]$")
_TOUCHED_WORD = re.compile(r"[\w@#\\/]$")


class _Rule(NamedTuple):
    """What one sort of amount looks like.

    Attributes:
        kind: What it is, or None for what only looks like one (a telephone number).
        firsts: The words that it begins with, in lower case; `_FIGURE` for figures, `_SIGN` for signs.
        pattern: What stands there, from that beginning on.
    """

    kind: EntityKind | None
    firsts: Iterable[str]
    pattern: str


class _Rules(NamedTuple):
    """All rules, compiled.

    Attributes:
        by_first: The patterns to try at a word.
        number: A number, in figures or words, or what stands for one ("several").
        units: What may follow a number, and the kind that it makes of it.
    """

    by_first: dict[str, list[tuple[EntityKind | None, re.Pattern[str]]]]
    number: re.Pattern[str]
    units: list[tuple[EntityKind, re.Pattern[str]]]


def amounts(text: str) -> list[Name]:
    """The dates, times and amounts in a text, in reading order, without overlaps.

    Articles and words such as "about" are no part of them. Where several rules
    fit, the longest stretch counts. "One" and "first" alone are words, no numbers.

    Args:
        text: Any text.

    Returns:
        Names whose offsets are those within the text.
    """
    rules = _rules()
    found = []
    free = 0
    for run in _RUN.finditer(text):
        start = run.start()
        if start < free or not (first := _first(text, run)):
            continue
        longest: tuple[int, EntityKind | None] = start, None
        for end, kind in _readings(rules, text, start, first):
            if end > longest[0]:
                longest = end, kind
        free = longest[0]
        if longest[1]:
            found.append(Name(start, free, longest[1]))
    return found


def _first(text: str, run: re.Match[str]) -> str:
    """What a run is among the rules' firsts; nothing where it is a part of a longer word."""
    start, first = run.start(), run.group()
    if first.isdigit():
        return "" if _TOUCHED_FIGURE.search(text, max(0, start - 2), start) else _FIGURE
    if first.isalpha():
        return "" if _TOUCHED_WORD.search(text, max(0, start - 1), start) else first.lower()
    return _SIGN


def _readings(rules: _Rules, text: str, start: int, first: str) -> Iterator[tuple[int, EntityKind | None]]:
    """What an amount at an offset can be: where it ends, and its kind."""
    for kind, pattern in rules.by_first.get(first, ()):
        if match := pattern.match(text, start):
            yield match.end(), kind
    if first not in _COUNT_FIRSTS or not (number := rules.number.match(text, start)):
        return
    for kind, pattern in rules.units:
        if match := pattern.match(text, number.end()):
            yield match.end(), kind


@cache
def _rules() -> _Rules:
    by_first = defaultdict(list)
    for rules in (_looks_alike, _dates, _years, _relative, _times, _money, _numbers):
        for rule in rules():
            pattern = rule.kind, re.compile(rule.pattern)
            for first in rule.firsts:
                by_first[first].append(pattern)
    units = [(kind, re.compile(pattern)) for kind, pattern in _units()]
    return _Rules(dict(by_first), re.compile(_COUNT), units)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some words."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _after(*words: str) -> str:
    """A pattern that holds right after any of some words."""
    return "(?:" + "|".join(rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in words) + ")"


_END = r"(?!\w|[-–.,:/][0-9])"  # neither a part of a word nor a further figure follows

_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen")
_SCALE = _any(_SCALES)
_HEAPS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions")
_NUMBER_WORDS = lexicon.items("number-words")
_WORD = _any(_NUMBER_WORDS)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){1,5}(?:\.[0-9]{1,4})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)[½¼¾]?"
_WORDS = rf"(?i:{_WORD}\b(?:[ -](?:and )?{_WORD}\b){{0,6}})"
_NUMBER = rf"(?:{_DIGITS}(?:(?:[ -]{_SCALE}\b){{1,2}}|(?:bn|mn|tn|m|k)\b)?|{_WORDS})"
_VAGUE = (
    rf"(?i:(?:half an?|an?|several|a few|a couple(?: of)?|few|many) {_SCALE}|several|(?:a )?few|a couple of)"
)
_HEAP = rf"(?i:{_any(_HEAPS)}(?: of {_any(_HEAPS)})?(?: of(?= ))?)"
_COUNT = rf"(?:{_NUMBER}(?: and a half)?(?:%?(?:[-–—]| to | or ){_NUMBER})?|{_VAGUE}|{_HEAP})"
_COUNT_FIRSTS = frozenset((_FIGURE, "a", "an", "half", "several", "few", *_HEAPS, *_NUMBER_WORDS))
_ORDINALS = lexicon.items("ordinal-words")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_MONTHS, _WEEKDAYS = lexicon.items("months"), lexicon.items("weekdays")
_DOUBTFUL_MONTHS = ("March", "May")
_SHORT_MONTHS = ("Sept", *(month[:3] for month in _MONTHS))
_SHORT_WEEKDAYS = ("Tues", "Thur", "Thurs", *(day[:3] for day in _WEEKDAYS))
_MONTH = rf"(?:{_any(_MONTHS)}|{_any(_SHORT_MONTHS)}\b\.?)"
_WEEKDAY = rf"(?:{_any(_WEEKDAYS)}|{_any(_SHORT_WEEKDAYS)}\b\.?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_PARTS = ("early", "mid", "middle", "late")
_PART = rf"(?:(?i:{_any(_PARTS)})[ -])"
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_SEASON = rf"(?i:{_any(_SEASONS)})"
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_NEAR_DAYS = ("today", "yesterday", "tomorrow")
_MOMENTS = ("midnight", "noon", "midday", "tonight")
_PERIOD = r"(?:days?|weeks?|weekends?|fortnights?|months?|years?|decades?|century|centuries)"
_HOUR = r"(?:hours?|minutes?|seconds?|hrs?|mins?)"
_AGO = r"(?: (?:ago|earlier|later))"
_RELATIVE = ("last", "next", "this", "past", "previous", "coming", "following")


def _looks_alike() -> Iterator[_Rule]:
    """What looks like a number and is none: list markers, telephone numbers, long identifiers."""
    yield _Rule(None, [_FIGURE], r"\A[0-9]{1,3}[.)](?= )")
    yield _Rule(None, [_FIGURE], r"[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}(?![0-9])")
    yield _Rule(None, [_FIGURE], r"(?<=\+)[0-9]{1,3}(?:[ .-]?\(?[0-9]{2,5}\)?){2,5}")
    yield _Rule(None, [_FIGURE], r"0[0-9]{2,4}\)?[ -][0-9]{3,4}(?:[ -]?[0-9]{3,4})?(?![0-9])")
    yield _Rule(None, [_FIGURE], r"[0-9]{13,}")


def _dates() -> Iterator[_Rule]:
    """Days and months of the calendar."""
    days = rf"{_DAY}(?:[-–]{_DAY})?"
    dated = rf"(?:{days}(?: of)? {_MONTH}|{_MONTH} {days})"
    firsts = _lower((*_MONTHS, *_WEEKDAYS, *_SHORT_MONTHS, *_SHORT_WEEKDAYS))
    yield _Rule("date", [_FIGURE, *firsts], rf"(?:{_WEEKDAY},? (?:the )?)?{dated}(?:,? {_YEAR})?{_END}")
    months = rf"{_MONTH}(?: (?:and|or|to|through|until) {_MONTH})?"
    yield _Rule("date", [*firsts, *_PARTS], rf"{_PART}?{months},?(?: of)? {_YEAR}{_END}")
    month = _any(_MONTHS)
    sure = [month for month in _MONTHS if month not in _DOUBTFUL_MONTHS]
    yield _Rule("date", _lower(sure), rf"{_any(sure)}(?: (?:and|or|to|through|until) {month})?{_END}")
    yield _Rule("date", _PARTS, rf"{_PART}{month}{_END}")
    led_in = _after(
        "in", "since", "until", "till", "by", "during", "through", "before", "after", "of", "from"
    )
    doubtful = rf"{_any(_DOUBTFUL_MONTHS)}(?: (?:and|or|to|through|until) {month})?"
    yield _Rule("date", _lower(_DOUBTFUL_MONTHS), rf"{led_in}{doubtful}(?! [A-Z]){_END}")
    weekday = _any(_WEEKDAYS)
    yield _Rule("date", [*_lower(_WEEKDAYS), "every", "each"], rf"(?:(?i:every|each) )?{weekday}s?{_END}")
    yield _Rule("date", [_FIGURE], rf"{_YEAR}-[01][0-9]-[0-3][0-9]{_END}")
    yield _Rule("date", [_FIGURE], rf"[0-3]?[0-9]([/.])[0-3]?[0-9]\1(?:{_YEAR}|[0-9]{{2}}){_END}")
    yield _Rule("date", _NEAR_DAYS, rf"(?i:{_any(_NEAR_DAYS)}){_END}")


def _years() -> Iterator[_Rule]:
    """Years, seasons, decades and centuries."""
    modern = r"(?:1[5-9]|20)[0-9]{2}"
    yield _Rule("date", [_FIGURE, *_PARTS], rf"{_PART}?{modern}(?:[-–/](?:{_YEAR}|[0-9]{{2}}))?{_END}")
    yield _Rule("date", [_FIGURE], rf"[0-9]{{1,4}} ?(?:BCE?|CE|AD|B\.C\.|A\.D\.){_END}")
    yield _Rule("date", ["ad", "a"], rf"(?:AD|A\.D\.) [0-9]{{1,4}}{_END}")
    yield _Rule("date", [*_SEASONS, *_PARTS], rf"{_PART}?{_SEASON}(?: of)? {_YEAR}{_END}")
    yield _Rule("date", [_FIGURE, *_PARTS], rf"{_PART}?(?:1[0-9]|20)[0-9]0['’]?s{_END}")
    short = rf"(?:['’‘]?[0-9]0s|(?i:{_any(_DECADES)}))"
    yield _Rule("date", [_SIGN], rf"['’‘][0-9]0s{_END}")
    yield _Rule("date", [_FIGURE, *_DECADES], rf"{_after('the')}{short}{_END}")
    yield _Rule("date", _PARTS, rf"{_PART}{short}{_END}")
    nth = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|(?i:(?:twenty-)?{_any(('first', *_ORDINALS))}))"
    yield _Rule(
        "date",
        [_FIGURE, *_PARTS, *_ORDINALS, "first", "twenty"],
        rf"{_PART}?{nth}[ -](?i:century|centuries)(?: (?:BCE?|CE|AD))?{_END}",
    )


def _relative() -> Iterator[_Rule]:
    """What is told from now on, or lasts a single unit: "last week", "a year ago", "an hour"."""
    yield _Rule("date", ("a", "an"), rf"(?i:an?) {_PERIOD}{_AGO}{_END}")
    yield _Rule("date", ("days", "weeks", "months", "years", "decades"), rf"(?i:{_PERIOD}){_AGO}{_END}")
    lasting = _after("for", "in", "within", "after", "about", "almost", "nearly", "over", "than", "least")
    yield _Rule("date", ("a", "an"), rf"{lasting}an? (?:week|fortnight|month|year|decade|century){_END}")
    yield _Rule("time", ("a", "an"), rf"(?:{lasting}an? {_HOUR}|(?i:an?) {_HOUR}{_AGO}){_END}")
    yield _Rule("time", ("half", "another"), rf"(?i:half an|another) {_HOUR}{_AGO}?{_END}")
    yield _Rule("date", ("half", "another"), rf"(?i:half an?|another) {_PERIOD}{_AGO}?{_END}")
    near = rf"(?i:{_any(_RELATIVE)})(?: {_any(_RELATIVE)})?"
    count = rf"(?:(?:{_WORD}|[0-9]{{1,3}}|few|several|couple of) )"
    moment = rf"(?:{_PERIOD}|quarter|season|{_SEASON}|{_any((*_MONTHS, *_WEEKDAYS))})"
    yield _Rule(
        "date",
        (*_RELATIVE, "early", "earlier", "late", "later"),
        rf"(?:(?i:early|earlier|late|later) )?{near} {count}?{moment}{_END}",
    )


def _times() -> Iterator[_Rule]:
    """Times of day."""
    zone = rf"(?: {_any(lexicon.items('time-zones'))})"
    half = r" ?(?:a\.m\.|p\.m\.|A\.M\.|P\.M\.|[ap]m|AM|PM)"
    clock = r"(?:2[0-4]|[01]?[0-9])[:.][0-5][0-9]"
    hour = rf"(?:{clock}(?::[0-5][0-9])?|1?[0-9])"
    yield _Rule("time", [_FIGURE], rf"{hour}(?:(?:[-–—]| to | or ){hour})?{half}{zone}?{_END}")
    yield _Rule("time", [_FIGURE], rf"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?{zone}?{_END}")
    yield _Rule("time", [_FIGURE], rf"(?:{clock}|[0-2][0-9][0-5][0-9]){zone}{_END}")
    yield _Rule("time", [_FIGURE], rf"[0-2][0-9][0-5][0-9] (?:hours|hrs){_END}")
    yield _Rule("time", [_FIGURE, *_NUMBER_WORDS], rf"(?:1?[0-9]|(?i:{_WORD})) o['’]clock{_END}")
    yield _Rule("time", _MOMENTS, rf"(?i:{_any(_MOMENTS)}){_END}")
    days = ("yesterday", "tomorrow", *_lower(_WEEKDAYS), *_RELATIVE)
    yield _Rule("time", days, rf"(?i:{_any(days)}) (?:morning|afternoon|evening|night){_END}")


def _money() -> Iterator[_Rule]:
    """Amounts that begin with the sign or the code of a currency."""
    countries = ("US", "A", "AU", "C", "CA", "HK", "NT", "NZ", "R", "S", "Z")
    digits = rf"{_DIGITS}(?:[-–]{_DIGITS})?(?:(?:[ -]{_SCALE}\b){{1,2}}|[ -]?(?:bn|mn|tn|[mkMBKT])\b)?"
    sign = r"[$£€¥₹₦₽₩₪฿₫₱₴₵₺]"
    yield _Rule("money", [_SIGN, *_lower(countries)], rf"{_any(countries)}?{sign} ?{digits}{_END}")
    codes = lexicon.items("currency-codes")
    yield _Rule("money", _lower(codes), rf"{_any(codes)}\.? ?{digits}{_END}")
    large = rf"(?=[0-9]{{1,3}},[0-9]|[0-9.]{{1,9}}(?: ?{_SCALE}|bn|m))"
    yield _Rule("money", ("k", "n", "p", "r"), rf"[KNPR]{large}{digits}{_END}")
    yield _Rule("money", [_FIGURE], rf"{large}{digits} won{_END}")


def _units() -> Iterator[tuple[EntityKind, str]]:
    """What may follow a number, and the kind that it makes of it."""
    whose = r"(?:(?:US|U\.S\.|[A-Z][a-z]{2,12}(?: [A-Z][a-z]{2,12})?) )"
    yield "percent", r"(?: ?%|[ -](?i:per ?cent|pct)(?: points?)?(?!\w)|[ -]percentage[ -]points?(?!\w))"
    yield "money", rf"[ -]{whose}?{_any(lexicon.items('currencies'))}{_END}"
    yield "money", rf"(?<=illion) {whose}?pounds{_END}"
    yield "money", rf" ?{_any(lexicon.items('currency-codes'))}{_END}"
    yield "date", rf"[ -](?:more )?{_PERIOD}(?: and a half)?{_AGO}?{_END}"
    yield "time", rf"[ -](?:more )?{_HOUR}(?: and a half)?{_AGO}?{_END}"
    yield "quantity", rf"[ -]{_PERIOD}[ -]olds?{_END}"
    which = r"(?:(?:square|cubic|nautical|metric|light|sq\.?|cu\.?)[ -])"
    rate = r"(?:(?: per | an? |/)(?:second|minute|hour|day|week|month|year|litre|liter|gallon|capita)(?!\w))"
    unit = _any(lexicon.items("units"))
    yield "quantity", rf"[ -]?{which}?{unit}{rate}?(?:-[0-9]{{1,2}}(?!\w))?{_END}"
    yield "quantity", rf"(?: ?°|[ -]degrees?)(?: ?(?:C|F|Celsius|Fahrenheit))?{_END}"
    no_word = r"(?<!^[Oo]ne)(?<![^\w-][Oo]ne)(?<!several)(?<![Ff]ew)(?<! of)"
    yield "number", rf"{no_word}(?!(?<=[a-z])-[A-Za-z]){_END}"


def _numbers() -> Iterator[_Rule]:
    """Shares and ordinals."""
    yield _Rule("percent", [_FIGURE], rf"{_DIGITS} ?%(?:[-–—]| to | or ){_DIGITS} ?%")
    yield _Rule("number", _HEAPS, rf"(?i:{_any(_HEAPS)}(?: of {_any(_HEAPS)})?){_END}")
    parts = (*(f"{word}s" for word in _ORDINALS[1:]), *_ORDINALS[1:], "quarter", "quarters", "half")
    words = ("a", *_NUMBER_WORDS)
    yield _Rule("number", words, rf"(?i:{_any(words)})[ -]{_any(parts)}{_END}")
    small = rf"(?:[0-9]{{1,3}}|(?i:{_WORD}))"
    yield _Rule("number", [_FIGURE, *_NUMBER_WORDS], rf"{small} (?:in|out of) (?:every )?{small}{_END}")
    yield _Rule("number", [_FIGURE], rf"[0-9]{{1,3}}(?:,[0-9]{{3}})?(?:st|nd|rd|th)(?! [A-Z]){_END}")
    later = rf"(?i:{_any(_TENS)}-{_any(('first', *_ORDINALS))}|{_any(_ORDINALS)})"
    yield _Rule("number", (*_ORDINALS, *_TENS), rf"{later}(?! [A-Z])(?!-[A-Za-z]){_END}")
