"""RecursionError: a function calls itself without ever coming to an end."""

import ast

from knowledge.calling.returning import Def, inside
from knowledge.cause import Cause, Certainty, Fix
from knowledge.ending.recursing import always, ways_out
from knowledge.ending.series import Series, going, series_of
from knowledge.ending.shrinking import smaller, whole_texts
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.provenance import Evidence
from knowledge.scopes import Binding
from knowledge.telling.edits import replaced
from knowledge.telling.wording import listed, quoted

SPECIAL = {
    "__getattr__": (
        "every attribute that is not there is asked of it again",
        "Read such attributes from `self.__dict__`, or set them in `__init__` first",
    ),
    "__getattribute__": (
        "every attribute is asked of it again",
        "Read attributes with `object.__getattribute__(self, name)`",
    ),
    "__setattr__": (
        "every assignment to an attribute calls it again",
        "Set attributes with `object.__setattr__(self, name, value)`",
    ),
    "__repr__": (
        "showing the object shows an object inside it that leads back",
        "Show names or numbers of the objects inside, not the objects",
    ),
    "__str__": (
        "showing the object shows an object inside it that leads back",
        "Show names or numbers of the objects inside, not the objects",
    ),
    "__eq__": ("comparing the object compares it again", "Compare attributes, not the objects"),
    "__hash__": ("hashing the object hashes it again", "Hash a tuple of attributes"),
}
"""Methods that Python calls by itself: why they call themselves, and what to do instead."""


@explains(RecursionError)
def endless_recursion(facts: Facts) -> Cause | None:
    """Say who calls whom, with which series of arguments, and where the way out would have been.

    The arguments on the stack tell the story: they stand still, they run past the one value at which the
    function would stop, or they are on their way and only too many.
    """
    owner = culprit(facts)
    if owner is None:
        return None
    calls = calls_back(facts, owner)
    if not calls:
        return None
    exits = ways_out(owner)
    series = series_of(facts, owner)
    kind = kind_of_recursion(facts, owner, exits, series)
    fixes = tuple(remedies(facts, owner, exits, series, kind))
    return Cause(
        kind,
        reason(facts, owner, exits, series, kind),
        place(facts, owner, exits, calls, kind),
        immediate=f"`{owner.name}` calls itself{via(facts, owner)} in line {calls[0].lineno}, deeper "
        f"than Python allows",
        certainty=Certainty.PROVEN if series or not exits else Certainty.LIKELY,
        evidence=tuple(Evidence(calls[0].lineno, one.name, one.told) for one in series),
        suggestions=(*(fix.words for fix in fixes[:2]), *advice(facts, owner, exits, series, kind)),
        fixes=fixes,
    )


def culprit(facts: Facts) -> Def | None:
    """The function that stands on the stack most often, as it is defined in the program."""
    frames = [frame for frame in facts.fault.frames if frame.in_program] if facts.fault else []
    counts: dict[tuple[str, int], int] = {}
    for frame in frames:
        statement = facts.program.statement_at(frame.line)
        function = facts.program.function(statement) if statement is not None else None
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            key = (function.name, function.lineno)
            counts[key] = counts.get(key, 0) + 1
    name, line = max(counts, key=lambda key: counts[key], default=("", 0))
    if counts.get((name, line), 0) < 3:
        return None
    return next((one for one in facts.program.functions.get(name, ()) if one.lineno == line), None)


def calls_back(facts: Facts, owner: Def) -> list[ast.expr | ast.stmt]:
    """The places in the function from which it goes deeper: by the stack."""
    frames = [frame for frame in facts.fault.frames if frame.in_program] if facts.fault else []
    inner = {id(node): node for node in inside(owner)}
    found = {}
    for frame in frames:
        node = facts.program.node_at(frame.span) if frame.span else None
        if isinstance(node, ast.expr | ast.stmt) and id(node) in inner:
            found[id(node)] = node
    return sorted(found.values(), key=lambda node: node.lineno)


def via(facts: Facts, owner: Def) -> str:
    """The other functions in the circle."""
    frames = [frame for frame in facts.fault.frames if frame.in_program] if facts.fault else []
    names = {frame.function.rpartition(".")[2] for frame in frames[len(frames) // 2 :]}
    others = sorted(name for name in names - {owner.name, "<module>"} if not name.startswith("<"))
    return f" through {listed([f'`{name}`' for name in others[:3]])}" if others else ""


def kind_of_recursion(facts: Facts, owner: Def, exits: list[ast.expr], series: list[Series]) -> str:
    """Which story the stack tells."""
    if hidden_import(facts, owner):
        return "recursion-hides-import"
    if reads_itself(owner):
        return "attribute-reads-itself"
    if owner.name in SPECIAL:
        return "special-method-calls-itself"
    if always(owner.body, owner):
        return "recursion-without-end"
    if series and all(not one.moves for one in series):
        return "recursion-stands-still"
    if any(passed(test, one) for test in exits for one in series):
        return "recursion-misses-end"
    return (
        "recursion-too-deep"
        if any(nears(test, one) for test in exits for one in series)
        else "recursion-never-ends"
    )


def hidden_import(facts: Facts, owner: Def) -> Binding | None:
    """The import of the same name, which the function was meant to call."""
    scope = facts.program.scope(owner)
    bindings = scope.bindings.get(owner.name, [])
    return next((found for found in bindings if found.kind == "import"), None)


def reads_itself(owner: Def) -> str | None:
    """The attribute that a property, or `__getattr__` and its like, reads by going through itself."""
    decorated = any(
        (isinstance(one, ast.Name) and one.id == "property") or isinstance(one, ast.Attribute)
        for one in owner.decorator_list
    )
    name = owner.name
    for node in inside(owner):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr) if decorated and attr == name:
                return name
            case _:
                continue
    return None


def passed(test: ast.expr, one: Series) -> bool:
    """Whether the series went past the one value at which an `==` test would have ended it."""
    end = end_of(test, one.name)
    if end is None or not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq | ast.NotEq):
        return False
    return going(one.values) != 0 and (one.values[-1] - end) * going(one.values) > 0


