"""TypeError: a class of the program lacks the method that an operation needs."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import methods_of
from knowledge.calling.misfit import raised_here
from knowledge.calling.signature import is_dataclass
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest
from knowledge.operating.kinds import called_name, kind_of, methods_named, own_class, value_of
from knowledge.operating.operations import kinds_told, operation
from knowledge.operating.touching import failing, sink, touched
from knowledge.program import first_line
from knowledge.telling.edits import below, is_alone
from knowledge.telling.wording import listed, quoted

OPERATORS = {
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "//": "__floordiv__", "%": "__mod__",
    "**": "__pow__", "@": "__matmul__", "<": "__lt__", ">": "__gt__", "<=": "__le__", ">=": "__ge__",
    "in": "__contains__", "not in": "__contains__", "&": "__and__", "|": "__or__", "^": "__xor__",
    "<<": "__lshift__", ">>": "__rshift__",
}  # fmt: skip
BUILTINS = {
    "len": "__len__", "iter": "__iter__", "list": "__iter__", "tuple": "__iter__", "set": "__iter__",
    "sum": "__iter__",
    "sorted": "__iter__", "next": "__next__", "abs": "__abs__", "int": "__int__", "float": "__float__",
    "round": "__round__", "reversed": "__reversed__", "enumerate": "__iter__", "max": "__iter__",
    "min": "__iter__",
}  # fmt: skip
PARTS = {
    "iterated": "__iter__", "unpacked": "__iter__", "context": "__enter__", "called": "__call__",
    "awaited": "__await__", "formatted": "__format__",
}  # fmt: skip
INSTEAD: dict[str, tuple[frozenset[str], ...]] = {
    "__iter__": (frozenset({"__getitem__"}),),
    "__contains__": (frozenset({"__iter__"}), frozenset({"__getitem__"})),
    "__reversed__": (frozenset({"__len__", "__getitem__"}),),
}
"""What a class may have in place of a method: where it has that, something else went wrong."""

ORDERERS = frozenset(
    {"sorted", "min", "max", "sort", "heappush", "heapify", "heappop", "heappushpop", "insort"}
)
HEAPS = frozenset({"heappush", "heappop", "heapify", "heappushpop", "heapreplace"})
SORTS = ("__lt__", "__gt__", "__le__", "__ge__")

type Lack = tuple[ast.ClassDef, str, str]
"""The class, the method that it lacks, and the text of the object or of what holds it."""


@explains(TypeError)
def lacking_method(facts: Facts) -> Cause | None:
    """Name the class and the method; a method whose name is nearly right is the place to change."""
    lack = of_operator(facts) or of_elements(facts) or of_part(facts)
    if lack is None or not raised_here(facts):
        return None
    owner, method, text = lack
    has = methods_named(facts, owner)
    if method in has or any(others <= has for others in INSTEAD.get(method, ())):
        return None
    return misspelt(facts, owner, method) or lacking(facts, owner, method, text)


def of_operator(facts: Facts) -> Lack | None:
    """An operator between objects, or a subscript."""
    node = failing(facts)
    if (
        isinstance(node, ast.Subscript)
        and not asks_member(facts, node)
        and (owner := own_class(facts, kind_of(facts, node.value)))
    ):
        name = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}[type(node.ctx)]
        return owner, name, facts.program.text(node.value)
    found = operation(facts)
    if found is None or found.symbol not in OPERATORS:
        return None
    sides = found.sides[::-1] if found.symbol in ("in", "not in") else found.sides
    side, kind = next(((side, kind) for side, kind in sides if own_class(facts, kind)), (None, ""))
    owner = own_class(facts, kind)
    if owner is None or side is None or "NoneType" in found.kinds:
        return None
    name = OPERATORS[found.symbol]
    reflected = side is found.right and found.symbol not in ("in", "not in") and name not in SORTS
    return owner, f"__r{name[2:]}" if reflected else name, facts.program.text(side.node)


def asks_member(facts: Facts, node: ast.Subscript) -> bool:
    """Whether an attribute is asked for like a key: that is told elsewhere."""
    value = value_of(facts, node.value)
    match node.slice:
        case ast.Constant(value=str(name)):
            return value is not None and name in (value.members or ())
        case _:
            return False


def of_elements(facts: Facts) -> Lack | None:
    """A sort of objects that do not compare, or a sum of objects that do not add."""
    node = failing(facts)
    if not isinstance(node, ast.Call):
        return None
    name = (
        node.func.attr
        if isinstance(node.func, ast.Attribute)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else ""
    )
    keyed = any(word.arg == "key" for word in node.keywords)
    if keyed or name not in ORDERERS | {"sum"}:
        return None
    holder = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
    owner = own_class(facts, kinds_told(facts)[1]) if holder is not None else None
    if owner is None or holder is None:
        return None
    return owner, "__radd__" if name == "sum" else "__lt__", facts.program.text(holder)


def of_part(facts: Facts) -> Lack | None:
    """A loop, a `with`, a call or a builtin that needs a method of its object."""
    called = sink(facts)
    for one in touched(facts):
        owner = own_class(facts, one.kind)
        if owner is None:
            continue
        if one.part in PARTS and not (one.part == "formatted" and is_shown_plainly(facts, one.node)):
            return owner, PARTS[one.part], facts.program.text(one.node)
        if one.part == "argument" and called and called[0] in BUILTINS:
            return owner, BUILTINS[called[0]], facts.program.text(one.node)
        if one.part == "operand" and isinstance(failing(facts), ast.UnaryOp):
            return owner, "__neg__", facts.program.text(one.node)
    return None


def is_shown_plainly(facts: Facts, node: ast.AST) -> bool:
    """Whether an f-string shows a value without a format: every object can be shown like that."""
    around = facts.program.parent(node)
    return isinstance(around, ast.FormattedValue) and around.format_spec is None


def lacking(facts: Facts, owner: ast.ClassDef, method: str, text: str) -> Cause:
    """The class has no such method."""
    ordered = method in SORTS and is_dataclass(owner)
    names = plain_attributes(owner)
    by = (
        f", or compare by an attribute: `key=lambda one: one.{names[0]}`" if method in SORTS and names else ""
    )
    inside = (
        f", or use one of its attributes: {listed([f'`{name}`' for name in names[:4]], 'or')}"
        if names and not by
        else ""
    )
    return Cause(
        f"lacks-{method.strip('_')}",
        f"class `{owner.name}` in line {owner.lineno} defines no `{method}`",
        facts.source.line_span(owner.lineno),
        immediate=f"{quoted(text)} needs `{method}` here, which class `{owner.name}` does not have",
        certainty=Certainty.PROVEN if not owner.bases else Certainty.LIKELY,
        suggestions=(
            f"Order the dataclass: `@dataclass(order=True)`{by}"
            if ordered
            else f"Define `{method}` in class `{owner.name}`{by}{inside}",
        ),
        fixes=(Fix("Let the dataclass be ordered", (order_edit(facts, owner),)),)
        if ordered
        else (
            *summed(facts, owner, method),
            *by_attribute(facts, names, method),
            *in_any_order(facts, owner, method),
        ),
    )


def order_edit(facts: Facts, owner: ast.ClassDef) -> Edit:
    """Order a dataclass by its fields."""
    decorator = next(one for one in owner.decorator_list if "dataclass" in facts.program.text(one))
    text = facts.program.text(decorator)
    written = (
        f"{text}(order=True)"
        if not text.endswith(")")
        else f"{text[:-1]}{', ' if text[-2] != '(' else ''}order=True)"
    )
    return Edit(facts.program.span(decorator), written)


def by_attribute(facts: Facts, names: list[str], method: str) -> tuple[Fix, ...]:
    """Sort by an attribute."""
    node = failing(facts)
    if not isinstance(node, ast.Call) or method not in SORTS:
        return ()
    span = facts.program.span(node)
    end = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column - 1)
    comma = ", " if node.args or node.keywords else ""
    return tuple(
        Fix(f"Sort by `{name}`", (Edit(end, f"{comma}key=lambda one: one.{name}"),)) for name in names[:2]
    )


def plain_attributes(owner: ast.ClassDef) -> list[str]:
    """The attributes that the class sets on itself, and the fields of a dataclass, in order."""
    found = [
        target.attr
        for node in ast.walk(owner)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    ]
    fields = [
        node.target.id
        for node in owner.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    return list(dict.fromkeys([*fields, *found]))


def misspelt(facts: Facts, owner: ast.ClassDef, method: str) -> Cause | None:
    """A method of the class is nearly called what was needed."""
    methods = {found.name: found for found in methods_of(facts.program, owner)}
    name = next((name for name in methods if name not in KNOWN and is_meant(name, method)), None)
    if name is None:
        return None
    line = methods[name].lineno
    start = facts.source.sent_lines[line - 1].find(name)
    span = Span(line, start, line, start + len(name))
    return Cause(
        "misspelt-special-method",
        f"class `{owner.name}` has `{name}` in line {line}, which Python does not call for this; "
        f"`{method}` is its name",
        span,
        immediate=f"An object of `{owner.name}` has no `{method}`",
        suggestions=(f"Rename `{name}` in line {line} to `{method}`",),
        fixes=(Fix(f"Change `{name}` to `{method}`", (Edit(span, method),)),) if start >= 0 else (),
    )


def is_meant(name: str, method: str) -> bool:
    """Whether a name is a special method's with a slip: `__lenght__`, `_len_`, `__ad__`."""
    bare, wanted = name.strip("_"), method.strip("_")
    return name.startswith("_") and (
        bare.startswith(wanted) or nearest(method, [name]) is not None or bare == wanted
    )


