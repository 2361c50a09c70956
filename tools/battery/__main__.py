"""Try every hostile program on this machine and print how each one was held.

A column for each setting: as who asks and, where that is root, as a user without any rights; each with all
that the kernel offers and without namespaces, as in an ordinary container. Exit status 1 where something got
out or was answered wrongly.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from tools.battery.arena import arena
from tools.battery.case import trials
from tools.battery.row import row_of
from tools.battery.setting import Outcome, run, settings_here
from tools.battery.table import BAD, is_clean, table
from tools.battery.trial import tried


def main() -> None:
    """Try them and print."""
    parser = argparse.ArgumentParser(description="Try every hostile program and print how each was held.")
    parser.add_argument("only", nargs="*", help="themes or names of programs; all if none is given")
    parser.add_argument("--setting", action="append", help="only settings whose name is this")
    parser.add_argument("--here", action="store_true", help="only in this process, a JSON object a line")
    options = parser.parse_args()
    if options.here:
        sys.exit(here(options.only))
    chosen = [one for one in settings_here() if not options.setting or one.name in options.setting]
    outcomes: list[Outcome] = [run(setting, options.only) for setting in chosen]
    print("\n".join(table(outcomes)))
    sys.exit(0 if is_clean(outcomes) else 1)


def here(words: Sequence[str]) -> int:
    """Try them in this process; returns the exit code."""
    worst = 0
    with arena() as ground:
        for case, policy in trials():
            if words and not any(word in case.title for word in words):
                continue
            row = row_of(tried(ground, case, policy))
            worst = max(worst, int(row.verdict in BAD))
            print(json.dumps(asdict(row)), flush=True)
    return worst


if __name__ == "__main__":
    main()
