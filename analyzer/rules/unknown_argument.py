"""unknown-argument: a keyword that nothing of this name takes, one slip away from one that is taken."""

import ast
from collections.abc import Iterator
from itertools import islice
from sys import stdlib_module_names

from analyzer.certain.callees import called_by, definitions, is_defined, is_handed_on
from analyzer.certain.certain import library_name
from analyzer.certain.fields import of_named_tuple, of_namedtuple
from analyzer.certain.handing_on import taken_further_on
from analyzer.certain.own_attributes import MOST_BASES, lineage
from analyzer.certain.own_classes import class_named
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.below import walk
from knowledge.calling.library import forms_of_methods
from knowledge.calling.returning import Def
from knowledge.calling.signature import of_definition
from knowledge.finding import Severity, Span
from knowledge.near import nearest, next_to

SHORTEST = 2


@rule(
    ast.Call,
    severity=Severity.WARNING,
    flags=[
        "class A:\n    def __init__(self, name=1, **k): super().__init__(**k)\nA(nme=2)",
        "from collections import namedtuple\nP = namedtuple('P', 'left top')\np._replace(lft=1)",
        "class A:\n    def add(self, amount=1): pass\ndef f(a):\n    a.add(amont=2)",
    ],
    fixes={
        "import functools as f\np = f.partial(pow, ex=2)": "import functools as f\np = f.partial(pow, exp=2)",
        "def f(x, up=1): pass\ndef g(h, *a, **k): return h(*a, **k)\ng(f, 1, pu=2)": (
            "def f(x, up=1): pass\ndef g(h, *a, **k): return h(*a, **k)\ng(f, 1, up=2)"
        ),
        "def f(x, size=1): pass\ndef g(x, **more): return f(x, **more)\ng(1, sise=2)": (
            "def f(x, size=1): pass\ndef g(x, **more): return f(x, **more)\ng(1, size=2)"
        ),
        "def f(parser):\n    parser.add_argument('x', hlep='a')": (
            "def f(parser):\n    parser.add_argument('x', help='a')"
        ),
        "def f(rows):\n    rows.sort(keyy=str)": "def f(rows):\n    rows.sort(key=str)",
        "def f(text):\n    return text.split(maxspilt=1)": "def f(text):\n    return text.split(maxsplit=1)",
    },
    passes=[
        "class A:\n    def add(self, amount=1): pass\ndef f(a):\n    a.add(amount=2)",
        "class A:\n    def add(self, **options): pass\ndef f(a):\n    a.add(amont=2)",
        "class A:\n    def add(self, amount=1): pass\ndef f(a):\n    a.add(other=2)",
        "class A:\n    def add(self, one=1): 1\nclass B:\n    def add(self, oen): 1\ndef f(a): a.add(oen=2)",
        "def f(parser, **options):\n    parser.add_argument('x', action=Own, hlep='a')",
        "def f(x, size=1): pass\ndef g(x, **more): return f(x), more\ng(1, sise=2)",
        "import pandas\ndef f(rows):\n    rows.sort(keyy=1)",
        "def f(call):\n    call(keyy=1)",
        "def f(a):\n    a.substitute(nme=1)",
        "class A:\n    def add(self, one=1): pass\ntry:\n    x.add(oen=2)\nexcept TypeError:\n    pass",
        "class A:\n    def __init__(self, **rest): self.__dict__.update(rest)\nA(naem=1)",
    ],
)
def unknown_argument(reading: Reading, call: ast.Call) -> Iterator[Hit]:
    """A keyword that nothing of this name takes, and that is one slip away from one that is taken.

    Whose method it is does not show in the text; all that the program and Python have by this name are asked.
    """
    if not call.keywords or reading.writes_unseen:
        return
    name, taken = taken_by(reading, call)
    for word in call.keywords if taken else ():
        if word.arg is None or len(word.arg) < SHORTEST or word.arg in taken:
            continue
        meant = next_to(word.arg, taken) or nearest(word.arg, taken)
        if meant and felt(reading.program, call, "TypeError"):
            yield hit_of(reading, name, word, word.arg, meant)


def taken_by(reading: Reading, call: ast.Call) -> tuple[str, frozenset[str]]:
    """The name of what is called, and the keywords that it may take; none where it may take any."""
    further = taken_further_on(reading, call)
    if further:
        return reading.program.text(call.func), further
    match call.func:
        case ast.Name() as name if class_ := class_named(reading, name):
            return name.id, handed_up(reading, class_)
        case ast.Attribute(attr="_replace" as name):
            return name, fields_of_tuples(reading)
        case ast.Attribute(attr=name):
            is_known = library_name(reading, call.func) or called_by(reading, call) or is_handed_on(call)
            return name, frozenset() if is_known else taken_by_methods(reading, name)
        case _:
            return "", frozenset()


def handed_up(reading: Reading, class_: ast.ClassDef) -> frozenset[str]:
    """What a class and its bases take, each of which hands the rest to the next."""
    taken: set[str] = set()
    for owner in islice(lineage(reading, class_), MOST_BASES):
        if owner is None or owner.keywords or owner.decorator_list or is_defined(owner, "__new__"):
            return frozenset()
        for made in definitions(reading, owner, "__init__"):
            if not made.args.kwarg or not hands_rest_up(made, made.args.kwarg.arg):
                return frozenset()
            taken.update(of_definition(made, skip=1).keywords)
    return frozenset(taken)


def hands_rest_up(made: Def, rest: str) -> bool:
    """Whether all that an `__init__` does with its `**rest` is to hand it to the next `__init__`."""
    uses = [node for node in walk(made) if isinstance(node, ast.Name) and node.id == rest]
    calls = [node for node in walk(made) if isinstance(node, ast.Call) and is_super_call(node.func)]
    given = [word.value for call in calls for word in call.keywords if word.arg is None]
    return bool(uses) and all(any(use is value for value in given) for use in uses)


def is_super_call(called: ast.expr) -> bool:
    """Whether this is `super().__init__`."""
    match called:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return True
        case _:
            return False


def fields_of_tuples(reading: Reading) -> frozenset[str]:
    """The fields of all named tuples of the program."""
    classes = (of_named_tuple(reading, class_) for class_ in reading.program.classes.values())
    calls = reading.program.by_type.get(ast.Call, ())
    made = (
        of_namedtuple(reading, call) for call in calls if isinstance(call, ast.Call) and len(call.args) == 2
    )
    return frozenset(name for form in (*classes, *made) if form for name in form.keywords)


def hit_of(reading: Reading, method: str, word: ast.keyword, given: str, meant: str) -> Hit:
    """Say what was meant."""
    span = reading.program.span(word)
    place = Span(span.line, span.column, span.line, span.column + len(given))
    message = f"no `{method}` takes `{given}`: `{meant}` is one slip away"
    return Hit(place, message, given, meant, (), (f"Change `{given}=` to `{meant}=`",))


def taken_by_methods(reading: Reading, method: str) -> frozenset[str]:
    """What everything of this name takes by keyword; nothing where something takes any, or is not known."""
    own = tuple(map(of_definition, reading.program.functions.get(method, ())))
    if method in reading.stored_attributes or method in reading.program.classes:
        return frozenset()
    foreign = any(top not in stdlib_module_names for top in reading.modules_imported)
    if foreign and not own:
        return frozenset()
    at_hand = reading.modules_imported | {"builtins"} if own else None
    forms = (*own, *forms_of_methods(method, at_hand))
    if any(one.kind == "keywords" for form in forms for one in form.parameters):
        return frozenset()
    return frozenset(name for form in forms for name in form.keywords)
