"""ValueError: a function of mathematics outside of its domain."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.kinds import called_name, value_of
from knowledge.provenance import Evidence
from knowledge.touching import failing
from knowledge.trail import birth, birth_said
from knowledge.value import Value
from knowledge.wording import quoted

DOMAINS = {
    "sqrt": "numbers that are not negative",
    "isqrt": "numbers that are not negative",
    "log": "numbers above 0",
    "log2": "numbers above 0",
    "log10": "numbers above 0",
    "log1p": "numbers above -1",
    "acos": "numbers from -1 to 1",
    "asin": "numbers from -1 to 1",
    "atanh": "numbers between -1 and 1",
    "acosh": "numbers from 1 on",
    "factorial": "whole numbers that are not negative",
    "pow": "a base that is not negative, unless the exponent is whole",
    "fmod": "a divisor that is not 0",
    "gamma": "numbers that are no negative whole ones and not 0",
    "comb": "whole numbers that are not negative",
    "perm": "whole numbers that are not negative",
    "sin": "finite numbers",
    "cos": "finite numbers",
    "tan": "finite numbers",
}


@explains(ValueError)
def math_domain(facts: Facts) -> Cause | None:
    """Name the argument outside of the domain, and its value."""
    call = failing(facts)
    name = called_name(call) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or name not in DOMAINS or not call.args:
        return None
    bad = next((part for part in call.args if is_outside(str(name), value_of(facts, part), call, part)), None)
    if bad is None:
        return None
    value, text = value_of(facts, bad), facts.program.text(bad)
    origin = birth(facts, bad)
    because = birth_said(facts, bad, origin)
    told = value.text if value else "outside"
    plain = told == text
    return Cause(
        "outside-of-domain",
        (f"{quoted(text, 50)} is {told}" if not plain else f"{quoted(text, 50)} is outside")
        + (f"; {because}" if because else parts_said(facts, bad)),
        facts.program.span(call),
        immediate=f"`{name}` takes {DOMAINS[str(name)]} and gets {told}",
        certainty=Certainty.PROVEN,
        evidence=() if plain else (Evidence(call.lineno, text[:80], told[:80]),),
        provenance=origin.links if origin else (),
        suggestions=(advice(facts, call, str(name), text),),
    )


def is_outside(name: str, value: Value | None, call: ast.Call, part: ast.expr) -> bool:
    """Whether an argument is outside of the domain of the function."""
    if value is None or not value.is_number or isinstance(value.scalar, str | None):
        return False
    number = value.scalar
    infinite = number != number or number in (float("inf"), float("-inf"))
    match name:
        case "sqrt" | "isqrt" | "factorial" | "comb" | "perm":
            return number < 0 or (name == "factorial" and number != int(number) if not infinite else False)
        case "log" | "log2" | "log10":
            return number <= 0 or (
                name == "log" and len(call.args) > 1 and part is call.args[1] and number == 1
            )
        case "log1p":
            return number <= -1
        case "acos" | "asin":
            return abs(number) > 1
        case "atanh":
            return abs(number) >= 1
        case "acosh":
            return number < 1
        case "pow":
            return part is call.args[0] and number <= 0
        case "fmod":
            return part is call.args[-1] and number == 0
        case "gamma":
            return number <= 0 and number == int(number) if not infinite else True
        case _:
            return infinite


def parts_said(facts: Facts, node: ast.expr) -> str:
    """Say the values of the names in an expression: they make its value."""
    names = {part.id: value_of(facts, part) for part in ast.walk(node) if isinstance(part, ast.Name)}
    told = [
        f"`{name}` {value.text}" for name, value in names.items() if value is not None and value.is_number
    ]
    return f", with {', '.join(told[:4])}" if told and not isinstance(node, ast.Name) else ""


def advice(facts: Facts, call: ast.Call, name: str, text: str) -> str:
    """What to look at."""
    function = facts.program.function(call)
    own = isinstance(function, ast.FunctionDef) and any(
        text == argument.arg for argument in function.args.args
    )
    if own and isinstance(function, ast.FunctionDef):
        return f"Handle such a `{text}` at the start of `{function.name}`, or pass another one"
    if name == "sqrt":
        return (
            f"Check the formula: {quoted(text, 50)} has to be 0 or more; `cmath.sqrt` knows negative numbers"
        )
    return f"Check the formula: `{name}` takes {DOMAINS[name]}"
