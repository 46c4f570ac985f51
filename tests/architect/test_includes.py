"""`ref` and `refArray`: what stands elsewhere takes the place of the reference, and keeps its own places."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from callflows.architect import ReadResult, read, write
from callflows.diagnostics import Diagnostic

HEAD = "inboundCall:\n  name: X\n  defaultLanguage: en-us\n  startUpRef: /inboundCall/tasks/task[Main]\n"
PARTS = """\
common:
  audio:
    bye:
      tts: Goodbye
  actions:
    - playAudio:
        name: Hello
        refId: hello
        audio:
          tts: Hello
    - disconnect:
        name: Bye
        refId: bye
  tasks:
    - task:
        name: Shared
        refId: Shared
        actions:
          - playAudio:
              name: One
              audio:
                ref: /common/audio/bye
          - ref: ../../../../actions/disconnect[bye]
"""


def flow_of(actions: str, more: str = "") -> str:
    indented = "".join(f"          {line}\n" for line in actions.splitlines())
    return f"{HEAD}  tasks:\n    - task:\n        name: Main\n        refId: Main\n        actions:\n{indented}{more}"


def opened(text: str | bytes, files: Mapping[str, str | bytes], file: str = "main.yaml") -> ReadResult:
    held = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
    return read(text, file=file, open_file=held.get)


def told(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str, str]]:
    return [(d.code, str(d.span), d.message) for d in diagnostics]


def same(text: str, written_out: str, files: Mapping[str, str | bytes]) -> ReadResult:
    """Reading with includes gives the flow of the text that has them written out."""
    result = opened(text, files)
    assert told(result.diagnostics) == []
    assert result.flow == read(written_out).flow
    assert result.flow is not None
    assert read(write(result.flow)).flow == result.flow
    return result


def test_an_action_of_another_file() -> None:
    text = flow_of("- ref: ./shared/parts.yaml#/common/actions/playAudio[hello]\n- disconnect:\n    name: End")
    plain = flow_of("- playAudio:\n    name: Hello\n    audio:\n      tts: Hello\n- disconnect:\n    name: End")
    result = same(text, plain, {"shared/parts.yaml": PARTS})
    assert [(i.path, str(i.at), str(i.target)) for i in result.includes] == [
        ("shared/parts.yaml", "main.yaml:10:18", "shared/parts.yaml:6:7")
    ]
    action = "/inboundCall/tasks/task[Main]/actions[0]"
    assert str(result.source.span(f"{action}/playAudio/audio/tts")) == "shared/parts.yaml:10:16"
    assert str(result.source.span("/inboundCall/tasks/task[Main]/actions[1]/disconnect/name")) == "main.yaml:12:21"


def test_settings_inside_an_action_and_in_the_header() -> None:
    text = flow_of(
        "- playAudio:\n    ref: parts.yaml#/common/actions/playAudio[hello]",
        "  initialGreeting:\n    ref: parts.yaml#/common/audio/bye\n",
    )
    plain = flow_of(
        "- playAudio:\n    name: Hello\n    refId: hello\n    audio:\n      tts: Hello",
        "  initialGreeting:\n    tts: Goodbye\n",
    )
    same(text, plain, {"parts.yaml": PARTS})


def test_a_list_of_actions_at_its_place_and_as_a_whole() -> None:
    hello = "- playAudio:\n    name: Hello\n    audio:\n      tts: Hello\n- disconnect:\n    name: Bye\n"
    text = flow_of(
        "- playAudio:\n    name: First\n    audio:\n      tts: First\n"
        "- refArray: parts.yaml#/common/actions\n- disconnect:\n    name: Last"
    )
    same(
        text,
        flow_of(f"- playAudio:\n    name: First\n    audio:\n      tts: First\n{hello}- disconnect:\n    name: Last"),
        {"parts.yaml": PARTS},
    )
    whole = flow_of("").replace(
        "        actions:\n", "        actions:\n          refArray: parts.yaml#/common/actions\n"
    )
    same(whole, flow_of(hello), {"parts.yaml": PARTS})


def test_paths_in_the_same_file() -> None:
    first = "- playAudio:\n    name: A\n    refId: a\n    audio:\n      tts: Hi\n"
    again = "- playAudio:\n    name: A\n    audio:\n      tts: Hi"
    absolute = "- ref: /inboundCall/tasks/task[Main]/actions/playAudio[a]"
    with_hash = "- ref: '#/inboundCall/tasks/task[Main]/actions/playAudio[a]'"
    relative = "- ref: ../playAudio[a]"
    same(flow_of(f"{first}{absolute}\n{with_hash}\n{relative}"), flow_of(f"{first}{again}\n{again}\n{again}"), {})


def test_a_task_with_includes_of_its_own() -> None:
    text = f"{HEAD}  tasks:\n    - ref: a/one.yaml#/tasks/task[Main]\n"
    one = (
        "tasks:\n  - task:\n      name: Main\n      refId: Main\n"
        "      actions:\n        refArray: ../parts.yaml#/common/tasks/task[Shared]/actions\n"
    )
    plain = flow_of("- playAudio:\n    name: One\n    audio:\n      tts: Goodbye\n- disconnect:\n    name: Bye")
    result = same(text, plain, {"a/one.yaml": one, "parts.yaml": PARTS})
    assert [i.path for i in result.includes] == ["a/one.yaml", "parts.yaml", "parts.yaml", "parts.yaml"]


def test_tasks_and_menus_of_other_files_become_those_of_the_flow() -> None:
    text = "inboundCall:\n  name: X\n  defaultLanguage: en-us\n  startUpRef: ./parts.yaml#/common/tasks/task[Start]\n"
    parts = """\
