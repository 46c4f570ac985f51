"""Actions of the golden matrix whose flow is written by hand, because other actions must stand around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from tests.engine.examples import Written


@dataclass(frozen=True)
class ByHand:
    """The actions, and for each path what the caller types and how `Flow.string` begins."""

    text: str
    keys: Mapping[str, tuple[str, ...]]
    variables: Mapping[str, Written] = field(default_factory=dict)


_DONE: Mapping[str, tuple[str, ...]] = {"done": ()}
MORE: Mapping[str, tuple[str, ...]] = {
    "switch": ("case", "default", "match"),
    "collectInput": ("timeout", "confirmed", "star", "pound"),
    "callTask": ("end of the list",),
    "playEstimatedWaitTime": ("done", "words"),
    "playPositionInQueue": ("done", "words"),
}
"""Paths that the catalogue does not name as output paths."""
WITHOUT: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("playEstimatedWaitTime", "words"): ("customPlaybackAudio",),
    ("playPositionInQueue", "words"): ("customPlaybackAudio",),
}
"""(kind, path) to the settings that are left out of the cell."""
SAY = "{actions: [{playAudio: {name: Say, audio: {tts: %s}}}]}"

TASKS: Written = yaml.safe_load("""
- task:
    name: Other
    refId: Other
    variables: [{stringVariable: {name: Task.given, initialValue: {noValue: true}, isInput: true, isOutput: true}}]
    actions:
      - playAudio: {name: Say, audio: {exp: 'Append("given ", ToString(Task.given))'}}
      - decision:
          name: Which
          condition: {exp: 'Task.given == "named"'}
          outputs: {"yes": {actions: [{endTask: {name: End, outputPath: {name: Billing}}}]}}
      - decision:
          name: Which
          condition: {exp: 'Task.given == "default"'}
          outputs: {"yes": {actions: [{endTask: {name: End}}]}}
""")
MODULE = """
commonModule:
  name: Shared
  supportedLanguages: {en-us: {none: true}}
  variables:
    - stringVariable: {name: Common.in, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Common.out, initialValue: {noValue: true}, isInput: false, isOutput: true}
  settingsCommonModule: {compatibleFlowTypes: [{flowType: inboundcall}]}
  startUpTaskActions:
    - updateData: {name: Set, statements: [{string: {variable: Common.out, value: {exp: 'Append(Common.in, "!")'}}}]}
    - endTask: {name: Back}
