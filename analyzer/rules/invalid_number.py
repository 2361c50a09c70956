"""invalid-number: a text that is no number is made one."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

LONGEST = 100


@rule(
    ast.Call,
    flags=["int('abc')", "x = float('1,5')", "int('')", "int('12', 2)", "complex('one')"],
    fixes={"n = int('3.7')": "n = int(float('3.7'))"},
    passes=[
        "int('12'), int(' 7 '), int('ff', 16), int('1_000'), float('nan'), float('-1e3')",
        "int(x)",
        "try:\n    int('abc')\nexcept ValueError:\n    pass",
        "def int(x): pass\nint('abc')",
        "int('abc', base=b)",
        "int(b'12')",
    ],
)
def invalid_number(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A number is made of a literal that spells none."""
    match call:
        case ast.Call(
            func=ast.Name(id="int" | "float" | "complex" as name) as called, args=[first], keywords=[]
        ):
            base = 10
        case ast.Call(func=ast.Name(id="int" as name) as called, args=[first, ast.Constant(value=int(base))]):
            pass
        case _:
            return
    text = first.value if isinstance(first, ast.Constant) else None
    if not isinstance(text, str) or len(text) > LONGEST or is_number(name, text, base):
        return
    severity = felt(reading.program, call, "ValueError") if is_builtin(reading, called) else None
    if severity:
        spelt = reading.program.text(first)
        better = f"float({spelt})" if name == "int" and is_number("float", text, 10) else None
        words = (f"Change `{spelt}` to `{better}`",) if better else ()
        yield Hit(first, f"`{spelt}` spells no `{name}`", None, better, (), words, severity)


def is_number(name: str, text: str, base: int) -> bool:
    """Whether Python can read the text as a number."""
    try:
        if name == "int":
            int(text, base)
        elif name == "float":
            float(text)
        else:
            complex(text)
    except ValueError:
        return False
    return True
