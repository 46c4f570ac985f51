"""Creating flows in bulk: requests and time per flow, and how the same work goes in other programs.

Two parts:
- 200 flows at 300 requests a minute with publishes of 5 s, on virtual time: how many requests a flow costs, and how
  near the run comes to what the budget allows at all.
- side by side on one served org with the same publishes of 5 s, in real time: callflows, the tutorial's way (one flow
  after another with the official SDK, a poll each second) and the published behaviour of CX as Code (10 flows at a
  time, a poll every 15 s, one read back).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2

from bench.figures import Figure, show
from callflows.deploy import apply, prepare, read_lines
from callflows.emulator import Options, create_app, free_port, seed
from callflows.genesys import Client, ClientCredentials
from callflows.store import open_store
from callflows.testing import run_virtual, virtual_now

ORG = Path(__file__).parents[1] / "examples" / "org"
PUBLISH_SECONDS = 5.0
BULK = 200
PER_MINUTE = 300
BESIDE = 20
CREDENTIALS = ("callflows", "callflows")


def csv(count: int, prefix: str) -> str:
    rows = [f"{prefix} {number:03},Global Authentication Menu,Support" for number in range(count)]
    return "\n".join(["name,shared,queue", *rows]) + "\n"


async def create(client: Client, folder: Path, count: int, prefix: str) -> int:
    """Create `count` flows; the number of them that were published."""
    lines = read_lines(csv(count, prefix)).lines
    prepared = await prepare(client, lines)
    with open_store(folder / "journal.db") as journal:
        report = await apply(client, prepared.plan, journal.journal)
    return sum(row.result == "created" for row in report.rows)


def bulk() -> list[Figure]:
    """200 flows at 300 requests a minute, on virtual time."""

    async def run(folder: Path) -> tuple[int, int, float]:
        with open_store(folder / "org.db") as store:
            options = Options(publish_seconds=PUBLISH_SECONDS, rate_limit=PER_MINUTE, now=virtual_now)
            app = create_app(store, options=options)
            seed(store, ORG)
            transport = httpx2.ASGITransport(app=app)
            async with Client(
                environment="http://org.local",
                auth=ClientCredentials(client_id=CREDENTIALS[0], client_secret=CREDENTIALS[1]),
                transport=transport,
            ) as client:
                published = await create(client, folder, BULK, "Bulk")
                return published, client.requests.calls, asyncio.get_running_loop().time()

    with tempfile.TemporaryDirectory() as folder:
        published, calls, seconds = run_virtual(run(Path(folder)))
    if published != BULK:
        raise SystemExit(f"only {published} of {BULK} flows were published")
    allowed = 60.0 * math.floor((calls - 1) / PER_MINUTE) + PUBLISH_SECONDS
    return [
        Figure("requests per published flow, uploads aside", calls / BULK, "requests", "<= 3.2"),
        Figure("wall time, 200 flows at 300 requests/min", seconds, "s"),
        Figure("least time that the budget allows for as many", allowed, "s"),
        Figure("wall time / least time", seconds / allowed, "x", "<= 1.1"),
    ]


@contextlib.contextmanager
def org(folder: Path) -> Iterator[str]:
    """A served org with publishes of 5 s."""
    port = free_port()
    tool = str(Path(sys.executable).with_name("callflows"))
    command = [tool, "serve", "--port", str(port), "--seed", str(ORG), "--database", str(folder / "org.db")]
    command += ["--publish-seconds", str(PUBLISH_SECONDS), "--rate-limit", "0"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/__callflows__/"):
                break
            time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()


def timed(work: Callable[[], int]) -> float:
    started = time.perf_counter()
    published = work()
    if published != BESIDE:
        raise SystemExit(f"only {published} of {BESIDE} flows were published")
    return time.perf_counter() - started


def ours(url: str, folder: Path) -> int:
    async def run() -> int:
        async with Client(
            environment=url, auth=ClientCredentials(client_id=CREDENTIALS[0], client_secret=CREDENTIALS[1])
        ) as client:
            return await create(client, folder, BESIDE, "Ours")

    return asyncio.run(run())


def sdk(url: str) -> Any:
    """The official SDK's ArchitectApi on the org. Its settings folder is kept out of the user's home."""
    home = tempfile.mkdtemp()
    (Path(home) / ".genesyscloudpython").mkdir()
    os.environ["HOME"] = home
    import PureCloudPlatformClientV2 as platform

    platform.configuration.host = url
    return platform.ArchitectApi(platform.ApiClient().get_client_credentials_token(*CREDENTIALS))


def publish(architect: Any, name: str, *, poll_seconds: float, read_back: bool) -> int:
    """One flow with the official SDK: register, upload, poll."""
    yaml = flow_yaml(name).encode()
    job = architect.post_flows_jobs()
    request = urllib.request.Request(job.presigned_url, data=yaml, headers=job.headers, method="PUT")
    urllib.request.urlopen(request).close()
    while True:
        state = architect.get_flows_job(job.id, expand=["messages"])
        if state.status in {"Success", "Failure"}:
            break
        time.sleep(poll_seconds)
    if read_back:
        architect.get_flow(state.flow.id)
    return int(state.status == "Success")


def naive(architect: Any) -> int:
    """The tutorial's way: one after another, a poll each second."""
    return sum(publish(architect, f"Naive {n}", poll_seconds=1, read_back=False) for n in range(BESIDE))


def cx_as_code(architect: Any) -> int:
    """CX as Code: 10 at a time, a poll every 15 s, one read back."""
    with ThreadPoolExecutor(10) as pool:
        return sum(pool.map(lambda n: publish(architect, f"CX {n}", poll_seconds=15, read_back=True), range(BESIDE)))


def flow_yaml(name: str) -> str:
    """The smallest flow that does the same: call the shared flow, then the queue."""
    return f"""inboundCall:
  name: {name}
  startUpRef: "/inboundCall/tasks/task[Start_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
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
                        noValue: true
                      Common.callerId:
                        noValue: true
                      Common.onFailure:
                        noValue: true
                    outputs:
                      Common.authenticated:
                        noValue: true
                      Common.customerId:
                        noValue: true
          - transferToAcd:
              name: Queue the call
              targetQueue:
                lit:
                  name: Support
              preTransferAudio:
                noValue: true
              failureTransferAudio:
                noValue: true
          - disconnect:
              name: Disconnect
"""


def side_by_side() -> list[Figure]:
    """20 flows each way on one served org."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with org(folder) as url:
            architect = sdk(url)
            mine = timed(lambda: ours(url, folder))
            cx = timed(lambda: cx_as_code(architect))
            simple = timed(lambda: naive(architect))
    return [
        Figure(f"callflows, {BESIDE} flows", mine, "s"),
        Figure(f"CX as Code's way, {BESIDE} flows", cx, "s"),
        Figure(f"the tutorial's way, {BESIDE} flows", simple, "s"),
        Figure("CX as Code's way / callflows", cx / mine, "x"),
        Figure("the tutorial's way / callflows", simple / mine, "x"),
    ]


def main() -> list[Figure]:
    return [*bulk(), *side_by_side()]


if __name__ == "__main__":
    show(main())