"""

ACTIONS: Mapping[str, ByHand] = {
    "decision": ByHand(
        f"""
        - decision:
            name: It
            condition: {{exp: 'Flow.string == "yes"'}}
            outputs: {{"yes": {SAY % '"yes"'}, "no": {SAY % '"no"'}}}
        """,
        {"yes": (), "no": ()},
        {"yes": {"lit": "yes"}},
    ),
    "switch": ByHand(
        f"""
        - switch:
            name: It
            evaluate:
              firstTrue:
                default: {SAY % "default"}
                cases:
                  - case:
                      value: {{exp: 'Flow.string == "case"'}}
                      actions: [{{playAudio: {{audio: {{tts: case}}}}}}]
        - switch:
            name: Same
            evaluate:
              firstMatch:
                string:
                  value: {{exp: Flow.string}}
                  cases: [{{case: {{value: {{lit: match}}, actions: [{{playAudio: {{audio: {{tts: match}}}}}}]}}}}]
        """,
        {"case": (), "default": (), "match": ()},
        {"case": {"lit": "case"}, "match": {"lit": "match"}},
    ),
    "loop": ByHand(
        f"""
        - loop:
            name: It
            currentIndex: {{var: Flow.integer}}
            loopCount: {{lit: 2}}
            outputs: {{loop: {SAY % "pass"}}}
        """,
        {"loop": ()},
    ),
    "loopUntil": ByHand(
        f"""
        - loopUntil:
            name: It
            currentIndex: {{var: Flow.integer}}
            maxLoopCount: {{lit: 3}}
            untilCases:
              - untilCase: {{name: Enough, value: {{exp: 'Flow.string == "named" and Flow.integer == 1'}}}}
            outputs:
              loop:
                actions:
                  - playAudio: {{name: Say, audio: {{tts: pass}}}}
                  - decision:
                      name: Out
                      condition: {{exp: 'Flow.string == "loop"'}}
                      outputs: {{"yes": {{actions: [{{loopExit: {{name: Leave}}}}]}}}}
              loopsMax: {SAY % "enough of it"}
              Enough: {SAY % "named"}
        """,
        {"loop": (), "loopsMax": (), "named": ()},
        {"loop": {"lit": "loop"}, "named": {"lit": "named"}},
    ),
    "loopNext": ByHand(
        "- loop: {name: Around, loopCount: {lit: 2}, outputs: {loop: {actions: [{loopNext: {name: It}}, "
        "{playAudio: {name: Never, audio: {tts: never}}}]}}}",
        _DONE,
    ),
    "loopExit": ByHand(
        "- loop: {name: Around, loopCount: {lit: 2}, outputs: {loop: {actions: [{loopExit: {name: It}}, "
        "{playAudio: {name: Never, audio: {tts: never}}}]}}}",
        _DONE,
    ),
    "callTask": ByHand(
        f"""
        - callTask:
            name: It
            targetTaskRef: ./tasks/task[Other]
            taskInputs: [{{string: {{name: Task.given, value: {{exp: Flow.string}}}}}}]
            taskOutputs: [{{string: {{name: Task.given, variable: Flow.string}}}}]
            outputs: {{default: {SAY % "default"}, Billing: {SAY % "named"}}}
        """,
        {"default": (), "named": (), "end of the list": ()},
        {"default": {"lit": "default"}, "named": {"lit": "named"}},
    ),
    "jumpToTask": ByHand(
        "- jumpToTask: {name: It, targetTaskRef: './tasks/task[Other]', "
        "taskInputs: [{string: {name: Task.given, value: {lit: jumped}}}]}",
        _DONE,
    ),
    "endTask": ByHand("- endTask: {name: It}", _DONE),
    "jumpToMenu": ByHand("- jumpToMenu: {name: It, targetMenuRef: './menus/menu[Below]'}", {"done": ("1",)}),
    "previousMenu": ByHand("- jumpToMenu: {name: To, targetMenuRef: './menus/menu[Below]'}", {"done": ("2", "1", "1")}),
    "repeatMenu": ByHand("- jumpToMenu: {name: To, targetMenuRef: './menus/menu[Below]'}", {"done": ("3", "1")}),
    "callCommonModule": ByHand(
        """
        - callCommonModule:
            name: It
            commonModule:
              Shared:
                ver_latestPublished:
                  inputs: {Common.in: {exp: Flow.string}}
                  outputs: {Common.out: {var: Flow.string}}
        """,
        _DONE,
    ),
    "collectInput": ByHand(
        f"""
        - collectInput:
            name: It
            inputData: {{var: Flow.string}}
            digits: {{exact: 2}}
            inputAudio: {{tts: Type.}}
            verificationType: none
            noEntryTimeout: {{lit: {{seconds: 4}}}}
            interDigitTimeout: {{exp: 'MakeDuration(0, 0, 0, 2, 0)'}}
            acceptJustStar: {{lit: true}}
            acceptJustPound: {{exp: 'Flow.string == "pound"'}}
            outputs: {{success: {SAY % "success"}, failure: {SAY % "failure"}}}
        - collectInput:
            name: Again
            inputData: {{var: Flow.string}}
            digits: {{range: {{min: 1, max: 3, terminatingDtmf: digit_#}}}}
            includeTerminatingDtmfInResultData: false
            verificationType: numeric
            verificationAudio: {{tts: You typed}}
        """,
        {
            "success": ("12",),
            "failure": ("1*",),
            "timeout": ("1", "w"),
            "confirmed": ("12", "3#", "2", "4#", "1"),
            "star": ("*",),
            "pound": ("#",),
        },
    ),
}
"""A kind to its actions. Every path needs its keys."""

MENUS: Written = yaml.safe_load("""
- menu:
    name: Below
    refId: Below
    audio: {tts: Below.}
    choices:
      - menuDisconnect: {name: Bye, dtmf: digit_1}
      - menuJumpToMenu: {name: Deeper, dtmf: digit_2, targetMenuRef: './menus/menu[Deep]'}
      - menuTask: {name: Again, dtmf: digit_3, task: {actions: [{repeatMenu: {name: It}}]}}
- menu:
    name: Deep
    refId: Deep
    audio: {tts: Deep.}
    choices:
      - menuTask: {name: Back, dtmf: digit_1, task: {actions: [{previousMenu: {name: It}}]}}
""")
_INSIDE = """
audio: {tts: Inside.}
choices:
  - menuDisconnect: {name: Bye, dtmf: digit_2}
defaultChildMenuRef: ./choices/menuDisconnect[Bye]
"""
CHOICES: Mapping[str, Mapping[str, Written]] = {
    "menuTask": {"task": {"actions": [{"playAudio": {"name": "Say", "audio": {"tts": "its task"}}}]}},
    "menuJumpToTask": {"targetTaskRef": "./tasks/task[Other]"},
    "menuJumpToMenu": {"targetMenuRef": "./menus/menu[Below]"},
    "menuSubMenu": yaml.safe_load(_INSIDE),
}
"""Settings of menu choices that refer to something."""
