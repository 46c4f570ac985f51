"""A flow of each type that uses everything the catalogue has for it: every action and menu choice with every field,
every kind of value and every output path, every settings group, every kind of variable.

It follows the catalogue as data: a new entry is in the flows without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from math import prod
from typing import NamedTuple

from callflows.model import (
    CATALOGUE,
    FLOW_TYPES,
    SETTINGS,
    Action,
    Actions,
    ActionSpec,
    Audio,
    Entries,
    Expression,
    Field,
    Flow,
    FlowTypeSpec,
    Group,
    Items,
    Kind,
    Literal,
    Menu,
    Node,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)

ROUNDS = 3
"""How often an action occurs: at each field once with a literal, once with an expression, once with NOT_SET."""

TASK, MENU = "Everything_1", "Main_2"
_LITERALS: dict[str, Node] = {
    "Boolean": True,
    "Currency": Group((("amount", Decimal("9.99")), ("code", "EUR"))),
    "Date": "2026-11-23",
    "DateTime": "2026-11-23T08:30:00.000Z",
    "Decimal": Decimal("0.50"),
    "Duration": Group((("minutes", 1), ("seconds", 30))),
    "Integer": 7,
    "String": 'Yes: "no" # 0123',
    "Time": "08:30",
}
_VARIABLE_TYPES = (
    "string",
    "integer",
    "decimal",
    "boolean",
    "dateTime",
    "duration",
    "queue",
    "user",
    "stringCollection",
)


class _Leaf(NamedTuple):
    """The fields that stand directly at a place, and what stands below it."""

    field: Field | None
    below: dict[str, _Leaf]


def all_actions_flow(kind: str) -> Flow:
    """The flow of a type that uses everything."""
    spec = FLOW_TYPES[kind]
    numbers = count(10)
    actions = tuple(_all(spec, numbers, menu_choices=False))
    choices = tuple(_all(spec, numbers, menu_choices=True))
    header = frozenset(spec.header)
    start = _start(spec)
    languages = Group((("en-us", Group((("defaultLanguageSkill", NoValue()),))), ("de-de", Nothing())))
    settings = tuple(_settings(spec, numbers))
    return Flow(
        type=kind,
        name="Everything: " + kind,
        description="",
        division="Home",
        start_up_ref=start if "startUpRef" in header else None,
        default_language="en-us" if "defaultLanguage" in header else None,
        supported_languages=languages if "supportedLanguages" in header else None,
        initial_greeting=_audio(0) if "initialGreeting" in header else None,
        variables=_variables("Flow") if "variables" in header else (),
        settings=settings,
        menus=(_menu(spec, choices),) if "menus" in header else (),
        tasks=(_task(actions),) if "tasks" in header else (),
        actions=Actions(actions) if "startUpTaskActions" in header else None,
        task_variables=_variables("Task") if "startUpTaskVariables" in header else (),
        extra=tuple(_objects(header, actions)),
    )


def _start(spec: FlowTypeSpec) -> str:
    for key, name in (("states", "state"), ("bots", "bot"), ("tasks", "task")):
        if key in spec.header:
            return f"/{spec.key}/{key}/{name}[{TASK}]"
    return f"/{spec.key}/startUpTaskActions"


def _objects(header: frozenset[str], actions: tuple[Action, ...]) -> Iterator[tuple[str, Node]]:
    """States and bots, which the model keeps as groups."""
    for key, name in (("bots", "bot"), ("states", "state")):
        if key in header:
            body = (("name", "Everything"), ("refId", TASK), ("actions", Actions(actions)))
            yield key, Items((Group(((name, Group(body)),)),))


def _all(spec: FlowTypeSpec, numbers: Iterator[int], *, menu_choices: bool) -> Iterator[Action]:
    for entry in CATALOGUE.values():
        if entry.menu_choice is menu_choices and spec.key in entry.flow_types:
            yield from (action(entry, turn, spec.key, next(numbers)) for turn in range(rounds(entry.fields)))


def rounds(fields: tuple[Field, ...]) -> int:
    """How many times an action has to occur so that each alternative is used, those inside others among them."""
    groups = {field.path: len(field.one_of) for field in fields if field.kind is Kind.GROUP and field.one_of}
    return max([ROUNDS, *(_inside(field.path, groups) * max(ROUNDS, len(field.one_of)) for field in fields)])


def _inside(path: str, groups: dict[str, int]) -> int:
    """How many ways the groups around a field can be chosen."""
    return prod(ways for group, ways in groups.items() if path.startswith((f"{group}/", f"{group}[]/")))


def action(spec: ActionSpec, turn: int, flow_type: str, number: int) -> Action:
    """An action with all its fields; `turn` chooses among what may stand there."""
    own: list[tuple[str, Node]] = [("name", f"{spec.title} {turn}"), ("refId", f"{spec.title}_{number}")]
    entries = _entries(spec.fields, turn, flow_type)
    own += [(key, node) for key, node in entries if key not in ("name", "refId", "outputs")]
    outputs = _outputs(spec, dict(entries).get("outputs"), flow_type)
    return Action(spec.key, (*own, ("outputs", Group(outputs))) if outputs else tuple(own))


def _outputs(spec: ActionSpec, given: Node, flow_type: str) -> Entries:
    """Each output path with an action. `given` is what the fields say of them: settings beside the actions, or a
    list of paths that the flow names."""
    end: Entries = (("actions", Actions(_leaf_actions(flow_type))),)
    found = dict(given.entries) if isinstance(given, Group) else {}
    listed = {
        key: Items(tuple(_ended(item, end) for item in node.items))
        for key, node in found.items()
        if isinstance(node, Items)
    }
    names = [*spec.outputs, *(["A way of its own"] if spec.named_outputs and not listed else [])]
    paths: dict[str, Node] = {}
    for name in names:
        settings = found.get(name)
        paths[name] = Group((*settings.entries, *end) if isinstance(settings, Group) else end)
    return (*listed.items(), *paths.items())


def _ended(item: Node, end: Entries) -> Node:
    """`- intent: {…}` with an action in it."""
    if not isinstance(item, Group):
        return item
    return Group(
        tuple(
            (key, Group((*below.entries, *end)) if isinstance(below, Group) else below) for key, below in item.entries
        )
    )


def _leaf_actions(flow_type: str) -> tuple[Action, ...]:
    """An action for the end of a path: the first of the flow type that needs nothing."""
    for spec in CATALOGUE.values():
        if flow_type in spec.flow_types and not spec.menu_choice and not spec.outputs and not spec.fields:
            return (Action(spec.key, (("name", spec.title),)),)
    return ()


def _entries(fields: tuple[Field, ...], turn: int, flow_type: str) -> Entries:
    tree = _Leaf(None, {})
    for field in fields:
        place = tree
        for step in field.path.split("/"):
            place = place.below.setdefault(step, _Leaf(None, {}))
        _put(tree, field)
    return tuple(_below(tree, turn, flow_type))


def _put(tree: _Leaf, field: Field) -> None:
    *steps, last = field.path.split("/")
    place = tree
    for step in steps:
        place = place.below[step]
    place.below[last] = _Leaf(field, place.below[last].below)


def _below(leaf: _Leaf, turn: int, flow_type: str) -> Iterator[tuple[str, Node]]:
    """What stands below a place. Of the alternatives of a group one is taken."""
    chosen = leaf.field.one_of if leaf.field is not None and leaf.field.kind is Kind.GROUP else ()
    keys = leaf.below
    if chosen:
        wanted = chosen[turn % len(chosen)]
        keys = {step: below for step, below in leaf.below.items() if step.removesuffix("[]") == wanted}
        keys = keys or {wanted: _Leaf(None, {})}
        turn //= len(chosen)
    for step, below in keys.items():
        if f"{step}[]" in keys:
            continue  # the list says more about the same key
        if step.endswith("[]"):
            yield step.removesuffix("[]"), Items((_node(below, turn, flow_type, ""),))
        else:
            key = "Any name" if step == "*" else step
            yield key, _node(below, turn, flow_type, key)


def _node(leaf: _Leaf, turn: int, flow_type: str, key: str) -> Node:
    field = leaf.field
    if key == "none":
        return True
    if field is None or field.kind in (Kind.GROUP, Kind.KEYED, Kind.NAMED):
        entries = tuple(_below(leaf, turn, flow_type))
        if field is not None and field.kind is Kind.NAMED:
            entries = (("name", "Somebody"), *(entry for entry in entries if entry[0] != "name"))
        if field is not None and field.kind is Kind.KEYED and not entries:
            entries = (("Any name", Nothing()),)
        return Group(entries) if entries else Nothing()
    return value(field, turn, flow_type)


def value(field: Field, turn: int, flow_type: str) -> Node:
    """What stands at a field that holds a value."""
    match field.kind:
        case Kind.AUDIO:
            found = _audio(turn)
        case Kind.OUTPUT:
            found = NoValue() if turn % ROUNDS == 2 else Output("Flow.Result")
        case Kind.TASK_REF:
            found = f"/{flow_type}/tasks/task[{TASK}]"
        case Kind.MENU_REF:
            found = f"/{flow_type}/menus/menu[{MENU}]"
        case Kind.STATE_REF:
            found = f"/{flow_type}/states/state[{TASK}]"
        case Kind.PLAIN:
            found = _plain(field, turn)
        case _:
            kinds = (Literal(_literal(field, turn)), Expression("Flow.Value"), NoValue(fallback=turn % 2 == 0))
            found = kinds[turn % ROUNDS] if field.not_set or turn % ROUNDS < 2 else kinds[0]
    return found


def _plain(field: Field, turn: int) -> Node:
    if field.one_of:
        return field.one_of[turn % len(field.one_of)]
    found = _literal(field, turn) if field.type else "Plain text"
    return found if isinstance(found, str | int) else "Plain text"


def _literal(field: Field, turn: int) -> Node:
    if field.one_of:
        return field.one_of[turn % len(field.one_of)]
    if field.refers_to is not None:
        return Group((("name", "Somebody: 24/7"),))
    if field.type == "Duration":
        least = max(field.minimum or 0, 1000)
        return Group((("seconds", -(-least // 1000)),))
    if field.type == "Integer":
        return field.minimum if field.minimum is not None else 7
    if field.type.endswith("Collection"):
        return Items((Literal("first"), Expression("Flow.Second"), NoValue()))
    return _LITERALS.get(field.type, "Any text")


def _audio(turn: int) -> Node:
    spoken = (("de-de", Audio(tts="Grüß Gott: bitte warten.")), ("fr", Audio(prompt="Prompt.bonjour")))
    kinds: tuple[Node, ...] = (
        Audio(tts="Hello, and welcome.", alternates=spoken),
        Audio(prompt="PromptSystem.on_hold_music"),
        NoValue(),
        Expression('AudioPlaybackOptions(ToAudioTTS("Hello: " + Flow.Name), false)'),
        Audio(tts="One moment, please."),
    )
    return kinds[turn % len(kinds)]


def _menu(spec: FlowTypeSpec, choices: tuple[Action, ...]) -> Menu:
    settings = tuple((key, settings_group(key, 0, spec.key)) for key in ("settingsMenu", "settingsSpeechRec"))
    first = choices[0].ref_id if choices else None
    default = f"./choices/{choices[0].kind}[{first}]" if choices else None
    return Menu(
        name="Main", ref_id=MENU, audio=_audio(0), settings=settings, choices=choices, default_choice_ref=default
    )


def _task(actions: tuple[Action, ...]) -> Task:
    return Task(name="Everything", ref_id=TASK, variables=_variables("Task"), actions=actions, output_paths=("Done",))


def _variables(scope: str) -> tuple[Variable, ...]:
    return tuple(
        Variable(
            type=kind,
            name=f"{scope}.a_{kind}",
            description="Holds: something" if place % 2 else None,
            initial=NoValue() if place % 2 else Expression("NOT_SET"),
            is_input=place % 2 == 0,
            is_output=place % 3 == 0,
        )
        for place, kind in enumerate(_VARIABLE_TYPES)
    )


def _settings(spec: FlowTypeSpec, numbers: Iterator[int]) -> Iterator[tuple[str, Node]]:
    """Each settings group of the header, in the header's order."""
    turn = next(numbers)
    for key in spec.header:
        if key.startswith("settings"):
            yield key, settings_group(key, turn, spec.key)


def settings_group(key: str, turn: int, flow_type: str) -> Node:
    known = SETTINGS.get(key)
    entries = _entries(known.fields, turn, flow_type) if known is not None else ()
    return Group(entries) if entries else Nothing()
