"""The files that a flow file includes: each opened once, with its own template and its own findings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from callflows.architect.decoding import MAX_BYTES, decode
from callflows.architect.document.composer import compose
from callflows.architect.document.nodes import YamlNode
from callflows.architect.faults import Findings, fault, shortened
from callflows.architect.includes.included import Include, OpenFile, place
from callflows.architect.placeholders.template import Template
from callflows.diagnostics import Diagnostic, Related, Span

MAX_FILES = 500
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


class Document(msgspec.Struct, eq=False):
    """A file as it was composed; `path` is relative to the folder of the file that is read, "" for that file itself.
    `root` is None where the file cannot be read."""

    root: YamlNode | None
    template: Template
    path: str


class Files:
    """Opens included files, and keeps what is wrong with them until it is known which parts are used."""

    def __init__(self, main: Document, findings: Findings, open_file: OpenFile | None) -> None:
        self._main = main
        self._findings = findings
        self._open_file = open_file
        own = posixpath.normpath(main.template.file.replace("\\", "/")) if main.template.file else ""
        self._folder = posixpath.dirname(own)
        self._known: dict[str, Document | None] = {own: main} if own else {}
        self._found: list[tuple[Document, Span, list[Diagnostic]]] = []
        self._size = 0
        self.parts: dict[str, Template] = {}

    def open(self, file: str, document: Document, span: Span) -> Document | None:
        """The document of a file that is named in another one at `span`; what is wrong is reported."""
        path = self._path(file, document, span)
        if path is None:
            return None
        shown = self._shown(path)
        if shown not in self._known:
            if self._open_file is None:
                advice = "Read the file from its folder, or write the object itself in this place."
                self._report(
                    "include-unresolved", f"{shortened(file)} is another file, which is not read here.", span, advice
                )
                return None
            if len(self._known) > MAX_FILES:
                self._report("include-too-large", f"The flow includes more than {MAX_FILES} files.", span)
                return None
            self._known[shown] = self._read(path, self._open_file(path), span)
        found = self._known[shown]
        if found is None:
            advice = "The path is relative to the folder of the file that names it."
            self._report("include-missing", f"{shown} is not there or cannot be read.", span, advice)
        return found

    def report(self, includes: Iterable[Include]) -> None:
        """Add what is wrong with the files, without placeholders that stand in parts which nobody uses."""
        used = [include.target for include in includes if include.path]
        for document, at, found in self._found:
            here = Related(message="included here", span=at)
            for diagnostic in found:
                span = diagnostic.span
                if document.root is None:
                    self._findings.add(replace(diagnostic, related=(*diagnostic.related, here)))
                elif diagnostic.code != "placeholder-left" or (span and any(inside(span, one) for one in used)):
                    self._findings.add(diagnostic)

    def _path(self, file: str, document: Document, span: Span) -> str | None:
        if _URL.match(file):
            advice = "Save the file beside the flow and name it there."
            self._report("include-path", f"{shortened(file)} is no file on this machine.", span, advice)
            return None
        if "\\" in file:
            advice = f"Write {shortened(file.replace(chr(92), '/'))}."
            self._report("include-path", f"{shortened(file)} has a backslash; folders are divided by /.", span, advice)
            return None
        return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), file))

    def _read(self, path: str, data: bytes | None, span: Span) -> Document | None:
        if data is None:
            return None
        shown = self._shown(path)
        self._size += len(data)
        text, wrong = decode(data, shown)
        own = Findings()
        if wrong is None and self._size > MAX_BYTES:
            wrong = fault("include-too-large", f"The included files have more than {MAX_BYTES:,} bytes.", span=span)
        template = Template(text, file=shown, substitutions=self._main.template.substitutions, findings=own)
        root = compose(template, own) if wrong is None else None
        if wrong is not None:
            own.add(wrong)
        elif root is None and not own.found:
            own.add(fault("file-empty", "The file holds nothing that could be included.", span=_start(shown)))
        if root is not None:
            place(root, template)
        self.parts[shown] = template
        document = Document(root, template, path)
        self._found.append((document, span, own.found))
        return document

    def _shown(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self._folder, path))

    def _report(self, code: str, message: str, span: Span, help: str = "") -> None:
        self._findings.add(fault(code, message, span=span, help=help))


def inside(span: Span, around: Span) -> bool:
    """Whether a place lies in another one of the same file."""
    if span.file != around.file:
        return False
    start = (span.line, span.column)
    return (around.line, around.column) <= start < (around.end_line, around.end_column)


def _start(file: str) -> Span:
    return Span(file=file, line=1, column=1, end_line=1, end_column=1)
