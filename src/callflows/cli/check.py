"""`callflows check`: what is wrong in flow files, and the fixes for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.changes import coloured, is_stdin, print_diff, print_text
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import Pairs, jobs_option, paths_argument, set_option, target_option
from callflows.cli.substitutions import options_option, table_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from callflows.checks import Setting
    from callflows.cli.filling import Values
    from callflows.cli.selection import Selection
    from callflows.diagnostics import Diagnostic

SCHEMA_VERSION = 1
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


class Fixing(msgspec.Struct, frozen=True):
    """Which fixes are made, and whether files are written."""

    fix: bool
    unsafe: bool
    diff: bool

    @property
    def wanted(self) -> bool:
        return self.fix or self.unsafe or self.diff


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A file: what is found in it, and the titles of the fixes that were made."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    fixed: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """Every file, and what is wrong with the values that fill them. What is found with many rows of a table is told
    once."""

    files: tuple[Checked, ...]
    values: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        from callflows.cli.filling import once

        return once((*self.values, *(d for one in self.files for d in one.diagnostics)))


@click.command(short_help="Find what is wrong in flow and scenario files, and fix what can be fixed.")
@paths_argument
@click.option("--fix", is_flag=True, help="Make the fixes that are safe: nothing else can have been meant.")
@click.option("--unsafe-fixes", is_flag=True, help="Make the other fixes too: they are guesses.")
@click.option("--diff", is_flag=True, help="Change nothing; print what the fixes would change as a unified diff.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@target_option
@set_option
@options_option
@table_option
@jobs_option
@click.option("--stdin-name", metavar="NAME", default="<stdin>", help="What the file on standard input is called.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(
    *,
    paths: tuple[Path, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    strict: bool,
    target: str | None,
    substitutions: Pairs,
    options: Path | None,
    table: Path | None,
    jobs: int | None,
    stdin_name: str,
    as_json: bool,
) -> int:
    """Find what is wrong in flow files and scenario files (*.calls.yaml): files, folders, or,
    without PATHS, the workspace; with - standard input. No org is needed.

    Shared flows that are given together with the flows that call them must fit the calls.
    With --fix the text is patched where it is wrong: comments and layout stay. Exit code 1
    says that there are errors, with --strict errors or warnings.

    With --table every file that has a placeholder for one of its columns is checked once for
    each row; such a file is not fixed.
    """
    from callflows.cli.filling import values_of
    from callflows.cli.selection import select

    fixing = Fixing(fix, unsafe_fixes, diff)
    if as_json and (diff or (is_stdin(paths) and fixing.wanted)):
        raise click.UsageError("--json cannot be printed together with a diff or a fixed text")
    values = values_of(substitutions, options, table)
    if values.faulty:
        report = Report((), values.diagnostics)
    elif is_stdin(paths):
        report = Report((_stdin(stdin_name, values.base, fixing),), values.diagnostics)
    else:
        report = _selected(select(paths, target), values, jobs, fixing)
    if as_json:
        output.json(
            {
                "schemaVersion": SCHEMA_VERSION,
                "files": len(report.files),
                "diagnostics": report.diagnostics,
                "fixed": [{"file": one.file, "fixes": one.fixed} for one in report.files if one.fixed],
            }
        )
    else:
        _print(report, fixing, to_stderr=is_stdin(paths) and fixing.wanted)
    severities = {d.severity for d in report.diagnostics}
    return FINDINGS if "error" in severities or (strict and "warning" in severities) else OK


def _selected(selection: Selection, values: Values, jobs: int | None, fixing: Fixing) -> Report:
    """Flow files, then scenario files."""
    from callflows.cli.check_calls import read_calls, split

    parts = split(selection)
    flows = Report((), values.diagnostics) if parts.flows is None else _files(parts.flows, values, jobs, fixing)
    calls = [
        Checked(file=each.file, diagnostics=each.diagnostics)
        for each in read_calls(parts.calls, selection, values.base)
    ]
    return Report((*flows.files, *calls), flows.values)


def _files(selection: Selection, values: Values, jobs: int | None, fixing: Fixing) -> Report:
    from callflows.architect import disk_opener
    from callflows.checks import Setting, check_file, modules_of, twins
    from callflows.cli.filling import read_filled

    filled = read_filled(selection, values, jobs=jobs)
    parts = {included for file in filled.files for included in file.included}
    substitutions = selection.workspace.filled(selection.target, values.base)
    modules = modules_of(filled.files)
    checked: list[Checked] = []
    flows = [file for file in filled.files if file.head is not None or file.path not in parts]
    same = twins(flows)
    for file in flows:
        of_all = (same[file.source],) if file.source in same else ()
        text = _text(file.path)
        found = check_file(file, text, modules)
        of_row = file.source != file.result.source.file if found else False
        if text is None or of_row or not fixing.wanted or not any(d.fixes for d in found):
            checked.append(Checked(file=file.source, diagnostics=(*of_all, *found)))
            continue
        opener = disk_opener(file.path.parent)
        setting = Setting(file=file.source, substitutions=substitutions, open_file=opener, modules=modules)
        mended = _mended(text, setting, fixing, file.path)
        checked.append(msgspec.structs.replace(mended, diagnostics=(*of_all, *mended.diagnostics)))
    return Report(tuple(checked), filled.diagnostics)


def _mended(text: str, setting: Setting, fixing: Fixing, path: Path | None) -> Checked:
    """A text with its fixes made: written over its file, printed where it has none, or shown as a diff."""
    from callflows.checks import mend_text
    from callflows.cli.files import write_over

    mended = mend_text(text, setting, unsafe=fixing.unsafe)
    if fixing.diff:
        print_diff(text, mended.text, setting.file)
    elif path is None:
        print_text(mended.text)
    elif mended.text != text:
        write_over(path, mended.text)
    fixed = tuple(f"{made.fix.title} [{made.finding.code}]" for made in mended.made)
    return Checked(file=setting.file, diagnostics=mended.diagnostics, fixed=fixed)


def _stdin(name: str, values: Mapping[str, str], fixing: Fixing) -> Checked:
    from callflows.architect import disk_opener, read
    from callflows.checks import Setting, check_text
    from callflows.cli.check_calls import read_text
    from callflows.workspace.discover import is_scenario_name

    data = sys.stdin.buffer.read()
    if is_scenario_name(name):
        if fixing.wanted and not fixing.diff:
            sys.stdout.buffer.write(data)  # there is nothing to fix in it: who takes the fixed text gets it as it was
        return Checked(file=name, diagnostics=read_text(data, name, values).diagnostics)
    setting = Setting(file=name, substitutions=values, open_file=disk_opener(Path.cwd()))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Checked(file=name, diagnostics=read(data, file=name).diagnostics)
    return (
        _mended(text, setting, fixing, None)
        if fixing.wanted
        else Checked(file=name, diagnostics=check_text(text, setting))
    )


def _text(path: Path) -> str | None:
    """The file's text with all its characters, None where it has none; reading it has said so."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _print(report: Report, fixing: Fixing, *, to_stderr: bool) -> None:
    """The findings and the summary on standard output; on standard error where a fixed text is printed there."""
    from callflows.diagnostics import render_text

    for one in report.files:
        for title in one.fixed:
            click.echo(f"{one.file}: {'would fix' if fixing.diff else 'fixed'}: {title}", err=to_stderr or fixing.diff)
    for finding in report.diagnostics:
        text = render_text([finding])
        word = f"{finding.severity}: "
        colour = _COLOURS[finding.severity]
        shown = text.replace(word, click.style(word, fg=colour, bold=True), 1) if coloured() else text
        click.echo(shown, err=to_stderr)
    click.echo(_summary(report, fixing), err=to_stderr)


