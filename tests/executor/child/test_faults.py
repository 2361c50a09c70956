"""An exception as data: where it was, what it carried, what it came from; nothing of ours shows."""

from collections.abc import Callable

import pytest

from knowledge.finding import Span
from knowledge.run import Claims, Ending, Fault, Run


def fault_of(done: Run) -> Fault:
    """The exception that ended a run."""
    assert done.fault is not None
    return done.fault


def test_frames_tell_place_and_variables(run: Callable[..., Run]) -> None:
    """Outermost first, to the column, with what each frame held."""
    done = run(
        "def mean(rows):\n    count = len(rows)\n    return sum(rows) / count\nrows = [[]]\nmean(rows[0])"
    )
    fault = fault_of(done)
    assert (fault.type, fault.message) == ("ZeroDivisionError", "division by zero")
    assert [(frame.function, frame.line) for frame in fault.frames] == [("<module>", 5), ("mean", 3)]
    module, crash = fault.frames
    assert (module.span, crash.span) == (Span(5, 0, 5, 13), Span(3, 11, 3, 28))
    assert crash.code_line == "return sum(rows) / count"
    assert {name: value.text for name, value in crash.variables.items()} == {"rows": "[]", "count": "0"}
    assert module.variables["rows"].text == done.variables["rows"].text == "[[]]"


def test_columns_are_those_of_the_text_as_sent(run: Callable[..., Run]) -> None:
    """Inside a fence, indented, and behind letters of several bytes."""
    done = run("Here:\n```python\n    größe = 0\n    print('ä€😀', 1 / größe)\n```\n")
    crash = fault_of(done).crash
    assert crash is not None and crash.span == Span(4, 17, 4, 26)
    assert {operand.text: operand.value.text for operand in crash.operands}["größe"] == "0"


TYPES = {
    "a class of the program": ("class Broke(ValueError): pass\nraise Broke('a')", "Broke", "a"),
    "a class in a class": ("class A:\n    class B(Exception): pass\nraise A.B(1)", "A.B", "1"),
    "a class of a module": ("import json\njson.loads('{')", "json.decoder.JSONDecodeError", None),
    "no words": ("raise ValueError", "ValueError", ""),
    "words of its own": (
        "class E(Exception):\n    def __str__(self): return 'mine'\nraise E(1)",
        "E",
        "mine",
    ),
    "words that fail": ("class E(Exception):\n    def __str__(self): 1 / 0\nraise E(1)", "E", "1"),
    "a key": ("{}['k']", "KeyError", "'k'"),
    "lone surrogates": ("raise ValueError('\\ud800')", "ValueError", "\\ud800"),
    "a syntax error in the program": ("x = = 1", "SyntaxError", "invalid syntax"),
    "indentation": ("if 1:\nx", "IndentationError", None),
    "a late syntax error": ("return 3", "SyntaxError", "'return' outside function"),
    "a recursion": ("def f(): f()\nf()", "RecursionError", None),
    "a secret in the words": ("raise ValueError('sk-abcdefghijklmnop1234')", "ValueError", "<masked>"),
}


@pytest.mark.parametrize(("text", "kind", "words"), TYPES.values(), ids=TYPES)
def test_type_and_words_are_those_of_the_traceback(
    run: Callable[..., Run], text: str, kind: str, words: str | None
) -> None:
    """The type with its module, as a traceback names it; the words verbatim."""
    fault = fault_of(run(text))
    assert fault.type == kind
    assert words is None or fault.message == words


def test_causes_and_contexts_are_kept(run: Callable[..., Run]) -> None:
    """A chain as it was made; what `from None` hides stays hidden."""
    text = "try:\n    try: {}['a']\n    except KeyError: 1 / 0\n"
    text += "except Exception as error:\n    raise ValueError('v') from error"
    fault = fault_of(run(text))
    assert (
        fault.cause is not None
        and fault.cause.type == "ZeroDivisionError"
        and fault.cause.frames[0].line == 3
    )
    assert fault.cause.context is not None and fault.cause.context.type == "KeyError"
    hidden = fault_of(run("try: 1 / 0\nexcept Exception: raise ValueError from None"))
    assert (hidden.cause, hidden.context) == (None, None)


def test_groups_and_notes_are_kept(run: Callable[..., Run]) -> None:
    """Each member with its own type; notes in their order."""
    text = "e = ExceptionGroup('all', [ValueError('a'), ExceptionGroup('in', [KeyError('b')])])\n"
    text += "e.add_note('one')\ne.add_note('two')\nraise e"
    fault = fault_of(run(text))
    assert [member.type for member in fault.group] == ["ValueError", "ExceptionGroup"]
    assert fault.group[1].group[0].message == "'b'"
    assert fault.notes == ("one", "two")


