"""What must hold for whatever bytes are read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from callflows.architect import ReadResult, read, write
from callflows.architect.decoding import decode
from callflows.architect.faults import Findings
from callflows.architect.placeholders.template import Template
from callflows.architect.reading.reader import read_document
from callflows.diagnostics import Span
from callflows.model import actions_of

SECONDS = 2.0
SECONDS_PER_BYTE = 100e-6
"""The most processor time that reading may take: some fifty times what it does take."""


def check_reading(data: bytes | str) -> ReadResult:
    """Read bytes and assert what holds for all: no exception, bounded time, a flow or a reason, every place inside
    the file; and where it is a flow without error, that writing loses nothing."""
    started = time.process_time()
    result = read(data, file="f.yaml")
    taken = time.process_time() - started
    assert taken < SECONDS + SECONDS_PER_BYTE * len(data), f"{taken:.1f} s for {len(data):,} bytes"
    assert result.flow is not None or not result.ok, "no flow and no reason"
    ends = _line_ends(data)
    for span in _spans(result):
        assert span.file == "f.yaml"
        for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
            assert 1 <= line <= len(ends), f"{span} is outside of {len(ends)} lines"
            assert 1 <= column <= ends[line - 1] + 2, f"{span} is outside of its line"
        assert (span.line, span.column) <= (span.end_line, span.end_column)
    _check_other_way(data, result)
    if result.ok:
        _check_writing(result)
    return result


VALUES = {"brand": "Acme: #1", "x": "a\n  b: c", "no value": "\u0007"}


def check_template(data: bytes | str) -> None:
    """The same as a Terraform template with values, whose includes all find the file itself."""
    own = data if isinstance(data, bytes) else data.encode(errors="replace")
    files = {"f.yaml.tftpl": own, "parts.yaml": own}
    started = time.process_time()
    result = read(data, file="f.yaml.tftpl", substitutions=VALUES, open_file=files.get)
    assert time.process_time() - started < 2 * SECONDS + 2 * SECONDS_PER_BYTE * len(data)
    ends = _line_ends(data)
    for span in _spans(result):
        if span.file in files:
            assert 1 <= span.line <= span.end_line <= len(ends), f"{span} is outside of {len(ends)} lines"
            assert span.column <= ends[span.line - 1] + 2, f"{span} is outside of its line"


def _check_other_way(data: bytes | str, result: ReadResult) -> None:
    """What is read line by line is read the same by way of the document."""
    text, wrong = decode(data, "f.yaml")
    if wrong is not None:
        return
    findings = Findings()
    template = Template(text, file="f.yaml", substitutions={}, findings=findings)
    slow = read_document(template, findings, None)
    assert slow.flow == result.flow
    assert slow.diagnostics == result.diagnostics
    if result.flow is not None:
        addresses = [site.address for site in actions_of(result.flow)]
        assert [slow.source.span(a) for a in addresses] == [result.source.span(a) for a in addresses]


def _check_writing(result: ReadResult) -> None:
    assert result.flow is not None
    text = write(result.flow)
    again = read(text)
    assert again.flow == result.flow
    assert write(again.flow) == text


def _spans(result: ReadResult) -> Iterator[Span]:
    """Every place that a result gives."""
    for found in result.diagnostics:
        places = [found.span, *(related.span for related in found.related)]
        places += [edit.span for fix in found.fixes for edit in fix.edits]
        yield from (place for place in places if place is not None)
    if result.flow is not None:
        for site in actions_of(result.flow):
            for place in (result.source.span(site.address), result.source.key_span(site.address)):
                assert place is not None, site.address
                yield place


def _line_ends(data: bytes | str) -> list[int]:
    """The length of each line, in characters; one past the last is a line too."""
    text = data.decode(errors="replace") if isinstance(data, bytes) else data
    return [*map(len, re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))), 0]
