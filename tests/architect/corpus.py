"""The flows of strangers that stand beside some checkouts."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shared import needs_shared

_PLACEHOLDER = re.compile(r"\{\{[ \t]*(.*?)[ \t]*\}\}")


def corpus() -> dict[str, Path]:
    """Every flow file by its path below the corpus."""
    root = needs_shared() / "flows"
    found = sorted(p for p in root.rglob("*") if p.is_file() and p.parent != root)
    return {p.relative_to(root).as_posix(): p for p in found}


def substitutions(text: str) -> dict[str, str]:
    """Each placeholder filled with its own name."""
    return {name: name for name in _PLACEHOLDER.findall(text)}


def filled(text: str) -> str:
    """The text as if it had been exported with those names: people quote a placeholder, the exporter would not."""
    return _PLACEHOLDER.sub(r"\1", re.sub(r'(?<!\\)"(\{\{[^"{}]*\}\})"(?=:?$)', r"\1", text, flags=re.MULTILINE))
