# ruff: noqa: E501  # a program on one line is easier to read than one that is broken into three
"""However a program comes to its end, it does so as under the interpreter: the same words, the same exit code."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from knowledge.run import Run

EXITS = {
    f"exit with {code}": f"import sys\nprint('before', end='')\nsys.exit({code})"
    for code in (
        *(
            "",
            "None",
            "0",
            "3",
            "-1",
            "255",
            "256",
            "1 << 40",
            "True",
            "'text'",
            "''",
            "(1, 'a')",
        ),
        *("[]", "2.5", "b'raw'", "ValueError('v')", "'\\ud800'", "type('I', (int,), {})(7)"),
    )
}
ENDS = {
    "exit in a function": "import sys\ndef f():\n    try:\n        sys.exit(4)\n    finally:\n        print('finally')\nf()",
    "exit that is swallowed": "import sys\ntry:\n    sys.exit(4)\nexcept SystemExit as e:\n    print('no', e.code)",
    "exit that an Exception does not catch": "import sys\ntry:\n    sys.exit(4)\nexcept Exception:\n    print('no')",
    "exit while another exception is handled": "import sys\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    sys.exit('gave up')",
    "exit raised from another": "raise SystemExit(5) from ValueError('why')",
    "exit with several arguments": "raise SystemExit(1, 2)",
    "an exit of its own kind": "class Done(SystemExit):\n    def __init__(self): super().__init__(6)\nraise Done",
    "exit in a thread": "import sys, threading\nt = threading.Thread(target=sys.exit, args=(9,))\nt.start()\nt.join()\nprint('on')",
    "exit in a generator": "import sys\ndef g():\n    yield 1\n    sys.exit(3)\nfor x in g(): print(x)",
    "exit in a class body": "import sys\nclass A:\n    sys.exit(2)",
    "exit in a coroutine": "import asyncio, sys\nasync def main():\n    sys.exit(8)\nasyncio.run(main())",
    "exit in a destructor": "import sys\nclass A:\n    def __del__(self): sys.exit(3)\nA()\nprint('on')",
    "exit in a group": "raise BaseExceptionGroup('g', [SystemExit(3)])",
    "quit": "quit(3)",
    "exit without sys": "exit('words')",
    "an interrupt": "print('a')\nraise KeyboardInterrupt('words')",
    "an interrupt in a coroutine": "import asyncio\nasync def main():\n    raise KeyboardInterrupt\nasyncio.run(main())",
    "an end of a generator, raised": "raise StopIteration(4)",
    "what only the traceback held": "class A:\n    def __del__(self): print('gone')\ndef f():\n    a = A()\n    1 / 0\nf()",
    "a variable and what the traceback held": "class A:\n    def __init__(self, n): self.n = n\n    def __del__(self): print('gone', self.n)\nkept = A(1)\ndef f():\n    a = A(2)\n    1 / 0\nf()",
    "hooks in reverse order": "import atexit\nfor n in range(3): atexit.register(print, n)",
    "a hook that was taken back": "import atexit\natexit.register(print, 1)\natexit.unregister(print)",
    "a hook that registers another": "import atexit\natexit.register(lambda: atexit.register(print, 'second'))",
    "hooks after one that fails": "import atexit\natexit.register(print, 'last')\natexit.register(lambda: [].pop())",
    "a hook that exits": "import atexit, sys\natexit.register(print, 'last')\natexit.register(sys.exit, 7)",
    "a hook after an exit": "import atexit, sys\natexit.register(print, 'bye')\nsys.exit('words')",
    "a hook sees the variables": "import atexit\natexit.register(lambda: print(kept))\nkept = [1]",
}
FAULTS = {
    "a class of exceptions": "class Broken(ValueError):\n    pass\nclass Worse(Broken): pass\nraise Worse('a', 2)",
    "its own words": "class Broken(Exception):\n    def __str__(self): return f'code {self.args[0]}\\nline two'\nraise Broken(5)",
    "no arguments": "class Broken(Exception): pass\nraise Broken",
    "an empty text": "raise ValueError('')",
    "several bases": "class Both(KeyError, AttributeError): pass\nraise Both('k')",
    "words that are no text": "class Broken(Exception):\n    def __str__(self): return 5\nraise Broken",
    "notes": "e = ValueError('v')\ne.add_note('one')\ne.add_note('two\\nthree')\nraise e",
    "notes that are no list": "e = ValueError('v')\ne.__notes__ = 5\nraise e",
    "a long chain": "try:\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        raise KeyError('k') from e\n"
    "except KeyError:\n    raise OSError(2, 'gone', 'file')",
    "a hidden context": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('clean') from None",
    "no exception at all": "raise 5",
    "a failing finally": "def f():\n    try:\n        1 / 0\n    finally:\n        [].pop()\nf()",
    "many frames alike": "def f(n):\n    if n: f(n - 1)\n    else: 1 / 0\nf(30)",
    "a group of groups": "raise ExceptionGroup('o', [ValueError(1), ExceptionGroup('i', [TypeError(2), OSError(3)])])",
    "a group, split": "try:\n    raise ExceptionGroup('g', [ValueError(1), TypeError(2)])\nexcept* ValueError as e:\n    print(e.exceptions)",
    "a group in a handler": "try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError:\n    raise KeyError('new')",
    "a group of tasks": "import asyncio\nasync def bad(n):\n    await asyncio.sleep(0)\n    raise ValueError(n)\n"
    "async def main():\n    async with asyncio.TaskGroup() as g:\n        g.create_task(bad(1))\n        g.create_task(bad(2))\nasyncio.run(main())",
    "a syntax error in text run by the program": "exec('x = = 1')",
    "an error in text run by the program": "exec(compile('a = 1\\n1 / 0', 'made', 'exec'))",
    "an error in a lambda": "print(sorted([3, 'a'], key=lambda v: v + 1))",
    "an error in a comprehension": "[1 / n for n in (1, 0)]",
    "an error over several lines": "total = (1 +\n    2 +\n    None)",
    "an error in wide letters": "wert = 'ä€😀'\nprint(wert, wert.größe)",
    "an import that fails": "import nothing_of_this_name",
    "a name to suggest": "import collections\ncollections.OrderedDic",
    "an assertion": "assert [1, 2] == [1, 3], 'not the same'",
    "a unicode error": "'ä'.encode('ascii')",
}
FLOWS = {
    "a generator that is thrown into": "def g():\n    try: yield 1\n    except ValueError as e: print('got', e)\n    yield 2\n"
    "it = g()\nnext(it)\nprint(it.throw(ValueError('v')))",
    "an end of iteration inside a generator": "def g():\n    yield next(iter([]))\nlist(g())",
    "what a generator returns": "def g():\n    yield 1\n    return 5\ndef h():\n    print((yield from g()))\nprint(list(h()))",
    "a generator that is left open": "def g():\n    try: yield 1\n    finally: print('closed')\nit = g()\nnext(it)",
    "an asynchronous generator": "import asyncio\nasync def g():\n    for n in range(3):\n        yield n\nasync def main():\n"
    "    print([n async for n in g()])\nasyncio.run(main())",
    "a coroutine that nobody awaits": "async def f(): pass\nf()\nprint('on')",
    "a task whose failure nobody asks for": "import asyncio\nasync def bad(): 1 / 0\nasync def main():\n    t = asyncio.create_task(bad())\n"
    "    await asyncio.sleep(0.01)\n    print(t.done())\nasyncio.run(main())",
    "a timeout of asyncio": "import asyncio\nasync def main():\n    async with asyncio.timeout(0.01):\n        await asyncio.sleep(5)\nasyncio.run(main())",
    "a cancelled task": "import asyncio\nasync def main():\n    t = asyncio.create_task(asyncio.sleep(5))\n    await asyncio.sleep(0)\n"
    "    t.cancel()\n    await t\nasyncio.run(main())",
    "work in a thread pool": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(3) as p:\n    print(list(p.map(abs, [-1, -2])))",
    "a failure in a thread pool": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(3) as p:\n    print(p.submit(int, 'x').result())",
    "a daemon that is cut off": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nprint('end')",
    "a thread that outlives an error": "import threading, time\ndef f():\n    time.sleep(0.05)\n    print('late')\n"
    "threading.Thread(target=f).start()\n1 / 0",
    "a hook for threads": "import threading\nthreading.excepthook = lambda a: print('mine', a.exc_type.__name__)\n"
    "t = threading.Thread(target=[].pop)\nt.start()\nt.join()",
    "local values of threads": "import threading\nkept = threading.local()\nkept.x = 1\nt = threading.Thread(target=lambda: print(hasattr(kept, 'x')))\n"
    "t.start()\nt.join()",
    "a hook for what cannot be raised": "import sys\nsys.unraisablehook = lambda a: print('mine', a.exc_type.__name__)\n"
    "class A:\n    def __del__(self): 1 / 0\nA()",
    "unflushed before an error": "import sys\nsys.stdout.write('out')\nsys.stderr.write('err')\n1 / 0",
    "unflushed before a hard end": "import sys\nsys.stdout.write('lost')\nsys.modules['posix']._exit(3)",
    "flushed before a hard end": "import sys\nprint('kept', flush=True)\nsys.modules['posix']._exit(3)",
    "unflushed before an abort": "import signal\nprint('lost')\nsignal.raise_signal(signal.SIGABRT)",
    "more than a buffer": "print('x' * 40_000)\nprint('end')",
    "bytes and text in turns": "import sys\nprint('a')\nsys.stdout.buffer.write(b'b\\n')\nsys.stdout.flush()\nprint('c')",
    "a lone surrogate is printed": "print('\\ud800')",
    "standard error replaced": "import io, sys\nsys.stderr = io.StringIO()\n1 / 0",
    "no standard error": "import sys\nsys.stderr = None\n1 / 0",
    "weak references at the end": "import weakref\nclass A: pass\na = A()\nweakref.finalize(a, print, 'finalized')",
    "destructors in a cycle": "class A:\n    def __del__(self): print('del')\na = A()\na.self = a",
    "a context manager around an error": "from contextlib import contextmanager\n@contextmanager\ndef c():\n    try: yield\n"
    "    finally: print('left')\nwith c():\n    1 / 0",
    "recursion in a repr": "class A:\n    def __repr__(self): return repr(self)\ntry: repr(A())\nexcept RecursionError as e: print(e)",
    "warnings as errors": "import warnings\nwarnings.simplefilter('error')\nwarnings.warn('w', UserWarning)",
}
PROGRAMS = EXITS | ENDS | FAULTS | FLOWS
STATUS = {-signal.SIGINT: 130}
"""After an interrupt the interpreter ends itself by that signal; here it is the number that a shell shows."""
ADDRESS = re.compile(r"0x[0-9a-f]+")


@pytest.mark.skipif(sys.version_info < (3, 13), reason="before 3.13 `-c` shows no lines of the program")
@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_it_ends_as_under_the_interpreter(run: Callable[..., Run], text: str) -> None:
    """Output, errors and exit code, or the signal; a status of a signal is told as the negative number."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", text]
    bare = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30)
    done = run(text, seconds=10)
    assert done.stdout.text == bare.stdout.decode("utf-8", "replace")
    assert ADDRESS.sub("0x", done.stderr.text) == ADDRESS.sub("0x", bare.stderr.decode("utf-8", "replace"))
    status = done.exit_code if done.signal is None else -done.signal
    assert status == STATUS.get(bare.returncode, bare.returncode)
