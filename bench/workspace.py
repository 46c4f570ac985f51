"""How long it takes to read a workspace: 1,000 generated files of 20 KB, read for the first time and again.

Every flow is different, so nothing is shared by content. Goals: a first read on two cores in under 3 s, and an
unchanged workspace in at most 5 % of a first read in one process.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, show
from callflows.workspace import FlowFile, Workspace, open_workspace, read_all
from callflows.workspace.records import MARGIN

FILES = 1000
BYTES = 20_000
ROUNDS = 3

HEAD = """\
inboundCall:
  name: Line {number}
  description: The line of brand {number}.
  division: Home
  startUpRef: "/inboundCall/tasks/task[Start_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  variables:
    - stringVariable:
        name: Flow.account
        initialValue:
          noValue: true
        isInput: false
        isOutput: false
  tasks:
    - task:
        name: Start
        refId: Start_10
        actions:
          - callCommonModule:
              name: Authenticate
              commonModule:
                Global Authentication Menu:
                  ver_latestPublished:
                    inputs:
                      Common.brand:
                        lit: Brand {number}
                    outputs:
                      Common.customerId:
                        var: Flow.account
"""
STEP = """\
          - decision:
              name: Is step {step} for account {number}?
              condition:
                exp: Flow.account == "{number}-{step}"
              outputs:
                "yes":
                  actions:
                    - playAudio:
                        name: Tell step {step}
                        audio:
                          tts: "You are at step {step}: please wait."
                    - setParticipantData:
                        name: Note step {step}
                        attributes:
                          - attribute:
                              name:
                                lit: step
                              value:
                                exp: ToString({step})
"""
END = """\
          - disconnect:
              name: Hang up
"""


def flow_text(number: int) -> str:
    """A flow of about 20 KB."""
    text = HEAD.format(number=number)
    step = 0
    while len(text) < BYTES - len(STEP):
        text += STEP.format(number=number, step=step)
        step += 1
    return text + END


def generated(root: Path) -> Workspace:
    """The workspace, its files long enough ago written that their stamps prove something."""
    (root / "flows").mkdir()
    (root / "callflows.toml").write_text('paths = ["flows"]\n', encoding="utf-8")
    for number in range(FILES):
        (root / "flows" / f"line_{number:04}.yaml").write_text(flow_text(number), encoding="utf-8")
    time.sleep(MARGIN / 1e9 + 0.1)
    opened = open_workspace(root)
    if opened.workspace is None:
        raise AssertionError(opened.diagnostics)
    return opened.workspace


def seconds(work: Callable[[], tuple[FlowFile, ...]]) -> float:
    """How long reading took; every file must be a good flow."""
    started = time.perf_counter()
    files = work()
    taken = time.perf_counter() - started
    if len(files) != FILES or not all(file.ok and file.head for file in files):
        raise AssertionError("the generated flows were not read as flows")
    return taken


def decoded(workspace: Workspace) -> tuple[FlowFile, ...]:
    files = read_all(workspace)
    for file in files:
        if file.flow is None:
            raise AssertionError(file)
    return files


def first(workspace: Workspace, jobs: int) -> float:
    shutil.rmtree(workspace.cache, ignore_errors=True)
    return seconds(lambda: read_all(workspace, jobs=jobs))


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def first_by_two(workspace: Workspace) -> tuple[float, float]:
    """Seconds on the clock, and on the processor of the busier of two processes: as long as it takes where nobody else
    wants the cores."""
    own, other = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    took = first(workspace, 2)
    return took, max(cpu(resource.RUSAGE_SELF) - own, cpu(resource.RUSAGE_CHILDREN) - other)


def changed(workspace: Workspace) -> float:
    path = workspace.root / "flows" / "line_0500.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"# changed at {time.time_ns()}\n")
    return seconds(lambda: read_all(workspace))


def measured(workspace: Workspace) -> dict[str, float]:
    """One round of every figure, so that a slow moment of the machine meets all of them."""
    plain = seconds(lambda: read_all(workspace, jobs=1, cache=False))
    two, busier = first_by_two(workspace)
    one = first(workspace, 1)
    return {
        "plain": plain,
        "two": two,
        "busier": busier,
        "one": one,
        "again": seconds(lambda: read_all(workspace)),
        "decoded": seconds(lambda: decoded(workspace)),
        "changed": changed(workspace),
    }


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = generated(Path(folder).resolve())
        rounds = [measured(workspace) for _ in range(ROUNDS)]
        size = sum(path.stat().st_size for path in (workspace.root / "flows").iterdir())
    took = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    share = statistics.median(100 * one["again"] / one["one"] for one in rounds)
    both = statistics.median(100 * one["decoded"] / one["one"] for one in rounds)
    return [
        Figure("size of the workspace", size / 1e6, "MB"),
        Figure("read without a cache, 1 process", took["plain"], "s"),
        Figure("first read, 1 process", took["one"], "s"),
        Figure("first read, 2 processes", took["two"], "s", "<= 3"),
        Figure("first read, 2 processes, processor of the busier", took["busier"], "s"),
        Figure("unchanged, findings only", took["again"] * 1000, "ms"),
        Figure("unchanged / first read", share, "%", "<= 5"),
        Figure("unchanged, every flow decoded", took["decoded"] * 1000, "ms"),
        Figure("unchanged and decoded / first read", both, "%"),
        Figure("one file changed", took["changed"] * 1000, "ms"),
    ]


if __name__ == "__main__":
    show(main())
