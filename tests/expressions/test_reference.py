"""Types, properties, built-in variables and overloads against the tables of the reference."""

from __future__ import annotations

from typing import Any

import msgspec

from callflows.expressions import builtin_names, builtin_variables, type_named
from callflows.expressions.availability import LISTED, VOICE, has_constant, has_overload
from callflows.expressions.builtins import constant
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.properties import PROPERTIES
from callflows.expressions.signatures import Function, Overload, Parameter
from callflows.expressions.types import WITHOUT_COLLECTION, Type
from tests.shared import needs_shared

# Containers whose members the language knows as built-in names, by the name of the container.
_CONTAINERS = {
    "dwc": "System.DateTime.dayOfWeek",
    "dlc": "System.DateTime",
    "tpc": "Format.TimePart",
    "dac": "Format.Date",
    "blc": "Format.Bool",
    "tic": "Format.Time",
    "cuc": "Format.Currency",
    "nuc": "Format.Number",
    "phc": "Format.PhoneNumber",
    "stc": "Format.String",
    "lqc": "Language.Quantity",
    "lcc": "Language.Case",
    "lgc": "Language.Gender",
    "cte": "System.Conversation.Types",
    "sde": "System.Survey.Dispositions",
    "cre": "System.Currencies.USD",
    "lge": "System.Languages.enUS",
    "rge": "System.Regions.US",
}


def _read(name: str) -> Any:
    return msgspec.json.decode((needs_shared() / "reference" / name).read_bytes())


def test_every_data_type_is_known_with_its_name_and_its_collection() -> None:
    for entry in _read("expression_datatypes.json").values():
        found = type_named(entry["code"])
        assert found is not None
        expected = "NOT_SET" if entry["code"] == "nts" else " ".join(entry["name"].split())
        assert found.name == expected
        if entry["code"] not in {"any", "acp", "apa"}:
            assert (entry["code"] not in WITHOUT_COLLECTION) == entry["collection_ok"], entry["code"]


def test_every_property_is_known_with_its_type() -> None:
    for entry in _read("expression_datatypes.json").values():
        code = entry["code"]
        wanted = {item["name"]: item["type"] for item in entry["properties"]}
        if code in _CONTAINERS:
            members = {name: constant(f"{_CONTAINERS[code]}.{name}") for name in wanted}
            assert {name: found and found.type.code for name, found in members.items()} == wanted
        else:
            known = {name: found.code for name, found in PROPERTIES.get(code, {}).values()}
            assert known == wanted, entry["name"]


def test_any_takes_what_architect_says_it_takes() -> None:
    any_one = Overload((Parameter("value", Type("any")),), Type("bln"), lambda value: value)
    for entry in _read("expression_functions.json")["types"]:
        if entry["code"] not in {"nts", "any", "acp", "apa"}:
            assert any_one.fits((Type(entry["code"]),)) == entry["accepted_by_Any_parameters"], entry["code"]


def test_every_flow_type_has_its_built_in_variables() -> None:
    newer = {"Call.CustomerExternalOrganizationId", "Call.ExternalContactId", "Call.ExternalTag"}
    aliases = {"Interaction.Language", "Flow.Contact", "Flow.Campaign", "Flow.ContactList"}
    rows = _read("expression_functions.json")["builtin_variables"]
    for flow_type in sorted({flow for row in rows for flow in row["flow_types"]}):
        wanted = {
            row["name"]: row["type"]
            for row in rows
            if flow_type in row["flow_types"]
            and row["name"].partition(".")[0] not in {"System", "Format", "Language"}
            and row["name"] != "Flow.$lastInput"  # in the table, refused by the core
        }
        known = builtin_variables(flow_type)
        assert {name: known[name.lower()].name for name in wanted} == wanted
        assert set(builtin_names(flow_type).values()) - wanted.keys() <= newer | aliases | {"Flow.Id", "Flow.Name"}


def test_built_in_constants_are_there_in_the_flow_types_that_have_them() -> None:
    for row in _read("expression_functions.json")["builtin_variables"]:
        if row["name"].partition(".")[0] in {"System", "Format", "Language"}:
            found = constant(row["name"])
            assert found is not None
            assert found.type.name == " ".join(row["type"].split())
            known = {flow for flow in LISTED - {"speech", "workflow"} if has_constant(flow, row["name"])}
            assert known == set(row["flow_types"]), row["name"]


# The table lists no flow types for these; the core refuses them where there is no audio.
_SPOKEN = {"AudioPlaybackOptions", "ToAudioNumberOrdinal", "ToAudioTimeRange"}


def test_every_overload_is_available_where_the_table_says() -> None:
    for entry in _read("expression_functions.json")["functions"]:
        function = FUNCTIONS[entry["name"].lower()]
        for row in entry["overloads"]:
            overload = _same(function, row)
            if overload is None:
                assert [parameter["type"] for parameter in row["params"]] == ["Null"]
            else:
                everywhere = VOICE if entry["name"] in _SPOKEN else LISTED
                wanted = set(everywhere) if row["flow_types"] == "all" else set(row["flow_types"])
                assert {flow for flow in LISTED if has_overload(flow, function, overload)} == wanted, row


def _same(function: Function, row: dict[str, Any]) -> Overload | None:
    """Our overload with the parameter types of the row; None for those of a bare NOT_SET, which others take."""
    wanted = [type_named(parameter["type"]) for parameter in row["params"]]
    found = [o for o in function.overloads if [parameter.type for parameter in o.parameters] == wanted]
    return found[0] if found else None
