"""Archy YAML and the model: reading with places and every fault at once, writing in the exporter's own format.

`read` never raises on what a file holds; `write` takes any `model.Flow`, and `read(write(flow)).flow == flow`.
"""

from callflows.architect.csv_cells import Cell, Record, read_cells
from callflows.architect.editable import Editable
from callflows.architect.faults import nearest
from callflows.architect.formatting import Formatted, format_text
from callflows.architect.included import Include, OpenFile, disk_opener
from callflows.architect.mending import Made, Mended, mend
from callflows.architect.patches import apply
from callflows.architect.placeholder_syntax import is_terraform, placeholder_names
from callflows.architect.reader import ReadResult, read
from callflows.architect.schema import flow_schema
from callflows.architect.source_map import SourceMap
from callflows.architect.substitution_files import read_options_file, read_table
from callflows.architect.substitutions import Given, Substitutions
from callflows.architect.writer import write

__all__ = [
    "Cell",
    "Editable",
    "Formatted",
    "Given",
    "Include",
    "Made",
    "Mended",
    "OpenFile",
    "ReadResult",
    "Record",
    "SourceMap",
    "Substitutions",
    "apply",
    "disk_opener",
    "flow_schema",
    "format_text",
    "is_terraform",
    "mend",
    "nearest",
    "placeholder_names",
    "read",
    "read_cells",
    "read_options_file",
    "read_table",
    "write",
]
