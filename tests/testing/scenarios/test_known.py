"""A scenario file held against the flows of its workspace."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from callflows.testing import Programs, programs_of
from callflows.testing.scenarios import read_scenarios
from tests.testing.flows import END, EXAMPLE, INBOUND, say, workspace
from tests.testing.scenarios.files import FILE, run

HEAD = "flow: Support EMEA\ncalls:\n  - name: one\n"
MENU = "Global Authentication Menu"


@pytest.fixture(scope="module")
def support() -> Programs:
    return programs_of(EXAMPLE)


def found(programs: Programs, text: str) -> list[tuple[str, str, str, str]]:
    return [
        (f"{each.span.line}:{each.span.column}" if each.span else "", each.code, each.message, each.help)
        for each in read_scenarios(text, FILE, programs).diagnostics
    ]


@pytest.mark.parametrize(
    ("given", "place", "message", "advice"),
    [
        (
            "dataActions: {CRM: {Get VPI: fails}}",
            "4:33",
            'No flow of these calls asks for the data action "CRM" / "Get VPI".',
            'Did you mean "CRM / Get VIP"?',
        ),
        (
            "tables: {PINs: missing}",
            "4:22",
            'No flow of these calls asks for the data table "PINs".',
            "Leave it out, or correct the name.",
        ),
        (
            "scheduleGroups: {Support Hours: open}",
            "4:30",
            'No flow of these calls asks for the schedule group "Support Hours".',
            'Did you mean "Support hours"?',
        ),
        (
            "sharedFlows: {Menu: {returns: {}}}",
            "4:27",
            'No flow of these calls asks for the shared flow "Menu".',
            "Leave it out, or correct the name.",
        ),
        (
            "transfers: {queue: {Suport: fails}}",
            "4:33",
            'No flow of these calls asks for the queue "Suport".',
            'Did you mean "Support"?',
        ),
        (
            'services: {callLexBot: {"*": failure}}',
            "4:37",
            'No flow of these calls asks for the action "callLexBot".',
            "Leave it out, or correct the name.",
        ),
    ],
)
def test_what_no_flow_of_the_file_asks_for(
    support: Programs, given: str, place: str, message: str, advice: str
) -> None:
    assert found(support, f"{HEAD}    given: {{{given}}}\n") == [(place, "test-unknown-mock", message, advice)]


@pytest.mark.parametrize(
    "given",
    [
        "dataActions: {CRM: {Get VIP: fails}}, tables: {Customer PINs: missing}, scheduleGroups: {Support hours: open}",
        "schedules: {W: {start: 2026-01-05, end: 2026-01-06}}, scheduleGroups: {Support hours: {open: [W]}}",
        "transfers: {queue: {'*': fails, Billing: fails}, number: {'+1317': fails}}, queues: [Support, VIP, Night]",
        "sharedFlows: {global authentication menu: {returns: {AUTHENTICATED: true}}}",
    ],
)
def test_what_a_flow_may_ask_for(support: Programs, given: str) -> None:
    assert found(support, f"{HEAD}    given: {{{given}}}\n") == []


def test_what_a_file_says_for_all_may_be_for_one_of_them(support: Programs) -> None:
    text = (
        "given:\n  scheduleGroups: {Support hours: open}\n  tables: {Customer PINs: []}\ncalls:\n"
        f"  - {{name: one, flow: {MENU}}}\n  - {{name: two, flow: Support EMEA}}\n"
    )
    assert found(support, text) == []
    alone = text.replace("  - {name: two, flow: Support EMEA}\n", "")
    assert [each[:2] for each in found(support, alone)] == [("2:20", "test-unknown-mock")]


def test_outputs_and_columns_that_are_nearly_those_that_a_flow_takes(support: Programs) -> None:
    given = (
        "    given:\n      dataActions: {CRM: {Get VIP: [fails, {returns: {levl: 3}}]}}\n"
        "      tables: {Customer PINs: [{key: 1, name: Ada}, {key: 2, customerID: C-2}]}\n"
    )
    assert [(place, message, advice) for place, _, message, advice in found(support, HEAD + given)] == [
        (
            "5:55",
            'No flow of these calls takes "levl" from the data action "CRM" / "Get VIP".',
            'Did you mean "level"?',
        ),
        (
            "6:62",
            'No flow of these calls takes "customerID" from the data table "Customer PINs".',
            'Did you mean "customerId"?',
        ),
    ]


def test_what_is_expected_to_have_been_asked(support: Programs) -> None:
    expected = (
        "    expect: {dataActions: {CRM: {Get VPI: {times: 0}}}, tables: {PIN: []}, outputs: {Menu: {x: 1}},\n"
        f"      variables: {{Flow.level: 3}}}}\n    steps:\n      - expect: {{outputs: {{{MENU}: {{x: 1}}}}}}\n"
    )
    assert [(place, message) for place, _, message, _ in found(support, HEAD + expected)] == [
        ("4:14", 'No flow of these calls asks for the data action "CRM" / "Get VPI".'),
        ("4:57", 'No flow of these calls asks for the data table "PIN".'),
        ("4:76", 'No flow of these calls asks for the shared flow "Menu".'),
        ("7:18", f'"{MENU}" has no output "x".'),
    ]


def test_variables_and_outputs_that_nobody_declares(support: Programs) -> None:
    text = (
        HEAD + f"    expect: {{variables: {{Flow.levl: 3}}, outputs: {{{MENU}: {{authenticatd: true, brand: x}}}}}}\n"
    )
    there = "There are authenticated, customerId."
    assert [(place, message, advice) for place, _, message, advice in found(support, text)] == [
        ("4:14", '"Support EMEA" has no variable "Flow.levl".', 'Did you mean "Flow.level"?'),
        ("4:41", f'"{MENU}" has no output "authenticatd".', 'Did you mean "authenticated"?'),
        ("4:41", f'"{MENU}" has no output "brand".', there),
    ]
    itself = f"flow: {MENU}\ncalls: [{{name: one, expect: {{outputs: {{{MENU}: {{brand: x, Common.bran: x}}}}}}}}]\n"
    assert [message for _, _, message, _ in found(support, itself)] == [f'"{MENU}" has no output "bran".']


def test_a_shared_flow_by_itself_is_no_mock(support: Programs) -> None:
    text = (
        HEAD.replace("Support EMEA", MENU) + f"    expect: {{outputs: {{{MENU.lower()}: {{authenticated: false}}}}}}\n"
    )
    assert found(support, text) == []


@pytest.mark.parametrize(
    ("said", "place", "message"),
    [
        ("caller: bob", "4:13", None),
        ("called: '+49 x'", "4:13", None),
        ("language: de-de", "4:15", '"de-de" is no language of "Support EMEA": it speaks en-us.'),
        ("inputs: {brand: x}", "4:14", '"Support EMEA" has no input "brand": there are none.'),
        (
            "variables: {Call.PositionInQueu: 3}",
            "4:17",
            'A flow of the type inboundCall has no built-in variable "Call.PositionInQueu": there are Flow.Version, '
            "Flow.Id, Call.CustomerExternalOrganizationId, Call.ExternalContactId, Call.ExternalTag, Call.UUIData.",
        ),
        ("variables: {Call.ANI: x}", "4:17", "Call.Ani is not given as a variable: it is who calls."),
        (
            f"given: {{sharedFlows: {{{MENU}: {{returns: {{authenticatd: true}}}}}}}}",
            "4:66",
            f'"{MENU}" has no output "authenticatd": did you mean "authenticated"?',
        ),
        (
            f"given: {{sharedFlows: {{{MENU}: {{returns: {{authenticated: 5}}}}}}}}",
            "4:66",
            f'The output "authenticated" of "{MENU}": 5 is no Boolean; expected: true or false.',
        ),
    ],
)
def test_what_a_call_cannot_begin_with(support: Programs, said: str, place: str, message: str | None) -> None:
    ((where, code, told, _),) = found(support, f"{HEAD}    {said}\n")
    assert (where, code) == (place, "test-wrong-value")
    assert message is None or told == message


def test_a_flow_that_cannot_be_read_is_not_held_against(tmp_path: Path) -> None:
    folder = workspace(tmp_path, say("Hello.") + END)
    (folder / "flows" / "line.yaml").write_text(INBOUND.replace("refId: Start_10", "refId: [1]") + "  x: [")
    text = "calls:\n  - {name: one, flow: Line, given: {tables: {PIN: missing}}, inputs: {x: 1}, language: xx}\n"
    assert [each[1] for each in found(programs_of(folder), text)] == ["test-no-flow"]


TYPED = """\
  variables:
    - stringVariable: {name: Common.text, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - integerVariable: {name: Common.whole, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - booleanVariable: {name: Common.truth, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - durationVariable: {name: Common.length, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - currencyVariable: {name: Common.money, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - jsonVariable: {name: Common.json, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - queueVariable: {name: Common.queue, initialValue: {noValue: true}, isInput: true, isOutput: true}
    - stringCollectionVariable: {name: Common.texts, initialValue: {noValue: true}, isInput: true, isOutput: true}
"""
MODULE = "commonModule:\n  name: Shared\n  defaultLanguage: en-us\n  supportedLanguages:\n    en-us: {none: true}\n"
EMPTY = "  startUpTaskActions:\n    - playAudio: {name: Say, audio: {tts: I am run.}}\n    - endTask: {name: E}\n"
CALL = """\
- callCommonModule:
    name: Call
    commonModule:
      Shared:
        ver_latestPublished:
          inputs: {}
          outputs: {}
    outputs: {}
"""
ALL = "text: 0001, whole: 5, truth: true, length: PT1M, money: 5.00|USD, json: {a: [1]}, queue: VIP, texts: [a, 02]"


def test_values_have_the_types_that_are_declared_and_a_shared_flow_is_not_run(tmp_path: Path) -> None:
    module = MODULE + TYPED + EMPTY
    programs = programs_of(workspace(tmp_path, CALL + END, shared=module))
    text = (
        f"given: {{sharedFlows: {{Shared: {{returns: {{{ALL}}}}}}}}}\ncalls:\n"
        f"  - name: not run\n    flow: Line\n    expect: {{not heard: I am run, outputs: {{Shared: {{{ALL}}}}}}}\n"
        "  - name: none\n    flow: Line\n    given: {sharedFlows: {Shared: {returns: {text: NOT_SET}}}}\n"
        "    expect: {outputs: {Shared: {text: NOT_SET, whole: NOT_SET}}}\n"
        f"  - name: inputs\n    flow: Shared\n    inputs: {{{ALL}}}\n"
        f"    expect: {{heard: I am run, outputs: {{Shared: {{{ALL}}}}}}}\n"
    )
    assert found(programs, text) == []
    assert [(each.name, each.status, each.message) for each in run(programs, text)] == [
        ("not run", "passed", ""),
        ("none", "passed", ""),
        ("inputs", "passed", ""),
    ]


def test_what_a_call_brings_with_it(tmp_path: Path) -> None:
    tell = (
        '- playAudio: {name: E, audio: {exp: \'ToAudioTTS(Append(Call.Ani, " ", Call.RemoteName, " ", '
        "ToString(Call.PositionInQueue)))'}}\n"
    )
    run_it = "    - playAudio: {name: Say, audio: {tts: I am run.}}\n"
    module = MODULE + EMPTY.replace(run_it, textwrap.indent(tell, "    "))
    text = (
        "flow: Shared\ncaller: '3175551234'\nremote name: Ada\nvariables: {Call.PositionInQueue: 3}\ncalls:\n"
        "  - {name: as the file says, expect: {heard: 3175551234 Ada 3}}\n"
        "  - {name: its own, caller: 'text:Bob', variables: {call.positionInQueue: 4}, expect: {heard: Bob Ada 4}}\n"
    )
    programs = programs_of(workspace(tmp_path, END, shared=module))
    assert found(programs, text) == []
    assert [(each.name, each.message) for each in run(programs, text)] == [("as the file says", ""), ("its own", "")]


def test_json_stands_for_a_record(tmp_path: Path) -> None:
    tell = "- playAudio: {name: E, audio: {exp: ToAudioTTS(Call.Contact.callbackId)}}\n"
    run_it = "    - playAudio: {name: Say, audio: {tts: I am run.}}\n"
    module = MODULE + EMPTY.replace(run_it, textwrap.indent(tell, "    "))
    programs = programs_of(workspace(tmp_path, END, shared=module))
    call = 'variables: {Call.Contact: {callbackId: "17"}}, expect: {heard: "17"}'
    text = f"flow: Shared\ncalls:\n  - {{name: one, {call}}}\n"
    assert found(programs, text) == []
    assert [(each.status, each.message) for each in run(programs, text)] == [("passed", "")]
