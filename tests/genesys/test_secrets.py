"""No secret in a repr, in an error or in a log."""

from __future__ import annotations

import logging
import traceback

import httpx2
import pytest

from callflows.api import operation, wire
from callflows.genesys import AccessToken, ClientCredentials, GenesysError, RetryPolicy, from_sdk, resources
from callflows.testing import run_virtual
from tests.genesys.fakes import CREDENTIALS, Org, answer, fault

SECRETS = ("the-secret", "dGhlLWNsaWVudDp0aGUtc2VjcmV0", "token-1", "SIGNATURE", "given-token")
SIGNED = "http://127.0.0.1:1/store/SIGNATURE?X-Amz-Signature=SIGNATURE"


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


class Sdk:
    host = "http://127.0.0.1:1"
    access_token = "given-token"


@pytest.mark.parametrize(
    "make",
    [
        lambda: CREDENTIALS,
        lambda: ClientCredentials(client_id="c", client_secret="the-secret"),
        lambda: AccessToken("given-token"),
        lambda: AccessToken(lambda: "given-token"),
        lambda: Org([]).client(),
        lambda: Org([]).client(auth=AccessToken("given-token")),
        lambda: from_sdk(Sdk()),
        lambda: Org([]).client().budget,
        lambda: Org([]).client().requests,
    ],
)
def test_nothing_that_is_printed_has_a_secret(make):
    async def scenario():
        thing = make()
        return repr(thing) + str(thing) + f"{thing}"

    assert secrets_in(run_virtual(scenario())) == []


def test_a_whole_run_logs_no_secret(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    registered = {"id": "j", "presignedUrl": SIGNED, "headers": {"x-amz-a": "SIGNATURE"}}

    async def scenario():
        org = Org([answer(503), answer(202, registered), answer(500), answer(200), answer(200)])
        async with org.client() as client:
            job = await resources.register_job(client)
            await resources.upload_job(client, job, "yaml")
            await client.download(SIGNED)
            return repr(job)

    shown = run_virtual(scenario())
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert secrets_in(logged + shown) == []
    assert "POST http://127.0.0.1:1/api/v2/flows/jobs" in logged
    assert "PUT http://127.0.0.1:1/<hidden>" in logged
    assert "POST /api/v2/flows/jobs: 202, correlation id -" in logged


@pytest.mark.parametrize(
    "trouble",
    [
        answer(403, {"message": "SIGNATURE"}),
        answer(404),
        httpx2.ConnectError("refused"),
        httpx2.ReadError("reset"),
        httpx2.UnsupportedProtocol(f"no protocol in {SIGNED}"),
    ],
)
def test_an_upload_that_fails_shows_no_signature(trouble: httpx2.Response | Exception):
    async def scenario():
        async with Org([trouble]).client(retry=RetryPolicy(attempts=1)) as client:
            with pytest.raises(GenesysError) as caught:
                await client.upload(SIGNED, {"x-amz-a": "SIGNATURE"}, b"x")
        return caught.value

    error = run_virtual(scenario())
    told = "".join(traceback.format_exception(error)) + repr(error) + error.body
    shown = "\n".join(
        line for line in told.splitlines() if not line.startswith("    ")
    )  # without the test's own source
    assert secrets_in(shown) == []


@pytest.mark.parametrize("login", [True, False])
def test_an_error_of_a_call_shows_no_credentials(login: bool):
    async def scenario():
        org = Org([fault(403, "not.authorized", "no")])
        if login:
            org.login_answers = [answer(401, {"error": "invalid_client", "error_description": "authentication failed"})]
        async with org.client() as client:
            with pytest.raises(GenesysError) as caught:
                await client.call(operation("get_flow", wire.Flow), path={"flowId": "f"})
        return caught.value

    error = run_virtual(scenario())
    assert secrets_in("".join(traceback.format_exception(error)) + repr(error) + error.body) == []
