"""A workspace in a folder of its own."""

from pathlib import Path

import pytest

from callflows.workspace import Workspace, open_workspace

FLOW = """\
inboundCall:
  name: {name}
  startUpRef: "/inboundCall/tasks/task[Start_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  tasks:
    - task:
        name: Start
        refId: Start_10
        actions:
          - playAudio:
              name: Greet
              audio:
                tts: {says}
          - disconnect:
              name: Hang up
"""


class Folder:
    """A workspace while it is edited."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def flow(self, name: str, says: str = "Hello.") -> Path:
        return self.write(f"flows/{name}.yaml", FLOW.format(name=name, says=says))

    def open(self) -> Workspace:
        opened = open_workspace(self.root)
        assert opened.diagnostics == ()
        assert opened.workspace is not None
        return opened.workspace


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path.resolve())
    made.write("callflows.toml", 'paths = ["flows"]\n')
    (made.root / "flows").mkdir()
    return made
