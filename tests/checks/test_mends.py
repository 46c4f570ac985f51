"""Fixes of findings: what each writes, whether it is safe, and that only it changes."""

import pytest

from callflows.architect import apply
from callflows.checks import Setting, check_text, mend_text
from callflows.diagnostics import Severity
from tests.architect.corpus import corpus
from tests.shared import shared_dir

FLOW = """\
inboundCall:
  name: Support
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable:  # the caller
        name: Flow.Customer
        initialValue:
          noValue: true
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
{actions}
          - disconnect:
              name: Bye
    - task:
        name: Night
        refId: Night_11
        actions:
          - disconnect:
              name: Bye
"""
HEAD = '  startUpRef: "/inboundCall/tasks/task[Main_10]"\n'


def flow(actions: str) -> str:
    return FLOW.replace("{actions}", "\n".join(f"          {line}" for line in actions.splitlines()))


DECISION = "- decision:\n    name: Known?\n    condition:\n      exp: {exp}\n    outputs: {}"
SET = (
    "- updateData:\n    name: Set\n    statements:\n      - string:\n"
    "          variable: {variable}\n          value:\n            {value}"
)
JUMP = "- jumpToTask:\n    name: Jump\n    targetTaskRef: {ref}"


def decision(exp: str) -> str:
    return DECISION.replace("{exp}", exp)


def update(value: str, variable: str = "Flow.Customer") -> str:
    return SET.replace("{variable}", variable).replace("{value}", value)


def jump(ref: str) -> str:
    return JUMP.replace("{ref}", ref)


NIGHT = "/inboundCall/tasks/task[Night_11]"


@pytest.mark.parametrize(
    ("code", "before", "after", "safe"),
    [
        ("expression-invalid", decision("Flow.Customer == NOT_SET && true"), "and true", True),
        ("expression-invalid", decision('Flow.Customer == "a"||true'), '"a" or true', True),
        ("expression-invalid", decision("Flow.Customer <> NOT_SET"), "!= NOT_SET", True),
        ("expression-invalid", decision("Flow.Customer = NOT_SET"), "== NOT_SET", True),
        ("expression-invalid", decision("Flow.Customer == 'x'"), '== "x"', True),
        ("expression-invalid", decision(r'"Flow.Customer == \"x:\" && true"'), r'\"x:\" and true"', True),
        ("undeclared-variable", decision("IsSet(Flow.Custmer)"), "IsSet(Flow.Customer)", False),
        ("undeclared-variable", update("lit: x", "Flow.Custmer"), "variable: Flow.Customer\n", False),
        ("unknown-built-in-variable", decision("IsSet(Call.Anii)"), "IsSet(Call.Ani)", False),
        ("literal-reference", update("lit: Flow.Customer"), "exp: Flow.Customer", False),
        ("dangling-reference", jump('"/inboundCall/tasks/task[Nihgt_11]"'), f'"{NIGHT}"', False),
        ("dangling-reference", jump("'/inboundCall/tasks/task[night_11]'"), f"'{NIGHT}'", True),
        ("unknown-action", "- play-audio:\n    name: Hi\n    audio:\n      tts: Hi", "- playAudio:", True),
        ("unknown-action", "- playAudoi:\n    name: Hi\n    audio:\n      tts: Hi", "- playAudio:", False),
        ("invented-action", "- setVariable:\n    name: Set\n    statements: []", "- updateData:", False),
        ("unknown-key", "- playAudio:\n    name: Hi\n    Audio:\n      tts: Hi", "    audio:\n", True),
        (
            "unknown-key",
            "- decision:\n    name: A\n    condition:\n      exp: true\n    outputs:\n      Yes: {}",
            '"yes"',
            True,
        ),
    ],
)
def test_a_fix_writes_what_was_meant_and_changes_nothing_else(code, before, after, safe):
    text = flow(before)
    finding = next(d for d in check_text(text, Setting(file="a.yaml")) if d.code == code)
    (fix,) = finding.fixes
    changed = apply(text, fix.edits)
    assert (fix.safe, after in changed, code in _codes(changed)) == (safe, True, False)
    assert mend_text(text, Setting(file="a.yaml"), unsafe=not safe).text == changed
    assert [new for old, new in zip(text.splitlines(), changed.splitlines(), strict=True) if old != new] == [
        line for line in changed.splitlines() if after.strip("\n") in line and line not in text.splitlines()
    ]


def _codes(text: str) -> set[str]:
    return {d.code for d in check_text(text, Setting(file="a.yaml"))}


def test_a_start_that_is_not_there():
    text = flow(jump(f'"{NIGHT}"')).replace("task[Main_10]", "task[Mian_10]", 1)
    assert mend_text(text, Setting(), unsafe=True).text == flow(jump(f'"{NIGHT}"'))
    assert mend_text(text, Setting()).text == text


def test_where_the_file_does_not_allow_it_there_is_no_fix():
    action = "- playAudio:\n    name: Hi\n    audio:\n      tts: Hi\n    Audio:\n      tts: Ho"
    found = [d for d in check_text(flow(action), Setting()) if d.code == "unknown-key"]
    assert [d.fixes for d in found] == [()]


def test_a_flow_type_by_its_api_name():
    text = "inboundcall:\n  name: A\n"
    finding = next(d for d in check_text(text, Setting()) if d.code == "flow-type-unknown")
    assert (apply(text, finding.fixes[0].edits), finding.fixes[0].safe) == ("inboundCall:\n  name: A\n", True)


def test_mending_never_leaves_more_errors():
    text = flow(decision("Flow.Customr = 'x' && Flow.Custmer == Call.Anii"))
    mended = mend_text(text, Setting(), unsafe=True)
    before = [d for d in check_text(text, Setting()) if d.severity is Severity.ERROR]
    after = [d for d in mended.diagnostics if d.severity is Severity.ERROR]
    assert len(after) <= len(before)
    assert mended.text == flow(decision('Flow.Customer == "x" and Flow.Customer == Call.Ani'))


@pytest.mark.parametrize("name", sorted(corpus()) if shared_dir() else [])
def test_mending_a_corpus_file_makes_it_no_worse_and_comes_to_an_end(name):
    text = corpus()[name].read_bytes().decode("utf-8-sig")
    setting = Setting(file=name)
    mended = mend_text(text, setting, unsafe=True)
    errors = [d for d in check_text(text, setting) if d.severity is Severity.ERROR]
    left = [d for d in check_text(mended.text, setting) if d.severity is Severity.ERROR]
    assert len(left) <= len(errors)
    assert mend_text(mended.text, setting, unsafe=True).text == mended.text
    changed = {d.fix.title for d in mended.made}
    assert (text == mended.text) == (changed == set())


@pytest.mark.parametrize(
    "exp",
    [
        "|-\n        Flow.Customer == NOT_SET\n        && true",
        ">\n        Flow.Customer == NOT_SET\n        && true\n",
        '"Flow.Customer == \\"x:\\"\n        && true"',
        "Flow.Customer == NOT_SET\n        && true",
        '"Flow.Customer == \\"{{brand}}\\" && true"',
    ],
)
def test_a_habit_is_mended_in_texts_of_several_lines_and_beside_placeholders(exp):
    text = flow(decision(exp))
    setting = Setting(substitutions={"brand": "Example"})
    assert mend_text(text, setting).text == text.replace("&&", "and")


def test_what_comes_from_a_placeholder_is_not_mended():
    text = flow(decision('"Flow.Customer == NOT_SET {{rest}}"'))
    assert mend_text(text, Setting(substitutions={"rest": "&& true"})).text == text
