"""Every transfer. Success leaves the flow; a failure plays the failure audio and takes the failure path.

Architect: transfers have no success path; the failure path is followed by the next action of the list.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target
from callflows.engine.commands import TransferTo, TransferToQueue
from callflows.engine.events import Event, TransferAnswer
from callflows.engine.nodes.effects import unable
from callflows.engine.nodes.inputs import evaluated, given
from callflows.engine.nodes.playing import played_after, played_before
from callflows.engine.nodes.settings import keyed_names, settings_of
from callflows.engine.sources import NOT_SET, Constant, Described, Source, as_entity_name
from callflows.engine.state import END, PARK, Node, State
from callflows.expressions import Entity, PhoneNumber, Record, Type, Value, as_type, types
from callflows.model import Audio, Expression, Group, Items
from callflows.model import Node as Setting


@dataclass(eq=False, slots=True)
class Failure:
    """What happens when an action fails: its two result variables, and where the call goes on."""

    error_type: Target | None
    error_message: Target | None
    next: int

    def take(self, state: State, node: Node, error_type: str | None, error_message: str | None) -> int:
        for target, text in ((self.error_type, error_type), (self.error_message, error_message)):
            if target is not None:
                state.assign(node, target.name, target.slot, as_type(text, target.type, state))
        state.took(node, "failure")
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class TransferNode(Node):
    """The part of a transfer after its audio."""

    failure: Failure

    @abstractmethod
    def command(self, state: State) -> TransferTo | TransferToQueue:
        """What is asked. Raises FlowError where its target is NOT_SET."""

    def step(self, state: State) -> int:
        command = self.command(state)
        state.commands.append(command)
        if state.trace is not None:
            state.trace.append(
                t.Asked(
                    t=state.clock,
                    address=self.address,
                    kind=f"transfer/{command.kind}",
                    target=command.target,
                    details=t.shown_pairs(details(command)),
                )
            )
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, TransferAnswer):
            raise self.unexpected(event)
        if event.success:
            state.end("transfer", self.address)
            return END
        if state.trace is not None:
            answer = event.error_type or "failure"
            state.trace.append(t.Answered(t=state.clock, address=self.address, answer=answer))
        return self.failure.take(state, self, event.error_type, event.error_message)


@dataclass(kw_only=True, eq=False, slots=True)
class QueueNode(TransferNode):
    queue: Source
    priority: Source
    skills: tuple[Source, ...]
    skill_paths: tuple[str, ...]
    language_skill: Source
    language_skills: Mapping[str, Source]
    preferred_agents: Source
    direct_agent: Source
    in_queue_flow: str | None
    append_skills: Source
    bare: bool = False

    def __post_init__(self) -> None:
        """Most transfers name their queue and nothing else."""
        rest = (self.priority, self.language_skill, self.preferred_agents, self.direct_agent, self.append_skills)
        nothing = all(isinstance(each, Constant) and each.constant is None for each in rest)
        self.bare = nothing and not self.skills and not self.language_skills and self.in_queue_flow is None

    def command(self, state: State) -> TransferToQueue:
        if self.bare:
            queue = self.queue.value(state)
            if state.trace is not None:
                given(state, self, "targetQueue", queue)
            return TransferToQueue(self.address, as_entity_name(queue, "the queue", self.queue))
        priority = evaluated(state, self, "priority", self.priority)
        language = evaluated(state, self, "languageSkill", self.language_skill)
        if language is None and state.lang.lower() in self.language_skills:
            language = evaluated(state, self, "languageSkill", self.language_skills[state.lang.lower()])
        agent = evaluated(state, self, "directAgent", self.direct_agent)
        return TransferToQueue(
            self.address,
            as_entity_name(evaluated(state, self, "targetQueue", self.queue), "the queue", self.queue),
            priority if isinstance(priority, int) else 0,
            self._skills(state),
            language.name if isinstance(language, Entity) else None,
            _agents(evaluated(state, self, "preferredAgents", self.preferred_agents)),
            self.in_queue_flow,
            agent.name if isinstance(agent, Entity) else None,
            evaluated(state, self, "appendSkills", self.append_skills) is True,
        )

    def _skills(self, state: State) -> tuple[str, ...]:
        found = zip(self.skill_paths, self.skills, strict=True)
        return tuple([as_entity_name(evaluated(state, self, path, skill), "a skill", skill) for path, skill in found])


@dataclass(kw_only=True, eq=False, slots=True)
class OtherNode(TransferNode):
    """`path` is where the destination stands, `paths` are those of the settings."""

    where: str
    path: str
    destination: Source
    settings: tuple[tuple[str, Source], ...]
    paths: tuple[str, ...]

    def command(self, state: State) -> TransferTo:
        target = evaluated(state, self, self.path, self.destination)
        if isinstance(target, PhoneNumber):
            target = target.e164 or target.raw
        name = as_entity_name(target, f"the target of {self.where}", self.destination)
        found = zip(self.paths, self.settings, strict=True)
        settings = tuple([(name, evaluated(state, self, path, source)) for path, (name, source) in found])
        return TransferTo(self.address, self.where, name, settings)


def details(command: TransferTo | TransferToQueue) -> tuple[tuple[str, Value], ...]:
    """What a transfer was asked beside its target; what is not set is left out."""
    if isinstance(command, TransferTo):
        return tuple((path, value) for path, value in command.settings if value is not None)
    found: tuple[tuple[str, Value], ...] = (
        ("priority", command.priority or None),
        ("skills", command.skills or None),
        ("languageSkill", command.language_skill),
        ("preferredAgents", command.preferred_agents or None),
        ("directAgent", command.direct_agent),
        ("inQueueFlow", command.in_queue_flow),
        ("appendSkills", command.append_skills or None),
    )
    return tuple((name, value) for name, value in found if value is not None)


def failure_of(place: Place, prefix: str = "", audio: str = "failureTransferAudio") -> Failure:
    """The failure of an action. In a menu there is no failure path: the menu repeats (`next` is the menu)."""
    return Failure(
        place.target(f"{prefix}failureOutputs/errorType"),
        place.target(f"{prefix}failureOutputs/errorMessage"),
        played_after(place, audio, place.branch("outputs/failure")),
    )


def transfer_to_acd(place: Place) -> Node:
    if place.setting("targetQueue") is None:
        return unable(place, "it names no queue")
    flow = place.setting("overrideInQueueFlow/name")
    written = place.setting("acdSkills")
    items = written.items if isinstance(written, Items) else ()
    skills = [(at, item.get("acdSkill")) for at, item in enumerate(items) if isinstance(item, Group)]
    node = QueueNode(
        **place.head,
        failure=failure_of(place),
        queue=place.value("targetQueue", types.QUEUE),
        priority=place.value("priority", types.INTEGER),
        skills=tuple(place.source(skill, types.SKILL) for _, skill in skills),
        skill_paths=tuple(f"acdSkills[{at}]/acdSkill" for at, _ in skills),
        language_skill=place.value("languageSkill", types.LANGUAGE_SKILL),
        language_skills=_language_skills(place),
        preferred_agents=place.value("preferredAgents"),
        direct_agent=place.value("directAgent", types.USER),
        in_queue_flow=flow if isinstance(flow, str) else None,
        append_skills=place.value("appendSkills", types.BOOLEAN),
    )
    return played_before(place, "preTransferAudio", node)


def _language_skills(place: Place) -> dict[str, Source]:
    """The default language skill of each of the flow's languages: what a transfer asks that names none."""
    languages = place.around.plan.flow.supported_languages
    found = {
        language.lower(): place.source(body.get("defaultLanguageSkill"), types.LANGUAGE_SKILL)
        for language, body in (languages.entries if languages is not None else ())
        if isinstance(body, Group)
    }
    return {language: skill for language, skill in found.items() if skill is not NOT_SET}


