"""`ref` and `refArray`: what stands elsewhere takes the place of the reference, and keeps its own places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.architect import ReadResult, disk_opener, read, write
from callflows.diagnostics import Diagnostic
from callflows.model import Audio

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


def test_a_path_goes_on_through_includes() -> None:
    audio = "voices:\n  ref: more/voices.yaml#/all/kind\nalone:\n  ref: /voices/short\n"
    voices = "all:\n  kind:\n    long:\n      tts: Good day\n    short:\n      ref: /all/hi\n  hi:\n    tts: Hi\n"
    files = {"audio.yaml": audio, "more/voices.yaml": voices}
    for path, said in (("/voices/long", "Good day"), ("/voices/short", "Hi"), ("/alone", "Hi")):
        written = flow_of(f"- playAudio:\n    name: P\n    audio:\n      ref: audio.yaml#{path}")
        same(written, flow_of(f"- playAudio:\n    name: P\n    audio:\n      tts: {said}"), files)


@pytest.mark.parametrize(
    ("path", "code", "place", "message"),
    [
        (
            "/voices/lonk",
            "include-path",
            "main.yaml:13:22",
            'The path leads nowhere in audio.yaml: What is included there is no "lonk".',
        ),
        (
            "/a/x",
            "include-cycle",
            "audio.yaml:6:8",
            "This include brings in itself: audio.yaml:6:8 -> audio.yaml:8:8 -> audio.yaml:6:8.",
        ),
        ("/gone/x", "include-missing", "audio.yaml:10:8", "none.yaml is not there or cannot be read."),
    ],
)
def test_a_path_through_includes_that_lead_nowhere(path: str, code: str, place: str, message: str) -> None:
    audio = (
        "all:\n  long:\n    tts: Good day\nvoices: {ref: /all}\n"
        "a:\n  ref: /b/y\nb:\n  ref: /a/z\ngone:\n  ref: none.yaml#/x\n"
    )
    written = flow_of(f"- playAudio:\n    name: P\n    audio:\n      ref: audio.yaml#{path}")
    assert told(opened(written, {"audio.yaml": audio}).diagnostics) == [(code, place, message)]


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
    assert [action.kind for action in result.flow.tasks[0].actions] == [written.partition(":")[0], "disconnect"]
    assert read(write(result.flow)).flow == result.flow


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


def test_findings_in_an_included_file_have_its_name_and_say_where_it_is_included() -> None:
    parts = "actions:\n  - playAudio:\n      refId: hi\n      name: Hi\n      audoi:\n        tts: Hi\n"
    text = flow_of("- ref: parts.yaml#/actions/playAudio[hi]\n- ref: ./parts.yaml#/actions/playAudio[hi]")
    result = opened(text, {"parts.yaml": parts}, file="flows/main.yaml")
    includes = [("included here", "flows/main.yaml:10:18"), ("included here", "flows/main.yaml:11:18")]
    assert [(d.code, str(d.span), [(r.message, str(r.span)) for r in d.related]) for d in result.diagnostics] == [
        ("missing-key", "flows/parts.yaml:2:5", includes),
        ("unknown-key", "flows/parts.yaml:5:7", includes),
    ]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"a: b: c\n", "yaml-syntax", "parts.yaml:1:5"),
        (b"", "file-empty", "parts.yaml:1:1"),
        (b"# nothing\n", "file-empty", "parts.yaml:1:1"),
        (b"a: \xff", "file-encoding", "parts.yaml:1:4"),
        ("a: b".encode("utf-16"), "file-encoding", "parts.yaml:1:1"),
        (b"a: *b\n", "yaml-alias", "parts.yaml:1:4"),
    ],
)
def test_a_file_that_cannot_be_read_has_its_own_findings(content: bytes, code: str, place: str) -> None:
    result = opened(flow_of("- ref: parts.yaml#/a\n- ref: parts.yaml#/b"), {"parts.yaml": content})
    assert [(d.code, str(d.span), [str(r.span) for r in d.related]) for d in result.diagnostics] == [
        (code, place, ["main.yaml:10:18"])
    ]


def test_windows_files_with_a_byte_order_mark() -> None:
    parts = b"\xef\xbb\xbf" + PARTS.replace("\n", "\r\n").encode()
    text = flow_of("- ref: parts.yaml#/common/actions/playAudio[hello]").replace("\n", "\r\n")
    result = same(text, flow_of("- playAudio:\n    name: Hello\n    audio:\n      tts: Hello"), {"parts.yaml": parts})
    place = "/inboundCall/tasks/task[Main]/actions[0]/playAudio/audio/tts"
    assert str(result.source.span(place)) == "parts.yaml:10:16"


def test_included_templates_are_filled_and_only_used_parts_need_values() -> None:
    parts = (
        "a:\n  tts: Hi ${brand}, {{where}}\nb:\n  tts: ${nobody}\nc:\n  ref: other.yaml#/x\nd:\n  tts: '{{nowhere}}'\n"
    )
    other = "x:\n  tts: $${brand} {{where}}\n"
    text = flow_of(
        "- playAudio:\n    name: A\n    audio:\n      ref: p.yaml.tftpl#/a\n"
        "- playAudio:\n    name: B\n    audio:\n      ref: p.yaml.tftpl#/c\n"
        "- playAudio:\n    name: C\n    audio:\n      ref: p.yaml.tftpl#/d"
    )
    files = {"p.yaml.tftpl": parts.encode(), "other.yaml": other.encode()}
    result = read(text, file="main.yaml", substitutions={"brand": "Acme", "where": "Rome"}, open_file=files.get)
    assert [(d.code, str(d.span), [str(r.span) for r in d.related]) for d in result.diagnostics] == [
        ("placeholder-left", "p.yaml.tftpl:8:9", ["main.yaml:21:22"])
    ]
    assert result.placeholders == {"brand", "where", "nobody", "nowhere"}
    assert result.flow is not None
    audios = [action.get("audio") for action in result.flow.tasks[0].actions]
    assert audios == [Audio(tts="Hi Acme, Rome"), Audio(tts="$${brand} Rome"), Audio(tts="{{nowhere}}")]


def test_a_placeholder_in_the_reference_itself() -> None:
    text = flow_of('- ref: "{{brand}}.yaml#/common/actions/playAudio[hello]"')
    result = read(text, file="m.yaml", substitutions={"brand": "acme"}, open_file={"acme.yaml": PARTS.encode()}.get)
    assert result.diagnostics == ()
    assert [str(include.at) for include in result.includes] == ["m.yaml:10:18"]


def test_targets_that_lead_nowhere_or_to_something_else() -> None:
    text = f"{HEAD}".replace("/inboundCall/tasks/task[Main]", "parts.yaml#/common/tasks/task[Shard]")
    found = opened(text, {"parts.yaml": PARTS}).diagnostics
    assert [(d.code, str(d.span), d.help) for d in found] == [
        ("include-path", "main.yaml:4:15", 'Did you mean "task[Shared]"?')
    ]
    text = f"{HEAD}".replace("/inboundCall/tasks/task[Main]", "parts.yaml#/common/actions/disconnect[bye]")
    assert told(opened(text, {"parts.yaml": PARTS}).diagnostics) == [
        (
            "include-shape",
            "main.yaml:4:15",
            "parts.yaml#/common/actions/disconnect... is a mapping; expected a task or a menu.",
        )
    ]


def test_a_hash_in_a_ref_id_names_no_file() -> None:
    text = (
        flow_of("- disconnect:\n    name: Bye")
        .replace("[Main]", "[Press #_1]")
        .replace("refId: Main", 'refId: "Press #_1"')
    )
    assert opened(text, {}).diagnostics == ()


def test_what_only_looks_like_an_include_is_left_alone() -> None:
    text = (
        "workflow:\n  name: X\n  later:\n    ref:\n      a: b\n  more:\n    ref: x\n    also: y\n"
        "  number:\n    ref: 5\n"
    )
    result = opened(text, {})
    assert [d.code for d in result.diagnostics] == ["unknown-key"] * 3
    assert result.includes == ()


def test_files_on_disk_relative_to_each_other(tmp_path: Path) -> None:
    (tmp_path / "shared" / "more").mkdir(parents=True)
    (tmp_path / "flows").mkdir()
    (tmp_path / "shared" / "one.yaml").write_text("x:\n  ref: ./more/two.yaml#/y\n")
    (tmp_path / "shared" / "more" / "two.yaml").write_text("y:\n  ref: ../../flows/three.yaml#/z\n")
    (tmp_path / "flows" / "three.yaml").write_text("z:\n  tts: Three\n")
    text = flow_of("- playAudio:\n    name: A\n    audio:\n      ref: .././shared/one.yaml#/x\n- ref: ../shared#/x")
    result = read(text, file="flows/main.yaml", open_file=disk_opener(tmp_path / "flows"))
    assert told(result.diagnostics) == [
        ("include-missing", "flows/main.yaml:14:18", "shared is not there or cannot be read.")
    ]
    assert [include.path for include in result.includes] == [
        "../shared/one.yaml",
        "../shared/more/two.yaml",
        "../flows/three.yaml",
    ]
    address = "/inboundCall/tasks/task[Main]/actions[0]/playAudio/audio/tts"
    assert str(result.source.span(address)) == "flows/three.yaml:2:8"


def test_a_file_that_names_itself_from_another_folder_is_the_same_file() -> None:
    text = flow_of(
        "- disconnect:\n    name: Bye\n    refId: bye\n- ref: ../flows/main.yaml#/inboundCall/tasks/task[Main]"
    )
    text = text.replace("task[Main]\n", "task[Main]/actions/disconnect[bye]\n").replace(
        "startUpRef: /inboundCall/tasks/task[Main]/actions/disconnect[bye]", "startUpRef: /inboundCall/tasks/task[Main]"
    )
    result = opened(text, {}, file="flows/main.yaml")
    assert result.diagnostics == ()
    assert [include.path for include in result.includes] == [""]


PIECES = ["a", "b", "ref", "refArray", "task[x]", "x", "..", ".", "m.yaml", "p.yaml", "actions", "playAudio[x]"]
PATHS = st.lists(st.sampled_from(PIECES), max_size=4).map("/".join)
REFS = st.builds(
    "{}{}/{}".format, st.sampled_from(["", "#", "p.yaml#", "./m.yaml#", "no.yaml#"]), st.sampled_from(["", "."]), PATHS
)
TREES = st.recursive(
    REFS | st.builds(lambda ref: {"ref": ref}, REFS) | st.builds(lambda ref: {"refArray": ref}, REFS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "b", "task", "refId", "actions", "startUpRef", "playAudio"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(main=TREES, part=TREES)
def test_any_includes_end_without_an_exception_and_with_places(main: object, part: object) -> None:
    text = json.dumps({"workflow": {"name": "X", "a": main, "b": [main, part]}})
    files = {"p.yaml": json.dumps({"a": part, "b": [part]}).encode()}
    result = read(text, file="m.yaml", open_file=files.get)
    again = read(text, file="m.yaml", open_file=files.get)
    assert (again.flow, again.diagnostics, again.includes) == (result.flow, result.diagnostics, result.includes)
    assert {d.span.file for d in result.diagnostics if d.span} <= {"m.yaml", "p.yaml"}
    assert [d for d in result.diagnostics if d.span is None and d.code.startswith("include")] == []
    if result.flow is not None and result.ok:
        assert read(write(result.flow)).flow == result.flow
