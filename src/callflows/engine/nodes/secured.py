"""Data that must not be seen: secured attributes of the conversation, encryption, what a secure flow gives away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from callflows.engine.builder import Place, Target
from callflows.engine.commands import SideEffect
from callflows.engine.errors import FlowError
from callflows.engine.nodes.data import attributes_of
from callflows.engine.nodes.effects import record
from callflows.engine.nodes.transfers import Failure, failure_of
from callflows.engine.semantics import decrypted, encrypted
from callflows.engine.sources import Source, as_text
from callflows.engine.state import END, Node, State
from callflows.expressions import Value, as_type, types

Named: TypeAlias = tuple[Source, Source]


@dataclass(kw_only=True, eq=False, slots=True)
class SetSecuredNode(Node):
    """Secured attributes live on the conversation, apart from the participant data. Only their names are shown."""

    attributes: tuple[Named, ...]
    success: int

    def step(self, state: State) -> int:
        found = [
            (as_text(name.value(state), "the name of an attribute"), at.value(state)) for name, at in self.attributes
        ]
        state.secured = {**state.secured, **dict(found)}
        record(state, SideEffect(self.address, self.kind, tuple((name, None) for name, _ in found)))
        state.took(self, "success")
        return self.success


@dataclass(kw_only=True, eq=False, slots=True)
class GetSecuredNode(Node):
    """An attribute that does not exist gives NOT_SET."""

    attributes: tuple[tuple[Source, Target], ...]
    success: int

    def step(self, state: State) -> int:
        for name, target in self.attributes:
            key = as_text(name.value(state), "the name of an attribute")
            value = as_type(state.secured.get(key), target.type, state)
            state.assign(self, target.name, target.slot, value)
        state.took(self, "success")
        return self.success


@dataclass(kw_only=True, eq=False, slots=True)
class EncryptNode(Node):
    data: Source
    target: Target | None
    success: int

    def step(self, state: State) -> int:
        value = self.data.value(state)
        if value is None:
            raise FlowError("not-set", "the data to encrypt are NOT_SET")
        if self.target is not None:
            state.assign(self, self.target.name, self.target.slot, encrypted(value))
        state.took(self, "success")
        return self.success


@dataclass(kw_only=True, eq=False, slots=True)
class DecryptNode(Node):
    """A text that Encrypt Data did not make takes the failure path."""

    text: Source
    target: Target | None
    success: int
    failure: Failure

    def step(self, state: State) -> int:
        try:
            value: Value = decrypted(as_text(self.text.value(state), "the data to decrypt"))
        except ValueError as error:
            return self.failure.take(state, self, "DecryptionFailed", str(error))
        if self.target is not None:
            state.assign(self, self.target.name, self.target.slot, as_type(value, self.target.type, state))
        state.took(self, "success")
        return self.success


@dataclass(kw_only=True, eq=False, slots=True)
class ReturnNode(Node):
    """The secure flow is over; the agent has the call again."""

    reason_code: Source

    def step(self, state: State) -> int:
        code = self.reason_code.value(state)
        record(state, SideEffect(self.address, self.kind, () if code is None else (("reasonCode", code),)))
        state.end("transfer", self.address, "return to agent")
        return END


def set_secured_data(place: Place) -> Node:
    pairs = tuple(
        (place.source(each.get("name"), types.STRING), place.source(each.get("value"), types.STRING))
        for each in attributes_of(place)
    )
    return SetSecuredNode(**place.head, attributes=pairs, success=place.branch("outputs/success"))


def get_secured_data(place: Place) -> Node:
    found = [
        (place.source(each.get("name"), types.STRING), place.target_of(each.get("variable")))
        for each in attributes_of(place)
    ]
    return GetSecuredNode(
        **place.head,
        attributes=tuple((name, target) for name, target in found if target is not None),
        success=place.branch("outputs/success"),
    )


def encrypt_data(place: Place) -> Node:
    return EncryptNode(
        **place.head,
        data=place.value("dataToEncrypt", types.JSON),
        target=place.target("encryptedData"),
        success=place.branch("outputs/success"),
    )


def decrypt_data(place: Place) -> Node:
    return DecryptNode(
        **place.head,
        text=place.value("dataToDecrypt", types.STRING),
        target=place.target("decryptedData"),
        success=place.branch("outputs/success"),
        failure=failure_of(place),
    )


def return_to_agent(place: Place) -> Node:
    return ReturnNode(**place.head, reason_code=place.value("reasonCode", types.STRING))
