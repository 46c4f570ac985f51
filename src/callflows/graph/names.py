"""The variables that a flow has: those it declares, those its nodes fill, and the call's own data."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from callflows.expressions import builtin_names, builtin_variables
from callflows.graph.kinds import flow_kind, type_of
from callflows.graph.surroundings import Parameter, SharedFlow, Surroundings
from callflows.graph.templates import parse_template
from callflows.graph.types import CollectNode, Flow, FlowNode, FlowVariable, InvokeNode, Plain, SetNode

VARIABLE_NAME = re.compile(r"[^\W\d_]\w*\Z")
"""Architect: a letter, then letters, digits and underscores."""

TYPES: Mapping[str, str] = MappingProxyType(
    {
        name.lower(): name
        for base in (
            "string", "integer", "decimal", "boolean", "currency", "dateTime", "duration", "phoneNumber", "json",
            "queue", "user", "skill", "languageSkill", "group", "prompt", "wrapupCode", "schedule", "scheduleGroup",
            "emergencyGroup", "externalContact", "agentScorePair",
        )
        for name in (base, f"{base}Collection")
    }
)  # fmt: skip
"""Architect's data types by lower-case name."""


class Known(msgspec.Struct, frozen=True):
    """A variable that exists. `expression` is how Architect reads it, `type` is "" where nobody knows it."""

    name: str
    expression: str
    type: str = "string"


CALL_DATA: Mapping[str, Known] = MappingProxyType(
    {
        known.name.lower(): known
        for known in (
            Known("CallerId", "Call.Ani"),
            Known("CallerNumber", "Call.Ani"),
            Known("CallerName", "Call.RemoteName"),
            Known("CalledNumber", "Call.CalledAddress"),
            Known("DialedNumber", "Call.CalledAddressOriginal"),
            Known("ConversationId", "Call.ConversationId"),
            Known("Language", "Call.Language"),
            Known("ExternalTag", "Call.ExternalTag"),
            Known("ExternalContactId", "Call.ExternalContactId"),
            Known("UUIData", "Call.UUIData"),
            Known("CallStart", "Flow.StartDateTimeUtc", "dateTime"),
            Known("Now", "GetCurrentDateTimeUtc()", "dateTime"),
        )
    }
)
"""What `${…}` may name beside the flow's own variables, by lower-case name. A variable that the flow
declares under the same name comes first."""

_BY_EXPRESSION: Mapping[str, Known] = MappingProxyType({k.expression.lower(): k for k in CALL_DATA.values()})


class Names:
    """Looks up variables ignoring case, with or without their scope (Architect: names ignore case)."""

    def __init__(self, flow: Flow, surroundings: Surroundings | None) -> None:
        shared = flow_kind(flow) == "shared"
        self.scope = "Common" if shared else "Flow"
        self.flow_type = "commonModule" if shared else "inboundCall"
        self._own: dict[str, Known] = {}
        self.variables: list[FlowVariable] = []
        for variable in declared(flow):
            self._add(variable)
        for node in flow.nodes or ():
            for variable in filled_by(node, surroundings):
                self._add(self._typed(variable, node))

    def find(self, name: str) -> Known | None:
        """The variable called `name` (`CustomerId`, `Flow.CustomerId`, `CallerId`, `Call.Ani`)."""
        scope, dot, rest = name.partition(".")
        if not dot:
            return self._own.get(name.lower()) or CALL_DATA.get(name.lower())
        if scope.lower() == self.scope.lower() and rest.lower() in self._own:
            return self._own[rest.lower()]
        return _BY_EXPRESSION.get(name.lower()) or self._built_in(name)

    def _built_in(self, name: str) -> Known | None:
        """What Architect fills in a flow of this type, by its full name: `Flow.Version`, `Interaction.Id`."""
        type_ = builtin_variables(self.flow_type).get(name.lower())
        proper = builtin_names(self.flow_type).get(name.lower(), name)
        return Known(proper, proper, type_.key) if type_ is not None else None

    def own(self, name: str) -> Known | None:
        """The flow's own variable called `name`, with or without scope."""
        return self._own.get(bare(name).lower())

    @functools.cached_property
    def all(self) -> tuple[str, ...]:
        """Every name that may stand in `${…}`, the flow's own first."""
        return (*(k.name for k in self._own.values()), *(k.name for k in CALL_DATA.values()))

    def _add(self, variable: FlowVariable) -> None:
        name = bare(variable.name)
        if name.lower() not in self._own:
            type_name = TYPES.get(variable.type.lower(), variable.type)
            self._own[name.lower()] = Known(name, f"{self.scope}.{name}", type_name)
            self.variables.append(variable)

    def _typed(self, variable: FlowVariable, node: FlowNode) -> FlowVariable:
        """A variable filled with `${Other}` has the type of the other one."""
        action = node.action
        if not isinstance(action, SetNode) or action.type or not isinstance(action.value, str):
            return variable
        template = parse_template(action.value)
        if len(template.parts) == 1 and template.names:
            source = self.find(template.names[0])
            if source is not None and source.type:
                return FlowVariable(variable.name, source.type)
        return variable


def bare(name: str) -> str:
    """The name without the scope of the flow's own variables."""
    scope, dot, rest = name.partition(".")
    return rest if dot and scope.lower() in ("flow", "common") else name


def declared(flow: Flow) -> Iterator[FlowVariable]:
    """The variables that the flow declares, those without a name left out."""
    yield from (v for v in flow.variables or () if v.name)


def results_of(node: FlowNode, surroundings: Surroundings | None) -> Iterator[tuple[str, str]]:
    """(variable, type) of what a node puts into variables, where the type is certain."""
    action = node.action
    if isinstance(action, CollectNode):
        yield action.variable, "string"
    elif isinstance(action, SetNode) and action.type:
        yield action.variable, action.type
    elif isinstance(action, InvokeNode) and surroundings is not None:
        shared = surroundings.shared_flows.get(action.flow_id)
        for output in action.outputs or ():
            parameter = output_parameter(shared, str(output.get("name") or ""))
            if parameter is not None and output.get("variable"):
                yield str(output.get("variable")), parameter.type


def filled_by(node: FlowNode, surroundings: Surroundings | None) -> Iterator[FlowVariable]:
    """The variables that a node gives a value: they need no declaration of their own."""
    action = node.action
    if isinstance(action, CollectNode) and type_of(node) == "collect" and action.variable.strip():
        yield FlowVariable(action.variable, "string")
    elif isinstance(action, SetNode) and type_of(node) == "set" and action.variable.strip():
        yield FlowVariable(action.variable, action.type or _type_of_value(action.value))
    elif isinstance(action, InvokeNode) and type_of(node) == "invoke":
        shared = surroundings.shared_flows.get(action.flow_id) if surroundings is not None else None
        for output in action.outputs or ():
            name = output.get("variable")
            if isinstance(name, str) and name.strip():
                parameter = output_parameter(shared, str(output.get("name") or ""))
                yield FlowVariable(name, parameter.type if parameter is not None else "string")


def parameter_of(parameters: tuple[Parameter, ...] | None, name: str) -> Parameter | None:
    """The parameter called `name`, with or without `Common.`, ignoring case."""
    wanted = bare(name).lower()
    return next((p for p in parameters or () if bare(p.name).lower() == wanted), None)


def output_parameter(shared: SharedFlow | None, name: str) -> Parameter | None:
    return parameter_of(shared.outputs, name) if shared is not None else None


def _type_of_value(value: Plain) -> str:
    """The type of a constant; text is a string whatever it looks like."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "decimal" if isinstance(value, float) else "string"
