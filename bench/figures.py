"""A measured figure, and how a set of them is shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`goal` reads as people say it ("<= 3.2"); None where the figure has no goal of its own."""

    name: str
    value: float
    unit: str
    goal: str | None = None

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        sign, bound = self.goal.split()
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)


def show(figures: Iterable[Figure], *, as_json: bool | None = None) -> None:
    """Print the figures: a table, or one JSON object a line where `--json` is given."""
    rows = list(figures)
    if "--json" in sys.argv if as_json is None else as_json:
        for figure in rows:
            print(json.dumps({**asdict(figure), "value": round(figure.value, 4), "met": figure.met}))
        return
    width = max(len(figure.name) for figure in rows)
    for figure in rows:
        verdict = "" if figure.met is None else ("  met" if figure.met else "  NOT MET")
        goal = "" if figure.goal is None else f"  goal {figure.goal}"
        print(f"{figure.name:<{width}}  {figure.value:>12,.2f} {figure.unit:<12}{goal}{verdict}")
