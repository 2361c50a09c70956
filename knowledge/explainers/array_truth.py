"""ValueError: an array of several values is asked whether it is true."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import kind_of
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@explains(ValueError)
def array_truth(facts: Facts) -> Cause | None:
    """`if a == b` on arrays compares item by item: say whether all, or any, of them are meant."""
    node = failing(facts)
    message = facts.fault.message if facts.fault else ""
    if not isinstance(node, ast.expr) or "truth value of" not in message or "ambiguous" not in message:
        return None
    tested = facts.statement.test if isinstance(facts.statement, ast.Assert | ast.If | ast.While) else node
    text = facts.program.text(tested)
    compares = isinstance(tested, ast.Compare | ast.BinOp | ast.BoolOp)
    inner = f"({text})" if compares else text
    equal = isinstance(tested, ast.Compare) and isinstance(tested.ops[0], ast.Eq)
    kinds = {kind_of(facts, part) for part in ast.walk(tested) if isinstance(part, ast.Name)}
    return Cause(
        "array-asked-for-truth",
        f"{quoted(text, 50)} compares item by item and gives an array of truths, not one",
        facts.program.span(tested),
        immediate=f"{quoted(text, 50)} is an array, and `{word(facts)}` needs one truth",
        certainty=Certainty.PROVEN if "ndarray" in kinds else Certainty.LIKELY,
        suggestions=(
            (
                f"Write {quoted(f'{inner}.all()')} if every item has to agree, {quoted(f'{inner}.any()')} "
                f"if one is enough"
            ),
        ),
        fixes=tuple(
            Fix(
                f"Write {quoted(f'{inner}.{name}()')}",
                (replaced(facts.program, tested, f"{inner}.{name}()"),),
            )
            for name in (("all", "any") if equal or not isinstance(tested, ast.BoolOp) else ())
        ),
    )


def word(facts: Facts) -> str:
    """The statement that asked."""
    match facts.statement:
        case ast.Assert():
            return "assert"
        case ast.While():
            return "while"
        case _:
            return "if"
