"""blocked-operation: something that the policy will not let a program do."""

import ast
from collections.abc import Iterator

from analyzer.certain.operations import QUIET, refused
from analyzer.reading.guards import VIOLATION, felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity

ERRORS = ("OSError", "PermissionError", "FileNotFoundError", "IOError", VIOLATION)


@rule(
    ast.Call,
    flags=[
        "open('out.txt', 'w')",
        "with open('in.txt') as f:\n    print(f.read())",
        "from pathlib import Path\nPath('x').write_text('a')",
        "from pathlib import Path\np = Path('x')\np.mkdir()",
        "import io\nio.open('/etc/passwd')",
        "import sqlite3\nsqlite3.connect('x.db')",
        "import asyncio\nasync def f():\n    await asyncio.open_connection('a.b', 80)",
    ],
    passes=[
        "import io\nio.StringIO('x')",
        "open(path)",
        "open(0)",
        "open('/dev/null', 'w')",
        "def open(name, mode): pass\nopen('x', 'w')",
        "try:\n    open('x')\nexcept OSError:\n    pass",
        "from pathlib import Path\nPath('x').exists(), Path('a') / 'b'",
        "import sqlite3\nsqlite3.connect(':memory:')",
        "print('open')",
    ],
)
def blocked_operation(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """An operation that the policy refuses: files, network, processes, by the data of the capabilities.

    What does not raise when it is refused, but returns a status or nothing, is a warning.
    """
    found = refused(reading, call)
    severity = felt(reading.program, call, *ERRORS) if found else None
    if found and severity:
        owner, name = found
        bad = Severity.WARNING if name in QUIET else severity
        text = reading.program.text(call.func)
        message = f"`{text}` is refused under the policy `{reading.policy.name}` here: {owner.reason}"
        yield Hit(call, message, text, None, (), owner.alternatives, bad)
