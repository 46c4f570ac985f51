"""How fast flow files are read and written, and what a read flow costs in memory, beside other YAML readers.

    python -m bench.documents [--json]

`read` does everything that it does for a user: it decodes, fills placeholders, builds the typed model with a usable
source map and checks the shapes against the catalogue. The counterparts make plain dicts. All run in one process, in
turns; a figure is the median of the ratios of the rounds. The garbage collector is the same for both sides: on, then
off.

The flows are the exports of strangers where they stand beside the checkout (`../shared/flows`), else the project's
own: the small files are all of them that a YAML 1.1 reader can load, the large ones repeat the tasks of the largest
export with fresh refIds.
"""

from __future__ import annotations

import gc
import io
import re
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML

from bench.figures import Figure, show
from callflows.architect import read, write
from callflows.model import Flow

ROUNDS = 7
LARGE = 2_400_000
SIZES = (100_000, 1_000_000, 10_000_000)
ROOT = Path(__file__).parents[1]
STRANGERS = ROOT.parent / "shared" / "flows"
OWN = (ROOT / "tests" / "flows" / "exported", ROOT / "examples")
_PLACEHOLDER = re.compile(r'"\{\{([^"{}]*)\}\}"|\{\{([^{}]*)\}\}')
_REF_ID = re.compile(r'^( *refId: )("?)(.*?)("?)$', re.MULTILINE)
_TASKS = "\n  tasks:\n"


def main() -> list[Figure]:
    texts = list(small_texts())
    base = max((text for text in texts if _TASKS in text), key=len)
    large = repeated(base, LARGE)
    origin = "strangers' exports" if STRANGERS.is_dir() else "the project's own flows"
    return [
        Figure(f"small files: {origin}", len(texts), "files"),
        Figure("small files together", sum(map(len, texts)) / 1e6, "MB"),
        *linearity(base),
        *reading("large file", [large]),
        *reading("small files", texts),
        against_round_trip(base),
        *asking_for_a_place(large),
        *writing("large file", [large]),
        *writing("small files", texts),
        *memory(base),
    ]


def small_texts() -> Iterator[str]:
    """The flow files, placeholders filled with their names, that CSafeLoader loads."""
    folders = (STRANGERS,) if STRANGERS.is_dir() else OWN
    for path in sorted(path for folder in folders for path in folder.rglob("*.y*ml*")):
        text = _PLACEHOLDER.sub(lambda found: (found[1] or found[2]).strip(), path.read_text())
        result = read(text)
        if result.flow is not None and result.ok and loads(text):
            yield text


def loads(text: str) -> bool:
    try:
        plain(text)
    except (yaml.YAMLError, ValueError):
        return False
    return True


def repeated(text: str, size: int) -> str:
    """A flow of at least so many characters: its tasks again and again, each time with other refIds."""
    head, tasks = text.split(_TASKS)
    parts, length, turn = [head + _TASKS], len(head), 0
    while length < size or not turn:
        turn += 1
        parts.append(_REF_ID.sub(rf"\g<1>\g<2>\g<3>_{turn}\g<4>", tasks.rstrip()) + "\n")
        length += len(parts[-1])
    return "".join(parts)


