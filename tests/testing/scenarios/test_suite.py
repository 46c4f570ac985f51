"""Scenario files and their workspaces, in one process and in several."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from callflows.engine import Program, compile_flow
from callflows.model import Flow
from callflows.testing.scenarios.crew import HELPER, PAYS, paying, run_together
from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.suite import CannotTest, Request, Suite, load
from tests.testing.flows import EXAMPLE

CALLS = """\
flow: Support EMEA
calls:
  - {{name: hears {0}, steps: [hear: We are closed]}}
  - {{name: does not hear {0}, steps: [hear: PIN]}}
  - {{name: is skipped {0}, skip: true}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two workspaces, side by side, with three files of calls."""
    for name in ("one", "two"):
        shutil.copytree(EXAMPLE / "flows", tmp_path / name / "flows")
        (tmp_path / name / "callflows.toml").write_text('paths = ["flows"]\n')
    write(tmp_path / "one" / "tests" / "b.calls.yaml", CALLS.format("b"))
    write(tmp_path / "one" / "tests" / "a" / "c.calls.yml", CALLS.format("c"))
    write(tmp_path / "two" / "x.CALLS.yaml", CALLS.format("x"))
    for hidden in (".git", "node_modules"):
        write(tmp_path / "one" / hidden / "no.calls.yaml", "nothing: here")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def names(suite: Suite) -> list[str]:
    return [file.file for file in suite.files]


def without_times(results: Sequence[Result]) -> list[Result]:
    return [replace(each, seconds=0.0) for each in results]


def test_files_are_found_in_the_order_of_their_paths_and_shown_from_where_one_stands(folder: Path) -> None:
    suite = load(Request(str(folder), ("one", "two/x.CALLS.yaml", "one/tests")))
    assert [file.file for file in suite.files] == [
        "one/tests/a/c.calls.yml",
        "one/tests/b.calls.yaml",
        "two/x.CALLS.yaml",
    ]
    assert len(suite.programs) == 2
    assert [file.file for file in load(Request(str(folder / "one" / "tests"))).files] == [
        "a/c.calls.yml",
        "b.calls.yaml",
    ]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ((), ["tests/b.calls.yaml"]),
        (("tests",), ["tests/b.calls.yaml"]),
        (("tests/a",), ["tests/a/c.calls.yml"]),
        (("tests/a/c.calls.yml",), ["tests/a/c.calls.yml"]),
        (("../two",), ["../two/x.CALLS.yaml"]),
    ],
)
def test_what_a_workspace_excludes_is_taken_where_it_is_named(
    folder: Path, paths: tuple[str, ...], found: list[str]
) -> None:
    write(folder / "one" / "callflows.toml", 'paths = ["flows"]\nexclude = ["tests/a", "x.CALLS.yaml"]\n')
    assert names(load(Request(str(folder / "one"), paths))) == found


def test_the_results_stand_in_the_order_of_the_calls(folder: Path) -> None:
    suite = load(Request(str(folder / "one")))
    assert [(each.id, each.status) for each in suite.run(suite.cases)] == [
        (f"tests/{file}::{what} {name}", status)
        for file, name in (("a/c.calls.yml", "c"), ("b.calls.yaml", "b"))
        for what, status in (("hears", "passed"), ("does not hear", "failed"), ("is skipped", "skipped"))
    ]


def test_several_processes_give_the_same_in_the_same_order(folder: Path) -> None:
    request = Request(str(folder), ("one", "two"))
    suite = load(request)
    numbers = [*range(9), *range(8, -1, -1)] * 20
    alone = without_times(list(suite.run(suite.cases[number] for number in numbers)))
    assert without_times(list(run_together(suite, request, numbers, 2))) == alone


@pytest.mark.parametrize(
    "helper",
    [
        ("/no/such/program",),
        (sys.executable, "-c", "pass"),
        (sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\1\\0\\0\\0x'); sys.stdout.flush()"),
    ],
    ids=["is not there", "dies", "talks nonsense"],
)
def test_what_a_helper_leaves_is_done_here(folder: Path, helper: tuple[str, ...]) -> None:
    request = Request(str(folder), ("one",))
    suite = load(request)
    alone = without_times(list(suite.run(suite.cases)))
    assert without_times(list(run_together(suite, request, range(6), 2, helper=helper))) == alone


def test_closing_early_ends_the_helpers(folder: Path) -> None:
    request = Request(str(folder), ("one",))
    suite = load(request)
    running = run_together(suite, request, [*range(6)] * 50, 2, helper=HELPER)
    first = next(running)
    running.close()
    assert first.name == "hears c"


def test_more_processes_where_they_pay() -> None:
    assert [paying(calls) for calls in (0, 1, PAYS)] == [1, 1, 1]


class Counting:
    """Measures how many steps the calls take."""

    def __init__(self) -> None:
        self.steps = 0

    def compile(self, flow: Flow, modules: Mapping[str, Flow]) -> Program:
        return compile_flow(flow, modules)

    def observer(self, program: Program) -> Counting:
        return self

    def step(self, index: int, next_index: int) -> None:
        self.steps += 1


def test_calls_can_be_measured(folder: Path) -> None:
    suite = load(Request(str(folder), ("one/tests/b.calls.yaml", "two")))
    measures = [Counting(), Counting()]
    for programs, measure in zip(suite.programs, measures, strict=True):
        programs.measure(measure)
    assert {each.status for each in suite.run(suite.cases[:1])} == {"passed"}
    assert [measure.steps > 0 for measure in measures] == [True, False]


def refused(request: Request) -> tuple[str, str]:
    with pytest.raises(CannotTest) as error:
        load(request)
    return error.value.message, error.value.advice


def test_what_cannot_be_tested(folder: Path) -> None:
    init = "make the folder with your flows a workspace with `callflows init`"
    one = str(folder / "one")
    assert refused(Request(one, ("no",))) == ("no does not exist", "")
    assert refused(Request(str(folder))) == ("there is no callflows.toml in this folder or above it", init)
    assert refused(Request(one, ("flows",))) == (
        "there is no scenario file (*.calls.yaml) in flows",
        "docs/testing.md shows how to write one",
    )
    assert refused(Request(one, (), "prod")) == (
        'there is no target "prod"',
        "callflows.toml has no [targets.NAME] yet",
    )
    write(folder / "one" / "callflows.toml", 'paths = ["flows"]\n[targets.dev]\nenvironment = "local"\n')
    assert refused(Request(one, (), "prod")) == ('there is no target "prod"', "the targets are dev")
    write(folder / "one" / "callflows.toml", "paths = 5\n")
    assert refused(Request(one)) == ("callflows.toml is not right", "")


def test_a_flow_file_that_cannot_be_read_is_named_where_a_flow_is_missing(folder: Path) -> None:
    write(folder / "two" / "flows" / "Support EMEA.yaml", "inboundCall: [\n")
    suite = load(Request(str(folder), ("two",)))
    assert [each.code for each in suite.files[0].diagnostics] == ["test-no-flow"]
    assert [(each.code, each.span and each.span.file) for each in suite.diagnostics] == [
        ("yaml-syntax", "two/flows/Support EMEA.yaml")
    ]
    assert suite.cases == ()


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "two" / "x.CALLS.yaml").write_bytes(b"\xff\xfe\xff")
    suite = load(Request(str(folder), ("two",)))
    assert [each.code for each in suite.files[0].diagnostics] == ["file-encoding"]


def test_the_name_of_a_file_is_always_text(folder: Path) -> None:
    named = Path(os.fsdecode(os.fsencode(folder) + b"/one/tests/a\xff.calls.yaml"))
    try:
        named.write_text("calls: 5", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    suite = load(Request(paths=(str(named),), start=str(folder)))
    assert [(file.file, [found.code for found in file.diagnostics]) for file in suite.files] == [
        ("one/tests/a\\xff.calls.yaml", ["test-wrong-value"])
    ]


def test_placeholders_are_those_of_the_target_and_of_the_command_line(folder: Path) -> None:
    write(
        folder / "two" / "callflows.toml",
        'paths = ["flows"]\n[substitutions]\nsaid = "x"\nname = "y"\n[targets.dev]\nenvironment = "local"\n'
        '[targets.dev.substitutions]\nsaid = "We are closed"\n',
    )
    write(folder / "two" / "x.CALLS.yaml", "flow: Support EMEA\ncalls: [{name: '{{name}}', steps: [hear: '{{said}}']}]")
    suite = load(Request(str(folder / "two"), (), "dev", (("name", "z"),)))
    assert [(each.name, each.status) for each in suite.run(suite.cases)] == [("z", "passed")]


def example(calls: int) -> tuple[Suite, list[int]]:
    suite = load(Request(str(EXAMPLE)))
    return suite, [number % len(suite.cases) for number in range(calls)]


def test_the_calls_of_the_example_workspace_pass() -> None:
    suite, numbers = example(1000)
    assert {each.status for each in suite.run(suite.cases[number] for number in numbers)} == {"passed"}
