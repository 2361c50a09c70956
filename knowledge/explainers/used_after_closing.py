"""ValueError: a file is read or written after it was closed."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.touching import failing
from knowledge.telling.wording import quoted

CLOSED = "closed file"


@explains(ValueError)
def used_after_closing(facts: Facts) -> Cause | None:
    """Name the `with` or the `close` after which the file was used.

    Neither type nor value of a file shows that it is closed, so the message is asked for it.
    """
    node = failing(facts)
    if facts.fault is None or CLOSED not in facts.fault.message or node is None:
        return None
    return in_generator(facts, node) or after_with(facts, node) or after_close(facts, node)


def file_names(node: ast.AST) -> set[str]:
    """The names in the failing expression, one of which is the file."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def opened_by(block: ast.With) -> set[str]:
    """The names that a `with` gives to what it opens."""
    return {item.optional_vars.id for item in block.items if isinstance(item.optional_vars, ast.Name)}


def in_generator(facts: Facts, node: ast.AST) -> Cause | None:
    """A generator was made inside the `with`, and asked for its items after the end of it."""
    above = [node, *facts.program.ancestors(node)]
    lazy = next((one for one in above if isinstance(one, ast.GeneratorExp)), None)
    blocks = (one for one in above if isinstance(one, ast.With) and opened_by(one) & file_names(node))
    block = next(blocks, None)
    if lazy is None or block is None:
        return None
    program, span = facts.program, facts.program.span(lazy)
    words = f"Read everything inside the `with`: write a list in line {span.line}, in square brackets"
    return Cause(
        "used-after-closing",
        f"the generator in line {span.line} is lazy: it reads only when somebody asks for its items, and the "
        f"`with` of line {block.lineno} had closed the file by then",
        span,
        immediate=f"{quoted(program.text(node), 40)} was read after it was closed",
        suggestions=(words,),
        fixes=(Fix(words, brackets(facts, lazy)),),
    )


def brackets(facts: Facts, lazy: ast.GeneratorExp) -> tuple[Edit, ...]:
    """Turn a generator into a list."""
    span = facts.program.span(lazy)
    first = Span(span.line, span.column, span.line, span.column + 1)
    last = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column)
    return Edit(first, "["), Edit(last, "]")


def after_with(facts: Facts, node: ast.AST) -> Cause | None:
    """The line stands behind the `with` block that opened the file."""
    line, names = facts.program.span(node).line, file_names(node)
    ended = [
        one
        for one in facts.program.statements
        if isinstance(one, ast.With)
        and (one.end_lineno or one.lineno) < line
        and opened_by(one) & names
        and facts.program.function(one) is facts.program.function(node)
    ]
    if not ended:
        return None
    name = min(opened_by(ended[-1]) & names)
    return Cause(
        "used-after-closing",
        f"the `with` of line {ended[-1].lineno} closes `{name}` at its end, in line {ended[-1].end_lineno}, "
        f"and line {line} uses it after that",
        facts.program.span(node),
        immediate=f"`{name}` was used after it was closed",
        suggestions=(f"Indent line {line} into the `with`, or open the file again",),
    )


def after_close(facts: Facts, node: ast.AST) -> Cause | None:
    """A `close()` was reached before."""
    names = file_names(node)
    for statement in facts.program.statements:
        match statement:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="close"), args=[])
            ) if name in names and facts.reached(statement.lineno):
                line = facts.program.span(node).line
                return Cause(
                    "used-after-closing",
                    f"line {statement.lineno} closes `{name}`, and line {line} uses it after that",
                    facts.program.span(statement),
                    immediate=f"`{name}` was used after it was closed",
                    certainty=Certainty.LIKELY,
                    suggestions=(f"Close `{name}` only when line {line} is done with it",),
                )
            case _:
                continue
    return None
