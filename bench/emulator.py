"""The local org as a server: requests a second beside moto's server in the same run, and memory with many flows.

Load comes from wrk (Debian: `apt-get install wrk`), one thread and 32 connections on the second core; the server has
the first core to itself. The rounds of all ways are interleaved; figures are medians. moto's counterpart of reading a
flow is S3 GetObject of an object of the same size; of a token check, STS GetCallerIdentity.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2

from bench.deploy import CREDENTIALS, ORG, flow_yaml
from bench.figures import Figure, show
from callflows.emulator import Options, create_app, free_port, seed
from callflows.genesys import Budget, Client, ClientCredentials, job_state, register_job, upload_job
from callflows.store import open_store

ROUNDS = 5
SECONDS = 3
FLOWS = 5_000
SIGNED = "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=b"


@contextlib.contextmanager
def running(command: list[str], url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server on the first core."""
    taskset = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    server = subprocess.Popen([*taskset, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            try:
                urllib.request.urlopen(url).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.05)
        yield server
    finally:
        server.terminate()
        server.wait()


def wrk(url: str, *options: str) -> float:
    """Requests a second that were answered with success."""
    taskset = ["taskset", "-c", "1"] if shutil.which("taskset") else []
    command = [*taskset, "wrk", "-t1", "-c32", f"-d{SECONDS}s", *options, url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(f"{url}: not every request was answered with success\n{text}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if found is None:
        raise SystemExit(f"wrk printed no rate:\n{text}")
    return float(found[1])


def token(url: str) -> str:
    basic = base64.b64encode(":".join(CREDENTIALS).encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(f"{url}/oauth/token", data=b"grant_type=client_credentials", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["access_token"])


async def fill(database: Path, count: int) -> None:
    """An org with `count` published inbound flows, through its own API."""
    with open_store(database) as store:
        app = create_app(store, options=Options(rate_limit=0))
        seed(store, ORG)
        auth = ClientCredentials(client_id=CREDENTIALS[0], client_secret=CREDENTIALS[1])
        transport = httpx2.ASGITransport(app=app)
        budget = Budget(allowed=1_000_000)
        async with Client(environment="http://org.local", auth=auth, transport=transport, budget=budget) as client:
            for number in range(count):
                job = await register_job(client)
                await upload_job(client, job, flow_yaml(f"Flow {number:05}").encode())
                state = await job_state(client, job.id or "")
                if state.status != "Success":
                    raise SystemExit(f"flow {number} was not published: {state}")


def serve(database: Path, port: int) -> list[str]:
    tool = str(Path(sys.executable).with_name("callflows"))
    return [tool, "serve", "--port", str(port), "--database", str(database), "--rate-limit", "0"]


def get(url: str, bearer: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Authorization": f"Bearer {bearer}"})) as answer:
        return bytes(answer.read())


def rates(folder: Path) -> list[Figure]:
    """Requests a second, interleaved with moto."""
    database = folder / "org.db"
    asyncio.run(fill(database, 1))
    port, other = free_port(), free_port()
    url, moto = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
    moto_server = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(other)]
    script = folder / "identity.lua"
    script.write_text(
        'wrk.method = "POST"\nwrk.body = "Action=GetCallerIdentity&Version=2011-06-15"\n'
        'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n'
    )
    s3, sts = (f"Authorization: {SIGNED.format(service=service)}" for service in ("s3", "sts"))
    with running(serve(database, port), f"{url}/__callflows__/"), running(moto_server, f"{moto}/moto-api/"):
        bearer = token(url)
        listing = json.loads(get(f"{url}/api/v2/flows?type=inboundcall", bearer))
        flow = f"{url}/api/v2/flows/{listing['entities'][0]['id']}"
        body = get(flow, bearer)
        for path, data in (("/bench", b""), ("/bench/flow", body)):
            put = urllib.request.Request(moto + path, data=data, method="PUT", headers={"Authorization": s3[15:]})
            urllib.request.urlopen(put).close()
        header = f"Authorization: Bearer {bearer}"
        ways: dict[str, Callable[[], float]] = {
            "GET /flows/{id}": lambda: wrk(flow, "-H", header),
            "moto S3 GetObject": lambda: wrk(f"{moto}/bench/flow", "-H", s3),
            "GET /tokens/me": lambda: wrk(f"{url}/api/v2/tokens/me", "-H", header),
            "moto STS GetCallerIdentity": lambda: wrk(moto, "-s", str(script), "-H", sts),
        }
        seen: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                seen[name].append(way())
    found = {name: statistics.median(values) for name, values in seen.items()}
    return [
        *(Figure(name, value, "requests/s") for name, value in found.items()),
        Figure("GET /flows/{id} / moto", found["GET /flows/{id}"] / found["moto S3 GetObject"], "x", ">= 20"),
        Figure("token check / moto", found["GET /tokens/me"] / found["moto STS GetCallerIdentity"], "x", ">= 20"),
    ]


def memory(folder: Path) -> list[Figure]:
    """Resident memory of a server whose org has 5,000 published flows, after all of them were listed and read."""
    database = folder / "many.db"
    started = time.perf_counter()
    asyncio.run(fill(database, FLOWS))
    filling = time.perf_counter() - started
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with running(serve(database, port), f"{url}/__callflows__/") as server:
        fresh = resident(server.pid)
        bearer = token(url)
        for page in range(1, FLOWS // 500 + 1):
            listing = json.loads(
                get(f"{url}/api/v2/flows?{urllib.parse.urlencode({'pageSize': 500, 'pageNumber': page})}", bearer)
            )
            for flow in listing["entities"]:
                get(f"{url}{flow['selfUri']}", bearer)
        used = resident(server.pid)
    return [
        Figure("publishes a second, in process", FLOWS / filling, "flows/s"),
        Figure("memory of a fresh server", fresh, "MB"),
        Figure("memory with 5,000 flows, all read", used, "MB"),
    ]


def resident(pid: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> list[Figure]:
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here: install it (Debian: apt-get install wrk) and run this again")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*rates(folder), *memory(folder)]


if __name__ == "__main__":
    show(main())
