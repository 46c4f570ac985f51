"""A run that ends at any request goes on afterwards: nothing is published twice, nothing is lost."""

import asyncio

import httpx2
import pytest
from msgspec.structs import replace

from callflows.deploy import Publisher
from callflows.genesys import ConnectionLost
from callflows.store import open_store
from tests.deploy.world import ORG, SHARED, Killed, World, copy_of

ROWS = "name,number\nA,+13175550101\nB,\n"
FLOWS = {"A": 1, "B": 1}
ROUTES = {"+13175550101": "A"}
MOST_REQUESTS = 40


def killing(at, when):
    def cut(number, moment, request):
        if number == at and moment == when:
            raise Killed

    return cut


def going(at, when):
    def cut(number, moment, request):
        if number > at or (number == at and moment == when):
            raise httpx2.ReadError("the network is gone", request=request)

    return cut


def changing(world):
    """Whether the last run came to its first change; reading and checking come before."""
    assert world.wire is not None
    return any(path.endswith("/flows/jobs") for _, path in world.wire.log)


def settle(world):
    """Run until nothing is left to do, as a person would; gives the last report."""
    report = world.create(ROWS)
    return report if report.complete else world.create(ROWS)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_every_request(template, tmp_path, when):
    """The process dies before request k is sent, or when its answer has come and nothing of it is known."""
    reached = 0
    for at in range(1, MOST_REQUESTS):
        folder = tmp_path / str(at)
        folder.mkdir()
        world = World(copy_of(template, folder))
        try:
            world.create(ROWS, cut=killing(at, when))
        except Killed:
            reached = at
        else:
            break
        if not changing(world):
            assert (world.flows(), world.routes()) == ({}, {}), at
            continue
        report = world.create(ROWS)
        assert {(r.flow, r.result, r.version) for r in report.rows} == {(n, "created", "1.0") for n in FLOWS}, at
        assert (world.flows(), world.routes()) == (FLOWS, ROUTES), at
    assert 15 < reached < MOST_REQUESTS - 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_network_goes_at_every_request(template, tmp_path, when):
    """From request k on nothing comes through any more; the run ends by itself and says what is unfinished."""
    for at in range(1, MOST_REQUESTS):
        folder = tmp_path / str(at)
        folder.mkdir()
        world = World(copy_of(template, folder))
        try:
            report = world.create(ROWS, cut=going(at, when))
        except ConnectionLost:
            assert not changing(world), at
            assert (world.flows(), world.routes()) == ({}, {}), at
            continue
        else:
            assert {row.result for row in report.rows} <= {"created", "unfinished"}, at
            if report.complete and world.wire and len(world.wire.log) < at:
                break
        last = settle(world)
        assert {(r.flow, r.result, r.version) for r in last.rows} <= {(n, "created", "1.0") for n in FLOWS} | {
            (n, "failed", "1.0") for n in FLOWS
        }
        assert (world.flows(), world.routes()) == (FLOWS, ROUTES), at


def test_replacing_is_not_done_twice_either(template, tmp_path):
    before = World(copy_of(template, tmp_path))
    before.create("name\nA\nB\n")
    for at in range(1, MOST_REQUESTS):
        folder = tmp_path / str(at)
        folder.mkdir()
        world = World(copy_of(before.database, folder))
        try:
            world.create("name\nA\nB\n", on_conflict="replace", cut=killing(at, "after"))
        except Killed:
            pass
        else:
            break
        if not changing(world):
            assert world.flows() == {"A": 1, "B": 1}, at
            continue
        report = world.create("name\nA\nB\n", on_conflict="replace")
        assert {(r.flow, r.version) for r in report.rows} == {("A", "2.0"), ("B", "2.0")}, at
        assert world.flows() == {"A": 2, "B": 2}, at


def test_cancelled_as_by_ctrl_c(world):
    def cut(number, moment, request):
        if number == 14 and moment == "after":
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        world.create(ROWS, cut=cut)
    assert {row.result for row in world.create(ROWS).rows} == {"created"}
    assert (world.flows(), world.routes()) == (FLOWS, ROUTES)


def test_a_flow_deleted_after_an_unfinished_run_is_published_again(world):
    """Done in the journal, gone in the org: the org is right."""
    broken = world.create("name,queue\nA,\nB,Nowhere\n")
    assert [row.result for row in broken.rows] == ["created", "failed"]
    with open_store(world.database) as store:
        flow = store.flows.named("inboundcall", "A")
        store.flows.update(replace(flow, deleted=True))
    again = world.create("name,queue\nA,\nB,Nowhere\n")
    assert [(row.result, row.version) for row in again.rows] == [("created", "1.0"), ("failed", "")]
    assert again.rows[0].id != broken.rows[0].id


def test_a_newer_shared_flow_is_not_taken_for_done(world):
    """An open run that replaces: what was published with the old copy of the shared flow is published again, once."""
    rows = "name,queue\nA,\nB,Nowhere\n"
    world.create(rows, on_conflict="replace")
    assert world.flows() == {"A": 1}
    module = (ORG / "flows" / f"{SHARED}.yaml").read_text(encoding="utf-8").replace("four-digit PIN", "secret code")
    world.run(lambda client, store: Publisher(client).publish(module))
    report = world.create(rows, on_conflict="replace")
    assert [(row.result, row.version) for row in report.rows] == [("updated", "2.0"), ("failed", "")]
    report = world.create(rows, on_conflict="replace")
    assert [(row.result, row.version) for row in report.rows] == [("updated", "2.0"), ("failed", "")]
    assert (report.resumed, world.flows()) == (1, {"A": 2})


def test_rows_that_are_done_cost_nothing_more(world):
    world.create("name,queue\nA,\nB,Nowhere\n")
    report = world.create("name,queue\nA,\nB,Nowhere\n")
    assert report.resumed == 1
    assert [method for method, path in world.wire.log if path.endswith("/flows/jobs")] == []
