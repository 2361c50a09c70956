"""Tests of a place before it is looked at: whether there is one, and whether it lets the edge pass."""

import ast
from collections.abc import Iterator

from knowledge.backward.origin import Origin
from knowledge.cause import Cause, Certainty, Fix
from knowledge.facts import Facts
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


def tests_of(facts: Facts, origin: Origin) -> Iterator[ast.Compare]:
    """Yield the comparisons that ran with one of the names under which the walk met the index."""
    homes = {
        (one.id, facts.program.scope(one).resolve(one.id))
        for one in origin.names
        if isinstance(one, ast.Name)
    }
    for node in facts.program.by_type.get(ast.Compare, ()):
        if isinstance(node, ast.Compare) and facts.reached(node.lineno):
            sides = (side for side in (node.left, *node.comparators) if isinstance(side, ast.Name))
            if any((side.id, facts.program.scope(side).resolve(side.id)) in homes for side in sides):
                yield node


def lets_the_edge_pass(facts: Facts, origin: Origin, index: int, length: int) -> Cause | None:
    """The one test is there, and its `<=` lets through the number behind the last index."""
    tests = list(tests_of(facts, origin))
    if index != length or len(tests) != 1 or not isinstance(tests[0].ops[-1], ast.LtE):
        return None
    test, program = tests[0], facts.program
    before = test.comparators[-2] if len(test.comparators) > 1 else test.left
    names = {one.id for one in origin.names if isinstance(one, ast.Name)}
    if not isinstance(before, ast.Name) or before.id not in names:
        return None
    told, last = program.text(before), program.text(test.comparators[-1])
    words = f"Write `{told} < {last}` in line {test.lineno}"
    left = program.text(test).rpartition("<=")[0]
    return Cause(
        "index-out-of-range",
        f"the test {quoted(program.text(test), 40)} in line {test.lineno} lets `{told}` be {index}, and the "
        f"last index is {length - 1}",
        program.span(test),
        certainty=Certainty.LIKELY,
        provenance=origin.links,
        suggestions=(words,),
        fixes=(Fix(words, (replaced(program, test, f"{left}< {last}"),)),),
    )
