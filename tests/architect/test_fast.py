"""The fast path of reading says what the composer's way says, or leaves the text to it."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.architect import ReadResult, read
from callflows.architect.decoding import decode
from callflows.architect.fast_flow import read_fast
from callflows.architect.faults import Findings
from callflows.architect.placeholders import Template
from callflows.architect.reader import read_document
from callflows.architect.source_map import SourceMap
from callflows.model import Flow, actions_of, values_of
from tests.architect.corpus import corpus, filled, substitutions


def template(text: str, values: dict[str, str] | None = None) -> Template:
    return Template(text, file="f.yaml", substitutions=values or {}, findings=Findings())


def is_fast(text: str) -> bool:
    return read_fast(template(text)) is not None


def by_document(text: str, values: dict[str, str] | None = None) -> ReadResult:
    decoded, wrong = decode(text, "f.yaml")
    if wrong:
        return ReadResult(None, SourceMap(None, None), (wrong,))
    findings = Findings()
    made = Template(decoded, file="f.yaml", substitutions=values or {}, findings=findings)
    return read_document(made, findings, None)


def addresses(flow: Flow) -> Iterator[str]:
    top = f"/{flow.type}"
    yield from ("", top, f"{top}/name", f"{top}/tasks", f"{top}/tasks[0]", f"{top}/menus[0]/menu/audio", "/nowhere")
    yield from (f"{top}/{key}" for key, _ in (*flow.settings, *flow.extra))
    yield from (f"{top}/variables[{index}]" for index in range(len(flow.variables) + 1))
    for site in actions_of(flow):
        yield site.address
        yield from (f"{site.address}/{key}" for key, _ in site.action.entries)
        yield from (address for address, _ in values_of(site.action, site.address))


def agree(text: str, values: dict[str, str] | None = None, *, places: bool = True) -> None:
    """Both ways give the same flow, findings and places."""
    ours, theirs = read(text, file="f.yaml", substitutions=values), by_document(text, values)
    assert ours.flow == theirs.flow
    assert repr(ours.flow) == repr(theirs.flow)  # 1 == True == Decimal(1), their texts are not alike
    assert ours.diagnostics == theirs.diagnostics
    assert ours.placeholders == theirs.placeholders
    if places and ours.flow is not None:
        for address in addresses(ours.flow):
            assert (address, ours.source.span(address)) == (address, theirs.source.span(address))
            assert (address, ours.source.key_span(address)) == (address, theirs.source.key_span(address))


def test_the_corpus() -> None:
    for path in corpus().values():
        text = path.read_bytes().decode()
        agree(text, substitutions(text))
        agree(filled(text))
        agree(filled(text).replace("\r\n", "\n").replace("\n", "\r\n"), places=False)
