"""The flow, its modules and their tasks as a running call knows them: where they start, which slots they have."""

from __future__ import annotations

from dataclasses import dataclass, field

from callflows.expressions import Type, Value


@dataclass(kw_only=True, eq=False, slots=True)
class Region:
    """The slots of a task's variables: they begin with `initial` each time the task is entered."""

    first: int
    initial: tuple[Value, ...] = ()


@dataclass(kw_only=True, eq=False, slots=True)
class Declared:
    """A variable of a unit: its name as declared, slot and type. `fault` says why its initial value is none."""

    name: str
    slot: int
    type: Type
    is_input: bool = False
    is_output: bool = False
    fault: str = ""


@dataclass(kw_only=True, eq=False, slots=True)
class Unit:
    """The flow or one module: where it starts and how its slots begin.

    `template` holds the initial values of all its slots, those of its tasks included; `builtins` are the slots
    that hold built-in variables such as `call.ani`, filled when the unit is entered. `rest` is where a call goes that
    waits in a queue when the flow's task ends, -1 for a flow whose end ends the call.
    """

    name: str
    type: str
    address: str
    start: int = 0
    rest: int = -1
    template: list[Value] = field(default_factory=list)
    builtins: list[tuple[int, str]] = field(default_factory=list)
    variables: dict[str, Declared] = field(default_factory=dict)
