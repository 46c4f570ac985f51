"""Where callflows differs from Architect's design-time core of 2018, each with its reason.

What is not listed here fails the tests that compare the two. `docs/fidelity.md` has the same table for readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from callflows.expressions import Ast, Call, Literal, Ternary
from callflows.expressions.ast import children
from tests.expressions.oracle import Answer, Question
from tests.expressions.verdicts import Verdict

_NEWER = """
    additem findemergencygroup findgroup findqueuebyid findschedulegroup finduserbyid getdefaultlanguage
    getjsonobjectproperty getjsonobjectpropertynames getsupportedlanguages isjsonarray isjsonobject jsonparse
    makeagentscorepair makecommunication makelistagentscorepair random randomint replacejsonarrayitem resolveslot
    setjsonobjectproperty tocommunication tocommunicationblank tocommunicationssml todisplaystring toemergencygroup
    tojson tojsoncollection toschedulegroup
"""
NEWER = frozenset(_NEWER.split())
"""Functions, in lower case, that the core of 2018 does not have."""
# Names or, since the core cuts long names, their beginnings.
_NEWER_VARIABLES = (
    "flow.id",
    "flow.name",
    "call.customerexternalorganizat",
    "call.externalcontactid",
    "call.externaltag",
)
_NEWER_SCOPES = ("menu.", "slot.", "session.", "bot.", "chat.")


class Case(msgspec.Struct, frozen=True):
    """An expression with both verdicts."""

    question: Question
    core: Answer
    ours: Verdict

    @property
    def message(self) -> str:
        """What the core says, empty where it accepts."""
        return (self.core.errors[0].message or "") if self.core.errors else ""

    @property
    def position(self) -> int:
        """Where the core says it, -1 for nowhere."""
        found = self.core.errors[0].position if self.core.errors else None
        return -1 if found is None else found

    @property
    def named(self) -> str:
        """The name that the core's message begins with or quotes first, in lower case."""
        quoted = re.search(r"'([^']*)'", self.message)
        return quoted.group(1).lower() if quoted else ""


class Difference(msgspec.Struct, frozen=True):
    """A kind of difference: its name, the reason for it, and how to tell it."""

    name: str
    reason: str
    applies: Callable[[Case], bool]


def _nodes(node: Ast | None) -> Iterator[Ast]:
    waiting = [node] if node is not None else []
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(children(found))


def _branches(node: Ast) -> tuple[Ast, ...]:
    if isinstance(node, Ternary):
        return node.condition, node.then, node.otherwise
    return node.arguments if isinstance(node, Call) and node.name.lower() == "if" else ()


def _not_set(node: Ast) -> bool:
    return isinstance(node, Literal) and node.value is None


def _not_set_branch(case: Case) -> bool:
    return any(_not_set(branch) for node in _nodes(case.ours.ast) for branch in _branches(node))


def _average_of_nothing(case: Case) -> bool:
    return any(
        isinstance(node, Call) and node.name.lower() == "average" and all(map(_not_set, node.arguments))
        for node in _nodes(case.ours.ast)
    )


def _newer_currency(case: Case) -> bool:
    code = re.search(r'The literal "(\w+)" .* currency code', case.message)
    return code is not None and code.group(1).upper() in {"BYN", "MRU", "SLE", "STN", "VES", "ZMK", "ZWL"}


def _syntax(case: Case) -> bool:
    return not case.ours.accepted and case.ours.ast is None


def _reference(case: Case) -> bool:
    """Both refuse, and the core for a reference: it names references before types, and a reference as a whole."""
    return case.core.ok is False and not case.ours.accepted and case.message.startswith("The variable reference")