ATTRIBUTES = {
    "the missing key": ("{}['k']", {"key": "'k'"}),
    "a name": ("totl", {"name": "'totl'"}),
    "an attribute and its object": ("'x'.foo", {"name": "'foo'", "obj": "'x'"}),
    "a module that is not there": ("import nothere.sub", {"name": "'nothere'"}),
    "a name that is not in a module": ("from math import sinus", {"name": "'math'", "name_from": "'sinus'"}),
    "a file": ("open('/none')", {"errno": "2", "filename": "'/none'"}),
    "bytes that are no text": (
        "b'\\xff'.decode()",
        {"start": "0", "end": "1", "reason": "'invalid start byte'"},
    ),
    "a position in a document": ("import json\njson.loads('[1')", {"pos": "2", "lineno": "1"}),
    "a value of an end": ("raise StopIteration(4)", {"value": "4"}),
    "what the program put there": ("e = ValueError()\ne.rows = [1]\nraise e", {"rows": "[1]"}),
    "an exit code": ("raise SystemExit(5)", {"code": "5"}),
}


@pytest.mark.parametrize(("text", "carried"), ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_an_exception_tells_what_it_carries(
    run: Callable[..., Run], text: str, carried: dict[str, str]
) -> None:
    """Read from the interpreter's own slots."""
    attributes = fault_of(run(text)).attributes
    assert {name: attributes[name].text for name in carried} == carried


def test_frames_of_libraries_are_shortened(run: Callable[..., Run]) -> None:
    """The machine's paths do not show, and libraries keep their variables to themselves."""
    frames = fault_of(run("import json\njson.loads('{')")).frames
    assert [frame.in_program for frame in frames] == [True, False, False, False]
    assert frames[1].filename == "<stdlib>/json/__init__.py" and not frames[1].variables


def test_code_made_at_run_time_is_not_the_program(run: Callable[..., Run]) -> None:
    """Its lines are lines of another text."""
    frames = fault_of(run("x = 0\n\nexec('\\n\\n1 / x')")).frames
    assert [(frame.filename, frame.line) for frame in frames] == [("<string>", 3), ("<dynamic>", 3)]


def test_a_deep_stack_is_told_by_its_ends(run: Callable[..., Run]) -> None:
    """Twenty outer and sixty inner frames."""
    frames = fault_of(run("def f(n):\n    return f(n + 1)\nf(0)")).frames
    assert len(frames) == 80
    assert frames[0].function == "<module>" and frames[1].variables["n"].text == "0"
    assert int(frames[-1].variables["n"].text) > 900


HOSTILE = {
    "a metaclass that lies": """
class Meta(type):
    __hash__ = __eq__ = __getattribute__ = __instancecheck__ = lambda *a: leave(66)
    @property
    def __name__(cls): leave(66)
class A(metaclass=Meta):
    pass
""",
    "an object that lies": """
class A:
    @property
    def __class__(self): leave(66)
    __repr__ = __str__ = __getattribute__ = __eq__ = __bool__ = lambda *a: leave(66)
    __len__ = __iter__ = __dir__ = lambda *a: leave(66)
    __hash__ = None
""",
    "an exception that lies": """
class A(Exception):
    __repr__ = __getattribute__ = __eq__ = __bool__ = __len__ = __iter__ = __dir__ = lambda *a: leave(66)
    @property
    def __traceback__(self): leave(66)
    @property
    def __cause__(self): leave(66)
""",
    "a dict that lies": """
class A(dict):
    items = keys = values = __iter__ = __len__ = __getitem__ = copy = __repr__ = lambda *a: leave(66)
""",
    "slots and properties": """
class A:
    __slots__ = ('x',)
    @property
    def y(self): leave(66)
    def __getattr__(self, name): leave(66)
""",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_code_of_the_program_runs_while_it_is_described(run: Callable[..., Run], text: str) -> None:
    """Neither of an operand, nor of a variable, nor of what an exception carries."""
    begin = "import sys\nleave = sys.modules['posix']._exit\n"
    end = (
        "a = A()\nb = [a, {'k': a}]\ndef f(c):\n    1 / 0 if b[0] is not a else c.missing / 0\n    return a\n"
    )
    end += "e = ValueError(1)\ne.a = a\ndef g(c):\n    raise e\ng(A)"
    done = run(begin + text + end)
    assert done.exit_code == 1
    assert fault_of(done).attributes["a"].type == "A"


RUINS = {
    "builtins": "import builtins as b\nb.__dict__.update({n: None for n in dir(b) if n[0] != '_'})\n",
    "json": "import json\njson.dumps = json.JSONEncoder = json.encoder = None\n",
    "modules": "import sys\nsys.modules.clear()\n",
    "output": "import sys\nsys.stdout = sys.stderr = None\n",
    "tracing": "import sys\nsys.monitoring.free_tool_id(5)\n",
    "files": "import linecache, traceback, ast\nlinecache.getline = traceback.print_exc = ast.walk = None\n",
    "a tracer that prints": "import sys\nsys.settrace(lambda *a: print('seen', a[1]))\n",
    "a profiler that prints": "import sys\nsys.setprofile(lambda *a: print('seen', a[1]))\n",
    "a monitor that raises": "import sys\nm = sys.monitoring\nm.use_tool_id(1, 'x')\n"
    "m.register_callback(1, m.events.PY_START, lambda *a: [][1])\nm.set_events(1, m.events.PY_START)\n",
    "the stack": "import sys\nsys.setrecursionlimit(60)\n",
}


@pytest.mark.parametrize("text", RUINS.values(), ids=RUINS)
def test_the_reporter_outlives_what_the_program_ruins(run: Callable[..., Run], text: str) -> None:
    """What it needs is bound before the program starts, or put back."""
    fault = fault_of(run(text + "total = 0\nx = 1 / total"))
    assert fault.type == "ZeroDivisionError"
    assert fault.crash is not None and fault.crash.variables["total"].text == "0"


def test_a_tracer_of_the_program_sees_nothing_of_ours(run: Callable[..., Run]) -> None:
    """Neither a frame nor a line."""
    text = "import sys\ndef trace(frame, event, arg):\n    print(frame.f_code.co_name)\n    return trace\n"
    done = run(text + "def f(): pass\nsys.settrace(trace)\nf()\nx = 1")
    assert done.stdout.text == "f\n" * 3


def test_a_huge_record_is_cut_down_and_kept(run: Callable[..., Run]) -> None:
    """What outer frames held goes first."""
    text = "rows = {f'k{i}': 'x' * 300 for i in range(60)}\n"
    text += "globals().update({f'v{i}': rows for i in range(90)})\ndef f(n):\n"
    text += "".join(f"    v{i} = rows\n" for i in range(90)) + "    return f(n - 1) if n else 1 / n\nf(90)"
    done = run(text, seconds=10)
    fault = fault_of(done)
    assert fault.crash is not None and fault.crash.variables["n"].text == "0"
    assert len(fault.frames) == 80


def test_an_endless_chain_of_causes_is_cut(run: Callable[..., Run]) -> None:
    """So is one that bites its own tail."""
    text = "e = None\nfor i in range(5000):\n    n = ValueError(i)\n    n.__cause__ = e\n    e = n\nraise e"
    assert fault_of(run(text, seconds=10)).message == "4999"
    assert fault_of(run("e = ValueError(1)\ne.__context__ = e\nraise e from e")).cause is None


@pytest.mark.parametrize("interval", [0.0002, 0.0005, 0.001, 0.0015, 0.002, 0.003])
def test_a_handler_of_the_program_never_reaches_the_reporter(
    run: Callable[..., Run], interval: float
) -> None:
    """It may raise at any moment: then that, or what the program raised, is told; a record always comes."""
    text = "import signal\nsignal.signal(signal.SIGALRM, lambda *a: [][1])\n"
    text += f"signal.setitimer(signal.ITIMER_REAL, {interval}, {interval})\n1 / 0"
    done = run(text)
    assert (done.ending, done.exit_code, done.claims) == (Ending.EXITED, 1, Claims.KEPT)
    assert fault_of(done).type in {"ZeroDivisionError", "IndexError"}


def test_a_handler_of_the_program_is_heard_by_what_runs_at_its_exit(run: Callable[..., Run]) -> None:
    """As under the interpreter: the exit functions may wait for a signal."""
    text = """
import atexit, signal, time
signal.signal(signal.SIGALRM, lambda *a: print("rung"))
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
def wait():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.1)
    print(signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
atexit.register(wait)
"""
    done = run(text)
    assert (done.stdout.text, done.exit_code) == ("rung\nTrue\n", 0)


NAME = "n" * 300_000
ENDLESS_NAMES = {
    "functions": "".join(f"def {letter}{NAME}(): return 1\n" for letter in "abcd") + "1 / 0",
    "variables": "".join(f"v{n}{NAME} = 1\n" for n in range(5)) + "1 / 0",
    "local variables": f"def f():\n    v{NAME} = 1\n    w{NAME} = 2\n    1 / 0\nf()",
    "what returned": f"def f{NAME}(): return 1\nf{NAME}()\n1 / 0",
    "a class": f"class E{NAME}(Exception): pass\nraise E{NAME}(1)",
    "a module": f"class E(Exception): __module__ = '{NAME}'\nraise E(1)",
    "an attribute": f"class A: pass\nA().{NAME}",
    "something undefined": NAME,
    "what it carries": f"e = OSError()\nfor k in 'abcd': setattr(e, k + '{NAME}', 1)\nraise e",
}


@pytest.mark.parametrize("text", ENDLESS_NAMES.values(), ids=ENDLESS_NAMES)
def test_names_without_bound_do_not_break_the_record(run: Callable[..., Run], text: str) -> None:
    """Python sets none; of each the beginning is told, and the line of the failure is known."""
    done = run(text, seconds=10)
    assert done.claims is Claims.KEPT
    assert fault_of(done).crash is not None
