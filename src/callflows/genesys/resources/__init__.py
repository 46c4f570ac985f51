"""The org's objects: small functions over the client, each giving wire bodies."""

from callflows.genesys.resources.account import organization, token_info
from callflows.genesys.resources.dependency import consumed_by, consumers_of, object_type, tracking_status
from callflows.genesys.resources.divisions import find_division, home_division, list_divisions
from callflows.genesys.resources.export import export_flow
from callflows.genesys.resources.flows import (
    deactivate_flow,
    delete_flow,
    find_flow,
    flow_by_id,
    flow_versions,
    flows_by_id,
    list_flows,
    unlock_flow,
)
from callflows.genesys.resources.ivrs import (
    delete_ivr,
    find_ivr,
    find_ivr_by_number,
    find_number,
    ivr_by_id,
    list_ivrs,
    post_ivr,
    put_ivr,
)
from callflows.genesys.resources.jobs import (
    backend_was_busy,
    correlation_of,
    job_failed,
    job_state,
    publish,
    register_job,
    upload_job,
    wait_for_job,
)
from callflows.genesys.resources.names import only_named
from callflows.genesys.resources.queues import create_queue, find_queue, list_queues, queue_by_id

__all__ = [
    "backend_was_busy",
    "correlation_of",
    "consumed_by",
    "consumers_of",
    "create_queue",
    "deactivate_flow",
    "delete_flow",
    "delete_ivr",
    "export_flow",
    "find_division",
    "find_flow",
    "find_ivr",
    "find_ivr_by_number",
    "find_number",
    "find_queue",
    "flow_by_id",
    "flow_versions",
    "flows_by_id",
    "home_division",
    "ivr_by_id",
    "job_failed",
    "job_state",
    "list_divisions",
    "list_flows",
    "list_ivrs",
    "list_queues",
    "object_type",
    "only_named",
    "organization",
    "post_ivr",
    "publish",
    "put_ivr",
    "queue_by_id",
    "register_job",
    "token_info",
    "tracking_status",
    "unlock_flow",
    "upload_job",
    "wait_for_job",
]
