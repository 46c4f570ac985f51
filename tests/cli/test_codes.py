"""The pages of codes that commands give: each example shows what is printed."""

from __future__ import annotations

import inspect
import shlex

import pytest

from callflows.checks.codes import CODES as OF_SEVERAL_FILES
from callflows.cli.codes import CODES as OF_COMMANDS
from callflows.cli.trace_file import MAX_BYTES
from callflows.testing.codes import CODES as OF_TESTS

TRACES = {name: code for name, code in OF_COMMANDS.items() if name.startswith("trace-")}
CODES = {name: code for name, code in {**OF_SEVERAL_FILES, **OF_COMMANDS}.items() if name not in TRACES}
RUNS = {name: code for name, code in OF_TESTS.items() if "```console" in code.example}
CALLS = """\
- callCommonModule:
              name: Ask
              commonModule:
                "Ask for the PIN":
                  ver_latestPublished: {}
          - disconnect:"""
LINE = """\
inboundCall:
  name: Line
  description: "{{brand}}"
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - disconnect:
              name: Bye
"""


@pytest.mark.parametrize("name", CODES)
def test_the_example_of_a_page_is_what_is_printed(empty, name):
    empty.write("line.yaml", LINE)
    empty.write("copy.yaml", LINE)
    empty.write("cities.csv", "city\nRome\n")
    fence, command, *shown, end = inspect.cleandoc(CODES[name].example).splitlines()
    assert (fence, command[:12], end) == ("```console", "$ callflows ", "```")
    said = empty(*shlex.split(command[12:]))
    assert said.out.splitlines()[:-1] == shown
    assert any(line.endswith(f"[{name}]") and f"{CODES[name].severity}: " in line for line in shown)


@pytest.fixture
def traced(empty):
    """Traces of each kind, right and wrong."""
    empty.write("line.yaml", LINE.replace("{{brand}}", "Acme"))
    started, *_ = empty("call", "line.yaml", "--press", "", "--json").out.splitlines()
    empty.write("empty.jsonl", "")
    empty.write("old.jsonl", '{"type":"Started","schema":1}\n')
    empty.write("cut.jsonl", f"{started}\n{started[:40]}")
    empty.write("several.jsonl", f"{started}\n{started}\n")
    empty.write("open.jsonl", started)
    with (empty.folder / "large.jsonl").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    return empty


@pytest.mark.parametrize("name", TRACES)
def test_the_example_of_a_trace_is_what_is_printed(traced, name):
    _, command, *shown, _ = inspect.cleandoc(TRACES[name].example).splitlines()
    said = traced(*shlex.split(command)[2:])
    assert [*said.err.splitlines(), *said.out.splitlines()] == shown
    assert shown[0].endswith(f"[{name}]")
    assert f": {TRACES[name].severity}: " in shown[0]


@pytest.fixture
def tested(empty):
    """A workspace with a link that leads nowhere, a caller of a shared flow that is not there, and kept coverage."""
    empty.write("line.yaml", LINE.replace("{{brand}}", "Acme"))
    empty.write("caller.yaml", LINE.replace("name: Line", "name: Caller").replace("- disconnect:", CALLS))
    for folder in ("tests", "kept"):
        (empty.folder / folder).mkdir()
    empty.write("callflows.toml", 'paths = ["."]\n')
    empty.write("tests/caller.calls.yaml", "flow: Caller\ncalls: [{name: it ends, steps: []}]\n")
    empty.write("tests/line.calls.yaml", "flow: Line\ncalls: [{name: it ends, steps: []}]\n")
    empty.write("tests/typo.calls.yaml", "flow: Line\ngiven: {tables: {PINs: missing}}\ncalls: [{name: it ends}]\n")
    (empty.folder / "tests" / "lost.calls.yaml").symlink_to("nowhere")
    empty.write("kept/run-broken.json", "")
    assert empty("test", "tests/line.calls.yaml", "--coverage").code == 0
    empty.write("line.yaml", LINE.replace("{{brand}}", "Acme of today"))
    return empty


@pytest.mark.parametrize("name", RUNS)
def test_the_example_of_a_run_is_printed(tested, name):
    _, command, *shown, _ = inspect.cleandoc(RUNS[name].example).splitlines()
    said = tested(*shlex.split(command)[2:])
    assert "\n".join(shown) in said.out + said.err
    assert shown[0].endswith(f"[{name}]")
    assert f"{RUNS[name].severity}: " in shown[0]
