#!/bin/sh
# Make .venv hold what requirements/dev.txt says, and nothing to do when it already does.
# The stamp is the content of the lock, not its date: a checkout that only touches files costs nothing, and
# a moved clone, whose editable install points to the old place, is noticed. An existing .venv is added to, never removed.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/installed-from
wanted=$(cat requirements/dev.txt pyproject.toml | cksum; pwd)

if .venv/bin/python -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi
if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(sh tools/find_python.sh)
    echo "making .venv with $("$python" --version)"
    "$python" -m venv .venv
fi
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
    echo "The Python in .venv is older than 3.12: move .venv away and call make again." >&2
    exit 1
fi

echo "installing from requirements/dev.txt"
pip() {
    .venv/bin/python -m pip --disable-pip-version-check --quiet --no-input install --no-deps --no-warn-script-location "$@" </dev/null
}
pip --require-hashes -r requirements/dev.txt
pip --no-build-isolation --editable .
printf '%s\n' "$wanted" >"$stamp"
