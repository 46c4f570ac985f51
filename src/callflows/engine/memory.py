"""What a call was answered by the org and by stand-ins for functions, so that a call that goes through the same events
again is answered the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from callflows.engine import trace as t
from callflows.engine.codec import UnreadableError, decode, encode
from callflows.engine.context import FunctionAnswer
from callflows.engine.directory import Directory, KnownOrg
from callflows.expressions import Entity, ExpressionError, Value


class Fault(NamedTuple):
    """How a function failed, as in `ExpressionError`."""

    code: str
    message: str


class Answered(NamedTuple):
    """A function, its arguments, and what stood for its value, or how that failed."""

    function: str
    arguments: tuple[Value, ...]
    value: Value
    fault: Fault | None = None


class RememberedOrg(KnownOrg):
    """Answers a call as it was answered before. What was never asked is put to `org`, and remembered; without one it is
    as in a `KnownOrg` that knows nothing: every object exists under its name, no prompt's text is known."""

    def __init__(self, facts: Iterable[t.Known] = (), org: Directory | None = None) -> None:
        super().__init__()
        self.org = org
        self._found: dict[tuple[str, str], Entity | None] = {}
        self._texts: dict[tuple[str, str, bool], str | None] = {}
        self._extensions: dict[str, Entity] = {}
        self._extensions_known = False
        for fact in facts:
            self._learn(fact)

    def find(self, kind: str, name: str) -> Entity | None:
        key = (kind, name)
        if key not in self._found:
            self._found[key] = super().find(kind, name) if self.org is None else self.org.find(kind, name)
        return self._found[key]

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        key = (name, language, system)
        if key not in self._texts:
            self._texts[key] = None if self.org is None else self.org.prompt_text(name, language, system)
        return self._texts[key]

    def extensions(self) -> Mapping[str, Entity]:
        if not self._extensions_known:
            self._extensions_known = True
            self._extensions |= {} if self.org is None else self.org.extensions()
        return self._extensions

    def facts(self) -> tuple[t.Known, ...]:
        """All that is remembered."""
        found = [t.Known(t=0, what="find", kind=k, name=name, answer=encode(e)) for (k, name), e in self._found.items()]
        for (name, language, system), text in self._texts.items():
            kind = "system" if system else "user"
            found.append(t.Known(t=0, what="prompt", kind=kind, name=name, language=language, answer=text))
        for digits, entity in self._extensions.items():
            found.append(t.Known(t=0, what="extension", kind=entity.kind, name=digits, answer=encode(entity)))
        if self._extensions_known:
            found.append(t.Known(t=0, what="extensions", kind="", name=""))
        return tuple(found)

    def _learn(self, fact: t.Known) -> None:
        """Raises UnreadableError where this is no fact."""
        answer = decode(fact.answer)
        if fact.what == "find" and (answer is None or isinstance(answer, Entity)):
            self._found[fact.kind, fact.name] = answer
        elif fact.what == "prompt" and (answer is None or isinstance(answer, str)):
            self._texts[fact.name, fact.language, fact.kind == "system"] = answer
        elif fact.what == "extension" and isinstance(answer, Entity):
            self._extensions[fact.name] = answer
        elif fact.what == "extensions":
            self._extensions_known = True
        else:
            raise UnreadableError(f'an org does not know "{fact.what}" like this')


class RememberedFunctions:
    """Stands for functions as it did before: each answer once, in the order in which they were given, as long as the
    call asks the same. After that the `live` ones answer. `given` is all that was answered."""

    def __init__(self, past: Iterable[Answered] = (), live: tuple[tuple[str, FunctionAnswer], ...] = ()) -> None:
        self._past = deque(past)
        self._live = {name.lower(): answer for name, answer in reversed(live)}
        self._names = tuple(dict.fromkeys([*(each.function.lower() for each in self._past), *self._live]))
        self.given: list[Answered] = []

    def answers(self) -> tuple[tuple[str, FunctionAnswer], ...]:
        """For the context of a call."""
        return tuple((name, partial(self._answer, name)) for name in self._names)

    def _answer(self, name: str, *arguments: Value) -> Value:
        answered = self._again(name, arguments)
        self.given.append(answered)
        if answered.fault is not None:
            raise ExpressionError(*answered.fault)
        return answered.value

    def _again(self, name: str, arguments: tuple[Value, ...]) -> Answered:
        if self._past and (self._past[0].function.lower(), self._past[0].arguments) == (name, arguments):
            return self._past.popleft()
        live: FunctionAnswer = self._live.get(name, _nobody(name))
        try:
            return Answered(name, arguments, live(*arguments) if callable(live) else live)
        except ExpressionError as error:
            return Answered(name, arguments, None, Fault(error.code, error.message))


def _nobody(name: str) -> Callable[..., Value]:
    def answer(*_: Value) -> Value:
        raise ExpressionError("unknown-function", f"callflows does not know the function {name}")

    return answer
