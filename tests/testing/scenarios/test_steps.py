"""Every kind of step and expectation, as it passes and as it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.testing import Programs, programs_of
from callflows.testing.scenarios import Runner
from tests.testing.flows import ASK, END, EXAMPLE, say, workspace
from tests.testing.scenarios.files import read, run, steps, wrong

MENU = """\
given:
  scheduleGroups: {Support hours: open}
  tables: {Customer PINs: [{key: "1234", customerId: C-1001}]}
  dataActions: {CRM: {Get VIP: {returns: {level: 1}}}}
"""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """A line that greets, asks for a key and says goodbye."""
    folder = tmp_path_factory.mktemp("line")
    return programs_of(workspace(folder, say("Good day.") + ASK + say("Goodbye.") + END))


@pytest.fixture(scope="module")
def support() -> Programs:
    """The flows of the example workspace."""
    return programs_of(EXAMPLE)


def support_steps(text: str) -> str:
    return MENU + steps(text).replace("flow: Line", "flow: Support EMEA")


@pytest.mark.parametrize(
    "passing",
    [
        "- hear: good DAY",
        "- hear: /G..d day/",
        "- hear: /good day/i",
        "- hear: [Good day, /Press a \\w+/]",
        "- not hear: Thank",
        '- press: "1"\n- hear: Thank you\n- hear: Goodbye',
        "- press: 1\n- hear: [Thank you, Goodbye]\n- hear nothing",
        "- wait\n- hear: No key",
        "- wait: until time-out\n- hear: No key",
        "- wait: 5 s\n- hear: No key",
        "- wait: 4999 ms\n- hear nothing\n- wait: 1 ms\n- hear: No key",
        "- hang up\n- expect: {ended by: hang up}",
        "- hang up: true\n- expect: {ended in: line, within: 0 s}",
        "- expect: {goes on: true, errors: [], heard: Good day, not heard: [Goodbye, Thanks]}",
        '- press: "*"\n- expect: {variables: {Flow.text: "*", flow.number: 0, Flow.amount: , Flow.queue: NOT_SET}}',
    ],
)
def test_passing(line: Programs, passing: str) -> None:
    assert wrong(line, passing) == []


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        ("- hear: Good night", (5, "hear: Good night", 'the caller does not hear "Good night"')),
        (
            "- hear: Press\n- hear: Good day",
            (6, "hear: Good day", 'the caller does not hear "Good day"; it was heard before that'),
        ),
        ("- hear: /good day/", (5, "hear: /good day/", "the caller does not hear /good day/")),
        ("- hear: {prompt: welcome}", (5, "hear", "the caller does not hear the prompt welcome")),
        ("- not hear: [x, Good day]", (5, "not hear: x, Good day", 'the caller hears "Good day"')),
        ("- hear: Good day\n- hear nothing", (6, "hear nothing", "the caller hears something")),
        ('- press: "1"\n- press: "2"', (6, "press: 2", "the call is over before pressing 2")),
        ('- press: "1"\n- say: hello', (6, "say: hello", 'the call is over before saying "hello"')),
        ('- press: "1"\n- wait', (6, "wait", "the call is over before waiting")),
        ('- press: "1"\n- hang up', (6, "hang up", "the call is over before hanging up")),
        ('- press: "1"\n- agent answers', (6, "agent answers", "the call is over before an agent answers")),
        ("- expect: {ended by: disconnect}", (5, "expect", "the call has not ended; it ends by disconnect")),
        (
            "- hang up\n- expect: {ended by: transfer, ended in: Sales}",
            (6, "expect", "the call ended by hang up, not by transfer; the call ended in Line, not in Sales"),
        ),
        ("- expect: {ended in: Line}", (5, "expect", "the call has not ended in Line")),
        ("- hang up\n- expect: {goes on: true}", (6, "expect", "the call is over: ended by hang up")),
        ("- expect: {queue: Support}", (5, "expect", "the call is not transferred to queue Support")),
        ("- expect: {transfer: {user: Ada}}", (5, "expect", "the call is not transferred to user Ada")),
        (
            "- expect: {variables: {Flow.numbers: 5, Flow.number: 5}}",
            (
                5,
                "expect",
                'the flow "Line" has no variable "Flow.numbers": did you mean "Flow.number"?; Flow.number is 0, not 5',
            ),
        ),
        (
            '- press: "1"\n- expect: {variables: {Flow.text: "01", Flow.number: [1, 2]}}',
            (6, "expect", 'Flow.text is "1", not "01"; Flow.number is 0, not [1,2]'),
        ),
        ("- expect: {outputs: {X: {a: 1}}}", (5, "expect", 'the shared flow "X" has not given the call back')),
        ("- expect: {attributes: {a: b}}", (5, "expect", 'the attribute a is not set, not "b"')),
        ("- expect: {milestones: M}", (5, "expect", 'the milestone "M" was not reached (reached: none)')),
        ("- expect: {outcomes: {O: SUCCESS}}", (5, "expect", 'the outcome "O" is not set, not SUCCESS')),
        ("- expect: {heard: [Good day, Bye]}", (5, "expect", 'the caller did not hear "Bye"')),
        ("- expect: {not heard: {prompt: x}, heard: {prompt: x}}",
         (5, "expect", "the caller did not hear the prompt x")),
        ("- expect: {not heard: Good day}", (5, "expect", 'the caller heard "Good day"')),
        ("- expect: {dataActions: {CRM: {X: }}}", (5, "expect", 'the data action "X" was not run')),
        ("- expect: {dataActions: {CRM: {X: {times: 2}}}}",
         (5, "expect", 'the data action "X" was run 0 times, not 2 times')),
        ("- expect: {tables: {T: [a, b]}}", (5, "expect", 'looked up in the table "T": nothing, not a, b')),
        ("- expect: {errors: [x]}", (5, "expect", "the run-time errors are none, not x")),
        ("- wait: 3 s\n- expect: {within: 2 s}", (6, "expect", "the call has taken 3 s, more than 2 s")),
    ],
)  # fmt: skip
def test_failing(line: Programs, failing: str, expected: tuple[int, str, str]) -> None:
    assert wrong(line, failing) == [expected]


def test_what_the_org_was_asked(support: Programs) -> None:
    good = """\
