"""Which keywords a call may have whose callee hands them on to something else."""

import ast

from analyzer.certain.callees import called_by, is_handed_on, library_forms
from analyzer.certain.certain import library_name
from analyzer.certain.fields import options_of, parameters
from analyzer.likely.likely import likely
from analyzer.reading.reading import Reading
from knowledge.below import walk
from knowledge.calling.returning import Def
from knowledge.calling.signature import of_definition

DEEPEST = 4
FORWARDERS = frozenset(
    {"functools.partial", "asyncio.to_thread", "atexit.register", "contextlib.ExitStack.callback"}
    | {"concurrent.futures.ThreadPoolExecutor.submit", "concurrent.futures.ProcessPoolExecutor.submit"}
)
"""What calls its first argument with the rest."""

REPLACERS = frozenset({"dataclasses.replace", "copy.replace"})
NOTHING: frozenset[str] = frozenset()


def taken_further_on(reading: Reading, call: ast.Call) -> frozenset[str]:
    """Every keyword that a call may have; none where that is not known, or another rule knows it."""
    name = library_name(reading, call.func) or method_name(reading, call.func)
    if name in FORWARDERS and call.args:
        return taken_by(reading, call.args[0], DEEPEST)
    if name in REPLACERS and call.args:
        return fields_of(reading, call.args[0])
    called = called_by(reading, call)
    if called is None or not isinstance(called.definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return NOTHING
    own = set(called.signature.keywords)
    if called.definition.args.kwarg is None or own.issuperset(word.arg or "" for word in call.keywords):
        return NOTHING
    given = dict(zip([one.name for one in called.signature.by_place], call.args, strict=False))
    return taken_by_definition(reading, called.definition, given, DEEPEST)


def method_name(reading: Reading, called: ast.expr) -> str | None:
    """The whole name of a method that is probably meant."""
    kind = likely(reading, called.value) if isinstance(called, ast.Attribute) else None
    return f"{kind.name}.{called.attr}" if kind and isinstance(called, ast.Attribute) else None


def taken_by(reading: Reading, function: ast.expr, depth: int) -> frozenset[str]:
    """The keywords that a function takes, by its name."""
    call = ast.Call(func=function, args=[], keywords=[])
    called = called_by(reading, call) if depth else None
    if called is None:
        forms = library_forms(reading, call) if not is_handed_on(call) else ()
        has_rest = any(one.kind == "keywords" for form in forms for one in form.parameters)
        return NOTHING if has_rest else frozenset(name for form in forms for name in form.keywords)
    if not any(one.kind == "keywords" for one in called.signature.parameters):
        return frozenset(called.signature.keywords)
    if isinstance(called.definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return taken_by_definition(reading, called.definition, {}, depth - 1)
    return NOTHING


def taken_by_definition(
    reading: Reading, function: Def, given: dict[str, ast.expr], depth: int
) -> frozenset[str]:
    """What a function takes that hands its `**rest` on; `given` are the arguments that may be called."""
    rest = function.args.kwarg.arg if function.args.kwarg else ""
    taken = set(of_definition(function).keywords)
    calls = [node for node in walk(function) if isinstance(node, ast.Call)]
    handing = [call for call in calls if any(spreads(word, rest) for word in call.keywords)]
    uses = sum(isinstance(node, ast.Name) and node.id == rest for node in walk(function))
    if not handing or uses != len(handing):
        return NOTHING
    for call in handing:
        callee = given.get(call.func.id) if isinstance(call.func, ast.Name) else None
        further = taken_by(reading, callee or call.func, depth)
        if not further:
            return NOTHING
        taken |= further
    return frozenset(taken)


def spreads(word: ast.keyword, rest: str) -> bool:
    """Whether this is `**rest`."""
    return word.arg is None and isinstance(word.value, ast.Name) and word.value.id == rest


def fields_of(reading: Reading, node: ast.expr) -> frozenset[str]:
    """The fields of what is copied with changes; those of all dataclasses where its class is not known."""
    kind = likely(reading, node)
    classes = [kind.made_by] if kind and kind.made_by else [*reading.program.classes.values()]
    found: set[str] = set()
    for class_ in classes:
        if not isinstance(class_, ast.ClassDef) or options_of(reading, class_) is None or class_.bases:
            return NOTHING
        noted = parameters(reading, class_, by_name=False)
        found.update(one.name for one in noted if one is not None)
    return frozenset(found)
