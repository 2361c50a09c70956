"""property-called: brackets behind a property, which has been called already."""

import ast
from collections.abc import Iterator

from analyzer.certain.callees import definitions, own_line
from analyzer.certain.certain import KEEPS
from analyzer.certain.own_classes import class_of, is_overridden
from analyzer.likely.kind import Kind
from analyzer.likely.likely import likely
from analyzer.reading.guards import asks_first, felt
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity, Span

PROPERTIES = frozenset({"builtins.property", "functools.cached_property"})
UNCALLABLE = KEEPS | {"bool", "complex", "float", "frozenset", "int"}


@rule(
    ast.Call,
    flags=[
        "class A:\n    @property\n    def size(self): return 3\ndef f(a: A):\n    return a.size(1)",
        "class A:\n    @property\n    def part(self): return unknown()\nprint(A().part())",
    ],
    fixes={
        "class A:\n    @property\n    def size(self) -> int: return 3\nprint(A().size())": (
            "class A:\n    @property\n    def size(self) -> int: return 3\nprint(A().size)"
        ),
    },
    passes=[
        "class A:\n    def size(self): return 3\nprint(A().size())",
        "class A:\n    @property\n    def size(self): return lambda: 3\nprint(A().size())",
        "class A:\n    @property\n    def f(self): return 3\nclass B(A):\n    def f(self): return 3\nA().f()",
        "class A:\n    @property\n    def make(self): return B\nclass B: pass\nprint(A().make())",
        "class A:\n    @property\n    def hook(self): return self._hook\nprint(A().hook())",
    ],
)
def property_called(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A property of an own class is called, and what it gives is no function.

    An error where the object is made here and the property gives a value of one of Python's own types; what
    is only promised or not known, a call of something, say, is a warning.
    """
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in reading.program.functions:
        return
    if call.func.attr in reading.stored_attributes:
        return
    sure = class_of(reading, call.func.value)
    kind = Kind(sure.name, sure) if sure else likely(reading, call.func.value)
    owner = kind.made_by if kind else None
    if not isinstance(owner, ast.ClassDef) or is_overridden(reading, owner, call.func.attr):
        return
    certain = gives(reading, owner, call.func)
    severity = felt(reading.program, call, "TypeError") if certain is not None else None
    if severity and not asks_first(reading.program, call):
        severity = severity if certain and sure else Severity.WARNING
        yield hit_of(reading, call, call.func.attr, severity)


def gives(reading: Reading, class_: ast.ClassDef, node: ast.Attribute) -> bool | None:
    """Whether a property surely gives what cannot be called; None where it may give a function."""
    made = next(
        (found for owner in own_line(reading, class_) if (found := definitions(reading, owner, node.attr))),
        [],
    )
    if not made or not {whole_name(reading, one) for one in made[0].decorator_list} & PROPERTIES:
        return None
    kind = likely(reading, node)
    if kind is not None:
        return True if kind.name in UNCALLABLE else None
    values = [part.value for part in reading.of_function.get(made[0], ()) if isinstance(part, ast.Return)]
    return False if values and all(isinstance(value, ast.Call | ast.BinOp) for value in values) else None


def hit_of(reading: Reading, call: ast.Call, name: str, severity: Severity) -> Hit:
    """Take the brackets away, where there is nothing between them."""
    inner, outer = reading.program.span(call.func), reading.program.span(call)
    brackets = Span(inner.end_line, inner.end_column, outer.end_line, outer.end_column)
    edits = (Edit(brackets, ""),) if not call.args and not call.keywords else ()
    words = (f"Leave the brackets behind `{name}` out",)
    message = f"`{name}` is a property: its value is called here"
    return Hit(call, message, name, None, edits, words, severity)
