"""refused-literal: a function of the standard library gets a literal that it refuses."""

import ast
from collections.abc import Iterator
from importlib import import_module

from analyzer.reading.guards import felt
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.interpreter import HERE, meant
from knowledge.quietly import quietly

PATTERNS = frozenset(f"re.{name}" for name in ("match", "search", "fullmatch", "findall", "finditer", "sub"))
PURE = frozenset(
    {
        *(f"math.{name}" for name in ("sqrt", "log", "log2", "log10", "log1p", "acos", "asin")),
        *("math.acosh", "math.atanh", "math.factorial", "json.loads", "re.compile", "uuid.UUID"),
        *("datetime.datetime", "datetime.date", "datetime.time", "datetime.datetime.strptime"),
        *("datetime.datetime.fromisoformat", "datetime.date.fromisoformat"),
        *("ipaddress.ip_address", "ipaddress.ip_network"),
    }
)
"""Functions that do nothing but compute, at once for what is short; `Fraction("1e9999999")` takes seconds."""

HOMES = frozenset(name.partition(".")[0] for name in PURE)

LONGEST, LARGEST = 200, 10_000
WIDE = ("\\u", "\\U", "\\N")
LOCAL = ("%a", "%A", "%b", "%B", "%p", "%c", "%x", "%X", "%Z")
"""What a date is read by differs with the language and the zone of the machine."""


@rule(
    ast.Call,
    flags=[
        "import json\njson.loads('{bad')",
        "import math\nmath.sqrt(-1)",
        "from math import log\nlog(0)",
        "from datetime import datetime\ndatetime.strptime('2024-01-31', '%d/%m/%Y')",
        "import datetime\ndatetime.date(2023, 2, 29)",
        "import re\nre.compile('(')",
        "import re\nre.sub('[a-', '', text())\ndef text(): ...",
    ],
    passes=[
        "import json\njson.loads('{\"a\": [1, null]}'), json.loads(b'1'), json.loads('1', parse_int=str)",
        "import math\nmath.sqrt(0), math.sqrt(x), math.factorial(10 ** 9)",
        "import math\ntry:\n    math.sqrt(-1)\nexcept ValueError:\n    pass",
        "import json\ntry:\n    json.loads('{bad')\nexcept json.JSONDecodeError as error:\n    print(error)",
        "import cmath\ncmath.sqrt(-1)",
        "import math\nmath.sqrt = abs\nmath.sqrt(-1)",
        "import datetime\ndatetime.date(2024, 2, 29)",
        "from datetime import datetime\ndatetime.strptime('3 Mai 2024', '%d %B %Y')",
        "import re\nre.compile('[[a]')",
        "def sqrt(x): return x\nsqrt(-1)",
    ],
)
def refused_literal(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A call of the standard library whose literal arguments it cannot take.

    Found out by calling that function with them, which computes and does nothing else; short literals only,
    and only for the Python that runs this.
    """
    if not call.args or call.keywords or reading.modules_imported.isdisjoint(HOMES):
        return
    name = whole_name(reading, call.func)
    if name not in PURE and name not in PATTERNS:
        return
    name, given = ("re.compile", call.args[:1]) if name in PATTERNS else (str(name), call.args)
    values = [literal(argument) for argument in given]
    if None in values or meant().release != HERE.release or (name == "re.compile" and is_wide(values[0])):
        return
    error = refusal_of(name, values)
    if error is None or name.rpartition(".")[2] in reading.stored_attributes:
        return
    kinds = [kind.__name__ for kind in type(error).__mro__]
    severity = felt(reading.program, call, *kinds[: kinds.index("Exception")])
    if severity:
        message = f"`{reading.program.text(call.func)}` raises {kinds[0]} here: {error}"
        yield Hit(call, message, name, severity=severity)


def literal(node: ast.expr) -> str | bytes | float | None:
    """The value of a short literal; None for anything else."""
    match node:
        case ast.Constant(value=str() | bytes() as text) if len(text) <= LONGEST:
            return None if isinstance(text, str) and any(mark in text for mark in LOCAL) else text
        case ast.Constant(value=int() | float() as number) if number <= LARGEST:
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number if number <= LARGEST else None
        case _:
            return None


def is_wide(pattern: object) -> bool:
    """Whether a pattern may hold a range over all letters: compiling it without regard to case takes long."""
    return not isinstance(pattern, str) or not pattern.isascii() or any(one in pattern for one in WIDE)


def refusal_of(name: str, values: list[str | bytes | float | None]) -> Exception | None:
    """What the function raises; a wrong number or kind of arguments is left to other rules."""
    module, *path = name.split(".")
    function: object = import_module(module)
    for part in path:
        function = getattr(function, part)
    if not callable(function):
        return None
    refusals = (ValueError, ArithmeticError, import_module("re").error)
    try:
        with quietly():
            function(*values)
    except refusals as error:
        return error if isinstance(error, Exception) else None
    except (TypeError, RecursionError):
        return None
    return None
