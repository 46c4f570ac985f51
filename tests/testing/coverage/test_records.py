"""What was covered, in files: joined over runs, refused where the flow has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callflows.testing import Flows, programs_of
from callflows.testing.coverage import (
    Kind,
    Record,
    decode,
    encode,
    erase,
    read_all,
    record,
    report,
    write,
)
from callflows.testing.coverage.records import joined
from tests.testing.coverage.flows import BYE, LINE_KEY, MENU, OTHER_KEY, START, measured, workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def _run(folder: Path, flow: str, keys: str) -> Record:
    flows, measure = measured(folder)
    call = flows.call(flow)
    if keys:
        call.presses(keys)
    return record(measure, flows.programs.files)


def test_runs_add_up(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for one in (_run(folder, "Line", "9"), _run(folder, "Other", ""), _run(folder, "Line", "9")):
        write(store, "pytest", one)
    stored = read_all(store)
    assert (len(stored.records), stored.diagnostics) == (2, ())
    found = joined(stored.records, programs_of(folder).files)
    assert found.covered[LINE_KEY] == {BYE}
    assert found.covered[OTHER_KEY] == {
        "/inboundCall/tasks/task[Start_1]/actions[0]/callCommonModule",
        "/inboundCall/tasks/task[Start_1]/actions[1]/disconnect",
    }
    assert found.diagnostics == ()


def test_a_record_is_the_same_bytes_each_time_and_comes_back(folder: Path) -> None:
    one, two = _run(folder, "Line", "9"), _run(folder, "Line", "9")
    assert encode(one) == encode(two)
    assert decode(encode(one)) == one
    assert json.loads(encode(one))["flows"] == [
        {
            "type": "inboundCall",
            "name": "Line",
            "file": one.flows[0].file,
            "digest": one.flows[0].digest,
            "covered": [BYE],
        }
    ]


def test_coverage_of_another_text_is_refused(folder: Path) -> None:
    old = [_run(folder, "Line", "9"), _run(folder, "Other", "")]
    path = folder / "flows" / "line.yaml"
    path.write_text(path.read_text() + "# changed\n")
    (folder / "flows" / "other.yaml").unlink()
    found = report(old, programs_of(folder).files)
    line = next(flow for flow in found.flows if flow.key == LINE_KEY)
    assert [each.item.key for each in line.items if each.covered] == []
    source = next(each.source for each in programs_of(folder).files if each.path == path)
    assert [(each.code, each.severity.value, each.message) for each in found.diagnostics] == [
        ("coverage-stale", "warning", f'Older coverage of "Line" is left out: {source} has changed since.'),
        (
            "coverage-stale",
            "warning",
            'The coverage of "Other" is left out: the workspace has no such flow any more.',
        ),
    ]
    shared = next(flow for flow in found.flows if flow.name == "Shared")
    assert f"{START}[1]/decision/outputs/no" in {each.item.key for each in shared.items if each.covered}


def test_old_and_new_coverage_of_a_flow_count_apart(folder: Path) -> None:
    old = _run(folder, "Line", "9")
    path = folder / "flows" / "line.yaml"
    path.write_text(path.read_text() + "# changed\n")
    flows, measure = measured(folder)
    flows.call("Line").waits(20)
    found = joined([old, record(measure, flows.programs.files)], flows.programs.files)
    assert found.covered[LINE_KEY] == {BYE, f"{MENU}/defaultChildMenuRef"}


def test_files_that_are_no_data_are_reported_and_the_others_read(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    written = write(store, "pytest", _run(folder, "Line", "9"))
    (store / "run-broken.json").write_text("{")
    (store / "run-later.json").write_text('{"version": 2, "flows": []}')
    (store / "coverage.json").write_text("{}")
    stored = read_all(store)
    assert stored.records == (decode(written.read_bytes()),)
    assert [(each.code, each.message.partition(": ")[0]) for each in stored.diagnostics] == [
        ("coverage-file", f"{store / 'run-broken.json'} is no coverage data"),
        ("coverage-file", f"{store / 'run-later.json'} is no coverage data"),
    ]
    assert erase(store) == 3
    assert [each.name for each in store.iterdir()] == ["coverage.json"]


def test_nothing_kept_is_nothing_read(tmp_path: Path) -> None:
    assert read_all(tmp_path / "nowhere").records == ()


def test_a_call_that_was_not_measured_leaves_no_record(folder: Path) -> None:
    flows, measure = measured(folder)
    Flows(programs_of(folder)).call("Line").presses("9")
    assert record(measure, flows.programs.files) == Record()
    assert [flow.sum(Kind.ACTION).covered for flow in report([], flows.programs.files).flows] == [0, 0, 0]
