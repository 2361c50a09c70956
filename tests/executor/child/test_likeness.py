"""A program behaves as it does under the interpreter: same output, same errors, same exit code."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from knowledge.run import Run

PROGRAMS = {
    "prints": "print('ä€😀', 1, sep='-')",
    "a traceback": "def f(n):\n    return 1 / n\n\nf(\n    0,\n)",
    "a chain": "try:\n    {}['a']\nexcept KeyError as e:\n    e.add_note('n')\n    raise ValueError from e",
    "a group": "raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError('k')])])",
    "a suggestion": "total = 1\nprint(totla)",
    "a warning": "import warnings\nwarnings.warn('w')\nwarnings.warn('w', DeprecationWarning, stacklevel=2)",
    "threads that go on": "import threading, time\ndef f():\n    time.sleep(0.05)\n    print('late')\n"
    "threading.Thread(target=f).start()\nprint('early')",
    "a thread that fails": "import threading\nt = threading.Thread(target=[].pop)\nt.start()\nt.join()",
    "exit hooks": "import atexit\natexit.register(print, 'bye')\nraise SystemExit(4)",
    "an exit hook after an error": "import atexit\natexit.register(print, 'bye')\n1 / 0",
    "a failing exit hook": "import atexit\natexit.register(lambda: 1 / 0)",
    "destructors": "class A:\n    def __init__(s, n): s.n = n\n    def __del__(s): print('del', s.n)\n"
    "_a = A(1)\nb = A(2)\nA(3)",
    "a destructor that fails": "class A:\n    def __del__(s): 1 / 0\nA()\nprint('on')",
    "asyncio": "import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n * 2\n"
    "async def main():\n    print(await asyncio.gather(f(1), f(2)))\nasyncio.run(main())",
    "generators": "def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\n"
    "for x in g():\n    break\nprint('end')",
    "pickle": "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))).__name__)",
    "dataclasses": "from dataclasses import dataclass\n@dataclass(order=True)\n"
    "class P:\n    x: int\n    y: 'list[P]' = None\nprint(P(1) < P(2), P(3))",
    "typing": "import typing\nclass A:\n    x: 'int'\nprint(typing.get_type_hints(A))",
    "its name": "print(__name__, __doc__)",
    "the main module": "import sys, __main__\nx = 5\nprint(__main__.x, sys.modules['__main__'] is __main__)",
    "standard output closed": "import sys\nsys.stdout.close()",
    "standard output replaced": "import sys, io\nsys.stdout = io.StringIO()\nprint('lost')",
    "an exit with an object": "class A:\n    def __str__(s): return 'obj'\nraise SystemExit(A())",
    "an exception without words": "class A(Exception):\n    def __str__(s): raise ValueError\nraise A",
    "a hook for exceptions": "import sys\nsys.excepthook = lambda *a: print('mine', a[0].__name__)\n1 / 0",
    "recursion": "def f(n): return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    print(e)",
    "how deep it may recurse": "def f(n): return n and 1 + f(n - 1)\nprint(f(998))\ntry: f(1002)\n"
    "except RecursionError as e: print(e)",
    "the limit of recursion": "import sys\nprint(sys.getrecursionlimit())\nsys.setrecursionlimit(50)\n"
    "def f(n): return n and 1 + f(n - 1)\nprint(sys.getrecursionlimit(), f(48))\ntry: f(52)\n"
    "except RecursionError as e: print(e)",
    "a limit of recursion that is none": "import sys\nfor n in (0, -1, 'a', 10 ** 20, None):\n"
    "    try: sys.setrecursionlimit(n)\n    except Exception as e: print(type(e).__name__, e)\n"
    "sys.setrecursionlimit(-5)",
    "a large integer": "print(10 ** 5000)",
    "unflushed": "import sys\nsys.stdout.write('a')\nsys.stderr.write('b')",
    "globals and locals": "x = 1\nprint([k for k in globals() if k[0] != '_'], locals() is globals())",
    "a late import of the future": "x = 1\nfrom __future__ import annotations",
    "a starred expression": "*x",
    "a name that is deleted": "x = 1\ndel x\nx",
    "a match": "match {'a': [1, 2]}:\n    case {'a': [x, *_]}: print(x)",
    "type parameters": "def f[T](x: T) -> T: return x\nprint(f.__type_params__)",
    "context variables": "import contextvars\nv = contextvars.ContextVar('v', default=3)\nprint(v.get())",
    "signals": "import signal\nsignal.signal(signal.SIGALRM, lambda *a: print('rung'))\n"
    "signal.setitimer(signal.ITIMER_REAL, 0.01)\nsignal.pause()",
    "reading its input": "import sys\nprint([line for line in sys.stdin])",
}


ADDRESS = re.compile(r"0x[0-9a-f]+")


@pytest.mark.skipif(sys.version_info < (3, 13), reason="before 3.13 `-c` shows no lines of the program")
@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_output_and_exit_code_are_the_interpreters(run: Callable[..., Run], text: str) -> None:
    """Compared with the same interpreter that is given the same text on its command line."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", text]
    bare = subprocess.run(command, input=b"one\ntwo\n", capture_output=True, check=False, timeout=30)
    done = run(text, stdin=b"one\ntwo\n", seconds=10)
    assert done.stdout.text == bare.stdout.decode()
    assert ADDRESS.sub("0x", done.stderr.text) == ADDRESS.sub("0x", bare.stderr.decode())
    assert done.exit_code == bare.returncode


def test_a_program_can_read_its_own_source(run: Callable[..., Run]) -> None:
    """Which the interpreter itself cannot offer without a file."""
    text = "import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f))"
    assert run(text).stdout.text == "def f():\n    return 1\n\n"


def test_a_low_limit_of_recursion_costs_no_facts(run: Callable[..., Run]) -> None:
    """The report is made with room of its own."""
    done = run("import sys\nsys.setrecursionlimit(12)\nrows = [[1, {'a': (2,)}]]\nrows[3]")
    assert done.fault is not None and done.fault.crash is not None
    assert (done.fault.crash.line, done.variables["rows"].text) == (4, "[[1, {'a': (2,)}]]")
