"""ValueError: text that is no number is to be read as one."""

import ast
import re

from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called, called_name, value_of
from knowledge.operating.numerals import has_thousands, numeral, strangers
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import quoted

LITERAL = re.compile(
    r"(?:literal for int\(\) with base \d+|could not convert string to float): (.+)$", re.DOTALL
)
DIGITS = "0123456789"
UNITS = re.compile(r"^\s*([+-]?\d[\d_]*(?:\.\d+)?)\s*([^\d\s].*)$", re.DOTALL)
PREFIXES = {"0x": 16, "0b": 2, "0o": 8}


@explains(ValueError)
def number_literal(facts: Facts) -> Cause | None:
    """Name the characters that are in the way, where the text came from, and how to read it."""
    found = reading(facts)
    if found is None:
        return None
    call, maker, text = found
    argument = call.args[0] if call.args else call
    origin = birth(facts, argument) if maker in MAKERS else None
    because = birth_said(facts, argument, origin) if origin else ""
    shown, prefix = facts.program.text(argument), prefixing(facts, argument)
    return Cause(
        code_of(text, maker),
        reason(text, maker) + (f"; {because}" if because else ""),
        facts.program.span(prefix or call),
        immediate=f"`{maker}` cannot read {quoted(repr(text), 40)} as a number",
        certainty=Certainty.PROVEN,
        evidence=()
        if isinstance(argument, ast.Constant)
        else (Evidence(call.lineno, shown[:80], repr(text)[:80]),),
        provenance=origin.links if origin else (),
        suggestions=prefixed_advice(prefix)
        or (items_advice(facts, call, text, maker) or advice(text, maker, shown),),
        fixes=without_prefix(facts, prefix) or tuple(remedies(facts, call, argument, text, maker)),
    )


MAKERS = frozenset({"int", "float", "complex", "Decimal"})


def reading(facts: Facts) -> tuple[ast.Call, str, str] | None:
    """The call that reads the number, what it makes, and the text.

    `map(int, parts)` and `sum(int(x) for x in …)` keep the item to themselves: there the text is taken from
    the end of the message.
    """
    node = failing(facts)
    if not isinstance(node, ast.Call) or not raised_here(facts):
        return None
    maker = builtin_called(facts, node)
    value = value_of(facts, node.args[0]) if node.args else None
    if maker in MAKERS and value is not None and isinstance(value.scalar, str):
        return node, str(maker), value.scalar
    told = LITERAL.search(facts.fault.message if facts.fault else "")
    if told is None:
        return None
    try:
        text = ast.literal_eval(told[1])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    made = "int" if "int()" in (facts.fault.message if facts.fault else "") else "float"
    return (node, made, text) if isinstance(text, str) else None


def prefixing(facts: Facts, argument: ast.AST) -> ast.Call | None:
    """The call of `bin`, `hex` or `oct` that made the text whose letters are read: it begins with `0b`."""
    match argument:
        case ast.Subscript(value=owner):
            origin = birth(facts, owner)
        case ast.Name():
            origin = birth(facts, argument)
        case _:
            return None
    made = origin.call if origin else None
    return made if made is not None and builtin_called(facts, made) in ("bin", "hex", "oct") else None


def prefixed_advice(prefix: ast.Call | None) -> tuple[str, ...]:
    """Cut the prefix off."""
    if prefix is None:
        return ()
    name = called_name(prefix)
    return (
        (
            f"`{name}` puts `0{str(name)[0] if name != 'hex' else 'x'}` before the digits: cut it off with "
            f"`[2:]` in line {prefix.lineno}"
        ),
    )


def without_prefix(facts: Facts, prefix: ast.Call | None) -> tuple[Fix, ...]:
    """Write `bin(n)[2:]`."""
    if prefix is None:
        return ()
    written = f"{facts.program.text(prefix)}[2:]"
    return (Fix(f"Write {quoted(written)}", (replaced(facts.program, prefix, written),)),)


