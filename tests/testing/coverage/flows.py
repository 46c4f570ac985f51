"""A workspace of two lines that share a flow, with an item of every kind, and what calls of it cover."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from callflows.testing import Flows, Programs, programs_of
from callflows.testing.coverage import FlowKey, Measure, Report, record, report

LINE = """\
inboundCall:
  name: Line
  startUpRef: "/inboundCall/menus/menu[Main_1]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  variables:
    - stringVariable: {name: Flow.key, initialValue: {lit: "2"}, isInput: false, isOutput: false}
  settingsErrorHandling:
    errorHandling: {disconnect: {none: true}}
  menus:
    - menu:
        name: Main
        refId: Main_1
        audio: {tts: Choose.}
        settingsMenu: {menuSelectionTimeout: {lit: {seconds: 3}}, repeatCount: {lit: 1}}
        defaultChildMenuRef: "./choices/menuDisconnect[Bye_2]"
        choices:
          - menuTask:
              name: Ask
              refId: Ask_3
              dtmf: digit_1
              task:
                actions:
                  - callData:
                      name: Get
                      category: {CRM: {dataAction: {Get: {}}}}
                  - callTask:
                      name: Sort
                      targetTaskRef: "/inboundCall/tasks/task[Sort_4]"
                  - callCommonModule:
                      name: Greet
                      commonModule:
                        Shared:
                          ver_latestPublished:
                            inputs:
                              Common.polite: {lit: true}
                  - disconnect: {name: Done}
                  - playAudio: {name: Never, audio: {tts: Never.}}
          - menuDisconnect: {name: Bye, refId: Bye_2, dtmf: digit_9}
          - menuTask:
              name: Fail
              refId: Fail_5
              dtmf: digit_3
              task:
                actions:
                  - updateData:
                      name: Break
                      statements:
                        - string: {variable: Flow.key, value: {exp: "ToString(1 / ToInt(Left(Flow.key, 0) + \\"0\\"))"}}
  tasks:
    - task:
        name: Sort
        refId: Sort_4
        outputPaths: [{outputPath: {name: one}}]
        actions:
          - switch:
              name: Which
              evaluate:
                firstMatch:
                  string:
                    value: {exp: Flow.key}
                    cases:
                      - case: {value: {lit: "1"}, actions: [{endTask: {name: One, outputPath: {name: one}}}]}
                      - case: {value: {lit: "2"}}
                    default:
                      actions:
                        - playAudio: {name: Other, audio: {tts: Other.}}
    - task:
        name: Unused
        refId: Unused_6
        actions:
          - disconnect: {name: Nobody}
"""
SHARED = """\
commonModule:
  name: Shared
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  variables:
    - booleanVariable: {name: Common.polite, initialValue: {lit: false}, isInput: true, isOutput: false}
  settingsCommonModule:
    compatibleFlowTypes:
      - flowType: inboundcall
  startUpTaskActions:
    - playAudio:
        name: Greet
        audio:
          exp: 'If(Common.polite and true, "Good morning.", "Hi.")'
    - decision:
        name: Polite
        condition: {exp: Common.polite}
        outputs:
          "yes":
            actions:
              - playAudio: {name: Thanks, audio: {tts: Thank you.}}
"""
OTHER = """\
inboundCall:
  name: Other
  startUpRef: "/inboundCall/tasks/task[Start_1]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  tasks:
    - task:
        name: Start
        refId: Start_1
        actions:
          - callCommonModule:
              name: Greet
              commonModule:
                Shared:
                  ver_latestPublished:
                    inputs:
                      Common.polite: {lit: false}
          - disconnect: {name: Done}
"""
MENU = "/inboundCall/menus/menu[Main_1]"
ASK = f"{MENU}/choices/menuTask[Ask_3]"
BYE = f"{MENU}/choices/menuDisconnect[Bye_2]"
FAIL = f"{MENU}/choices/menuTask[Fail_5]"
SORT = "/inboundCall/tasks/task[Sort_4]/actions[0]/switch"
ERRORS = "/inboundCall/settingsErrorHandling/errorHandling"
START = "/commonModule/startUpTaskActions"
LINE_KEY, OTHER_KEY = FlowKey("inboundCall", "Line"), FlowKey("inboundCall", "Other")
SHARED_KEY = FlowKey("commonModule", "Shared")


def workspace(folder: Path) -> Path:
    (folder / "callflows.toml").write_text('paths = ["flows"]\n')
    (folder / "flows").mkdir()
    for name, text in (("line", LINE), ("shared", SHARED), ("other", OTHER)):
        (folder / "flows" / f"{name}.yaml").write_text(text)
    return folder


def measured(folder: Path) -> tuple[Flows, Measure]:
    """The flows of the workspace in a folder, and what measures their calls."""
    programs, measure = programs_of(folder), Measure()
    programs.measure(measure)
    return Flows(programs), measure


def reported(measures: Iterable[Measure], programs: Programs) -> Report:
    return report([record(each, programs.files) for each in measures], programs.files)
