"""Findings about a file point at the line where a person must edit.

The flow below says on each offending line, behind `#!`, what is found there.
"""

from __future__ import annotations

import re

from callflows.architect import read
from callflows.checks import check_flow
from callflows.model import RefKind
from tests.checks.flows import action, module, variable
from tests.checks.seeded import Org

FLOW = """\
inboundCall:
  name: Support/EMEA #! flow-name
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us #! default-language-unsupported
  supportedLanguages:
    es-us:
      defaultLanguageSkill:
        lit:
          name: Spanish
  initialGreeting:
    prompt: Prompt.hello #! object-missing
  variables:
    - queueVariable:
        name: Flow.q
        initialValue:
          lit:
            name: Night
    - stringVariable:
        name: Flow.Q #! duplicate-variable
  settingsErrorHandling:
    errorHandling:
      queue:
        targetQueue:
          lit:
            name: Help #! object-missing
  menus:
    - menu: #! unused-task
        name: Language
        refId: Language_11
        settingsMenu:
          repeatCount:
            lit: 12 #! value-out-of-range
        choices:
          - menuDisconnect:
              name: Bye
              dtmf: digit_1
          - menuJumpToTask:
              name: Main
              dtmf: digit_1 #! duplicate-digit
              targetTaskRef: ./tasks/task[Man_10] #! dangling-reference
        defaultChildMenuRef: "./choices/menuTask[None_12]" #! default-choice-missing
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
          - decision:
              name: Known?
              condition:
                exp: Flow.known == 1 #! undeclared-variable
              outputs:
                yes:
                  actions:
                    - transferToAcd:
                        name: To Sales
                        targetQueue:
                          exp: FindQueue("Sales") #! lookup-missing
          - callCommonModule:
              name: Check PIN
              commonModule:
                Check PIN: #! module-interface-drift
                  ver_latestPublished:
                    inputs:
                      Common.old: #! module-interface-drift
                        noValue: true
                    outputs:
                      Common.ok:
                        var: Call.Ani #! read-only-variable
          - collectInput: #! task-without-end
              name: PIN
              inputData:
                var: Task.pin #! undeclared-task-variable
              digits:
                exact: 41 #! collect-digits
"""


def test_findings_stand_on_the_lines_that_say_so() -> None:
    result = read(FLOW, file="support.yaml")
    assert result.flow is not None
    assert [d for d in result.diagnostics if d.code != "wrong-shape"] == []
    pin = module(
        action("endTask"),
        name="Check PIN",
        variables=(
            variable("Common.pin", is_input=True),
            variable("Common.ok", is_output=True),
        ),
    )
    org = Org(
        frozenset(
            {
                (RefKind.COMMON_MODULE, "Check PIN"),
                (RefKind.LANGUAGE_SKILL, "Spanish"),
                (RefKind.QUEUE, "Night"),
            }
        ),
        (pin,),
    )
    found = {(d.span.line, d.code) for d in check_flow(result.flow, result.source, known=org) if d.span}
    said = {
        (number, code)
        for number, line in enumerate(FLOW.splitlines(), start=1)
        for code in re.findall(r"#! ([a-z-]+)$", line)
    }
    assert found == said
