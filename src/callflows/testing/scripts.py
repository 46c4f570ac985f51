"""Answers of what stands for the org, one after the other, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, TypeVar

from callflows.engine.events import DataActionAnswer
from callflows.expressions import Value

A = TypeVar("A")
Inputs: TypeAlias = tuple[tuple[str, Value], ...]
Row: TypeAlias = tuple[tuple[str, Value], ...]


class Script(Generic[A]):
    """Answers one after the other; the last one stays."""

    def __init__(self) -> None:
        self.answers: list[A] = []
        self.given = 0

    def add(self, answer: A) -> None:
        self.answers.append(answer)

    def clear(self) -> None:
        self.answers.clear()
        self.given = 0

    def next(self) -> A | None:
        """The next answer, None where there is none at all."""
        if not self.answers:
            return None
        answer = self.answers[min(self.given, len(self.answers) - 1)]
        self.given += 1
        return answer


Answering: TypeAlias = Callable[[Inputs], DataActionAnswer]


class DataActionScript(Script[Answering]):
    """What a data action answers, the inputs of each time that it was asked, and the names of the outputs that are said
    to come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Mapping[str, Value]] = []
        self.fields: dict[str, None] = {}


class Table:
    """A data table: its rows by key, None until somebody says them; how look-ups fail; the keys looked up."""

    def __init__(self) -> None:
        self.known: dict[str, Row] | None = None
        self.refusal: tuple[str, str] | None = None
        self.asked: list[str] = []

    @property
    def spoken_of(self) -> bool:
        """Whether somebody has said anything of it."""
        return self.known is not None or self.refusal is not None
