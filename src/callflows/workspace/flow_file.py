"""One flow file of a workspace, read: its findings at once, its flow and its places when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from callflows.architect import ReadResult
from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.model import Flow


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What can be said of a flow without the flow: Archy's type, the name, the shared flows that it calls."""

    type: str
    name: str
    calls: tuple[str, ...] = ()


class FlowFile:
    """A file and what was read from it; it stands for a `ReadResult` and is never changed.

    `path` is where the file is, `source` the name that diagnostics show. `head` is None where there is no flow at all.
    `included` are the files that its `ref:` entries took in. `verbatim` says that the flow is what stands in the file:
    no placeholder was filled and nothing was taken in. `placeholders` are the names of all of them, filled or not.
    """

    __slots__ = (
        "_decode",
        "_flow",
        "_reread",
        "_result",
        "diagnostics",
        "head",
        "included",
        "path",
        "placeholders",
        "source",
        "verbatim",
    )

    def __init__(
        self,
        path: Path,
        source: str,
        *,
        head: Head | None,
        diagnostics: tuple[Diagnostic, ...],
        reread: Callable[[], ReadResult],
        decode: Callable[[], Flow | None] | None = None,
        included: tuple[Path, ...] = (),
        verbatim: bool = True,
        placeholders: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self.source = source
        self.head = head
        self.diagnostics = diagnostics
        self.included = included
        self.verbatim = verbatim
        self.placeholders = placeholders
        self._decode = decode
        self._reread = reread
        self._flow: Flow | None = None
        self._result: ReadResult | None = None

    def __repr__(self) -> str:
        return f"FlowFile({self.source!r}, {len(self.diagnostics)} findings)"

    @property
    def ok(self) -> bool:
        """No error."""
        return all(d.severity is not Severity.ERROR for d in self.diagnostics)

    @property
    def flow(self) -> Flow | None:
        """The flow as `architect.read` gives it. Decoded on first use; where the cache has lost it, the file is read
        again."""
        if self._flow is None and self.head is not None:
            self._flow = self._decode() if self._decode is not None else None
            if self._flow is None:
                self._flow = self.result.flow
        return self._flow

    @property
    def result(self) -> ReadResult:
        """The file as `architect.read` gives it, with its source map. The file is read again on first use."""
        if self._result is None:
            self._result = self._reread()
        return self._result

    def span(self, address: str) -> Span | None:
        """The place of what stands at an address of the flow, as `SourceMap.span`."""
        return self.result.source.span(address)

    def part(self, address: str, text: str, start: int, end: int) -> Span | None:
        """The place of a part of the text at an address of the flow, as `SourceMap.part`."""
        return self.result.source.part(address, text, start, end)

    def key_span(self, address: str) -> Span | None:
        """The place of the key at an address of the flow, as `SourceMap.key_span`."""
        return self.result.source.key_span(address)
