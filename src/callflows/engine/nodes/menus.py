"""Menus and their choices.

Architect: a menu plays its audio, waits for a key, repeats, and then takes its default choice. A choice is
compiled like an action; what comes back from it (a transfer that failed) repeats the menu.
"""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Around, Builder, Place, UnitPlan, Written, dig, ref_id_of
from callflows.engine.commands import Collect, Disconnect
from callflows.engine.events import Digits, Event
from callflows.engine.nodes.collecting import Timeout, key_of
from callflows.engine.nodes.effects import DisconnectNode, NotExecutedNode, unable
from callflows.engine.nodes.tasks import JumpNode, close_task, open_task
from callflows.engine.semantics import MENU_REPEATS, MENU_TIMEOUT_MS, prompt_is_heard, times_a_menu_plays
from callflows.engine.sources import NOT_SET, SILENT, Sound, Source
from callflows.engine.state import END, PARK, Node, State
from callflows.engine.values import sound_of, source_of
from callflows.expressions import Type, types
from callflows.model import Action, Actions, Group, Items, Menu, NoValue, Variable
from callflows.model import Node as Setting
from callflows.model.walk import item_address


@dataclass(kw_only=True, eq=False, slots=True)
class MenuNode(Node):
    """`choices` are the entries by key. Entering a menu costs one action, its repeats cost none."""

    menu: str
    sound: Sound
    timeout: Timeout
    repeats: tuple[Source, Source]
    choices: dict[str, int]
    default: int | None

    def step(self, state: State) -> int:
        written = (source.value(state) for source in self.repeats)
        state.left = times_a_menu_plays(next((each for each in written if isinstance(each, int)), MENU_REPEATS))
        if state.trace is not None:
            state.trace.append(t.EnteredMenu(t=state.clock, address=self.address, menu=self.menu))
        return self._play(state)

    def resume(self, state: State, event: Event) -> int:
        if isinstance(event, Digits):
            return self._take(state)
        return self._again(state, "", "timeout")

    def _play(self, state: State) -> int:
        state.left -= 1
        parts, _ = self.sound.parts(state)
        heard = parts if prompt_is_heard(state.buffer) else ()
        wait = self.timeout.ms(state)
        state.phase = "menu"
        state.taken = ""
        if state.trace is not None and heard:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=heard))
        state.commands.append(Collect(self.address, "menu", heard, 1, wait, wait))
        state.deadline = state.clock + wait
        return self._take(state) if state.buffer else PARK

    def _take(self, state: State) -> int:
        key, state.buffer = state.buffer[0], state.buffer[1:]
        entry = self.choices.get(key)
        if entry is None:
            return self._again(state, key, "invalid")
        state.deadline = None
        self.note_collected(state, key, "complete")
        return entry

    def _again(self, state: State, key: str, reason: str) -> int:
        """Repeat the menu, and after the last time take the default choice; without one the call is disconnected.
        A key that no choice has counts like no key."""
        state.deadline = None
        self.note_collected(state, key, reason)
        if state.left > 0:
            return self._play(state)
        if self.default is not None:
            return self.default
        state.commands.append(Disconnect(self.address))
        state.end("disconnect", self.address, "no menu choice")
        return END

    def note_collected(self, state: State, keys: str, reason: str) -> None:
        if state.trace is not None:
            state.trace.append(t.Collected(t=state.clock, address=self.address, keys=keys, reason=reason))


@dataclass(kw_only=True, eq=False, slots=True)
class ChoiceNode(Node):
    """A choice that leads elsewhere without doing anything itself."""

    target: int

    def step(self, state: State) -> int:
        return self.target


def open_menu(builder: Builder, plan: UnitPlan, menu: Menu, address: str) -> None:
    """Compile the menu's choices, and note those that every menu has."""
    index = plan.menus[menu.ref_id or menu.name]
    around = Around(plan, plan.names, menu=index)
    choices = plan.choices[index] = []
    for at, choice in enumerate(menu.choices):
        entry = builder.reserve()
        where = item_address(f"{address}/choices", at, choice.kind, choice.ref_id)
        builder.one(choice, where, entry, index, around)
        choices.append((choice, entry))
        if is_global(choice):
            plan.global_keys[key_of(choice.get("dtmf"))] = entry