def nears(test: ast.expr, one: Series) -> bool:
    """Whether the series was on its way to the value at which a test would have ended it."""
    end = end_of(test, one.name)
    return end is not None and going(one.values) != 0 and (end - one.values[-1]) * going(one.values) > 0


def end_of(test: ast.expr, name: str) -> float | None:
    """The number with which a test compares a parameter."""
    match test:
        case ast.Compare(
            left=ast.Name(id=left), ops=[_], comparators=[ast.Constant(value=int() | float() as end)]
        ) if left == name:
            return end
        case _:
            return None


def reason(facts: Facts, owner: Def, exits: list[ast.expr], series: list[Series], kind: str) -> str:
    """The story in a sentence."""
    told = listed([f"`{one.name}` goes {one.told}" for one in series if one.moves]) or listed(
        [f"`{one.name}` is {one.told} every time" for one in series[:2]]
    )
    ends = listed(
        [f"{quoted(facts.program.text(test), 30)} in line {test.lineno}" for test in exits[:2]], "or"
    )
    tail = f"; {told}" if told else ""
    match kind:
        case "recursion-hides-import":
            return (
                f"line {owner.lineno} defines `{owner.name}`, which hides the `{owner.name}` that "
                f"was imported: the call inside means the function itself"
            )
        case "attribute-reads-itself":
            return f"`self.{owner.name}` inside of the property `{owner.name}` asks the property again"
        case "special-method-calls-itself":
            return f"Python calls `{owner.name}` by itself: {SPECIAL[owner.name][0]}"
        case "recursion-without-end":
            return f"every path through `{owner.name}` calls it again: no branch returns without that{tail}"
        case "recursion-stands-still":
            return f"`{owner.name}` calls itself with the same arguments{tail}"
        case "recursion-misses-end":
            return f"{told}, past {ends}, where it would have stopped"
        case "recursion-too-deep":
            return f"{told}, on its way to {ends}; that is more steps than Python goes deep (1000)"
        case _:
            return f"{ends or 'what would end it'} never comes true{tail}"


def place(
    facts: Facts, owner: Def, exits: list[ast.expr], calls: list[ast.expr | ast.stmt], kind: str
) -> Span:
    """What to change: the test that should end it, the name, or the call that goes deeper."""
    match kind:
        case "recursion-hides-import":
            return facts.source.line_span(owner.lineno)
        case "recursion-misses-end" | "recursion-never-ends" if exits:
            return facts.program.span(exits[0])
        case _:
            return facts.program.span(calls[0])


def advice(
    facts: Facts, owner: Def, exits: list[ast.expr], series: list[Series], kind: str
) -> tuple[str, ...]:
    """What to change."""
    match kind:
        case "recursion-hides-import":
            return (f"Give the function in line {owner.lineno} another name than the one that is imported",)
        case "attribute-reads-itself":
            return (f"Keep the value under another name, such as `self._{owner.name}`",)
        case "special-method-calls-itself":
            return (SPECIAL[owner.name][1],)
        case "recursion-without-end":
            test = f": test `{series[0].name}` at its start" if series else ""
            return (f"Return a value without calling `{owner.name}` for the smallest case{test}",)
        case "recursion-stands-still":
            return (f"Call `{owner.name}` with a smaller part of its arguments",)
        case "recursion-misses-end":
            return tuple(fix.words for fix in remedies(facts, owner, exits, series, kind))
        case "recursion-too-deep":
            return (
                f"Compute `{owner.name}` in a loop: each step costs a level of the stack",
                "Raise the limit with `sys.setrecursionlimit` only if the steps are few thousand",
            )
        case _:
            return (
                f"Add a test at the start of `{owner.name}` that ends it for the arguments it now runs into",
            )


def remedies(facts: Facts, owner: Def, exits: list[ast.expr], series: list[Series], kind: str) -> list[Fix]:
    """`<=` for `==`; another name for the hidden import; a smaller part; texts left whole."""
    found = renaming(facts, owner) if kind == "recursion-hides-import" else []
    for test in exits if kind == "recursion-misses-end" else []:
        for one in series:
            if passed(test, one) and isinstance(test, ast.Compare):
                falls, ends = going(one.values) < 0, isinstance(test.ops[0], ast.Eq)
                sign = ("<=" if falls else ">=") if ends else (">" if falls else "<")
                written = f"{one.name} {sign} {facts.program.text(test.comparators[0])}"
                found.append(
                    Fix(
                        f"Test {quoted(written)} in line {test.lineno}",
                        (replaced(facts.program, test, written),),
                    )
                )
    if kind == "recursion-stands-still":
        found += smaller(facts, owner, series)
    return [*found, *whole_texts(facts, owner)]


def renaming(facts: Facts, owner: Def) -> list[Fix]:
    """Name the function otherwise, at its definition and wherever it is called from outside."""
    line = facts.source.sent_lines[owner.lineno - 1]
    start = line.find(owner.name, line.find("def ") + 4)
    new = f"my_{owner.name}"
    own = set(ast.walk(owner))
    uses = [use.node for use in facts.program.scopes.uses if use.name == owner.name and use.node not in own]
    if start < 0:
        return []
    name = Span(owner.lineno, start, owner.lineno, start + len(owner.name))
    edits = [Edit(name, new), *(Edit(facts.program.span(node), new) for node in uses)]
    return [Fix(f"Rename the function of line {owner.lineno} to `{new}`", tuple(edits))]