def items_advice(facts: Facts, call: ast.Call, text: str, maker: str) -> str:
    """What to do where a call hands the reading on: `map(int, row)`."""
    if builtin_called(facts, call) == maker:
        return ""
    if maker == "int" and numeral(text) == "float":
        return "Read the items with `float`"
    return f"Leave out or handle {quoted(repr(text), 30)} before the items are read with `{maker}`"


def code_of(text: str, maker: str) -> str:
    """The kind of trouble."""
    if not text.strip():
        return "empty-text-as-number"
    return "float-in-text" if maker == "int" and numeral(text) == "float" else "text-is-no-number"


def reason(text: str, maker: str) -> str:
    """Why the text does not read."""
    bare = text.strip()
    if not bare:
        return "the text is empty" if not text else "the text is blank"
    if maker == "int" and numeral(text) == "float":
        return f"{quoted(bare, 40)} has a fraction or an exponent, and `int` reads whole numbers only"
    if has_thousands(text):
        return f"{quoted(bare, 40)} has commas between its digits"
    allowed = DIGITS + ("+-_" if maker == "int" else "+-_.einfatyb")
    odd = strangers(bare, allowed)
    if maker == "int" and bare[:2].lower() in PREFIXES:
        return (
            f"{quoted(bare, 40)} is written in base {PREFIXES[bare[:2].lower()]}, and `int` reads "
            f"base 10 unless told otherwise"
        )
    if odd and len(odd) < len(bare):
        return f"{quoted(bare, 40)} holds {quoted(odd[:20], 20)}, which no number has"
    return f"{quoted(bare, 40)} is no number"


def advice(text: str, maker: str, shown: str) -> str:
    """How to read it, or what to do with what cannot be read."""
    if not text.strip():
        return (
            f"Handle the empty text before `{maker}({shown})`, or split with `.split()`, which "
            f"leaves out blanks"
        )
    if maker == "int" and numeral(text) == "float":
        return f"Write `int(float({shown}))`, or `float({shown})` to keep the fraction"
    if has_thousands(text):
        return f"Take the commas out: `{maker}({shown}.replace(',', ''))`"
    if text.strip()[:2].lower() in PREFIXES:
        return f"Write `int({shown}, 0)`, which reads the base from the prefix"
    if found := UNITS.match(text):
        return f"Cut {quoted(found[2].strip(), 20)} off before `{maker}`"
    return f"Give `{maker}` text of digits only; leave out or handle {quoted(text, 30)} before"


def remedies(facts: Facts, call: ast.Call, argument: ast.AST, text: str, maker: str) -> list[Fix]:
    """Read it another way."""
    shown = facts.program.text(argument)
    found: list[tuple[ast.AST, str]] = []
    plain = builtin_called(facts, call) == maker and len(call.args) == 1 and not call.keywords
    if not plain:
        return handed_on(facts, call, text)
    if maker == "int" and numeral(text) == "float":
        found += [(argument, f"float({shown})"), (call, f"float({shown})")]
    elif has_thousands(text):
        found.append((argument, f"{shown}.replace(',', '')"))
    elif maker == "int" and text.strip()[:2].lower() in PREFIXES:
        found.append((call, f"int({shown}, 0)"))
    elif text.strip().replace(",", ".").count(".") == 1 and numeral(text.strip().replace(",", ".")):
        found.append((call, f"float({shown}.replace(',', '.'))"))
    elif (unit := UNITS.match(text)) and numeral(unit[1]):
        found.append((argument, f"{shown}.split({unit[2].strip()!r})[0]"))
    return [
        Fix(
            f"Write {quoted(written)} instead of {quoted(facts.program.text(node))}",
            (replaced(facts.program, node, written),),
        )
        for node, written in found
    ]


def handed_on(facts: Facts, call: ast.Call, text: str) -> list[Fix]:
    """`map(int, row)` over text with a fraction becomes `map(float, row)`."""
    inner = [
        part
        for part in ast.walk(call)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "map"
    ]
    for part in inner:
        match part.args:
            case [ast.Name(id="int") as maker, *_] if numeral(text) == "float":
                return [Fix("Read the items with `float`", (replaced(facts.program, maker, "float"),))]
            case _:
                continue
    return []
