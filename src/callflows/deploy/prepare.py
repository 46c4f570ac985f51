"""Everything is resolved, built and checked here, before the first change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from callflows import architect, graph
from callflows.checks import check_flow
from callflows.deploy.contracts import version_of
from callflows.deploy.graphs import graph_of
from callflows.deploy.line import Line, fault
from callflows.deploy.org import Org, look
from callflows.deploy.plan import Plan, PlanRow, Prepared
from callflows.diagnostics import Diagnostic, Severity
from callflows.genesys import Client


async def prepare(client: Client, lines: Sequence[Line]) -> Prepared:
    """The plan for `lines`: each row with its YAML or its diagnostics. Reads the org and changes nothing;
    a file whose rows are all faulty costs no request. Raises the client's errors."""
    good = [line for line in lines if not line.faults]
    if not good:
        rows = tuple(PlanRow(line=line, diagnostics=line.faults) for line in lines)
        return Prepared(plan=Plan(org="", rows=rows), diagnostics=_all(rows))
    org = await look(client, good)
    return plan_lines(org, lines)


def plan_lines(org: Org, lines: Sequence[Line]) -> Prepared:
    """The plan against an org that was read before."""
    rows = tuple(_row(org, line) for line in lines)
    return Prepared(plan=Plan(org=org.id, rows=rows), diagnostics=(*org.diagnostics, *_all(rows)))


def _all(rows: Iterable[PlanRow]) -> tuple[Diagnostic, ...]:
    return tuple(report for row in rows for report in row.diagnostics)


def _row(org: Org, line: Line) -> PlanRow:
    if line.faults:
        return PlanRow(line=line, diagnostics=line.faults)
    reports = [*_names(org, line), *_number(org, line)]
    shared = org.by_name.get(line.shared)
    yaml, version = "", ""
    if shared is not None:
        version = version_of(shared)
        yaml, more = _build(org, line, shared.id or "", publishable=not reports)
        reports.extend(more)
    return PlanRow(
        line=line,
        yaml=yaml,
        module_version=version,
        existing=org.inbound.get(line.name.casefold()),
        route=org.routes.get(line.number),
        division_id=(org.divisions or {}).get(line.division, ""),
        diagnostics=tuple(_placed(line, report) for report in reports),
    )


def _build(org: Org, line: Line, shared_id: str, *, publishable: bool) -> tuple[str, list[Diagnostic]]:
    """The YAML ("" where an error stands in the way) and what the graph's and the flow's checks say."""
    built = graph_of(line, shared_id, org.queues.get(line.queue, ""))
    reports = list(graph.check(built, org.surroundings))
    if not publishable or _errors(reports):
        return "", reports
    flow = graph.lower(
        built,
        org.surroundings,
        division=line.division or None,
        language=line.language,
        greeting=line.greeting or None,
    )
    reports.extend(check_flow(flow, known=org.known_for([line.shared])))
    return ("" if _errors(reports) else architect.write(flow)), reports


def _errors(reports: Iterable[Diagnostic]) -> bool:
    return any(report.severity is Severity.ERROR for report in reports)


def _placed(line: Line, report: Diagnostic) -> Diagnostic:
    return report if report.span is not None else replace(report, span=line.span)


def _names(org: Org, line: Line) -> list[Diagnostic]:
    """What the line names and the org does not have."""
    reports: list[Diagnostic] = []
    if line.shared not in org.by_name:
        message = f'there is no shared flow "{line.shared}" in the org'
        advice = "publish it first; names are compared exactly (`callflows flows --type shared` lists them)"
        reports.append(fault("org-no-shared-flow", message, line.span, advice))
    if line.queue and line.queue not in org.queues:
        message = f'there is no queue "{line.queue}" in the org'
        reports.append(fault("org-no-queue", message, line.span, "create the queue or correct its name"))
    if line.division and org.divisions is not None and line.division not in org.divisions:
        near = difflib.get_close_matches(line.division, sorted(org.divisions), n=1)
        advice = f'did you mean "{near[0]}"?' if near else f"the org has: {', '.join(sorted(org.divisions))}"
        reports.append(fault("org-no-division", f'there is no division "{line.division}"', line.span, advice))
    return reports


def _number(org: Org, line: Line) -> list[Diagnostic]:
    if not line.number:
        return []
    if org.ranges is not None and not any(_within(line.number, *pool) for pool in org.ranges):
        message = f"no number range (DID pool) of the org holds {line.number}"
        advice = "buy the number or add its range in Admin > Telephony > DID Numbers"
        return [fault("org-no-number", message, line.span, advice)]
    route = org.routes.get(line.number)
    if route is None or not _moves_others(org, line):
        return []
    others = ", ".join(number for number in route.dnis or () if number != line.number)
    message = f'{line.number} belongs to the call route "{route.name}" together with {others}, which would move too'
    return [fault("org-number-shared", message, line.span, "take the number out of that call route first")]


def _within(number: str, start: str, end: str) -> bool:
    """Whether an E.164 number is in a range; numbers of different length never compare."""
    return len(number) == len(start) == len(end) and start <= number <= end


def _moves_others(org: Org, line: Line) -> bool:
    """Whether pointing the number's call route at the flow would take other numbers along."""
    route = org.routes[line.number]
    flow = org.inbound.get(line.name.casefold())
    points_here = flow is not None and route.open_hours_flow is not None and route.open_hours_flow.id == flow.id
    return not points_here and len(route.dnis or ()) > 1
