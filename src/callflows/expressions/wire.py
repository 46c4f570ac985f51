"""The two lines of JSON by which other programs use the language: a question, its answer.

    {"expression": "Flow.x + 1", "variables": {"Flow.x": {"type": "Integer", "value": 5}}}
    {"ok":true,"type":"Integer","value":"6","diagnostics":[]}

A question is judged whole: what is wrong with it is a diagnostic of its answer, as is what is wrong with the
expression. `value` is text, as Architect's own examples write results.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from callflows.diagnostics import Diagnostic, Severity
from callflows.expressions import types
from callflows.expressions.builtins import DECLARABLE, builtin_variables
from callflows.expressions.convert import datetime_of
from callflows.expressions.errors import ExpressionError
from callflows.expressions.explain import nearest
from callflows.expressions.given import KINDS, Typed, from_data, variable_key
from callflows.expressions.text import display
from callflows.expressions.trial import Answer, Given, Trial, run
from callflows.expressions.types import Type, type_named
from callflows.expressions.values import Entity
from callflows.expressions.world import Setting


class Question(msgspec.Struct, rename="camel"):
    """A line that asks. Keys that are not here are the asker's own."""

    expression: str
    variables: dict[str, object] = msgspec.field(default_factory=dict)
    flow_type: str | None = None
    expected_type: str | None = None
    language: str | None = None
    now: str | None = None
    seed: int | None = None
    world: dict[str, list[object]] = msgspec.field(default_factory=dict)


class Reply(msgspec.Struct):
    """A line that answers. `type` and `value` are null where there is none."""

    ok: bool
    type: str | None
    value: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


