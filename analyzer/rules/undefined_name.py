"""undefined-name: a name that nothing gives a value."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.tables.foreign_names import FOREIGN_NAMES


@rule(
    ast.Module,
    flags=["print(qqq)", "def f():\n    return qqq", "x = [row for row in range(3)]\nprint(row)", "del qqq"],
    fixes={
        "total = 1\nprint(totl)": "total = 1\nprint(total)",
        "pritn(1)": "print(1)",
        "x = true": "x = True",
        "import math\nprint(sqrt(2))": "import math\nprint(math.sqrt(2))",
        "import datetime as dt\nprint(datetime.date(1, 1, 1))": (
            "import datetime as dt\nprint(dt.date(1, 1, 1))"
        ),
        "for i in xrange(3): pass": "for i in range(3): pass",
        "class A:\n    def __init__(self):\n        self.count = 0\n    def f(self):\n        return count": (
            "class A:\n    def __init__(self):\n        self.count = 0\n"
            "    def f(self):\n        return self.count"
        ),
    },
    passes=[
        "print(__name__, __file__)",
        "try:\n    unicode\nexcept NameError:\n    unicode = str",
        "def f():\n    return later\nlater = 1",
        "from somewhere import *\nprint(anything)",
        "globals()['q'] = 1\nprint(q)",
        "exec('q = 1')\nprint(q)",
        "import sys\nsys.exit()\nprint(qqq)",
        "from __future__ import annotations\ndef f(x: Later) -> Later: ...",
        "def f():\n    x: Later = 1",
        "if False:\n    print(qqq)",
        "class A:\n    def f(self):\n        return __class__",
        "match 1:\n    case [a, *b]:\n        print(a, b)",
        "print([y := 1], y)",
        "def f[T](x: T) -> T: return x",
        "type A = B",
    ],
)
def undefined_name(reading: Reading, _: ast.Module) -> Iterator[Hit]:
    """A name that nothing in the program gives a value, and that is no builtin."""
    for use in reading.undefined:
        severity = reading.severity(use) if reading.import_for(use) is None else None
        if severity is None:
            continue
        meant = reading.meant_by(use)
        change = (f"Change `{use.name}` to `{meant}`",) if meant else ()
        known = meant is not None and FOREIGN_NAMES.get(use.name) == meant
        yield Hit(use.node, f"`{use.name}` is not defined", use.name, meant, (), change, severity, safe=known)
