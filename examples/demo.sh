#!/usr/bin/env bash
# What `make demo` shows: a shared flow, a dozen inbound flows that call it, and two calls.
# Works in a folder of its own on the embedded local org; with GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET
# and GENESYS_ENVIRONMENT set, on that Genesys Cloud org.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
callflows=${CALLFLOWS:-callflows}
folder=${1:-demo}

if [ -n "${GENESYS_CLIENT_ID:-}" ]; then
    mkdir -p "$folder"
else
    rm -rf "$folder" && mkdir -p "$folder"
fi
cd "$folder"

step() { printf '\n\033[1m$ callflows %s\033[0m\n' "$*"; }
run() { step "$*"; "$callflows" "$@"; }

run seed "$here/org"
run create --from "$here/lines.csv"
run call "Support EMEA" --from +442079460999 --press 1234
run call "Sales APAC" --from +13175550999 --press "0000 1111 2222"

cat <<END

Twelve inbound flows call one shared flow, each with its own copy of it.

Where to look next:
  cd $folder
  callflows flows                                   what the org holds
  callflows call "Support UK" --press 1234 --trace  every step of a call
  callflows create "My line" --shared "Global Authentication Menu" --queue Support --dry-run
  callflows serve --seed $here/org      the same org for other programs
  $here/one_flow.py     the same in Python
(callflows is $callflows)
END
