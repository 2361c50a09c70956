"""EOFError: `input` is called, and there is nothing to read."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.telling.edits import replaced
from knowledge.telling.wording import counted, quoted

ZERO = {"int": "1", "float": "1.0"}


@explains(EOFError)
def end_of_input(facts: Facts) -> Cause | None:
    """Count the lines that the program asks for; here nobody types any."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or builtin_called(facts, call) != "input":
        return None
    asks = [
        node
        for node in facts.program.nodes
        if isinstance(node, ast.Call) and builtin_called(facts, node) == "input"
    ]
    text = quoted(facts.program.text(call), 50)
    return Cause(
        "no-input",
        f"the program asks for input in {counted(len(asks), 'place')}, and standard input has no more "
        f"lines: nobody types while it runs",
        facts.program.span(call),
        immediate=f"{text} in line {call.lineno} finds nothing to read",
        suggestions=(
            f"Write the value into the program instead of {text}",
            "Hand the answers over as standard input, one a line",
        ),
        fixes=sample_values(facts.program, asks),
    )


def sample_values(program: Program, asks: list[ast.Call]) -> tuple[Fix, ...]:
    """Write a sample in the place of every `input`: `1` where a number is made of it, else text."""
    edits = [replaced(program, call, repr(ZERO.get(maker(program, call), "1"))) for call in asks]
    words = (
        "Write a sample value instead of `input`"
        if len(asks) == 1
        else f"Write sample values instead of the {len(asks)} calls of `input`"
    )
    return (Fix(words, tuple(edits)),)


def maker(program: Program, call: ast.Call) -> str:
    """What is made of the text."""
    match program.parent(call):
        case ast.Call(func=ast.Name(id=name)):
            return name
        case _:
            return ""
