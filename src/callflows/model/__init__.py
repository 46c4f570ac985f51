"""An Architect flow as typed, frozen data, and the catalogue of what each action is.

The model has no behaviour, reads nothing and writes nothing. It keeps what it does not know:
an unknown key or action is data like any other and is written back as it was.
"""

from callflows.model.catalogue import CATALOGUE, INVENTED, ActionSpec, Field, Kind, RefKind, spec_of
from callflows.model.fields import nodes_at, type_at
from callflows.model.flow import Flow, Menu, Task, Variable
from callflows.model.flow_types import CALL_FLOWS, FLOW_TYPES, MENU_FLOWS
from callflows.model.nodes import (
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
    Scalar,
    Value,
    get,
)
from callflows.model.settings import SETTINGS
from callflows.model.spec import FlowTypeSpec, SettingsSpec
from callflows.model.walk import Branch, Site, actions_of, branches, values_of

__all__ = [
    "CALL_FLOWS",
    "CATALOGUE",
    "FLOW_TYPES",
    "MENU_FLOWS",
    "SETTINGS",
    "Action",
    "ActionSpec",
    "Actions",
    "Audio",
    "Branch",
    "Entries",
    "Expression",
    "Field",
    "Flow",
    "FlowTypeSpec",
    "Group",
    "INVENTED",
    "Items",
    "Kind",
    "Literal",
    "Menu",
    "NoValue",
    "Node",
    "Nothing",
    "Output",
    "RefKind",
    "Scalar",
    "SettingsSpec",
    "Site",
    "Task",
    "Value",
    "Variable",
    "actions_of",
    "branches",
    "get",
    "nodes_at",
    "spec_of",
    "type_at",
    "values_of",
]