- press: "1234"
- expect: {attributes: {customerId: C-1001}, outputs: {global authentication menu: {Common.customerId: C-1001}}}
- say: invoice
- expect: {queue: Billing, transfer: {queue: Billing}, ended by: transfer, milestones: []}
- expect: {dataActions: {CRM: {Get VIP: {times: 1, with: {customerId: C-1001}}}}, tables: {Customer PINs: "1234"}}"""
    assert [each.message for each in run(support, support_steps(good))] == [""]
    bad = """\
- press: "1234"
- press: "2"
- expect:
    queue: Support
    outputs: {Global Authentication Menu: {authenticated: false, pin: 1}}
    dataActions: {CRM: {Get VIP: {with: {customerId: C-1, x: 1}}}}
    tables: {Customer PINs: []}"""
    (found,) = run(support, support_steps(bad))
    assert found.message.split("; ") == [
        "the call is transferred to queue Billing, not to queue Support",
        "authenticated is true, not false",
        'the shared flow "Global Authentication Menu" has no output "pin": there are authenticated, customerId',
        'customerId is "C-1001", not "C-1"',
        'the data action "Get VIP" has no input "x": there are customerId',
        'looked up in the table "Customer PINs": 1234, not nothing',
    ]


def test_an_expectation_over_several_lines_fails_where_it_stands(line: Programs) -> None:
    expect = """\
