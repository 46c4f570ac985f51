"""What a comment takes out of coverage."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.testing.coverage import render_cobertura, render_html, render_table
from callflows.testing.coverage.excluded import marks_of
from tests.testing.coverage.flows import LINE, measured, reported, workspace

MARK = "# callflows: no cover"


def out(folder: Path, text: str) -> list[str]:
    """The labels of what is taken out of the flow, in the order of the file."""
    (folder / "flows" / "line.yaml").write_text(text)
    flows, measure = measured(folder)
    (line, *_) = reported([measure], flows.programs).flows
    return [each.item.label for each in line.items if each.excluded]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def put(line: str, comment: str) -> str:
    """The flow with a comment behind a line."""
    assert LINE.count(f"{line}\n") == 1
    return LINE.replace(f"{line}\n", f"{line}  {comment}\n")


GET = ['callData "Get"', 'callData "Get": success', 'callData "Get": failure', 'callData "Get": timeout']


def test_an_action_and_its_paths(folder: Path) -> None:
    assert out(folder, put("                  - callData:", MARK)) == GET


def test_a_comment_above(folder: Path) -> None:
    comment = f"                  {MARK} (nobody knows why)\n\n                  # Asks the CRM.\n"
    text = LINE.replace("                  - callData:\n", f"{comment}                  - callData:\n")
    assert out(folder, text) == GET


def test_only_some_output_paths_of_an_action(folder: Path) -> None:
    assert out(folder, put("                  - callData:", f"{MARK} timeout, failure (it is fast)")) == GET[2:]
    assert out(folder, put("                  - callData:", f"{MARK} timout")) == []


def test_an_output_path_and_what_stands_inside(folder: Path) -> None:
    assert out(folder, put("                    default:", MARK)) == ['switch "Which": default', 'playAudio "Other"']


def test_a_choice_a_menu_a_task_and_the_whole_flow(folder: Path) -> None:
    assert out(folder, put("              refId: Fail_5", MARK)) == []
    text = LINE.replace("- menuTask:\n              name: Fail", f"- menuTask:  {MARK}\n              name: Fail")
    assert out(folder, text) == ['3 "Fail"', 'updateData "Break"']
    text = LINE.replace("- task:\n        name: Unused", f"- task: {MARK}\n        name: Unused")
    assert out(folder, text) == ['disconnect "Nobody"']
    everything = out(folder, f"{MARK}\n{LINE}")
    flows, measure = measured(folder)
    (line, *_) = reported([measure], flows.programs).flows
    assert (line.sum().total, line.sum().excluded) == (0, len(everything))
    assert 'none made in "Main"' in everything


def test_what_is_taken_out_counts_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "flows" / "line.yaml").write_text(put("                  - callData:", MARK))
    flows, measure = measured(folder)
    flows.data_action("CRM", "Get").fails()
    flows.call("Line").presses("1")
    found = reported([measure], flows.programs)
    assert (found.flows[0].sum().total, found.flows[0].sum().excluded) == (17, 4)
    assert render_table(found).splitlines()[-1] == 'Not counted: 2 that no call can reach, 4 marked "no cover".'
    assert '<line number="26"' not in render_cobertura(found)
    assert '<span class="way dead" title="callData &quot;Get&quot;: failure">– failure</span>' in render_html(found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a: 1 {MARK}\nb: 2\n", {1: set()}),
        (f"a: 1\r\nb: 2 {MARK} x , y\r\n", {2: {"x", "y"}}),
        (f"{MARK} x\n\n# more\na: 1 {MARK} y\n", {4: {"x", "y"}}),
        (f"{MARK} x\na: 1 {MARK}\n", {2: set()}),
        (f'a: "{MARK}"\n', {}),
        (f"a: |\n  {MARK}\n", {}),
        ("a: 1 # callflows: no covering\n", {}),
        ("a: 1 # CallFlows:  No cover\n", {1: set()}),
        (f"a: {{{{x}}}}: b: {{\nb: 1 {MARK}\n", {2: set()}),
        (f"a: 1\n{MARK}\n", {2: set()}),
    ],
)
def test_the_lines_that_comments_are_about(text: str, lines: dict[int, set[str]]) -> None:
    assert dict(marks_of(text).lines) == lines
