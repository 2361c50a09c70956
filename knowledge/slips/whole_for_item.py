"""All of a container where a loop has a name for one of its items."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def whole_for_item(facts: Facts) -> Iterator[Fix]:
    """Ask the item of the loop that goes through the same container."""
    program, node = facts.program, failing(facts)
    asked = node.func if isinstance(node, ast.Call) else node
    if not isinstance(asked, ast.Attribute | ast.Subscript) or facts.fault is None:
        return
    if not any(map(facts.fault.is_a, ("AttributeError", "TypeError", "KeyError"))):
        return
    text = program.text(asked.value)
    for above in program.ancestors(asked):
        match above:
            case ast.For(target=ast.Name(id=name), iter=through):
                found = {name: through}
            case ast.ListComp(generators=clauses) | ast.SetComp(generators=clauses):
                found = named(clauses)
            case ast.GeneratorExp(generators=clauses) | ast.DictComp(generators=clauses):
                found = named(clauses)
            case _:
                continue
        for name, through in found.items():
            if program.text(through) == text and asked.value is not through:
                yield Fix(
                    f"Ask the item: `{name}` instead of {quoted(text, 30)} in line {asked.lineno}",
                    (replaced(program, asked.value, name),),
                    birth=program.span(asked.value),
                    because=f"{quoted(text, 30)} is all of them, and `{name}` is one",
                )


def named(clauses: list[ast.comprehension]) -> dict[str, ast.expr]:
    """The variables of a comprehension with what they go through."""
    return {one.target.id: one.iter for one in clauses if isinstance(one.target, ast.Name)}
