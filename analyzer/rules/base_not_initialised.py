"""base-not-initialised: an attribute that only the `__init__` of a base sets, which is never called."""

import ast
from collections.abc import Iterator

from analyzer.certain.callees import definitions, own_line
from analyzer.certain.own_classes import class_of_self
from analyzer.likely.members import given_to_self
from analyzer.reading.guards import asks_first, felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.below import walk
from knowledge.finding import Severity


@rule(
    ast.Attribute,
    severity=Severity.WARNING,
    flags=[
        (
            "class A:\n    def __init__(self): self.rows = []\nclass B(A):\n    def __init__(self):\n"
            "        self.n = 1\n    def f(self): return self.rows"
        ),
    ],
    passes=[
        (
            "class A:\n    def __init__(self): self.rows = []\nclass B(A):\n    def __init__(self):\n"
            "        super().__init__()\n    def f(self): return self.rows"
        ),
        (
            "class A:\n    def __init__(self): self.rows = []\nclass B(A):\n    def __init__(self):\n"
            "        A.__init__(self)\n    def f(self): return self.rows"
        ),
        (
            "class A:\n    rows = ()\n    def __init__(self): self.rows = []\nclass B(A):\n"
            "    def __init__(self): pass\n    def f(self): return self.rows"
        ),
        (
            "class A:\n    def __init__(self): self.reset()\n    def reset(self): self.rows = []\n"
            "class B(A):\n    def __init__(self): self.reset()\n    def f(self): return self.rows"
        ),
        (
            "class A:\n    def __init__(self): self.rows = []\nclass B(A):\n    def __init__(self, rows):\n"
            "        self.rows = rows\n    def f(self): return self.rows"
        ),
    ],
)
def base_not_initialised(reading: Reading, node: ast.Attribute) -> Iterator[Hit]:
    """A class has its own `__init__`, which does not call that of its base, and reads what that sets."""
    if not reading.heirs or not isinstance(node.ctx, ast.Load) or not isinstance(node.value, ast.Name):
        return
    bound = reading.program.bindings(node.value)
    class_ = class_of_self(reading, bound[0]) if len(bound) == 1 and bound[0].kind == "parameter" else None
    if class_ is None or not class_.bases or node.attr in reading.bound_in_bodies:
        return
    made = definitions(reading, class_, "__init__")
    if len(made) != 1 or hands_on(made[0]):
        return
    base = only_setter(reading, class_, node.attr)
    if base and felt(reading.program, node, "AttributeError") and not asks_first(reading.program, node):
        words = ("Call `super().__init__(…)` in `__init__`",)
        message = f"only `{base}.__init__` sets `{node.attr}`, and `{class_.name}.__init__` does not call it"
        yield Hit(node, message, node.attr, None, (), words)


def hands_on(made: ast.AST) -> bool:
    """Whether an `__init__` calls another, or anything that gets the object."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "__init__")
        or (isinstance(node, ast.Name) and node.id in {"super", "setattr", "vars"})
        for node in walk(made)
    )


def only_setter(reading: Reading, class_: ast.ClassDef, name: str) -> str | None:
    """The base whose `__init__` is the only place of the program that sets an attribute."""
    owners = list(own_line(reading, class_))[1:]
    given = [
        (owner, one)
        for (owner, attr), found in given_to_self(reading).items()
        for one in found
        if attr == name
    ]
    if not given or len(given) != len(reading.stored_values.get(name, ())):
        return None
    for owner, statement in given:
        function = reading.program.function(statement)
        inside = isinstance(function, ast.FunctionDef) and function.name == "__init__"
        if not inside or not any(owner is one for one in owners):
            return None
    return next(owner.name for owner in owners if owner is given[0][0])
