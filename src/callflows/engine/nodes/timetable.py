"""`evaluateScheduleGroup` and `evaluateSchedule`: opening hours at the present time or at another moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target
from callflows.engine.commands import EvaluateSchedule
from callflows.engine.errors import FlowError
from callflows.engine.events import Event, ScheduleAnswer
from callflows.engine.nodes.effects import report, unable
from callflows.engine.nodes.inputs import evaluated
from callflows.engine.semantics import state_of_unknown_schedule
from callflows.engine.sources import NOT_SET, Named, Source, as_entity_name, text_of
from callflows.engine.state import PARK, Node, State
from callflows.expressions import Type, types
from callflows.model import Group, Literal
from callflows.model import Node as Setting

_GROUP_STATES = ("open", "closed", "holiday", "emergency")
_STATES = ("active", "inactive")
_NOTHING = ("", NOT_SET)
UNANSWERED = "nobody said in which state this schedule is"
"""Why a schedule is reported whose state nobody knows."""


@dataclass(kw_only=True, eq=False, slots=True)
class ScheduleNode(Node):
    """A schedule or emergency group (active, inactive), or a schedule group (open, closed, holiday, emergency). What it
    evaluates has its path."""

    what: str
    schedule: tuple[str, Source]
    emergency: tuple[str, Source]
    moment: tuple[str, Source] | None
    time_zone: tuple[str, Source]
    in_service: Target | None
    outputs: dict[str, int]

    def step(self, state: State) -> int:
        name = as_entity_name(evaluated(state, self, *self.schedule), "the schedule", self.schedule[1])
        group = evaluated(state, self, *self.emergency)
        emergency = None if group is None else as_entity_name(group, "the emergency group", self.emergency[1])
        zone = evaluated(state, self, *self.time_zone)
        at = self._moment(state)
        command = EvaluateSchedule(self.address, self.what, name, emergency, at, "" if zone is None else str(zone))
        state.commands.append(command)
        if state.trace is not None:
            details = t.shown_pairs([("dateTime", at)] if at is not None else [])
            asked = t.Asked(t=state.clock, address=self.address, kind=self.what, target=name, details=details)
            state.trace.append(asked)
        return PARK

    def _moment(self, state: State) -> datetime | None:
        """Architect: a date and time that is NOT_SET goes to the flow's error handling."""
        if self.moment is None:
            return None
        found = evaluated(state, self, *self.moment)
        if not isinstance(found, datetime):
            raise FlowError("not-set", "the date and time to evaluate is NOT_SET", text_of(self.moment[1]))
        return found

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, ScheduleAnswer):
            raise self.unexpected(event)
        answer = event.state
        if answer is None:
            report(state, self.address, self.kind, UNANSWERED)
            answer = state_of_unknown_schedule(self.what == "scheduleGroup")
        if answer not in self.outputs:
            raise FlowError("type", f'"{answer}" is no state of a {self.what}')
        if self.in_service is not None:
            state.assign(self, self.in_service.name, self.in_service.slot, event.schedules)
        state.took(self, answer)
        return self.outputs[answer]


def evaluate_schedule_group(place: Place) -> Node:
    return ScheduleNode(
        **place.head,
        what="scheduleGroup",
        schedule=("scheduleGroup", place.value("scheduleGroup", Type("scg"))),
        emergency=("emergencyGroup", place.value("emergencyGroup", Type("emg"))),
        moment=_moment(place, "evaluate"),
        time_zone=_NOTHING,
        in_service=place.target("inServiceSchedules"),
        outputs={each: place.branch(f"outputs/{each}") for each in _GROUP_STATES},
    )


def evaluate_schedule(place: Place) -> Node:
    """Newer exports hold the schedule and its time zone as values."""
    for kind, keys in (("schedule", ("selectedSchedule", "schedule", "name")), ("emergencyGroup", ("name",))):
        path = f"evaluationType/{kind}"
        where = next((f"{path}/{key}" for key in keys if place.setting(f"{path}/{key}") is not None), None)
        if where is None and kind == "emergencyGroup" and not isinstance(place.setting(path), Group):
            where = path
        named = None if where is None else place.setting(where)
        if where is not None and named is not None:
            return _schedule(place, kind, path, (where, _name(place, kind, named)))
    return unable(place, "it names neither a schedule nor an emergency group")


def _schedule(place: Place, kind: str, path: str, named: tuple[str, Source]) -> Node:
    zone = "scheduleTimeZone" if place.setting(f"{path}/scheduleTimeZone") is not None else "evaluationTimeZone"
    return ScheduleNode(
        **place.head,
        what=kind,
        schedule=named,
        emergency=_NOTHING,
        moment=_moment(place, f"{path}/evaluate"),
        time_zone=(f"{path}/{zone}", place.value(f"{path}/{zone}", types.STRING)),
        in_service=None,
        outputs={each: place.branch(f"outputs/{each}") for each in _STATES},
    )


def _moment(place: Place, path: str) -> tuple[str, Source] | None:
    """The date and time that the setting names, None for the present time."""
    where = f"{path}/dateTime"
    return None if place.setting(where) is None else (where, place.value(where, types.DATETIME))


def _name(place: Place, kind: str, node: Setting) -> Source:
    if isinstance(node, Literal) and node.name is not None:
        return Named(kind, node.name)
    return place.source(node, types.STRING if isinstance(node, str | Literal) else None)
