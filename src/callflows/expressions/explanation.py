"""How an expression comes to its value: every sub-expression with its type, the overload it takes and its value.

Each sub-expression is evaluated once, from the values of those below it, so that the whole is what one evaluation
gives. What `and`, `or` and the conditional leave out is not evaluated here either.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable, children
from callflows.expressions.compiler import compile  # noqa: A004 - the room's verb, as in `re.compile`
from callflows.expressions.conversion import conversion
from callflows.expressions.errors import ExpressionError
from callflows.expressions.infer import Inference
from callflows.expressions.printer import to_source
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.trial import Answer, Prepared, Trial, failure, prepare, scope_of
from callflows.expressions.types import Type
from callflows.expressions.values import Value, type_of
from callflows.expressions.world import Values, World


class State(StrEnum):
    """Whether a sub-expression has a value."""

    VALUE = "value"
    ERROR = "error"
    NOT_EVALUATED = "not evaluated"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A sub-expression. `source` is its canonical text, `offset` its place (for an operator the operator's).

    `overload` is what it takes and gives (`Right(String, Integer) -> String`), empty for what calls nothing or where
    no overload fits. `implicit`: Architect's cast around the whole, which the text does not have. `type` is None where
    only a value would tell it. `value` counts with the state VALUE, `error` with ERROR.
    """

    source: str
    offset: int
    type: Type | None
    state: State
    overload: str = ""
    implicit: bool = False
    value: Value = None
    error: str = ""
    steps: tuple[Step, ...] = ()


def explain(trial: Trial) -> tuple[Answer, Step | None]:
    """The answer to a trial, and how it comes about; None for a text that is no expression. A refused expression is
    explained without values."""
    prepared = prepare(trial)
    if prepared.ast is None:
        return Answer(ok=False, type=None, value=None, diagnostics=prepared.diagnostics), None
    explainer = _Explainer(prepared, trial)
    step = explainer.whole(prepared.ast)
    if prepared.compiled is None:
        return Answer(ok=False, type=None, value=None, diagnostics=prepared.diagnostics), step
    if explainer.error is not None:
        found = (*prepared.diagnostics, failure(prepared.text, explainer.error))
        return Answer(ok=False, type=step.type, value=None, diagnostics=found), step
    return Answer(ok=True, type=step.type, value=step.value, diagnostics=prepared.diagnostics), step


class _Types(Inference):
    """Inference that keeps the type of every node, by `id`."""

    def __init__(self, variables: Mapping[str, Type], flow_type: str) -> None:
        super().__init__(variables, flow_type=flow_type)
        self.found: dict[int, Type] = {}

    def visit(self, node: Ast) -> Type:
        kind = self.found[id(node)] = super().visit(node)
        return kind


