"""What `import callflows` gives."""

import subprocess
import sys

import callflows
from callflows import models


def test_every_name_of_the_package_is_the_rooms_own():
    assert set(callflows.__all__) == set(callflows._ROOM_OF)
    for name in callflows.__all__:
        assert getattr(callflows, name).__module__.startswith("callflows."), name


def test_the_graph_types_are_the_same_under_both_names():
    for name in models.__all__:
        assert getattr(callflows, name) is getattr(models, name), name


def test_a_name_that_is_not_there():
    assert not hasattr(callflows, "NoSuchName")
    assert {"Flow", "RoutingApi"} <= set(dir(callflows))


def test_importing_the_package_imports_no_room():
    code = "import sys, callflows; print([m for m in sys.modules if m.startswith('callflows.')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
