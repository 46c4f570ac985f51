"""One expression run on its own: what it is asked with, and what comes of it.

    answer = run(Trial(expression="Flow.x + 1", variables=(Given("Flow.x", types.INTEGER, 5),), setting=setting))

What is wrong with the expression, and what goes wrong when it runs, are diagnostics of the answer; nothing is raised.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import msgspec

from callflows.diagnostics import Diagnostic, Severity
from callflows.expressions.ast import Ast, Call, Variable, children
from callflows.expressions.builtins import DECLARABLE, builtin_variables
from callflows.expressions.compiler import Compiled, compile  # noqa: A004 - the room's verb, as in `re.compile`
from callflows.expressions.errors import ExpressionError
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.given import KINDS
from callflows.expressions.infer import Inference, infer
from callflows.expressions.parser import parse
from callflows.expressions.syntax import span
from callflows.expressions.types import Type
from callflows.expressions.values import Value, type_of
from callflows.expressions.world import Named, Setting, Values, World

_PROMPT_KINDS = {"prompt": "userPrompt", "promptsystem": "systemPrompt"}
_REMEMBERED = 1024
_REMEMBERED_LENGTH = 1_000


class Given(msgspec.Struct, frozen=True):
    """A variable with its type and value; `name` has its scope."""

    name: str
    type: Type
    value: Value


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """An expression and what it runs with. `flow_type` decides which built-in variables there are (empty: all);
    `expected` is the type a setting needs, to which the result is converted as Architect does."""

    expression: str
    setting: Setting
    variables: tuple[Given, ...] = ()
    flow_type: str = ""
    expected: Type | None = None


class Answer(msgspec.Struct, frozen=True):
    """What came of it. `ok`: there is a value. `type` is None where the expression has none."""

    ok: bool
    type: Type | None
    value: Value
    diagnostics: tuple[Diagnostic, ...] = ()


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An expression, checked. `compiled` is None where it is refused, `ast` where it does not even parse."""

    text: str
    ast: Ast | None
    types: Mapping[str, Type]
    built_in: Mapping[str, Type]
    named: Named = Named()
    compiled: Compiled | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def run(trial: Trial) -> Answer:
    """Checks the expression and evaluates it."""
    prepared = prepare(trial)
    if prepared.compiled is None:
        return Answer(ok=False, type=None, value=None, diagnostics=prepared.diagnostics)
    try:
        value = prepared.compiled.evaluate(scope_of(trial, prepared), World(trial.setting, prepared.named))
    except ExpressionError as error:
        found = (*prepared.diagnostics, failure(prepared.text, error))
        return Answer(ok=False, type=_known(prepared.compiled.type), value=None, diagnostics=found)
    kind = _known(prepared.compiled.type) or type_of(value)
    return Answer(ok=True, type=kind, value=value, diagnostics=prepared.diagnostics)


def prepare(trial: Trial) -> Prepared:
    """The expression, checked; what was asked lately is remembered, unless it is long."""
    kinds = tuple(sorted({given.name.lower(): given.type for given in trial.variables}.items(), key=_first))
    make = _remembered if len(trial.expression) <= _REMEMBERED_LENGTH else _prepared
    return make(trial.expression, kinds, trial.flow_type.lower(), trial.expected)


def scope_of(trial: Trial, prepared: Prepared) -> Values:
    """The variables as the expression finds them."""
    return Values({given.name.lower(): given.value for given in trial.variables}, prepared.built_in, trial.setting)


def failure(text: str, error: ExpressionError) -> Diagnostic:
    """What went wrong when it ran: `runtime-` and the code of the error, at the place of the call that failed."""
    place = span(text, error.offset, _end(text, error.offset)) if error.offset >= 0 else None
    return Diagnostic(code=f"runtime-{error.code}", severity=Severity.ERROR, message=error.message, span=place)


def _end(text: str, offset: int) -> int:
    """The end of the word that begins at `offset`, one character for what is no word."""
    end = offset
    while end < len(text) and (text[end].isalnum() or text[end] in "_."):
        end += 1
    return max(end, offset + 1)


def _first(pair: tuple[str, Type]) -> str:
    return pair[0]


def _known(type: Type) -> Type | None:
    """The type, None where only the value tells it."""
    return None if type.code == "unk" else type


def _prepared(text: str, given: tuple[tuple[str, Type], ...], flow_type: str, expected: Type | None) -> Prepared:
    parsed = parse(text)
    built_in = builtin_variables(flow_type)
    # A value for a built-in variable that this flow type lacks does not bring it there.
    elsewhere = builtin_variables("").keys() - built_in.keys() - {name.lower() for name in DECLARABLE}
    types = {name: kind for name, kind in given if name not in elsewhere}
    ast = parsed.ast
    if ast is None:
        return Prepared(text=text, ast=None, types=types, built_in=built_in, diagnostics=parsed.diagnostics)
    inferred = infer(ast, types, text=text, expected=expected, strict=True, flow_type=flow_type)
    found = (*parsed.diagnostics, *inferred.diagnostics)
    casts: tuple[Call, ...] = ()
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        casts = _old_casts(ast, types, flow_type)
        found = _allowed(found, text, casts)
    if inferred.conversion:
        message = f"the result passes through {inferred.conversion} to become {inferred.type.name}"
        found = (*found, Diagnostic(code="expression-converted", severity=Severity.INFO, message=message))
    refused = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return Prepared(
        text=text,
        ast=ast,
        types=types,
        built_in=built_in,
        named=_named(ast, casts),
        compiled=None if refused else compile(ast, {**built_in, **types}, expected=expected),
        diagnostics=found,
    )


_remembered = functools.lru_cache(_REMEMBERED)(_prepared)


def _old_casts(ast: Ast, types: Mapping[str, Type], flow_type: str) -> tuple[Call, ...]:
    """Calls such as `ToUser("a@b.c")`, which today's editor refuses and Architect's own examples run."""
    inference = Inference(types, flow_type=flow_type)
    inference.visit(ast)
    chosen = ((node, inference.choices.get(id(node))) for node in _all(ast) if isinstance(node, Call))
    return tuple(node for node, choice in chosen if choice and choice.overload and choice.overload.retired)


def _allowed(found: tuple[Diagnostic, ...], text: str, casts: tuple[Call, ...]) -> tuple[Diagnostic, ...]:
    """The findings, with the ones about old casts as warnings: flows that were published with them still run."""
    places = {span(text, node.offset, node.end) for node in casts}
    return tuple(
        msgspec.structs.replace(each, severity=Severity.WARNING) if each.span in places else each for each in found
    )


def _named(ast: Ast, casts: tuple[Call, ...]) -> Named:
    prompts = {
        (_PROMPT_KINDS[node.scope.lower()], node.name.lower())
        for node in _all(ast)
        if isinstance(node, Variable) and node.scope.lower() in _PROMPT_KINDS
    }
    made = {FUNCTIONS[node.name.lower()].overloads[0].returns.code for node in casts}
    return Named(frozenset(prompts), frozenset(KINDS[code] for code in made if code in KINDS))


def _all(ast: Ast) -> Iterator[Ast]:
    waiting = [ast]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)
