"""Many flow files as one thing: the folder with `callflows.toml`, its targets, and a cache of what was read.

    opened = open_workspace(Path.cwd())
    for file in read_all(opened.workspace): ...

A file is read once: afterwards its findings and its flow come from the cache until the file, a file that it takes in,
a substitution or the reader changes.
"""

from callflows.workspace.config import open_workspace
from callflows.workspace.flow_file import FlowFile, Head
from callflows.workspace.reading import read_all
from callflows.workspace.scaffold import GITIGNORE, ignoring, new_files
from callflows.workspace.settings import CONFIG, Opened, Target, Workspace, loose
from callflows.workspace.survey import Duplicate, SharedFlow, Survey, survey

__all__ = [
    "CONFIG",
    "Duplicate",
    "FlowFile",
    "GITIGNORE",
    "Head",
    "Opened",
    "SharedFlow",
    "Survey",
    "Target",
    "Workspace",
    "ignoring",
    "loose",
    "new_files",
    "open_workspace",
    "read_all",
    "survey",
]