def close_menu(builder: Builder, plan: UnitPlan, menu: Menu, address: str) -> None:
    """Compile the menu itself, when the choices of all menus are known."""
    index = plan.menus[menu.ref_id or menu.name]
    own = {key_of(choice.get("dtmf")): entry for choice, entry in plan.choices[index]}
    node = MenuNode(
        address=address,
        menu=menu.name,
        sound=SILENT if menu.audio is None else sound_of(menu.audio, plan.names),
        timeout=Timeout(*_settings(plan, menu, "menuSelectionTimeout", types.DURATION), MENU_TIMEOUT_MS),
        repeats=_settings(plan, menu, "repeatCount", types.INTEGER),
        choices=plan.global_keys | own,
        default=_default(builder, plan, menu, address),
    )
    builder.put(index, node)


def _default(builder: Builder, plan: UnitPlan, menu: Menu, address: str) -> int | None:
    """The menu's default choice; one that is named but not there is reported before the call is disconnected."""
    if menu.default_choice_ref is None:
        return None
    index, wanted = plan.menus[menu.ref_id or menu.name], ref_id_of(menu.default_choice_ref)
    for choice, entry in plan.choices[index]:
        if wanted and choice.ref_id == wanted:
            return entry
    end = builder.add(DisconnectNode(address=address, reason="no menu choice"))
    reason = f"there is no choice {menu.default_choice_ref}"
    return builder.add(NotExecutedNode(address=address, what="defaultChildMenuRef", reason=reason, next=end))


def is_global(choice: Action) -> bool:
    return choice.get("globalDtmf") is True


def _settings(plan: UnitPlan, menu: Menu, name: str, wanted: Type) -> tuple[Source, Source]:
    """The menu's own setting, and the flow's."""
    own, general = dig(menu.settings, f"settingsMenu/{name}"), plan.settings(f"settingsMenu/{name}")
    return (
        NOT_SET if own is None else source_of(own, wanted, plan.names),
        NOT_SET if general is None else source_of(general, wanted, plan.names),
    )


def menu_task(place: Place) -> Node:
    """A choice with a task of its own, which has its own variables."""
    written = place.setting("task")
    body = written if isinstance(written, Group) else Group()
    listed = body.get("actions")
    task_as_written = Written(
        _variables(body.get("variables")),
        listed.items if isinstance(listed, Actions) else (),
        f"{place.address}/task/actions",
    )
    plan, builder = place.around.plan, place.builder
    task = open_task(builder, plan, place.action.name, place.address, task_as_written)
    close_task(builder, plan, task, task_as_written, place.around.menu)
    return ChoiceNode(**place.head, cost=0, target=task.entry)


def menu_repeat(place: Place) -> Node:
    return ChoiceNode(**place.head, target=place.next)


def repeat_menu(place: Place) -> Node:
    """Back to the menu whose choice this task belongs to."""
    if place.around.menu is None:
        return unable(place, "it stands in no menu")
    return JumpNode(**place.head, target=place.around.menu)


def menu_jump_to_menu(place: Place) -> Node:
    target = place.around.plan.menu(place.setting("targetMenuRef"))
    if target is None:
        return unable(place, f"there is no menu {place.setting('targetMenuRef')}")
    return JumpNode(**place.head, target=target)


def _variables(node: Setting | None) -> tuple[Variable, ...]:
    """`variables:` of a task written inside a choice, which the model keeps as plain settings."""
    found: list[Variable] = []
    for item in node.items if isinstance(node, Items) else ():
        for key, body in item.entries if isinstance(item, Group) else ():
            name = body.get("name") if isinstance(body, Group) else None
            if isinstance(body, Group) and isinstance(name, str):
                initial = body.get("initialValue")
                found.append(
                    Variable(
                        type=key.removesuffix("Variable"),
                        name=name,
                        initial=NoValue() if initial is None else initial,
                        is_input=body.get("isInput") is True,
                        is_output=body.get("isOutput") is True,
                    )
                )
    return tuple(found)
