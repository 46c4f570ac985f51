"""Everything that is wrong with a file, said at once, each with its place."""

from __future__ import annotations

from callflows.architect import read
from callflows.checks import check_flow
from callflows.diagnostics import Severity

HEADER = "inboundCall:\n  name: X\n  defaultLanguage: en-us\n  startUpRef: /inboundCall/tasks/task[Main_1]\n"


def found(text: str) -> set[tuple[str, str, str]]:
    return {(d.code, str(d.span), d.message) for d in read(text, file="f.yaml").diagnostics}


def task(actions: str) -> str:
    indented = "".join(f"          {line}\n" for line in actions.splitlines())
    return f"{HEADER}  tasks:\n    - task:\n        name: Main\n        refId: Main_1\n        actions:\n{indented}"


def test_a_flow_without_fault() -> None:
    assert found(task("- disconnect:\n    name: Bye")) == set()


def test_faults_of_every_kind_at_once() -> None:
    text = """\
inboundCall:
  name: X
  name: Y
  discription: Hello
  initialGreeting:
    tts: Hi
    exp: Flow.x
  variables:
    - string:
        name: Flow.x
    - stringVariable:
        initialValue:
          noValue: maybe
  tasks:
    - task:
        name: Main
        actions:
          - playAudoi:
              name: Play
          - transferToAcd:
              name: To nobody
              targetQeue:
                lit:
                  name: Support
          - disconnect:
            name: Bye
          - just text
"""
    assert found(text) == {
        ("missing-key", "f.yaml:1:1", '"startUpRef" is missing; the inboundCall flow needs it.'),
        ("missing-key", "f.yaml:1:1", '"defaultLanguage" is missing; the inboundCall flow needs it.'),
        ("yaml-duplicate-key", "f.yaml:3:3", 'The key "name" is already there; only the first one counts.'),
        (
            "unknown-key",
            "f.yaml:4:3",
            'The key "discription" is not known in the header of this inboundCall flow; it is kept as it is.',
        ),
        ("wrong-shape", "f.yaml:5:3", "Here stand `tts` and `exp` together; a value is one of them."),
        ("wrong-shape", "f.yaml:9:7", '"string" is no variable; expected a key such as `stringVariable`.'),
        ("missing-key", "f.yaml:11:7", '"name" is missing; a variable needs it.'),
        ("wrong-shape", "f.yaml:13:20", '"noValue" is the text "maybe"; it can only be true.'),
        ("unknown-action", "f.yaml:18:13", 'callflows does not know the action "playAudoi"; it is kept as it is.'),
        ("missing-key", "f.yaml:20:13", '"targetQueue" is missing; transferToAcd needs it.'),
        (
            "unknown-key",
            "f.yaml:22:15",
            'The key "targetQeue" is not known in the action transferToAcd; it is kept as it is.',
        ),
        (
            "wrong-shape",
            "f.yaml:25:13",
            'Beside the action "disconnect" stands "name"; an item of an action list is one action.',
        ),
        (
            "wrong-shape",
            "f.yaml:27:13",
            'Here stands the text "just text"; expected an action such as `disconnect:`.',
        ),
    }


def test_a_near_name_is_offered() -> None:
    result = read(task("- playAudoi:\n    name: Play\n- decision:\n    condtion:\n      exp: Flow.x"))
    assert [(d.code, d.help) for d in result.diagnostics] == [
        ("unknown-action", 'Did you mean "playAudio"?'),
        ("missing-key", "Add `condition:`."),
        ("unknown-key", 'Did you mean "condition"?'),
    ]


def test_what_is_unknown_is_a_warning_and_stays() -> None:
    result = read(task("- playHologram:\n    size: 5"))
    assert result.ok
    assert [d.severity for d in result.diagnostics] == [Severity.WARNING]
    assert result.flow is not None
    assert result.flow.tasks[0].actions[0].kind == "playHologram"
    assert result.flow.tasks[0].actions[0].entries == (("size", 5),)


