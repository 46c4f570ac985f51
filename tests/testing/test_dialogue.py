"""The dialogue of a trace: who does what, where, and at most so wide."""

from __future__ import annotations

import pytest

from callflows.diagnostics import Span
from callflows.engine import trace as t
from callflows.engine.audio import Part
from callflows.testing.dialogue import WIDTH, Doing, flows_of, lines, render, time_of, waits_at

MAIN = "/inboundCall/tasks/task[Main_10]"
INSIDE = "/commonModule/startUpTaskActions[0]"


def started() -> t.Started:
    return t.Started(
        flow="Line", flow_type="inboundCall", caller="a", called="b", at="", language="", seed=0, conversation_id=""
    )


EVENTS: tuple[t.TraceEvent, ...] = (
    started(),
    t.Action(t=0, address=f"{MAIN}/actions[0]/callCommonModule", kind="callCommonModule", name="Call"),
    t.EnteredModule(t=0, address=f"{MAIN}/actions[0]/callCommonModule", module="Shared", inputs=()),
    t.Heard(t=0, address=INSIDE, parts=(Part("tts", "Hello."), Part("prompt", "", "bye"))),
    t.Asked(t=0, address=INSIDE, kind="dataAction", target="A/B", details=(("x", None), ("y", True), ("z", (1, "a")))),
    t.Took(t=60_000, address=INSIDE, output="timeout"),
    t.Failed(t=61_500, flow="Shared", address=INSIDE, code="not-set", message="x is NOT_SET", expression="Flow.x"),
    t.Heard(t=61_500, address="/inboundCall/settingsErrorHandling/preHandlingAudio", parts=(Part("silence", ms=5),)),
    t.Heard(t=61_500, address="/inboundCall/settingsErrorHandling/preHandlingAudio", parts=(Part("tts", "Sorry."),)),
    t.Asked(t=61_500, address="/x", kind="transfer/secureFlow", target="Pay"),
    t.Answered(t=61_500, address="/x", answer="Busy"),
    t.Skipped(t=61_500, address="/x", kind="showMe", reason="nobody can"),
    t.Ended(t=61_500, by="error", flow="Line", address="/inboundCall/settingsErrorHandling", reason="type"),
)


def test_who_does_what() -> None:
    found = [(line.ms, line.who, line.text, line.flow) for line in lines(EVENTS, [Doing(5, 30_000, "waits 30 s")])]
    assert found == [
        (0, "flow", '"Hello. [bye]"', "Shared"),
        (0, "org", "data action A/B (x NOT_SET, y true, z 1, a): timeout", "Shared"),
        (30_000, "caller", "waits 30 s", ""),
        (61_500, "flow", "error not-set: x is NOT_SET in Flow.x", "Shared"),
        (61_500, "flow", '"Sorry."', "Line"),
        (61_500, "flow", "transfers to the secure flow Pay", "Line"),
        (61_500, "org", "refuses: Busy", "Line"),
        (61_500, "flow", "does not execute showMe: nobody can", "Line"),
        (61_500, "flow", "drops the call after an error (type)", "Line"),
    ]


def test_what_nobody_answered_is_told_once() -> None:
    asked = t.Asked(t=0, address="/x", kind="scheduleGroup", target="Hours")
    skipped = t.Skipped(t=0, address="/x", kind="evaluateScheduleGroup", reason="nobody said")
    took = t.Took(t=0, address="/x", output="closed")
    again = t.Took(t=0, address="/x", output="open")
    events = (started(), asked, skipped, took, asked, again, skipped)
    assert [line.text for line in lines(events)] == [
        "schedule group Hours: not mocked, so closed",
        "schedule group Hours: open",
        "does not execute evaluateScheduleGroup: nobody said",
    ]


def test_nothing_steers_the_terminal_and_lines_fit_a_narrow_one() -> None:
    event = t.Heard(t=0, address="/x", parts=(Part("tts", "Hello \x1b[2J and welcome to a long line."),))
    assert render(lines((started(), event)), lambda flow, address: None, width=40).splitlines() == [
        '  0:00   flow   "Hello \N{REPLACEMENT CHARACTER}[2J and welcome',
        '                to a long line."',
    ]


def test_in_which_flow_each_event_happens() -> None:
    back = t.LeftModule(t=0, address="/m", module="Shared", outputs=())
    assert flows_of((*EVENTS[:4], back, EVENTS[1])) == ["Line", "Line", "Line", "Shared", "Shared", "Line"]
    assert waits_at(EVENTS[:2]) == ("Line", f"{MAIN}/actions[0]/callCommonModule")
    assert waits_at(EVENTS[:1]) == ("", "")


@pytest.mark.parametrize(("ms", "shown"), [(0, "0:00"), (59_999, "0:59.9"), (61_500, "1:01.5"), (3_600_000, "60:00")])
def test_times(ms: int, shown: str) -> None:
    assert time_of(ms) == shown


@pytest.mark.parametrize(
    ("text", "file", "rows"),
    [
        ("Hi.", "a.yaml", ['  0:00   flow   "Hi."' + "a.yaml:7".rjust(WIDTH - 21)]),
        ("Hi.", f"{'a' * 60}.yaml", ['  0:00   flow   "Hi."', f"{'a' * 60}.yaml:7".rjust(WIDTH)]),
        (
            "word " * 12,
            "a.yaml",
            [f'  0:00   flow   "{"word " * 11}'.rstrip(), f'{" " * 16}word "{"a.yaml:7".rjust(WIDTH - 22)}'],
        ),
    ],
)
def test_a_line_has_its_place_at_the_right(text: str, file: str, rows: list[str]) -> None:
    event = t.Heard(t=0, address="/x", parts=(Part("tts", text),))
    span = Span(file=file, line=7, column=1, end_line=7, end_column=2)
    assert render(lines((started(), event)), lambda flow, address: span).splitlines() == rows
    assert render(lines((started(), event)), lambda flow, address: None, lambda line: True).startswith("> 0:00")
