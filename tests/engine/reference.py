"""The slow, obvious way to run a call: a walk over the flow as it is written.

It knows the actions that direct a call (no menus, nothing that asks the org but one transfer), and says of them what
the engine must do: the same words, the same end, the same variables, at the same time. Control runs through Python's
own stack; names are looked up and expressions evaluated from their trees when they are reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec

from callflows.expressions import Entity, ExpressionError, Type, Value, parsed, to_text, type_named, types
from callflows.model import Action, Actions, Audio, Expression, Flow, Group, Items, Literal, NoValue, Output, Task
from callflows.model import Node as Setting
from tests.expressions.plain import Plain

BUDGET = 10_000
NO_ENTRY_MS, INTER_DIGIT_MS = 5_000, 3_000


class Story(msgspec.Struct, frozen=True):
    """What can be told of a call: what was heard, how it ended, the flow's variables, the virtual time, the codes of
    its run-time errors; and the steps that only a trace tells: what was entered and how it was left, what was decided
    and counted."""

    heard: tuple[str, ...]
    by: str
    variables: Mapping[str, Value]
    ms: int
    faults: tuple[str, ...]
    steps: tuple[str, ...] = ()


class OverError(Exception):
    """The call is over."""


class FaultError(Exception):
    """A run-time error of the flow."""


class EndTaskError(Exception):
    """`endTask` by this path."""


class JumpError(Exception):
    """`jumpToTask`: to the task of this refId."""


class NextPassError(Exception):
    """`loopNext`."""


class LeaveLoopError(Exception):
    """`loopExit`."""


LEFT_BY: Mapping[type, str] = {OverError: "over", FaultError: "error", JumpError: "jump"}


class World:
    """What expressions ask of the world; none of those of these flows asks for chance."""

    def now(self) -> datetime:
        return datetime(2026, 1, 5, 15, 0, tzinfo=UTC)

    def find(self, kind: str, name: str, /) -> Entity | None:
        return Entity(kind, name, name)

    def random_int(self, limit: int, /) -> int:
        raise AssertionError("no chance here")

    def language(self) -> str:
        return "en-us"


class Names:
    """The variables of the flow or of one run of a module, by lower-case name."""

    def __init__(self, flow: Flow) -> None:
        self.types: dict[str, Type] = {}
        self.values: dict[str, Value] = {}
        for each in flow.variables:
            self.types[each.name.lower()] = type_named(each.type) or types.UNKNOWN
            self.values[each.name.lower()] = each.initial.value if isinstance(each.initial, Literal) else None  # type: ignore[assignment]

    def get(self, name: str, /) -> Value:
        return self.values[name]


def story(flow: Flow, modules: Mapping[str, Flow], entries: Sequence[str]) -> Story:
    """The call of somebody who types the next of these entries at each wait for keys, and then is silent."""
    return _Call(flow, modules, entries).run()


class _Call:
    def __init__(self, flow: Flow, modules: Mapping[str, Flow], entries: Sequence[str]) -> None:
        self.flow = flow
        self.modules = modules
        self.entries = list(entries)
        self.own = self.names = Names(flow)
        self.heard: list[str] = []
        self.buffer = ""
        self.ms = 0
        self.budget = BUDGET
        self.by = "disconnect"
        self.faults: list[str] = []
        self.steps: list[str] = []

    def run(self) -> Story:
        try:
            self.unit(self.flow.tasks, "Main")
        except (OverError, EndTaskError):
            pass
        except FaultError as fault:
            self.faults.append(str(fault))
        variables = {each.name: self.own.values[each.name.lower()] for each in self.flow.variables}
        return Story(tuple(self.heard), self.by, variables, self.ms, tuple(self.faults), tuple(self.steps))

    @contextmanager
    def inside(self, what: str) -> Iterator[None]:
        """Says what is entered, and how it is left unless it comes to its end."""
        self.steps.append(f"into {what}")
        try:
            yield
        except tuple(LEFT_BY) as reason:
            self.steps.append(f"out of {what} by {LEFT_BY[type(reason)]}")
            raise

    def unit(self, tasks: Sequence[Task], start: str) -> None:
        """A flow or module from its start task on: a jump gives up all tasks that wait in it."""
        while True:
            try:
                self.task(next(each for each in tasks if each.ref_id == start), tasks)
                return
            except JumpError as jump:
                start = str(jump)

    def task(self, task: Task, tasks: Sequence[Task]) -> str:
        """A task to its end: the path by which it ends."""
        self.pay()
        path = "default"
        with self.inside(task.name):
            try:
                self.all(task.actions, tasks)
            except EndTaskError as end:
                path = str(end)
        self.steps.append(f"out of {task.name} by end {path}")
        return path

    def all(self, actions: Sequence[Action], tasks: Sequence[Task]) -> None:
        for action in actions:
            self.pay()
            self.one(action, tasks)

    def pay(self) -> None:
        self.budget -= 1
        if self.budget < 0:
            raise FaultError("action-limit")

    def one(self, action: Action, tasks: Sequence[Task]) -> None:  # noqa: PLR0912 - one case a kind
        match action.kind:
            case "playAudio":
                self.say(action.get("audio"))
            case "updateData":
                for kind, body in statements(action):
                    self.set(body.get("variable"), self.value(body.get("value"), type_named(kind)))
            case "decision":
                found = self.value(action.get("condition"), types.BOOLEAN)
                self.steps.append(f"condition {found}")
                chosen = found is True
                self.branch(action, "yes" if chosen else "no", tasks)
            case "loop":
                self.loop(action, tasks)
            case "loopNext":
                raise NextPassError
            case "loopExit":
                raise LeaveLoopError
            case "collectInput":
                self.branch(action, self.collect(action), tasks)
            case "callTask":
                called = next(each for each in tasks if each.ref_id == reference(action))
                self.branch(action, self.task(called, tasks), tasks)
            case "jumpToTask":
                raise JumpError(reference(action))
            case "endTask":
                raise EndTaskError(text(action.get("outputPath"), "name") or "default")
            case "callCommonModule":
                self.module(action)
            case "transferToAcd":
                self.by = "transfer"
                raise OverError
            case "disconnect":
                raise OverError
            case other:
                raise AssertionError(f"the reference does not know {other}")

    def branch(self, action: Action, path: str, tasks: Sequence[Task]) -> None:
        self.all(branch_of(action, path), tasks)

    def loop(self, action: Action, tasks: Sequence[Task]) -> None:
        count = self.value(action.get("loopCount"), types.INTEGER)
        self.steps.append(f"loopCount {count}")
        if not isinstance(count, int):
            raise FaultError("not-set")
        for index in range(min(max(0, count), 99)):
            self.set(action.get("currentIndex"), index)
            try:
                self.branch(action, "loop", tasks)
            except NextPassError:
                continue
            except LeaveLoopError:
                return

    def collect(self, action: Action) -> str:
        """Digits into a variable: `success` or `failure`."""
        if not self.buffer:
            self.say(action.get("inputAudio"))
        digits = action.get("digits")
        assert isinstance(digits, Group)
        low, high, terminator = bounds(digits)
        taken, left = "", NO_ENTRY_MS
        while True:
            while self.buffer:
                key, self.buffer = self.buffer[0], self.buffer[1:]
                if key == terminator and taken:
                    return self.collected(action, taken) if len(taken) >= low else "failure"
                if key in "*#":
                    return "failure"
                taken += key
                if len(taken) == high:
                    if self.buffer[:1] == (terminator or "#"):
                        self.buffer = self.buffer[1:]
                    return self.collected(action, taken)
            if taken:
                left = INTER_DIGIT_MS
            if not self.entries:
                self.ms += left
                return self.collected(action, taken) if taken and len(taken) >= low else "failure"
            self.buffer = self.entries.pop(0)

    def collected(self, action: Action, keys: str) -> str:
        self.set(action.get("inputData"), keys)
        return "success"

    def module(self, action: Action) -> None:
        """A module begins with fresh variables, and hands its outputs back when its start task ends."""
        ((name, version),) = group(action.get("commonModule"))
        ((_, body),) = group(version)
        flow, caller = self.modules[name], self.names
        inside = Names(flow)
        for key, source in group(group_of(body).get("inputs")):
            value = self.value(source, inside.types[key.lower()])
            if not isinstance(source, NoValue):
                inside.values[key.lower()] = value
        self.names = inside
        assert flow.actions is not None
        with self.inside(f"module {name}"):
            self.unit([Task(name=flow.name, ref_id="Main", actions=flow.actions.items)], "Main")
        self.steps.append(f"out of module {name} by end")
        self.names = caller
        for key, target in group(group_of(body).get("outputs")):
            self.set(target, inside.values[key.lower()])

    def say(self, audio: Setting | None) -> None:
        assert isinstance(audio, Audio)
        said = audio.tts if audio.tts is not None else to_text(self.value(Expression(audio.exp or ""), None))
        if said:
            self.heard.append(said)

    def set(self, target: Setting | None, value: Value) -> None:
        name = target.name if isinstance(target, Output) else target
        if isinstance(name, str):
            self.names.values[name.lower()] = value

    def value(self, source: Setting | None, wanted: Type | None) -> Value:
        if isinstance(source, Literal):
            return source.value  # type: ignore[return-value]
        if not isinstance(source, Expression):
            return None
        tree = parsed(source.text)
        assert tree.ast is not None, source.text
        try:
            return Plain(self.names.types, self.names, World()).evaluate(tree.ast, wanted)
        except ExpressionError as error:
            raise FaultError(error.code) from error


def reference(action: Action) -> str:
    found = action.get("targetTaskRef")
    assert isinstance(found, str)
    return found.rpartition("[")[2].rstrip("]")


def statements(action: Action) -> Iterator[tuple[str, Group]]:
    written = action.get("statements")
    for item in written.items if isinstance(written, Items) else ():
        for kind, body in group(item):
            yield kind, group_of(body)


def branch_of(action: Action, path: str) -> Sequence[Action]:
    outputs = action.get("outputs")
    branch = outputs.get(path) if isinstance(outputs, Group) else None
    listed = branch.get("actions") if isinstance(branch, Group) else None
    return listed.items if isinstance(listed, Actions) else ()


def bounds(digits: Group) -> tuple[int, int, str]:
    exact = digits.get("exact")
    if isinstance(exact, int):
        return exact, exact, ""
    written = group_of(digits.get("range"))
    low, high = written.get("min"), written.get("max")
    assert isinstance(low, int) and isinstance(high, int)
    return low, high, (text(written, "terminatingDtmf") or "").removeprefix("digit_")


def group(node: Setting | None) -> tuple[tuple[str, Setting], ...]:
    return node.entries if isinstance(node, Group) else ()


def group_of(node: Setting | None) -> Group:
    return node if isinstance(node, Group) else Group()


def text(node: Setting | None, key: str) -> str | None:
    found = node.get(key) if isinstance(node, Group) else None
    return found if isinstance(found, str) else None
