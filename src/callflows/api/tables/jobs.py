"""Publish, export and validate jobs (ArchitectApi)."""

from __future__ import annotations

from callflows.api import wire
from callflows.api.operation import RETRY_REGISTRATION
from callflows.api.rows import add, read

ROWS = (
    add(
        "post_flows_jobs",
        "/api/v2/flows/jobs",
        wire.RegisterArchitectJobRequest,
        wire.RegisterArchitectJobResponse,
        "architect:job:create",
        success=(202, 200),
        retry_on=RETRY_REGISTRATION,
    ),
    read(
        "get_flows_job", "/api/v2/flows/jobs/{jobId}", wire.ArchitectJobStateResponse, "architect:job:view", "expand[]"
    ),
    add(
        "post_flows_export_jobs",
        "/api/v2/flows/export/jobs",
        wire.RegisterArchitectExportJob,
        wire.RegisterArchitectExportJobResponse,
        "architect:jobExport:create",
        success=(202, 200),
    ),
    read(
        "get_flows_export_job",
        "/api/v2/flows/export/jobs/{jobId}",
        wire.ArchitectExportJobStateResponse,
        "architect:jobExport:view",
        "expand[]",
    ),
    add(
        "post_flows_validate_jobs",
        "/api/v2/flows/validate/jobs",
        wire.RegisterArchitectValidateJob,
        wire.RegisterArchitectValidateJobResponse,
        "architect:jobValidate:create",
        success=(202, 200),
        preview=True,
    ),
    read(
        "get_flows_validate_job",
        "/api/v2/flows/validate/jobs/{jobId}",
        wire.ArchitectValidateJobStateResponse,
        "architect:jobValidate:view",
        "expand[]",
        preview=True,
    ),
)
