"""The widely copied tutorial's program, importing `callflows`: find, build, create, errors by status and body."""

import json
import uuid

import httpx2
import pytest
from msgspec.structs import replace

from callflows import ApiError, BadRequest, Conflict, NotFound
from callflows.emulator import create_app
from callflows.models import (
    EndNode,
    Flow,
    FlowEdge,
    FlowEdgeType,
    FlowNode,
    FlowQueryRequest,
    HangupNode,
    InvokeNode,
    QueueNode,
    SetNode,
)
from callflows.platform import PlatformClient, RoutingApi


def find_shared_flow_by_name(api, flow_name):
    response = api.post_routing_flows_query(body=FlowQueryRequest(type="shared", name=flow_name))
    if not response.entities or len(response.entities) == 0:
        raise ValueError(f"Shared flow '{flow_name}' not found.")
    return response.entities[0].id


def build_inbound_flow_with_invoke(shared_flow_id, queue_id, name="Inbound - Shared Auth Integration"):
    start, invoke, queue, hangup = (str(uuid.uuid4()) for _ in range(4))
    return Flow(
        name=name,
        description="Inbound flow that invokes a global authentication shared flow before queuing.",
        type="inbound",
        nodes=[
            FlowNode(id=start, name="Start", type="start"),
            FlowNode(id=invoke, name="Invoke Shared Auth", type="invoke", action=InvokeNode(flow_id=shared_flow_id)),
            FlowNode(id=queue, name="Queue Call", type="queue", action=QueueNode(queue_id=queue_id)),
            FlowNode(id=hangup, name="Hangup", type="hangup", action=HangupNode(reason="Auth failed or timeout")),
        ],
        edges=[
            FlowEdge(id=str(uuid.uuid4()), from_node_id=start, to_node_id=invoke, type=FlowEdgeType.TRANSITION),
            FlowEdge(id=str(uuid.uuid4()), from_node_id=invoke, to_node_id=queue, type=FlowEdgeType.ON_COMPLETE),
            FlowEdge(id=str(uuid.uuid4()), from_node_id=invoke, to_node_id=hangup, type=FlowEdgeType.ON_ERROR),
        ],
        start_node_id=start,
    )


@pytest.fixture
def queue_id(store):
    return store.queues.named("Support").id


def test_find_build_create(api, store, queue_id):
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    flow = build_inbound_flow_with_invoke(shared, queue_id)
    created = api.post_routing_flow(body=flow)
    record = store.flows.named("inboundcall", flow.name)
    assert (created.id, created.name, created.version) == (record.id, flow.name, "1.0")
    assert (created.nodes, created.edges, created.published) == (flow.nodes, flow.edges, True)
    again = api.get_routing_flow(created.id)
    assert (again.id, again.name, again.type, again.version) == (created.id, flow.name, "inbound", "1.0")


def test_the_camel_case_form_works_as_well(api, queue_id):
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    body = build_inbound_flow_with_invoke(shared, queue_id).to_dict()
    assert api.post_routing_flow(body).version == "1.0"
    assert [flow.name for flow in api.get_routing_flows(type="inbound").entities] == [body["name"]]


def test_a_name_that_nothing_has_gives_no_entity(api):
    with pytest.raises(ValueError, match="Shared flow 'Global' not found"):
        find_shared_flow_by_name(api, "Global")
    assert api.post_routing_flows_query(FlowQueryRequest("shared", "Global*")).entities == []


def test_409_when_the_name_exists(api, queue_id):
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    api.post_routing_flow(build_inbound_flow_with_invoke(shared, queue_id))
    with pytest.raises(Conflict) as caught:
        api.post_routing_flow(build_inbound_flow_with_invoke(shared, queue_id))
    assert (caught.value.status, caught.value.code) == (409, "architect.flow.already.exists")
    with pytest.raises(Conflict):
        api.post_routing_flow(build_inbound_flow_with_invoke(shared, queue_id, "INBOUND - shared auth integration"))


