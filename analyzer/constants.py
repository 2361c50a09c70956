"""Strings that a program spells out, perhaps in pieces."""

import ast

from knowledge.program import Program

LONGEST = 200
DEEPEST = 20


def text_of(program: Program, node: ast.AST | None, depth: int = DEEPEST) -> str | None:
    """The string that an expression always makes; None where that cannot be told without running it.

    Sums, f-strings, joins and reversals of literals, and names that are bound once. What is too long to be
    a module's name is not followed.
    """
    if depth == 0 or node is None:
        return None
    found = made(program, node, depth - 1)
    return found if found is not None and len(found) <= LONGEST else None


def made(program: Program, node: ast.AST, depth: int) -> str | None:
    """Put the pieces together."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return joined(program, "", [left, right], depth)
        case ast.JoinedStr(values=values):
            return joined(program, "", values, depth)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return text_of(program, value, depth)
        case ast.Call(func=ast.Attribute(value=between, attr="join"), args=[ast.List() | ast.Tuple() as row]):
            glue = text_of(program, between, depth)
            return None if glue is None else joined(program, glue, row.elts, depth)
        case ast.Call(func=ast.Attribute(value=text, attr="lower" | "strip" as method), args=[], keywords=[]):
            found = text_of(program, text, depth)
            return None if found is None else str(getattr(found, method)())
        case ast.Call(func=ast.Name(id="chr"), args=[ast.Constant(value=int(code))]):
            return chr(code) if 0 <= code < 0x110000 else None
        case ast.Subscript(value=text, slice=ast.Slice(lower=None, upper=None, step=ast.UnaryOp() as step)):
            found = text_of(program, text, depth)
            return found[::-1] if found is not None and is_minus_one(step) else None
        case ast.Name():
            return bound_text(program, node, depth)
        case _:
            return None


def joined(program: Program, glue: str, pieces: list[ast.expr], depth: int) -> str | None:
    """Join pieces that are all known."""
    if len(pieces) > LONGEST:
        return None
    texts = [text_of(program, piece, depth) for piece in pieces]
    known = [text for text in texts if text is not None]
    return glue.join(known) if len(known) == len(texts) else None


def is_minus_one(step: ast.UnaryOp) -> bool:
    """Whether this is `-1`."""
    match step:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            return True
        case _:
            return False


def bound_text(program: Program, name: ast.Name, depth: int) -> str | None:
    """The string that a name stands for, if it is bound once."""
    match program.bindings(name):
        case [binding] if binding.value is not None and binding.kind == "assignment":
            return text_of(program, binding.value, depth)
        case _:
            return None
