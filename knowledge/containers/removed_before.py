"""A key that was there, and that the same function has taken out before it asks for it."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.containers.asked_key import Asked
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted


def removed_before(facts: Facts, asked: Asked) -> Cause | None:
    """Name the line that removes it; take it out where it is read."""
    program, node = facts.program, asked.node
    statement = program.statement(node)
    if statement is None or not isinstance(node, ast.Subscript):
        return None
    gone = [
        one
        for one in program.by_type.get(ast.Delete, [])
        if isinstance(one, ast.Delete)
        and [program.text(target) for target in one.targets] == [program.text(node)]
        and program.parent(one) is program.parent(statement)
        and facts.reached(one.lineno)
        and one.lineno < statement.lineno
    ]
    if len(gone) != 1 or not is_alone(program, gone[0]):
        return None
    line, written = gone[0].lineno, f"{program.text(node.value)}.pop({program.text(node.slice)})"
    fix = Fix(
        f"Take it out where it is read: {quoted(written, 50)} in line {node.lineno}, without line {line}",
        (Edit(Span(line, 0, line + 1, 0), ""), replaced(program, node, written)),
    )
    return Cause(
        "key-not-there",
        f"line {line} deletes {quoted(asked.key.text, 30)} before line {node.lineno} asks for it",
        program.span(gone[0]),
        fixes=(fix,),
    )
