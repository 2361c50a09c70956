"""index-out-of-range: an index that a literal, or a name bound to one, does not have."""

import ast
from collections.abc import Iterator

from analyzer.certain.contents import length_of, whole_number
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule


@rule(
    ast.Subscript,
    ast.Call,
    flags=[
        "print([1, 2, 3][5])",
        "t = (1, 2, 3)\nprint(t[3])",
        "xs = [1, 2, 3]\nprint(xs[-4])",
        "s = 'abc'\nprint(s[10])",
        "print([][0])",
        "[].pop()",
        "xs = [1, 2]\nxs.index(1)\nprint(xs[2])",
    ],
    passes=[
        "xs = [1, 2, 3]\nprint(xs[2], xs[-3], xs[5:])",
        "xs = [1]\nxs.append(2)\nprint(xs[1])",
        "xs = []\ndef f(): xs.append(1)\nf()\nprint(xs[0])",
        "xs = []\nys = xs\nys.append(1)\nprint(xs[0])",
        "xs = []\nfill(xs)\nprint(xs[0])",
        "xs = []\nfor i in range(3):\n    xs += [i]\nprint(xs[0])",
        "xs = []\nif xs:\n    print(xs[0])",
        "try:\n    [][0]\nexcept IndexError:\n    pass",
        "xs = [*rows]\nprint(xs[3])",
        "xs = [1]\nxs.pop()",
        "d = {}\nd[0] = 1",
        "def f(xs=()):\n    return xs[0]",
        "xs = list()\nxs[:] = [1]\nprint(xs[0])",
    ],
)
def index_out_of_range(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """An item is asked for behind the end of a list, tuple or text whose items are all known."""
    match node:
        case ast.Subscript(value=owner, slice=place, ctx=ast.Load()):
            index = whole_number(place)
        case ast.Call(func=ast.Attribute(value=ast.List(elts=[]) as owner, attr="pop"), args=[]):
            index = -1
        case _:
            return
    length = length_of(reading, owner) if index is not None else None
    if index is None or length is None or -length <= index < length:
        return
    severity = felt(reading.program, node, "IndexError", "LookupError")
    if severity and not asks_first(reading.program, node) and not is_asked_about(reading.program, owner):
        text = reading.program.text(owner)
        items = "no items" if not length else f"{length} item{'s' if length > 1 else ''}"
        words = (f"Its indexes go from 0 to {length - 1}",) if length else ()
        yield Hit(node, f"`{text}` has {items}: there is no item {index}", text, None, (), words, severity)
