"""Tools for tests of call flows and of programs that use callflows.

The fixture `flows` of the pytest plugin is a `Flows`, which works without pytest too:

    flows = Flows(programs_of(Path("my-workspace")))
    flows.call("Support EMEA").hears("PIN").presses("1234#").to_queue("Support")

Names are imported when they are first used: pytest loads the plugin into every run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callflows.testing.calls import Call
    from callflows.testing.flows import Flows
    from callflows.testing.mocks import Mocks
    from callflows.testing.mocks_data import Made, from_data, read_world
    from callflows.testing.programs import NotCallable, Programs, programs_of
    from callflows.testing.virtual_time import START, NothingToWaitForError, VirtualTimeLoop, run_virtual, virtual_now
    from callflows.testing.world import World

_HOMES = {
    "calls": ("Call",),
    "flows": ("Flows",),
    "mocks": ("Mocks",),
    "mocks_data": ("Made", "from_data", "read_world"),
    "programs": ("NotCallable", "Programs", "programs_of"),
    "virtual_time": ("START", "NothingToWaitForError", "VirtualTimeLoop", "run_virtual", "virtual_now"),
    "world": ("World",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Call",
    "Flows",
    "Made",
    "Mocks",
    "NotCallable",
    "NothingToWaitForError",
    "Programs",
    "START",
    "VirtualTimeLoop",
    "World",
    "from_data",
    "programs_of",
    "read_world",
    "run_virtual",
    "virtual_now",
]


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'callflows.testing' has no attribute {name!r}")
    value = getattr(import_module(f"callflows.testing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
