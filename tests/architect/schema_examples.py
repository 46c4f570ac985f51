"""Settings of actions as plain data, made from the catalogue's fields: what is right, and what is wrong with one."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from callflows.model import FLOW_TYPES, ActionSpec, Field, Kind, SettingsSpec
from callflows.model.data_types import type_key
from tests.architect.schema_checks import Place, places

LITERALS: dict[str, Any] = {
    "": "Any text",
    "string": "Yes",
    "integer": 7,
    "decimal": 0.5,
    "boolean": True,
    "dateTime": {"year": 2026, "month": 11, "day": 23, "hour": 8, "minute": 30, "second": 0},
}
_TASK_LIKE = (("tasks", "task"), ("states", "state"), ("bots", "bot"))


def literal(field: Field) -> Any:
    """A literal that the field takes."""
    if field.one_of:
        return field.one_of[0]
    key = type_key(field.type)
    if key.endswith("Collection"):
        return [{"lit": LITERALS.get(key.removesuffix("Collection"), {"name": "x"})}, {"exp": "Flow.x"}]
    if key == "duration":
        return {"ms": max(field.minimum or 0, 1000)}
    if key == "integer" and field.minimum is not None:
        return field.minimum
    return LITERALS.get(key, {"name": "x"}) if key or field.refers_to is None else {"name": "x"}


def example(field: Field, turn: int) -> Any:
    """What stands at a field; `turn` takes the forms of a value one after the other."""
    if field.kind is Kind.VALUE:
        forms: list[Any] = [{"lit": literal(field)}, {"exp": "Flow.x"}, {"noValue": True}]
    elif field.kind is Kind.AUDIO:
        spoken = {"tts": "Hello", "alternateSequences": {"de-de": {"tts": "Hallo"}}}
        forms = [spoken, {"exp": "Flow.x"}, {"noValue": True}]
    elif field.kind is Kind.OUTPUT:
        return ({"var": "Flow.x"}, {"noValue": True})[turn % 2]
    elif field.kind is Kind.PLAIN:
        return literal(field) if field.one_of or field.type else ("text", True, 3)[turn % 3]
    else:
        return {"name": "x"} if field.kind is Kind.NAMED else "/x/y[z]"
    return forms[turn % (len(forms) if field.not_set else len(forms) - 1)]


def settings(fields: Sequence[Field], turn: int = 0) -> dict[str, Any]:
    """Settings with all these fields; of the alternatives of a group `turn` takes one."""
    made: dict[str, Any] = {}
    groups = [field for field in fields if field.kind is Kind.GROUP and field.one_of]
    for field in fields:
        if any(_left_out(group, field.path, turn) for group in groups):
            continue
        steps = field.path.split("/")
        below = any(other.path.startswith((f"{field.path}/", f"{field.path}[]")) for other in fields)
        if field in groups:
            _put(made, [*steps, field.one_of[turn % len(field.one_of)]], {}, keep=True)
        elif field.kind in (Kind.GROUP, Kind.KEYED):
            _put(made, steps, {} if below else {"Any": {}}, keep=True)
        else:
            _put(made, steps, example(field, turn), keep=False)
    return made


def _left_out(group: Field, path: str, turn: int) -> bool:
    """Whether a path belongs to an alternative that this turn does not take."""
    if not path.startswith(f"{group.path}/"):
        return False
    step = path.removeprefix(f"{group.path}/").partition("/")[0].removesuffix("[]")
    return step in group.one_of and step != group.one_of[turn % len(group.one_of)]


def _put(made: dict[str, Any], steps: list[str], value: Any, *, keep: bool) -> None:
    step, *rest = steps
    key = "Any" if step == "*" else step.removesuffix("[]")
    if step.endswith("[]"):
        if not isinstance(made.get(key), list):
            made[key] = [{}]
        if rest:
            _put(made[key][0], rest, value, keep=keep)
        elif not keep:
            made[key] = [value]
    elif rest:
        if not isinstance(made.get(key), dict):
            made[key] = {}
        _put(made[key], rest, value, keep=keep)
    elif not keep or key not in made:
        made[key] = value


def found(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def occurrences(made: Any, path: str) -> Iterator[Place]:
    """The places to which a field's path leads."""
    ways: list[Place] = [()]
    for step in path.split("/"):
        key, more = step.removesuffix("[]"), step.endswith("[]")
        below: list[Place] = []
        for way in ways:
            node = found(made, way)
            if not isinstance(node, dict):
                continue
            for name in node if key == "*" else [key] if key in node else []:
                if more and isinstance(node[name], list):
                    below += [(*way, name, index) for index in range(len(node[name]))]
                elif not more:
                    below.append((*way, name))
        ways = below
    yield from ways


