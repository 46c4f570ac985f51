"""The operations table: consistent in itself, and the same as the reference table where that is present."""

from __future__ import annotations

import json
import re

import pytest

from callflows.api import OPERATIONS, Need, Operation, command, operation, wire
from callflows.api.rows import params, permissions
from tests.shared import needs_shared

ROWS = list(OPERATIONS.values())


def test_every_row_is_reachable_by_one_method_and_path():
    seen = [(row.method, re.sub(r"\{\w+\}", "{}", row.path)) for row in ROWS]
    assert sorted(set(seen)) == sorted(seen)


def test_every_name_is_in_the_table_once():
    from callflows.api import operations

    names = [row.name for row in operations._ROWS]
    assert sorted(names) == sorted(OPERATIONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_retries_follow_the_kind_of_the_operation(row: Operation[object]):
    freely = (408, 429, 500, 502, 503, 504)
    if row.name == "post_flows_jobs":
        assert (row.idempotent, row.retry_on) == (False, (429, 503))
    else:
        assert row.retry_on == (freely if row.idempotent else (429,))
    if row.method == "GET":
        assert row.idempotent
    if row.method in {"POST", "DELETE"} and row.idempotent:
        assert row.name in {"post_oauth_token", "post_routing_flows_query"}


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "PUT"], ids=lambda row: row.name)
def test_a_put_that_carries_a_version_is_not_idempotent(row: Operation[object]):
    assert isinstance(row.response, type) or row.response == wire.DataTableRow
    versioned = isinstance(row.response, type) and issubclass(row.response, wire.Versioned)
    assert row.idempotent is not versioned


@pytest.mark.parametrize("row", [row for row in ROWS if row.paged and not row.dialect], ids=lambda row: row.name)
def test_a_paged_operation_answers_a_page(row: Operation[object]):
    assert isinstance(row.response, type)
    assert issubclass(row.response, wire.Page)


def test_the_dialect_is_marked():
    assert {row.name for row in ROWS if row.dialect} == {
        "get_routing_flow",
        "get_routing_flows",
        "post_routing_flow",
        "post_routing_flows_query",
    }
    assert {row.name for row in ROWS if row.path.startswith("/api/v2/routing/flows")} == {
        row.name for row in ROWS if row.dialect
    }


def test_an_operation_is_typed_by_its_answer():
    assert operation("get_flow", wire.Flow) is OPERATIONS["get_flow"]
    with pytest.raises(TypeError, match="get_flow answers"):
        operation("get_flow", wire.Queue)
    assert command("delete_flow") is OPERATIONS["delete_flow"]
    with pytest.raises(TypeError, match="get_flow answers"):
        command("get_flow")


def test_path_parameters_stand_in_order():
    assert OPERATIONS["get_flow_version"].path_parameters == ("flowId", "versionId")
    assert OPERATIONS["get_flows"].path_parameters == ()


def test_words_of_a_row():
    many, flag, plain = params("id[]! deleted:bool=false pageSize:int=25")
    assert (many.name, many.many, many.required, many.default) == ("id", True, True, None)
    assert (flag.name, flag.type, flag.default) == ("deleted", bool, False)
    assert (plain.name, plain.type, plain.default, plain.many) == ("pageSize", int, 25, False)
    with pytest.raises(ValueError, match="not a query parameter"):
        params("id:float")
    assert permissions("a:b:c|d:e:f").need is Need.ANY
    assert permissions("a:b:c&d:e:f").names == ("a:b:c", "d:e:f")
    assert permissions("").names == ()


def _reference() -> list[dict]:
    return json.loads((needs_shared() / "reference" / "genesys_api_operations.json").read_text())


def test_rows_are_those_of_the_reference():
    reference = {entry["sdk"]: entry for entry in _reference()}
    ours = {
        row.name: (row.method, row.path, {(p.name, _type(p)) for p in row.query})
        for row in ROWS
        if row.name in reference
    }
    theirs = {
        name: (reference[name]["method"], reference[name]["path"], set(reference[name]["query"].items()))
        for name in ours
    }
    assert ours == theirs
    assert {row.name for row in ROWS if row.name not in reference and not row.dialect} == {
        "get_groups",
        "get_routing_language",
        "get_routing_languages",
        "get_routing_skill",
        "get_routing_skills",
        "get_routing_wrapupcodes",
        "get_user",
        "get_users",
        "post_oauth_token",
        "post_routing_languages",
        "post_routing_skills",
        "post_routing_wrapupcodes",
    }


def test_permissions_are_those_of_the_reference():
    reference = {entry["sdk"]: entry["permissions"] or ["ALL", []] for entry in _reference()}
    ours = {row.name: set(row.permissions.names) for row in ROWS if row.name in reference}
    assert ours == {name: set(reference[name][1]) for name in ours}
    several = {
        row.name: str(row.permissions.need) for row in ROWS if len(row.permissions.names) > 1 and not row.dialect
    }
    assert several == {name: reference[name][0] for name in several}


def _type(param) -> str:
    name = param.type.__name__
    return f"list[{name}]" if param.many else name
