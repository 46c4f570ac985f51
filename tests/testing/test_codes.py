"""The page of each code of tests: its example gives exactly the findings that it shows."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from callflows import testing
from callflows.testing.codes import CODES
from callflows.testing.scenarios.reader import read_scenarios

MARK = re.compile(r"  # (?P<severity>\w+)\[(?P<code>[a-z-]+)\]@(?P<column>\d+): (?P<said>.*)$", re.MULTILINE)
FENCED = re.compile(r"```yaml\n(?P<text>.*\n)```\Z", re.DOTALL)
EXAMPLES = {
    name: found["text"] for name, code in CODES.items() if (found := FENCED.match(inspect.cleandoc(code.example)))
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_a_page_gives_its_finding(name: str) -> None:
    text = EXAMPLES[name]
    shown = [
        (m["severity"], m["code"], text.count("\n", 0, m.start()) + 1, int(m["column"]), m["said"])
        for m in MARK.finditer(text)
    ]
    found = [
        (str(each.severity), each.code, each.span.line, each.span.column, each.message)
        for each in read_scenarios(MARK.sub("", text), "line.calls.yaml", ("Support",)).diagnostics
        if each.span is not None
    ]
    assert found == shown
    assert [each[:2] for each in found] == [(str(CODES[name].severity), name)]


def test_every_code_has_a_page_and_every_page_a_use() -> None:
    room = Path(testing.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in room.rglob("*.py") if path.name != "codes.py")
    assert set(re.findall(r'"((?:test|coverage)-[a-z-]+)"', text)) == set(CODES)
    assert [name for name, code in CODES.items() if not (code.means and code.fix and code.summary.endswith("."))] == []
