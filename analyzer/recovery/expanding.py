"""Writing what shares a line as lines of its own: `while x: n -= 1` becomes a loop with a block.

This is what text edits cannot do without knowing comments, indentation and line ends. libcst knows them, but
costs 0.2 to 0.3 s to import and ten times a parse; so it is asked only where a line has to be opened.
"""

import ast
from collections.abc import Iterator
from io import StringIO
from tokenize import COMMENT, FSTRING_END, FSTRING_START, NL, STRING, TokenError, generate_tokens

from knowledge.program import Program, program_of
from knowledge.source import source_of

LONGEST = 50_000
"""Characters of a program."""
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
DEEPEST = 100
"""Of the tree, and of brackets. libcst needs seconds for a thousand operators in a row, and then gives up."""


def expanded(program: Program, statement: ast.stmt) -> Program | None:
    """The same program in which a simple statement has a line of its own; None where it has one, or in doubt.

    Everything else keeps its comments and its layout. The new tree is the old one but for positions.
    """
    text = program.source.text.strip("\n") if program.source.wrappings else program.source.sent
    place = place_of(program, statement)
    if place is None or len(text) > LONGEST or is_deep(program):
        return None
    written = rewritten(text, place)
    found = program_of(source_of(written)) if written and written != text else None
    if found is None or ast.dump(found.tree) != ast.dump(program.tree):
        return None
    return found


def counterpart(program: Program, node: ast.stmt, other: Program) -> ast.stmt | None:
    """The statement of an expanded program that a statement has become."""
    pairs = zip(statements(program.tree), statements(other.tree), strict=False)
    return next((new for old, new in pairs if old is node), None)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield all statements of a tree, always in the same order."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def place_of(program: Program, statement: ast.stmt) -> int | None:
    """Which of the simple statements this is, in the order of the text."""
    simple = [node for node in statements(program.tree) if not hasattr(node, "body") and not is_match(node)]
    simple.sort(key=lambda node: (node.lineno, node.col_offset))
    return next((at for at, node in enumerate(simple) if node is statement), None)


def is_match(node: ast.AST) -> bool:
    """Whether a statement is a `match`, whose blocks are in its cases."""
    return isinstance(node, ast.Match)


def is_deep(program: Program) -> bool:
    """Whether libcst could need long for a program, or break at it.

    It nests what `ast` keeps flat: `a and b and …`, comparisons, and strings that stand side by side.
    """
    level: list[ast.AST] = [program.tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if any(is_long(node) for node in level):
            return True
    try:
        return bool(level) or nesting(program.source.text) > DEEPEST
    except TokenError:
        return True


def is_long(node: ast.AST) -> bool:
    """Whether one node is a long chain."""
    return isinstance(node, ast.BoolOp) and len(node.values) > DEEPEST


def nesting(text: str) -> int:
    """How deep brackets are nested at most, or how many strings stand side by side."""
    depth = row = literals = most = 0
    for token in generate_tokens(StringIO(text).readline):
        literals += (token.type == FSTRING_START) - (token.type == FSTRING_END)
        if token.type in {NL, COMMENT} or literals:
            row += token.type == FSTRING_START
            continue
        depth += (token.string in OPENING) - (token.string in CLOSING)
        row = row + 1 if token.type == STRING else row * (token.type == FSTRING_END)
        most = max(most, depth, row)
    return most


def rewritten(text: str, place: int) -> str | None:
    """Give the simple statement at this place a line of its own, by libcst; None where it cannot."""
    import libcst  # noqa: PLC0415 - 0.2 to 0.3 s, for texts that need it

    from analyzer.recovery.own_lines import OwnLines  # noqa: PLC0415 - same

    try:
        module = libcst.parse_module(text)
        return module.visit(OwnLines(place)).code
    except (libcst.ParserSyntaxError, libcst.CSTValidationError, RecursionError, UnicodeError):
        return None
