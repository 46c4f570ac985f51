"""Expressions with their types, in their places."""

from __future__ import annotations

from callflows.analysis import analyse, typed_expressions
from callflows.architect import read
from callflows.expressions import parsed

FLOW = """\
{kind}:
  name: Typed
  startUpRef: "/{kind}/tasks/task[Main_10]"
  defaultLanguage: en-us
  initialGreeting: {exp: Flow.n}
  settingsMenu:
    menuSelectionTimeout: {exp: Flow.n * 1000}
  variables:
    - integerVariable: {name: Flow.n}
  menus:
    - menu: {name: M, refId: M, audio: {exp: "MakeList(1)"}, settingsMenu: {repeatCount: {exp: "1.5"}}}
  tasks:
    - task:
        name: Main
        refId: Main_10
        variables:
          - decimalVariable: {name: Task.n}
        actions:
          - decision:
              name: Known?
              condition: {exp: Flow.N > 1}
          - updateData:
              name: Set
              statements:
                - string: {variable: Flow.s, value: {exp: Task.n * 2}}
                - integer: {variable: Flow.n, value: {exp: Queue.x}}
                - boolean: {variable: Flow.b, value: {exp: "Left(1, "}}
          - playAudio: {name: Say, audio: {exp: "ToString(Flow.n)"}}
"""


def typed(kind: str) -> list[tuple[str, str | None, str, str, list[str]]]:
    flow = read(FLOW.replace("{kind}", kind)).flow
    assert flow is not None
    return [
        (
            each.text.text,
            each.needed.name if each.needed else None,
            each.inferred.type.name,
            each.inferred.conversion,
            [fault.code for fault in each.inferred.diagnostics],
        )
        for each in typed_expressions(analyse(flow))
    ]


def test_an_expression_has_the_types_of_its_place() -> None:
    assert typed("inboundCall") == [
        ("Flow.n", "Audio", "Audio", "ToAudioNumber", []),
        ("Flow.n * 1000", "Duration", "Duration", "ToDuration", []),
        ("MakeList(1)", "Audio", "Integer Collection", "", ["expression-conversion"]),
        ("1.5", "Integer", "Integer", "ToInt", []),
        ("Flow.N > 1", "Boolean", "Boolean", "", []),
        ("Task.n * 2", "String", "String", "ToString", []),
        ("Queue.x", "Integer", "Integer", "", []),
        ("ToString(Flow.n)", "Audio", "Audio", "ToAudioTTS", []),
    ]


def test_a_tree_is_made_once_and_a_long_text_is_not_kept() -> None:
    assert parsed("Flow.a + 1") is parsed("Flow.a + 1")
    long = '"' + "a" * 3000 + '"'
    assert parsed(long) == parsed(long)
    assert parsed(long) is not parsed(long)


STATES = """\
inboundEmail:
  name: States
  states:
    - state:
        name: First
        refId: First_10
        variables:
          - queueVariable: {name: State.to}
        actions:
          - updateData:
              name: Set
              statements:
                - string: {variable: Flow.s, value: {exp: State.to.name}}
                - string: {variable: Flow.s, value: {exp: State.To + 1}}
    - state:
        name: Second
        refId: Second_11
        actions:
          - updateData:
              name: Set
              statements:
                - string: {variable: Flow.s, value: {exp: State.to}}
"""


def test_a_variable_of_a_state_has_its_type_in_that_state() -> None:
    flow = read(STATES).flow
    assert flow is not None
    program = analyse(flow)
    found = [(e.text.text, [fault.code for fault in e.inferred.diagnostics]) for e in typed_expressions(program)]
    assert found == [("State.to.name", []), ("State.To + 1", ["expression-type"]), ("State.to", [])]
    at = [each.text.address for each in typed_expressions(program)]
    seen = [program.symbols.resolve("state.TO", address) for address in at]
    assert [each.type if each else None for each in seen] == ["queue", "queue", None]
