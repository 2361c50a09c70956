"""missing-import: a module, or a member of one, that is used and not imported."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.imports.importing import importing


@rule(
    ast.Module,
    flags=["def f():\n    return re.match('a', 'b')"],
    fixes={
        "print(math.pi)": "import math\nprint(math.pi)",
        '"""Doc."""\nfrom __future__ import annotations\n\nd = defaultdict(list)': '"""Doc."""\n'
        "from __future__ import annotations\nfrom collections import defaultdict\n\nd = defaultdict(list)",
        "import os.path\nx: List = []": "import os.path\nfrom typing import List\nx: List = []",
    },
    passes=[
        "print(totl)",
        "import math\nprint(math.pi)",
        "math = 1\nmath.pi",
        "try:\n    json.dumps\nexcept NameError:\n    pass",
        "exec(source)\nprint('math', math.pi)",
        "time = random",
    ],
)
def missing_import(reading: Reading, _: ast.Module) -> Iterator[Hit]:
    """A module, or a well-known member of one, that nothing imports."""
    program = reading.program
    for use in reading.undefined:
        statement = reading.import_for(use)
        if statement and (severity := reading.severity(use)):
            add = f"Add `{statement}` at the top of the program"
            edit = importing(program, statement)
            message = f"`{use.name}` is not imported"
            alone = statement == f"import {use.name}"  # a member may come from several modules
            yield Hit(use.node, message, use.name, None, (edit,), (add,), severity, safe=alone)
