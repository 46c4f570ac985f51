"""The header of a flow, its variables, menus and tasks."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.document.source_map import SourceMap
from callflows.architect.faults import Findings, fault, nearest
from callflows.architect.keys import HEADERS, KNOWN, MENU, MENU_SETTINGS, REQUIRED, TASK, TYPED, VARIABLE
from callflows.architect.reading.renames import renamed
from callflows.architect.reading.shapes import AUDIO_FORMS, Shaper, ref_id
from callflows.diagnostics import Diagnostic
from callflows.model import FLOW_TYPES, Actions, Entries, Flow, Group, Menu, Node, NoValue, Task, Variable
from callflows.model.walk import item_address

_VARIABLE: Final = "Variable"


def read_flow(kind: str, body: MapNode, source: SourceMap, findings: Findings) -> Flow:
    """The flow under the flow type's key."""
    return _FlowReader(kind, source, findings).flow(body)


class _FlowReader:
    def __init__(self, kind: str, source: SourceMap, findings: Findings) -> None:
        self.kind = kind
        self.top = f"/{kind}"
        self.shaper = Shaper(source, findings)
        self.source = source
        self.findings = findings

    def flow(self, body: MapNode) -> Flow:
        for key in ("name", *REQUIRED.get(self.kind, ())):
            if _is_nothing(body, key):
                self.missing(self.top, key, f"the {self.kind} flow")
        start = body.entries.get("startUpTaskActions")
        rest = self.shaper.entries(body, self.top, TYPED)
        self.unknown_keys(body)
        languages = self.part(body, "supportedLanguages")
        if languages is not None and not isinstance(languages, Group):
            self.shaper.wrong(f"{self.top}/supportedLanguages", "Expected the languages of the flow, each a key.")
        return Flow(
            type=self.kind,
            name=self.text(body, "name", self.top) or "",
            description=self.text(body, "description", self.top),
            division=self.text(body, "division", self.top),
            start_up_ref=self.text(body, "startUpRef", self.top),
            default_language=self.text(body, "defaultLanguage", self.top),
            supported_languages=languages if isinstance(languages, Group) else None,
            initial_greeting=self.played(body, "initialGreeting", self.top),
            variables=self.variables(body, "variables", self.top),
            settings=tuple(entry for entry in rest if entry[0].startswith("settings")),
            menus=tuple(self.menus(body)),
            tasks=tuple(self.tasks(body)),
            actions=Actions(self.shaper.actions(start[1], f"{self.top}/startUpTaskActions")) if start else None,
            task_variables=self.variables(body, "startUpTaskVariables", self.top),
            extra=tuple(entry for entry in rest if not entry[0].startswith("settings")),
        )

    def part(self, body: MapNode, key: str) -> Node:
        found = body.entries.get(key)
        return self.shaper.node(found[1], f"{self.top}/{key}", key) if found else None

    def played(self, body: MapNode, key: str, address: str) -> Node:
        """An audio setting, None where it is absent; one that is empty is reported."""
        found = body.entries.get(key)
        if found is None:
            return None
        if isinstance(found[1], ScalarNode) and found[1].value is None:
            self.shaper.wrong(f"{address}/{key}", f'"{key}" is empty; expected {AUDIO_FORMS}.')
        return self.shaper.node(found[1], f"{address}/{key}", key)

    def text(self, body: MapNode, key: str, address: str) -> str | None:
        """A text setting; a number or truth value counts as the text that stands in the file."""
        found = body.entries.get(key)
        if found is None:
            return None
        if isinstance(found[1], ScalarNode):
            return None if found[1].value is None else found[1].text
        self.shaper.wrong(f"{address}/{key}", f'"{key}" is {what_it_is(found[1])}; expected a text.')
        return None

    def truth(self, body: MapNode, key: str, address: str) -> bool | None:
        found = body.entries.get(key)
        if found is None:
            return None
        if isinstance(found[1], ScalarNode) and isinstance(found[1].value, bool):
            return found[1].value
        self.shaper.wrong(f"{address}/{key}", f'"{key}" is {what_it_is(found[1])}; expected true or false.')
        return None

    def listed(self, body: MapNode, key: str, address: str) -> Iterator[tuple[str, MapNode, str]]:
        """(item's key, its settings, its address) of a list of one-key mappings."""
        found = body.entries.get(key)
        if found is None or (isinstance(found[1], ScalarNode) and found[1].value is None):
            return
        place = f"{address}/{key}"
        if not isinstance(found[1], ListNode):
            self.shaper.wrong(place, f'"{key}" is {what_it_is(found[1])}; expected a list.')
            return
        kept = self.shaper.kept(found[1], lambda item: isinstance(_only(item)[1], MapNode))
        for index, item in enumerate(kept):
            name, settings = _only(item)
            if isinstance(settings, MapNode):
                yield name, settings, item_address(place, index, name, ref_id(settings))
        message = f'This item of "{key}" is not one key with its settings below it.'
        for index in range(len(kept), len(found[1].items)):
            self.shaper.wrong(f"{place}[{index}]", message)

    def variables(self, body: MapNode, key: str, address: str) -> tuple[Variable, ...]:
        return tuple(self.variable(*item) for item in self.listed(body, key, address))

    def variable(self, kind: str, body: MapNode, address: str) -> Variable:
        if not kind.endswith(_VARIABLE) or kind == _VARIABLE:
            self.shaper.wrong(address, f'"{kind}" is no variable; expected a key such as `stringVariable`.')
        if _is_nothing(body, "name"):
            self.missing(address, "name", "a variable")
        initial = body.entries.get("initialValue")
        return Variable(
            type=kind.removesuffix(_VARIABLE),
            name=self.text(body, "name", address) or "",
            description=self.text(body, "description", address),
            initial=self.shaper.node(initial[1], f"{address}/initialValue") if initial else NoValue(),
            is_input=self.truth(body, "isInput", address),
            is_output=self.truth(body, "isOutput", address),
            extra=self.others(body, address, VARIABLE),
        )

    def tasks(self, body: MapNode) -> Iterator[Task]:
        for kind, settings, address in self.listed(body, "tasks", self.top):
            if kind != "task":
                self.shaper.wrong(address, f'"{kind}" is no task; expected the key `task`.')
            yield self.task(settings, address)

    def task(self, body: MapNode, address: str) -> Task:
        if _is_nothing(body, "name"):
            self.missing(address, "name", "a task")
        actions = body.entries.get("actions")
        paths = body.entries.get("outputPaths")
        names = _path_names(paths[1]) if paths else ()
        return Task(
            name=self.text(body, "name", address) or "",
            ref_id=self.text(body, "refId", address),
            variables=self.variables(body, "variables", address),
            actions=self.shaper.actions(actions[1], f"{address}/actions") if actions else (),
            output_paths=names or (),
            extra=self.others(body, address, TASK if names is not None else TASK - {"outputPaths"}),
        )

    def menus(self, body: MapNode) -> Iterator[Menu]:
        for kind, settings, address in self.listed(body, "menus", self.top):
            if kind != "menu":
                self.shaper.wrong(address, f'"{kind}" is no menu; expected the key `menu`.')
            yield self.menu(settings, address)

    def menu(self, body: MapNode, address: str) -> Menu:
        if _is_nothing(body, "name"):
            self.missing(address, "name", "a menu")
        choices = body.entries.get("choices")
        rest = self.shaper.entries(body, address, MENU)
        extra = tuple(entry for entry in rest if entry[0] not in MENU_SETTINGS)
        self.unknown(extra, address, (*MENU, *MENU_SETTINGS), "a menu", body)
        return Menu(
            name=self.text(body, "name", address) or "",
            ref_id=self.text(body, "refId", address),
            audio=self.played(body, "audio", address),
            settings=tuple(entry for entry in rest if entry[0] in MENU_SETTINGS),
            choices=self.shaper.actions(choices[1], f"{address}/choices") if choices else (),
            default_choice_ref=self.text(body, "defaultChildMenuRef", address),
            extra=extra,
        )

    def others(self, body: MapNode, address: str, own: frozenset[str]) -> Entries:
        """The settings beside the known ones, kept and reported."""
        extra = self.shaper.entries(body, address, own)
        self.unknown(tuple(e for e in extra if e[0] != "outputPaths"), address, own, "here", body)
        return extra

    def unknown_keys(self, body: MapNode) -> None:
        """The keys that this flow type's header does not have, each with its nearest or the flow types that have it."""
        header = HEADERS.get(self.kind, KNOWN)
        where = f"the header of this {self.kind} flow"
        for key in body.entries:
            if key in header or not self.findings.room("unknown-key"):
                continue
            address = f"{self.top}/{key}"
            if key in KNOWN:
                self.findings.add(_misplaced(key, address, where, self.source))
            else:
                self.findings.add(unknown_key(key, address, header, where, self.source, present=body.entries))

    def unknown(
        self, extra: Entries, address: str, known: frozenset[str] | tuple[str, ...], where: str, body: MapNode
    ) -> None:
        for key, _ in extra:
            if not self.findings.room("unknown-key"):
                return
            self.findings.add(unknown_key(key, f"{address}/{key}", known, where, self.source, present=body.entries))

    def missing(self, address: str, key: str, owner: str) -> None:
        self.findings.add(missing_key(key, address, owner, self.source))


