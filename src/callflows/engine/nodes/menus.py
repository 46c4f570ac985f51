"""Menus.

Architect: a menu plays its audio, waits for a key, for speech or for an extension, repeats, and then takes its default
choice. A choice is compiled like an action; what comes back from it (a transfer that failed) repeats the menu.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from callflows.engine import trace as t
from callflows.engine.builder import Around, Builder, UnitPlan, dig, ref_id_of
from callflows.engine.commands import Collect, Disconnect
from callflows.engine.events import Digits, Event, Silence, Speech
from callflows.engine.nodes.collecting import Timeout, key_of
from callflows.engine.nodes.dialling import connected_from_menu, extension_of
from callflows.engine.nodes.effects import DisconnectNode, NotExecutedNode
from callflows.engine.nodes.inputs import given, say
from callflows.engine.semantics import (
    EXTENSION_DELAY_MS,
    MENU_REPEATS,
    MENU_TIMEOUT_MS,
    listens_for_extensions,
    menus_with,
    prompt_is_heard,
    speech_is_recognised,
    term_is_said,
    times_a_menu_plays,
)
from callflows.engine.sources import NOT_SET, SILENT, Sound, Source
from callflows.engine.state import END, PARK, Node, State
from callflows.engine.values import sound_of, source_of
from callflows.expressions import Type, types
from callflows.model import Action, Actions, Group, Items, Menu
from callflows.model import Node as Setting
from callflows.model.walk import item_address

Term: TypeAlias = tuple[str, str, int]
"""A language, a word or a few, and the choice that they make."""


@dataclass(kw_only=True, eq=False, slots=True)
class MenuNode(Node):
    """`choices` are the entries by key, `terms` those by speech. Entering a menu costs one action, its repeats none."""

    menu: str
    sound: Sound
    timeout: Timeout
    repeats: tuple[Source, Source]
    choices: dict[str, int]
    terms: tuple[Term, ...]
    default: int | None
    listens: tuple[Source, Source]
    delay: Timeout
    connect: int

    def step(self, state: State) -> int:
        state.menus = menus_with(state.menus, self.index)
        if state.trace is not None:
            state.note_entered(t.EnteredMenu(t=state.clock, address=self.address, menu=self.menu))
        written = (source.value(state) for source in self.repeats)
        repeats = next((each for each in written if isinstance(each, int)), MENU_REPEATS)
        if state.trace is not None:
            given(state, self, "settingsMenu/repeatCount", repeats)
            say(state, self, self.timeout.said)
        state.left = times_a_menu_plays(repeats)
        return self._play(state)

    def resume(self, state: State, event: Event) -> int:
        if isinstance(event, Digits):
            return self._take(state)
        if isinstance(event, Speech):
            return self._hear(state, event.text)
        if isinstance(event, Silence) and state.buffer:
            return self._take(state, over=True)
        return self._again(state, "", "timeout")

    def _play(self, state: State) -> int:
        state.left -= 1
        parts, _ = self.sound.parts(state)
        heard = parts if prompt_is_heard(state.buffer) else ()
        wait = self.timeout.ms(state, self)
        state.phase = "menu"
        state.taken = ""
        if state.trace is not None and heard:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=heard))
        state.commands.append(Collect(self.address, "menu", heard, 1, wait, wait))
        state.deadline = state.clock + wait
        return self._take(state) if state.buffer else PARK

    def _take(self, state: State, *, over: bool = False) -> int:
        """The keys are an extension where somebody has it, else the first of them makes a choice. Where a longer
        extension may follow the menu waits for it, until the time between keys is `over`."""
        known = state.context.directory.extensions()
        if known and self._listens(state):
            found, more = extension_of(state.buffer, known)
            if more and not over:
                if state.trace is not None:
                    say(state, self, self.delay.said)
                state.deadline = state.clock + self.delay.ms(state, self)
                return PARK
            if found:
                return self._dial(state, found)
        key, state.buffer = state.buffer[0], state.buffer[1:]
        entry = self.choices.get(key)
        if entry is None:
            return self._again(state, key, "invalid")
        state.deadline = None
        if state.trace is not None:
            self._note_chosen(state, key, "complete")
        return entry

    def _listens(self, state: State) -> bool:
        """Whether the menu takes extensions."""
        listens = listens_for_extensions(source.value(state) for source in self.listens)
        if state.trace is not None:
            given(state, self, "settingsMenu/listenForExtensionDialing", listens)
        return listens

    def _dial(self, state: State, extension: str) -> int:
        state.deadline = None
        state.taken = extension
        state.buffer = state.buffer[len(extension) :]
        if state.trace is not None:
            self._note_chosen(state, extension, "extension")
        return self.connect

    def _hear(self, state: State, text: str) -> int:
        language = state.lang.lower()
        for spoken, term, entry in self.terms:
            if spoken == language and term_is_said(text, term):
                state.deadline = None
                if state.trace is not None:
                    self._note_chosen(state, "", "speech")
                return entry
        return self._again(state, "", "noMatch")

    def _again(self, state: State, key: str, reason: str) -> int:
        """Repeat the menu, and after the last time take the default choice; without one the call is disconnected.
        A key or word that no choice has counts like none."""
        state.deadline = None
        if state.trace is not None:
            self._note_collected(state, key, reason)
        if state.left > 0:
            return self._play(state)
        if state.trace is not None:
            state.note_left("default")
        if self.default is not None:
            return self.default
        state.commands.append(Disconnect(self.address))
        state.end("disconnect", self.address, "no menu choice")
        return END

    def _note_chosen(self, state: State, keys: str, reason: str) -> None:
        self._note_collected(state, keys, reason)
        state.note_left("choice")

    def _note_collected(self, state: State, keys: str, reason: str) -> None:
        state.note(t.Collected(t=state.clock, address=self.address, keys=keys, reason=reason))


def open_menu(builder: Builder, plan: UnitPlan, menu: Menu, address: str) -> None:
    """Compile the menu's choices and those of the menus inside it, and note those that every menu has."""
    pending = [(menu, address, plan.menus[menu.ref_id or menu.name])]
    while pending:
        menu, address, index = pending.pop()
        around = Around(plan, plan.names, menu=index)
        choices = plan.choices[index] = []
        for at, choice in enumerate(menu.choices):
            entry = builder.reserve()
            where = item_address(f"{address}/choices", at, choice.kind, choice.ref_id)
            builder.one(choice, where, entry, index, around)
            choices.append((choice, entry))
            inside = menu_inside(choice)
            if inside is not None:
                plan.menus[where] = below = builder.reserve()
                plan.menus.setdefault(choice.ref_id or where, below)
                pending.append((inside, where, below))
            if is_global(choice, "globalDtmf"):
                plan.global_keys[key_of(choice.get("dtmf"))] = entry
            if is_global(choice, "globalSpeechRecTerms"):
                plan.global_terms.extend(terms_of(choice, entry))


