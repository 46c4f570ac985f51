"""Tools for tests of call flows and of programs that use callflows."""

from callflows.testing.virtual_time import START, NothingToWaitForError, VirtualTimeLoop, run_virtual, virtual_now

__all__ = ["START", "NothingToWaitForError", "VirtualTimeLoop", "run_virtual", "virtual_now"]
