"""Finding things by their exact names, and the small functions around them."""

from __future__ import annotations

import httpx2
import pytest

from callflows.api import wire
from callflows.genesys import AmbiguousName, resources
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer


def page(*entities: dict) -> httpx2.Response:
    return answer(200, {"entities": list(entities), "pageNumber": 1, "pageCount": 1, "total": len(entities)})


def ask(replies, function, *arguments, **named):
    """What the function gives and the requests that it made."""

    async def scenario():
        org = Org(replies)
        async with org.client() as client:
            given = function(client, *arguments, **named)
            found = [item async for item in given] if hasattr(given, "__aiter__") else await given
        return found, [f"{method} {path}" for _, method, path in org.seen]

    return run_virtual(scenario())


def flow(id: str, name: str, type: str = "COMMONMODULE") -> dict:
    return {"id": id, "name": name, "type": type, "division": {"id": "d", "name": "Home"}}


def test_a_flow_is_found_by_its_exact_name():
    found, sent = ask([page(flow("f1", "menu"), flow("f2", "Menu"))], resources.find_flow, "commonmodule", "Menu")
    assert found.id == "f2"
    assert sent == ["GET /api/v2/flows?type=commonmodule&name=Menu&sortBy=name&pageNumber=1&pageSize=500"]


def test_a_star_in_a_name_is_a_star():
    replies = [page(flow("f1", "Menu *"), flow("f2", "Menu A"), flow("f3", "Menu B"))]
    found, sent = ask(replies, resources.find_flow, "COMMONMODULE", "Menu *")
    assert found.id == "f1"
    assert sent == ["GET /api/v2/flows?type=commonmodule&name=Menu+*&sortBy=name&pageNumber=1&pageSize=500"]


def test_a_flow_of_another_type_is_not_it():
    assert ask([page(flow("f1", "Menu", "INBOUNDCALL"))], resources.find_flow, "commonmodule", "Menu")[0] is None


def test_more_than_one_match_is_an_error_that_lists_them():
    async def scenario():
        org = Org([page(flow("f1", "Menu"), flow("f2", "Menu"))])
        async with org.client() as client:
            with pytest.raises(AmbiguousName) as caught:
                await resources.find_flow(client, "commonmodule", "Menu")
        return caught.value

    error = run_virtual(scenario())
    assert [(match.id, match.type, match.division) for match in error.matches] == [
        ("f1", "commonmodule", "Home"),
        ("f2", "commonmodule", "Home"),
    ]
    assert str(error) == (
        "2 objects of kind commonmodule have the name 'Menu': "
        "f1 (commonmodule, Home), f2 (commonmodule, Home). Use the id."
    )


def test_a_match_on_a_later_page_counts():
    replies = [
        answer(200, {"entities": [flow("f1", "Menu A")], "pageCount": 2}),
        answer(200, {"entities": [flow("f2", "Menu *")], "pageCount": 2}),
    ]
    assert ask(replies, resources.find_flow, "commonmodule", "Menu *")[0].id == "f2"


@pytest.mark.parametrize(
    ("function", "path"),
    [
        (resources.find_queue, "/api/v2/routing/queues?name=Support&pageNumber=1&pageSize=100"),
        (resources.find_division, "/api/v2/authorization/divisions?name=Support&pageNumber=1&pageSize=100"),
        (resources.find_ivr, "/api/v2/architect/ivrs?name=Support&pageNumber=1&pageSize=100"),
    ],
)
def test_other_things_are_found_the_same_way(function, path: str):
    found, sent = ask([page({"id": "1", "name": "Support 2"}, {"id": "2", "name": "Support"})], function, "Support")
    assert (found.id, sent) == ("2", [f"GET {path}"])
    assert ask([page({"id": "1", "name": "support"})], function, "Support")[0] is None


def test_a_call_route_is_found_by_its_number():
    replies = [
        page(
            {"id": "1", "dnis": ["+13175550000"], "state": "deleted"},
            {"id": "2", "dnis": ["+131755500009"]},
            {"id": "3", "dnis": ["+13175550001", "+13175550000"]},
        )
    ]
    found, sent = ask(replies, resources.find_ivr_by_number, "+13175550000")
    assert found.id == "3"
    assert sent == ["GET /api/v2/architect/ivrs?dnis=%2B13175550000&pageNumber=1&pageSize=100"]


