"""Many rows at once: what each becomes, what it costs, and what is not done twice."""

import httpx2
import pytest
from msgspec.structs import replace

from callflows.deploy import Defaults, Publisher
from callflows.emulator import FaultPlan
from callflows.genesys import Client, ClientCredentials, LoginRefused, NotConnected
from callflows.store import open_store
from tests.deploy.world import DEFAULTS, SHARED, Wire

ROWS = "name,number\nA,+13175550101\nB,\nC,+13175550102\nD,\n"


def outcome(report):
    return {(row.flow, row.result, row.version, row.cause) for row in report.rows}


def test_every_row_becomes_a_published_flow_with_its_route(world):
    report = world.create(ROWS)
    assert outcome(report) == {(name, "created", "1.0", "") for name in "ABCD"}
    assert world.flows() == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert world.routes() == {"+13175550101": "A", "+13175550102": "C"}
    assert report.complete
    assert report.resumed == 0


def test_a_bad_row_fails_alone_with_its_line(world):
    report = world.create("name,queue,number\nA,,\nB,Nowhere,\nC,,13175550102\nD,,\n")
    assert [(r.flow, r.result, r.source, r.message, r.cause) for r in report.rows] == [
        ("A", "created", "lines.csv:2", "", ""),
        ("B", "failed", "lines.csv:3", 'there is no queue "Nowhere" in the org', "input"),
        ("C", "failed", "lines.csv:4", "'13175550102' is not a phone number in E.164 form", "input"),
        ("D", "created", "lines.csv:5", "", ""),
    ]
    assert world.flows() == {"A": 1, "D": 1}


def test_a_name_that_exists(world):
    world.create("name\nA\n")
    assert outcome(world.create("name\nA\nB\n")) == {("A", "failed", "1.0", "conflict"), ("B", "created", "1.0", "")}
    skipped = world.create("name\na\nC\n", on_conflict="skip")
    assert outcome(skipped) == {("a", "skipped", "1.0", ""), ("C", "created", "1.0", "")}
    replaced = world.create("name\nA\nD\n", on_conflict="replace")
    assert outcome(replaced) == {("A", "updated", "2.0", ""), ("D", "created", "1.0", "")}
    assert world.flows() == {"A": 2, "B": 1, "C": 1, "D": 1}


class Rival(Wire):
    """Another program publishes the flow A when this one is about to."""

    yaml = ""

    async def handle_async_request(self, request):
        if request.method == "POST" and request.url.path.endswith("/flows/jobs") and Rival.yaml:
            yaml, Rival.yaml = Rival.yaml, ""
            credentials = ClientCredentials(client_id="callflows", client_secret="callflows")
            async with Client(environment="http://127.0.0.1:1", auth=credentials, transport=self._inner) as rival:
                await Publisher(rival).publish(yaml)
        return await super().handle_async_request(request)


def test_a_flow_that_somebody_else_publishes_at_the_same_time_is_told(world):
    Rival.yaml = world.prepare("name\nA\n").plan.rows[0].yaml
    report = world.create("name\nA\nB\n", wire=Rival)
    assert [(row.result, row.version, row.message) for row in report.rows] == [
        ("created", "2.0", "somebody else published this flow at the same time: it is version 2.0 now"),
        ("created", "1.0", ""),
    ]


def test_what_was_done_before_is_told_as_that(world):
    """The first run ended by itself, with a failure: nothing was interrupted."""
    world.create("name,queue\nA,\nB,Nowhere\n")
    again = world.create("name,queue\nA,\nB,Nowhere\n")
    assert [(row.result, row.message) for row in again.rows] == [
        ("created", "done when this command ran before"),
        ("failed", 'there is no queue "Nowhere" in the org'),
    ]


def test_a_completed_run_given_again_is_a_new_run(world):
    world.create("name\nA\n")
    assert outcome(world.create("name\nA\n")) == {("A", "failed", "1.0", "conflict")}
    assert outcome(world.create("name\nA\n", on_conflict="replace")) == {("A", "updated", "2.0", "")}
    assert outcome(world.create("name\nA\n", on_conflict="replace")) == {("A", "updated", "3.0", "")}


def test_requests_per_flow_stay_low_when_a_publish_takes_time(world):
    rows = "name\n" + "".join(f"Line {n:03}\n" for n in range(120))
    report = world.create(rows)
    assert outcome(report) == {(f"Line {n:03}", "created", "1.0", "") for n in range(120)}
    assert world.client is not None
    assert world.client.requests.calls / 120 <= 3.2


def test_injected_429_and_503_fail_no_row(world):
    rows = "name,number\n" + "".join(f"Line {n:02},+131755501{n:02}\n" for n in range(30))
    report = world.create(rows, faults=FaultPlan(seed=7, rate_429=0.05, rate_503=0.05))
    assert {(row.flow, row.result, row.message) for row in report.rows} == {
        (f"Line {n:02}", "created", "") for n in range(30)
    }
    assert world.flows() == {f"Line {n:02}": 1 for n in range(30)}
    assert world.routes() == {f"+131755501{n:02}": f"Line {n:02}" for n in range(30)}


