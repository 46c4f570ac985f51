"""`callflows test`: the calls of scenario files, placed on virtual time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.covering import Covering, conclude, coverage_options, measures, wish
from callflows.cli.exits import FINDINGS, INTERRUPTED, OK
from callflows.cli.options import Pairs, paths_argument, set_option, target_option
from callflows.cli.tested import Plan, Tested

if TYPE_CHECKING:
    from callflows.diagnostics import Diagnostic
    from callflows.testing.scenarios.cases import Case, CaseFile
    from callflows.testing.scenarios.results import Result
    from callflows.testing.scenarios.suite import Request, Suite

SCHEMA_VERSION = 1
STATUSES = ("passed", "failed", "error", "skipped")


@click.command(cls=Covering, short_help="Place the calls of scenario files (*.calls.yaml) on your flows.")
@paths_argument
@click.option("-k", "expression", metavar="EXPR", help="Only the calls whose file, name, flow or tags match.")
@click.option("-x", "--exitfirst", is_flag=True, help="Stop at the first call that fails.")
@click.option("--maxfail", type=click.IntRange(1), metavar="N", help="Stop when N calls have failed.")
@click.option("--list", "only_list", is_flag=True, help="Print the calls and place none.")
@target_option
@set_option
@click.option("-j", "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes.  [default: as many as pay]")
@click.option(
    "--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write JUnit's XML to FILE too."
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@coverage_options
def command(
    *,
    paths: tuple[Path, ...],
    expression: str | None,
    exitfirst: bool,
    maxfail: int | None,
    only_list: bool,
    target: str | None,
    substitutions: Pairs,
    jobs: int | None,
    junit: Path | None,
    as_json: bool,
    coverage: tuple[str, ...],
    coverage_dir: Path | None,
    show_missing: bool,
    fail_under: float | None,
) -> int:
    """Place the calls of scenario files: files, folders, or, without PATHS, the workspace.
    The flows are those of the workspace, as their files are; no org is needed and no time
    passes. docs/testing.md says how to write a scenario file.

    \b
    callflows test
    callflows test "tests/main line.calls.yaml" -k "pin and not slow" -x

    A call that fails is shown as a dialogue, with the step and the place in the flow where
    it stood. Exit code 1 says that a call failed or that a scenario file has errors.
    """
    from callflows.cli.test_view import dialogue_width
    from callflows.testing.scenarios.suite import Request

    width = dialogue_width(as_json=as_json)
    request = Request(str(Path.cwd()), tuple(map(str, paths)), target or "", substitutions, width)
    suite = _loaded(request)
    plan = _plan(suite, expression, 1 if exitfirst else maxfail or 0, jobs)
    if only_list:
        return _listed(suite, plan, as_json=as_json)
    covering = wish(coverage, coverage_dir, fail_under, show_missing)
    measured = measures(suite.programs) if covering.wanted else []
    tested = place(suite, request, msgspec.structs.replace(plan, jobs=1) if measured else plan, quiet=as_json)
    if junit is not None:
        _write_junit(junit, tested)
    if as_json:
        output.json(_json(tested))
    else:
        from callflows.cli.test_view import conclude as conclude_tests

        conclude_tests(tested)
    enough = not measured or conclude(covering, measured, "scenarios", quiet=as_json)
    if tested.stopped == "interrupted":
        return INTERRUPTED
    return FINDINGS if tested.wrong or not enough else OK


def place(
    suite: Suite,
    request: Request,
    plan: Plan,
    *,
    quiet: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> Tested:
    """Place the calls; their marks are printed as they come, unless `quiet`. Ctrl-C stops it, and what is done
    counts."""
    from callflows.cli.test_view import Marks

    begun = clock()
    marks = Marks(quiet=quiet)
    results: list[Result] = []
    failed = 0
    stopped = ""
    running = _running(suite, request, plan)
    try:
        for result in running:
            results.append(result)
            marks.add(result)
            failed += result.wrong
            if plan.most and failed >= plan.most:
                stopped = f"stopped after {output.counted(failed, 'failure')}"
                break
    except KeyboardInterrupt:
        stopped = "interrupted"
    finally:
        running.close()
        marks.end()
    return Tested(
        files=suite.files,
        results=tuple(results),
        diagnostics=suite.diagnostics,
        left_out=plan.left_out,
        stopped=stopped if len(results) < len(plan.numbers) else "",
        seconds=clock() - begun,
    )


def _running(suite: Suite, request: Request, plan: Plan) -> Generator[Result, None, None]:
    from callflows.testing.scenarios.crew import paying, run_together

    processes = plan.jobs or paying(len(plan.numbers))
    if processes > 1 and len(plan.numbers) > 1:
        yield from run_together(suite, request, plan.numbers, processes)
    else:
        yield from suite.run(suite.cases[number] for number in plan.numbers)


def _loaded(request: Request) -> Suite:
    """The suite. Raises click's errors where there is nothing to test."""
    from callflows.cli.selection import BadWorkspace
    from callflows.testing.scenarios.suite import CannotTest, load

    try:
        return load(request)
    except CannotTest as error:
        if error.diagnostics:
            raise BadWorkspace(error.diagnostics) from None
        advice = f"\n    next: {error.advice}" if error.advice else ""
        raise click.UsageError(f"{error.message}{advice}") from None


def _plan(suite: Suite, expression: str | None, most: int, jobs: int | None) -> Plan:
    numbers = tuple(range(len(suite.cases)))
    if expression is None:
        return Plan(numbers, 0, most, jobs)
    from callflows.testing.scenarios.selecting import selector

    try:
        wanted = selector(expression)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="-k") from None
    chosen = tuple(number for number in numbers if wanted(suite.cases[number]))
    if not chosen and numbers:
        raise click.UsageError(f"-k {expression!r} matches none of {output.counted(len(numbers), 'call')}")
    return Plan(chosen, len(numbers) - len(chosen), most, jobs)


def _listed(suite: Suite, plan: Plan, *, as_json: bool) -> int:
    from callflows.cli.test_view import print_faults

    cases = [suite.cases[number] for number in plan.numbers]
    faults = _faults(suite.files, suite.diagnostics)
    if as_json:
        output.json({"schemaVersion": SCHEMA_VERSION, "calls": list(map(_entry, cases)), "diagnostics": faults})
    else:
        for case in cases:
            tags = f"  ({', '.join(case.tags)})" if case.tags else ""
            click.echo(f"{case.file}:{case.line}: {case.name}{tags}")
        print_faults(faults, to_stderr=True)
    return OK if all(file.ok for file in suite.files) else FINDINGS


def _entry(case: Case) -> dict[str, object]:
    return {"file": case.file, "line": case.line, "name": case.name, "flow": case.flow, "tags": case.tags}


def _write_junit(path: Path, tested: Tested) -> None:
    from callflows.cli.files import write_text
    from callflows.testing.scenarios.junit import junit

    write_text(path, junit(tested.results, tested.files))


def _faults(files: tuple[CaseFile, ...], others: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return (*others, *(each for file in files for each in file.diagnostics))


def _json(tested: Tested) -> dict[str, object]:
    counts = {status: sum(each.status == status for each in tested.results) for status in STATUSES}
    return {
        "schemaVersion": SCHEMA_VERSION,
        "files": len(tested.files),
        "counts": counts,
        "stopped": tested.stopped,
        "results": [msgspec.structs.replace(each, seconds=0.0) for each in tested.results],
        "diagnostics": _faults(tested.files, tested.diagnostics),
    }
