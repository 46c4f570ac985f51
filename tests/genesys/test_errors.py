"""The tree of errors: drawn as it is, and everything that can happen has its place in it."""

from __future__ import annotations

import inspect
import re

import httpx2
import pytest

from callflows import genesys
from callflows.api import OPERATIONS, Need
from callflows.genesys import answers, errors
from callflows.genesys.errors import GenesysError

GET_FLOW = OPERATIONS["get_flow"]
HTTPX_FAULTS = sorted(
    {
        thing
        for thing in vars(httpx2).values()
        if inspect.isclass(thing) and issubclass(thing, Exception) and not issubclass(thing, Warning)
    },
    key=lambda kind: kind.__name__,
)


def _drawn() -> dict[str, str | None]:
    """Each class of the docstring's tree with the one it stands under."""
    parents: dict[str, str | None] = {}
    open_levels: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"( *)[*+x-] (\w+)", line)
        if found is None:
            continue
        depth, name = len(found[1]), found[2]
        open_levels = [level for level in open_levels if level[0] < depth]
        parents[name] = open_levels[-1][1] if open_levels else None
        open_levels.append((depth, name))
    return parents


def test_the_tree_is_drawn_as_it_is():
    classes = [
        thing
        for thing in vars(errors).values()
        if inspect.isclass(thing) and issubclass(thing, GenesysError) and thing.__module__ == errors.__name__
    ]
    actual = {kind.__name__: kind.__base__.__name__ if kind is not GenesysError else None for kind in classes}
    assert _drawn() == actual
    assert {name for name in actual if not hasattr(genesys, name)} == set()


def _make(kind: type[Exception]) -> Exception:
    if issubclass(kind, httpx2.HTTPStatusError):
        request = httpx2.Request("GET", "http://127.0.0.1")
        return kind("made", request=request, response=httpx2.Response(500, request=request))
    try:
        return kind("made")
    except TypeError:
        return kind()


