"""missing-key: a key that a dict literal, or a name bound to one, does not have."""

import ast
from collections.abc import Iterator

from analyzer.certain.contents import keys_of
from analyzer.reading.guards import asks_first, felt, is_asked_about
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.near import nearest


@rule(
    ast.Subscript,
    flags=[
        "d = {'a': 1}\nprint(d['b'])",
        "print({1: 2}[3])",
        "d = dict(a=1)\nprint(d['b'])",
        "d = {'1': 1}\nprint(d[1])",
        "d = {}\nprint(d['x'])",
    ],
    fixes={"d = {'name': 1, 'age': 2}\nprint(d['nme'])": "d = {'name': 1, 'age': 2}\nprint(d['name'])"},
    passes=[
        "d = {'a': 1}\nprint(d['a'], d.get('b'))",
        "d = {}\nd['a'] = 1\nprint(d['a'])",
        "d = {'a': 1}\nd.update(b=2)\nprint(d['b'])",
        "d = {**other}\nprint(d['b'])",
        "d = {key: 1}\nprint(d['b'])",
        "d = {'a': 1}\nfill(d)\nprint(d['b'])",
        "d = {'a': 1}\nif 'b' in d:\n    print(d['b'])",
        "try:\n    {}['a']\nexcept KeyError:\n    pass",
        "from collections import defaultdict\nd = defaultdict(int)\nprint(d['b'])",
        "d = {True: 'x'}\nprint(d[1])",
        "d = {}\ne = d\ne['a'] = 1\nprint(d['a'])",
        "class A:\n    d = {}\n    def f(self): return self.d['a']",
    ],
)
def missing_key(reading: Reading, node: ast.Subscript) -> Iterator[Hit]:
    """A key is asked for that a dict, all of whose keys are known, does not have."""
    if not isinstance(node.slice, ast.Constant) or not isinstance(node.ctx, ast.Load):
        return
    keys, asked = keys_of(reading, node.value), node.slice.value
    if keys is None or asked in keys:
        return
    program = reading.program
    severity = felt(program, node, "KeyError", "LookupError")
    if severity and not asks_first(program, node) and not is_asked_about(program, node.value):
        known = [key for key in keys if isinstance(key, str)]
        meant = nearest(asked, known) if isinstance(asked, str) else None
        text = program.text(node.value)
        listed = ", ".join(f"`{key!r}`" for key in list(keys)[:5])
        words = f"Change `{asked!r}` to `{meant!r}`" if meant else f"`{text}` has {listed or 'no keys'}"
        message = f"`{text}` has no key `{asked!r}`"
        better = repr(meant) if meant else None
        yield Hit(node.slice, message, str(asked), better, (), (words,), severity)
