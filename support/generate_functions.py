"""Write docs/functions.md from the catalogue of functions; with --check only say whether it is up to date."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from callflows.expressions import Type, builtin_names, builtin_variables, types
from callflows.expressions.availability import LISTED, VOICE
from callflows.expressions.builtins import constants
from callflows.expressions.guide import Page, Signature, operators, pages
from callflows.expressions.parser import MAX_CHARACTERS, MAX_DECIMAL_DIGITS, MAX_DEPTH, MAX_INTEGER_DIGITS
from callflows.expressions.properties import PROPERTIES

TARGET = Path(__file__).resolve().parents[1] / "docs" / "functions.md"
INTRODUCTION = """\
# The expression language: functions, operators, types, names

What callflows knows of Architect's expression language. The checker, the emulator, `callflows eval` and completions
in editors go by the same entries; this page is made from them (`callflows.expressions`) by
`python support/generate_functions.py`, and every example is a test. `callflows functions NAME` shows one entry.

**Signatures** name parameters and their types. A `?` behind a type: NOT_SET may stand there; elsewhere the literal is
an error, and a variable that is NOT_SET fails when the call runs. A `…`: the parameter may repeat. *Any* is any
single value but audio. The first signature that fits is taken, and nothing is converted to make one fit:
`Append("a", 1)` is an error, `Append("a", ToString(1))` is not. A function that is not listed is unknown to callflows:
a warning when a flow is checked, a failure when it runs, unless the call is told what it gives.

**Examples** show an expression and its result. In them every object that is looked up exists, it is
2026-11-22T12:00:05Z, the call speaks en-us, and chance gives the highest number; *fails* is a run-time error.