class _Explainer:
    def __init__(self, prepared: Prepared, trial: Trial) -> None:
        self.error: ExpressionError | None = None
        self._variables = {**prepared.built_in, **prepared.types}
        self._types = _Types(self._variables, trial.flow_type)
        self._scope = scope_of(trial, prepared)
        self._world = World(trial.setting, prepared.named)
        self._runs = prepared.compiled is not None
        self._expected = trial.expected

    def whole(self, ast: Ast) -> Step:
        """The tree, below the implicit cast where there is one."""
        found = self._types.visit(ast)
        step = self._step(ast, run=self._runs)
        needed = self._expected
        if needed is None or needed.code == "any":
            return step
        name, refusal = conversion(step.type or found, needed)
        if refusal or not name:
            return step
        call = Call(ast.offset, ast.end, name, (ast,))
        self._types.visit(call)
        state, value, error = self._evaluated(call, (step,)) if step.state is State.VALUE else _NOTHING
        return Step(
            source=f"{name}(…)",
            offset=ast.offset,
            type=needed,
            state=state,
            overload=self._overload(call, (step,)),
            implicit=True,
            value=value,
            error=error,
            steps=(step,),
        )

    def _step(self, node: Ast, *, run: bool) -> Step:
        steps = () if self._is_leaf(node) else self._below(node, run=run)
        state, value, error = _NOTHING
        if run and self.error is None and all(step.state is State.VALUE for step in _needed(node, steps)):
            state, value, error = self._evaluated(node, steps)
        found = self._types.found.get(id(node))
        kind = None if found is None or found.code == "unk" else found
        if kind is None and state is State.VALUE:
            kind = type_of(value)
        return Step(
            source=to_source(node),
            offset=node.offset,
            type=kind,
            state=state,
            overload=self._overload(node, steps),
            value=value,
            error=error,
            steps=steps,
        )

    def _is_leaf(self, node: Ast) -> bool:
        return isinstance(node, (Literal, Variable)) or id(node) in self._types.constants

    def _below(self, node: Ast, *, run: bool) -> tuple[Step, ...]:
        """The steps below a node; of a conditional, `and` and `or` only what the first value asks for is evaluated."""
        parts = children(node)
        if isinstance(node, Index) and isinstance(node.index, Literal):
            parts = parts[:1]
        if not _lazy(node):
            return tuple([self._step(part, run=run) for part in parts])
        first = self._step(parts[0], run=run)
        decided = run and first.state is State.VALUE
        return (first, *(self._step(p, run=decided and _wanted(node, i, first.value)) for i, p in enumerate(parts[1:])))

    def _evaluated(self, node: Ast, steps: tuple[Step, ...]) -> tuple[State, Value, str]:
        """The node run on the values below it: each stands as a variable in its place."""
        shallow, values, kinds = self._shallow(node, steps)
        compiled = compile(shallow, {**self._variables, **kinds})
        try:
            return State.VALUE, compiled.evaluate(_Below(values, self._scope), self._world), ""
        except ExpressionError as error:
            error.at(node.offset)
            self.error = error
            return State.ERROR, None, error.message

    def _shallow(self, node: Ast, steps: tuple[Step, ...]) -> tuple[Ast, dict[str, Value], dict[str, Type]]:
        if self._is_leaf(node):
            return node, {}, {}
        values: dict[str, Value] = {}
        kinds: dict[str, Type] = {}
        parts: list[Ast] = []
        for number, part in enumerate(children(node)):
            if self._is_leaf(part) and not isinstance(part, Variable):
                parts.append(part)
                continue
            name = f"${number}"
            values[name] = steps[number].value
            kinds[name] = self._types.found[id(part)]
            parts.append(Variable(part.offset, part.end, "", name))
        return _with(node, parts), values, kinds

    def _overload(self, node: Ast, steps: tuple[Step, ...]) -> str:
        choice = self._types.choices.get(id(node))
        if choice is None:
            return ""
        if choice.overload is not None:
            return _signature(choice.function, choice.overload)
        if any(step.type is None for step in steps):
            return ""
        fitting = choice.function.candidates([step.type for step in steps if step.type])
        return _signature(choice.function, fitting[0]) if fitting else ""


_NOTHING: tuple[State, Value, str] = (State.NOT_EVALUATED, None, "")


class _Below:
    """A scope: the values below a node, then the variables."""

    def __init__(self, values: Mapping[str, Value], above: Values) -> None:
        self._values = values
        self._above = above

    def get(self, name: str, /) -> Value:
        return self._values[name] if name in self._values else self._above.get(name)


def _lazy(node: Ast) -> bool:
    if isinstance(node, Call):
        return node.name.lower() == "if" and len(node.arguments) == 3
    return isinstance(node, Ternary) or (isinstance(node, Binary) and node.operator in {"and", "or"})


def _wanted(node: Ast, branch: int, decided: Value) -> bool:
    """Whether the branch (from 0) is evaluated after the first value."""
    if isinstance(node, Binary):
        return decided is (node.operator == "and")
    return branch == 0 if decided is True else branch == 1 and decided in (None, False)


def _needed(node: Ast, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps without those that the first value of a conditional, `and` or `or` leaves out."""
    if not _lazy(node) or steps[0].state is not State.VALUE:
        return steps
    decided = steps[0].value
    return (steps[0], *(step for i, step in enumerate(steps[1:]) if _wanted(node, i, decided)))


def _with(node: Ast, parts: list[Ast]) -> Ast:  # noqa: PLR0911 - one return a case
    """The same node with other nodes below it."""
    match node:
        case Call():
            return Call(node.offset, node.end, node.name, tuple(parts))
        case Unary():
            return Unary(node.offset, node.end, node.operator, parts[0])
        case Binary():
            return Binary(node.offset, node.end, node.operator, parts[0], parts[1])
        case Ternary():
            return Ternary(node.offset, node.end, parts[0], parts[1], parts[2])
        case Index():
            return Index(node.offset, node.end, parts[0], parts[1])
        case Member():
            return Member(node.offset, node.end, parts[0], node.name)
        case _:
            return node


def _signature(function: Function, overload: Overload) -> str:
    """`Right(String, Integer) -> String`, `Integer + Integer -> Integer`."""
    names = [parameter.type.name + ("…" if parameter.repeat else "") for parameter in overload.parameters]
    gives = overload.returns.name
    if function.name.isidentifier() and function.name not in {"and", "or"}:
        return f"{function.name}({', '.join(names)}) -> {gives}"
    if len(names) == 2:
        return f"{names[0]} {function.name} {names[1]} -> {gives}"
    return f"{function.name}{', '.join(names)} -> {gives}"
