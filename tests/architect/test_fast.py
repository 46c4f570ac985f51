"""The fast path of reading says what the composer's way says, or leaves the text to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callflows.architect import ReadResult, read, write
from callflows.architect.decoding import decode
from callflows.architect.document.composer import MAX_DEPTH
from callflows.architect.document.source_map import SourceMap
from callflows.architect.fast.flow import read_fast
from callflows.architect.faults import Findings
from callflows.architect.placeholders.template import Template
from callflows.architect.reading.reader import read_document
from callflows.model import FLOW_TYPES, Flow, actions_of, values_of
from tests.architect.corpus import corpus, filled, substitutions
from tests.architect.mutations import damaged_files
from tests.corpus_builder import all_actions_flow

EXPORTED = Path(__file__).parents[1] / "flows" / "exported"


def template(text: str, values: dict[str, str] | None = None) -> Template:
    return Template(text, file="f.yaml", substitutions=values or {}, findings=Findings())


def is_fast(text: str) -> bool:
    return read_fast(template(text)) is not None


def by_document(text: str, values: dict[str, str] | None = None) -> ReadResult:
    decoded, wrong = decode(text, "f.yaml")
    if wrong:
        return ReadResult(None, SourceMap(None, None), (wrong,))
    findings = Findings()
    made = Template(decoded, file="f.yaml", substitutions=values or {}, findings=findings)
    return read_document(made, findings, None)


def addresses(flow: Flow) -> Iterator[str]:
    top = f"/{flow.type}"
    yield from ("", top, f"{top}/name", f"{top}/tasks", f"{top}/tasks[0]", f"{top}/menus[0]/menu/audio", "/nowhere")
    yield from (f"{top}/{key}" for key, _ in (*flow.settings, *flow.extra))
    yield from (f"{top}/variables[{index}]" for index in range(len(flow.variables) + 1))
    for site in actions_of(flow):
        yield site.address
        yield from (f"{site.address}/{key}" for key, _ in site.action.entries)
        yield from (address for address, _ in values_of(site.action, site.address))


def agree(text: str, values: dict[str, str] | None = None, *, places: bool = True) -> None:
    """Both ways give the same flow, findings and places."""
    ours, theirs = read(text, file="f.yaml", substitutions=values), by_document(text, values)
    assert ours.flow == theirs.flow
    assert repr(ours.flow) == repr(theirs.flow)  # 1 == True == Decimal(1), their texts are not alike
    assert ours.diagnostics == theirs.diagnostics
    assert ours.placeholders == theirs.placeholders
    if places and ours.flow is not None:
        for address in addresses(ours.flow):
            assert (address, ours.source.span(address)) == (address, theirs.source.span(address))
            assert (address, ours.source.key_span(address)) == (address, theirs.source.key_span(address))


OWN = {
    **{path.name: path.read_text() for path in sorted(EXPORTED.glob("*.yaml"))},
    **{kind: write(all_actions_flow(kind)) for kind in FLOW_TYPES},
}


@pytest.mark.parametrize("name", OWN)
def test_every_own_export_is_read_fast_and_to_the_same_end(name: str) -> None:
    assert is_fast(OWN[name])
    agree(OWN[name], places=len(OWN[name]) < 30_000)


def test_the_corpus() -> None:
    texts = {path.read_bytes().decode() for path in corpus().values()}
    for text in texts:
        if substitutions(text):
            agree(text, substitutions(text), places=len(text) < 20_000)
        agree(filled(text), places=len(text) < 30_000)


SMALL = """\
inboundCall:
  name: X
  startUpRef: "/inboundCall/tasks/task[Main_1]"
  defaultLanguage: en-us
  settingsPrompts:
    some: value
    empty:
    more:
      audio:
        tts: Hello
        alternateSequences:
          de-de:
            tts: Hallo
      list:
        - one
        - key: 1
          other:
            noValue: true
        - deep:
            lit:
              name: Q
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
          - decision:
              name: Known?
              condition:
                exp: Flow.x == "a"
              outputs:
                "yes":
                  actions:
                    - endTask:
                    - disconnect:
                        none: true
          - disconnect:
              name: Bye
