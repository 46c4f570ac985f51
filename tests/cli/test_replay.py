"""`callflows replay`: what is said of a trace that is the same today, of one that is not, and of what is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callflows.architect import read
from callflows.cli.trace_file import MAX_BYTES, trace_of
from callflows.engine import CallContext, compile_flow, from_json_lines, run_script, to_json_lines

LINE = """\
inboundCall:
  name: Line
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  variables:
    - stringVariable:
        name: Flow.pin
        initialValue:
          noValue: true
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - collectInput:
              name: Ask
              inputData:
                var: Flow.pin
              digits:
                exact: 2
              inputAudio:
                tts: Your PIN?
          - decision:
              name: Right
              condition:
                exp: Flow.pin == "12"
              outputs:
                yes:
                  actions:
                    - playAudio:
                        name: Thanks
                        audio:
                          tts: Thank you.
          - disconnect:
              name: Bye
"""


def traced(path: Path, text: str = LINE, keys: str = "12") -> Path:
    flow = read(text).flow
    assert flow is not None
    outcome = run_script(compile_flow(flow, {}), CallContext(), keys)
    path.write_text(to_json_lines(outcome.events), encoding="utf-8")
    return path


@pytest.fixture
def place(empty):
    """A workspace with one flow and the trace of a call to it."""
    empty.write("callflows.toml", "")
    empty.write("line.yaml", LINE)
    traced(empty.folder / "call.jsonl")
    return empty


def test_the_same_call(place):
    said = place("replay", "call.jsonl")
    count = len(from_json_lines((place.folder / "call.jsonl").read_text(encoding="utf-8")))
    assert (said.code, said.out, said.err) == (0, f'The same call today: {count} events on "Line" (line.yaml).\n', "")
    assert json.loads(place("replay", "call.jsonl", "--json").out) == {
        "schema": 1,
        "trace": "call.jsonl",
        "same": True,
        "events": count,
        "flow": "Line",
        "source": "line.yaml",
        "divergence": None,
    }


def test_the_first_difference_is_shown_with_its_place(place):
    place.write("line.yaml", LINE.replace('"12"', '"13"'))
    said = place("replay", "call.jsonl")
    assert (said.code, said.err) == (1, "")
    assert said.out == SHOWN
    found = json.loads(place("replay", "call.jsonl", "--json").out)
    assert (found["same"], found["divergence"]["place"]) == (False, "line.yaml:23")
    values = [found["divergence"][side]["inputs"] for side in ("expected", "now")]
    assert values == [[["condition", True]], [["condition", False]]]
    row = (place.folder / "call.jsonl").read_text(encoding="utf-8").splitlines()[found["divergence"]["line"] - 1]
    assert json.loads(row) == found["divergence"]["expected"]


SHOWN = """\
Not the same call today on "Line" (line.yaml):
the first difference is at 0:00, call.jsonl:12, line.yaml:23.

  0:00   flow   "Your PIN?"                                 line.yaml:15
  0:00   caller presses 12

recorded: Given  condition: true
  0:00   flow   "Thank you."                                line.yaml:30
  0:00   flow   ends the call                               line.yaml:34

now: Given  condition: false
  0:00   flow   ends the call                               line.yaml:34

at /inboundCall/tasks/task[Main]/actions[1]/decision
"""


def test_a_file_and_another_name(place):
    place.write("copy.yaml", LINE.replace("name: Line", "name: Line 2"))
    assert place("replay", "call.jsonl", "copy.yaml").code == 0
    assert place("replay", "call.jsonl", "line 2").code == 0
    said = place("replay", "call.jsonl", "Nowhere")
    assert (said.code, said.out) == (2, "")
    assert said.err == 'error: there is no flow "Nowhere": the flows are Line 2, Line\n    nor has the org one\n'


def test_a_flow_with_errors_is_not_run(place):
    place.write("line.yaml", LINE.replace("exp: Flow.pin", "exp: Flow.nip"))
    said = place("replay", "call.jsonl")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith('error: "Line" has errors and cannot be called:\nline.yaml:')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "trace-empty"),
        (b"\n \n", "trace-empty"),
        (b"hello\n", "trace-foreign"),
        (b"\xff\xfe\n", "trace-foreign"),
        (b"[" * 100_000, "trace-foreign"),
        (b'{"type":"Ended"}\n', "trace-foreign"),
        (b'{"type":"Started","schema":2}\n', "trace-schema"),
        (b'{"type":"Started"}\n', "trace-schema"),
        (b'{"type":"Started","schema":3}\n', "trace-foreign"),
        (b" " * (MAX_BYTES + 1), "trace-too-large"),
    ],
)
def test_what_is_no_trace_is_a_finding(data, code):
    found = trace_of(data, "x.jsonl")
    assert (found.events, [(each.code, each.span.line) for each in found.diagnostics]) == (None, [(code, 1)])


def test_a_trace_that_is_cut_off(place):
    whole = (place.folder / "call.jsonl").read_text(encoding="utf-8")
    rows = whole.splitlines(keepends=True)
    place.write("cut.jsonl", whole[:-20])
    said = place("replay", "cut.jsonl")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"cut.jsonl:{len(rows)}:1: error: The trace is cut off in its last line. [trace-cut]\n")
    place.write("middle.jsonl", "".join([*rows[:3], "{}\n", *rows[3:]]))
    assert place("replay", "middle.jsonl").err.startswith("middle.jsonl:4:1: error: This line is no event of a trace: ")
    place.write("two.jsonl", whole + whole)
    start = f"two.jsonl:{len(rows) + 1}:1: error: A second trace begins here. [trace-several]\n"
    assert place("replay", "two.jsonl").err.startswith(start)
    place.write("open.jsonl", "".join(rows[:-1]))
    said = place("replay", "open.jsonl")
    assert said.code == 0
    assert said.err.startswith(f"open.jsonl:{len(rows)}:1: warning: The trace stops before the call is over; ")


def test_a_trace_of_what_no_call_is_told(place):
    whole = (place.folder / "call.jsonl").read_text(encoding="utf-8")
    place.write(
        "odd.jsonl", whole.replace('"event":"Digits","said":[["keys","12"]]', '"event":"Digits","said":[["keys",12]]')
    )
    said = place("replay", "odd.jsonl")
    assert (said.code, said.out) == (2, "")
    assert said.err == "error: odd.jsonl holds what no call can be told: Digits has no such keys\n"


def test_a_file_that_is_not_there(place):
    assert (place("replay", "nothing.jsonl").code, place("replay", "nothing.jsonl").out) == (2, "")


def test_standard_input(place, monkeypatch):
    with (place.folder / "call.jsonl").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert place("replay", "-").out.startswith("The same call today: ")


def test_the_published_flow(support):
    place = support
    for name in ("call.jsonl",):
        place.write(name, place("call", "Support EMEA", "--press", "1234", "--json").out)
    said = place("replay", "call.jsonl", "--published")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith(' events on "Support EMEA" (version 1.0 in the org).\n')
