"""format-arguments: a format asks for more values than it is given, or for other ones."""

import ast
import re
import string
from collections.abc import Iterator

from analyzer.certain.certain import type_of
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.calling.calls import spreads

CONVERSION = re.compile(r"%(\((?P<name>[^)]*)\))?[-#0 +]*(\*|\d*)(\.(\*|\d*))?[hlL]?(?P<kind>.)?", re.DOTALL)
ERRORS = ("IndexError", "KeyError", "LookupError", "TypeError", "ValueError")
LONGEST = 5_000
SINGLE = frozenset({"str", "int", "float", "bool", "NoneType", "list", "set"})


@rule(
    ast.Call,
    ast.BinOp,
    flags=[
        "print('{} {}'.format(1))",
        "print('{0} {2}'.format(1, 2))",
        "print('{name}'.format(nme=1))",
        "print('%d %s' % (1,))",
        "print('%s' % (1, 2))",
        "print('%s %s' % 'a')",
        "print('%d' % 'a')",
        "print('{'.format(1))",
    ],
    passes=[
        "print('{} {}'.format(1, 2), '{0} {0}'.format(1), '{a[0]} {b.c}'.format(a=[1], b=x))",
        "print('{} {{}}'.format(1), '%d%%' % 5, '%s' % 'a', '%s' % [1, 2])",
        "print('{} {}'.format(*x), '{a}'.format(**d))",
        "print('%s %s' % x, '%(a)s' % {'a': 1}, '%*d' % (3, 4))",
        "print('{:>{}}'.format('a', 3))",
        "try:\n    '{} {}'.format(1)\nexcept IndexError:\n    pass",
        "print('{}'.format(1, 2))",
        "print(5 % 3)",
    ],
)
def format_arguments(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """A text with places for values gets too few, too many, or none of that name."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(form)), attr="format")) if not spreads(
            node
        ):
            message = of_braces(form, node) if len(form) <= LONGEST else None
        case ast.BinOp(left=ast.Constant(value=str(form)), op=ast.Mod(), right=right):
            message = of_percent(reading, form, right) if len(form) <= LONGEST else None
        case _:
            return
    severity = felt(reading.program, node, *ERRORS) if message else None
    if message and severity:
        yield Hit(node, message, None, None, (), ("Give one value for each place of the format",), severity)


def of_braces(form: str, call: ast.Call) -> str | None:
    """What is wrong with `form.format(…)`."""
    try:
        fields = [field for field, _ in fields_of(form)]
    except ValueError as error:
        return f"this is no format: {error}"
    names = {word.arg for word in call.keywords}
    counted = sum(not field for field in fields)
    numbers = [int(field) for field in fields if field.isdecimal()]
    wanted = max([counted, *(number + 1 for number in numbers)])
    if wanted > len(call.args):
        return f"the format has places for {wanted} values, and is given {len(call.args)}"
    lacking = [field for field in fields if field.isidentifier() and field not in names]
    return f"the format is given no value named `{lacking[0]}`" if lacking else None


def fields_of(form: str) -> Iterator[tuple[str, str]]:
    """Yield the places of a format: what each asks for, and how it is to be written; inner ones too."""
    for _, field, spec, _ in string.Formatter().parse(form):
        if field is not None:
            yield re.split(r"[.\[]", field, maxsplit=1)[0], spec or ""
            yield from fields_of(spec or "")


def of_percent(reading: Reading, form: str, right: ast.expr) -> str | None:
    """What is wrong with `form % right`."""
    found = [one for one in CONVERSION.finditer(form) if one["kind"] != "%"]
    if any(one["name"] is not None or "*" in one[0] or one["kind"] is None for one in found):
        return None
    match right:
        case ast.Tuple(elts=parts) if not any(isinstance(part, ast.Starred) for part in parts):
            if len(parts) != len(found):
                return f"the format has places for {len(found)} values, and is given {len(parts)}"
            values = parts
        case ast.Tuple():
            return None
        case _ if type_of(reading, right) in SINGLE:
            if len(found) != 1:
                return f"the format has places for {len(found)} values, and is given 1"
            values = [right]
        case _:
            return None
    for one, value in zip(found, values, strict=True):
        if one["kind"] in "dioxX" and type_of(reading, value) == "str":
            return f"`%{one['kind']}` asks for a number, and is given a text"
    return None
