"""Each row of docs/fidelity.md names the function that decides it, and that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "callflows"


def names_of(path: Path) -> set[str]:
    """Everything that a module defines, and what its folders and itself are called."""
    found = set(path.relative_to(SOURCE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def test_every_function_that_decides_something_is_there() -> None:
    """The rows of expressions, which name functions of Architect too, have a test of their own."""
    page = (ROOT / "docs" / "fidelity.md").read_text(encoding="utf-8").partition("\n## model\n")[2]
    where = [row.rstrip(" |").rpartition(" | ")[2] for row in page.splitlines() if row.startswith("| ")]
    named = {name for cell in where for name in re.findall(r"`([A-Za-z_][\w.]*)`", cell)}
    modules = [names_of(path) for path in SOURCE.rglob("*.py")]
    assert {name for name in named if not any(names.issuperset(name.split(".")) for names in modules)} == set()
    assert "testing.beginning.address_of" in named
