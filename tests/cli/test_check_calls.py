"""Scenario files in `callflows check`."""

import io
import json
import shutil

import pytest

from tests.testing.flows import EXAMPLE

BAD = """\
flow: Support EMEA
given: {tables: {PINs: missing}}
calls:
  - name: one
    steps:
      - heer: PIN
  - name: two
    flow: Support EMAE
"""
SAID = [
    ("tests/bad.calls.yaml:2:18:", "[test-unknown-mock]"),
    ("tests/bad.calls.yaml:6:9:", "[test-unknown-key]"),
    ("tests/bad.calls.yaml:8:11:", "[test-no-flow]"),
]


@pytest.fixture
def example(empty):
    """The example workspace with a scenario file that is wrong."""
    shutil.copytree(EXAMPLE, empty.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    empty.write("tests/bad.calls.yaml", BAD)
    return empty


def found(said):
    lines = [line for line in said.out.splitlines() if not line.startswith(" ")]
    return [(line.split(" ")[0], line[line.rindex("[") :]) for line in lines[:-1]]


def test_the_workspace_is_its_scenario_files_too(example):
    said = example("check")
    assert (said.code, found(said)) == (1, SAID)
    assert said.out.splitlines()[-1] == "3 errors in 1 of 4 files"
    as_json = json.loads(example("check", "--json").out)
    assert [(each["code"], each["span"]["line"]) for each in as_json["diagnostics"]] == [
        ("test-unknown-mock", 2),
        ("test-unknown-key", 6),
        ("test-no-flow", 8),
    ]
    (example.folder / "callflows.toml").write_text('paths = ["flows"]\nexclude = ["bad.calls.yaml"]\n')
    assert example("check").out == "Nothing wrong in 3 files.\n"


@pytest.mark.parametrize("path", ["tests/bad.calls.yaml", "tests"])
def test_scenario_files_that_are_named_need_no_flow_file_beside_them(example, path):
    (example.folder / "tests" / "authentication.calls.yaml").unlink()
    said = example("check", path)
    assert (said.code, found(said), said.out.splitlines()[-1]) == (1, SAID, "3 errors in 1 of 1 file")


def test_flows_that_are_named_are_looked_at_alone(example):
    assert example("check", "flows").out == "Nothing wrong in 2 files.\n"


def test_a_scenario_file_of_no_workspace_is_held_against_no_flow(example):
    (example.folder / "callflows.toml").unlink()
    assert found(example("check", "tests/bad.calls.yaml")) == SAID[1:2]


def test_a_scenario_file_from_standard_input(example, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    said = example("check", "-", "--stdin-name", "tests/bad.calls.yaml")
    assert (said.code, found(said)) == (1, SAID)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    said = example("check", "-", "--stdin-name", "tests/bad.calls.yaml", "--fix")
    assert (said.code, said.out) == (1, BAD)


def test_placeholders_are_filled_as_in_flows(example):
    example.write("tests/bad.calls.yaml", "flow: '{{line}}'\ncalls: [{name: one}]\n")
    assert found(example("check", "tests")) == [("tests/bad.calls.yaml:1:8:", "[placeholder-left]")]
    assert found(example("check", "tests", "--set", "line=Suport")) == [("tests/bad.calls.yaml:1:7:", "[test-no-flow]")]