@pytest.mark.parametrize("kind", HTTPX_FAULTS, ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx2_is_mapped(kind: type[Exception]):
    assert issubclass(kind, answers.TRANSPORT_FAULTS)
    mapped = answers.transport_error(_make(kind), "GET /x", "127.0.0.1:1")
    assert isinstance(mapped, genesys.TransportError)
    assert mapped.status == 0
    assert str(mapped).startswith("GET /x: ")


@pytest.mark.parametrize(
    ("raised", "ours", "sent", "retryable"),
    [
        (httpx2.ConnectError("refused"), genesys.NotConnected, False, True),
        (httpx2.ConnectTimeout("slow"), genesys.NotConnected, False, True),
        (httpx2.PoolTimeout("full"), genesys.NotConnected, False, True),
        (httpx2.ReadTimeout("slow"), genesys.TimedOut, True, True),
        (TimeoutError(), genesys.TimedOut, True, True),
        (httpx2.ReadError("reset"), genesys.ConnectionLost, True, True),
        (httpx2.RemoteProtocolError("closed"), genesys.ConnectionLost, True, True),
        (httpx2.DecodingError("gzip"), genesys.UnreadableAnswer, True, False),
        (httpx2.UnsupportedProtocol("ftp"), genesys.InvalidTarget, False, False),
        (httpx2.InvalidURL("bad"), genesys.InvalidTarget, False, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_what_a_lost_request_says(raised: Exception, ours: type, sent: bool, retryable: bool):
    mapped = answers.transport_error(raised, "GET /x", "127.0.0.1:1")
    assert (type(mapped), mapped.sent, mapped.retryable) == (ours, sent, retryable)
    assert "(127.0.0.1:1: " in str(mapped)


def _answer(status: int, body: str = "", **headers: str) -> httpx2.Response:
    return httpx2.Response(status, text=body, headers={name.replace("_", "-"): v for name, v in headers.items()})


@pytest.mark.parametrize(
    ("status", "kind", "retryable"),
    [
        (400, genesys.BadRequest, False),
        (401, genesys.Unauthorized, False),
        (403, genesys.Forbidden, False),
        (404, genesys.NotFound, False),
        (405, genesys.NotAllowed, False),
        (408, genesys.ApiError, True),
        (409, genesys.Conflict, False),
        (410, genesys.Gone, False),
        (413, genesys.TooLarge, False),
        (418, genesys.ApiError, False),
        (429, genesys.RateLimited, True),
        (500, genesys.ServerError, True),
        (501, genesys.ServerError, False),
        (503, genesys.ServerError, True),
        (504, genesys.ServerError, True),
        (302, genesys.ApiError, False),
    ],
)
def test_every_status_has_its_error(status: int, kind: type, retryable: bool):
    error = answers.api_error(_answer(status), GET_FLOW)
    assert (type(error), error.status, error.retryable) == (kind, status, retryable)


def test_an_error_tells_all_it_knows():
    body = '{"message":"Could not find flow with specified ID.","code":"architect.flow.not.found","status":404}'
    error = answers.api_error(_answer(404, body, ININ_Correlation_Id="abc-1"), GET_FLOW)
    assert str(error) == (
        "GET /api/v2/flows/{flowId}: 404 architect.flow.not.found: Could not find flow with specified ID. "
        "(correlation id abc-1)"
    )
    assert (error.code, error.body, error.correlation_id) == ("architect.flow.not.found", body, "abc-1")
    assert error.detail.message == "Could not find flow with specified ID."


def test_the_correlation_id_may_be_in_the_body_only():
    assert answers.api_error(_answer(500, '{"contextId":"ctx-7"}'), GET_FLOW).correlation_id == "ctx-7"


def test_an_error_body_with_a_strange_part_still_tells_its_message():
    body = '{"message":"No.","code":"general.conflict","contextId":"ctx-7","messageParams":{"count":3},"limit":"none"}'
    error = answers.api_error(_answer(409, body), GET_FLOW)
    assert (error.code, error.correlation_id) == ("general.conflict", "ctx-7")
    assert str(error) == "GET /api/v2/flows/{flowId}: 409 general.conflict: No. (correlation id ctx-7)"


def test_a_body_that_is_not_json_is_kept():
    error = answers.api_error(_answer(502, "<html>bad gateway</html>"), GET_FLOW)
    assert (error.body, error.code) == ("<html>bad gateway</html>", "")
    assert str(error) == "GET /api/v2/flows/{flowId}: 502: Bad Gateway"


@pytest.mark.parametrize(
    ("body", "need", "names"),
    [
        (
            '{"code":"missing.permissions","message":"You are missing: routing:queue:view"}',
            Need.ALL,
            ("routing:queue:view",),
        ),
        (
            '{"code":"missing.any.permissions","message":"One of: architect:flow:edit, architect:flow:unlock"}',
            Need.ANY,
            ("architect:flow:edit", "architect:flow:unlock"),
        ),
        (
            '{"code":"missing.permissions","message":"no","messageParams":{"permissions":"architect:job:create"}}',
            Need.ALL,
            ("architect:job:create",),
        ),
        ('{"code":"not.authorized","message":"no"}', Need.ALL, ("architect:flow:view",)),
    ],
    ids=["named", "any", "in the parameters", "from the table"],
)
def test_a_403_names_the_permission_and_what_to_grant(body: str, need: Need, names: tuple[str, ...]):
    error = answers.api_error(_answer(403, body), GET_FLOW)
    assert isinstance(error, genesys.Forbidden)
    assert (error.permissions.need, error.permissions.names) == (need, names)
    joined = (" or " if need is Need.ANY else " and ").join(names)
    assert f"Missing permission: {joined}. Grant it to a role of the OAuth client" in str(error)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("42", 42.0), ("0", 0.0), ("", None), ("soon", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
)
def test_retry_after(header: str, seconds: float | None):
    assert answers.api_error(_answer(429, Retry_After=header), GET_FLOW).retry_after == seconds
