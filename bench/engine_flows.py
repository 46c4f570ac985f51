"""The calls that are measured: the flow W1 and its module as texts, its callers, and what can be told of a call."""

from __future__ import annotations

from typing import NamedTuple

from callflows.architect import read
from callflows.model import Flow

MODULE = """
commonModule:
  name: Authentication
  supportedLanguages: {en-us: {none: true}}
  variables:
    - booleanVariable: {name: Common.authenticated, initialValue: {lit: false}, isInput: false, isOutput: true}
    - stringVariable: {name: Common.brand, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Common.customerId, initialValue: {noValue: true}, isInput: false, isOutput: true}
    - stringVariable: {name: Common.pin, initialValue: {noValue: true}, isInput: false, isOutput: false}
  settingsCommonModule: {compatibleFlowTypes: [{flowType: inboundcall}]}
  startUpTaskActions:
    - loop:
        currentIndex: {noValue: true}
        loopCount: {lit: 3}
        outputs:
          loop:
            actions:
              - collectInput:
                  inputData: {var: Common.pin}
                  digits: {exact: 4}
                  inputAudio: {tts: Enter your PIN.}
                  outputs:
                    success:
                      actions:
                        - decision:
                            condition: {exp: Common.pin == "1234"}
                            outputs:
                              "yes":
                                actions:
                                  - updateData:
                                      statements:
                                        - boolean: {variable: Common.authenticated, value: {lit: true}}
                                        - string: {variable: Common.customerId, value: {exp: 'Append("C", Common.pin)'}}
                                  - endTask: {name: Done}
              - playAudio: {audio: {tts: That is not right.}}
"""
FLOW = """
inboundCall:
  name: Line
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  initialGreeting: {tts: Welcome.}
  variables:
    - stringVariable: {name: Flow.id, initialValue: {noValue: true}}
    - booleanVariable: {name: Flow.ok, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - callCommonModule:
              commonModule:
                Authentication:
                  ver_latestPublished:
                    inputs: {Common.brand: {lit: ACME}}
                    outputs: {Common.authenticated: {var: Flow.ok}, Common.customerId: {var: Flow.id}}
          - decision:
              condition: {exp: Flow.ok}
              outputs:
                "yes":
                  actions:
                    - transferToAcd: {targetQueue: {lit: {name: Support}}, preTransferAudio: {tts: Please wait.}}
          - disconnect: {name: Bye}
"""

PRESSES = (("1234",), ("0000", "1234"), ("1111", "2222", "3333"), ("9999", "8888", "7777"))
"""The callers: half of them know the PIN."""


class Told(NamedTuple):
    """What can be told of a call from outside."""

    by: str
    heard: tuple[str, ...]
    queue: str
    authenticated: object
    customer: object


def loaded(text: str) -> Flow:
    flow = read(text).flow
    if flow is None:
        raise SystemExit("the workload does not read")
    return flow
