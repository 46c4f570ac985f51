"""What the org refuses or forgets, and what a run makes of it."""

import json
import sqlite3

import httpx2
import pytest
from msgspec.structs import replace

from callflows.store import ClientRecord, hash_secret, open_store
from tests.deploy.world import Killed, Wire

EVERYTHING = (
    "architect:flow:*",
    "architect:job:*",
    "architect:jobExport:*",
    "routing:*:*",
    "telephony:*:*",
    "authorization:*:*",
)


def limited_client(world, *without):
    """An OAuth client that may do everything but `without`."""
    with open_store(world.database) as store:
        permissions = tuple(name for name in EVERYTHING if name not in without)
        store.clients.save(
            ClientRecord(id="limited", name="limited", secret_hash=hash_secret("x"), permissions=permissions)
        )
    return {"client_id": "limited", "secret": "x"}


def test_a_missing_right_to_publish_stops_the_run_and_names_what_to_grant(world):
    report = world.create("name\nA\nB\n", **limited_client(world, "architect:job:*"))
    first, second = report.rows
    assert (first.result, second.result) in {("failed", "failed"), ("failed", "unfinished")}  # both may be under way
    assert "Missing permission: architect:job:create. Grant it to a role of the OAuth client" in first.message
    assert world.flows() == {}


def test_without_the_right_to_export_inputs_are_not_checked_and_a_warning_says_so(world):
    found = world.run(prepared("name\nA\n"), **limited_client(world, "architect:jobExport:*"))
    assert [(d.code, str(d.severity)) for d in found.diagnostics] == [("org-shared-contract-unread", "warning")]
    assert "architect:jobExport:create" in found.diagnostics[0].message
    assert [row.ready for row in found.plan.rows] == [True]


def test_without_the_right_to_see_number_ranges_numbers_are_not_checked_and_a_warning_says_so(world):
    found = world.run(prepared("name,number\nA,+4930123456\n"), **limited_client(world, "telephony:*:*"))
    assert [(d.code, str(d.severity), d.message) for d in found.diagnostics] == [
        (
            "org-number-ranges-unread",
            "warning",
            "whether the org owns the numbers is not checked: the permission telephony:plugin:all is missing",
        )
    ]


def prepared(text):
    from callflows.deploy import prepare, read_lines
    from tests.deploy.world import DEFAULTS

    lines = read_lines(text, file="lines.csv", defaults=DEFAULTS).lines
    return lambda client, store: prepare(client, lines)


def test_a_flow_that_somebody_has_locked_says_who(world):
    world.create("name\nA\n")
    with open_store(world.database) as store:
        store.clients.save(ClientRecord(id="other", name="Maria's editor", secret_hash=hash_secret("x")))
        flow = store.flows.named("inboundcall", "A")
        store.flows.update(replace(flow, locked_by="other"))
    row = world.create("name\nA\n", on_conflict="replace").rows[0]
    with open_store(world.database) as store:
        correlation_id = store.jobs.get(job_id(world)).correlation_id
    assert (row.result, row.cause) == ("failed", "remote")
    assert 'The flow "A" is locked by the client "Maria\'s editor".' in row.message
    assert row.message.endswith(f" (correlation id {correlation_id})")


def job_id(world):
    """The job that was asked about last."""
    return next(path for _, path in reversed(world.wire.log) if "/flows/jobs/" in path).rpartition("/")[2]


class BusyOrg(Wire):
    """The first publish fails the way an org fails that is over a limit of its own."""

    swallowed = ""

    async def handle_async_request(self, request):
        if request.method == "PUT" and "/storage/" in request.url.path and not self.swallowed:
            self.swallowed = request.url.path
            return httpx2.Response(200, request=request)
        response = await super().handle_async_request(request)
        if "/flows/jobs/" in request.url.path:
            state = json.loads(await response.aread())
            if state["status"] == "Registered" and self.swallowed:
                text = "could not find the flow with id 7f0c. Archy failed with exit code: 107"
                state |= {"status": "Failure", "messages": [{"type": "Error", "text": text}]}
                return httpx2.Response(200, json=state, request=request)
        return response


def test_a_limit_of_the_org_that_fails_a_job_is_waited_out(world):
    report = world.create("name\nA\n", wire=BusyOrg)
    assert [(row.result, row.version) for row in report.rows] == [("created", "1.0")]
    assert [path for method, path in world.wire.log if method == "POST" and path.endswith("/flows/jobs")] == [
        "/api/v2/flows/jobs"
    ] * 2


@pytest.mark.parametrize("looked_at", [True, False])
def test_a_job_that_the_org_has_forgotten(world, looked_at):
    """Killed right after the upload; before the next run the org has forgotten the job, done or not."""

    def cut(number, when, request):
        if request.method == "PUT" and when == "after":
            raise Killed

    with pytest.raises(Killed):
        world.create("name\nA\n", cut=cut)
    if looked_at:
        world.run(lambda client, store: any_request(client))
    assert world.flows() == ({"A": 1} if looked_at else {})
    with sqlite3.connect(world.database) as connection:
        connection.execute("DELETE FROM jobs WHERE kind = 'publish'")
    report = world.create("name\nA\n")
    assert [(row.result, row.version) for row in report.rows] == [("created", "1.0")]
    assert world.flows() == {"A": 1}


async def any_request(client):
    from callflows.genesys import token_info

    await token_info(client)


def test_a_job_that_failed_while_nobody_looked(world):
    """Killed after the upload; then the queue is gone, so the job fails: the row says why, nothing is published."""

    def cut(number, when, request):
        if request.method == "PUT" and when == "after":
            raise Killed

    with pytest.raises(Killed):
        world.create("name\nA\n", cut=cut)
    with open_store(world.database) as store:
        queue = store.queues.named("Support")
        store.queues.update(replace(queue, name="Support (old)"))
    row = world.create("name,queue\nA,Support\n").rows[0]
    assert (row.result, row.cause) == ("failed", "input")
    with open_store(world.database) as store:
        store.queues.update(queue)
    row = world.create("name\nA\n").rows[0]
    assert (row.result, row.cause) == ("failed", "remote")
    assert "Support" in row.message
    assert world.create("name\nA\n").rows[0].result == "created"
    assert world.flows() == {"A": 1}
