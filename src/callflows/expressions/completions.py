"""What an editor proposes while somebody writes an expression."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from callflows.expressions.availability import LISTED, has_constant
from callflows.expressions.builtins import builtin_names, builtin_variables, constants
from callflows.expressions.guide import Page, pages
from callflows.expressions.properties import PROPERTIES
from callflows.expressions.types import Type

KEYWORDS = {
    "and": "both are true",
    "or": "either is true",
    "true": "Boolean",
    "false": "Boolean",
    "NOT_SET": "no value",
}
_OPEN_TEXT = re.compile(r'(?:[^"]|"(?:[^"\\]|\\.)*")*"(?:[^"\\]|\\.)*', re.DOTALL)
_WORD = re.compile(r"[^\W\d_$]?[\w$.]*\Z")


class Kind(enum.StrEnum):
    FUNCTION = "function"
    VARIABLE = "variable"
    CONSTANT = "constant"
    PROPERTY = "property"
    KEYWORD = "keyword"


class Completion(msgspec.Struct, frozen=True):
    """One proposal. `name` is shown, `detail` is its signature or type, `help` one line; `insert` replaces the last
    `replaces` characters before the cursor."""

    name: str
    kind: Kind
    detail: str
    help: str
    insert: str
    replaces: int


def completions(
    prefix: str, flow_type: str = "", variables: Mapping[str, Type] = MappingProxyType({})
) -> tuple[Completion, ...]:
    """What may stand at the end of `prefix`, an expression up to the cursor: names that go on with the word there, in
    any case, by kind and name. `variables` are those of the flow by name as it is spelt (`Flow.customer`), beside the
    built-in ones of `flow_type` (all flow types where it is empty). Inside a text literal there is nothing to propose.
    """
    if _OPEN_TEXT.fullmatch(prefix):
        return ()
    found = _WORD.search(prefix)
    word = found[0] if found else ""
    first = not prefix[: len(prefix) - len(word)].strip()
    proposals = (
        *_variables(word, flow_type, variables),
        *_properties(word, flow_type, variables),
        *_constants(word, flow_type),
        *(() if "." in word else _functions(word, flow_type, first)),
        *(() if "." in word else _keywords(word)),
    )
    return tuple(each for each in proposals if each.name.lower() != word.lower() or each.kind is Kind.FUNCTION)


def _starts(name: str, word: str) -> bool:
    return name.lower().startswith(word.lower())


def _all_variables(flow_type: str, variables: Mapping[str, Type]) -> dict[str, Type]:
    """By name as it is spelt, those of the flow first."""
    given = {name.lower() for name in variables}
    spelt, built_in = builtin_names(flow_type), builtin_variables(flow_type)
    return dict(sorted(variables.items())) | {spelt[key]: built_in[key] for key in sorted(built_in) if key not in given}


def _variables(word: str, flow_type: str, variables: Mapping[str, Type]) -> Iterator[Completion]:
    """Variables, also by their name without its scope."""
    for name, kind in _all_variables(flow_type, variables).items():
        if _starts(name, word) or (word and "." not in word and _starts(name.partition(".")[2], word)):
            yield Completion(name, Kind.VARIABLE, kind.name, "", name, len(word))


def _properties(word: str, flow_type: str, variables: Mapping[str, Type]) -> Iterator[Completion]:
    """Properties behind a variable: `Flow.queue.`."""
    owner, dot, last = word.rpartition(".")
    known = {name.lower(): kind for name, kind in _all_variables(flow_type, variables).items()}
    kind = known.get(owner.lower())
    if not dot or kind is None or kind.collection:
        return
    for name, type_ in PROPERTIES.get(kind.code, {}).values():
        if _starts(name, last):
            yield Completion(name, Kind.PROPERTY, type_.name, f"of {kind.name}", name, len(last))


def _constants(word: str, flow_type: str) -> Iterator[Completion]:
    """Built-in values, only behind their scope: there are many."""
    scope = word.partition(".")[0].lower()
    for name, held in constants().items():
        begins = scope and name.lower().startswith(scope if "." not in word else f"{scope}.")
        if begins and _starts(name, word) and has_constant(flow_type, name):
            yield Completion(name, Kind.CONSTANT, held.type.name, "", name, len(word))


def _functions(word: str, flow_type: str, first: bool) -> Iterator[Completion]:
    kind = flow_type.lower()
    for page in pages().values():
        if not _starts(page.name, word) or (page.outermost and not first):
            continue
        there = [each for each in page.signatures if kind not in LISTED or kind in each.flow_types]
        if there:
            more = f" (+{len(there) - 1})" if len(there) > 1 else ""
            yield Completion(page.name, Kind.FUNCTION, there[0].text + more, page.help, _call(page), len(word))


def _call(page: Page) -> str:
    """What is written for a function: its bracket stays open where it takes arguments."""
    empty = all(each.text.startswith(f"{page.name}()") for each in page.signatures)
    return f"{page.name}()" if empty else f"{page.name}("


def _keywords(word: str) -> Iterator[Completion]:
    for name, meaning in KEYWORDS.items():
        if word and _starts(name, word):
            yield Completion(name, Kind.KEYWORD, "", meaning, name, len(word))
