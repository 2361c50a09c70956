"""abstract-class-made: an object of a class that still has abstract methods."""

import ast
from collections.abc import Iterator

from analyzer.certain.fields import decorated_by
from analyzer.certain.own_attributes import lineage
from analyzer.certain.own_classes import class_named
from analyzer.reading.guards import felt
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

MAKERS = frozenset({"abc.ABC", "abc.ABCMeta"})
ABSTRACT = ("abc.abstractmethod", "abstractmethod")
MOST = 20


@rule(
    ast.Call,
    flags=[
        "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self): ...\nA()",
        (
            "import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\n"
            "class B(A):\n    def g(self): pass\nB()"
        ),
    ],
    passes=[
        (
            "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self): ...\n"
            "class B(A):\n    def f(self): pass\nB()"
        ),
        "from abc import abstractmethod\nclass A:\n    @abstractmethod\n    def f(self): ...\nA()",
        "from abc import ABC\nclass A(ABC): pass\nA()",
    ],
)
def abstract_class_made(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A class is called whose abstract methods nobody has written."""
    class_ = class_named(reading, call.func) if isinstance(call.func, ast.Name) else None
    if class_ is None or in_abstract_method(reading, call):
        return
    owners = [owner for owner in lineage(reading, class_) if owner is not None][:MOST]
    heads = [base for owner in owners for base in [*owner.bases, *(word.value for word in owner.keywords)]]
    if not any(whole_name(reading, head) in MAKERS for head in heads):
        return
    open_ = lacking(reading, owners)
    severity = felt(reading.program, call, "TypeError") if open_ else None
    if severity:
        listed = ", ".join(f"`{name}`" for name in open_)
        message = f"`{class_.name}` is abstract: nothing defines {listed}"
        words = (f"Make a class from `{class_.name}` that defines {listed}",)
        yield Hit(call, message, class_.name, None, (), words, severity)


def in_abstract_method(reading: Reading, call: ast.Call) -> bool:
    """Whether a call only shows what others are to write."""
    around = reading.program.function(call)
    if not isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return any(decorated_by(reading, around, name) for name in ABSTRACT)


def lacking(reading: Reading, owners: list[ast.ClassDef]) -> list[str]:
    """The abstract methods that no class of the line defines: not even one behind, which may come first."""
    found: list[str] = []
    defined: set[str] = set()
    for node in (node for owner in owners for node in owner.body):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            defined.update(bound(node))
        elif any(decorated_by(reading, node, name) for name in ABSTRACT):
            found.append(node.name)
        else:
            defined.add(node.name)
    return [name for name in dict.fromkeys(found) if name not in defined]


def bound(node: ast.stmt) -> list[str]:
    """The plain names that a statement in the body of a class binds."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]
