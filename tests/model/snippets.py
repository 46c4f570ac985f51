"""Short flows around one action, as exports write them."""

from __future__ import annotations

from types import ModuleType

from callflows.architect import read
from callflows.model import Action, Branch, Flow, Literal, actions_of, branches, nodes_at, spec_of

INBOUND = """\
inboundCall:
  name: Support
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  menus:
    - menu:
        name: Main Menu
        refId: Main Menu_11
        audio:
          tts: Press 1
  tasks:
    - task:
        name: Other
        refId: Other_12
    - task:
        name: Main
        refId: Main_10
        actions:
"""
IN_QUEUE = """\
inqueueCall:
  name: Waiting
  settingsPrompts:
    ensureAudioInPrompts: false
  startUpTaskActions:
"""
SECURE = INBOUND.replace("inboundCall", "secureCall")
MENU = """\
inboundCall:
  name: Support
  startUpRef: "/inboundCall/menus/menu[Main Menu_11]"
  defaultLanguage: en-us
  tasks:
    - task:
        name: Other
        refId: Other_12
  menus:
    - menu:
        name: Main Menu
        refId: Main Menu_11
        choices:
"""
END = "actions:\n  - disconnect:\n      name: Disconnect"
"""The actions of an output path."""


def outputs(*names: str) -> str:
    """Output paths, each with an action."""
    return "".join(f'  "{name}":\n    {END.replace(chr(10), chr(10) + "    ")}\n' for name in names).join(
        ("outputs:\n", "")
    )


def with_action(head: str, key: str, settings: str) -> str:
    """A flow with one action of a kind whose settings are given as YAML."""
    indent = " " * (4 if head.endswith("startUpTaskActions:\n") else 10)
    lines = [f"- {key}:", "    name: It", *(f"    {line}" for line in settings.splitlines())]
    return head + "".join(f"{indent}{line}\n" for line in lines)


def findings(head: str, key: str, settings: str) -> set[tuple[str, str]]:
    """(code, message) of everything that the reader says of such a flow."""
    return {(d.code, d.message) for d in read(with_action(head, key, settings)).diagnostics}


def action(head: str, key: str, settings: str) -> Action:
    """The action as it is read."""
    flow = read(with_action(head, key, settings)).flow
    assert isinstance(flow, Flow)
    (found,) = [site.action for site in actions_of(flow) if site.action.kind == key]
    return found


def paths(head: str, key: str, settings: str) -> list[str]:
    """The output paths of the action, as the model walks them."""
    return [each.output for each in branches(action(head, key, settings)) if isinstance(each, Branch)]


def references(head: str, key: str, settings: str) -> set[tuple[str, str]]:
    """(kind, name) of what the action's entry says that it refers to."""
    found, spec = action(head, key, settings), spec_of(key)
    assert spec is not None
    named = set()
    for field in spec.fields:
        for _, node in nodes_at(found, field.path) if field.refers_to else ():
            if isinstance(node, Literal):
                named |= {(str(field.refers_to), node.name)} if node.name else set()
            elif hasattr(node, "entries"):
                named |= {(str(field.refers_to), v if k == "name" else k) for k, v in node.entries}
    return named


def proven(module: ModuleType) -> set[str]:
    """The actions of a module whose spelling exports show."""
    return {spec.key for spec in module.ACTIONS if spec.seen}
