"""Flow files under check: reading and the rules in one, and their fixes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from callflows.architect import Editable, Mended, mend, read
from callflows.checks.check import check_flow
from callflows.diagnostics import Diagnostic
from callflows.model import Flow


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is read with: the name that diagnostics show, the values of its placeholders, and the common modules
    that are given together with it."""

    file: str = ""
    substitutions: Mapping[str, str] = MappingProxyType({})
    modules: Mapping[str, Flow] = MappingProxyType({})


def check_text(text: str, setting: Setting) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the flow in a text, in the order of the file: what reading finds, then the rules.
    Findings that can be mended have their fixes."""
    found = read(text, file=setting.file, substitutions=setting.substitutions)
    if found.flow is None:
        return found.diagnostics
    file = Editable(found.source, text)
    rules = check_flow(found.flow, found.source, file=file, modules=setting.modules)
    return tuple(sorted((*found.diagnostics, *rules), key=_place))


def mend_text(text: str, setting: Setting, *, unsafe: bool = False) -> Mended:
    """The text with its fixes made (`architect.mend`) and what is still found in it."""
    return mend(text, lambda changed: check_text(changed, setting), file=setting.file, unsafe=unsafe)


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (span.line, span.column) if span else (0, 0)
