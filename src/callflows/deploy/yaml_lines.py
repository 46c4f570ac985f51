"""Rows from a YAML list: one mapping per flow, the inputs under `input:` or as `input.<name>`."""

from __future__ import annotations

import yaml
from msgspec.structs import replace

from callflows.architect import Cell
from callflows.deploy.line import COLUMNS, INPUT_PREFIX, Defaults, Line, fault
from callflows.deploy.row import make_line
from callflows.diagnostics import Diagnostic, Severity, Span

MAX_DEPTH = 20
INPUTS = ("input", "inputs")
"""The keys under which an item's inputs may stand as a mapping of their own."""
_ITEM_HELP = "write one item per flow: `- name: Support EMEA`"


def read_yaml(text: str, file: str, defaults: Defaults) -> tuple[list[Line], list[Diagnostic]]:
    """The rows of a YAML (or JSON) list and what is wrong with the file. Values are text as written:
    `0123`, `yes` and `+1317…` need no quotes."""
    try:
        if _depth(text) > MAX_DEPTH:
            return [], [fault("lines-yaml", "this is nested deeper than a list of flows can be", None)]
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark.line, mark.column, file) if mark else None
        return [], [fault("lines-yaml", f"this is not YAML: {error.problem or error.context}", place)]
    except yaml.YAMLError as error:
        return [], [fault("lines-yaml", f"this is not YAML: {error}", None)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [fault("lines-yaml", "this is not a list of flows", _node_span(root, file), _ITEM_HELP)]
    lines: list[Line] = []
    reports: list[Diagnostic] = []
    for item in root.value:
        lines.append(_line(item, file, defaults, reports))
    return lines, reports


def _depth(text: str) -> int:
    """The deepest nesting, read as a stream so that a hostile file costs no stack."""
    depth = deepest = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


def _line(item: yaml.Node, file: str, defaults: Defaults, reports: list[Diagnostic]) -> Line:
    if not isinstance(item, yaml.MappingNode):
        wrong = fault("lines-yaml", "this item is not a mapping of columns", _node_span(item, file), _ITEM_HELP)
        return Line(name="", file=file, row=item.start_mark.line + 1, faults=(wrong,))
    cells: dict[str, Cell] = {}
    inputs: dict[str, Cell] = {}
    faults: list[Diagnostic] = []

    def take(into: dict[str, Cell], key: yaml.Node, name: str, value: yaml.Node) -> None:
        place = _node_span(value, file)
        if not isinstance(value, yaml.ScalarNode):
            faults.append(fault("lines-yaml", f'"{name}" needs one value, not a list or mapping', place))
        elif name in into:
            faults.append(fault("lines-duplicate-column", f'"{name}" is there twice', _node_span(key, file)))
        else:
            text = "" if value.value in ("~", "null") and not value.style else value.value
            into[name.removeprefix("Common.")] = Cell(text, value.start_mark.line + 1, value.start_mark.column + 1)

    for key, value in item.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in INPUTS and isinstance(value, yaml.MappingNode):
            for below, found in value.value:
                take(inputs, below, str(below.value), found)
        elif name.startswith(INPUT_PREFIX):
            take(inputs, key, name.removeprefix(INPUT_PREFIX), value)
        elif name in COLUMNS:
            take(cells, key, name, value)
        else:
            advice = f"known columns: {', '.join(COLUMNS)}, input"
            message = f'the column "{name}" is not known and is not read'
            reports.append(_warning("lines-unknown-column", message, _node_span(key, file), advice))
    at = Cell("", item.start_mark.line + 1, item.start_mark.column + 1)
    line = make_line(cells, inputs, at, file, defaults)
    return replace(line, faults=(*faults, *line.faults)) if faults else line


def _warning(code: str, message: str, span: Span, help: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.WARNING, message=message, span=span, help=help)


def _node_span(node: yaml.Node, file: str) -> Span:
    return _place(node.start_mark.line, node.start_mark.column, file)


def _place(line: int, column: int, file: str) -> Span:
    return Span(file=file, line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 1)
