"""Taking over the `ApiClient` of the official SDK by what it looks like."""

from __future__ import annotations

import subprocess
import sys

import httpx2
import pytest

from callflows.api import UnknownEnvironment, operation, wire
from callflows.genesys import from_sdk
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer

GET_FLOW = operation("get_flow", wire.Flow)


class ApiClient:
    """As the SDK has it: a host and a token that change in place."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.access_token = "first"


class GatewayClient(ApiClient):
    """An SDK that is configured for a gateway asks another address than its host."""

    def get_conf_url(self, path_type: str, base_path: str) -> str:
        return "http://127.0.0.1:9/apiroot" if path_type == "api" else base_path


async def flows(_: httpx2.Request) -> httpx2.Response:
    return answer(200, {"id": "f"})


def test_the_host_and_the_token_of_the_moment_are_used():
    sdk = ApiClient("https://api.usw2.pure.cloud")

    async def scenario():
        org = Org(flows)
        async with from_sdk(sdk, transport=httpx2.MockTransport(org)) as client:
            await client.call(GET_FLOW, path={"flowId": "f"})
            sdk.access_token = "second"
            await client.call(GET_FLOW, path={"flowId": "f"})
        return [(request.url.host, request.headers["Authorization"]) for request in org.requests], org.logins

    seen, logins = run_virtual(scenario())
    assert seen == [("api.usw2.pure.cloud", "Bearer first"), ("api.usw2.pure.cloud", "Bearer second")]
    assert logins == []


def test_a_gateway_is_kept():
    async def scenario():
        org = Org(flows)
        async with from_sdk(
            GatewayClient("https://api.mypurecloud.com"), transport=httpx2.MockTransport(org)
        ) as client:
            await client.call(GET_FLOW, path={"flowId": "f"})
        return [str(request.url) for request in org.requests]

    assert run_virtual(scenario()) == ["http://127.0.0.1:9/apiroot/api/v2/flows/f"]


def test_an_object_without_a_url_is_refused():
    with pytest.raises(UnknownEnvironment):
        from_sdk(ApiClient("somewhere"))


def test_the_sdk_itself_is_not_imported():
    program = "import sys, callflows.genesys; print(sorted(n for n in sys.modules if n.startswith('PureCloud')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
