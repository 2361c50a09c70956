"""Strings that a program spells out, perhaps in pieces."""

import ast

from knowledge.program import Program

LONGEST = 200
DEEPEST = 20
METHODS = frozenset(
    {"lower", "upper", "strip", "lstrip", "rstrip", "replace", "decode", "format", "swapcase"}
)
"""Methods that make a text of texts; `format` only where no place has a width."""


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
        case ast.BinOp():
            return of_operation(program, node, depth)
        case ast.JoinedStr(values=values):
            return joined(program, "", values, depth)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return text_of(program, value, depth)
        case ast.Call(func=ast.Attribute(value=between, attr="join"), args=[ast.List() | ast.Tuple() as row]):
            glue = text_of(program, between, depth)
            return None if glue is None else joined(program, glue, row.elts, depth)
        case ast.Call(func=ast.Attribute(value=text, attr=method), args=args, keywords=[]) if (
            method in METHODS
        ):
            return called(program, text, method, args, depth)
        case ast.Call(func=ast.Name(id="chr"), args=[ast.Constant(value=int(code))]):
            return chr(code) if 0 <= code < 0x110000 else None
        case ast.Subscript(value=text, slice=ast.Slice(lower=None, upper=None, step=ast.UnaryOp() as step)):
            found = text_of(program, text, depth)
            return found[::-1] if found is not None and is_minus_one(step) else None
        case ast.Name():
            return bound_text(program, node, depth)
        case _:
            return None


def of_operation(program: Program, node: ast.BinOp, depth: int) -> str | None:
    """A sum of texts, or a format with `%`."""
    match node.op:
        case ast.Add():
            return joined(program, "", [node.left, node.right], depth)
        case ast.Mod():
            return filled(program, node.left, node.right, depth)
        case _:
            return None


def called(program: Program, text: ast.expr, method: str, args: list[ast.expr], depth: int) -> str | None:
    """Call a method of a text with texts; of bytes only `decode`."""
    match text:
        case ast.Constant(value=bytes(coded)) if method == "decode" and not args and len(coded) <= LONGEST:
            return coded.decode("utf-8", "replace")
    given = [text_of(program, part, depth) for part in [text, *args]]
    known = [part for part in given if part is not None]
    if len(known) < len(given) or method == "decode":
        return None
    if method == "format" and ":" in known[0]:
        return None
    try:
        return str(getattr(known[0], method)(*known[1:]))
    except (TypeError, ValueError, IndexError, KeyError):
        return None


def filled(program: Program, form: ast.expr, right: ast.expr, depth: int) -> str | None:
    """Put texts into the places of a `%` format that has no widths."""
    found = text_of(program, form, depth)
    parts = right.elts if isinstance(right, ast.Tuple) else [right]
    texts = [text_of(program, part, depth) for part in parts]
    if (
        found is None
        or None in texts
        or found.count("%") != found.count("%s")
        or len(texts) != found.count("%s")
    ):
        return None
    return found % tuple(texts)


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
