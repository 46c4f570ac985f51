"""Runs flows: a compiled program, a call that takes events and gives commands, and a scripted caller.

    program = compile_flow(flow, {"Global Authentication Menu": module})
    outcome = run_script(program, CallContext(caller="tel:+13175551234"), "1234#")
    print(render_dialogue(outcome))

No I/O, no wall clock, no chance of its own: the same program, context and events give the same trace.
"""

from callflows.engine import commands, events, trace
from callflows.engine.audio import Part
from callflows.engine.call import Call
from callflows.engine.commands import Command
from callflows.engine.compile import compile_flow
from callflows.engine.context import CallContext, FunctionAnswer
from callflows.engine.directory import DataAction, Directory, KnownOrg, Service
from callflows.engine.driver import answer, run_script, script_of
from callflows.engine.errors import WrongEventError
from callflows.engine.events import AgentAnswers, Digits, Event, HangUp, Played, ServiceAnswer, Silence, Speech
from callflows.engine.outcome import (
    Line,
    ModuleReturn,
    Outcome,
    Transferred,
    render_dialogue,
)
from callflows.engine.probes import Marked, Probes
from callflows.engine.program import Program
from callflows.engine.saved import CannotRestore, KeptCall
from callflows.engine.schedules import EmergencyGroup, Schedule, ScheduleGroup, Schedules
from callflows.engine.state import Observer
from callflows.engine.straight import PlayedOut, Player
from callflows.engine.trace import Ended, Failed, Trace, from_json_lines, to_json_lines

__all__ = [
    "compile_flow",
    "Program",
    "Call",
    "KeptCall",
    "CannotRestore",
    "Observer",
    "Probes",
    "Marked",
    "CallContext",
    "FunctionAnswer",
    "Player",
    "PlayedOut",
    "run_script",
    "script_of",
    "answer",
    "Outcome",
    "Line",
    "ModuleReturn",
    "Failed",
    "Transferred",
    "render_dialogue",
    "Directory",
    "KnownOrg",
    "DataAction",
    "Service",
    "ServiceAnswer",
    "Schedule",
    "ScheduleGroup",
    "EmergencyGroup",
    "Schedules",
    "Command",
    "commands",
    "Event",
    "events",
    "Digits",
    "Silence",
    "Speech",
    "AgentAnswers",
    "HangUp",
    "Played",
    "Ended",
    "Part",
    "Trace",
    "trace",
    "to_json_lines",
    "from_json_lines",
    "WrongEventError",
]
