"""A loop that goes from link to link comes to the last one, whose next is None."""

import ast

from knowledge.absence.loop_end import step_of
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def at_chain_end(facts: Facts, node: ast.AST) -> Cause | None:
    """Name the loop that steps along an attribute and does not stop where that is None.

    The None itself is right: it says that nothing follows. Only the loop's test does not ask for it.
    """
    match node:
        case ast.Attribute(value=ast.Name(id=name), attr=attr):
            pass
        case _:
            return None
    loops = (one for one in facts.program.ancestors(node) if isinstance(one, ast.While))
    loop = next(loops, None)
    step = step_of(loop, name) if loop else None
    if loop is None or not isinstance(step, ast.Attribute) or step.attr != attr:
        return None
    program, text = facts.program, facts.program.text(node)
    tested = any(part is node for part in ast.walk(loop.test))
    test = program.text(loop.test)
    written = f"{text} and {f'({test})' if isinstance(loop.test, ast.BoolOp) else test}"
    words = f"Stop at the last one: {quoted(f'while {written}', 60)}"
    return Cause(
        "none-value",
        f"the last `{name}` has `{attr}` None, since nothing follows it; the loop in line {loop.lineno} goes "
        f"on from one to the next and came to the end without stopping",
        program.span(node),
        suggestions=(words, f"Say what is to happen where the loop in line {loop.lineno} finds nothing"),
        fixes=(Fix(words, (replaced(program, loop.test, written),)),) if tested else (),
    )
