"""module-called: a module is called, where one of its members was meant."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.naming import module_of
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from executor.policy import refusing
from knowledge.imports.members import has_member


@rule(
    ast.Call,
    flags=["import math\nmath(3)", "import math as m\nm()"],
    fixes={
        "import datetime\nx = datetime(2024, 1, 1)": "import datetime\nx = datetime.datetime(2024, 1, 1)",
        "import copy as c\nc([1])": "import copy as c\nc.copy([1])",
        "import random\nrandom()": "import random\nrandom.random()",
    },
    passes=[
        "from datetime import datetime\ndatetime(2024, 1, 1)",
        "import math\nmath.sqrt(2)",
        "import math\nmath = print\nmath()",
        "import no_such_module\nno_such_module()",
        "try:\n    import math\n    math()\nexcept TypeError:\n    pass",
    ],
)
def module_called(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A call of a module of the standard library."""
    module = module_of(reading, call.func)
    if module is None or has_member(module, "no_such_member") is None or refusing(reading.policy, module):
        return
    severity = felt(reading.program, call, "TypeError")
    if severity:
        text = reading.program.text(call.func)
        last = module.rpartition(".")[2]
        better = f"{text}.{last}" if has_member(module, last) else None
        words = (f"Call `{better}`",) if better else (f"Call one of the functions of `{text}`",)
        message = f"`{text}` is a module and cannot be called"
        yield Hit(call.func, message, text, better, (), words, severity, safe=True)