def _summary(report: Report, fixing: Fixing) -> str:
    """`3 errors and 2 warnings in 2 of 70 files; 1 can be fixed with --fix, 2 more with --unsafe-fixes`."""
    found = report.diagnostics
    counts = [(sum(d.severity == word for d in found), word) for word in ("error", "warning")]
    said = " and ".join(output.counted(number, word) for number, word in counts if number)
    hints = sum(d.severity == "info" for d in found)
    said = said or (output.counted(hints, "hint") if hints else "")
    files = output.counted(len(report.files), "file")
    if not said:
        return f"Nothing wrong in {files}."
    faulty = sum(bool(one.diagnostics) for one in report.files)
    where = f" in {faulty} of {files}" if faulty else ""
    return f"{said}{where}{_unfilled(found)}{_fixable(found, fixing)}"


def _unfilled(found: Sequence[Diagnostic]) -> str:
    number = sum(d.code == "placeholder-left" for d in found)
    return f"; {output.counted(number, 'placeholder')} without a value" if number > 1 else ""


def _fixable(found: Sequence[Diagnostic], fixing: Fixing) -> str:
    safe = sum(any(fix.safe for fix in d.fixes) for d in found)
    guesses = sum(bool(d.fixes) and not any(fix.safe for fix in d.fixes) for d in found)
    parts = [f"{safe} can be fixed with --fix"] if safe and not fixing.wanted else []
    if guesses and not fixing.unsafe:
        parts.append(f"{guesses} {'more ' if parts else 'can be fixed '}with --unsafe-fixes")
    return f"; {', '.join(parts)}" if parts else ""
