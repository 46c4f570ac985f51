"""Functions that callflows does not know: a run-time error, unless the call's context answers them."""

from __future__ import annotations

import msgspec
import pytest

from callflows.engine import CallContext, Digits, FunctionAnswer, KeptCall, Outcome, compile_flow, run_script
from callflows.engine.replay import replay
from callflows.engine.trace import Failed, from_json_lines, to_json_lines
from callflows.expressions import ExpressionError
from tests.engine.flows import MAIN, call, inbound, story, variable

SET = "- updateData: {name: Set, statements: [{string: {variable: Flow.s, value: {exp: %s}}}]}\n"
TEXT = variable("string", "Flow.s")


def outcome(expression: str, *functions: tuple[str, FunctionAnswer]) -> Outcome:
    flow = inbound(SET % msgspec.json.encode(expression).decode(), variables=TEXT)
    return call(flow, functions=functions)


def test_without_an_answer_the_call_goes_to_the_error_handling() -> None:
    found = outcome('Upper(Shout("a"))')
    assert [event for event in found.events if isinstance(event, Failed)] == [
        Failed(
            t=0,
            flow="Line",
            address=f"{MAIN}/actions[0]/updateData",
            code="unknown-function",
            message="callflows does not know the function Shout",
            expression='Upper(Shout("a"))',
            offset=6,
        )
    ]
    assert found.ended.reason == "error handling"


def test_an_answer_is_used_and_told() -> None:
    found = outcome('Upper(shout("a", 1 + 1)) + Other()', ("Shout", lambda text, n: text * n), ("other", "!"))
    assert [line for line in story(found) if line.startswith("Mocked")] == [
        "Mocked [0]/updateData function=shout arguments=('a', 2) value=aa",
        "Mocked [0]/updateData function=Other value=!",
    ]
    assert found.variables["Flow.s"] == "AA!"
    assert from_json_lines(to_json_lines(found.events)) == found.events


def test_an_answer_may_be_not_set_and_may_fail() -> None:
    assert outcome("If(IsSet(Nothing()), Nothing(), Flow.s)", ("Nothing", None)).failures == ()

    def fail(*_: object) -> None:
        raise ExpressionError("conversion", "no such thing")

    found = outcome("Bad(1)", ("Bad", fail))
    assert [line for line in story(found) if line.split()[0] in ("Mocked", "Failed")] == [
        "Mocked [0]/updateData function=Bad arguments=(1,) value=None code=conversion message=no such thing",
        "Failed flow=Line [0]/updateData code=conversion message=no such thing expression=Bad(1) offset=0",
    ]


def test_an_answer_that_failed_fails_again_when_the_call_is_replayed_or_restored() -> None:
    """Nobody is asked again, and what failed once may be answered later."""
    asked: list[object] = []

    def fails_first(*arguments: object) -> str:
        asked.append(arguments)
        if len(asked) == 1:
            raise ExpressionError("not-found", "nobody there", 3)
        return "found"

    text = "Append(Seek(1), Seek(2))"
    rescue = """
        - task:
            name: Rescue
            refId: Rescue
            actions:
              - collectInput: {inputData: {noValue: true}, digits: {exact: 1}}
              - updateData: {statements: [{string: {variable: Flow.s, value: {exp: Seek(3)}}}]}
    """
    flow = inbound(
        SET % f"'{text}'",
        variables=TEXT,
        settings="settingsErrorHandling: {errorHandling: {task: {targetTaskRef: './tasks/task[Rescue]'}}}",
        more=rescue,
    )
    program = compile_flow(flow, {})
    kept = KeptCall(program, CallContext(functions=(("Seek", fails_first),)), trace=True)
    kept.start()
    moved = KeptCall.restore(program, kept.save(), functions=(("Seek", fails_first),))
    assert len(asked) == 1
    moved.receive(Digits("1"))
    assert [(each.code, each.expression) for each in moved.call.failures] == [("not-found", text)]
    assert (moved.call.variables["Flow.s"], len(asked)) == ("found", 2)
    assert replay(program, moved.call.trace).divergence is None
    assert len(asked) == 2


def test_a_call_without_a_trace_is_answered_too() -> None:
    flow = inbound(SET % "'Shout(1)'", variables=TEXT)
    found = run_script(compile_flow(flow, {}), CallContext(functions=(("Shout", "A"),)), "", trace=False)
    assert (found.variables["Flow.s"], found.events, found.failures) == ("A", (), ())


@pytest.mark.parametrize("name", ["SHOUT", "Shout", "shout"])
def test_names_ignore_case(name: str) -> None:
    assert outcome(f"{name}()", ("sHout", "A")).variables["Flow.s"] == "A"
