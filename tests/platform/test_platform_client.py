"""`PlatformClient` as programs use it: from threads, in a notebook, closed and opened again."""

import asyncio
import pickle
import threading

import httpx2
import pytest

from callflows import ApiError, FlowQueryRequest, PlatformClient, RoutingApi
from callflows.emulator import create_app
from callflows.platform import MissingCredentials

QUERY = FlowQueryRequest(type="shared", name="Global Authentication Menu")


def versions(api):
    return [flow.version for flow in api.post_routing_flows_query(QUERY).entities]


@pytest.fixture
def api(store):
    client = PlatformClient("callflows", "callflows", transport=httpx2.ASGITransport(app=create_app(store)))
    client.set_environment("http://127.0.0.1:1")
    with client:
        yield RoutingApi(client)


def test_several_threads_share_a_client(api):
    found = []
    threads = [threading.Thread(target=lambda: found.append(versions(api))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["1.0"]] * 8


def test_inside_a_running_event_loop(api):
    async def cell():
        return versions(api)

    assert asyncio.run(cell()) == ["1.0"]


def test_closed_twice_and_opened_again(api):
    assert versions(api) == ["1.0"]
    api.platform_client.close()
    api.platform_client.close()
    assert versions(api) == ["1.0"]


def test_what_is_forgotten_is_closed(store):
    before = set(threading.enumerate())
    for _ in range(3):
        client = PlatformClient("callflows", "callflows", transport=httpx2.ASGITransport(app=create_app(store)))
        client.set_environment("http://127.0.0.1:1")
        assert versions(RoutingApi(client)) == ["1.0"]
        del client
    assert set(threading.enumerate()) == before


def test_nothing_secret_is_shown():
    class Sdk:
        host = "https://api.mypurecloud.com"
        access_token = "t0ken"

    with_secret = PlatformClient("an-id", "s3cret")
    assert [repr(client) for client in (with_secret, PlatformClient(), PlatformClient.from_sdk(Sdk()))] == [
        "PlatformClient(client_id='an-id', environment='mypurecloud.com')",
        "PlatformClient()",
        "PlatformClient.from_sdk(<ApiClient of https://api.mypurecloud.com>)",
    ]
    with pytest.raises(TypeError):
        pickle.dumps(with_secret)


def test_an_error_goes_to_another_process_whole(api):
    with pytest.raises(ApiError) as caught:
        api.get_routing_flow("no-such-flow")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.status, again.code, again.body, again.correlation_id) == (
        type(caught.value),
        str(caught.value),
        404,
        "architect.flow.not.found",
        caught.value.body,
        caught.value.correlation_id,
    )


def test_half_of_the_credentials_is_an_error_that_names_the_other_half():
    with pytest.raises(MissingCredentials) as caught:
        PlatformClient("an-id")
    assert str(caught.value).splitlines()[0] == "client_secret is not set, but client_id is"