"""
FLAT = """\
inboundCall:
  name: X
  startUpRef: "/inboundCall/tasks/task[Main_1]"
  defaultLanguage: en-us
  settingsPrompts:
    list:
    - one
    - key: 1
      other:
      - a: 1
      - b
    - deep:
      - x
      beside: 2
    more: x
  tasks:
  - task:
      name: Main
      refId: Main_1
      actions:
      - decision:
          name: Known?
          condition:
            exp: Flow.x
          outputs:
            "yes":
              actions:
              - endTask:
              - disconnect:
                  none: true
      - disconnect:
          name: Bye
"""
"""Another layout: lists stand below their keys without blanks."""
FAST = (
    *(
        "-5",
        "1.50",
        "0x1F",
        "true",
        "~",
        '""',
        '"a: b"',
        '"\\n\\"\\u00e9"',
        "'it'",
        "{}",
        "[]",
        "a:b",
        "a#b",
        "(x) / y",
    ),
    *("é", "null", "12:30", "yes", "0123", "$x", "<b>", 'say "x"', "a, [b] {c}", "c:\\", "x" * 1500, "  padded  "),
)
"""Values that the fast path reads."""
SLOW = (
    *("- x", "a: b", "x:", "? x", "&a x", "*a", "!x y", "|", ">-", "[a]", "{a: b}", "[ ]", "%x", "@x"),
    *("`x`", "'it''s'", "'a' b", '"a" b', '"a', "'a", '"\\x41"', '"\\ud83d\\ude42"', '"\\/"', "- ", "-", ",x", "a\tb"),
)
"""Values that it leaves to the document: it is none, or has something unusual."""


@pytest.mark.parametrize("value", FAST)
def test_values_that_are_read_fast(value: str) -> None:
    text = SMALL.replace("some: value", f"some: {value}")
    assert is_fast(text)
    agree(text)
    agree(text.replace("some: ", "lit: "))
    agree(SMALL.replace("- one", f"- {value}"))


@pytest.mark.parametrize("value", SLOW)
def test_values_that_are_left_to_the_document(value: str) -> None:
    text = SMALL.replace("some: value", f"some: {value}")
    assert not is_fast(text)
    agree(text)


KEYS = ("exp", "var", "tts", "prompt", "lit", "noValue", "none", "alternateSequences", "actions", "ref", "name", "a b")
LIST = "\n      - x:\n          y: z"
BELOW = (
    "",
    " x",
    " true",
    " 5",
    " {}",
    " []",
    "\n      x: y",
    "\n      - x",
    "\n      - x:\n          y: z",
    "\n      exp: 5",
)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beside", ["", "other: 1", "tts: a", "alternateSequences:\n      a:\n        tts: b"])
def test_every_kind_of_mapping(key: str, beside: str) -> None:
    for below in BELOW:
        one = f"    {key}:{below}\n" + (f"    {beside}\n" if beside else "")
        text = SMALL.replace("    some: value\n    empty:\n", one)
        agree(text)
        listed = "".join(f"    {line}\n" for line in one.splitlines())
        agree(SMALL.replace("        - one\n", "        - " + listed[8:]))


LAYOUTS = {
    "comments and blank lines": (SMALL.replace("  tasks:", "\n# c\n         # d\n  tasks:"), True),
    "a document's start": ("---\n" + SMALL, True),
    "a document's end": (SMALL + "...\n", False),
    "blanks at the ends of lines": (SMALL.replace(": X", ": X  ").replace("actions:", "actions: "), True),
    "other line ends": (SMALL.replace("\n", "\r\n"), True),
    "mixed line ends": (SMALL.replace("\n", "\r\n", 3), False),
    "no end of the last line": (SMALL.rstrip(), True),
    "a tab": (SMALL.replace("name: X", "name: X\t"), False),
    "lists below their keys": (FLAT, True),
    "lists below their keys and not": (SMALL + FLAT[FLAT.index("  tasks:") :].replace("tasks", "menus"), False),
    "a list below a key that has a value": (SMALL.replace("    empty:", "    - x"), False),
    "a list that goes on behind another key": (FLAT.replace("      other:", "    other:"), False),
    "a list between keys": (SMALL.replace("    more:", "    more:\n    - x"), False),
    "comments behind texts": (SMALL.replace("value", "value # a").replace("tasks:", "tasks: # 'b' \"c\""), True),
    "a comment behind quotes": (SMALL.replace("value", '"value" # a'), False),
    "what looks like a comment": (SMALL.replace("value", '"value #1"'), True),
    "three blanks": (SMALL.replace("    some", "     some"), False),
    "a duplicate key": (SMALL.replace("empty:", "some:"), False),
    "a line too deep": (SMALL.replace("    empty:", "      empty:"), False),
    "a line that goes on": (SMALL.replace("value\n", "value\n      on\n"), False),
    "two flows": (SMALL + "commonModule:\n  name: X\n", False),
    "a list in a list": (SMALL.replace("- one", "- - one"), False),
    "an unknown key": (SMALL.replace("settingsPrompts", "settingsprompts"), False),
    "an unknown action": (SMALL.replace("- disconnect:", "- disconect:"), True),
    "an unknown key of an action": (SMALL.replace("name: Bye", "nam: Bye"), True),
    "a wrong value": (SMALL.replace('exp: Flow.x == "a"', "other: x"), True),
    "a key with a blank before its colon": (SMALL.replace("some:", "some :"), False),
    "the quoted key that the plain one is not": (SMALL.replace("empty:", '"some ": x\n    some : y'), False),
    "an old line end": (SMALL.replace("name: X", "name: X\x85Y"), False),
    "a placeholder without value": (SMALL.replace("name: X", "name: {{x}}"), False),
    "prompt beside text": (SMALL.replace("tts: Hello", "tts: Hello\n        prompt: Prompt.x"), False),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    text, fast = LAYOUTS[name]
    assert is_fast(text) is fast
    agree(text)


@pytest.mark.parametrize("levels", [MAX_DEPTH // 2 - 4, MAX_DEPTH // 2 - 2, MAX_DEPTH // 2, MAX_DEPTH // 2 + 2])
def test_depth_of_lists_below_their_keys_is_bounded_alike(levels: int) -> None:
    deep = "".join("  " * n + "  settingsMenu:\n" + "  " * n + "  - a: 1\n" for n in range(levels))
    agree(SMALL + deep, places=False)
    agree(SMALL + deep + "  " * levels + "  b: {}\n", places=False)


@pytest.mark.parametrize("levels", range(MAX_DEPTH - 4, MAX_DEPTH + 2))
def test_depth_is_bounded_alike(levels: int) -> None:
    deep = "".join("  " * (n + 1) + "settingsMenu:\n" for n in range(levels - 1))
    agree(SMALL + deep + "  " * levels + "a: b\n", places=False)
    agree(SMALL + deep + "  " * levels + "a: {}\n", places=False)
    agree(SMALL + deep + "  " * levels + "- a\n", places=False)


@pytest.mark.parametrize(
    "value", ["Acme", "Acme #1", "a: b", '"q"', "x\n  description: y", "- a", "", "Sales:", "{{y}}", "ä"]
)
def test_filled_text_is_read_alike(value: str) -> None:
    for written in ("name: {{x}}", 'name: "{{x}}"', "name: The {{x}} line # {{x}}", "{{x}}: X\n  name: Y"):
        agree(SMALL.replace("name: X", written), {"x": value})


def test_places_in_filled_text_are_those_of_the_file() -> None:
    result = read(SMALL.replace("name: X", "name: The {{brand}} line"), file="f.yaml", substitutions={"brand": "A"})
    assert str(result.source.span("/inboundCall/name")) == "f.yaml:2:9"
    assert str(result.source.span("/inboundCall/tasks/task[Main_1]")) == "f.yaml:23:7"


_ODD = st.sampled_from(
    (*FAST, *SLOW, *(f"{key}:{below}" for key in KEYS for below in BELOW), "- ", "- a: ", "  ", " ", "#")
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The small flow with lines that are gone, doubled, moved, indented in another way, or say something else."""
    lines = draw(st.sampled_from((SMALL, FLAT))).splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        body = lines[at].lstrip(" ")
        blanks = " " * max(0, len(lines[at]) - len(body) + draw(st.sampled_from((-4, -2, -1, 0, 0, 0, 1, 2, 4))))
        key, colon, _ = body.partition(": ")
        odd = draw(_ODD)
        new = draw(
            st.sampled_from(
                (
                    [],
                    [lines[at]] * 2,
                    [blanks + body],
                    [f"{key}{colon}{odd}"],
                    [blanks + odd],
                    [lines[at], blanks + odd],
                )
            )
        )
        lines[at : at + 1] = new
        lines = lines or [""]
    return "\n".join(lines)


@given(edited())
@example(SMALL)
def test_edited_lines(text: str) -> None:
    agree(text)


@given(damaged_files())
def test_damaged_files(data: bytes) -> None:
    agree(data.decode(errors="replace"))
