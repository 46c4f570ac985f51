"""Bodies: what is written, what is left out, what is read."""

from __future__ import annotations

import json

import msgspec
import pytest

from callflows.api import OPERATIONS, wire
from tests.shared import needs_shared

NOT_SPOKEN = {"Channel", "FlowExecutionLaunchResponse", "FlowRuntimeExecution", "HistoryListing", "PromptAssetUpload"}


def test_absent_fields_are_left_out_and_false_is_written():
    flow = wire.Flow(id="f1", active=False, published_version=wire.FlowVersion(id="1.0", date_created=5))
    assert json.loads(wire.encode(flow)) == {
        "id": "f1",
        "active": False,
        "publishedVersion": {"id": "1.0", "dateCreated": 5},
    }


def test_an_empty_page_keeps_its_entities():
    assert wire.encode(wire.FlowEntityListing(entities=(), total=0)) == b'{"entities":[],"total":0}'


def test_an_unknown_enumeration_value_is_kept_and_an_unknown_field_ignored():
    read = wire.decode(b'{"type":"HOLOGRAM","novel":1,"selfUri":"/x"}', wire.Flow)
    assert read == wire.Flow(type="HOLOGRAM", self_uri="/x")


@pytest.mark.parametrize("written", ["300", '"300"'])
def test_the_value_of_a_limit_may_be_a_number_or_a_text(written: str):
    read = wire.decode(f'{{"limit":{{"key":"k","value":{written}}}}}', wire.ErrorBody)
    assert read.limit == wire.Limit(key="k", value=json.loads(written))


def test_names_that_are_not_camel_case():
    info = wire.TokenInfo(oauth_client=wire.OrgOAuthClient(id="c1"))
    assert json.loads(wire.encode(info)) == {"OAuthClient": {"id": "c1"}}
    schema = wire.JsonSchema(schema_uri="http://json-schema.org/draft-04/schema#", schema_id="/properties/key")
    assert json.loads(wire.encode(schema)) == {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "$id": "/properties/key",
    }


def test_the_login_speaks_snake_case():
    read = wire.decode(b'{"access_token":"t","token_type":"bearer","expires_in":86399}', wire.AccessTokenResponse)
    assert (read.access_token, read.expires_in) == ("t", 86399)


@pytest.mark.parametrize(
    ("body", "secret"),
    [
        (wire.AccessTokenResponse(access_token="hush"), "hush"),
        (wire.RegisterArchitectJobResponse(id="j", presigned_url="https://x/hush", headers={"h": "hush"}), "hush"),
        (wire.ArchitectExportJobStateResponse(id="e", download_url="https://x/hush"), "hush"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_repr_has_no_secret(body: object, secret: str):
    assert secret not in repr(body)
    assert secret not in str(body)


@pytest.mark.parametrize("row", OPERATIONS.values(), ids=lambda row: row.name)
def test_every_body_type_can_be_read(row):
    for body in (row.request, row.response):
        if body is None or body is msgspec.Raw:
            continue
        needed = b'{"access_token":"x"}' if body is wire.AccessTokenResponse else b"{}"
        assert msgspec.json.decode(needed, type=body) is not None


def test_the_reference_bodies_come_back_as_they_were():
    examples = json.loads((needs_shared() / "reference" / "genesys_api_examples.json").read_text())
    names = {name: "FlowOperation" if name == "Operation" else name for name in examples if name not in NOT_SPOKEN}
    returned = {
        name: json.loads(wire.encode(wire.decode(json.dumps(examples[name]), getattr(wire, ours))))
        for name, ours in names.items()
    }
    assert returned == {name: examples[name] for name in names}