class Case(NamedTuple):
    """A file with one action, as plain data, and where the action's settings stand in it."""

    data: Any
    place: Place
    flow_type: str

    @property
    def settings(self) -> Any:
        return found(self.data, self.place)

    def changed(self, place: Place, value: Any) -> Case:
        """The same file with something else at a place below the settings."""
        data = copy.deepcopy(self.data)
        *above, last = (*self.place, *place)
        found(data, tuple(above))[last] = value
        return self._replace(data=data)

    def without(self, place: Place) -> Case:
        """The same file without what stands at a place below the settings."""
        data = copy.deepcopy(self.data)
        *above, last = (*self.place, *place)
        del found(data, tuple(above))[last]
        return self._replace(data=data)

    def refused(self) -> set[Place]:
        """What is refused, below the settings; nothing else may be."""
        everywhere = places(self.data, self.flow_type)
        assert {place[: len(self.place)] for place in everywhere} <= {self.place}, everywhere
        return {place[len(self.place) :] for place in everywhere}


def case(spec: ActionSpec, turn: int = 0, *, needed: bool = False) -> Case:
    """A file of the action's first flow type that holds it, with all its fields or only those that it needs."""
    fields = tuple(field for field in spec.fields if field.required) if needed else spec.fields
    made = {"name": "An action", **settings(fields, turn)}
    if spec.outputs and not needed:
        made["outputs"] = {name: {"actions": []} for name in spec.outputs}
    flow_type = spec.flow_types[0]
    header = FLOW_TYPES[flow_type]
    body: dict[str, Any] = {key: "x" for key in ("name", "startUpRef", "defaultLanguage") if key in header.header}
    item = {spec.key: made}
    if spec.menu_choice:
        body["menus"] = [{"menu": {"name": "M", "choices": [item]}}]
        return Case({flow_type: body}, (flow_type, "menus", 0, "menu", "choices", 0, spec.key), flow_type)
    for key, one in _TASK_LIKE:
        if key in header.header and "startUpTaskActions" not in header.required:
            body[key] = [{one: {"name": "T", "actions": [item]}}]
            return Case({flow_type: body}, (flow_type, key, 0, one, "actions", 0, spec.key), flow_type)
    body["startUpTaskActions"] = [item]
    return Case({flow_type: body}, (flow_type, "startUpTaskActions", 0, spec.key), flow_type)


def settings_case(spec: SettingsSpec, turn: int = 0) -> Case:
    """A file of the first flow type that has a group of settings, with all its fields in the header."""
    flow_type = next(key for key in FLOW_TYPES if key in spec.flow_types and spec.key in FLOW_TYPES[key].header)
    body: dict[str, Any] = dict.fromkeys(FLOW_TYPES[flow_type].required, "x")
    if "startUpTaskActions" in body:
        body["startUpTaskActions"] = [{"endTask": {"name": "End"}}]
    body[spec.key] = example(spec.itself, turn) if spec.itself else settings(spec.fields, turn)
    return Case({flow_type: body}, (flow_type, spec.key), flow_type)


def menu_case(spec: SettingsSpec) -> Case:
    """A file with a menu that overrides a group of settings."""
    made = settings_case(spec)
    menu = {"name": "M", spec.key: made.settings}
    data = copy.deepcopy(made.data)
    del data[made.flow_type][spec.key]
    data[made.flow_type]["menus"] = [{"menu": menu}]
    return Case(data, (made.flow_type, "menus", 0, "menu", spec.key), made.flow_type)


def turns(spec: ActionSpec) -> range:
    """So many that each form of a value and each alternative of a group has its turn."""
    return range(max([3, *(len(field.one_of) for field in spec.fields if field.kind is Kind.GROUP)]))
