"""Write docs/actions.md from the catalogue; with --check only say whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from callflows.model import (
    CATALOGUE,
    FLOW_TYPES,
    SETTINGS,
    ActionSpec,
    Field,
    FlowTypeSpec,
    Kind,
    RefKind,
    SettingsSpec,
)
from callflows.model.catalogue import MODULES
from callflows.model.flow_types import (
    ALL,
    BOT_FLOWS,
    CALL_ACTIONS,
    CALL_FLOWS,
    DIGITAL_FLOWS,
    LIVE_CALLS,
    MENU_FLOWS,
    WORK_FLOWS,
)

TARGET = Path(__file__).resolve().parents[1] / "docs" / "actions.md"
INTRODUCTION = """\
# Actions, menu choices, settings and flow types

What callflows knows of each kind of action that an Architect flow can hold, as Archy writes it. The reader, the
JSON Schema, `callflows show` and the emulator go by the same entries. This page is made from them
(`callflows.model`) by `python support/generate_actions.py`.

**Settings.** A path such as `destination/queue/targetQueue` is keys inside keys; `*` stands for a name that the flow
gives, `[]` for each item of a list. The column *what* says what stands there:

| what | how it is written |
|---|---|
| a data type (`String`, `Queue`) | a value: `lit`, `exp` or `noValue` |
| `Audio` | `tts`, `exp`, `prompt`, `alternateSequences` or `noValue` |
| → and a data type | a variable that receives a result: `var` or `noValue` |
| name | `{name: X}` |
| key | a mapping whose one key is the name |
| plain | a bare text, number or truth value |
| task, menu, state | the address of one |
| group | further settings |

**must** marks settings that have to be there. *NOT_SET* says whether `noValue`, or an expression that comes to NOT_SET,
may stand there; elsewhere it goes to the flow's error handling. Defaults are those of a new action.

**Paths** are the keys below `outputs:`. A path that is not written is empty, and what follows the action runs.

*Spelling not proven* marks entries that no export shows: their keys follow the names of Architect's scripting
interface, and the reader accepts others there.
"""
CATEGORIES = {
    "audio": "Audio",
    "bot": "Bots",
    "choice": "Menu choices",
    "conversation": "Conversation",
    "data": "Data",
    "disconnect": "The end of a call",
    "email": "Emails",
    "find": "Find",
    "flow": "Other flows",
    "logical": "Decisions",
    "loop": "Loops",
    "journey": "Journeys",
    "menu": "Menus",
    "message": "Messages",
    "outcome": "Outcomes",
    "secure": "Secure data",
    "state": "States",
    "survey": "Surveys",
    "task": "Tasks",
    "transfer": "Transfers",
    "voicemail": "Voicemails",
    "workitem": "Workitems",
}
"""Categories whose title is not their name with a capital letter."""

_GROUPS = {
    tuple(sorted(ALL)): "every flow type",
    tuple(sorted(LIVE_CALLS)): "live calls",
    tuple(sorted(CALL_ACTIONS)): "live calls and modules",
    tuple(sorted(CALL_FLOWS)): "calls, voicemail and modules",
    tuple(sorted(MENU_FLOWS)): "inbound, outbound and secure calls",
    tuple(sorted(DIGITAL_FLOWS)): "emails, chats and messages",
    tuple(sorted(BOT_FLOWS)): "bots",
    tuple(sorted(WORK_FLOWS)): "workflows and workitems",
}
_ENDS = {
    "call": "It ends the conversation or the flow: nothing after it runs.",
    "task": "It leaves the list of actions it is in: nothing after it there runs.",
    "loop": "It leaves this turn of the loop: nothing after it there runs.",
}
_KINDS = {
    Kind.AUDIO: "`Audio`",
    Kind.NAMED: "name",
    Kind.KEYED: "key",
    Kind.PLAIN: "plain",
    Kind.TASK_REF: "task",
    Kind.MENU_REF: "menu",
    Kind.STATE_REF: "state",
    Kind.GROUP: "group",
}
_THINGS = {RefKind.PROMPT: "prompt, the user's or the system's", RefKind.WRAPUP_CODE: "wrap-up code"}
_UNITS = ((3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms"))


def document() -> str:
    """The whole of docs/actions.md."""
    lines = [INTRODUCTION, "## Contents", "", *_contents(), ""]
    for category, specs in _by_category().items():
        lines += [f"## {_title(category)}", ""]
        for spec in specs:
            lines += _action(spec)
    lines += ["## Settings", "", "The groups of settings in a flow's header; menus override some.", ""]
    for settings in SETTINGS.values():
        lines += _settings(settings)
    lines += ["## Flow types", ""]
    for flow_type in FLOW_TYPES.values():
        lines += _flow_type(flow_type)
    return "\n".join(lines).rstrip("\n") + "\n"


def _by_category() -> dict[str, list[ActionSpec]]:
    found: dict[str, list[ActionSpec]] = {}
    for module in MODULES:
        for spec in _entries(module):
            found.setdefault(spec.category, []).append(spec)
    return found


def _entries(module: ModuleType) -> Iterator[ActionSpec]:
    yield from (CATALOGUE[spec.key] for spec in module.ACTIONS)


def _contents() -> Iterator[str]:
    for category, specs in _by_category().items():
        links = ", ".join(f"[{spec.key}](#{spec.key.lower()})" for spec in specs)
        yield f"- [{_title(category)}](#{_anchor(_title(category))}): {links}"
    yield "- [Settings](#settings): " + ", ".join(f"[{key}](#{key.lower()})" for key in SETTINGS)
    yield "- [Flow types](#flow-types): " + ", ".join(f"[{key}](#{key.lower()})" for key in FLOW_TYPES)


def _title(category: str) -> str:
    return CATEGORIES.get(category, f"{category[:1].upper()}{category[1:]}")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _action(spec: ActionSpec) -> list[str]:
    lines = [f"### {spec.key}", "", f"**{spec.title}.** {spec.help}", ""]
    lines.append(f"- In {_where(spec.flow_types)}.")
    if spec.outputs or spec.named_outputs:
        lines.append(f"- Paths: {_paths(spec)}.")
    if spec.transfer:
        lines.append("- When it succeeds the flow is left; when it fails, what follows runs.")
    if spec.ends:
        lines.append(f"- {_ENDS[spec.ends]}")
    if not spec.seen:
        lines.append("- Spelling not proven.")
    return [*lines, "", *_table(spec.fields)]


def _paths(spec: ActionSpec) -> str:
    named = [f"`{name}`" for name in spec.outputs]
    more = ["those that the flow names"] if spec.named_outputs else []
    text = ", ".join([*named, *more])
    if spec.switched:
        text += f" (a flow can switch off {', '.join(f'`{name}`' for name in spec.switched)})"
    return text


def _where(flow_types: tuple[str, ...]) -> str:
    """The flow types in as few words as say it exactly."""
    group = _GROUPS.get(tuple(sorted(set(flow_types))))
    if group:
        return group
    missing = [key for key in ALL if key not in flow_types]
    if len(missing) < len(ALL) // 2:
        return f"every flow type but {', '.join(f'`{key}`' for key in missing)}"
    return ", ".join(f"`{key}`" for key in ALL if key in flow_types)


def _table(fields: tuple[Field, ...]) -> list[str]:
    if not fields:
        return ["No settings of its own.", ""]
    head = ["| setting | what | for | default | allowed | NOT_SET |", "|---|---|---|---|---|---|"]
    return [*head, *(_row(field) for field in fields), ""]


def _row(field: Field) -> str:
    path = f"`{field.path}`" if field.path else "(itself)"
    must = " **must**" if field.required else ""
    refers = f" Refers to: {_referred(field.refers_to)}." if field.refers_to else ""
    default = "" if field.default is None else f"`{_number(field, field.default)}`"
    not_set = ("yes" if field.not_set else "no") if field.kind in (Kind.VALUE, Kind.AUDIO) else ""
    words = f"{field.help}{refers}".replace("|", "\\|")
    return f"| {path}{must} | {_what(field)} | {words} | {default} | {_allowed(field)} | {not_set} |"


def _what(field: Field) -> str:
    if field.kind is Kind.VALUE:
        return f"`{field.type}`" if field.type else "any type"
    if field.kind is Kind.OUTPUT:
        return f"→ `{field.type}`" if field.type else "→ any type"
    return f"plain `{field.type}`" if field.kind is Kind.PLAIN and field.type else _KINDS[field.kind]


def _referred(kind: RefKind) -> str:
    """The kind of thing in words: Genesys Cloud's name of a kind of flow ends in FLOW."""
    words = kind.name.replace("_", " ").lower().removesuffix(" flow")
    return f"{words} flow" if kind.value.endswith("FLOW") else _THINGS.get(kind, words)


