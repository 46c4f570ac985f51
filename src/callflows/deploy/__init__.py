"""From lines to published flows: read, plan, apply, report; a journal lets an interrupted run go on.

lines = read_lines(Path("lines.csv"))
prepared = await prepare(client, lines.lines)             # reads the org, changes nothing
report = await apply(client, prepared.plan, store.journal)
"""

from callflows.deploy.apply import apply
from callflows.deploy.files import FilesReport, FlowFile, FlowFiles, checked, publish_files, read_files
from callflows.deploy.graph_org import look_for
from callflows.deploy.line import DEFAULT_LANGUAGE, Defaults, Line, Lines
from callflows.deploy.lines import one_line, read_lines
from callflows.deploy.plan import Existing, OnConflict, Plan, PlanRow, Prepared, run_key
from callflows.deploy.prepare import prepare
from callflows.deploy.publishing import JobEnd, Publisher
from callflows.deploy.report import Progress, Report, ReportRow, Step
from callflows.deploy.row import phone_number
from callflows.deploy.run_lock import RunUnderWay, run_lock

__all__ = [
    "DEFAULT_LANGUAGE",
    "Defaults",
    "Existing",
    "FilesReport",
    "FlowFile",
    "FlowFiles",
    "JobEnd",
    "Line",
    "Lines",
    "OnConflict",
    "Plan",
    "PlanRow",
    "Prepared",
    "Progress",
    "Publisher",
    "Report",
    "ReportRow",
    "RunUnderWay",
    "Step",
    "apply",
    "checked",
    "look_for",
    "one_line",
    "phone_number",
    "prepare",
    "publish_files",
    "read_files",
    "read_lines",
    "run_key",
    "run_lock",
]
