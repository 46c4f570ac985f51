"""`callflows fmt`: files, folders, the workspace, standard input."""

import io
import stat
import sys

import pytest

LOOSE = """\
inboundCall:
  name: "Support"  # for all
  startUpRef: '/inboundCall/tasks/task[Main_10]'
  defaultLanguage: en-us
  tasks:
    - task: {name: Main, refId: Main_10, actions: [{disconnect: {name: Bye}}]}
"""
TIDY = """\
inboundCall:
  name: Support  # for all
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
          - disconnect:
              name: Bye
"""


class Piped(io.TextIOWrapper):
    """Standard input that holds some bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def pipe(monkeypatch):
    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Piped(text.encode()))

    return give


def test_files_are_formatted_in_place_and_the_second_time_nothing_happens(empty):
    path = empty.folder / empty.write("a.yaml", LOOSE)
    path.chmod(0o640)
    empty.write("b.yaml", TIDY)
    said = empty("fmt", ".")
    assert (said.code, said.out, said.err) == (0, "formatted a.yaml\n", "1 file formatted, 1 unchanged\n")
    assert path.read_text() == TIDY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in empty.folder.iterdir()) == ["a.yaml", "b.yaml"]
    again = empty("fmt", "a.yaml", "b.yaml")
    assert (again.code, again.out, again.err) == (0, "", "2 files unchanged\n")


def test_check_lists_what_would_change_and_changes_nothing(empty):
    empty.write("a.yaml", LOOSE)
    said = empty("fmt", "--check", "a.yaml")
    assert (said.code, said.out, said.err) == (1, "a.yaml\n", "1 file would be formatted\n")
    assert (empty.folder / "a.yaml").read_text() == LOOSE
    empty.write("a.yaml", TIDY)
    assert empty("fmt", "--check", "a.yaml").code == 0


def test_diff_shows_what_would_change_and_changes_nothing(empty):
    empty.write("a.yaml", LOOSE.replace("{disconnect: {name: Bye}}", "{disconnect: {name: Bye}}", 1))
    said = empty("fmt", "--diff", "a.yaml")
    assert said.code == 0
    assert said.out.splitlines()[:8] == [
        "--- a.yaml",
        "+++ a.yaml",
        "@@ -1,6 +1,11 @@",
        " inboundCall:",
        '-  name: "Support"  # for all',
        "-  startUpRef: '/inboundCall/tasks/task[Main_10]'",
        "+  name: Support  # for all",
        '+  startUpRef: "/inboundCall/tasks/task[Main_10]"',
    ]
    assert (empty.folder / "a.yaml").read_text() == LOOSE
    assert empty("fmt", "--diff", "--check", "a.yaml").code == 1


def test_a_file_with_errors_is_left_alone_and_the_others_are_done(empty):
    bad = LOOSE.replace("  defaultLanguage: en-us\n", "  name: Again\n  defaultLanguage: en-us\n")
    empty.write("a.yaml", LOOSE)
    empty.write("bad.yaml", bad)
    said = empty("fmt", "a.yaml", "bad.yaml")
    assert (said.code, said.out) == (1, "formatted a.yaml\n")
    assert said.err.splitlines()[0] == (
        'bad.yaml:4:3: error: The key "name" is already there; only the first one counts. [yaml-duplicate-key]'
    )
    assert said.err.splitlines()[-1] == "1 file formatted, 1 refused"
    assert (empty.folder / "bad.yaml").read_text() == bad


def test_a_link_goes_on_leading_to_its_file(empty):
    empty.write("real.yaml", LOOSE)
    (empty.folder / "link.yaml").symlink_to("real.yaml")
    assert empty("fmt", "link.yaml").code == 0
    assert (empty.folder / "link.yaml").is_symlink()
    assert (empty.folder / "real.yaml").read_text() == TIDY


def test_standard_input_goes_to_standard_output(empty, pipe):
    pipe(LOOSE)
    assert empty("fmt", "-").out == TIDY
    pipe(LOOSE.replace("Support", "${brand}"))
    assert empty("fmt", "-", "--stdin-name", "a.tftpl").out == TIDY.replace("Support", '"${brand}"')
    pipe("a: [")
    said = empty("fmt", "-", "--stdin-name", "x.yaml")
    assert (said.code, said.out, said.err.partition(":")[0]) == (1, "", "x.yaml")


def test_the_workspace_is_formatted_without_paths(empty):
    empty.write("callflows.toml", 'paths = ["flows"]\n')
    (empty.folder / "flows").mkdir()
    empty.write("flows/a.yaml", LOOSE)
    empty.write("other.yaml", LOOSE)
    assert empty("fmt").out == "formatted flows/a.yaml\n"
    assert (empty.folder / "other.yaml").read_text() == LOOSE


@pytest.mark.parametrize(
    ("args", "message"),
    [((), "there is nothing to work on"), (("none.yaml",), "none.yaml does not exist"), (("-", "a"), "stands alone")],
)
def test_wrong_usage(empty, args, message):
    said = empty("fmt", *args)
    assert said.code == 2
    assert message in said.err


def test_a_file_that_cannot_be_written_is_named(empty):
    name = "a" * 245 + ".yaml"  # the temporary file beside it would have too long a name
    empty.write(name, LOOSE)
    said = empty("fmt", name)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"error: {(empty.folder / name).resolve()}: File name too long\n"
    assert (empty.folder / name).read_text() == LOOSE
