"""Which actions, output paths, menu choices, branches of expressions and error handlings of flows the calls of a test
run come by: measured, kept, joined and reported."""

from callflows.testing.coverage.cobertura import render_cobertura
from callflows.testing.coverage.html_page import render_html
from callflows.testing.coverage.items import Item, Kind, items_of
from callflows.testing.coverage.json_report import render_json
from callflows.testing.coverage.measure import FlowKey, Measure
from callflows.testing.coverage.outputs import FILES, FORMATS, formats_of, write_reports
from callflows.testing.coverage.records import (
    FOLDER,
    Covered,
    Record,
    decode,
    encode,
    erase,
    read_all,
    record,
    write,
)
from callflows.testing.coverage.report import FlowCoverage, Placed, Report, Sum, report
from callflows.testing.coverage.table import exactly, percent, render_table, too_little

__all__ = [
    "Measure",
    "FlowKey",
    "Item",
    "Kind",
    "items_of",
    "Covered",
    "Record",
    "record",
    "encode",
    "decode",
    "write",
    "read_all",
    "erase",
    "FOLDER",
    "report",
    "Report",
    "FlowCoverage",
    "Placed",
    "Sum",
    "percent",
    "exactly",
    "render_table",
    "too_little",
    "render_html",
    "render_cobertura",
    "render_json",
    "FORMATS",
    "FILES",
    "formats_of",
    "write_reports",
]
