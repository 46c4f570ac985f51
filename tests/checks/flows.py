"""Small flows built from model types, for the tests of facts and rules."""

from __future__ import annotations

from callflows.model import (
    Action,
    Actions,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Node,
    Output,
    Task,
    Variable,
)


def action(kind: str, /, **entries: Node) -> Action:
    """An action with the given settings; its name is its kind."""
    return Action(kind, (("name", kind), *entries.items()))


def outputs(**paths: tuple[Action, ...]) -> Group:
    """`outputs: {yes: {actions: […]}, …}`."""
    return group(**{path: group(actions=Actions(actions)) for path, actions in paths.items()})


def group(**entries: Node) -> Group:
    return Group(tuple(entries.items()))


def keyed(*entries: tuple[str, Node]) -> Group:
    """A group whose keys are no Python names."""
    return Group(entries)


def named(name: str) -> Literal:
    """`lit: {name: X}`."""
    return Literal(group(name=name))


def exp(text: str) -> Expression:
    return Expression(text)


def disconnect() -> Action:
    return action("disconnect")


def jump(ref: str) -> Action:
    return action("jumpToTask", targetTaskRef=ref)


def task(name: str, *actions: Action, variables: tuple[Variable, ...] = (), paths: tuple[str, ...] = ()) -> Task:
    return Task(name=name, ref_id=name, variables=variables, actions=actions, output_paths=paths)


def menu(name: str, *choices: Action, default: str | None = None, settings: tuple[tuple[str, Node], ...] = ()) -> Menu:
    return Menu(name=name, ref_id=name, choices=choices, default_choice_ref=default, settings=settings)


def variable(name: str, type: str = "string", **rest) -> Variable:
    return Variable(type=type, name=name, **rest)


def inbound(*tasks: Task, menus: tuple[Menu, ...] = (), start: str = "/inboundCall/tasks/task[Main]", **rest) -> Flow:
    """An inbound call flow that starts in the task Main."""
    rest.setdefault("default_language", "en-us")
    rest.setdefault("name", "Support")
    return Flow(type="inboundCall", start_up_ref=start, tasks=tasks, menus=menus, **rest)


def module(*actions: Action, name: str = "Authentication", **rest) -> Flow:
    """A common module with the given start task."""
    rest.setdefault("supported_languages", keyed(("en-us", group())))
    return Flow(type="commonModule", name=name, actions=Actions(actions), **rest)


def update(type: str, name: str, value: Node) -> Action:
    """An Update Data action with one statement."""
    return action("updateData", statements=Items((keyed((type, group(variable=name, value=value))),)))


def call_module(name: str, inputs: dict[str, Node], results: dict[str, str]) -> Action:
    """A call of a common module."""
    body = group(
        inputs=keyed(*inputs.items()),
        outputs=keyed(*((key, Output(value)) for key, value in results.items())),
    )
    return action("callCommonModule", commonModule=keyed((name, group(ver_latestPublished=body))))
