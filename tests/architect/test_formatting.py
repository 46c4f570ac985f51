"""The exporter's format: the same flow, nothing lost, and formatting twice is formatting once."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.architect import format_text, read, write
from tests.architect.corpus import corpus
from tests.shared import shared_dir

BEFORE = """\
# Support line
# of all brands
inboundCall:
  name: Support   # what agents see
  # where a call starts
  startUpRef: '/inboundCall/tasks/task[Main_10]'
  supportedLanguages: {en-us: {none: true}}  # one is enough
  defaultLanguage: en-us

  tasks:
    # the only task
    - task:
        refId: Main_10
        name: Main
        actions:
          # - playAudio: not yet
          - decision: # who is it?
              name: "Known?"
              condition: {exp: "Flow.X == \\"#1\\""}
              outputs:
                yes:
                  actions:
                    - disconnect: {name: Bye, none: true}
                      # farewell
                no: {actions: []}
          # nothing follows
# the end
"""
AFTER = """\
# Support line
# of all brands
inboundCall:
  name: Support  # what agents see
  # where a call starts
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  supportedLanguages:  # one is enough
    en-us:
      none: true
  tasks:
    # the only task
    - task:
        name: Main
        refId: Main_10
        actions:
          # - playAudio: not yet
          - decision:  # who is it?
              name: Known?
              condition:
                exp: Flow.X == "#1"
              outputs:
                "yes":
                  actions:
                    - disconnect:
                        name: Bye
                        none: true
                    # farewell
                "no":
                  actions: []
          # nothing follows
# the end
"""


def test_comments_stay_at_what_they_stand_at():
    found = format_text(BEFORE)
    assert found.diagnostics == ()
    assert re.sub("exp: .*", "exp:", found.text) == re.sub("exp: .*", "exp:", AFTER)
    assert format_text(found.text).text == found.text
    assert read(found.text).flow == read(BEFORE).flow


HEAD = 'inboundCall:\n  name: A\n  startUpRef: "/inboundCall/tasks/task[T_1]"\n  defaultLanguage: en-us\n'
TASK = "  tasks:\n    - task:\n        name: T\n        refId: T_1\n        actions:\n"


def flow(action: str, *, head: str = HEAD) -> str:
    return head + TASK + "".join(f"          {line}\n" for line in action.splitlines())


@pytest.mark.parametrize(
    "action",
    [
        "- playAudio:\n    name: {{name}}\n    audio:\n      tts: Welcome to {{brand}}",
        '- playAudio:\n    name: Hello\n    audio:\n      tts: "{{greeting}}"',
        "- playAudio:\n    name: Hello\n    audio:\n      tts: '{{greeting}} said she'",
        "- playAudio:\n    name: Hello\n    audio:\n      exp: =1 + {{greeting}}",
        "- setParticipantData:\n    name: S\n    attributes:\n      - attribute:\n          name:\n"
        "            lit: a\n          value:\n            lit: {{count}}",
        "- callData:\n    name: Call\n    category:\n      {{category}}:\n        dataAction:\n"
        "          {{prefix}}-Find:\n            inputs: {}",
        '- callData:\n    name: Call\n    category:\n      "{{category}}":\n        dataAction:\n'
        '          "{{prefix}}-Find":\n            inputs: {}',
        "- playAudio:\n    # says {{brand}}\n    name: Hello  # {{here}}\n    audio:\n      tts: Hi",
    ],
)
def test_a_template_is_formatted_as_it_is(action):
    text = flow(action)
    assert format_text(text) == format_text(text).__class__(text)


def test_a_terraform_template_keeps_what_terraform_renders():
    action = '- playAudio:\n    name: ${name}\n    audio:\n      tts: "$${keep} ${upper(brand)} {{x}}"'
    assert format_text(flow(action), file="a.yaml.tftpl").text == flow(action)


def test_a_placeholder_may_stand_for_anything_so_its_quotes_stay():
    action = "- playAudio:\n    audio: {tts: {{brand}}}\n    name: '{{name}}'"
    found = format_text(flow(action.replace("{tts: {{brand}}}", "\n      tts:    {{brand}}")))
    assert found.text == flow("- playAudio:\n    audio:\n      tts: {{brand}}\n    name: '{{name}}'")


@pytest.mark.parametrize(
    "action",
    [
        '- ref: "./parts.yaml#/actions/playAudio[Hello]"',
        '- playAudio:\n    name: Hello\n    audio:\n      ref: "./parts.yaml#/audio"',
        '- ref: "/inboundCall/tasks/task[T_1]/actions/disconnect[Bye]"\n- disconnect:\n    name: Bye\n    refId: Bye',
        '- jumpToTask:\n    name: Jump\n    targetTaskRef: "other.yaml#/common/tasks/task[Main]"',
    ],
)
def test_an_include_stays_an_include(action):
    assert format_text(flow(action)).text == flow(action)


def test_line_ends_and_the_byte_order_mark():
    text = flow("- disconnect:\n    name: Bye")
    windows = text.replace("\n", "\r\n")
    assert format_text(windows).text == windows
    assert format_text("\ufeff" + text.replace("\n", "\r\n", 1)).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (flow("- playAudio:\n    audio:\n      tts: |  # why\n        Hi"), [("format-comment", 12, 25)]),
        (
            HEAD + "  variables:  # none yet\n    []\n" + TASK + "          - disconnect:\n              name: Bye\n",
            [("format-comment", 5, 15)],
        ),
        (flow("- playAudio:\n    audio:\n      tts: |\n        Hi {{name}}"), [("format-placeholder", 13, 1)]),
        (HEAD + "  name: B\n", [("yaml-duplicate-key", 5, 3)]),
        ("", [("file-empty", 1, 1)]),
    ],
)
def test_what_has_no_place_in_the_format_is_refused(text, expected):
    found = format_text(text, file="a.yaml")
    assert found.text is None
    assert [(d.code, d.span.line, d.span.column) for d in found.diagnostics] == expected


def test_an_include_that_cannot_be_kept_is_refused():
    found = format_text(HEAD + "  tasks:\n    - ref: other.yaml#/tasks/task[T_1]\n")
    assert (found.text, [(d.code, d.message, d.span.line) for d in found.diagnostics]) == (
        None,
        [("format-placeholder", "`ref` has no place in the format.", 6)],
    )


COMMENTED = st.lists(st.integers(0, len(AFTER.splitlines()) - 1), max_size=6)


@settings(deadline=None)
@given(alone=COMMENTED, behind=COMMENTED, indents=st.integers(0, 24))
def test_every_comment_is_kept_and_the_second_time_changes_nothing(alone, behind, indents):
    lines = [line.partition("  #")[0] for line in BEFORE.splitlines() if not line.lstrip().startswith("#")]
    lines = [line.partition(" # ")[0] for line in lines]
    for number, at in enumerate(behind):
        if at < len(lines) and lines[at] and "#b" not in lines[at]:
            lines[at] += f"  #b{number}b"
    for number, at in enumerate(alone):
        lines.insert(min(at, len(lines)), " " * indents + f"#a{number}a")
    text = "\n".join(lines) + "\n"
    found = format_text(text)
    assert found.diagnostics == ()
    marks = re.compile(r"#[ab]\d[ab]")
    assert sorted(marks.findall(found.text)) == sorted(marks.findall(text))
    assert format_text(found.text).text == found.text
    assert read(found.text).flow == read(text).flow


@pytest.mark.parametrize("name", sorted(corpus()) if shared_dir() else [])
def test_every_corpus_file_keeps_its_meaning_and_formatting_is_stable(name):
    data = corpus()[name].read_bytes()
    found = format_text(data, file=name)
    if found.text is None:
        assert any(d.severity == "error" for d in read(data, file=name).diagnostics)
        return
    assert format_text(found.text, file=name).text == found.text
    before, after = read(data, file=name), read(found.text, file=name)
    assert after.flow == before.flow
    if before.ok and before.flow is not None and b"#" not in data:
        assert found.text == write(before.flow)


PIECES = [
    "{{x}}",
    "'",
    '"',
    "# c",
    "\n",
    "\r\n",
    "  ",
    "- ",
    "a: ",
    "ref: ",
    "|",
    ">",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    ",",
    "é",
]


@given(st.lists(st.sampled_from([*PIECES, "name: A", "b", "\u2028", "${x}", "%{ if x }", "? ", "\t"]), max_size=25))
def test_whatever_stands_in_a_file_formatting_ends_and_is_stable(pieces):
    text = HEAD + "  extra: " + "".join(pieces) + "\n"
    for file in ("a.yaml", "a.tftpl"):
        found = format_text(text, file=file)
        assert (found.text is None) == (found.diagnostics != ())
        if found.text is not None:
            assert format_text(found.text, file=file).text == found.text
            assert read(found.text, file=file).flow == read(text, file=file).flow


def test_directives_of_terraform_are_terraforms():
    text = "%{ for name in names ~}\ninboundCall:\n  name: ${name}\n%{ endfor ~}\n"
    found = format_text(text, file="a.yaml.tftpl")
    assert found.text is None
    assert [(d.code, str(d.span), d.message, d.help) for d in found.diagnostics] == [
        (
            "format-placeholder",
            f"a.yaml.tftpl:{line}:1",
            f"`{written}` makes lines of its own, which only Terraform knows.",
            "Render the file with terraform first.",
        )
        for line, written in ((1, "%{ for name in names ~}"),)
    ]
