"""`-k`: which calls are meant. `pin and not (slow or "wrong number")`

A word or several words in a row are looked for in the file's path, the call's name, its flow and its tags, in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from callflows.testing.scenarios.cases import Case

Matches: TypeAlias = Callable[[str], bool]
_TOKEN = re.compile(r"\s*(?:(?P<sign>[()])|\"(?P<quoted>[^\"]*)\"|(?P<word>[^\s()\"]+))")
_OPERATORS = ("and", "or", "not")


def selector(expression: str) -> Callable[[Case], bool]:
    """Whether a call is meant. Raises ValueError, with a message for people, for what is no expression."""
    parser = _Parser(expression)
    matches = parser.either()
    if parser.now is not None:
        raise ValueError(f"{expression!r}: {parser.now[1]!r} stands where the expression ends")
    return lambda case: matches(_text_of(case))


def _text_of(case: Case) -> str:
    return "\n".join((case.file, case.name, case.flow, *case.tags)).casefold()


class _Parser:
    """Recursive descent over tokens: (`sign`, `(`), (`operator`, `and`), (`text`, …)."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._tokens = [_token(found) for found in _TOKEN.finditer(expression.strip())]
        if "".join(found.group() for found in _TOKEN.finditer(expression.strip())) != expression.strip():
            raise ValueError(f"{expression!r}: a quote is never closed")
        self._at = 0
        self._depth = 0

    @property
    def now(self) -> tuple[str, str] | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def either(self) -> Matches:
        left = self._both()
        while self._take("or"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Matches:
        left = self._one()
        while self._take("and"):
            left = _and(left, self._one())
        return left

    def _one(self) -> Matches:
        negated = False
        while self._take("not"):
            negated = not negated
        found = self._atom()
        return _not(found) if negated else found

    def _atom(self) -> Matches:
        if self._take("("):
            self._depth += 1
            if self._depth > 50:
                raise ValueError(f"{self._expression!r}: more than 50 brackets stand inside each other")
            inner = self.either()
            if not self._take(")"):
                raise ValueError(f"{self._expression!r}: a bracket is never closed")
            self._depth -= 1
            return inner
        words = []
        while self.now is not None and self.now[0] == "text":
            words.append(self.now[1])
            self._at += 1
        if not words:
            where = f"before {self.now[1]!r}" if self.now is not None else "at the end"
            raise ValueError(f"{self._expression!r}: a word is missing {where}")
        return _contains(" ".join(words).casefold())

    def _take(self, text: str) -> bool:
        if self.now is None or self.now[0] == "text" or self.now[1] != text:
            return False
        self._at += 1
        return True


def _token(found: re.Match[str]) -> tuple[str, str]:
    if found["sign"]:
        return "sign", found["sign"]
    if found["quoted"] is not None:
        return "text", found["quoted"]
    return ("operator" if found["word"] in _OPERATORS else "text"), found["word"]


def _contains(wanted: str) -> Matches:
    return lambda text: wanted in text


def _not(inner: Matches) -> Matches:
    return lambda text: not inner(text)


def _and(left: Matches, right: Matches) -> Matches:
    return lambda text: left(text) and right(text)


def _or(left: Matches, right: Matches) -> Matches:
    return lambda text: left(text) or right(text)
