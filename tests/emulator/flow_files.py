"""Small flow files for the tests."""

from __future__ import annotations

_HEADER = """\
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
"""


def inbound(name: str, actions: str = "- disconnect: {name: Bye}", *, extra: str = "") -> str:
    """An inbound call flow whose one task has these actions."""
    lines = "\n".join(f"          {line}" for line in actions.splitlines())
    return f"""\
inboundCall:
  name: {name}
{extra}  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
{lines}
"""


def module(name: str, text: str = "Hello", *, inputs: str = "") -> str:
    """A common module that says something and returns."""
    return f"""\
commonModule:
  name: {name}
{_HEADER}  variables:
    - stringVariable:
        name: Common.result
        initialValue: {{noValue: true}}
        isInput: false
        isOutput: true
{inputs}  settingsCommonModule:
    compatibleFlowTypes:
      - flowType: inboundcall
  startUpTaskActions:
    - playAudio:
        name: Say
        audio: {{tts: {text}}}
    - endTask: {{name: End}}
"""


def call_module(name: str) -> str:
    return f"""\
- callCommonModule:
    name: Call
    commonModule:
      {name}:
        ver_latestPublished:
          inputs: {{}}
          outputs:
            Common.result: {{noValue: true}}"""


def to_queue(queue: str) -> str:
    return f"""\
- transferToAcd:
    name: Transfer
    targetQueue: {{lit: {{name: {queue}}}}}
    preTransferAudio: {{tts: Please hold}}
    failureTransferAudio: {{tts: Sorry}}
    priority: {{lit: 0}}
- disconnect: {{name: Bye}}"""
