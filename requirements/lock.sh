#!/usr/bin/env bash
# Write the lock files: every dependency with its version and hashes, and no index host.
set -euo pipefail
uv=${1:-uv}
cd "$(dirname "$0")/.."
compile() {
    "$uv" pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
        --no-annotate --universal --python-version 3.11 --quiet "$@"
}
compile --group build --output-file requirements/run.lock
compile --group dev --all-extras --constraint requirements/run.lock --output-file requirements/dev.lock
compile --group bench --output-file requirements/bench.lock
