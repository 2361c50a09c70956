#!/bin/sh
# Make .venv hold what requirements/dev.txt says, and do nothing when it already does.
# The stamp is the content of the lock, not its date: a checkout that only touches files costs nothing, and a moved
# clone, whose editable install points to the old place, is noticed. An existing .venv is added to, never removed.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
stamp=.venv/installed-from
wanted=$(cat requirements/dev.txt pyproject.toml | cksum; pwd)

with_pip() {
    "$python" -m pip --disable-pip-version-check --no-input -qq install --no-deps --no-warn-script-location "$@" </dev/null
}

# uv takes about 3 s for what pip takes 20 for. It does not read pip's configuration, so where a machine reaches its
# packages only through that, this fails early and pip does it alone.
with_uv() {
    sed -n '/^uv==/,/[0-9a-f]$/p' requirements/dev.txt >.venv/uv.txt
    with_pip --require-hashes -r .venv/uv.txt 2>/dev/null || return 1
    set -- "$python" -m uv --quiet pip install --python "$python" --no-deps
    export UV_HTTP_TIMEOUT=15 UV_HTTP_RETRIES=1
    "$@" --require-hashes -r requirements/dev.txt 2>/dev/null && "$@" --no-build-isolation --editable . 2>/dev/null
}

if "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi
if ! "$python" -c '' 2>/dev/null; then
    found=$(sh tools/find_python.sh)
    echo "making .venv with $("$found" --version)"
    rm -f .venv/bin/python* # venv would keep a link to an interpreter that is gone
    "$found" -m venv .venv
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
    echo "The Python in .venv is older than 3.12: move .venv away and call make again." >&2
    exit 1
fi
"$python" -c 'import pip' 2>/dev/null || "$python" -m ensurepip >/dev/null # an interrupted or a foreign venv has none

echo "installing from requirements/dev.txt"
with_uv || {
    with_pip --require-hashes -r requirements/dev.txt
    with_pip --no-build-isolation --editable .
}
printf '%s\n' "$wanted" >"$stamp"
