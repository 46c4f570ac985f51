"""Data tables and prompts."""

from __future__ import annotations

from typing import Any

from tests.emulator.http import Http

TABLES = "/api/v2/flows/datatables"
PROMPTS = "/api/v2/architect/prompts"


def schema(**columns: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"key": {"type": "string"}, **{name: {"type": kind} for name, kind in columns.items()}},
    }


def test_a_table_and_its_rows(http: Http) -> None:
    made = http.post(TABLES, {"name": "Routing", "schema": schema(queue="string", weight="integer")}).json
    path = f"{TABLES}/{made['id']}"
    assert "schema" not in http.get(path).json
    assert list(http.get(path, expand="schema").json["schema"]["properties"]) == ["key", "queue", "weight"]
    row = {"KEY": "a/b", "queue": "Support", "weight": 3}
    assert http.post(f"{path}/rows", row).json == {"key": "a/b", "queue": "Support", "weight": 3}
    assert http.get(f"{path}/rows/a/b").json == {"key": "a/b"}
    assert http.get(f"{path}/rows/a/b", showbrief="false").json["queue"] == "Support"
    assert http.get(f"{path}/rows").json["entities"] == [{"key": "a/b"}]
    assert http.put(f"{path}/rows/a/b", {"queue": "Sales"}).json == {"key": "a/b", "queue": "Sales"}
    assert http.post(f"{path}/rows", {"key": "a/b"}).code == "flows.datatables.not.unique"
    for wrong in ({"key": "x", "weight": "3"}, {"key": "x", "other": 1}, {"queue": "x"}, {"key": ""}):
        assert http.post(f"{path}/rows", wrong).code == "flows.datatables.syntax.error", wrong
    assert http.delete(f"{path}/rows/a/b").status == 204
    assert http.get(f"{path}/rows/a/b").code == "flows.datatables.row.not.found"
    assert http.get(f"{TABLES}/none/rows").code == "flows.datatables.table.not.found"


def test_columns_are_added_and_never_taken_away(http: Http) -> None:
    path = f"{TABLES}/" + http.post(TABLES, {"name": "T", "schema": schema(a="string")}).json["id"]
    assert http.put(path, {"name": "T", "schema": schema(a="string", b="boolean")}).status == 200
    assert http.put(path, {"name": "T", "schema": schema(b="boolean")}).code == "flows.datatables.schema.exception"
    assert http.put(path, {"name": "T", "schema": schema(a="integer", b="boolean")}).status == 400
    assert http.post(TABLES, {"name": "t", "schema": schema()}).code == "flows.datatables.not.unique"
    assert http.post(TABLES, {"name": "U"}).code == "flows.datatables.schema.exception"


def test_a_prompt_and_its_languages(http: Http) -> None:
    made = http.post(PROMPTS, {"name": "welcome", "description": "d"}).json
    path = f"{PROMPTS}/{made['id']}"
    resource = http.post(f"{path}/resources", {"language": "en-US", "ttsString": "Hello"}).json
    assert (resource["id"], resource["ttsString"], resource["uploadStatus"]) == ("en-us", "Hello", "created")
    assert http.post(f"{path}/resources", {"language": "en-us"}).status == 409
    changed = http.put(f"{path}/resources/en-us", {"ttsString": "Hi"}).json
    assert changed["ttsString"] == "Hi"
    shown = http.get(PROMPTS, name="wel*").json["entities"][0]
    assert [item["ttsString"] for item in shown["resources"]] == ["Hi"]
    assert "resources" not in http.get(path, includeResources="false").json
    assert http.post(PROMPTS, {"name": "not good"}).code == "invalid.value"
    assert http.delete(f"{path}/resources/en-us").status == 204
    assert http.get(f"{path}/resources").json["entities"] == []
    assert http.delete(path).status == 204
    assert http.get(path).status == 404
