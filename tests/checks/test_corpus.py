"""Flows that Genesys Cloud runs must pass: nothing is an error, and what is doubtful is exactly known."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from callflows.architect import read
from callflows.checks import check_flow
from callflows.diagnostics import Severity
from tests.shared import needs_shared

_PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")

# Placeholders whose own name would say something else than what is filled in.
_FILLED = {"external_contact_email_type": "workEmail"}


def filled(text: str) -> dict[str, str]:
    """What stands for the placeholders of a template: their names, or what only they can be."""
    return {name: _FILLED.get(name, "en-us" if "language" in name else name) for name in _PLACEHOLDER.findall(text)}


def files(*types: str) -> list[Path]:
    root = needs_shared() / "flows"
    with (root / "INDEX.tsv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [root / row["file"] for row in rows if row["flow_type"] in types]


def found_in(path: Path) -> list[tuple[str, Severity, str, int, str]]:
    text = path.read_text(encoding="utf-8")
    result = read(text, file=path.name, substitutions=filled(text))
    assert result.flow is not None
    return [
        (path.name, d.severity, d.code, d.span.line if d.span else 0, d.message)
        for d in check_flow(result.flow, result.source)
    ]


def test_published_inbound_flows_and_modules_have_no_errors_and_only_the_known_doubts() -> None:
    found = [item for path in files("inboundCall", "commonModule") for item in found_in(path)]
    bfsi = "BFSI_POC-INBOUNDCALL-8cb619c4-a987-4d8b-bfee-b3f30a14dadc.yaml"
    assert [item for item in found if item[1] is not Severity.INFO] == [
        (
            bfsi,
            Severity.WARNING,
            "unreachable-action",
            706,
            '"Disconnect" is never reached: "Jump to Reusable Task" before it ends the path.',
        ),
    ]
    assert {(name, line, message) for name, severity, _, line, message in found if severity is Severity.INFO} == {
        ("myTestFlow.yaml", 92, 'The menu "Main Menu" is never reached.'),
        ("testFlowHarsh.yaml", 92, 'The menu "Main Menu" is never reached.'),
        (
            "HarshTestFlow-INBOUNDCALL-c973b27c-487e-4c58-beb1-b5315cb84bf9.yaml",
            92,
            'The menu "Main Menu" is never reached.',
        ),
        ("holiday_flow.yaml", 86, 'The menu "Main Menu" is never reached.'),
        (bfsi, 1920, 'The menu "Confirm Transaction Type" is never reached.'),
        (bfsi, 2514, 'The menu "Last Customer action 1" is never reached.'),
        (bfsi, 2861, 'The menu "Last Customer action 2" is never reached.'),
        (bfsi, 2976, 'The menu "Recent Ticket Status?" is never reached.'),
        (bfsi, 3225, 'The menu "Hear case number again?" is never reached.'),
        (bfsi, 3289, 'The menu "Customer Service and Main menu" is never reached.'),
        (bfsi, 3359, 'The menu "Previous ticket by ticket nummber" is never reached.'),
        (bfsi, 4415, 'The task "Fund" is never reached.'),
        (bfsi, 4543, 'The task "Pin" is never reached.'),
    }


def test_no_published_flow_of_another_type_has_an_error() -> None:
    others = (
        "inqueueCall",
        "outboundCall",
        "workflow",
        "inboundChat",
        "inboundEmail",
        "inboundShortMessage",
        "botFlow",
        "digitalBot",
    )
    found = [item for path in files(*others) for item in found_in(path)]
    assert [item for item in found if item[1] is Severity.ERROR] == []