def unknown_key(
    key: str,
    address: str,
    known: frozenset[str] | tuple[str, ...],
    where: str,
    source: SourceMap,
    *,
    present: Container[str],
) -> Diagnostic:
    """A key that callflows does not know: kept, and reported with the name it may have been meant to be. The fix
    writes that name, unless it is among the keys that are `present` beside it."""
    near = nearest(key, sorted(known))
    span = source.key_span(address)
    return fault(
        "unknown-key",
        f'The key "{key}" is not known {where if where == "here" else "in " + where}; it is kept as it is.',
        span=span,
        address=address,
        help=f'Did you mean "{near}"?' if near else "",
        fixes=renamed(span, key, near if near not in present else None),
    )


def _misplaced(key: str, address: str, where: str, source: SourceMap) -> Diagnostic:
    """A key that only the headers of other flow types have."""
    others = [name for name, spec in FLOW_TYPES.items() if key in spec.header]
    listed = ", ".join(others[:4]) + (" …" if len(others) > 4 else "")
    return fault(
        "unknown-key",
        f'The key "{key}" is not known in {where}; it is kept as it is.',
        span=source.key_span(address),
        address=address,
        help=f"These flow types have it: {listed}.",
    )


def missing_key(key: str, address: str, owner: str, source: SourceMap) -> Diagnostic:
    """A key that must be there."""
    return fault(
        "missing-key",
        f'"{key}" is missing; {owner} needs it.',
        span=source.key_span(address),
        address=address,
        help=f"Add `{key}:`.",
    )


def _is_nothing(body: MapNode, key: str) -> bool:
    found = body.entries.get(key)
    return found is None or (isinstance(found[1], ScalarNode) and found[1].text == "")


def _only(item: YamlNode) -> tuple[str, YamlNode | None]:
    if isinstance(item, MapNode) and len(item.entries) == 1:
        name, (_, settings) = next(iter(item.entries.items()))
        return name, settings
    return "", None


def _path_names(node: YamlNode) -> tuple[str, ...] | None:
    """The names of a task's ends, None where the list has another shape (it is then kept as it is)."""
    if not isinstance(node, ListNode):
        return None
    names: list[str] = []
    for item in node.items:
        kind, settings = _only(item)
        name = settings.entries.get("name") if isinstance(settings, MapNode) else None
        if kind != "outputPath" or name is None or not isinstance(settings, MapNode) or len(settings.entries) != 1:
            return None
        if not isinstance(name[1], ScalarNode):
            return None
        names.append(name[1].text)
    return tuple(names)
