"""An item that was stored alone where the next one of its kind is added to a list."""

import ast

from knowledge.backward.elements import stored_by
from knowledge.backward.reaching import reached_nodes
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

AROUND = {"append": "[{}]", "extend": "[{}]", "insert": "[{}]", "add": "{{{}}}"}


def stored_alone(facts: Facts, owner: ast.expr, method: str) -> tuple[ast.expr, Fix] | None:
    """Find the one store under the same key in the same function, and put brackets around what it stores."""
    function = facts.program.function(owner)
    if not isinstance(owner, ast.Subscript) or method not in AROUND or function is None:
        return None
    text = ast.unparse(owner)
    stores = [
        one
        for one in reached_nodes(facts, facts.program.statements)
        if isinstance(one, ast.Assign)
        and ast.unparse(one.targets[0]) == text
        and facts.program.function(one) is function
    ]
    value = stored_by(stores[0], owner.value) if len(stores) == 1 else None
    if not isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Constant):
        return None
    told = facts.program.text(value)
    new = AROUND[method].format(told)
    words = f"Store {quoted(new)} instead of {quoted(told)} in line {value.lineno}"
    return value, Fix(words, (replaced(facts.program, value, new),))
