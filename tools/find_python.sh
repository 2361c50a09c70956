#!/bin/sh
# Print the path of a Python that can build this project, or say in one sentence what is missing.
# Every candidate is really run: a pyenv shim exists on PATH even where it answers "command not found",
# and a distribution's Python may lack the modules that make virtual environments.
set -u

report='import sys; v = sys.version_info; print("%d.%d" % v[:2], int(v >= (3, 12)), sys.executable)'
without_venv=""

candidates() {
    [ -z "${PYTHON:-}" ] || echo "$PYTHON"
    printf '%s\n' python3.13 python3.12 python3 python3.14
    for installed in "${HOME:-/nowhere}"/.pyenv/versions/3.*/bin/python; do echo "$installed"; done | sort -rV
    UV_PYTHON_DOWNLOADS=never uv python find '>=3.12' 2>/dev/null
}

while read -r candidate; do
    answer=$("$candidate" -c "$report" 2>/dev/null </dev/null) || continue
    version=${answer%% *}
    answer=${answer#* }
    [ "${answer%% *}" = 1 ] || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null </dev/null; then
        echo "${answer#* }"
        exit 0
    fi
    without_venv=${without_venv:-$version}
done <<LIST
$(candidates 2>/dev/null)
LIST

if [ -n "$without_venv" ]; then
    echo "Python $without_venv is here but cannot make virtual environments: install its venv package (python$without_venv-venv on Debian and Ubuntu)." >&2
else
    echo "Python 3.12 or newer is needed and none was found: install one, or name it with PYTHON=/path/to/python." >&2
fi
exit 1
