"""blocked-import: a module that the policy refuses."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import VIOLATION, felt
from analyzer.reading.imports import Wanted, wanted_by
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from executor.capability import Capability
from executor.policy import refusing


@rule(
    ast.Import,
    ast.ImportFrom,
    ast.Call,
    flags=[
        "import os",
        "import math, subprocess as sp",
        "from os import path",
        "import os.path",
        "from urllib import request",
        "__import__('os')",
        "import importlib\nimportlib.import_module('o' + 's')",
        "from importlib import import_module as load\nname = 'socket'\nload(name)",
        "a = 'o'\n__import__(f'{a}s')",
        "getattr(__builtins__, '__imp' + 'ort__')('so'[::-1])",
        "__builtins__['__import__']('shutil')",
        "exec('import subprocess')",
        "__import__(name='os')",
        "import runpy\nrunpy.run_module('subprocess')",
        "from pkgutil import resolve_name\nresolve_name('os:system')",
        "__import__('{}s'.format('o'))",
        "__import__('%ss' % 'o')",
        "__import__('oxs'.replace('x', ''))",
        "__import__(b'os'.decode())",
        "list(map(__import__, ['math', 'os']))",
        "def f():\n    def g():\n        import ctypes",
    ],
    passes=[
        "import math, json, re, io, sys, time, random",
        "from urllib.parse import quote",
        "import ospath",
        "from . import os",
        "importlib.import_module(name)",
        "def __import__(name): ...",
        "if TYPE_CHECKING:\n    import os",
        "print('import os')",
        "dns.resolve_name('socket')",
    ],
)
def blocked_import(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """An import that the policy refuses, by whatever spelling."""
    for wanted in wanted_by(reading.program, node):
        refused = refusal_of(reading, wanted)
        severity = felt(reading.program, wanted.node, VIOLATION) if refused else None
        if refused and severity:
            module, capability = refused
            message = f"`{module}` is refused under the policy `{reading.policy.name}`: {capability.reason}"
            yield Hit(wanted.node, message, module, None, (), capability.alternatives, severity)


def refusal_of(reading: Reading, wanted: Wanted) -> tuple[str, Capability] | None:
    """What stands against the module, or against the submodule that is taken from it."""
    inner = f"{wanted.module}.{wanted.member}" if wanted.member else wanted.module
    for module in (wanted.module, inner):
        if capability := refusing(reading.policy, module):
            return module, capability
    return None
