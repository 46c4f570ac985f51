"""The official SDKs, unmodified, as clients of a running local org.

Each runs in a process of its own (the Python one watches its settings folder from import on) and prints what it saw.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from callflows.emulator import FaultPlan, Options, create_app, seed
from callflows.store import open_store
from tests.serving import served
from tests.shared import needs_shared

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FLOW = """inboundCall:
  name: From an SDK
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
          - callCommonModule:
              name: Authenticate
              commonModule:
                Global Authentication Menu:
                  ver_latestPublished:
                    inputs:
                      Common.brand:
                        lit: SDK
                      Common.callerId:
                        noValue: true
                      Common.onFailure:
                        noValue: true
                    outputs:
                      Common.authenticated:
                        noValue: true
                      Common.customerId:
                        noValue: true
          - disconnect:
              name: Disconnect
"""
SEEN = {
    "shared": [["Global Authentication Menu", "COMMONMODULE"]],
    "published": "Success",
    "flow": ["From an SDK", "INBOUNDCALL", "1.0"],
    "names": ["From an SDK", "Global Authentication Menu"],
    "missing": {"status": 404, "code": "architect.flow.not.found", "contextId": "string"},
    "conflict": {"status": 409, "code": "architect.flow.cannot.delete.used.in.flows", "contextId": "string"},
}

pytestmark = pytest.mark.sdk


@pytest.fixture
def flow_file(tmp_path: Path) -> Path:
    path = tmp_path / "flow.yaml"
    path.write_text(FLOW)
    return path


def run(command: list[str], url: str, home: Path, **more: str) -> dict[str, Any]:
    """What the program prints. Its home is an empty folder, so no settings of this machine are read."""
    (home / ".genesyscloudpython").mkdir(exist_ok=True)
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GENESYS_ENVIRONMENT": url,
        "GENESYS_CLIENT_ID": "callflows",
        "GENESYS_CLIENT_SECRET": "callflows",
        **more,
    }
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture
def limited_org(tmp_path: Path) -> Iterator[str]:
    """An org with the cloud's limit of 300 requests a minute."""
    with open_store(tmp_path / "org.db") as store:
        app = create_app(store)
        seed(store, ROOT / "examples" / "org")
        with served(app) as url:
            yield url


@pytest.fixture
def busy_org(tmp_path: Path) -> Iterator[str]:
    """An org that refuses every tenth request with a 429 and one second of Retry-After."""
    with open_store(tmp_path / "org.db") as store:
        app = create_app(store, options=Options(faults=FaultPlan(seed=3, rate_429=0.1, retry_after=1)))
        seed(store, ROOT / "examples" / "org")
        with served(app) as url:
            yield url


def test_the_python_sdk_works_unmodified_and_waits_out_a_429(busy_org: str, flow_file: Path, tmp_path: Path) -> None:
    seen = run([sys.executable, str(HERE / "python_exercise.py"), str(flow_file), "20"], busy_org, tmp_path)
    waited = seen.pop("waited")
    expected = json.loads(json.dumps(SEEN).replace('"string"', '"str"'))
    assert seen == expected
    assert waited >= 1.0


def test_the_python_sdk_hands_its_client_over(limited_org: str, tmp_path: Path) -> None:
    assert run([sys.executable, str(HERE / "python_hand_over.py")], limited_org, tmp_path) == {
        "created": ["Handed over", "1.0"],
        "seen by the SDK": ["Handed over", "1.0"],
        "with a wrong token": 401,
        "with the SDK's new token": "Handed over",
        "token in repr": False,
    }


def test_the_javascript_sdk_works_unmodified_and_meets_a_429(limited_org: str, flow_file: Path, tmp_path: Path) -> None:
    seen = run(
        [node(), str(HERE / "javascript_exercise.cjs"), str(flow_file)], limited_org, tmp_path, NODE_PATH=MODULES
    )
    assert seen == {
        **SEEN,
        "limited": {"status": 429, "code": "too.many.requests.retry.after", "contextId": "string"},
    }


def test_the_javascript_example_creates_its_flow(limited_org: str, tmp_path: Path) -> None:
    command = [node(), str(ROOT / "examples" / "javascript" / "create_flow.mjs"), "From JavaScript", "Support"]
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "GENESYS_ENVIRONMENT": limited_org,
        "GENESYS_CLIENT_ID": "callflows",
        "GENESYS_CLIENT_SECRET": "callflows",
    }
    first = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert (first.returncode, first.stderr) == (0, "")
    found, created = first.stdout.splitlines()
    assert found.startswith("Found shared flow: Global Authentication Menu (")
    assert created.startswith("Created flow: From JavaScript (")


def test_every_call_flow_and_module_of_the_corpus_publishes_through_the_python_sdk(tmp_path: Path) -> None:
    flows = needs_shared() / "flows"
    rows = csv.DictReader((flows / "INDEX.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
    kinds = {"commonModule": 0, "inboundCall": 1}  # modules first: the flows that call them come after
    wanted = sorted((row for row in rows if row["flow_type"] in kinds), key=lambda row: kinds[row["flow_type"]])
    files = [str(flows / row["file"]) for row in wanted]
    with open_store(tmp_path / "org.db") as store, served(create_app(store, options=Options(rate_limit=0))) as url:
        seen = run([sys.executable, str(HERE / "python_corpus.py"), *files], url, tmp_path)
    assert seen == {file: ["Success", []] for file in files}


MODULES = str(ROOT / "examples" / "javascript" / "node_modules")


def node() -> str:
    """Node's path, or skip the test and say what is missing."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed: the official JavaScript SDK is not tried")
    if not Path(MODULES).is_dir():
        pytest.skip("the official JavaScript SDK is not installed: run `npm ci` in examples/javascript")
    return found
