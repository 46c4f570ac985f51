"""Small flows for tests, written as Archy YAML, and calls of them in a short readable form."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import msgspec

from callflows.architect import read
from callflows.engine import CallContext, KnownOrg, Outcome, compile_flow, run_script
from callflows.engine.trace import Given, Known, Told, TraceEvent, Typed
from callflows.model import Flow

MAIN = "/inboundCall/tasks/task[Main]"
MODULE = "/commonModule/startUpTaskActions"


def flow_of(text: str) -> Flow:
    result = read(textwrap.dedent(text))
    assert result.flow is not None, result.diagnostics
    assert [each for each in result.diagnostics if each.severity == "error"] == []
    return result.flow


def inbound(actions: str, *, variables: str = "", settings: str = "", more: str = "", name: str = "Line") -> Flow:
    """An inbound flow whose start task `Main` has these actions; `more` are further tasks and menus."""
    parts = [
        f"inboundCall:\n  name: {name}\n  startUpRef: /inboundCall/tasks/task[Main]\n  defaultLanguage: en-us\n",
        _block("  variables:\n", variables, 4),
        _block("", settings, 2),
        "  tasks:\n    - task:\n        name: Main\n        refId: Main\n",
        _block("        actions:\n", actions, 10),
        _block("", more, 4),
    ]
    return flow_of("".join(parts))


def module(actions: str, *, variables: str, name: str = "Shared", task_variables: str = "") -> Flow:
    parts = [
        f"commonModule:\n  name: {name}\n  supportedLanguages:\n    en-us:\n      none: true\n",
        _block("  variables:\n", variables, 4),
        "  settingsCommonModule:\n    compatibleFlowTypes:\n      - flowType: inboundcall\n",
        _block("  startUpTaskActions:\n", actions, 4),
        _block("  startUpTaskVariables:\n", task_variables, 4),
    ]
    return flow_of("".join(parts))


def call(
    flow: Flow,
    keys: str | tuple[str, ...] = (),
    *,
    modules: Mapping[str, Flow] | None = None,
    org: KnownOrg | None = None,
    **context: object,
) -> Outcome:
    program = compile_flow(flow, modules or {})
    settings = msgspec.structs.replace(CallContext(directory=org or KnownOrg()), **context)
    return run_script(program, settings, keys)


def variable(kind: str, name: str, initial: str = "{noValue: true}", extra: str = "") -> str:
    return f"- {kind}Variable: {{name: {name}, initialValue: {initial}{extra}}}\n"


def given(name: str, kind: str = "string") -> str:
    return variable(kind, name, extra=", isInput: true, isOutput: false")


def returned(name: str, kind: str = "string", initial: str = "{noValue: true}") -> str:
    return variable(kind, name, initial, ", isInput: false, isOutput: true")


def story(outcome: Outcome) -> list[str]:
    """The trace, an event a line: type, place below the start task or module, and what else it holds. What the driver
    and the org told the call is left out."""
    return [_line(event) for event in outcome.events[1:] if not isinstance(event, Told | Known)]


def _line(event: TraceEvent) -> str:
    words = [type(event).__name__]
    time = getattr(event, "t", 0)
    if time:
        words.append(f"@{time}")
    for name in event.__struct_fields__:
        if name == "t":
            continue
        value = getattr(event, name)
        if name == "address":
            words.append(short(value))
        elif isinstance(event, Given):
            words += [f"{path}={_value(given)}" for path, given in event.inputs]
        elif name == "parts":
            words.append(" ".join(str(part) or f"({part.ms} ms)" for part in value))
        elif value not in ("", ()):
            words.append(f"{name}={value!r}" if not isinstance(value, str) else f"{name}={value}")
    return " ".join(words)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return f"{value.type}({value.text})" if isinstance(value, Typed) else repr(value)


def short(address: str) -> str:
    """The address without the start task, and without what every branch has."""
    for start, mark in ((f"{MAIN}/actions", ""), (MAIN, "Main"), (MODULE, "~"), ("/inboundCall", "")):
        if address.startswith(start):
            return (mark + address.removeprefix(start)).replace("/outputs", "").replace("/actions", "")
    return address


def _block(head: str, text: str, indent: int) -> str:
    return head + textwrap.indent(textwrap.dedent(text).strip("\n") + "\n", " " * indent) if text else ""
