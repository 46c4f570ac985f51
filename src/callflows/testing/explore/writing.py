"""Calls that a search found, as scenario files: `callflows test` places them again.

What a scenario file cannot say makes the call one that is skipped, with the reason; so is one that, placed again, is
not as it was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

import msgspec

from callflows.engine.events import DataActionAnswer, ScheduleAnswer, ServiceAnswer, TableAnswer, TransferAnswer
from callflows.expressions import Entity, Json, Value, to_text
from callflows.testing.beginning import MONDAY_MORNING
from callflows.testing.explore.beginnings import CALLED, CALLER, address_as_written
from callflows.testing.explore.keeping import Call
from callflows.testing.explore.picks import Pick
from callflows.testing.explore.report import Report
from callflows.testing.explore.run import Doing, Way
from callflows.testing.world import OBJECTS

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | msgspec.Raw | None"
Fails: TypeAlias = Callable[[str], dict[str, str]]
"""Places the calls of a file's text: why each one that fails does so, by name."""

_EVERY = "*"
"""What stands for a target without a name."""
_ENDS = {"disconnect": "disconnect", "transfer": "transfer", "hangUp": "hang up", "error": "error"}
_PLAIN = re.compile(r"[A-Za-z_+][\w .+/-]*(?<! )")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})


def scenario_file(report: Report, fails: Fails) -> str:
    """The text of a `*.calls.yaml` with every call of the report."""
    skipped: dict[str, str] = {}
    for call in report.calls:
        unsaid = next(filter(None, map(_unsaid, call.way.picks)), "")
        if unsaid:
            skipped[call.name] = unsaid
    text = _text(report, skipped)
    wrong = fails(text)
    if wrong:
        skipped |= {name: f"placed again, it is not as it was found: {reason}" for name, reason in wrong.items()}
        text = _text(report, skipped)
    return text


def _unsaid(pick: Pick) -> str:
    """Why a scenario file cannot say what was picked, "" where it can."""
    kind, _, _ = pick.point.subject.partition("/")
    if pick.point.kind == "find" and kind not in OBJECTS:
        return f"a scenario file does not take away a {kind}"
    return ""


def _text(report: Report, skipped: dict[str, str]) -> str:
    seed = f"seed: {report.seed}\n" if report.seed else ""
    head = f"# The ways through a flow that `callflows explore` found.\nflow: {_scalar(report.flow)}\n{seed}\ncalls:\n"
    return head + "\n".join("".join(_lines(_call(call, skipped.get(call.name, "")))) for call in report.calls)


def _call(call: Call, skip: str) -> dict[str, Plain]:
    way = call.way
    body: dict[str, Plain] = {"name": call.name}
    if skip:
        body["skip"] = skip
    body |= _beginning(way)
    given = _given(way)
    if given:
        body["given"] = given
    steps = list(_steps(way))
    if steps:
        body["steps"] = list(steps)
    body["expect"] = _expected(way)
    return body


def _beginning(way: Way) -> dict[str, Plain]:
    body: dict[str, Plain] = {}
    attributes: dict[str, Plain] = {}
    inputs: dict[str, Plain] = {}
    variables: dict[str, Plain] = {}
    for pick in way.picks:
        value = pick.option.value
        if pick.point.kind == "caller" and value != CALLER:
            body["caller"] = address_as_written(str(value))
        elif pick.point.kind == "called" and value != CALLED:
            body["called"] = address_as_written(str(value))
        elif pick.point.kind == "at" and isinstance(value, datetime) and value != MONDAY_MORNING:
            body["at"] = value.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00") + "Z"
        elif pick.point.kind == "input":
            inputs[pick.point.subject.partition(".")[2] or pick.point.subject] = _plain(value)
        elif pick.point.kind == "variable" and pick.option.label:
            variables[pick.point.subject] = _plain(value)
        elif pick.point.kind == "name" and value:
            body["remote name"] = str(value)
        elif pick.point.kind == "language" and isinstance(value, str):
            body["language"] = value
        elif pick.point.kind == "attribute" and value is not None:
            attributes[pick.point.subject] = str(value)
    if variables:
        body["variables"] = variables
    if inputs:
        body["inputs"] = inputs
    if attributes:
        body["attributes"] = attributes
    return body


