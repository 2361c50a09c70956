"""A small evaluator that can be trusted with foreign objects: what might run code is refused."""

import ast
import operator
from collections.abc import Callable, Mapping
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from executor.child.classes import NOTHING, in_class, mro, namespace, own_dict
from executor.child.scopes import is_plain

NUMBERS = frozenset([int, float, bool, complex])
TEXTS = frozenset([str, bytes])
SEQUENCES = frozenset([list, tuple, str, bytes, range])
CONTAINERS = frozenset([list, tuple, dict, set, frozenset, str, bytes, bytearray, range])
HASHABLE = frozenset([int, float, bool, complex, str, bytes, type(None)])
LARGEST = 10**12
LONGEST = 10_000

type Operation = Callable[[Any, Any], object]

ARITHMETIC: dict[type[ast.operator], Operation] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
COMPARISONS: dict[type[ast.cmpop], Operation] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Refused(Exception):
    """The value cannot be had without running code, or was not there."""


class Evaluation:
    """Evaluates expressions in the scope of a stopped frame."""

    __slots__ = ("known", "scopes")

    def __init__(self, frame: FrameType, held: dict[str, object]) -> None:
        scopes = (held, frame.f_locals, frame.f_globals, frame.f_builtins)
        self.scopes: tuple[Mapping[str, object], ...] = tuple(filter(is_plain, scopes))
        self.known: dict[int, object] = {}

    def value(self, node: ast.expr) -> object:
        """Return the value of an expression; raises Refused."""
        if id(node) not in self.known:
            try:
                self.known[id(node)] = self._value(node)
            except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as why:
                raise Refused from why
        return self.known[id(node)]

    def _value(self, node: ast.expr) -> object:
        """Evaluate by the kind of the expression."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(value=owner, attr=name):
                return attribute(self.value(owner), name)
            case ast.Subscript(value=owner, slice=index):
                return item(self.value(owner), self._index(index))
            case ast.Tuple(elts=elements) if not any(isinstance(part, ast.Starred) for part in elements):
                return tuple(self.value(part) for part in elements)
            case ast.List(elts=elements) if not any(isinstance(part, ast.Starred) for part in elements):
                return [self.value(part) for part in elements]
            case ast.NamedExpr(target=ast.Name(id=name)):
                return self._name(name)
            case ast.Call(func=ast.Name(id="len" | "type"), args=[argument], keywords=[]):
                return self._call(node.func, self.value(argument))
            case _:
                return self._operation(node)

    def _operation(self, node: ast.expr) -> object:
        """Evaluate what is made of operators."""
        match node:
            case ast.BinOp(left=left, op=sign, right=right):
                return binary(sign, self.value(left), self.value(right))
            case ast.UnaryOp(op=sign, operand=operand):
                return unary(sign, self.value(operand))
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return compared(sign, self.value(left), self.value(right))
            case ast.BoolOp(op=sign, values=parts):
                return self._either(parts, stop=isinstance(sign, ast.Or))
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return self.value(body if truth(self.value(test)) else otherwise)
            case _:
                raise Refused

    def _name(self, name: str) -> object:
        """Look a name up as the frame would."""
        for scope in self.scopes:
            if name in scope:
                return scope[name]
        raise Refused

    def _index(self, index: ast.expr) -> object:
        """Evaluate what stands in brackets."""
        if not isinstance(index, ast.Slice):
            return self.value(index)
        ends = (index.lower, index.upper, index.step)
        return slice(*(None if end is None else _plain(self.value(end)) for end in ends))

    def _either(self, parts: list[ast.expr], *, stop: bool) -> object:
        """Evaluate `and` and `or`, no further than they go."""
        value: object = None
        for part in parts:
            value = self.value(part)
            if truth(value) is stop:
                break
        return value

    def _call(self, function: ast.expr, argument: object) -> object:
        """Evaluate the two calls that are harmless."""
        called = self.value(function)
        if called is type:
            return type(argument)
        if called is len and type(argument) in CONTAINERS:
            return len(argument)  # type: ignore[arg-type]  # sized: just seen
        raise Refused


def attribute(owner: object, name: str) -> object:
    """Look an attribute up as the interpreter would, and refuse where that would run code."""
    if type(owner) is ModuleType:
        return owner.__dict__[name]
    if isinstance_safely(owner, type):
        return _of_class(owner, name)  # type: ignore[arg-type]  # a class: just seen
    kind = type(owner)
    if in_class(kind, "__getattribute__") is not object.__getattribute__ and _has_python_lookup(kind):
        raise Refused
    found = in_class(kind, name)
    if _is_data_descriptor(found):
        return _bound(found, owner)
    held = own_dict(owner).get(name, NOTHING)
    return held if held is not NOTHING else _bound(found, owner)


def isinstance_safely(thing: object, kind: type) -> bool:
    """Whether that is an instance by its real class, whatever it says itself."""
    return any(above is kind for above in mro(type(thing)))


def _has_python_lookup(kind: type) -> bool:
    """Whether a class of the program decides itself how attributes are found."""
    return any(type(namespace(above).get("__getattribute__")) is FunctionType for above in mro(kind))


def _of_class(owner: type, name: str) -> object:
    """Look up an attribute of a class whose metaclass adds nothing of its own."""
    if type(owner) is not type and _has_python_lookup(type(owner)):
        raise Refused
    found = in_class(owner, name)
    if found is NOTHING:
        if name in {"__name__", "__qualname__", "__mro__"}:
            return type.__dict__[name].__get__(owner)
        raise Refused
    if type(found) is staticmethod:
        return found.__func__
    if type(found) is classmethod and type(found.__func__) is FunctionType:
        return MethodType(found.__func__, owner)
    if type(found) is ClassMethodDescriptorType:
        return found.__get__(None, owner)
    return _unless_descriptor(found)


def _bound(found: object, owner: object) -> object:
    """Return what the class holds under the name, bound to the instance."""
    match found:
        case FunctionType() if type(found) is FunctionType:
            return MethodType(found, owner)
        case staticmethod() if type(found) is staticmethod:
            return found.__func__
        case classmethod() if type(found) is classmethod and type(found.__func__) is FunctionType:
            return MethodType(found.__func__, type(owner))
        case _ if type(found) in {MethodDescriptorType, WrapperDescriptorType, GetSetDescriptorType}:
            return found.__get__(owner, type(owner))  # type: ignore[attr-defined]  # descriptors of C
        case _ if type(found) is MemberDescriptorType:
            return found.__get__(owner, type(owner))
        case _:
            return _unless_descriptor(found)


def _is_data_descriptor(found: object) -> bool:
    """Whether what the class holds goes before what the instance holds."""
    return found is not NOTHING and in_class(type(found), "__set__") is not NOTHING


def _unless_descriptor(found: object) -> object:
    """Return a plain value; a descriptor might run code."""
    harmless = type(found) in {FunctionType, BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType}
    if found is NOTHING or (not harmless and in_class(type(found), "__get__") is not NOTHING):
        raise Refused
    return found


def item(owner: object, index: object) -> object:
    """Take an item of an exact container of the interpreter."""
    if type(owner) in SEQUENCES and type(index) in {int, bool, slice}:
        return owner[index]  # type: ignore[index]  # a sequence: just seen
    if type(owner) is dict and is_hashable(index):
        return owner[index]
    raise Refused


def is_hashable(key: object) -> bool:
    """Whether the key's hash and comparison are those of the interpreter."""
    if type(key) is tuple:
        return all(is_hashable(part) for part in key)
    return type(key) in HASHABLE


