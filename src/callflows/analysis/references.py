"""What a flow names that lives outside it: queues, prompts, tables, modules, flows, skills…

The action catalogue says which settings of an action refer to what; the rest stands in the flow's own
settings, in the variables' initial values, in audio, and in expressions (`Prompt.x`, `FindQueue("x")`).
Names that are computed when a call runs are not references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from callflows.analysis.places import Place
from callflows.analysis.texts import Text
from callflows.model import Audio, Group, Kind, Literal, Node, RefKind, Site, nodes_at, spec_of


class Reference(msgspec.Struct, frozen=True):
    """A name that the flow uses for something outside it.

    `lookup` is True for a constant name handed to a Find function: Architect resolves it when a call runs
    and gives NOT_SET where nothing has the name, so its absence does not stop a publish.
    """

    kind: RefKind
    name: str
    address: str
    lookup: bool = False


_VARIABLE_TYPES: Mapping[str, RefKind] = {
    "queueVariable": RefKind.QUEUE,
    "userVariable": RefKind.USER,
    "groupVariable": RefKind.GROUP,
    "skillVariable": RefKind.SKILL,
    "languageSkillVariable": RefKind.LANGUAGE_SKILL,
    "promptVariable": RefKind.PROMPT,
    "scheduleVariable": RefKind.SCHEDULE,
    "scheduleGroupVariable": RefKind.SCHEDULE_GROUP,
    "emergencyGroupVariable": RefKind.EMERGENCY_GROUP,
    "wrapupCodeVariable": RefKind.WRAPUP_CODE,
}
_PROMPT_SCOPES: Mapping[str, RefKind] = {"prompt": RefKind.PROMPT, "promptsystem": RefKind.SYSTEM_PROMPT}
_FIND_FUNCTIONS: Mapping[str, RefKind] = {
    "findqueue": RefKind.QUEUE,
    "finduser": RefKind.USER,
    "findgroup": RefKind.GROUP,
    "findskill": RefKind.SKILL,
    "findlanguageskill": RefKind.LANGUAGE_SKILL,
    "finduserprompt": RefKind.PROMPT,
    "findsystemprompt": RefKind.SYSTEM_PROMPT,
    "findschedule": RefKind.SCHEDULE,
    "findschedulegroup": RefKind.SCHEDULE_GROUP,
    "findemergencygroup": RefKind.EMERGENCY_GROUP,
    "findwrapupcode": RefKind.WRAPUP_CODE,
}


def references_of(sites: Iterable[Site], places: Iterable[Place], texts: Iterable[Text]) -> tuple[Reference, ...]:
    """Every reference: those of the flow's settings and of audio, then of actions, then of expressions; each
    group in file order."""
    found = [reference for place in places for reference in _of_place(place)]
    found.extend(reference for site in sites for reference in _of_action(site))
    found.extend(reference for text in texts for reference in _of_text(text))
    return tuple(found)


def _of_place(place: Place) -> Iterator[Reference]:
    if isinstance(place.node, Audio) and place.node.prompt is not None:
        yield from _prompt(place.node.prompt, place.address)
    elif place.site is None and isinstance(place.node, Literal) and place.node.name:
        kind = _flow_setting_kind(place.path)
        if kind is not None:
            yield Reference(kind, place.node.name, place.address)


def _flow_setting_kind(path: tuple[str, ...]) -> RefKind | None:
    """Settings that belong to no action (Architect: error handling, languages, initial values)."""
    if path[-1] == "targetQueue":
        return RefKind.QUEUE
    if path[-1] == "defaultLanguageSkill":
        return RefKind.LANGUAGE_SKILL
    return _VARIABLE_TYPES.get(path[0]) if path[-1] == "initialValue" else None


def _of_action(site: Site) -> Iterator[Reference]:
    spec = spec_of(site.action.kind)
    for field in spec.fields if spec else ():
        if field.refers_to is not None:
            for address, node in nodes_at(site.action, field.path, site.address):
                yield from _named(field.kind, field.refers_to, address, node)


def _named(shape: Kind, kind: RefKind, address: str, node: Node) -> Iterator[Reference]:
    if shape is Kind.KEYED:
        for key, _ in node.entries if isinstance(node, Group) else ():
            yield Reference(kind, key, f"{address}/{key}")
        return
    name = node.get("name") if isinstance(node, Group) else node.name if isinstance(node, Literal) else None
    if kind is RefKind.PROMPT and isinstance(name, str) and "." in name:
        yield from _prompt(name, address)
    elif isinstance(name, str) and name:
        yield Reference(kind, name, address)


def _of_text(text: Text) -> Iterator[Reference]:
    for name in text.names:
        yield from _prompt(name.name, text.address)
    for call in text.calls:
        kind = _FIND_FUNCTIONS.get(call.name.lower())
        literal = call.arguments[0] if call.arguments else None
        if kind is not None and literal:
            yield Reference(kind, literal, text.address, lookup=True)


def _prompt(text: str, address: str) -> Iterator[Reference]:
    """`Prompt.welcome` and `PromptSystem.no_entry` are prompts; their names may go on with properties."""
    scope, _, rest = text.partition(".")
    kind = _PROMPT_SCOPES.get(scope.lower())
    name = rest.partition(".")[0]
    if kind is not None and name:
        yield Reference(kind, name, address)