def _given(way: Way) -> dict[str, Plain]:
    """What the org answered, as `given:` has it."""
    found: dict[str, dict[str, dict[str, list[Plain]]]] = {}
    tables: dict[str, Plain] = {}
    objects: dict[str, dict[str, Plain]] = {}
    for pick in way.picks:
        kind, _, name = pick.point.subject.partition("/")
        match pick.option.event:
            case DataActionAnswer() as answer:
                found.setdefault("dataActions", {}).setdefault(kind, {}).setdefault(name, []).append(_returned(answer))
            case ScheduleAnswer(state=str(state)):
                states = found.setdefault(f"{kind}s", {}).setdefault("", {})
                states.setdefault(name, []).append(state)
            case TransferAnswer(success=success):
                word = "succeeds" if success else "fails"
                found.setdefault("transfers", {}).setdefault(kind, {}).setdefault(name or _EVERY, []).append(word)
            case ServiceAnswer() as answer:
                found.setdefault("services", {}).setdefault(kind, {}).setdefault(name or _EVERY, []).append(
                    _taken(answer)
                )
            case TableAnswer() as row:
                _tabled(tables, kind, name, row)
            case None if pick.point.kind == "find" and kind in OBJECTS:
                objects.setdefault(OBJECTS[kind], {})[name] = "missing"
    body: dict[str, Plain] = dict(objects.items())
    if tables:
        body["tables"] = tables
    for key, groups in found.items():
        merged: dict[str, Plain] = {}
        for group, names in groups.items():
            said = {name: _one_or_more(answers) for name, answers in names.items()}
            merged |= said if not group else {group: said}
        body[key] = merged
    return body


def _tabled(tables: dict[str, Plain], table: str, key: str, answer: TableAnswer) -> None:
    if answer.error_type is not None:
        tables[table] = "fails"
        return
    rows = tables.setdefault(table, [])
    if isinstance(rows, list) and answer.row is not None:
        row: dict[str, Plain] = {"key": key, **{name: _plain(value) for name, value in answer.row if name != "key"}}
        if row not in rows:
            rows.append(row)


def _returned(answer: DataActionAnswer) -> Plain:
    if answer.outcome == "success":
        return {"returns": {name: _plain(value) for name, value in answer.outputs}}
    return "fails" if answer.outcome == "failure" else "times out"


def _taken(answer: ServiceAnswer) -> Plain:
    if not answer.outputs:
        return answer.outcome
    return {"takes": answer.outcome, "outputs": {name: _plain(value) for name, value in answer.outputs}}


def _one_or_more(answers: list[Plain]) -> Plain:
    """A list of answers; what comes again and again is said once."""
    while len(answers) > 1 and answers[-1] == answers[-2]:
        answers = answers[:-1]
    return answers[0] if len(answers) == 1 else answers


def _plain(value: Value) -> Plain:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Entity):
        return value.name
    if isinstance(value, Decimal):
        return msgspec.Raw(str(value).encode())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Json):
        return msgspec.Raw((to_text(value) or "").encode())
    return to_text(value)


def _steps(way: Way) -> Iterator[dict[str, Plain] | str]:
    yield from _heard(way.greeted)
    for doing in way.doings:
        yield _step(doing)
        yield from _heard(doing.heard)


def _step(doing: Doing) -> dict[str, Plain] | str:
    if doing.what in ("press", "say"):
        return {doing.what: doing.text}
    return doing.what


def _heard(texts: tuple[str, ...]) -> Iterator[dict[str, Plain]]:
    sounds: list[Plain] = [text for text in texts if not text.startswith("/")]
    if sounds:
        yield {"hear": sounds[0] if len(sounds) == 1 else sounds}


def _expected(way: Way) -> dict[str, Plain]:
    body: dict[str, Plain] = {"ended by": _ENDS[way.ended.by]}
    if way.transfer is not None:
        kind, target = way.transfer
        body |= {"queue": target} if kind == "queue" else {"transfer": {kind: target}}
    body["errors"] = [each.code for each in way.failures]
    return body


def _lines(body: dict[str, Plain]) -> Iterator[str]:
    """One call of the list, a key a line; what stands under `given`, `with` and in steps on one line each."""
    first = "  - "
    for key, value in body.items():
        if isinstance(value, dict) and key == "given":
            yield f"{first}{key}:\n"
            yield from (f"      {_scalar(name)}: {_flow(below)}\n" for name, below in value.items())
        elif isinstance(value, list) and key == "steps":
            yield f"{first}{key}:\n"
            yield from (f"      - {_entry(step)}\n" for step in value)
        else:
            yield f"{first}{key}: {_flow(value)}\n"
        first = "    "


def _entry(step: Plain) -> str:
    if isinstance(step, dict):
        return "".join(f"{key}: {_flow(value)}" for key, value in step.items())
    return str(step)


def _flow(value: Plain) -> str:
    """A value on one line, as YAML and, but for plain words, JSON have it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode()
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return msgspec.json.encode(value).decode()
