"""Flow files under check: reading and the rules in one, and their fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec

from callflows.architect import Editable, Mended, ReadResult, mend, read
from callflows.architect.editing.editable import with_own_fixes
from callflows.checks.check import check_flow
from callflows.checks.codes import CODES
from callflows.diagnostics import Diagnostic, Related
from callflows.model import Flow
from callflows.workspace import FlowFile

OpenFile = Callable[[str], bytes | None]
_NO_MODULES: Mapping[str, Flow] = MappingProxyType({})


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is read with: the name that diagnostics show, the values of its placeholders, how the files are
    opened that it includes, and the common modules that are given together with it."""

    file: str = ""
    substitutions: Mapping[str, str] = MappingProxyType({})
    open_file: OpenFile | None = None
    modules: Mapping[str, Flow] = _NO_MODULES


def check_text(text: str, setting: Setting) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the flow in a text, in the order of the file: what reading finds, then the rules.
    Findings that can be mended have their fixes. The rules say nothing of a text that has a placeholder without a
    value: that is told, and what the text will say is not known."""
    found = read(text, file=setting.file, substitutions=setting.substitutions, open_file=setting.open_file)
    return _judged(found, text, setting.file, setting.modules)


def check_file(file: FlowFile, text: str | None, modules: Mapping[str, Flow] = _NO_MODULES) -> tuple[Diagnostic, ...]:
    """As `check_text`, for a file that was read; `text` is its own, None where it could not be read at all. A file that
    nothing is wrong with is not read again."""
    if file.flow is None or text is None:
        return file.diagnostics
    if not file.diagnostics and not check_flow(file.flow, modules=modules):
        return ()
    return _judged(file.result, text, file.result.source.file, modules)


def mend_text(text: str, setting: Setting, *, unsafe: bool = False) -> Mended:
    """The text with its fixes made (`architect.mend`) and what is still found in it."""
    return mend(text, lambda changed: check_text(changed, setting), file=setting.file, unsafe=unsafe)


def modules_of(files: Iterable[FlowFile]) -> Mapping[str, Flow]:
    """The common modules among files that others of them call, by name. One with errors is left out: what its
    interface is meant to be nobody knows."""
    listed = tuple(files)
    called = {name for file in listed if file.head is not None for name in file.head.calls}
    return {
        file.flow.name: file.flow
        for file in listed
        if file.head is not None and file.head.type == "commonModule" and file.head.name in called
        if file.ok and file.flow is not None
    }


def twins(files: Iterable[FlowFile]) -> Mapping[str, Diagnostic]:
    """The files, by their sources, that hold a flow which one before them holds: a publish refuses both together, and
    one after the other they overwrite each other. Flows whose names lack a value are left out."""
    first: dict[tuple[str, str], FlowFile] = {}
    found: dict[str, Diagnostic] = {}
    for file in files:
        if file.head is None:
            continue
        name = f"/{file.head.type}/name"
        twin = first.setdefault((file.head.type, file.head.name.casefold()), file)
        if twin is file or file.result.lacks_value(name):
            continue
        what = "file holds" if twin.path != file.path else "row gives"
        wrong = Diagnostic(
            code="duplicate-flow",
            severity=CODES["duplicate-flow"].severity,
            message=f'Another {what} the {file.head.type} "{file.head.name}" too.',
            span=file.span(name),
            address=name,
            help="Keep one of them, give one another name, or leave one out (`exclude` in callflows.toml).",
            related=(Related(message="the first one", span=twin.span(name)),),
        )
        (found[file.source],) = file.result.explained((wrong,))
    return found


def _judged(found: ReadResult, text: str, file: str, modules: Mapping[str, Flow]) -> tuple[Diagnostic, ...]:
    own = with_own_fixes(found.diagnostics, text, file)
    if found.flow is None:
        return own
    rules = check_flow(found.flow, found.source, file=Editable(found.source, text), modules=modules)
    certain = (d for d in rules if not found.lacks_value(d.address))
    return tuple(sorted((*own, *found.explained(certain)), key=_place))


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (span.line, span.column) if span else (0, 0)