- hang up
- expect:
    ended by: hang up
    variables:
      Flow.number: 0
    queue: Support
    errors: [x]"""
    assert wrong(line, expect) == [
        (10, "expect", "the call is not transferred to queue Support; the run-time errors are none, not x")
    ]
    after = steps("- hang up") + "    expect:\n      ended by: disconnect\n"
    assert [each.step_line for each in run(line, after)] == [7]


def test_a_transfer_that_is_refused(support: Programs) -> None:
    text = support_steps('- press: "1234"\n- press: "1"\n- expect: {queue: Support}')
    text = text.replace("given:", "given:\n  transfers: {queue: {Support: fails}}")
    (found,) = run(support, text)
    assert found.message == "the call is not transferred to queue Support; queue Support refused it"


def test_a_failure_says_where_the_call_was_and_shows_it(support: Programs) -> None:
    (found,) = run(support, support_steps('- hear: PIN\n- press: "0000"\n- hear: You are verified'))
    assert (found.file, found.line, found.step_line) == ("line.calls.yaml", 6, 11)
    assert found.flow_place == "flows/Global Authentication Menu.yaml:103"
    assert " ".join(found.dialogue.split()).split(" 0:00 ") == [
        "Call to Support EMEA from +13175550100, Mon 2026-01-05 15:00 +00:00",
        "org schedule group Support hours: open flows/Support EMEA.yaml:153",
        'flow "Welcome to Acme Support." flows/Global Authentication Menu.yaml:90',
        'flow "Please enter your four-digit PIN." flows/Global Authentication Menu.yaml:103',
        "caller presses 0000 line.calls.yaml:10",
        "org data table Customer PINs (key 0000): notFound flows/Global Authentication Menu.yaml:123 >",
        'flow "That PIN is not right." flows/Global Authentication Menu.yaml:164 >',
        'flow "Please enter your four-digit PIN." flows/Global Authentication Menu.yaml:103 '
        "The call waits at flows/Global Authentication Menu.yaml:103",
    ]


def test_what_nobody_has_said_is_named(support: Programs) -> None:
    (found,) = run(support, steps("- hear: We are closed").replace("flow: Line", "flow: Support EMEA"))
    assert (found.status, found.unmocked) == ("passed", ('schedule group "Support hours"',))


def test_a_dialogue_fits_a_narrow_terminal(line: Programs) -> None:
    (case,) = read(steps("- hear: Good night")).cases
    found = Runner(line, clock=lambda: 0.0, width=44).run(case)
    assert found.dialogue.splitlines()[:4] == [
        "Call to Line from +13175550100, Mon",
        "  2026-01-05 15:00 +00:00",
        '> 0:00   flow   "Good day."',
        "flows/line.yaml:21".rjust(44),
    ]


def test_a_flow_with_errors_is_not_called(tmp_path: Path) -> None:
    programs = programs_of(workspace(tmp_path, "- playAudio: {name: X, audio: {tts: [1]}}\n"))
    (found,) = run(programs, steps("- hear: x"))
    assert (found.status, found.message) == ("error", '"Line" has errors and cannot be called:')
    assert found.diagnostics
    assert {each.span.file for each in found.diagnostics if each.span} == {str(programs.files[0].source)}


def test_a_call_that_is_skipped(line: Programs) -> None:
    text = steps("- hear: x") + "    skip: not yet\n"
    (found,) = run(line, text)
    assert (found.status, found.message, found.ms) == ("skipped", "not yet", 0)


SHARED = """\
flow: Global Authentication Menu
given: {tables: {Customer PINs: [{key: "1234", customerId: C-1}]}}
inputs: {brand: Acme, onFailure: return}
calls:
  - name: its own inputs
    inputs: {Common.brand: Other}
    steps:
      - hear: Welcome to Other
      - press: "1234"
    expect: {outputs: {Global Authentication Menu: {authenticated: true, customerId: C-1}}}
  - name: an unknown input
    inputs: {brnd: x}
"""


def test_a_shared_flow_by_itself(support: Programs) -> None:
    good, bad = run(support, SHARED)
    assert (good.status, good.message) == ("passed", "")
    assert (bad.status, bad.message) == (
        "error",
        '"Global Authentication Menu" has no input "brnd": did you mean "brand"?',
    )
