"""What takes the data apart: the world that is filled, what is wrong and where, and the forms of values."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic, Span
from callflows.expressions import Value
from callflows.expressions.given import from_data as value_from
from callflows.testing.advice import advice_on
from callflows.testing.mocks import Mocks
from callflows.testing.placed import Entry, Placed, fault, sentence, unknown_key
from callflows.testing.world import World


class Reader:
    """A world that is filled, and everything that is wrong with the data."""

    def __init__(self) -> None:
        self.mocks = Mocks(World())
        self.found: list[Diagnostic] = []

    def value(self, given: Placed) -> Value:
        """As `callflows eval` takes decoded JSON; what has no value is reported and NOT_SET."""
        try:
            return value_from(given.plain())[1]
        except ValueError as error:
            self.add("test-wrong-value", f"{error}.", given.span)
            return None

    def name(self, item: Placed, where: str) -> str:
        """A name; "" for anything else, which is reported."""
        if item.kind != "scalar" or not item.text:
            self.wrong(item, "a name", where)
        return item.text

    def mapping(self, body: Placed, where: str) -> tuple[Entry, ...]:
        """The entries of a mapping; nothing is an empty one, anything else is reported."""
        if body.kind != "mapping" and not (body.kind == "scalar" and body.scalar is None):
            self.wrong(body, "a mapping", where)
        return body.entries

    def keys(self, body: Placed, known: tuple[str, ...], where: str) -> Iterator[tuple[str, Placed]]:
        """The known keys of a mapping; others are reported."""
        for entry in self.mapping(body, where):
            if entry.key in known:
                yield entry.key, entry.value
            else:
                self.found.append(unknown_key(entry, known, where))

    def one(self, body: Placed, known: tuple[str, ...], where: str) -> tuple[str, Placed] | None:
        """The only key of a mapping; None where there is another number of them, which is reported."""
        found = list(self.keys(body, known, where))
        if len(found) == 1 and len(body.entries) == 1:
            return found[0]
        if len(body.entries) != 1:
            self.add("test-wrong-value", f"Here stand {len(body.entries)} keys for {where}; expected: one.", body.span)
        return None

    def word(self, body: Placed, words: tuple[str, ...], where: str, also: str = "") -> str:
        """One of the words; "" for anything else, which is reported."""
        if body.kind == "scalar" and body.text in words:
            return body.text
        expected = ", ".join(words) + (f" {also}" if also else "")
        advice = sentence(advice_on(body.text, words)) if body.kind == "scalar" else ""
        self.add("test-wrong-value", f"{_here(body)} for {where}; expected: {expected}.", body.span, advice)
        return ""

    def wrong(self, body: Placed, expected: str, where: str) -> None:
        """Report that something else was expected."""
        self.add("test-wrong-value", f"{_here(body)} for {where}; expected: {expected}.", body.span)

    def add(self, code: str, message: str, span: Span | None, advice: str = "") -> None:
        """Report."""
        self.found.append(fault(code, message, span, advice))


def literal(given: Placed) -> Value:
    """The value of something whose type is declared elsewhere: a scalar stays the text that is written (`0001`),
    nothing and NOT_SET are NOT_SET, a mapping is JSON. Raises ValueError for what is no JSON."""
    if given.kind == "scalar":
        return None if given.scalar is None or given.text == "NOT_SET" else given.text
    return tuple(map(literal, given.items)) if given.kind == "list" else value_from(given.plain())[1]


def one_or_more(body: Placed) -> tuple[Placed, ...]:
    """The items of a list; anything else alone."""
    return body.items if body.kind == "list" else (body,)


def _here(body: Placed) -> str:
    return f"Here stands {body.what}"