def _allowed(field: Field) -> str:
    if field.one_of:
        several = len(field.one_of) > 6
        shown = (field.one_of[0], field.one_of[-1]) if several else field.one_of
        return (" … " if several else ", ").join(f"`{each}`" for each in shown)
    if field.minimum is None and field.maximum is None:
        return ""
    low, high = (None if each is None else _number(field, each) for each in (field.minimum, field.maximum))
    if high is None:
        return f"at least {low}" if field.minimum else ""
    return f"{low} to {high}"


def _number(field: Field, value: str | int) -> str:
    """A number with its unit: durations are kept in milliseconds."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, int):
        return value
    if field.type != "Duration":
        return f"{value:,}"
    for size, unit in _UNITS:
        if value >= size and value % size == 0:
            return f"{value // size} {unit}"
    return "0 s"


def _settings(spec: SettingsSpec) -> list[str]:
    lines = [f"### {spec.key}", "", f"**{spec.title}.** {spec.help}", "", f"- In {_where(spec.flow_types)}.", ""]
    return [*lines, *(_table(spec.fields) if spec.fields else [])]


def _flow_type(spec: FlowTypeSpec) -> list[str]:
    proven = "" if spec.seen else "\n- Header not proven: no export was at hand, and the reader accepts other keys."
    return [
        f"### {spec.key}",
        "",
        f"**{spec.title}** (`{spec.api_name}` in the API). {spec.help}",
        "",
        f"- Header, in the exporter's order: {', '.join(f'`{key}`' for key in spec.header)}.",
        f"- Needed: {', '.join(f'`{key}`' for key in spec.required)}.",
        f"- Scopes of names: {', '.join(f'`{name}.`' for name in spec.scopes)}.{proven}",
        "",
    ]


def main(arguments: list[str]) -> int:
    wanted = document()
    if arguments == ["--check"]:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/actions.md is out of date: run python support/generate_actions.py", file=sys.stderr)
        return 1
    if arguments:
        print("usage: generate_actions.py [--check]", file=sys.stderr)
        return 2
    temporary = TARGET.with_suffix(".md.new")
    temporary.write_text(wanted, encoding="utf-8")
    temporary.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
