"""The page of each code of a workspace: its example gives exactly the findings that it shows."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from callflows import workspace
from callflows.diagnostics import render_text
from callflows.workspace import loose, open_workspace, read_all
from callflows.workspace.codes import CODES

FENCE = re.compile(r"```(?P<kind>\w+)\n(?P<text>.*)```\n?\Z", re.DOTALL)
MARK = re.compile(r"  # (?P<severity>\w+)\[(?P<code>[a-z-]+)\](?:@(?P<column>\d+))?: (?P<said>.*)$", re.MULTILINE)
EXAMPLES = {name: FENCE.match(inspect.cleandoc(code.example) + "\n") for name, code in CODES.items()}


def shown(text):
    """(severity, code, line and column or None, message) of each mark."""
    return [
        (
            m["severity"],
            m["code"],
            (text.count("\n", 0, m.start()) + 1, int(m["column"])) if m["column"] else None,
            m["said"],
        )
        for m in MARK.finditer(text)
    ]


@pytest.mark.parametrize("name", [name for name in CODES if name != "file-unreadable"])
def test_the_example_of_a_page_gives_its_finding(tmp_path, name):
    text = EXAMPLES[name]["text"]
    plain = MARK.sub("", text)
    data = ast.literal_eval(plain) if EXAMPLES[name]["kind"] == "python" else plain.encode()
    (tmp_path / "callflows.toml").write_bytes(data)
    found = [
        (str(d.severity), d.code, (d.span.line, d.span.column) if d.span else None, d.message)
        for d in open_workspace(tmp_path.resolve()).diagnostics
    ]
    assert found == shown(text)
    assert [(severity, code) for severity, code, _, _ in found] == [(str(CODES[name].severity), name)]


def test_a_file_that_cannot_be_read(tmp_path):
    (file,) = read_all(loose(tmp_path), [Path("line.yaml")])
    assert render_text(file.diagnostics) + "\n" == EXAMPLES["file-unreadable"]["text"]


def test_every_code_has_a_page_and_every_page_a_use():
    room = Path(workspace.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py") if path.name != "codes.py")
    assert set(re.findall(r'"((?:workspace|file)-[a-z-]+)"', text)) == set(CODES)
    assert [name for name, code in CODES.items() if not (code.means and code.fix and code.summary.endswith("."))] == []
