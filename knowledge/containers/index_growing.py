"""An index that an object counts on, and that nothing brings back to the start of its table."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.index_ends import size_of
from knowledge.containers.lengths import Indexing
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def by_counting_on(facts: Facts, found: Indexing) -> Cause | None:
    """Blame the only `self.at += 1` where the index has left a table of a fixed size for the first time."""
    node = found.node.slice
    if not isinstance(node, ast.Attribute) or found.index != found.length:
        return None
    if size_of(origin_of(facts, found.container).node) is None:
        return None
    changes = [one for one in facts.program.statements if changed(one, node.attr)]
    steps = [one for one in changes if isinstance(one, ast.AugAssign)]
    if len(steps) != 1 or len(changes) > 2 or not is_one_up(steps[0]):
        return None
    step, program = steps[0], facts.program
    target, container = program.text(step.target), program.text(found.container)
    new = f"{target} = ({target} + {program.text(step.value)}) % len({container})"
    words = f"Begin again at the end of the table: {quoted(new, 70)} in line {step.lineno}"
    is_own = container.startswith("self.") and target.startswith("self.")
    return Cause(
        "index-out-of-range",
        f"{quoted(program.text(step), 40)} in line {step.lineno} counts on past the last index "
        f"{found.length - 1} of {quoted(container, 30)}, and nothing brings it back",
        program.span(step),
        certainty=Certainty.LIKELY,
        provenance=origin_of(facts, node).links,
        suggestions=(f"Stop at `len({container})`, or begin again with `% len({container})`",),
        fixes=(Fix(words, (replaced(program, step, new),)),) if is_own else (),
    )


def changed(statement: ast.stmt, name: str) -> bool:
    """Whether a statement sets an attribute of this name."""
    match statement:
        case ast.Assign(targets=targets):
            parts = [part for target in targets for part in ast.walk(target)]
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            parts = [target]
        case _:
            return False
    return any(
        isinstance(part, ast.Attribute) and part.attr == name and isinstance(part.ctx, ast.Store)
        for part in parts
    )


def is_one_up(step: ast.AugAssign) -> bool:
    """Whether a step counts up by one."""
    return isinstance(step.op, ast.Add) and isinstance(step.value, ast.Constant) and step.value.value == 1
