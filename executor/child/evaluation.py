"""A small evaluator that can be trusted with foreign objects: what might run code is refused."""

import ast
from types import FrameType

from executor.child.classes import plain_kind
from executor.child.lookup import Refused, attribute, item
from executor.child.operations import CONTAINERS, binary, compared, plain, truth, unary
from executor.child.scopes import Scope, is_plain


class Evaluation:
    """Evaluates expressions in the scope of a stopped frame."""

    __slots__ = ("known", "scopes")

    def __init__(self, frame: FrameType, held: dict[str, object]) -> None:
        scopes = (held, frame.f_locals, frame.f_globals, frame.f_builtins)
        self.scopes: tuple[Scope, ...] = tuple(filter(is_plain, scopes))
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
        return slice(*(None if end is None else plain(self.value(end)) for end in ends))

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
        if called is len and plain_kind(type(argument)) in CONTAINERS:
            return len(argument)  # type: ignore[arg-type]  # sized: just seen
        raise Refused
