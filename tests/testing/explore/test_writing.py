"""Scenario files of what was found: they are read, placed again, and as they were found."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.testing import programs_of
from callflows.testing.explore.beginnings import address_as_written
from callflows.testing.explore.proving import explore_flow, proved_scenarios
from callflows.testing.explore.writing import scenario_file
from callflows.testing.scenarios.reader import read_scenarios
from callflows.testing.scenarios.running import Runner
from tests.engine.flows import inbound, variable
from tests.testing.explore.flows import explored
from tests.testing.explore.test_search import PIN
from tests.testing.flows import EXAMPLE


def test_every_flow_of_the_example_is_explored_whole_and_its_calls_pass() -> None:
    programs = programs_of(EXAMPLE)
    for flow in programs.names:
        report = explore_flow(programs, flow, late=lambda: "")
        assert report.complete, (flow, report.unreached)
        assert {each.call for each in report.dead_ends} <= {call.name for call in report.calls}
        text = proved_scenarios(programs, report)
        read = read_scenarios(text, "found.calls.yaml", programs.names)
        assert read.diagnostics == ()
        results = [Runner(programs).run(case) for case in read.cases]
        assert {(each.name, each.status, each.message) for each in results} == {
            (call.name, "passed", "") for call in report.calls
        }


def test_a_call_as_it_is_written() -> None:
    report = explored(inbound(PIN, variables=variable("string", "Flow.pin")))
    assert scenario_file(report, lambda text: {}).split("\n\n")[0:2] == [
        "# The ways through a flow that `callflows explore` found.\nflow: Line",
        "calls:\n"
        '  - name: "press 7312 → the flow hangs up"\n'
        "    steps:\n"
        '      - hear: "Your PIN?"\n'
        '      - press: "7312"\n'
        "      - hear: [Welcome., Goodbye.]\n"
        "    expect: {ended by: disconnect, errors: []}",
    ]


def test_a_call_that_is_not_as_it_was_found_is_skipped_with_the_reason() -> None:
    report = explored(inbound(PIN, variables=variable("string", "Flow.pin")))
    first = report.calls[0].name
    read = read_scenarios(scenario_file(report, lambda text: {first: "it is not"}), "x.calls.yaml")
    assert {case.name: case.skip for case in read.cases if case.skip is not None} == {
        first: "placed again, it is not as it was found: it is not"
    }


TOLD = """\
inboundCall:
  name: Told
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.row, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - dataTableLookup:
              name: Look
              lookupValue: {exp: 'Left(Call.RemoteName, 0)'}
              dataTable: {Names: {foundOutputs: {name: {var: Flow.row}}}}
          - decision:
              name: Known
              condition: {exp: 'Call.RemoteName == "Bo" and Call.CalledAddress != "+4930" and Flow.row != "x"'}
          - decision:
              name: From Bonn
              condition: {exp: 'Call.Ani == "0228" or Call.UUIData == "vip"'}
          - playAudio: {name: Bye, audio: {tts: Bye.}}
          - disconnect: {name: End}
"""
ASKED = """\
commonModule:
  name: Asked
  defaultLanguage: en-us
  settingsCommonModule:
    compatibleFlowTypes:
      - flowType: inboundcall
  variables:
    - durationVariable: {name: Common.wait, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - jsonVariable: {name: Common.who, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringCollectionVariable: {name: Common.all, isInput: true, isOutput: false}
    - queueVariable: {name: Common.queue, initialValue: {noValue: true}, isInput: true, isOutput: false}
  startUpTaskActions:
    - decision: {name: Long, condition: {exp: 'IsSet(Common.wait)'}}
    - decision: {name: Who, condition: {exp: 'IsSet(Common.who) and Common.who.name == "Ada"'}}
    - decision: {name: Many, condition: {exp: Count(Common.all) == 2}}
    - decision: {name: Queue, condition: {exp: IsSet(Common.queue)}}
"""


@pytest.mark.parametrize(("flow", "text"), [("Told", TOLD), ("Asked", ASKED)])
def test_everything_that_a_call_can_be_told_is_written(tmp_path: Path, flow: str, text: str) -> None:
    (tmp_path / "callflows.toml").write_text('paths = ["."]\n')
    (tmp_path / "flow.yaml").write_text(text)
    programs = programs_of(tmp_path)
    report = explore_flow(programs, flow, late=lambda: "")
    assert [each.reason for each in report.unreached if each.why != "unreachable"] == []
    read = read_scenarios(proved_scenarios(programs, report), "x.calls.yaml", programs.names)
    assert {case.name: case.skip for case in read.cases if case.skip is not None} == {}


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("tel:+13175551234", "+13175551234"),
        ("tel:4711", "tel:4711"),
        ("4711", "4711"),
        ("+13175551234", "text:+13175551234"),
        ("sip:ada@example.com", "sip:ada@example.com"),
        ("anonymous", "text:anonymous"),
    ],
)
def test_an_address_is_written_as_it_is_read(address: str, written: str) -> None:
    assert address_as_written(address) == written


def test_a_service_without_a_name_is_every_one() -> None:
    report = explored(inbound("- callBotConnector: {name: Ask}\n- disconnect: {name: End}\n"))
    text = scenario_file(report, lambda text: {})
    assert read_scenarios(text, "x.calls.yaml").diagnostics == ()
    assert 'services: {callBotConnector: {"*": failure}}' in text


def test_a_seed_is_written_too() -> None:
    programs = programs_of(EXAMPLE)
    report = explore_flow(programs, "Support EMEA", late=lambda: "", most=20, seed=7)
    read = read_scenarios(proved_scenarios(programs, report), "x.calls.yaml", programs.names)
    assert {case.seed for case in read.cases} == {7}
