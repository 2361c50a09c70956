"""ValueError: a function of mathematics outside of its domain."""

import ast
import math
from collections.abc import Callable

from knowledge.backward.origin import Origin
from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.operating.kinds import called_name, value_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.trail import birth, birth_said, with_names
from knowledge.telling.wording import quoted
from knowledge.value import Value

NOT_NEGATIVE = "numbers that are not negative"
WHOLE = "whole numbers that are not negative"
FINITE = "finite numbers"

type Domain = tuple[str, Callable[[float], bool]]

DOMAINS: dict[str, Domain] = {
    "sqrt": (NOT_NEGATIVE, lambda x: x < 0),
    "isqrt": (NOT_NEGATIVE, lambda x: x < 0),
    "log": ("numbers above 0", lambda x: x <= 0),
    "log2": ("numbers above 0", lambda x: x <= 0),
    "log10": ("numbers above 0", lambda x: x <= 0),
    "log1p": ("numbers above -1", lambda x: x <= -1),
    "acos": ("numbers from -1 to 1", lambda x: abs(x) > 1),
    "asin": ("numbers from -1 to 1", lambda x: abs(x) > 1),
    "atanh": ("numbers between -1 and 1", lambda x: abs(x) >= 1),
    "acosh": ("numbers from 1 on", lambda x: x < 1),
    "factorial": (WHOLE, lambda x: x < 0 or x != int(x)),
    "comb": (WHOLE, lambda x: x < 0),
    "perm": (WHOLE, lambda x: x < 0),
    "gamma": ("numbers that are neither 0 nor negative whole ones", lambda x: x <= 0 and x == int(x)),
    "pow": ("a base that is not negative, unless the exponent is whole", lambda x: x <= 0),
    "fmod": ("a divisor that is not 0", lambda x: x == 0),
    "sin": (FINITE, lambda x: not math.isfinite(x)),
    "cos": (FINITE, lambda x: not math.isfinite(x)),
    "tan": (FINITE, lambda x: not math.isfinite(x)),
}
"""What each function takes, and the test for what is outside of that."""

ONLY = {"pow": 0, "fmod": 1}
"""The one argument that can be outside, where there are several."""


@explains(ValueError)
def math_domain(facts: Facts) -> Cause | None:
    """Name the argument outside of the domain, and its value."""
    call = failing(facts)
    name = called_name(call) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or name not in DOMAINS or not call.args:
        return None
    suspects = [call.args[ONLY[str(name)]]] if name in ONLY and len(call.args) == 2 else call.args
    bad = next((part for part in suspects if is_outside(str(name), value_of(facts, part))), None)
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
        + (f"; {because}" if because else with_names(facts, bad)),
        formula_of(facts, origin) or facts.program.span(call),
        immediate=f"`{name}` takes {DOMAINS[str(name)][0]} and gets {told}",
        certainty=Certainty.PROVEN,
        evidence=() if plain else (Evidence(call.lineno, text[:80], told[:80]),),
        provenance=origin.links if origin else (),
        suggestions=(advice(facts, call, str(name), text),),
    )


def formula_of(facts: Facts, origin: Origin | None) -> Span | None:
    """Where a function of the program computes what it returns, if the number came from there."""
    if origin is None or not isinstance(origin.node, ast.BinOp):
        return None
    statement = facts.program.statement(origin.node)
    return origin.span if isinstance(statement, ast.Return) else None


def is_outside(name: str, value: Value | None) -> bool:
    """Whether an argument is outside of the domain of the function."""
    if value is None or not value.is_number or not isinstance(value.scalar, int | float):
        return False
    if not math.isfinite(value.scalar):
        return True
    return DOMAINS[name][1](value.scalar)


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
    return f"Check the formula: `{name}` takes {DOMAINS[name][0]}"
