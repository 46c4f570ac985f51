"""The pages of codes that commands give: each example shows what is printed."""

from __future__ import annotations

import inspect
import shlex

import pytest

from callflows.checks.codes import CODES as OF_SEVERAL_FILES
from callflows.cli.codes import CODES as OF_VALUES

CODES = {**OF_SEVERAL_FILES, **OF_VALUES}
LINE = """\
inboundCall:
  name: Line
  description: "{{brand}}"
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - disconnect:
              name: Bye
"""


@pytest.mark.parametrize("name", CODES)
def test_the_example_of_a_page_is_what_is_printed(empty, name):
    empty.write("line.yaml", LINE)
    empty.write("copy.yaml", LINE)
    empty.write("cities.csv", "city\nRome\n")
    fence, command, *shown, end = inspect.cleandoc(CODES[name].example).splitlines()
    assert (fence, command[:12], end) == ("```console", "$ callflows ", "```")
    said = empty(*shlex.split(command[12:]))
    assert said.out.splitlines()[:-1] == shown
    assert any(line.endswith(f"[{name}]") and f"{CODES[name].severity}: " in line for line in shown)