def transfer_to_user(place: Place) -> Node:
    return _other(place, "user", "targetUser", types.USER, ("allowVoicemailRollover", "connectTimeout"))


def transfer_to_group(place: Place) -> Node:
    return _other(place, "group", "targetGroup", types.GROUP, ("allowVoicemailRollover", "connectTimeout"))


def transfer_to_number(place: Place) -> Node:
    return _other(place, "number", "targetNumber", None, ("releaseLinkTransfer", "connectTimeout"))


def transfer_to_flow(place: Place) -> Node:
    return _other(place, "flow", "targetFlow/name", None, ())


def transfer_to_secure_flow(place: Place) -> Node:
    return _other(place, "secureFlow", "targetFlow/name", None, ("invocationData", "connectTimeout"))


def transfer_to_voicemail(place: Place) -> Node:
    destination = place.groups("destination")
    kind = destination[0][0] if destination else ""
    found = {
        "queue": ("targetQueue", types.QUEUE),
        "user": ("targetUser", types.USER),
        "group": ("targetGroup", types.GROUP),
    }
    if kind not in found:
        return unable(place, f'callflows knows no voicemail destination "{kind}"')
    field, wanted = found[kind]
    prefix = f"destination/{kind}"
    extra = tuple(f"{prefix}/{name}" for name in ("callbackNumber", "calleeName", "voicemailGreeting"))
    handed_on = (*keyed_names(place), *settings_of(place))
    script = tuple(each for each in handed_on if each[0].startswith(f"{prefix}/voicemailScript"))
    waiting = Expression("Call.CurrentQueue") if kind == "queue" else None
    return _other(place, "voicemail", f"{prefix}/{field}", wanted, extra, more=script, default=waiting)


def _other(
    place: Place,
    where: str,
    path: str,
    wanted: Type | None,
    settings: tuple[str, ...],
    *,
    more: tuple[tuple[str, Source], ...] = (),
    default: Setting | None = None,
) -> Node:
    """A transfer that is asked with these settings. Its target, where none is written, is `default`."""
    target: Setting | None = place.setting(path) or default
    if target is None:
        return unable(place, f"it names no {where}")
    node = OtherNode(
        **place.head,
        failure=failure_of(place),
        where=where,
        path=path,
        destination=Constant(target) if isinstance(target, str) else place.source(target, wanted),
        settings=(*((name.rpartition("/")[2], _setting(place, name)) for name in settings), *more),
        paths=(*settings, *(each for each, _ in more)),
    )
    return played_before(place, "preTransferAudio", node)


def _setting(place: Place, path: str) -> Source:
    node = place.setting(path)
    return Described(place.sound_of(node)) if isinstance(node, Audio) else place.source(node)


def _agents(value: Value) -> tuple[str, ...]:
    """The names of preferred agents, from users or agent score pairs."""
    if not isinstance(value, tuple):
        return ()
    found: list[str] = []
    for item in value:
        each = _agent(item) if isinstance(item, Record) else item
        if isinstance(each, Entity):
            found.append(each.name)
    return tuple(found)


def _agent(pair: Record) -> Value:
    return next((value for _, value in pair.properties if isinstance(value, Entity)), None)