def plain(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def reading(name: str, texts: list[str]) -> Iterator[Figure]:
    data = [text.encode() for text in texts]
    for collector in (True, False):
        ours, theirs, lead = versus(
            lambda: [read(each) for each in data], lambda: [plain(each) for each in texts], collector
        )
        state = f"collector {'on' if collector else 'off'}"
        yield Figure(f"read, {name}, {state}", ours * 1000, "ms")
        yield Figure(f"yaml.load CSafeLoader, {name}, {state}", theirs * 1000, "ms")
        yield Figure(f"read / CSafeLoader, speed, {name}, {state}", lead, "x", ">= 2")


def against_round_trip(text: str) -> Figure:
    lead = versus(lambda: read(text), lambda: YAML(typ="rt").load(text), True, rounds=3)[2]
    return Figure(f"read / ruamel.yaml round trip, speed, {len(text) // 1000} KB", lead, "x", ">= 20")


def asking_for_a_place(text: str) -> Iterator[Figure]:
    """Reading, and then the first and last place of the file: the source map is worked out when it is asked."""
    flow = flow_of(text)
    places = (f"/{flow.type}/name", f"/{flow.type}/tasks/task[{flow.tasks[-1].ref_id}]/actions[0]")

    def ours() -> None:
        source = read(text).source
        for place in places:
            source.span(place)

    lead = versus(ours, lambda: plain(text), False)[2]
    yield Figure("read and two places / CSafeLoader, speed, large file, collector off", lead, "x", ">= 2")
    other = text.replace("  tasks:\n", '  "tasks": # not laid out as an export\n', 1)
    lead = versus(lambda: read(other), lambda: plain(other), False, rounds=3)[2]
    yield Figure("read / CSafeLoader, speed, large file by way of its document, collector off", lead, "x")


def writing(name: str, texts: list[str]) -> Iterator[Figure]:
    flows, dicts = [flow_of(text) for text in texts], [plain(text) for text in texts]
    for collector in (True, False):
        lead = versus(
            lambda: [write(flow) for flow in flows],
            lambda: [yaml.dump(each, io.StringIO(), yaml.CSafeDumper, sort_keys=False) for each in dicts],
            collector,
        )[2]
        state = f"collector {'on' if collector else 'off'}"
        yield Figure(f"write / CSafeDumper, speed, {name}, {state}", lead, "x", ">= 6")


def flow_of(text: str) -> Flow:
    flow = read(text).flow
    assert flow is not None
    return flow


def memory(text: str) -> Iterator[Figure]:
    """Bytes of what is kept: the flow with its source map, before and after a place was asked for."""
    theirs = kept(lambda: plain(text))
    yield Figure("memory of the parsed dict / text", theirs / len(text), "x")
    yield Figure("memory of flow and source map / parsed dict", kept(lambda: read(text)) / theirs, "x", "<= 4")

    def asked() -> object:
        result = read(text)
        result.source.span("/nowhere")
        return result

    yield Figure("the same once a place was asked for", kept(asked) / theirs, "x", "<= 4")


def kept(make: Callable[[], object]) -> int:
    gc.collect()
    tracemalloc.start()
    result = make()
    gc.collect()
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del result
    return used


def linearity(base: str) -> Iterator[Figure]:
    """Time a megabyte at 0.1, 1 and 10 MB, in turns."""
    texts = [repeated(base, size) for size in SIZES]
    rounds = [[cost(text) for text in texts] for _ in range(ROUNDS)]
    costs = [statistics.median(each) for each in zip(*rounds, strict=True)]
    growth = statistics.median(ten / one for _, one, ten in rounds)
    for size, each in zip(SIZES, costs, strict=True):
        yield Figure(f"read, {size / 1e6:g} MB, a megabyte", each * 1000, "ms")
    yield Figure("read, a megabyte of 10 MB / of 1 MB", growth, "x", "<= 1.5")


def cost(text: str) -> float:
    """Seconds a megabyte."""
    gc.collect()
    return seconds(partial(read, text)) / len(text) * 1e6


def versus(
    ours: Callable[[], object], theirs: Callable[[], object], collector: bool, rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """(seconds of ours, of theirs, how many times faster ours is), medians of rounds in turns."""
    pairs = []
    try:
        for _ in range(rounds):
            gc.collect()
            (gc.enable if collector else gc.disable)()
            first = seconds(ours)
            gc.collect()
            pairs.append((first, seconds(theirs)))
    finally:
        gc.enable()
    lead = statistics.median(theirs / ours for ours, theirs in pairs)
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), lead


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    show(main())
