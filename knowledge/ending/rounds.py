"""Goes through statements with plain values: what the variables are afterwards."""

import ast
from dataclasses import dataclass

from knowledge.facts import Facts
from knowledge.operating.reckoning import Plain, reckon
from knowledge.program import first_line


@dataclass(frozen=True, slots=True)
class After:
    """The known variables after some statements, and the `continue` that left the rest of the round out."""

    state: dict[str, Plain]
    ended: ast.Continue | None = None


def going_round(facts: Facts, body: list[ast.stmt], state: dict[str, Plain]) -> After | None:
    """What the variables are after these statements; None where the loop would be left."""
    now = dict(state)
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                store(now, name, reckon(value, now))
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                store(now, name, reckon(ast.BinOp(ast.Name(name, ast.Load()), op, value), now))
            case ast.If():
                branch = going_round(facts, taken(facts, statement, now), now)
                if branch is None or branch.ended:
                    return branch
                now = branch.state
            case ast.Continue():
                return After(now, statement)
            case ast.Break() | ast.Return() | ast.Raise():
                return None
            case _:
                for name in bound(statement):
                    now.pop(name, None)
    return After(now)


def bound(statement: ast.stmt) -> set[str]:
    """The names that a statement binds."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del)
    }


def store(state: dict[str, Plain], name: str, value: Plain | None) -> None:
    """Keep a value, or forget the name where it is not known."""
    if value is None:
        state.pop(name, None)
    else:
        state[name] = value


def taken(facts: Facts, statement: ast.If, state: dict[str, Plain]) -> list[ast.stmt]:
    """The branch that is taken: by its test, else the one that the run took more often."""
    value = reckon(statement.test, state)
    if value is not None:
        return statement.body if value else statement.orelse
    if not statement.orelse:
        return statement.body if facts.reached(first_line(statement.body[0])) else []
    hits = facts.run.trace.hits
    return max((statement.body, statement.orelse), key=lambda body: hits.get(first_line(body[0]), 0))
