"""What data actions, transfers and services answer, from data: one answer, or several one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from callflows.testing.given.reading import Reader, one_or_more
from callflows.testing.handles import DataActionMock, ServiceMock, TransferMock
from callflows.testing.placed import Entry, Placed, sentence, unknown_key
from callflows.testing.world import ANY

FLOW_TARGETS: Final = ("queue", "user", "number", "group", "flow", "secureFlow", "voicemail")
"""The kinds of transfers."""


def data_actions(reader: Reader, entry: Entry) -> None:
    """By category, then by name."""
    for category in reader.mapping(entry.value, entry.key):
        for action in reader.mapping(category.value, f'"{category.key}"'):
            mock = reader.mocks.data_action(category.key, action.key)
            for answer in one_or_more(action.value):
                _data_answer(reader, mock, answer, f'the data action "{action.key}"')


def _data_answer(reader: Reader, mock: DataActionMock, answer: Placed, where: str) -> None:
    if answer.kind != "mapping":
        word = reader.word(answer, ("fails", "times out"), where, "or {returns: {…}}")
        if word == "times out":
            mock.times_out()
        elif word:
            mock.fails()
        return
    found = reader.one(answer, ("returns", "fails"), where)
    if found is not None:
        key, body = found
        outputs = {each.key: reader.value(each.value) for each in reader.mapping(body, key)}
        if key == "returns":
            mock.returns(outputs)
        else:
            mock.fails("", **outputs)


def services(reader: Reader, entry: Entry) -> None:
    """By the kind of the action, then by what it names."""
    for kind in reader.mapping(entry.value, entry.key):
        for target in reader.mapping(kind.value, kind.key):
            mock = reader.mocks.service(kind.key, target_of(target.key))
            for answer in one_or_more(target.value):
                try:
                    _service(reader, mock, answer, f'"{target.key}"')
                except ValueError as error:
                    reader.add("test-wrong-value", sentence(str(error)), answer.span)


def _service(reader: Reader, mock: ServiceMock, answer: Placed, where: str) -> None:
    """Raises ValueError for an output path that the action does not have."""
    if answer.kind != "mapping":
        mock.takes(reader.name(answer, where))
        return
    found = dict(reader.keys(answer, ("takes", "outputs"), where))
    outputs = reader.mapping(found["outputs"], where) if "outputs" in found else ()
    path = reader.name(found.get("takes", answer), where)
    mock.takes(path, {each.key: reader.value(each.value) for each in outputs})


def transfers(reader: Reader, entry: Entry) -> None:
    """By kind, then by target."""
    for kind in reader.mapping(entry.value, entry.key):
        if kind.key not in FLOW_TARGETS:
            reader.found.append(unknown_key(kind, FLOW_TARGETS, "transfers"))
            continue
        for target in reader.mapping(kind.value, kind.key):
            mock = reader.mocks.transfer(target_of(target.key), kind=kind.key)
            for answer in one_or_more(target.value):
                _transfer(reader, mock, answer, f'the transfer to "{target.key}"')


def _transfer(reader: Reader, mock: TransferMock, answer: Placed, where: str) -> None:
    if answer.kind == "mapping":
        found = reader.one(answer, ("fails",), where)
        if found is not None:
            said = {key: value.text for key, value in reader.keys(found[1], ("errorType", "errorMessage"), where)}
            mock.fails(said.get("errorType", "TransferFailed"), said.get("errorMessage", ""))
        return
    word = reader.word(answer, tuple(_TRANSFERS), where)
    if word:
        _TRANSFERS[word](mock)


def target_of(key: str) -> str:
    """`*` stands for every target."""
    return ANY if key == "*" else key


_TRANSFERS: Mapping[str, Callable[[TransferMock], TransferMock]] = MappingProxyType(
    {
        "succeeds": TransferMock.succeeds,
        "fails": TransferMock.fails,
        "busy": TransferMock.busy,
        "no answer": TransferMock.no_answer,
    }
)
