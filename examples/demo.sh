#!/usr/bin/env bash
# What `make demo` shows: a shared flow, a dozen inbound flows that call it, and two calls.
# Works in a folder of its own on the embedded local org; with GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET
# and GENESYS_ENVIRONMENT set, on that Genesys Cloud org.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
callflows=${CALLFLOWS:-callflows}
folder=${1:-demo}

mkdir -p "$folder"
cd "$folder"
rm -rf .callflows/org.db* # the demo always starts with an empty local org

# Show a command as a person would type it, then run it.
run() {
    printf '\n$ callflows'
    for word in "$@"; do case $word in *\ *) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
    "$callflows" "$@"
}

cp -R "$here/org" "$here/lines.csv" .
run seed org
if [ -n "${GENESYS_CLIENT_ID:-}" ]; then
    # Phone numbers of a real org are bought, so the flows get none here.
    cut -d, -f1-3,5- lines.csv > lines-without-numbers.csv
    run create --from lines-without-numbers.csv --on-conflict skip
else
    run create --from lines.csv
fi
run call "Support EMEA" --from +442079460999 --press 1234
run call "Sales APAC" --from +13175550999 --press "0000 1111 2222"

cat <<END

Twelve inbound flows call one shared flow, each with its own copy of it. Where to look next:

  cd $folder && PATH=$(dirname "$callflows"):\$PATH
  callflows flows                                           what the org holds
  callflows call "Support UK" --press 1234 --trace          every step of a call
  callflows create "My line" --shared "Global Authentication Menu" --queue Support --dry-run
  callflows serve                                           the org for other programs

  examples/one_flow.py    the same from Python
  README.md               the rest
END
