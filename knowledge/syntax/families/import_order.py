"""import-order: the parts of an import stand in the wrong order."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family

NAMES = r"([\w., ]+?)"
TURNED = re.compile(rf"import\s+{NAMES}\s+from\s+([\w.]+)")
FORMS = (
    (TURNED, r"from \2 import \1"),
    (re.compile(r"import\s+\{\s*([\w, ]+?)\s*\}\s+from\s+['\"]([\w.]+)['\"]"), r"from \2 import \1"),
    (re.compile(r"#?include\s*[<\"](\w+)(?:\.h)?[>\"]"), r"import \1"),
    (re.compile(r"(?:const|let|var)\s+(\w+)\s*=\s*require\(['\"](\w+)['\"]\)"), r"import \2 as \1"),
    (re.compile(r"from\s+([\w.]+)\s+import\s+([\w., ]+?),"), r"from \1 import \2"),
    (re.compile(r"import\s+([\w.]+)\.\*"), r"from \1 import *"),
    (re.compile(r"from\s+([\w.]+)\s+([\w, ]+)"), r"from \1 import \2"),
    (re.compile(r"import\s+([\w.]+)\s+as\s*"), r"import \1"),
    (re.compile(r"using\s+([\w.]+)"), r"import \1"),
    (re.compile(r"from\s+(\w[\w.]*)\.\s+import\s+([\w., ]+)"), r"from \1 import \2"),
)


@family(
    mends={
        "import sqrt from math": "from math import sqrt",
        "import sqrt, pi from math": "from math import sqrt, pi",
        "import math as": "import math",
        "from math import sqrt,": "from math import sqrt",
        "import math.*": "from math import *",
        "from math sqrt": "from math import sqrt",
    },
    passes=("import math math", "from math import (a"),
)
def import_order(broken: Broken) -> Iterator[Guess]:
    """The parts of an import stand in the wrong order, or one is missing."""
    line = broken.lines[broken.row]
    start, end = len(broken.margin(broken.row)), len(line.rstrip().rstrip(";"))
    for form, better in FORMS:
        found = form.fullmatch(line[start:end])
        if found:
            text = found.expand(better)
            because = "an import is written `from module import name` or `import module`"
            yield Guess(because, f"Write `{text}`", (Change(broken.row, start, broken.row, end, text),))