def test_an_invented_action_is_an_error_that_names_the_real_one() -> None:
    result = read(task("- setVariable:\n    name: Set\n- gotoTask:\n    name: Go"), file="f.yaml")
    assert [(d.code, d.severity, str(d.span), d.message, d.help) for d in result.diagnostics] == [
        (
            "invented-action",
            Severity.ERROR,
            "f.yaml:10:13",
            'Architect has no action "setVariable".',
            "Use updateData.",
        ),
        ("invented-action", Severity.ERROR, "f.yaml:12:13", 'Architect has no action "gotoTask".', "Use jumpToTask."),
    ]
    assert result.flow is not None
    assert check_flow(result.flow, result.source) == ()


def test_values_of_a_wrong_shape() -> None:
    actions = """\
- playAudio:
    audio: Hello
- decision:
    condition: Flow.x == 1
    outputs:
      "yes":
        - disconnect:
            name: Bye
      maybe:
        actions: []
- collectInput:
    inputData:
      exp: Flow.x
    digits:
      range:
        terminatingDtmf: pound
        min: 1
- jumpToTask:
    targetTaskRef:
      name: Main
- callCommonModule:
    commonModule:
      A:
        ver_latestPublished: {}
      B:
        ver_latestPublished: {}
- setFlowOutcome:
    flowOutcomeValue: MAYBE
    flowOutcome:
      name: X
- updateData:
    statements:
      - string:
          value:
            lit: x
"""
    audio = "`tts`, `exp`, `prompt`, `alternateSequences` or `noValue`"
    assert found(task(actions)) == {
        ("wrong-shape", "f.yaml:11:22", f'"audio" is "Hello"; expected {audio}.'),
        ("wrong-shape", "f.yaml:13:26", '"condition" is "Flow.x == 1"; expected `lit`, `exp` or `noValue`.'),
        ("wrong-shape", "f.yaml:15:17", '"yes" is a list; expected `actions:` with a list below it.'),
        (
            "unknown-key",
            "f.yaml:18:17",
            'The key "maybe" is not known in the outputs of decision; it is kept as it is.',
        ),
        ("wrong-shape", "f.yaml:21:15", '"inputData" is an expression; expected `var` or `noValue`.'),
        ("wrong-shape", "f.yaml:25:36", '"terminatingDtmf" is "pound"; it can be digit_0 to digit_#.'),
        (
            "wrong-shape",
            "f.yaml:28:15",
            '"targetTaskRef" is a group of settings; expected the address of a task, such as '
            "/inboundCall/tasks/task[Main_10].",
        ),
        ("wrong-shape", "f.yaml:31:15", 'Under "commonModule" stands one name; found 2.'),
        ("wrong-shape", "f.yaml:37:33", '"flowOutcomeValue" is "MAYBE"; it can be SUCCESS or FAILURE.'),
        ("missing-key", "f.yaml:42:19", '"variable" is missing; "string" of updateData needs it.'),
    }


def test_includes_are_not_resolved_and_say_so() -> None:
    result = read(task("- ref: ./parts.yaml#/actions/playAudio[hello]"), file="f.yaml")
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [("include-unresolved", "f.yaml:10:18")]
    assert not result.ok


def test_flow_types() -> None:
    assert found("inboundcall:\n  name: X\n") == {
        (
            "flow-type-unknown",
            "f.yaml:1:1",
            '"inboundcall" is no flow type that callflows knows; the flow is kept as it is.',
        )
    }
    assert read("inboundcall:\n  name: X\n").diagnostics[0].help == 'Did you mean "inboundCall"?'
    assert found("workitem:\n  name: X\n  states:\n    - state:\n        actions:\n          - playHologram:\n") == {
        (
            "flow-type-unchecked",
            "f.yaml:1:1",
            "Some actions of this workitem flow are kept as they are: callflows may not know all of this flow type.",
        )
    }


def test_lists_and_texts_where_something_else_stands() -> None:
    text = """\
commonModule:
  name:
    a: b
  supportedLanguages: en-us
  variables: none
  startUpTaskActions:
    disconnect: {}
"""
    assert found(text) == {
        ("wrong-shape", "f.yaml:2:3", '"name" is a mapping; expected a text.'),
        ("wrong-shape", "f.yaml:4:23", "Expected the languages of the flow, each a key."),
        ("wrong-shape", "f.yaml:5:14", '"variables" is the text "none"; expected a list.'),
        ("wrong-shape", "f.yaml:6:3", "Here stands a mapping; expected a list of actions."),
    }