def binary(sign: ast.operator, left: object, right: object) -> object:
    """Calculate with small exact numbers, and join short texts."""
    operation = ARITHMETIC.get(type(sign))
    if operation is not None and type(left) in NUMBERS and type(right) in NUMBERS:
        return operation(_small(left), _small(right))
    same = type(left) is type(right) and type(left) in {str, bytes, list, tuple}
    if isinstance(sign, ast.Add) and same and len(left) + len(right) <= LONGEST:  # type: ignore[arg-type]  # sized
        return operator.add(left, right)
    raise Refused


def unary(sign: ast.unaryop, value: object) -> object:
    """Negate a number, or a truth."""
    match sign:
        case ast.Not():
            return not truth(value)
        case ast.USub() if type(value) in NUMBERS:
            return -_small(value)
        case ast.UAdd() if type(value) in NUMBERS:
            return _small(value)
        case _:
            raise Refused


def compared(sign: ast.cmpop, left: object, right: object) -> bool:
    """Compare plain values; identity can always be told."""
    match sign:
        case ast.Is():
            return left is right
        case ast.IsNot():
            return left is not right
        case ast.In() | ast.NotIn():
            return _contains(right, left) is isinstance(sign, ast.In)
        case _:
            return bool(COMPARISONS[type(sign)](_plain(left), _plain(right)))


def _contains(container: object, member: object) -> bool:
    """Whether a container has a plain member."""
    if type(container) is str and type(member) is str:
        return member in container
    if type(container) in {dict, set, frozenset} and is_hashable(member):
        return member in container  # type: ignore[operator]  # a container: just seen
    if type(container) in {list, tuple} and len(container) <= LONGEST:  # type: ignore[arg-type]  # sized
        return any(_plain(other) == _plain(member) for other in container)  # type: ignore[attr-defined]  # iterable
    raise Refused


def _plain(value: object) -> object:
    """Let pass what compares by the interpreter's own rules."""
    if type(value) is tuple:
        return tuple(_plain(part) for part in value)
    if type(value) is list and len(value) <= LONGEST:
        return [_plain(part) for part in value]
    if type(value) in HASHABLE:
        return value
    raise Refused


def _small(value: Any) -> Any:  # noqa: ANN401  # a number
    """Let pass what can be calculated with at no cost."""
    if type(value) is int and not -LARGEST < value < LARGEST:
        raise Refused
    return value


def truth(value: object) -> bool:
    """Whether a value counts as true, where no code is asked."""
    kind = type(value)
    if kind in HASHABLE:
        return bool(value)
    if kind in CONTAINERS:
        return len(value) > 0  # type: ignore[arg-type]  # sized: just seen
    if in_class(kind, "__bool__") is NOTHING and in_class(kind, "__len__") is NOTHING:
        return True
    raise Refused
