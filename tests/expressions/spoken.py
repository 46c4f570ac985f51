"""What spoken words mean: the numbers, dates and times that the prose of an example spells out."""

from __future__ import annotations

import calendar
import re
from datetime import datetime
from decimal import Decimal

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_SCALES = {"thousand": 1000, "million": 1_000_000}
_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
    "twelfth": "twelve", "premier": "one", "première": "one",
}  # fmt: skip
# Articles and the feminine of Spanish; `unas` stands for any number that has no article of its own.
_SPANISH = {
    "un": "one", "una": "one", "uno": "one", "dos": "two", "quatro": "four", "cinco": "five", "séis": "six",
    "siete": "seven", "cero": "zero", "coma": "point",
}  # fmt: skip


def number_of(words: str) -> Decimal | None:
    """`one hundred twenty three point one two` → 123.12, None where a word is no number.

    `three zero point two` is read digit by digit, and so are all words behind the point.
    """
    plain = [_SPANISH.get(word, word) for word in re.findall(r"[^\s,]+", words.lower()) if word != "and"]
    sign = -1 if plain[:1] == ["negative"] else 1
    if "point" in plain:
        place = plain.index("point")
        whole, rest = plain[:place], plain[place + 1 :]
    else:
        whole, rest = plain, []
    whole = whole[1:] if sign < 0 else whole
    if not whole or any(word not in _WORDS and word not in {*_SCALES, "hundred"} for word in (*whole, *rest)):
        return None
    fraction = "".join(str(_WORDS[word]) for word in rest)
    return sign * Decimal(f"{_whole(whole)}.{fraction or 0}")


def _whole(words: list[str]) -> int:
    if len(words) > 1 and all(_WORDS.get(word, 10) < 10 for word in words):
        return int("".join(str(_WORDS[word]) for word in words))
    total = part = 0
    for word in words:
        if word == "hundred":
            part *= 100
        elif word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        else:
            part += _WORDS[word]
    return total + part


def ordinal_of(words: str) -> int | None:
    """`two hundred and first` → 201."""
    *front, last = words.lower().split()
    base = _ORDINALS.get(last) or last.removesuffix("th").replace("ie", "y")
    found = number_of(" ".join((*front, base)))
    return None if found is None else int(found)


def dial_of(words: str) -> str:
    """`plus one three one` → `+131`."""
    return "".join("+" if word == "plus" else str(_WORDS[word]) for word in words.split())


def time_of(words: str) -> tuple[int, int] | None:
    """`Two twenty two PM` → (14, 22)."""
    plain = words.lower().replace("four teen", "fourteen").split()
    half = plain.pop() if plain[-1] in {"am", "pm"} else ""
    hour, minute = number_of(plain[0]), number_of(" ".join(plain[1:]))
    if hour is None or minute is None:
        return None
    return int(hour) + (12 if half == "pm" else 0), int(minute)


def tells_date(words: str, moment: datetime) -> bool:
    """Whether every word fits the day: its weekday, its month, its day of the month as an ordinal, its year."""
    rest = words.lower()
    for name in (calendar.day_name[moment.weekday()], calendar.month_name[moment.month]):
        rest = rest.replace(name.lower(), "")
    for count in (2, 1):
        front = rest.split()[:count]
        if len(front) == count and ordinal_of(" ".join(front)) == moment.day:
            rest = " ".join(rest.split()[count:])
            break
    return not rest.split() or rest.strip() in _year_words(moment.year)


def _year_words(year: int) -> set[str]:
    """Nineteen eighty nine, nineteen hundred eighty nine, two thousand fourteen."""
    century, rest = divmod(year, 100)
    tail = _below_hundred(rest)
    words = {f"{_below_hundred(century)} {tail}", f"{_below_hundred(century)} hundred {tail}"}
    return words | ({f"{_SMALL[century // 10]} thousand {tail}"} if century % 10 == 0 else set())


def _below_hundred(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    return _TENS[value // 10 - 2] + (f" {_SMALL[value % 10]}" if value % 10 else "")
