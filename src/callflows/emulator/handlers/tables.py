"""Data tables and their rows."""

from __future__ import annotations

from typing import Any

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import division_id
from callflows.emulator.handlers.use import check_not_used
from callflows.emulator.paging import listing
from callflows.store import Conflict, NotFound, ObjectRecord, RowRecord

KIND = "DATATABLE"
MOST_TABLES, MOST_COLUMNS, MOST_ROWS, LONGEST_KEY = 200, 50, 5_000, 256
_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def get_flows_datatables(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.objects.list(
        KIND, page, name=ask.text("name"), division_ids=ask.many("divisionId"), descending=ask.descending()
    )
    views = [_view(ask, item) for item in found]
    return ok(listing(ask, wire.DataTablesDomainEntityListing, views, total, page))


def get_flows_datatable(ask: Ask) -> Answer:
    return ok(_view(ask, _existing(ask)))


def post_flows_datatables(ask: Ask) -> Answer:
    given = ask.body(wire.DataTable)
    schema = checked_schema(given.schema)
    item = ObjectRecord(
        kind=KIND,
        id=ask.org.options.new_id(),
        name=_name(given),
        division_id=division_id(ask, given.division),
        data=table_data(given, schema),
        created_at=ask.now,
        changed_at=ask.now,
    )
    with ask.org.store.write():
        if ask.org.store.objects.list(KIND)[1] >= MOST_TABLES:
            raise Refusal("flows.datatables.too.many.schemas")
        try:
            ask.org.store.objects.create(item)
        except Conflict:
            raise Refusal("flows.datatables.not.unique") from None
    return ok(_view(ask, item, schema=True))


def put_flows_datatable(ask: Ask) -> Answer:
    """Genesys Cloud: columns can be added, never removed or changed."""
    given = ask.body(wire.DataTable)
    with ask.org.store.write():
        item = _existing(ask)
        old = schema_of(item)
        schema = checked_schema(given.schema) if given.schema else old
        for name, column in (old.properties or {}).items():
            new = (schema.properties or {}).get(name)
            if new is None or new.type != column.type:
                raise Refusal("flows.datatables.schema.exception", f"column {name} cannot be removed or changed")
        changed = msgspec.structs.replace(
            item, name=_name(given), data=table_data(given, schema), version=item.version + 1, changed_at=ask.now
        )
        try:
            ask.org.store.objects.update(changed)
        except Conflict:
            raise Refusal("flows.datatables.not.unique") from None
    return ok(_view(ask, changed))


def delete_flows_datatable(ask: Ask) -> Answer:
    with ask.org.store.write():
        item = _existing(ask)
        if not ask.flag("force"):
            check_not_used(ask, KIND, item.id)
        ask.org.store.objects.delete(KIND, item.id)
    return EMPTY


def get_flows_datatable_rows(ask: Ask) -> Answer:
    """Genesys Cloud: keys only, unless `showbrief=false`."""
    item = _existing(ask)
    page = ask.page()
    found, total = ask.org.store.rows.list(item.id, page, descending=ask.descending())
    views = [_row_view(row, brief=ask.flag("showbrief", True)) for row in found]
    return ok(listing(ask, wire.DataTableRowEntityListing, views, total, page))


def get_flows_datatable_row(ask: Ask) -> Answer:
    return ok(_row_view(_existing_row(ask, _existing(ask)), brief=ask.flag("showbrief", True)))


def post_flows_datatable_rows(ask: Ask) -> Answer:
    """The key column may be written as `key` or, as in older requests, `KEY`."""
    given = dict(ask.body(wire.DataTableRow))
    if "KEY" in given:
        given["key"] = given.pop("KEY")
    with ask.org.store.write():
        item = _existing(ask)
        row = checked_row(item, given)
        if ask.org.store.rows.count(item.id) >= MOST_ROWS:
            raise Refusal("flows.datatables.too.many.rows")
        try:
            ask.org.store.rows.create(row)
        except Conflict:
            raise Refusal("flows.datatables.not.unique") from None
    return ok(_row_view(row, brief=False))


def put_flows_datatable_row(ask: Ask) -> Answer:
    """The body is the whole row."""
    given = ask.body(wire.DataTableRow)
    with ask.org.store.write():
        item = _existing(ask)
        key = _existing_row(ask, item).key
        row = checked_row(item, {**given, "key": key})
        ask.org.store.rows.update(row)
    return ok(_row_view(row, brief=False))


def delete_flows_datatable_row(ask: Ask) -> Answer:
    item = _existing(ask)
    with ask.org.store.write():
        ask.org.store.rows.delete(item.id, _existing_row(ask, item).key)
    return EMPTY


def checked_schema(schema: wire.JsonSchema | None) -> wire.JsonSchema:
    """A table's schema: an object with the column `key`, of types that JSON has."""
    columns = schema.properties if schema else None
    if schema is None or not columns or "key" not in columns:
        raise Refusal("flows.datatables.schema.exception", "the property key is missing")
    if len(columns) > MOST_COLUMNS:
        raise Refusal("flows.datatables.too.many.properties")
    for name, column in columns.items():
        if column.type not in _JSON_TYPES:
            raise Refusal("flows.datatables.schema.exception", f"column {name} has the type {column.type}")
    return schema


def checked_row(item: ObjectRecord, given: dict[str, Any]) -> RowRecord:
    """A row that follows its table's schema; columns without a value get their default."""
    columns = schema_of(item).properties or {}
    unknown = sorted(set(given) - set(columns))
    if unknown:
        raise Refusal("flows.datatables.syntax.error", f"there is no column {unknown[0]}")
    key = given.get("key")
    if not isinstance(key, str) or not key or len(key) > LONGEST_KEY:
        raise Refusal("flows.datatables.syntax.error", f"key must be a text of 1 to {LONGEST_KEY} characters")
    row: dict[str, Any] = {}
    for name, column in columns.items():
        value = given.get(name, column.default)
        if value is None:
            continue
        if not _fits(value, str(column.type)):
            raise Refusal("flows.datatables.syntax.error", f"column {name} must be of type {column.type}")
        row[name] = value
    return RowRecord(table_id=item.id, key=key, data=msgspec.json.encode(row).decode())


def schema_of(item: ObjectRecord) -> wire.JsonSchema:
    """The schema of a table; a stub has none."""
    return wire.decode(item.data, wire.DataTable).schema or wire.JsonSchema()


def table_data(given: wire.DataTable, schema: wire.JsonSchema) -> str:
    return wire.encode(wire.DataTable(description=given.description, schema=schema)).decode()


def _fits(value: object, type: str) -> bool:
    if isinstance(value, bool):
        return type == "boolean"
    return isinstance(value, _JSON_TYPES[type])


def _existing(ask: Ask) -> ObjectRecord:
    try:
        return ask.org.store.objects.get(KIND, ask.path["datatableId"])
    except NotFound:
        raise Refusal("flows.datatables.table.not.found") from None


def _existing_row(ask: Ask, item: ObjectRecord) -> RowRecord:
    try:
        return ask.org.store.rows.get(item.id, ask.path["rowId"])
    except NotFound:
        raise Refusal("flows.datatables.row.not.found") from None


def _name(given: wire.DataTable) -> str:
    if not given.name or not given.name.strip():
        raise Refusal("bad.request", message="The data table needs a name.")
    return given.name.strip()


def _view(ask: Ask, item: ObjectRecord, *, schema: bool = False) -> wire.DataTable:
    data = wire.decode(item.data, wire.DataTable)
    shown = schema or "schema" in ask.many("expand")
    return wire.DataTable(
        id=item.id,
        name=item.name,
        division=ask.org.division(item.division_id),
        description=data.description,
        schema=data.schema if shown else None,
        self_uri=f"/api/v2/flows/datatables/{item.id}",
    )


def _row_view(row: RowRecord, *, brief: bool) -> object:
    return {"key": row.key} if brief else msgspec.Raw(row.data.encode())


HANDLERS = {
    function.__name__: function
    for function in (
        get_flows_datatables, get_flows_datatable, post_flows_datatables, put_flows_datatable,
        delete_flows_datatable, get_flows_datatable_rows, get_flows_datatable_row, post_flows_datatable_rows,
        put_flows_datatable_row, delete_flows_datatable_row,
    )
}  # fmt: skip
HANDLERS["get_flows_datatables_divisionviews"] = get_flows_datatables
