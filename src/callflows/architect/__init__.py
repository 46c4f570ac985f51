"""Archy YAML and the model: reading with places and every fault at once, writing in the exporter's own format.

`read` never raises on what a file holds; `write` takes any `model.Flow`, and `read(write(flow)).flow == flow`.
"""

from callflows.architect.editable import Editable
from callflows.architect.mending import Made, Mended, mend
from callflows.architect.patches import apply
from callflows.architect.reader import ReadResult, read
from callflows.architect.source_map import SourceMap
from callflows.architect.writer import write

__all__ = ["Editable", "Made", "Mended", "ReadResult", "SourceMap", "apply", "mend", "read", "write"]