def test_400_lists_every_breach_with_its_node(api, queue_id):
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    flow = build_inbound_flow_with_invoke(shared, "no such queue")
    flow.edges.pop()
    with pytest.raises(BadRequest) as caught:
        api.post_routing_flow(flow)
    body = json.loads(caught.value.body)
    assert (caught.value.status, body["status"], body["code"]) == (400, 400, "bad.request")
    by_node = {flow.nodes[i].id: flow.nodes[i].name for i in range(4)}
    assert {(e["entityName"]) for e in body["errors"]} == {"Invoke Shared Auth", "Queue Call", "Hangup"}
    assert all(by_node[e["entityId"]] == e["entityName"] for e in body["errors"])


def test_404_when_the_shared_flow_does_not_exist_or_is_not_shared(api, queue_id):
    with pytest.raises(NotFound) as caught:
        api.post_routing_flow(build_inbound_flow_with_invoke(str(uuid.uuid4()), queue_id))
    assert caught.value.status == 404
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    inbound = api.post_routing_flow(build_inbound_flow_with_invoke(shared, queue_id, "First"))
    with pytest.raises(NotFound):
        api.post_routing_flow(build_inbound_flow_with_invoke(inbound.id, queue_id, "Second"))
    with pytest.raises(NotFound):
        api.get_routing_flow(str(uuid.uuid4()))


def test_400_when_the_shared_flow_is_disabled(api, store, queue_id):
    shared = find_shared_flow_by_name(api, "Global Authentication Menu")
    store.flows.update(replace(store.flows.get(shared), active=False))
    with pytest.raises(BadRequest):
        api.post_routing_flow(build_inbound_flow_with_invoke(shared, queue_id))


def test_a_shared_flow_can_be_created_too(api):
    flow = Flow(
        name="Say yes",
        type="shared",
        nodes=[
            FlowNode("s", "Start", "start"),
            FlowNode("v", "Yes", "set", SetNode("Answer", "yes")),
            FlowNode("e", "Back", "end", EndNode()),
        ],
        edges=[FlowEdge("1", "s", "v"), FlowEdge("2", "v", "e")],
        start_node_id="s",
    )
    created = api.post_routing_flow(flow)
    assert [(f.id, f.type) for f in api.get_routing_flows("shared", "Say yes").entities] == [(created.id, "shared")]


def test_wrong_credentials_are_an_error_with_status(store):
    client = PlatformClient("callflows", "wrong", transport=httpx2.ASGITransport(app=create_app(store)))
    client.set_environment("http://127.0.0.1:1")
    with client, pytest.raises(ApiError) as caught:
        RoutingApi(client).get_routing_flows()
    assert caught.value.status in (400, 401)
    assert "wrong" not in str(caught.value) + repr(client)


def test_an_unknown_region_is_a_value_error_at_once():
    with pytest.raises(ValueError, match=r"usw2\.pure\.cloud"):
        PlatformClient("a", "b").set_environment("us-west-9")


class FakeSdkClient:
    """What `PureCloudPlatformClientV2.ApiClient` shows."""

    def __init__(self, host, access_token):
        self.host = host
        self.access_token = access_token


def test_from_sdk_uses_its_host_and_token(store, client):
    seen = set()

    class Watching(httpx2.ASGITransport):
        async def handle_async_request(self, request):
            seen.add((str(request.url).partition("/api")[0], request.headers["authorization"]))
            return await super().handle_async_request(request)

    transport = Watching(app=create_app(store))
    sdk = FakeSdkClient("http://127.0.0.1:1", "not-a-token")
    with PlatformClient.from_sdk(sdk, transport=transport) as made, pytest.raises(ApiError) as caught:
        RoutingApi(made).get_routing_flows()
    assert caught.value.status == 401
    assert seen == {("http://127.0.0.1:1", "Bearer not-a-token")}
