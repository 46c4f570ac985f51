"""Facts about a flow: what it names, what it declares, what it reads and writes, where it jumps.

Nothing here judges; `checks` does. Every fact carries the address of its place.
"""

from callflows.analysis.adjacency import jump_graph, reachable
from callflows.analysis.builtins import (
    BUILT_IN_SCOPES,
    CALL_FLOWS,
    CONSTANT_SCOPES,
    built_in,
    built_in_names,
)
from callflows.analysis.endings import ActionList, switch_cases
from callflows.analysis.modules import Binding, ModuleCall, module_calls
from callflows.analysis.places import Place
from callflows.analysis.program import Program, analyse, references, symbols, variable_uses
from callflows.analysis.references import Reference
from callflows.analysis.symbols import Symbol, Symbols
from callflows.analysis.targets import Target, TargetKind, ref_ids
from callflows.analysis.texts import Text
from callflows.analysis.typed import Typed, needed_type, typed_expressions
from callflows.analysis.uses import Access, VariableUse

__all__ = [
    "Access",
    "ActionList",
    "BUILT_IN_SCOPES",
    "Binding",
    "CALL_FLOWS",
    "CONSTANT_SCOPES",
    "ModuleCall",
    "Place",
    "Program",
    "Reference",
    "Symbol",
    "Symbols",
    "Target",
    "TargetKind",
    "Text",
    "Typed",
    "VariableUse",
    "analyse",
    "built_in",
    "built_in_names",
    "jump_graph",
    "module_calls",
    "needed_type",
    "reachable",
    "ref_ids",
    "references",
    "switch_cases",
    "symbols",
    "typed_expressions",
    "variable_uses",
]