class Unfit(Exception):  # noqa: N818 - becomes a diagnostic; it never leaves the room but as one
    """A part of a question that cannot be used: a diagnostic."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code=code, severity=Severity.ERROR, message=message, help=help)


_decoder = msgspec.json.Decoder(Question, float_hook=Decimal)
_encoder = msgspec.json.Encoder()
_DECLARABLE = frozenset(name.lower() for name in DECLARABLE)
_WORLD: Mapping[str, str] = {
    "queues": "que",
    "users": "usr",
    "groups": "grp",
    "skills": "skl",
    "languageSkills": "lac",
    "wrapupCodes": "wrc",
    "scheduleGroups": "scg",
    "emergencyGroups": "emg",
    "prompts": "pmt",
    "systemPrompts": "pmt",
}


def reply_to(line: bytes, defaults: Trial, flow_types: Mapping[str, str]) -> bytes:
    """The answer to one line, with a line end. `defaults` has what the line does not say; `flow_types` are the known
    flow types, by lower-case name."""
    try:
        question = _decoder.decode(line)
        answer = run(trial_of(question, defaults, flow_types))
    except Unfit as error:
        answer = Answer(ok=False, type=None, value=None, diagnostics=(error.diagnostic,))
    except msgspec.ValidationError as error:
        answer = _bad_line(f"the line is no question: {error}")
    except (ValueError, RecursionError) as error:
        answer = _bad_line(f"the line is not JSON: {error}")
    return _encoder.encode(reply(answer)) + b"\n"


def reply(answer: Answer) -> Reply:
    """The answer in words: the type as Architect shows it, the value as its examples write it."""
    kind = answer.type.name if answer.type else None
    return Reply(answer.ok, kind, display(answer.value) if answer.ok else None, answer.diagnostics)


def trial_of(question: Question, defaults: Trial, flow_types: Mapping[str, str]) -> Trial:
    """What a question asks for. Raises Unfit."""
    flow_type = defaults.flow_type if question.flow_type is None else known_flow_type(question.flow_type, flow_types)
    given = {each.name.lower(): each for each in defaults.variables}
    given |= {each.name.lower(): each for each in _variables(question.variables, flow_type)}
    base = defaults.setting
    return Trial(
        expression=question.expression,
        setting=Setting(
            now=base.now if question.now is None else moment(question.now),
            language=question.language or base.language,
            seed=base.seed if question.seed is None else question.seed,
            objects=(*base.objects, *_objects(question.world)),
        ),
        variables=tuple(given.values()),
        flow_type=flow_type,
        expected=defaults.expected if question.expected_type is None else known_type(question.expected_type),
    )


def moment(text: str) -> datetime:
    """A DateTime in ISO 8601. Raises Unfit."""
    try:
        found = datetime_of(text)
    except ExpressionError:
        found = None
    if found is None:
        raise Unfit("request-now", f'"{text}" is no DateTime', "write ISO 8601, such as 2026-01-31T08:00:00Z")
    return found


def known_type(name: str) -> Type:
    """The type of this name. Raises Unfit."""
    found = type_named(name)
    if found is None:
        raise Unfit("request-type", f'there is no type "{name}"', "such as Integer, String, Queue or String Collection")
    return found


def known_flow_type(name: str, flow_types: Mapping[str, str]) -> str:
    """The flow type as the language knows it. Raises Unfit."""
    found = flow_types.get(name.lower())
    if found is None:
        hint = nearest(name.lower(), list(flow_types)) or f"known: {', '.join(sorted(set(flow_types.values())))}"
        raise Unfit("request-flow-type", f'there is no flow type "{name}"', hint)
    return found


def given(name: str, typed: Typed, flow_type: str) -> Given:
    """A variable with its value. Raises Unfit where it has no name of a variable, and for a built-in one of another
    type."""
    if variable_key(name) is None:
        hint = f"write its scope: Flow.{name} or Task.{name}" if "." not in name else "such as Flow.Name"
        raise Unfit("request-variable", f'"{name}" is no name of a variable', hint)
    wanted = built_in_type(name, flow_type)
    if wanted not in {None, typed[0], types.UNKNOWN} and name.lower() not in _DECLARABLE:
        raise Unfit("request-type", f"{name} is built in, and of type {wanted}, not {typed[0]}")
    return Given(name, *typed)


def built_in_type(name: str, flow_type: str) -> Type | None:
    """The type of a built-in variable, None for any other name."""
    return builtin_variables(flow_type).get(name.lower())


def _variables(variables: Mapping[str, object], flow_type: str) -> list[Given]:
    return [_variable(name, data, flow_type) for name, data in variables.items()]


def _variable(name: str, data: object, flow_type: str) -> Given:
    """`{"type": "Integer", "value": 5}`; a bare value has the type of its form, or of the built-in variable."""
    wanted = built_in_type(name, flow_type)
    value = data
    if isinstance(data, dict):
        if "value" not in data:
            raise Unfit("request-variable", f'{name}: the key "value" is missing', '{"type": "Integer", "value": 5}')
        value, said = data["value"], data.get("type")
        if said is not None and not isinstance(said, str):
            raise Unfit("request-type", f"{name}: its type is no text")
        wanted = known_type(said) if said else wanted
    try:
        return given(name, from_data(value, wanted), flow_type)
    except ValueError as error:
        raise Unfit("request-value", f"{name}: {error}") from error


def _objects(world: Mapping[str, list[object]]) -> list[Entity]:
    found: list[Entity] = []
    for key, names in world.items():
        code = _WORLD.get(key)
        if code is None:
            raise Unfit("request-world", f'there are no "{key}"', f"known: {', '.join(_WORLD)}")
        try:
            read = [from_data(name, Type(code))[1] for name in names]
        except ValueError as error:
            raise Unfit("request-world", f"{key}: {error}") from error
        kind = "systemPrompt" if key == "systemPrompts" else KINDS[code]
        found += [msgspec.structs.replace(each, kind=kind) for each in read if isinstance(each, Entity)]
    return found


def _bad_line(message: str) -> Answer:
    finding = Diagnostic(
        code="request-json",
        severity=Severity.ERROR,
        message=message,
        help='write one object a line: {"expression": "1 + 1"}',
    )
    return Answer(ok=False, type=None, value=None, diagnostics=(finding,))
