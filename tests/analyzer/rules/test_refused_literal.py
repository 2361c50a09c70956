"""Calls that are tried while a program is looked at: none may cost anything, or say what is not so."""

import pytest

from analyzer.catalog import rule_of
from analyzer.inspection import inspect
from executor.policy import STRICT
from knowledge.finding import Severity
from knowledge.program import program_of
from knowledge.source import source_of

WIDE = "[\\x01-\\U0010ffff]" * 9


@pytest.mark.parametrize(
    ("code", "severities"),
    [
        pytest.param("import math\nmath.sqrt(-1.5)", [Severity.ERROR], id="a negative number"),
        pytest.param("import math as m\nm.log(-0)", [Severity.ERROR], id="under another name"),
        pytest.param("import json\njson.loads('')", [Severity.ERROR], id="nothing at all"),
        pytest.param("import json\njson.loads('{é}')", [Severity.ERROR], id="foreign letters"),
        pytest.param("import json\njson.loads('" + "[" * 190 + "')", [Severity.ERROR], id="deeply nested"),
        pytest.param("import json\njson.loads('" + "[" * 9_000 + "')", [], id="too long to be tried"),
        pytest.param("import math\nmath.factorial(10**9)", [], id="a sum is not a literal"),
        pytest.param("import math\nmath.factorial(1000000000)", [], id="a number that is too large"),
        pytest.param("import math\nmath.sqrt()\nmath.sqrt(1, 2, 3)", [], id="the wrong number of arguments"),
        pytest.param("import math\nmath.sqrt('x')", [], id="the wrong kind of argument"),
        pytest.param(f"import re\nre.compile('(?i){WIDE}(')", [], id="a pattern that takes long to compile"),
        pytest.param(f"import re\nre.compile(r'(?i){WIDE}(')", [], id="the same, spelt with escapes"),
        pytest.param("import re\nre.compile(r'(a{1,999}){1,999}')", [], id="many repeats"),
        pytest.param("from math import *\nsqrt(-1)", [], id="a name that came by a star"),
        pytest.param(
            "import datetime\ndatetime.date(2023, 13, 1)", [Severity.ERROR], id="a thirteenth month"
        ),
        pytest.param(
            "import uuid, ipaddress\nipaddress.ip_address('1.2.3')", [Severity.ERROR], id="an address"
        ),
    ],
)
def test_what_is_tried(code: str, severities: list[Severity]) -> None:
    """Only what surely fails is said, and only what is short is tried."""
    source = source_of(code)
    found = inspect(source, program_of(source), STRICT, [rule_of("refused-literal")])
    assert [finding.severity for finding in found.findings] == severities
    assert not found.rules_not_run
