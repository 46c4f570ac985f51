"""A flow in words: what a person who reads it wants to know, as data that any page or terminal can lay out."""

from callflows.analysis.describe.flow import describe
from callflows.analysis.describe.plain import SCHEMA_VERSION, plain_data
from callflows.analysis.describe.portrait import Line, LineKind, Part, Portrait, Section, VariableRow, at_address

__all__ = [
    "SCHEMA_VERSION",
    "Line",
    "LineKind",
    "Part",
    "Portrait",
    "Section",
    "VariableRow",
    "at_address",
    "describe",
    "plain_data",
]
