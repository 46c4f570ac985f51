"""Workspaces for tests of the tests, made from lists of actions."""

from __future__ import annotations

import textwrap
from pathlib import Path

from callflows.testing import Flows, programs_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "workspace"

INBOUND = """\
inboundCall:
  name: Line
  startUpRef: "/inboundCall/tasks/task[Start_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  variables:
    - stringVariable: {name: Flow.text, initialValue: {noValue: true}, isInput: false, isOutput: false}
    - integerVariable: {name: Flow.number, initialValue: {lit: 0}, isInput: false, isOutput: false}
    - decimalVariable: {name: Flow.amount, initialValue: {noValue: true}, isInput: false, isOutput: false}
    - queueVariable: {name: Flow.queue, initialValue: {noValue: true}, isInput: false, isOutput: false}
  settingsErrorHandling:
    errorHandling: {disconnect: {none: true}}
    preHandlingAudio: {tts: Sorry.}
  tasks:
    - task:
        name: Start
        refId: Start_10
        actions:
"""
ASK = """\
- collectInput:
    name: Ask
    inputData: {var: Flow.text}
    digits: {exact: 1}
    interDigitTimeout: {noValue: true}
    noEntryTimeout: {lit: {seconds: 5}}
    inputAudio: {tts: Press a key.}
    acceptJustStar: {lit: true}
    acceptJustPound: {lit: true}
    verificationType: none
    outputs:
      success: {actions: [{playAudio: {name: Thanks, audio: {tts: Thank you.}}}]}
      failure: {actions: [{playAudio: {name: No key, audio: {tts: No key.}}}]}
"""
END = "- disconnect: {name: Bye}\n"


def say(text: str) -> str:
    return f"- playAudio: {{name: Say, audio: {{tts: {text}}}}}\n"


def workspace(folder: Path, actions: str, **others: str) -> Path:
    """A workspace whose flow "Line" does these actions; `others` are further files by name, without `.yaml`."""
    flows = folder / "flows"
    flows.mkdir()
    (folder / "callflows.toml").write_text('paths = ["flows"]\n')
    (flows / "line.yaml").write_text(INBOUND + textwrap.indent(actions, " " * 10))
    for name, text in others.items():
        (flows / f"{name}.yaml").write_text(text)
    return folder


def flows_of(folder: Path, actions: str, **others: str) -> Flows:
    return Flows(programs_of(workspace(folder, actions, **others)))
