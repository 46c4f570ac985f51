"""What placeholders stand for, each value with the place where a person gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from callflows.diagnostics import Span


class Given(msgspec.Struct, frozen=True):
    """A value and where it comes from: its place in an options file or table, or `source` alone (`--set`)."""

    text: str
    source: str = ""
    span: Span | None = None


class Substitutions(Mapping[str, str]):
    """The values by name, with their origins: what `read` takes, and what says in a finding where to look.

    `row` is the row of a table that the values are of (`brands.csv:3`), "" where there is none, and `row_span` its
    place. Values are never changed; `over` makes new ones.
    """

    def __init__(self, given: Mapping[str, Given], *, row: str = "", row_span: Span | None = None) -> None:
        self._given = dict(given)
        self.row = row
        self.row_span = row_span

    @classmethod
    def of(cls, values: Mapping[str, str], source: str = "") -> Substitutions:
        """Values that come from one source, such as `--set`; what already knows its origins stays as it is."""
        if isinstance(values, Substitutions):
            return values
        return cls({name: Given(text, source) for name, text in values.items()})

    def __getitem__(self, name: str) -> str:
        return self._given[name].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __repr__(self) -> str:
        return f"Substitutions({', '.join(sorted(self._given))})"

    @property
    def given(self) -> Mapping[str, Given]:
        """The values with their origins."""
        return MappingProxyType(self._given)

    def over(self, below: Substitutions) -> Substitutions:
        """These values, and those of `below` for the other names."""
        given = {**below._given, **self._given}
        return Substitutions(given, row=self.row or below.row, row_span=self.row_span or below.row_span)
