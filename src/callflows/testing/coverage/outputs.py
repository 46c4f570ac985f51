"""The reports that go into files, side by side in the folder of the data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from callflows.testing.coverage.cobertura import render_cobertura
from callflows.testing.coverage.html_page import render_html
from callflows.testing.coverage.json_report import render_json
from callflows.testing.coverage.report import Report

TERMINAL: Final = "terminal"
FILES: Final[Mapping[str, str]] = MappingProxyType(
    {"html": "index.html", "xml": "cobertura.xml", "json": "coverage.json"}
)
"""The names of the files by format."""
FORMATS: Final = (TERMINAL, *FILES)

_RENDER: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {"html": render_html, "xml": render_cobertura, "json": render_json}
)


def formats_of(text: str) -> tuple[str, ...]:
    """The formats in `terminal,html`. Raises ValueError for one that there is not."""
    found = tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
    for each in found:
        if each not in FORMATS:
            raise ValueError(f'there is no coverage report "{each}"; there are {", ".join(FORMATS)}')
    return found or (TERMINAL,)


def write_reports(report: Report, formats: Collection[str], folder: Path) -> tuple[Path, ...]:
    """Write what of the formats goes into files; the paths. Each file appears whole or not at all. Raises OSError."""
    written: list[Path] = []
    for name, file in FILES.items():
        if name in formats:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / file
            part = path.with_name(f"{file}.part")
            part.write_text(_RENDER[name](report), "utf-8", newline="\n")
            part.replace(path)
            written.append(path)
    return tuple(written)
