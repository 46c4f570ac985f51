"""Archy YAML and the model: reading with places and every fault at once, writing in the exporter's own format.

`read` never raises on what a file holds; `write` takes any `model.Flow`, and `read(write(flow)).flow == flow`.

From bytes to a flow: `placeholders` are filled in the text, the `document` is composed, `includes` are brought in, and
`reading` makes the flow of it; `fast` does all of this in one step where the exporter wrote the file. Back: `writing`.
Beside the way: `formatting`, `editing` of files as they are, `tables` of values for placeholders, the JSON `schema`.
All of them say what is wrong by `faults`, and each of these has its page in `codes`.
"""

from callflows.architect.document.source_map import SourceMap
from callflows.architect.editing.editable import Editable
from callflows.architect.editing.mending import Made, Mended, mend
from callflows.architect.editing.patches import apply
from callflows.architect.faults import nearest
from callflows.architect.formatting.formatter import Formatted, format_text
from callflows.architect.includes.included import Include, OpenFile, disk_opener
from callflows.architect.placeholders.substitutions import Given, Substitutions
from callflows.architect.placeholders.syntax import is_terraform, placeholder_names
from callflows.architect.reading.reader import ReadResult, read
from callflows.architect.schema import flow_schema
from callflows.architect.tables.csv_cells import Cell, Record, read_cells
from callflows.architect.tables.substitution_files import read_options_file, read_table
from callflows.architect.writing.writer import write

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
