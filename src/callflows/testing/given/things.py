"""Objects, data tables, prompts, extensions, functions and shared flows, from data."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.testing.given.reading import Reader, literal
from callflows.testing.handles import ObjectMock, TableMock
from callflows.testing.placed import Entry
from callflows.testing.world import OBJECTS

KINDS: Final = MappingProxyType({key: kind for kind, key in OBJECTS.items()})
"""The keys that list objects, and what `Directory.find` calls those."""


def objects(reader: Reader, entry: Entry) -> None:
    """A list: there are these and no others. A mapping: `missing`, `exists`, or an object with its id."""
    kind, body = KINDS[entry.key], entry.value
    if body.kind == "list":
        reader.mocks.world.only(kind, [name for item in body.items if (name := reader.name(item, entry.key))])
        return
    for each in reader.mapping(body, entry.key):
        mock = reader.mocks.object(kind, each.key)
        if each.value.kind == "mapping":
            _identified(reader, mock, each)
        elif reader.word(each.value, ("exists", "missing"), f'"{each.key}"') == "missing":
            mock.missing()
        else:
            mock.exists()


def _identified(reader: Reader, mock: ObjectMock, entry: Entry) -> None:
    named = {key: value.text for key, value in reader.keys(entry.value, ("id", "username"), f'"{entry.key}"')}
    mock.exists(named.get("id", ""), username=named.get("username", ""))


def tables(reader: Reader, entry: Entry) -> None:
    """By name: its rows, or how look-ups in it fail."""
    for table in reader.mapping(entry.value, entry.key):
        mock = reader.mocks.table(table.key)
        if table.value.kind == "list":
            _rows(reader, mock, table)
        else:
            word = reader.word(table.value, ("missing", "fails"), f'the table "{table.key}"', "or a list of rows")
            if word == "missing":
                mock.missing()
            elif word:
                mock.fails()


def _rows(reader: Reader, mock: TableMock, table: Entry) -> None:
    mock.rows(())
    seen: set[str] = set()
    for row in table.value.items:
        columns = {each.key: each.value for each in reader.mapping(row, f'the table "{table.key}"')}
        key = columns.pop("key", None)
        if key is not None and key.kind == "scalar" and key.scalar is not None:
            if key.text in seen:
                reader.add("test-wrong-value", f'Another row of the table "{table.key}" has this key.', key.span)
            seen.add(key.text)
            mock.row(key.text, {name: reader.value(value) for name, value in columns.items()})
        elif row.kind == "mapping":
            advice = "Give it `key:`, as every data table has it."
            reader.add("test-row-without-key", f'A row of the table "{table.key}" has no key.', row.span, advice)


def prompts(reader: Reader, entry: Entry) -> None:
    """By name: what it says, or what it says in each language."""
    make = reader.mocks.prompt if entry.key == "prompts" else reader.mocks.system_prompt
    for prompt in reader.mapping(entry.value, entry.key):
        if prompt.value.kind == "mapping":
            for language in prompt.value.entries:
                make(prompt.key).says(language.value.text, language.key)
        elif prompt.value.kind == "list":
            reader.wrong(prompt.value, "a text, or a text for each language", f'the prompt "{prompt.key}"')
        else:
            make(prompt.key).says(prompt.value.text)


def extensions(reader: Reader, entry: Entry) -> None:
    """By digits: who is reached."""
    for digits in reader.mapping(entry.value, entry.key):
        for kind, name in reader.keys(digits.value, ("user", "group", "number"), f"extension {digits.key}"):
            reader.mocks.extension(digits.key, reader.name(name, kind), kind)


def functions(reader: Reader, entry: Entry) -> None:
    """By name: the value that it has."""
    for one in reader.mapping(entry.value, entry.key):
        reader.mocks.function(one.key).returns(reader.value(one.value))


def shared_flows(reader: Reader, entry: Entry) -> None:
    """By name: the outputs that it gives instead of being run."""
    for one in reader.mapping(entry.value, entry.key):
        found = reader.one(one.value, ("returns",), f'the shared flow "{one.key}"')
        if found is not None:
            outputs = reader.mapping(found[1], "returns")
            reader.mocks.shared_flow(one.key).returns({each.key: literal(each.value) for each in outputs})
