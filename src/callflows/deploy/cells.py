"""The cells of a CSV file of flows to create."""

from __future__ import annotations

from collections.abc import Collection

from callflows import architect
from callflows.architect import Record
from callflows.deploy.line import fault
from callflows.diagnostics import Diagnostic


def read_cells(text: str, file: str, known: Collection[str]) -> tuple[list[Record], list[Diagnostic]]:
    """The records of a CSV text, blank lines left out. `known` are lower-case column names that tell
    which delimiter splits the header best; a quote that never closes is one error and ends the reading."""
    cells = architect.read_cells(text, known)
    if cells.unclosed is None:
        return list(cells.records), []
    advice = 'close it with ", or write "" for a quote inside the cell'
    open_quote = fault("lines-open-quote", "this quoted cell is never closed", cells.unclosed.span(file), advice)
    return list(cells.records), [open_quote]