**Only in** names the flow types that have a function. Known are the lists of inbound, in-queue, outbound and secure
calls, of inbound emails and messages, survey invites and workflows; in other flow types nothing is refused.
"""
TITLES = {
    "audio": "Audio",
    "cast": "Conversion",
    "communication": "Communications",
    "comparison": "Comparison",
    "datetime": "Dates and times",
    "email": "E-mail addresses",
    "financial": "Money",
    "json": "JSON",
    "language": "Languages",
    "list": "Collections",
    "logical": "Decisions",
    "mathematical": "Mathematics",
    "routing": "Routing",
    "search": "Objects of the org",
    "statistical": "Statistics",
    "text": "Text",
}
DEPENDS = {
    "time": "The result depends on the time.",
    "chance": "The result is chance.",
    "org": "The result depends on the org.",
    "call": "The result depends on the call.",
}
VARIABLES = """\
They are read-only. In flow types that the table does not name, workflows and common modules among them, callflows
accepts all of them."""
SCOPES = (
    ("`Flow.x`", "variables of the flow, everywhere in it; the built-in ones below"),
    ("`Task.x`", "variables of a task, inside it"),
    ("`State.x`", "variables of a state, inside it (message, email, survey and bot flows)"),
    ("`Common.x`", "variables of a common module, inside it"),
    ("`Slot.x`, `Intent.x`", "what a bot understood, in bot flows"),
    ("`Call.x`, `Interaction.x`, `Email.x`, `Message.x`, `Survey.x`", "what Genesys Cloud knows: read-only, see below"),
    ("`Prompt.x`, `PromptSystem.x`", "a prompt by name, the user's or the system's"),
    ("`System.x`, `Format.x`, `Language.x`", "built-in values, see below"),
)
TYPE_NOTES = {
    "bln": "`true`, `false`",
    "int": "whole numbers within ±999,999,999,999,999",
    "dec": "numbers of 40 significant digits: `1.5`",
    "str": 'text: `"a"`, with the escapes `\\"` `\\\\` `\\n` `\\r` `\\t`',
    "cur": "an amount and an ISO 4217 code",
    "dtm": "UTC, whole seconds, 1800-01-01 to 2201-01-31",
    "dur": "milliseconds within ±999,999,999,999,999",
    "jsn": "any JSON value: `.name` and `[0]` read what is inside",
}
_FLOWS = {"inboundcall": "inboundCall", "inqueuecall": "inqueueCall", "outboundcall": "outboundCall"}
_FLOWS |= {"securecall": "secureCall", "inboundemail": "inboundEmail", "inboundshortmessage": "inboundShortMessage"}
_FLOWS |= {"surveyinvite": "surveyInvite", "workflow": "workflow"}
_DOCUMENTED: tuple[str, ...] = (
    "bln",
    "int",
    "dec",
    "str",
    "cur",
    "dtm",
    "dur",
    "phn",
    "usr",
    "que",
    "grp",
    "skl",
    "lac",
    "wrc",
)
_DOCUMENTED += ("sch", "scg", "emg", "pmt", "aud", "com", "jsn", "asp", "con", "cnl", "cam")


def document() -> str:
    """The whole of docs/functions.md."""
    lines = [INTRODUCTION, "## Contents", "", *_contents(), ""]
    for category, entries in _by_category():
        lines += [f"## {TITLES[category]}", ""]
        for page in entries:
            lines += _section(page)
    lines += ["## Operators", "", *_operators(), ""]
    lines += ["## Types", "", *_types(), ""]
    lines += ["## Scopes of names", "", "Names ignore case.", "", "| scope | holds |", "|---|---|"]
    lines += [f"| {scope} | {holds} |" for scope, holds in SCOPES]
    lines += ["", "## Built-in variables", "", VARIABLES, "", *_variables(), ""]
    lines += ["## Built-in values", "", *_constants(), ""]
    lines += ["## Limits", "", *_limits()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _by_category() -> Iterator[tuple[str, list[Page]]]:
    ordered = sorted(pages().values(), key=lambda page: (TITLES[page.category], page.name.lower()))
    for category, entries in groupby(ordered, key=lambda page: page.category):
        yield category, list(entries)


def _contents() -> Iterator[str]:
    for category, entries in _by_category():
        links = ", ".join(f"[{page.name}](#{page.name.lower()})" for page in entries)
        yield f"- [{TITLES[category]}](#{_anchor(TITLES[category])}): {links}"
    for title in ("Operators", "Types", "Scopes of names", "Built-in variables", "Built-in values", "Limits"):
        yield f"- [{title}](#{_anchor(title)})"


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def _section(page: Page) -> list[str]:
    lines = [f"### {page.name}", "", page.help, ""]
    lines += [f"- `{each.text}`{_notes(each, page)}" for each in page.signatures]
    lines += _facts(page)
    width = max(len(example.expression) for example in page.examples)
    lines += ["", "```text"]
    lines += [f"{example.expression:<{width}}  {_result(example.result)}" for example in page.examples]
    return [*lines, "```", ""]


def _result(result: str) -> str:
    failed = result.startswith("error ")
    return f"→ fails: {result.removeprefix('error ')}" if failed else f"→ {result}"


def _notes(signature: Signature, page: Page) -> str:
    said = list(signature.limits)
    if len({each.flow_types for each in page.signatures}) > 1 and signature.flow_types != LISTED:
        said.append(f"only in {_flow_types(signature.flow_types)}")
    return f" ({'; '.join(said)})" if said else ""


def _facts(page: Page) -> Iterator[str]:
    kinds = {each.flow_types for each in page.signatures}
    if len(kinds) == 1 and kinds != {LISTED}:
        yield f"- Only in {_flow_types(kinds.pop())}."
    if page.outermost:
        yield "- It must be the outermost call of the expression."
    if page.depends:
        yield f"- {DEPENDS[page.depends]}"


def _flow_types(kinds: Iterable[str]) -> str:
    if frozenset(kinds) == VOICE:
        return "call flows"
    return ", ".join(f"`{_FLOWS[kind]}`" for kind in sorted(kinds))


def _operators() -> Iterator[str]:
    order = "`? :`, `or`, `and`, `|`, `&`, `== !=`, `< <= > >=`, `+ -`, `* / %`, `^` (to the right), `! ~`, `-x`"
    yield f"Loosest first: {order}."
    yield "Both sides must have types that are listed: nothing is converted."
    yield ""
    yield "| operator | what it does | operands → result |"
    yield "|---|---|---|"
    for page in operators():
        sides = "<br>".join(_cell(f"`{each.text}`") for each in page.signatures)
        limits = sorted({limit for each in page.signatures for limit in each.limits})
        more = f" ({_cell('; '.join(limits))})" if limits else ""
        yield f"| `{_cell(page.name)}` | {page.help}{more} | {sides} |"
    yield "| `? :` | One of two values by a condition, like [If](#if). | `Boolean? ? a : b` → the type of both |"
    yield "| `x[i]` | The item at an index from 0. | `collection[Integer]` → an item |"
    yield '| `x.p`, `x["p"]` | A property; its name is a literal. | see [Types](#types) |'


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _types() -> Iterator[str]:
    alone = ", ".join(Type(code).name for code in _DOCUMENTED if code in types.WITHOUT_COLLECTION)
    yield f"Each type has a collection too (`String Collection`), but for {alone}. NOT_SET fits every single value."
    yield ""
    yield "| type | what | properties |"
    yield "|---|---|---|"
    codes = [*_DOCUMENTED, *(code for code in PROPERTIES if code not in _DOCUMENTED)]
    for code in codes:
        found = PROPERTIES.get(code, {})
        properties = ", ".join(f"`{name}` {kind.name}" for name, kind in found.values())
        yield f"| {Type(code).name} | {TYPE_NOTES.get(code, '')} | {properties} |"


def _variables() -> Iterator[str]:
    """A row a variable, with the flow types that have it."""
    spelt = builtin_names("")
    found: Mapping[str, Type] = builtin_variables("")
    yield "| variable | type | flow types |"
    yield "|---|---|---|"
    listed = {flow: name for flow, name in sorted(_FLOWS.items()) if flow != "workflow"}
    for key, kind in sorted(found.items()):
        having = [name for flow, name in listed.items() if key in builtin_variables(flow)]
        where = "every" if len(having) == len(listed) else ", ".join(f"`{name}`" for name in having)
        yield f"| `{spelt[key]}` | {kind.name} | {where} |"


def _constants() -> Iterator[str]:
    """Values by their container; those that are generated from codes in a row each."""
    groups: dict[str, list[str]] = {}
    for name, held in constants().items():
        container, _, last = name.rpartition(".")
        if not held.type.name.endswith("Container") and held.type.code not in {"sde", "cte", "dwc"}:
            groups.setdefault(container, []).append(last)
    yield "| in | names |"
    yield "|---|---|"
    for container, names in groups.items():
        yield f"| `{container}.` | {', '.join(f'`{name}`' for name in names)} |"
    yield "| `System.Currencies.` | `USD.code` and so on: every ISO 4217 code |"
    yield "| `System.Languages.` | `enUS.tag` and so on: every language tag without its hyphen |"
    yield "| `System.Regions.` | `US.dialingCode`, `US.countryCode` and so on |"


def _limits() -> Iterator[str]:
    yield f"- An expression has at most {MAX_CHARACTERS:,} characters and {MAX_DEPTH} nested operators or functions;"
    yield "  brackets nest freely."
    yield f"- An Integer literal has at most {MAX_INTEGER_DIGITS} digits, a Decimal literal {MAX_DECIMAL_DIGITS}."
    yield "- NOT_SET is written in capitals, `true` and `false` in small letters; texts stand in double quotes."
    yield "- There are no comments, no `&&`, `||`, `=`, `not` and no prefix `+`."


def main(arguments: list[str]) -> int:
    wanted = document()
    if arguments == ["--check"]:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/functions.md is out of date: run python support/generate_functions.py", file=sys.stderr)
        return 1
    if arguments:
        print("usage: generate_functions.py [--check]", file=sys.stderr)
        return 2
    temporary = TARGET.with_suffix(".md.new")
    temporary.write_text(wanted, encoding="utf-8")
    temporary.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