DIFFERENCES = (
    Difference(
        "newer functions",
        "Published flows and Genesys Cloud's documentation have functions that the core of 2018 does not know, and "
        "AudioPlaybackOptions with a third argument.",
        lambda case: (
            ("not a valid function or variable" in case.message and case.named in NEWER)
            or (case.named == "audioplaybackoptions" and "Boolean and Boolean" in case.message)
        ),
    ),
    Difference(
        "newer variables",
        "Published flows read built-in variables that the core of 2018 does not know.",
        lambda case: (
            case.message.startswith("The variable reference") and case.named.rstrip("…").startswith(_NEWER_VARIABLES)
        ),
    ),
    Difference(
        "columns of a contact",
        "Published outbound flows read columns, `Call.Contact.callbackId`; the core knows no property of a Contact.",
        lambda case: (
            case.message.startswith("The variable reference")
            and case.named.startswith(("call.contact.", "flow.contact."))
        ),
    ),
    Difference(
        "place of a second index",
        "The core points at the first bracket of two, we at the second.",
        lambda case: case.named == "[" and any("[ ] takes" in fault.message for fault in case.ours.faults),
    ),
    Difference(
        "scopes that came since",
        "`Menu.`, `Slot.`, `Session.`, `Bot.` and `Chat.` are newer than the core; no list says which names they have.",
        lambda case: case.message.startswith("The variable reference") and case.named.startswith(_NEWER_SCOPES),
    ),
    Difference(
        "functions that needed the server's support",
        "The core had Find… and DetectLanguage in e-mail flows only; published call flows use them.",
        lambda case: (
            "not valid for use in a flow" in case.message and case.named.startswith(("find", "detectlanguage"))
        ),
    ),
    Difference(
        "features that the server switches on",
        "`Message.Language` and some overloads needed a feature toggle in 2018; they are documented today.",
        lambda case: "requires a feature that is not available" in case.message,
    ),
    Difference(
        "a NOT_SET branch of If or ? :",
        "A fault of the core: a branch that is NOT_SET makes the result the condition's type, or untyped. The result "
        "has the other branch's type.",
        lambda case: not _syntax(case) and "reference" not in case.message and _not_set_branch(case),
    ),
    Difference(
        "internal error of the core",
        "A fault of the core: it says `Internal expression error` where we have a verdict.",
        lambda case: case.core.ok is None or case.message == "Internal expression error",
    ),
    Difference(
        "a bare NOT_SET",
        "The core types it Any; NOT_SET says more, and fits everywhere that Any does.",
        lambda case: case.core.type_code == "any" and case.ours.type == "nts",
    ),
    Difference(
        "Average of NOT_SET alone",
        "A fault of the core: it takes the overload of Currency because that is listed first.",
        _average_of_nothing,
    ),
    Difference(
        "speech languages",
        "Which languages have speech depends on the org's engines; any language tag is accepted.",
        lambda case: "IETF language tag" in case.message,
    ),
    Difference(
        "languages and currencies that came since",
        "Any language tag is accepted in `System.Languages`, and currencies introduced after the core was made.",
        lambda case: case.named.startswith(("system.languages", "system.currencies")) or _newer_currency(case),
    ),
    Difference(
        "place where operators nest too deeply",
        "The core points at the innermost operator beyond the limit, we at the outermost.",
        lambda case: "call stack" in case.message and case.ours.faults[0].code == "expression-too-deep",
    ),
    Difference(
        "whether a prompt exists",
        "The org knows; callflows' checks of references say so, not the language.",
        lambda case: "prompt" in case.message.lower() and "missing" in case.question.expression.lower(),
    ),
    Difference(
        "place of a fault in a reference",
        "The core says the first reference that is wrong, types after that, and points at the start of "
        "`Flow.amount.nothing`; we say every fault, and point at the part that is wrong.",
        _reference,
    ),
    Difference(
        "place of a repeated language context",
        "The core points at the function; we point at the argument that is too much.",
        lambda case: (
            "It is not valid to pass" in case.message
            and any("one value of each group" in fault.message for fault in case.ours.faults)
        ),
    ),
    Difference(
        "quoted name of a variable",
        """A fault of the core: in `Flow."name"` it looks for a name that has the quotes in it.""",
        lambda case: case.message.startswith("The variable reference") and '"' in case.named,
    ),
    Difference(
        "place of a syntax error past the end",
        "A fault of the core: where it repairs what it reads, it names the end of the text; we name the first token "
        "that cannot stand where it stands.",
        lambda case: (
            _syntax(case)
            and case.message.startswith("Error at position")
            and case.position >= len(case.question.expression.rstrip())
        ),
    ),
    Difference(
        "place of a syntax error after a repair",
        "The core repairs a fault, reads on and names the place where it gives up; we name the first token that "
        "cannot stand where it stands.",
        lambda case: (
            _syntax(case)
            and case.message.startswith("Error at position")
            and case.ours.faults[0].offset <= case.position
        ),
    ),
    Difference(
        "names and types of an unfinished expression",
        "The core checks names and types of what stands before a missing bracket or value, and says that first; we "
        "say the syntax error, and the rest once it is mended.",
        lambda case: _syntax(case) and not case.message.startswith("Error at position"),
    ),
    Difference(
        "a stray backslash",
        "A fault of the core: it skips a backslash outside of text.",
        lambda case: any("`\\` is not part" in fault.message for fault in case.ours.faults),
    ),
)


def difference(case: Case) -> str:
    """The name of the listed difference, empty where both agree. AssertionError where none is listed."""
    if _agree(case):
        return ""
    for listed in DIFFERENCES:
        if listed.applies(case):
            return listed.name
    raise AssertionError(f"not listed: {case.question!r}\ncore: {case.core!r}\nours: {case.ours!r}")


def _agree(case: Case) -> bool:
    core, ours = case.core, case.ours
    if core.ok is None or core.ok != ours.accepted:
        return False
    if core.ok:
        return (core.type_code, core.implicit_cast) == (ours.type, ours.cast)
    if case.position < 0:
        return True
    places = {fault.offset for fault in ours.faults}
    if case.message.startswith("Error at position"):
        text = case.question.expression
        return min(places) == len(text) - len(text[case.position :].lstrip(" \t\r\n"))
    return case.position in places
