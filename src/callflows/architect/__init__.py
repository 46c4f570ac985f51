"""Archy YAML and the model: reading with places and every fault at once, writing in the exporter's own format.

`read` never raises on what a file holds; `write` takes any `model.Flow`, and `read(write(flow)).flow == flow`.
"""

from callflows.architect.editable import Editable
from callflows.architect.formatting import Formatted, format_text
from callflows.architect.included import Include, OpenFile, disk_opener
from callflows.architect.mending import Made, Mended, mend
from callflows.architect.patches import apply
from callflows.architect.reader import ReadResult, read
from callflows.architect.source_map import SourceMap
from callflows.architect.substitutions import Given, Substitutions
from callflows.architect.writer import write

__all__ = [
    "Editable",
    "Formatted",
    "Given",
    "Include",
    "Made",
    "Mended",
    "OpenFile",
    "ReadResult",
    "SourceMap",
    "Substitutions",
    "apply",
    "disk_opener",
    "format_text",
    "mend",
    "read",
    "write",
]