def close_menu(builder: Builder, plan: UnitPlan, menu: Menu, address: str) -> None:
    """Compile the menu itself and those inside it, when the choices of all menus are known."""
    pending = [(menu, address, plan.menus[menu.ref_id or menu.name])]
    while pending:
        menu, address, index = pending.pop()
        builder.put(index, _menu(builder, plan, menu, address, index))
        for at, choice in enumerate(menu.choices):
            inside = menu_inside(choice)
            if inside is not None:
                where = item_address(f"{address}/choices", at, choice.kind, choice.ref_id)
                pending.append((inside, where, plan.menus[where]))


def _menu(builder: Builder, plan: UnitPlan, menu: Menu, address: str, index: int) -> MenuNode:
    own = {key_of(choice.get("dtmf")): entry for choice, entry in plan.choices[index]}
    said = [term for choice, entry in plan.choices[index] for term in terms_of(choice, entry)]
    heard = speech_is_recognised(plan.settings("settingsSpeechRec/asrEnabledOnFlow"))
    return MenuNode(
        address=address,
        menu=menu.name,
        sound=SILENT if menu.audio is None else sound_of(menu.audio, plan.names),
        timeout=_timeout(plan, menu, "menuSelectionTimeout", MENU_TIMEOUT_MS),
        repeats=_settings(plan, menu, "repeatCount", types.INTEGER),
        choices=plan.global_keys | own,
        terms=(*said, *plan.global_terms) if heard else (),
        default=_default(builder, plan, menu, address, index),
        listens=_settings(plan, menu, "listenForExtensionDialing", types.BOOLEAN),
        delay=_timeout(plan, menu, "extensionDialingMaxDelay", EXTENSION_DELAY_MS),
        connect=connected_from_menu(builder, address, index),
    )