KNOWN = frozenset({
    *OPERATORS.values(), *BUILTINS.values(), *PARTS.values(), "__eq__", "__ne__", "__init__", "__str__",
    "__repr__", "__hash__", "__exit__", "__radd__", "__rsub__", "__rmul__", "__getitem__", "__setitem__",
    "__delitem__", "__neg__", "__pos__",
})  # fmt: skip


def in_any_order(facts: Facts, owner: ast.ClassDef, method: str) -> Iterator[Fix]:
    """Let objects that tie in a heap come in any order: what stands in front of them decides."""
    node, last = failing(facts), owner.body[-1]
    name = called_name(node) if isinstance(node, ast.Call) else None
    if name not in HEAPS or method != "__lt__" or not is_alone(facts.program, last):
        return
    margin = facts.program.source.indentation(first_line(last))
    written = f"\n{margin}def __lt__(self, other):\n{margin}    return False"
    edit = below(facts.program, owner.end_lineno or owner.lineno, "", written)
    yield Fix(f"Let two of class `{owner.name}` that tie come in any order: define `__lt__`", (edit,))


def summed(facts: Facts, owner: ast.ClassDef, method: str) -> Iterator[Fix]:
    """`sum` starts with 0, which a class that adds its own kind has to take from the right."""
    methods = (one for one in owner.body if isinstance(one, ast.FunctionDef))
    adds = next((one for one in methods if one.name == "__add__"), None)
    if method != "__radd__" or adds is None or not adds.args.args or not is_alone(facts.program, adds):
        return
    margin, this = facts.program.source.indentation(adds.lineno), adds.args.args[0].arg
    body = f"    return {this} if other == 0 else {this}.__add__(other)"
    written = f"def __radd__({this}, other):\n{margin}{body}"
    edit = below(facts.program, adds.end_lineno or adds.lineno, "", f"\n{margin}{written}")
    yield Fix(f"Let `{owner.name}` be added to the 0 that `sum` starts with: define `__radd__`", (edit,))