def test_two_call_routes_with_one_number_are_an_error():
    replies = [page({"id": "1", "name": "A", "dnis": ["+1"]}, {"id": "2", "name": "B", "dnis": ["+1"]})]
    with pytest.raises(AmbiguousName, match="call route with the number"):
        ask(replies, resources.find_ivr_by_number, "+1")


def test_a_number_is_found_with_its_owner():
    found, sent = ask(
        [page({"number": "+15"}, {"number": "+1", "owner": {"id": "i"}, "ownerType": "IVR_CONFIG"})],
        resources.find_number,
        "+1",
    )
    assert found == wire.DIDNumber(number="+1", owner=wire.Ref(id="i"), owner_type="IVR_CONFIG")
    assert sent == [
        "GET /api/v2/telephony/providers/edges/didpools/dids"
        "?type=ASSIGNED_AND_UNASSIGNED&numberMatch=%2B1&pageNumber=1&pageSize=100"
    ]


def test_flows_are_looked_up_by_fifties():
    ids = [f"f{number}" for number in range(51)]
    found, sent = ask(
        [page(*[flow(name, name) for name in ids[:49]]), page(flow("f50", "f50"))], resources.flows_by_id, [*ids, "f1"]
    )
    assert sorted(found) == sorted([*ids[:49], "f50"])
    assert sent == [
        f"GET /api/v2/flows/lookup?id={','.join(ids[:50])}&pageNumber=1&pageSize=100",
        "GET /api/v2/flows/lookup?id=f50&pageNumber=1&pageSize=100",
    ]


def test_consumers_are_those_of_published_versions():
    found, sent = ask([page({"id": "91", "version": "2.0"})], resources.consumers_of, "x", "COMMONMODULEFLOW")
    assert found == [wire.Dependency(id="91", version="2.0")]
    assert sent == [
        "GET /api/v2/architect/dependencytracking/consumingresources"
        "?id=x&objectType=COMMONMODULEFLOW&flowFilter=published&pageNumber=1&pageSize=100"
    ]


@pytest.mark.parametrize(
    ("type", "expected"),
    [("inboundcall", "INBOUNDCALLFLOW"), ("COMMONMODULE", "COMMONMODULEFLOW"), ("workflow", "WORKFLOW")],
)
def test_the_trackings_names_of_flow_types(type: str, expected: str):
    assert resources.object_type(type) == expected


@pytest.mark.parametrize(
    ("function", "arguments", "reply", "expected"),
    [
        (resources.flow_by_id, ("f",), {"id": "f"}, "GET /api/v2/flows/f"),
        (resources.delete_flow, ("f",), None, "DELETE /api/v2/flows/f"),
        (resources.unlock_flow, ("f",), {"id": "f"}, "POST /api/v2/flows/actions/unlock?flow=f"),
        (resources.deactivate_flow, ("f",), {"id": "f"}, "POST /api/v2/flows/actions/deactivate?flow=f"),
        (resources.queue_by_id, ("q",), {"id": "q"}, "GET /api/v2/routing/queues/q"),
        (resources.create_queue, (wire.Queue(name="S"),), {"id": "q"}, "POST /api/v2/routing/queues"),
        (resources.home_division, (), {"id": "d"}, "GET /api/v2/authorization/divisions/home"),
        (resources.ivr_by_id, ("i",), {"id": "i"}, "GET /api/v2/architect/ivrs/i"),
        (resources.post_ivr, (wire.IVR(name="R"),), {"id": "i"}, "POST /api/v2/architect/ivrs"),
        (resources.put_ivr, (wire.IVR(id="i", version=2),), {"id": "i"}, "PUT /api/v2/architect/ivrs/i"),
        (resources.delete_ivr, ("i",), None, "DELETE /api/v2/architect/ivrs/i"),
        (resources.token_info, (), {"OAuthClient": {"id": "c"}}, "GET /api/v2/tokens/me"),
        (resources.organization, (), {"id": "o"}, "GET /api/v2/organizations/me"),
        (resources.tracking_status, (), {"status": "OPERATIONAL"}, "GET /api/v2/architect/dependencytracking/build"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_each_function_asks(function, arguments, reply, expected: str):
    assert ask([answer(200, reply)], function, *arguments)[1] == [expected]


def test_versions_are_listed():
    found, sent = ask([page({"id": "2.0"}, {"id": "1.0"})], resources.flow_versions, "f")
    assert [version.id for version in found] == ["2.0", "1.0"]
    assert sent == ["GET /api/v2/flows/f/versions?pageNumber=1&pageSize=100"]