def _default(builder: Builder, plan: UnitPlan, menu: Menu, address: str, index: int) -> int | None:
    """The menu's default choice; one that is named but not there is reported before the call is disconnected."""
    path = f"{address}/defaultChildMenuRef"
    if menu.default_choice_ref is None:
        if not builder.probed:
            return None
        end = builder.add(DisconnectNode(address=address, cost=0, reason="no menu choice"))
        return builder.path(path, end, end)
    wanted = ref_id_of(menu.default_choice_ref)
    for choice, entry in plan.choices[index]:
        if wanted and choice.ref_id == wanted:
            return builder.path(path, entry, entry)
    end = builder.add(DisconnectNode(address=address, reason="no menu choice"))
    reason = f"there is no choice {menu.default_choice_ref}"
    first = builder.add(NotExecutedNode(address=address, what="defaultChildMenuRef", reason=reason, next=end))
    return builder.path(path, first, first)


def menu_inside(choice: Action) -> Menu | None:
    """The menu that a choice has inside itself."""
    if choice.kind != "menuSubMenu":
        return None
    default = choice.get("defaultChildMenuRef")
    return Menu(
        name=choice.name,
        ref_id=choice.ref_id,
        audio=choice.get("audio"),
        settings=tuple((key, node) for key, node in choice.entries if key.startswith("settings")),
        choices=_choices(choice.get("choices")),
        default_choice_ref=default if isinstance(default, str) else None,
    )


def _choices(node: Setting | None) -> tuple[Action, ...]:
    """Choices inside a choice, which the model keeps as plain settings."""
    if isinstance(node, Actions):
        return node.items
    items = node.items if isinstance(node, Items) else ()
    return tuple(
        Action(kind, body.entries if isinstance(body, Group) else ())
        for item in items
        if isinstance(item, Group)
        for kind, body in item.entries
    )


def is_global(choice: Action, key: str) -> bool:
    return choice.get(key) is True


def terms_of(choice: Action, entry: int) -> list[Term]:
    """What may be said for a choice: `speechRecTerms: {en-us: {terms: [Sales]}}`."""
    written = choice.get("speechRecTerms")
    found: list[Term] = []
    for language, body in written.entries if isinstance(written, Group) else ():
        terms = body.get("terms") if isinstance(body, Group) else None
        items = terms.items if isinstance(terms, Items) else ()
        found.extend((language.lower(), each, entry) for each in items if isinstance(each, str))
    return found


def _timeout(plan: UnitPlan, menu: Menu, name: str, default: int) -> Timeout:
    return Timeout(f"settingsMenu/{name}", *_settings(plan, menu, name, types.DURATION), default)


def _settings(plan: UnitPlan, menu: Menu, name: str, wanted: Type) -> tuple[Source, Source]:
    """The menu's own setting, and the flow's."""
    own, general = dig(menu.settings, f"settingsMenu/{name}"), plan.settings(f"settingsMenu/{name}")
    return (
        NOT_SET if own is None else source_of(own, wanted, plan.names),
        NOT_SET if general is None else source_of(general, wanted, plan.names),
    )