common:
  tasks:
    - task:
        name: Start
        refId: Start
        actions:
          - jumpToMenu:
              name: Jump
              targetMenuRef: /common/menus/menu[Main]
    - task:
        name: Other
        refId: Other
        actions:
          - disconnect:
              name: Bye
  menus:
    - menu:
        name: Main
        refId: Main
        audio:
          tts: Press 1
        choices:
          - menuJumpToTask:
              name: Go
              refId: go
              dtmf: digit_1
              targetTaskRef: /common/tasks/task[Start]
        defaultChildMenuRef: ./choices/menuJumpToTask[go]
"""
    result = opened(text, {"parts.yaml": parts})
    flow = result.flow
    assert flow is not None
    assert result.ok
    assert flow.start_up_ref == "/inboundCall/tasks/task[Start]"
    assert [task.name for task in flow.tasks] == ["Start"]
    assert [(menu.name, menu.default_choice_ref) for menu in flow.menus] == [("Main", "./choices/menuJumpToTask[go]")]
    assert flow.tasks[0].actions[0].get("targetMenuRef") == "/inboundCall/menus/menu[Main]"
    assert flow.menus[0].choices[0].get("targetTaskRef") == "/inboundCall/tasks/task[Start]"


FAULTS = [
    ("ref: no.yaml#/a", "include-missing", "no.yaml is not there or cannot be read."),
    (
        "ref: parts.yaml#/comon/audio",
        "include-path",
        'The path leads nowhere in parts.yaml: On the first level is no "comon".',
    ),
    (
        "ref: parts.yaml#/common/actions/playAudio[helo]",
        "include-path",
        'The path leads nowhere in parts.yaml: Under /common/actions is no "playAudio[helo]".',
    ),
    (
        "ref: ./parts.yaml",
        "include-path",
        'The path leads nowhere in main.yaml: Where the path starts is no "parts.yaml".',
    ),
    ("ref: https://x.test/a.yaml#/a", "include-path", "https://x.test/a.yaml is no file on this machine."),
    ("ref: a\\b.yaml#/a", "include-path", "a\\b.yaml has a backslash; folders are divided by /."),
    ("ref: parts.yaml#/common/actions", "include-shape", "`ref` brings in one object; at its path stands a list."),
    ("refArray: parts.yaml#/common", "include-shape", "`refArray` brings in a list; at its path stands a mapping."),
]


@pytest.mark.parametrize(("written", "code", "message"), FAULTS)
def test_what_cannot_be_brought_in(written: str, code: str, message: str) -> None:
    result = opened(flow_of(f"- {written}\n- disconnect:\n    name: Bye"), {"parts.yaml": PARTS})
    column = 13 + written.index(":") + 2
    assert told(result.diagnostics) == [(code, f"main.yaml:10:{column}", message)]
    assert result.flow is not None
    assert [action.kind for action in result.flow.tasks[0].actions] == ["disconnect"]


def test_all_faults_at_once_with_the_nearest_name() -> None:
    text = flow_of(
        "- playAudio:\n    name: A\n    audio:\n      ref: parts.yaml#/common/audio/by\n"
        "- ref: gone.yaml#/x\n- ref: /inboundCall/task"
    )
    result = opened(text, {"parts.yaml": PARTS})
    assert [(d.code, str(d.span), d.help) for d in result.diagnostics] == [
        ("include-path", "main.yaml:13:22", 'Did you mean "bye"?'),
        ("include-missing", "main.yaml:14:18", "The path is relative to the folder of the file that names it."),
        ("include-path", "main.yaml:15:18", 'Did you mean "tasks"?'),
    ]


def test_without_other_files_only_the_own_ones_are_read() -> None:
    result = read(
        flow_of("- ref: ./parts.yaml#/a\n- disconnect:\n    ref: /inboundCall/tasks/task[Main]/../x"),
        file="f.yaml",
    )
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [
        ("include-unresolved", "f.yaml:10:18"),
        ("include-path", "f.yaml:12:20"),
    ]


def test_cycles_through_files_are_shown_as_a_chain() -> None:
    a = (
        "parts:\n  - decision:\n      refId: a\n      condition:\n        exp: 1 == 1\n"
        "      outputs:\n        'yes':\n          actions:\n            - ref: b.yaml#/parts/decision[b]\n"
    )
    b = a.replace("refId: a", "refId: b").replace("b.yaml#/parts/decision[b]", "./a.yaml#/parts/decision[a]")
    result = opened(
        flow_of("- ref: a.yaml#/parts/decision[a]\n- ref: b.yaml#/parts/decision[b]"), {"a.yaml": a, "b.yaml": b}
    )
    (found,) = result.diagnostics
    assert (found.code, str(found.span), found.message) == (
        "include-cycle",
        "a.yaml:9:20",
        "This include brings in itself: a.yaml:9:20 -> b.yaml:9:20 -> a.yaml:9:20.",
    )
    assert [(r.message, str(r.span)) for r in found.related] == [
        ("which includes", "b.yaml:9:20"),
        ("included here", "main.yaml:10:18"),
    ]


def test_a_deep_chain_of_files_and_one_that_is_too_deep() -> None:
    files = {f"{n}.yaml": f"x:\n  ref: {n + 1}.yaml#/x\n" for n in range(60)}
    files["40.yaml"] = "x:\n  tts: Deep\n"
    text = flow_of("- playAudio:\n    name: A\n    audio:\n      ref: 0.yaml#/x")
    same(text, flow_of("- playAudio:\n    name: A\n    audio:\n      tts: Deep"), files)
    files["40.yaml"] = "x:\n  ref: 41.yaml#/x\n"
    assert told(opened(text, files).diagnostics) == [
        ("include-too-large", "49.yaml:2:8", "More than 50 includes stand inside each other here.")
    ]


def test_includes_cannot_blow_up() -> None:
    files = {f"{n}.yaml": "x:\n" + f"  - refArray: {n + 1}.yaml#/x\n" * 10 for n in range(12)}
    files["12.yaml"] = "x: [a]\n"
    result = opened(f"{HEAD}  later:\n    - refArray: 0.yaml#/x\n", files)
    assert told(result.diagnostics) == [
        ("include-too-large", "main.yaml:6:17", "With its includes, the flow has more than 1,000,000 nodes.")
    ]
