"""A tuple that is packed in one order and unpacked in another."""

import ast
from collections.abc import Iterator
from itertools import combinations

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

MOST = 3


@slip(rank=0)
def crossed_parts(facts: Facts) -> Iterator[Fix]:
    """Pack in the order in which the names are unpacked; take two that were popped the other way round."""
    program = facts.program
    tuples = [node for node in program.by_type.get(ast.Tuple, []) if isinstance(node, ast.Tuple)]
    taken = [node for node in tuples if isinstance(node.ctx, ast.Store)]
    packed = [node for node in tuples if isinstance(node.ctx, ast.Load) and facts.reached(node.lineno)]
    by_name: dict[str, list[ast.Tuple]] = {}
    for target in taken:
        for name in dict.fromkeys(one.id for one in target.elts if isinstance(one, ast.Name)):
            by_name.setdefault(name, []).append(target)
    for made in packed:
        names = dict.fromkeys(one.id for one in made.elts if isinstance(one, ast.Name))
        targets = dict.fromkeys(target for name in names for target in by_name.get(name, ())[:MOST])
        yield from (fix for target in targets for fix in reordered(program, made, target))
    for statement in program.by_type.get(ast.Assign, []):
        if isinstance(statement, ast.Assign) and facts.reached(statement.lineno):
            yield from popped(program, statement)


def reordered(program: Program, made: ast.Tuple, target: ast.Tuple) -> Iterator[Fix]:
    """Yield the swap of two parts where a name stands in another place than where it is unpacked to."""
    if len(made.elts) != len(target.elts) or program.statement(made) is program.statement(target):
        return
    names = [one.id if isinstance(one, ast.Name) else "" for one in target.elts]
    own = [one.id if isinstance(one, ast.Name) else "" for one in made.elts]
    for row, other in combinations(range(len(names)), 2):
        crossed = (own[row] and own[row] == names[other]) or (own[other] and own[other] == names[row])
        if crossed and own[row] != names[row] and own[other] != names[other]:
            first, second = made.elts[row], made.elts[other]
            texts = program.text(first), program.text(second)
            yield Fix(
                f"Pack {quoted(texts[1], 30)} before {quoted(texts[0], 30)} in line {made.lineno}, as line "
                f"{target.lineno} unpacks them",
                (replaced(program, first, texts[1]), replaced(program, second, texts[0])),
                birth=program.span(made),
                because=f"line {made.lineno} packs {quoted(program.text(made), 40)}, and line "
                f"{target.lineno} unpacks {quoted(program.text(target), 40)}: another order",
            )


def popped(program: Program, statement: ast.Assign) -> Iterator[Fix]:
    """`a, b = stack.pop(), stack.pop()` gives the later one first."""
    match statement:
        case ast.Assign(
            targets=[ast.Tuple(elts=[ast.Name(id=one), ast.Name(id=other)]) as target],
            value=ast.Tuple(elts=[ast.Call(func=ast.Attribute(attr="pop")) as first, ast.Call() as second]),
        ) if ast.dump(first) == ast.dump(second):
            yield Fix(
                f"Take them the other way round: `{other}, {one} = …` in line {statement.lineno}",
                (replaced(program, target, f"{other}, {one}"),),
                birth=program.span(statement),
                because=f"`pop` gives what was put last first, so `{one}` in line {statement.lineno} is the "
                f"later one of the two",
            )
        case _:
            return
