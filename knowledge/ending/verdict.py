"""What is wrong with a loop that does not end."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a loop goes on: `kind` is one of the words below; `names` are the variables of its test.

    - `no-exit`: the test is always true, and nothing in the body leaves the loop;
    - `unchanged`: nothing in the body changes what the test reads;
    - `not-reached`: what would change it was never reached;
    - `stands-still`: the body changes variables, and they keep their values;
    - `skipped`: a `continue` skips what would change them;
    - `in-circles`: after `rounds` rounds the values are what they were;
    - `moves-away`: the step goes the wrong way;
    - `steps-over`: the step misses the one value at which the test would stop.

    `roots` are what `change` reads, where nothing in the loop changes that.
    """

    kind: str
    loop: ast.While
    names: tuple[str, ...]
    change: ast.stmt | None = None
    rounds: int = 0
    roots: tuple[str, ...] = ()
