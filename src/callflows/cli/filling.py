"""What placeholders stand for, from `--set`, `--options` and `--table`; and the flow files that are filled with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from callflows.architect import (
    Substitutions,
    nearest,
    placeholder_names,
    read_options_file,
    read_table,
)
from callflows.diagnostics import Diagnostic, Related, Severity
from callflows.workspace import FlowFile

if TYPE_CHECKING:
    from callflows.cli.options import Pairs
    from callflows.cli.selection import Selection
    from callflows.deploy import FlowFiles

ROWS_SHOWN = 3
"""Rows that a finding names which is the same in more of them."""


class Values(msgspec.Struct, frozen=True):
    """The values that were given: `base`, and for a template instead of it those of each row of a table."""

    base: Substitutions
    rows: tuple[Substitutions, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def faulty(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def columns(self) -> frozenset[str]:
        """The names that a row gives a value."""
        own = self.base.given
        return frozenset(name for row in self.rows for name, given in row.given.items() if given != own.get(name))


class Filled(msgspec.Struct, frozen=True):
    """The files, one of them for each row where it is a template, and what is wrong with the values themselves."""

    files: tuple[FlowFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def values_of(pairs: Pairs, options: Path | None = None, table: Path | None = None) -> Values:
    """The values that were given; those of `--set` count before those of a row, and these before an options file."""
    found: list[Diagnostic] = []
    base = Substitutions.of(dict(pairs), "--set")
    above = base
    if options is not None:
        below, wrong = read_options_file(options)
        found += wrong
        base = above.over(below)
    if table is None:
        return Values(base, diagnostics=tuple(found))
    rows, wrong = read_table(table)
    return Values(base, tuple(above.over(row).over(base) for row in rows), (*found, *wrong))


def read_filled(selection: Selection, values: Values, *, jobs: int | None = None) -> Filled:
    """The selected files with their values. A file that has a placeholder for a column of the table stands there once
    for each row. Raises click.UsageError where there is no flow file at all."""
    files = selection.read(values.base, jobs=jobs)
    names = {file.path: _names(file) for file in files}
    unused = list(_unused(values, names.values()))
    made = [file for file in files if not names[file.path] & values.columns]
    templates = tuple(Path(file.source) for file in files if names[file.path] & values.columns)
    if values.rows and not templates:
        unused.append(_no_template(values.rows[0]))
    for row in values.rows if templates else ():
        again = replace(selection, paths=templates).read(row, jobs=jobs)
        made += [_of_row(file, row) for file in again]
    return Filled(tuple(made), (*values.diagnostics, *unused))


def _no_template(row: Substitutions) -> Diagnostic:
    return Diagnostic(
        code="table-unused",
        severity=Severity.ERROR,
        message="No file has a placeholder for a column of the table; there is nothing to make for each row.",
        span=row.row_span,
        help="Write {{name}} in the file where the value of the column belongs.",
    )


def _of_row(file: FlowFile, row: Substitutions) -> FlowFile:
    """The file under a name that tells the rows apart."""
    return FlowFile(
        file.path,
        f"{file.source} with {row.row}",
        head=file.head,
        diagnostics=file.diagnostics,
        reread=lambda: file.result,
        decode=lambda: file.flow,
        included=file.included,
        verbatim=file.verbatim,
    )


def _names(file: FlowFile) -> frozenset[str]:
    """The placeholders of a file and of what it includes. One that has gone since has none."""
    found: set[str] = set()
    for path in (file.path, *file.included):
        try:
            text = path.read_bytes().decode("utf-8", errors="replace")
        except OSError:
            continue
        found |= placeholder_names(text, path.name)
    return frozenset(found)


def _unused(values: Values, names: Iterable[frozenset[str]]) -> Iterable[Diagnostic]:
    """Values that no file has a placeholder for."""
    used = frozenset().union(*names)
    given = {name: value for one in (*reversed(values.rows), values.base) for name, value in one.given.items()}
    for name in sorted(given.keys() - used):
        near = nearest(name, used - given.keys()) or nearest(name, used)
        where = f" ({given[name].source})" if given[name].span is None else ""
        yield Diagnostic(
            code="substitution-unused",
            severity=Severity.WARNING,
            message=f'No file has a placeholder for the value "{name}"{where}.',
            span=given[name].span,
            help=f'Did you mean "{near}"?' if near else "",
        )


def with_rows_together(files: FlowFiles, more: Iterable[Diagnostic] = ()) -> FlowFiles:
    """The files, `more` findings before theirs, and what is found again with other rows as one finding."""
    return replace(files, diagnostics=once((*more, *files.diagnostics)))


def once(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, each that is found again with other rows told once."""
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for number, diagnostic in enumerate(diagnostics):
        same = (diagnostic.code, diagnostic.message, diagnostic.span, diagnostic.help)
        alike.setdefault(same if diagnostic.span else (number,), []).append(diagnostic)
    return tuple(_together(found) for found in alike.values())


def _together(found: list[Diagnostic]) -> Diagnostic:
    first, *others = found
    rows = [one for other in others for one in other.related if one.message.startswith("with the row ")]
    shown = rows[: ROWS_SHOWN - 1]
    if len(rows) > len(shown):
        shown.append(Related(message=f"and with {len(rows) - len(shown)} more rows"))
    return replace(first, related=(*first.related, *shown)) if shown else first
