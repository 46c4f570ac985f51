"""What a row's cells must be, the same for CSV and YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from callflows.architect import Cell
from callflows.deploy.line import Defaults, Inputs, Line, fault
from callflows.diagnostics import Diagnostic, Related

E164 = re.compile(r"\+[1-9][0-9]{5,14}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
PUNCTUATION = str.maketrans("", "", " -().\u00a0/")


def make_line(cells: Mapping[str, Cell], inputs: Mapping[str, Cell], at: Cell, file: str, defaults: Defaults) -> Line:
    """One row as a `Line` with its faults; cells are keyed by column name, missing or empty ones take the default."""
    faults: list[Diagnostic] = []

    def text(column: str, default: str = "") -> str:
        cell = cells.get(column)
        value = cell.text.strip() if cell else ""
        if cell and column != "greeting" and any(ord(c) < 32 for c in value):
            message = f"the {column} has a line break or a control character in it: {value!r}"
            faults.append(fault("lines-control-character", message, cell.span(file), "write it on one line"))
        return value or default

    name = text("name")
    if not name:
        advice = "the column `name` names the flow to create" if at.line else "give the NAME of the flow to create"
        faults.append(fault("lines-no-name", "the flow has no name", at.span(file), advice))
    shared = text("shared", defaults.shared)
    if not shared:
        advice = "fill the column `shared`, or give --shared for all rows"
        faults.append(fault("lines-no-shared", f'no shared flow is given for "{name}"', at.span(file), advice))
    number, number_fault = phone_number(text("number"), cells.get("number"), file)
    language, language_fault = language_code(text("language", defaults.language), cells.get("language"), file)
    faults.extend(found for found in (number_fault, language_fault) if found)
    return Line(
        name=name,
        shared=shared,
        queue=text("queue", defaults.queue),
        number=number,
        division=text("division", defaults.division),
        language=language,
        greeting=text("greeting", defaults.greeting),
        inputs=_joined(defaults.inputs, inputs),
        file=file,
        row=at.line,
        faults=tuple(faults),
    )


def _joined(defaults: Inputs, inputs: Mapping[str, Cell]) -> Inputs:
    own = {name: cell.text.strip() for name, cell in inputs.items() if cell.text.strip()}
    return tuple(({**dict(defaults), **own}).items())


def phone_number(text: str, cell: Cell | None, file: str) -> tuple[str, Diagnostic | None]:
    """A number in E.164, spaces and punctuation taken out (Genesys Cloud: a call route's dnis is E.164)."""
    if not text:
        return "", None
    number = text.translate(PUNCTUATION)
    if E164.fullmatch(number):
        return number, None
    place = cell.span(file) if cell else None
    if re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", text):
        message = f"a spreadsheet has turned this phone number into {text}: its last digits are lost"
        return "", fault("lines-number", message, place, "format the column as text and enter the number again")
    advice = "write it with + and the country code, such as +13175550100"
    if re.fullmatch(r"[1-9][0-9]{5,14}", number):
        advice = f"write +{number} if this has its country code"
    return "", fault("lines-number", f"{text!r} is not a phone number in E.164 form", place, advice)


def language_code(text: str, cell: Cell | None, file: str) -> tuple[str, Diagnostic | None]:
    """A language in Architect's form, lower case with hyphens."""
    code = text.lower().replace("_", "-")
    if LANGUAGE.fullmatch(code):
        return code, None
    place = cell.span(file) if cell else None
    return "", fault("lines-language", f"{text!r} is not a language code", place, "write it like en-us")


def mark_duplicates(lines: list[Line]) -> list[Line]:
    """A second row of the same name (Genesys Cloud: unique per flow type) or number is faulty; the first stands."""
    names: dict[str, Line] = {}
    numbers: dict[str, Line] = {}
    marked: list[Line] = []
    for line in lines:
        found: list[Diagnostic] = []
        twin = names.setdefault(line.name.casefold(), line) if line.name else line
        if twin is not line:
            found.append(_duplicate("lines-duplicate-name", f'the flow "{line.name}"', line, twin))
        twin = numbers.setdefault(line.number, line) if line.number else line
        if twin is not line:
            found.append(_duplicate("lines-duplicate-number", f"the number {line.number}", line, twin))
        marked.append(replace(line, faults=(*line.faults, *found)) if found else line)
    return marked


def _duplicate(code: str, what: str, line: Line, twin: Line) -> Diagnostic:
    report = fault(code, f"{what} stands in line {twin.row} already", line.span, "keep one of the two rows")
    return replace(report, related=(Related(message="the first one is here", span=twin.span),))
