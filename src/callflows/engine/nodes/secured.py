"""Data that must not be seen: secured attributes of the conversation, encryption, what a secure flow gives away."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from callflows.engine.builder import Place, Target
from callflows.engine.commands import Ask, SideEffect
from callflows.engine.errors import FlowError
from callflows.engine.events import Event, ServiceAnswer
from callflows.engine.nodes.data import attributes_of
from callflows.engine.nodes.effects import record
from callflows.engine.nodes.inputs import evaluated
from callflows.engine.nodes.transfers import Failure, failure_of
from callflows.engine.semantics import decrypted, encrypted
from callflows.engine.sources import Source, as_text, text_of
from callflows.engine.state import END, PARK, Node, State
from callflows.expressions import as_type, to_text, types

Named: TypeAlias = tuple[str, Source, Source]
"""The path of an attribute's name, the name, the value."""
_PATHS = ("success", "failure")


@dataclass(kw_only=True, eq=False, slots=True)
class SecuredNode(Node):
    """Asks whether it succeeds, and does it then. The data do not leave the call."""

    success: int
    failure: Failure

    @abstractmethod
    def secure(self, state: State) -> None:
        """Do it. Raises ValueError, with a message for people, where that fails."""

    def step(self, state: State) -> int:
        state.commands.append(Ask(self.address, self.kind, "", (), _PATHS, acts=True))
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, ServiceAnswer):
            raise self.unexpected(event)
        if event.outcome == "failure":
            given = dict(event.outputs)
            return self.failure.take(state, self, to_text(given.get("errorType")), to_text(given.get("errorMessage")))
        try:
            self.secure(state)
        except ValueError as error:
            return self.failure.take(state, self, "SecuredDataError", str(error))
        state.took(self, "success")
        return self.success


@dataclass(kw_only=True, eq=False, slots=True)
class SetSecuredNode(SecuredNode):
    """Secured attributes live on the conversation, apart from the participant data. Only their names are shown."""

    attributes: tuple[Named, ...]

    def secure(self, state: State) -> None:
        found = [(_attribute(state, self, path, name), source.value(state)) for path, name, source in self.attributes]
        state.secured = {**state.secured, **dict(found)}
        record(state, SideEffect(self.address, self.kind, tuple((name, None) for name, _ in found)))


@dataclass(kw_only=True, eq=False, slots=True)
class GetSecuredNode(SecuredNode):
    """An attribute that does not exist gives NOT_SET."""

    attributes: tuple[tuple[str, Source, Target], ...]

    def secure(self, state: State) -> None:
        for path, name, target in self.attributes:
            value = as_type(state.secured.get(_attribute(state, self, path, name)), target.type, state)
            state.assign(self, target.name, target.slot, value)


@dataclass(kw_only=True, eq=False, slots=True)
class EncryptNode(SecuredNode):
    data: Source
    target: Target | None

    def secure(self, state: State) -> None:
        value = self.data.value(state)
        if value is None:
            raise FlowError("not-set", "the data to encrypt are NOT_SET", text_of(self.data))
        if self.target is not None:
            state.assign(self, self.target.name, self.target.slot, encrypted(value))


@dataclass(kw_only=True, eq=False, slots=True)
class DecryptNode(SecuredNode):
    """A text that Encrypt Data did not make takes the failure path."""

    text: Source
    target: Target | None

    def secure(self, state: State) -> None:
        given = evaluated(state, self, "dataToDecrypt", self.text)
        value = decrypted(as_text(given, "the data to decrypt", self.text))
        if self.target is not None:
            state.assign(self, self.target.name, self.target.slot, as_type(value, self.target.type, state))


@dataclass(kw_only=True, eq=False, slots=True)
class ReturnNode(Node):
    """The secure flow is over; the agent has the call again."""

    reason_code: Source

    def step(self, state: State) -> int:
        code = evaluated(state, self, "reasonCode", self.reason_code)
        record(state, SideEffect(self.address, self.kind, () if code is None else (("reasonCode", code),)))
        state.end("transfer", self.address, "return to agent")
        return END


class _Paths(TypedDict):
    success: int
    failure: Failure


def _paths(place: Place) -> _Paths:
    return {"success": place.branch("outputs/success"), "failure": failure_of(place)}


def _attribute(state: State, node: Node, path: str, name: Source) -> str:
    return as_text(evaluated(state, node, path, name), "the name of an attribute", name)


def set_secured_data(place: Place) -> Node:
    pairs = tuple(
        (f"{path}/name", place.source(each.get("name"), types.STRING), place.source(each.get("value"), types.STRING))
        for path, each in attributes_of(place)
    )
    return SetSecuredNode(**place.head, attributes=pairs, **_paths(place))


def get_secured_data(place: Place) -> Node:
    found = [
        (f"{path}/name", place.source(each.get("name"), types.STRING), place.target_of(each.get("variable")))
        for path, each in attributes_of(place)
    ]
    return GetSecuredNode(
        **place.head,
        attributes=tuple((path, name, target) for path, name, target in found if target is not None),
        **_paths(place),
    )


def encrypt_data(place: Place) -> Node:
    return EncryptNode(
        **place.head,
        data=place.value("dataToEncrypt", types.JSON),
        target=place.target("encryptedData"),
        **_paths(place),
    )


def decrypt_data(place: Place) -> Node:
    return DecryptNode(
        **place.head,
        text=place.value("dataToDecrypt", types.STRING),
        target=place.target("decryptedData"),
        **_paths(place),
    )


def return_to_agent(place: Place) -> Node:
    return ReturnNode(**place.head, reason_code=place.value("reasonCode", types.STRING))
