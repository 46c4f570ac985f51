"""Find actions: objects of the org by name, address or id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from callflows.engine.builder import Place, Target
from callflows.engine.errors import FlowError
from callflows.engine.nodes.inputs import evaluated
from callflows.engine.sources import Source, as_text, text_of
from callflows.engine.state import Node, State
from callflows.expressions import types

FINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "findEmergencyGroup": ("emergencyGroup", "findName"),
        "findGrammar": ("grammar", "findName"),
        "findGrammarById": ("grammar", "findId"),
        "findGroup": ("group", "findName"),
        "findLanguageSkill": ("languageSkill", "findName"),
        "findQueue": ("queue", "findName"),
        "findQueueById": ("queue", "findId"),
        "findSchedule": ("schedule", "findName"),
        "findScheduleGroup": ("scheduleGroup", "findName"),
        "findSkill": ("skill", "findName"),
        "findSystemPrompt": ("systemPrompt", "findName"),
        "findUser": ("user", "findName"),
        "findUserById": ("user", "findId"),
        "findUserPrompt": ("userPrompt", "findName"),
        "findUtilizationLabel": ("utilizationLabel", "findName"),
    }
)
"""What each find action finds, and the setting that holds the name or id."""


@dataclass(kw_only=True, eq=False, slots=True)
class FindNode(Node):
    """Architect: the result variable is set only when the object is found."""

    what: str
    path: str
    key: Source
    target: Target | None
    found: int
    not_found: int

    def step(self, state: State) -> int:
        key = evaluated(state, self, self.path, self.key)
        entity = state.find(self.what, as_text(key, f"what finds the {self.what}", self.key))
        if entity is None:
            state.took(self, "notFound")
            return self.not_found
        if self.target is not None:
            state.assign(self, self.target.name, self.target.slot, entity)
        state.took(self, "found")
        return self.found


@dataclass(kw_only=True, eq=False, slots=True)
class FindUsersNode(Node):
    """Several users by their ids. Where some are missing the result holds those that were found, in their order."""

    ids: Source
    target: Target | None
    outputs: dict[str, int]

    def step(self, state: State) -> int:
        ids = evaluated(state, self, "findIds", self.ids)
        if not isinstance(ids, tuple):
            raise FlowError("not-set", "the ids of the users are NOT_SET", text_of(self.ids))
        looked_up = [state.find("user", as_text(each, "an id of a user", self.ids)) for each in ids]
        found = tuple(each for each in looked_up if each is not None)
        path = "notFound" if not found else "found" if len(found) == len(looked_up) else "partiallyFound"
        if found and self.target is not None:
            state.assign(self, self.target.name, self.target.slot, found)
        state.took(self, path)
        return self.outputs[path]


def find(place: Place) -> Node:
    what, path = FINDS[place.action.kind]
    return FindNode(
        **place.head,
        what=what,
        path=path,
        key=place.value(path, types.STRING),
        target=place.target("findResult"),
        found=place.branch("outputs/found"),
        not_found=place.branch("outputs/notFound"),
    )


def find_users_by_id(place: Place) -> Node:
    return FindUsersNode(
        **place.head,
        ids=place.value("findIds", types.STRING.many),
        target=place.target("findResult"),
        outputs={each: place.branch(f"outputs/{each}") for each in ("found", "notFound", "partiallyFound")},
    )