def test_lost_answers_are_made_good_by_the_next_run(world):
    rows = "name,number\n" + "".join(f"Line {n:02},+131755501{n:02}\n" for n in range(12))
    for attempt in range(20):
        report = world.create(rows, faults=FaultPlan(seed=attempt, rate_dropped=0.05))
        if report.complete:
            break
    assert report.complete
    assert world.flows() == {f"Line {n:02}": 1 for n in range(12)}
    assert world.routes() == {f"+131755501{n:02}": f"Line {n:02}" for n in range(12)}


def test_wrong_credentials_say_so_before_anything_is_tried(world):
    with pytest.raises(LoginRefused):
        world.create(ROWS, secret="wrong")
    assert world.wire is not None
    assert {path for _, path in world.wire.log} == {"/oauth/token"}


def test_no_network_says_so(world):
    def cut(number, when, request):
        raise httpx2.ConnectError("no route to host", request=request)

    with pytest.raises(NotConnected):
        world.create(ROWS, cut=cut)


def test_the_network_goes_and_comes_back(world):
    def cut(number, when, request):
        if number > 15:
            raise httpx2.ConnectError("no route to host", request=request)

    broken = world.create(ROWS, cut=cut)
    assert {row.result for row in broken.rows} == {"unfinished"}
    assert {row.cause for row in broken.rows} == {"remote"}
    assert outcome(world.create(ROWS)) == {(name, "created", "1.0", "") for name in "ABCD"}
    assert world.flows() == {"A": 1, "B": 1, "C": 1, "D": 1}


def test_everything_that_is_wrong_is_said_before_the_first_change(world):
    text = "name,shared,queue,division,number\nA,Nothing,Nowhere,Nobody,+4930123456\n"
    found = world.prepare(text, Defaults())
    assert {(d.code, str(d.span), d.message) for d in found.diagnostics} == {
        ("org-no-shared-flow", "lines.csv:2:1", 'there is no shared flow "Nothing" in the org'),
        ("org-no-queue", "lines.csv:2:1", 'there is no queue "Nowhere" in the org'),
        ("org-no-division", "lines.csv:2:1", 'there is no division "Nobody"'),
        ("org-no-number", "lines.csv:2:1", "no number range (DID pool) of the org holds +4930123456"),
    }
    assert world.flows() == {}


def test_a_file_without_a_good_row_costs_no_request(world):
    found = world.prepare("name,number\nA,123\n")
    assert [d.code for d in found.diagnostics] == ["lines-number"]
    assert world.wire is not None
    assert world.wire.log == []


def test_an_unknown_input_of_the_shared_flow_is_refused(world):
    found = world.prepare("name,input.brnd\nA,Acme\n")
    assert [d.span and str(d.span) for d in found.diagnostics] == ["lines.csv:2:1"]
    assert found.plan.rows[0].yaml == ""


def test_a_route_is_pointed_at_the_flow_and_says_where_it_led(world):
    world.create("name,number\nA,+13175550101\n")
    report = world.create("name,number\nB,+13175550101\n")
    assert [(r.result, r.message) for r in report.rows] == [
        ("created", 'call route "A +13175550101" now leads here (before: "A")')
    ]
    assert world.routes() == {"+13175550101": "B"}


def test_flow_and_route_are_in_the_division_that_the_row_names(world):
    report = world.create("name,division,number\nA,EMEA,+13175550101\nB,,+13175550102\n")
    assert [row.result for row in report.rows] == ["created", "created"]
    with open_store(world.database) as store:
        names = {division.id: division.name for division in store.divisions.list()[0]}
        assert {route.dnis[0]: names[route.division_id] for route in store.ivrs.list()[0]} == {
            "+13175550101": "EMEA",
            "+13175550102": "Home",
        }
        assert names[store.flows.named("inboundcall", "A").division_id] == "EMEA"


def test_a_route_with_other_numbers_is_not_taken_away(world):
    world.create("name,number\nA,+13175550101\n")
    add_number(world, "+13175550102")
    found = world.prepare("name,number\nB,+13175550101\n")
    assert [(d.code, d.message) for d in found.diagnostics] == [
        (
            "org-number-shared",
            '+13175550101 belongs to the call route "A +13175550101" together with +13175550102, which would move too',
        )
    ]


def add_number(world, number):
    with open_store(world.database) as store:
        route = store.ivrs.list()[0][0]
        changed = replace(route, dnis=(*route.dnis, number), version=route.version + 1)
        store.ivrs.update(changed, expected=route.version)


def test_defaults_fill_what_a_row_leaves_out(world):
    found = world.prepare("name,queue\nA,\nB,Sales\n", DEFAULTS)
    assert [(row.line.shared, row.line.queue, row.ready) for row in found.plan.rows] == [
        (SHARED, "Support", True),
        (SHARED, "Sales", True),
    ]
