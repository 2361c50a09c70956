#!/bin/sh
# Run every program in examples/ and show what raydx says about it. All of them fail, that is their purpose:
# the demo itself fails only where raydx could not do its work (exit status 2 or 3) or saw no failure at all (0).
set -u
cd "$(dirname "$0")/.."

if ! .venv/bin/python -c 'import analyzer.doors.command_line' 2>/dev/null; then
    echo "raydx has no command line yet; the programs it will explain are in examples/"
    exit 0
fi

wrong=0
for program in examples/*.py; do
    limit=""
    [ "$program" != examples/search_that_stands_still.py ] || limit="--seconds 1"
    printf '\n$ raydx diagnose %s\n' "${limit:+$limit }$program"
    # shellcheck disable=SC2086 # the limit is an option and its value
    .venv/bin/raydx diagnose $limit "$program" </dev/null
    status=$?
    [ "$status" -eq 1 ] || { echo "raydx ended with status $status, 1 was expected" >&2; wrong=1; }
done
exit "$wrong"
