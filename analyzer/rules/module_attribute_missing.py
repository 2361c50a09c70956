"""module-attribute-missing: `module.name`, and the module has no such name."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import asks_first, felt
from analyzer.reading.modules_seen import holds, members_of
from analyzer.reading.naming import module_of
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from executor.policy import refusing
from knowledge.finding import Edit, Severity
from knowledge.imports.importing import importing
from knowledge.imports.instead_of_member import instead_of
from knowledge.imports.members import has_member, is_elsewhere
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.telling.edits import attribute_span


@rule(
    ast.Attribute,
    flags=["import math\nmath.no_such_member", "import math as m\nprint(m.solve(1))"],
    fixes={
        "import math\nmath.factorail(3)": "import math\nmath.factorial(3)",
        "import math as m\nprint(m.squrt(2))": "import math as m\nprint(m.sqrt(2))",
        "import time\nt = time.clock()": "import time\nt = time.perf_counter()",
        "import math\nmath.min(1, 2)": "import math\nmin(1, 2)",
        "import math\nmath.mean([1])": "import math\nimport statistics\nstatistics.mean([1])",
        "import datetime\ndatetime.now()": "import datetime\ndatetime.datetime.now()",
    },
    passes=[
        "import math\nmath.pi",
        "import os\nos.path.join('a')",
        "import xml.etree.ElementTree\nxml.etree.ElementTree",
        "import math\nif hasattr(math, 'cbrt2'):\n    math.cbrt2(1)",
        "import math\nmath.extra = 1\nprint(math.extra)",
        "try:\n    import math\nexcept ImportError:\n    math = None\nmath.foo",
        "import math\ntry:\n    math.foo\nexcept AttributeError:\n    pass",
        "import math\ndef f(math):\n    return math.foo",
        "import math\nmath.__name__, math._private",
    ],
)
def module_attribute_missing(reading: Reading, node: ast.Attribute) -> Iterator[Hit]:
    """A member is taken from a module that does not have it."""
    module = module_of(reading, node.value)
    if module is None or node.attr in reading.stored_attributes:
        return
    if holds(reading, module, node.attr) is not False:
        return
    severity = felt(reading.program, node, "AttributeError")
    if severity and is_elsewhere(module, node.attr):
        severity = Severity.WARNING
    if severity and not refusing(reading.policy, module) and not asks_first(reading.program, node):
        message = f"`{module}` has no member `{node.attr}`"
        replacement, edits, words = instead(reading, node, module)
        yield Hit(
            attribute_span(reading.program, node), message, node.attr, replacement, edits, words, severity
        )


def instead(
    reading: Reading, node: ast.Attribute, module: str
) -> tuple[str | None, tuple[Edit, ...], tuple[str, ...]]:
    """What to write instead: the text for the member, the edits, and the words."""
    program = reading.program
    meant = class_member(module, node.attr) or instead_of(module, node.attr, members_of(reading, module))
    if meant is None:
        return None, (), ()
    home, _, name = meant.rpartition(".")
    old = program.text(node)
    if home == module or home.startswith(f"{module}."):
        rest = meant[len(module) + 1 :]
        new = f"{program.text(node.value)}.{rest}"
        return rest, (Edit(attribute_span(program, node), rest),), (f"Change `{old}` to `{new}`",)
    whole = (Edit(program.span(node), meant),)
    if not home:
        return None, whole, (f"`{name}` is a builtin: change `{old}` to `{name}`",)
    known = any(
        isinstance(part, ast.Import) and home in {a.name for a in part.names if not a.asname}
        for part in program.nodes
    )
    added = () if known or home in BUILTIN_NAMES else (importing(program, f"import {home}"),)
    return None, (*added, *whole), (f"Change `{old}` to `{meant}`",)


def class_member(module: str, name: str) -> str | None:
    """`datetime.now` is a method of the class in the module that bears its name."""
    inner = f"{module}.{module}"
    return f"{inner}.{name}" if has_member(inner, name) else None
