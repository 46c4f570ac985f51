"""The served org and `callflows call`, as two programs."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from callflows.emulator import Options, create_app
from callflows.store import open_store
from tests.emulator.flow_files import call_module, inbound, module
from tests.emulator.http import Http
from tests.serving import served

CONSUMER = inbound("Main", call_module("Menu") + "\n- disconnect: {name: Bye}")
FORM = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"


def heard(folder: Path, **environ: str) -> str:
    """What the caller of the flow hears."""
    command = [str(Path(sys.executable).with_name("callflows")), "call", "Main", "--press", "w"]
    done = subprocess.run(
        command, cwd=folder, env={"PATH": os.environ["PATH"], **environ}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return next(line.partition("flow   ")[2] for line in done.stdout.splitlines() if "flow   " in line)


def test_a_consumer_that_is_not_republished_still_runs_the_old_module(tmp_path: Path) -> None:
    with open_store(tmp_path / ".callflows" / "org.db") as store:
        app = create_app(store, options=Options(rate_limit=0))
        http = Http(app)
        http.token = http.send("POST", "/oauth/token", data=FORM).json["access_token"]
        for text in (module("Menu", "Old words"), CONSUMER, module("Menu", "New words")):
            assert http.publish(text).json["status"] == "Success"
        with served(app) as url:
            there = {
                "GENESYS_ENVIRONMENT": url, "GENESYS_CLIENT_ID": "callflows", "GENESYS_CLIENT_SECRET": "callflows"
            }  # fmt: skip
            assert heard(tmp_path, **there) == "Old words"
            assert http.publish(CONSUMER).json["status"] == "Success"
            assert heard(tmp_path, **there) == "New words"
            # Without credentials it is the org in process, on the file that the server has open.
            assert heard(tmp_path) == "New words"


def test_a_client_that_sends_everything_first_meets_the_413(tmp_path: Path) -> None:
    with open_store(tmp_path / "org.db") as store, served(create_app(store)) as url:
        request = urllib.request.Request(f"{url}/api/v2/routing/queues", data=bytes(5_000_000), method="POST")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=60)
        assert refused.value.code == 413
        refused.value.close()
