"""Values that do not stay one text where they are filled in, because the placeholder stands without quotes."""

from __future__ import annotations

from callflows.architect.document.nodes import MapNode, ScalarNode, YamlNode
from callflows.architect.faults import Findings, fault, shortened
from callflows.architect.placeholders.template import Piece, Template
from callflows.diagnostics import Diagnostic


def report_broken_out(root: YamlNode, template: Template, findings: Findings) -> None:
    """Each value that YAML splits: `Acme #1` loses what stands behind the blank, `Sales: EMEA` becomes a mapping.

    A value of several lines and one that is alone on its line may be meant to be YAML, and is left alone.
    """
    doubtful = template.doubtful()
    if not doubtful:
        return
    texts = _scalars(root)
    for piece in doubtful:
        whole = any(start <= piece.start and piece.end <= end for start, end in texts)
        if not whole and findings.room("placeholder-quotes"):
            findings.add(_broken(piece, template))


def _broken(piece: Piece, template: Template) -> Diagnostic:
    value = shortened(template.substitutions[piece.name])
    written = template.original[piece.origin : piece.origin_end]
    return fault(
        "placeholder-quotes",
        f'The value "{value}" of {shortened(written)} does not stay one text here.',
        span=template.piece_span(piece),
        help=f'Put the whole text into double quotes, such as "{shortened(written)}".',
    )


def _scalars(root: YamlNode) -> list[tuple[int, int]]:
    """Where the texts of a document stand in the parsed text."""
    found: list[tuple[int, int]] = []
    pending: list[YamlNode] = [root]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if isinstance(node, ScalarNode):
            found.append((node.start.index, node.end.index))
        elif id(node) not in seen:
            seen.add(id(node))
            below = (
                [part for entry in node.entries.values() for part in entry] if isinstance(node, MapNode) else node.items
            )
            pending += below
    return found
