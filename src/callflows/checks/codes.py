"""The codes of what can be wrong with several flow files together; what one flow does wrong is in the registry."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import Code
from callflows.diagnostics import Severity

_CODES: Final = (
    Code(
        name="duplicate-flow",
        severity=Severity.WARNING,
        summary="Two files, or two rows of a table, give the same flow.",
        means="""
        Flows of one type are told apart by their names, without regard to capital letters. A publish refuses both
        together; published one after the other, they overwrite each other.
        """,
        example="""
        ```console
        $ callflows check line.yaml copy.yaml --set brand=Acme
        copy.yaml:2:9: warning: Another file holds the inboundCall "Line" too. [duplicate-flow]
            line.yaml:2:9: the first one
            next: Keep one of them, give one another name, or leave one out (`exclude` in callflows.toml).
        ```
        """,
        fix="Keep one of them, give one another name, or leave one out with `exclude` in `callflows.toml`.",
    ),
)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
