"""TypeError: a call passes more arguments by place than its callable takes."""

import ast

from knowledge.calling.misfit import Misfit, defined_said, lacks_self, misfit
from knowledge.calling.signature import texts
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest
from knowledge.program import first_line
from knowledge.telling.wording import counted, listed, quoted


@explains(TypeError)
def extra_argument(facts: Facts) -> Cause | None:
    """Name the arguments that are too many.

    The call is the place to change, unless a class takes nothing because its `__init__` is misspelt.
    """
    found = misfit(facts)
    if found is None or not found.bad.surplus or found.bad.unknown or lacks_self(facts, found):
        return None
    return misspelt_init(facts, found) or too_many(facts, found)


def too_many(facts: Facts, found: Misfit) -> Cause:
    """Blame the call."""
    surplus = [quoted(text, 30) for text in texts(facts.program, found.bad.surplus)]
    given = len(found.call.args)
    takes = given - len(surplus)
    words = defined_said(found) or f"{quoted(found.name)} takes {counted(takes, 'argument')} by place"
    handed = handed_over(facts, found)
    wider = widened(facts, found, handed) if handed else None
    if handed is not None:
        words = f"{words}; it holds `{handed.name}` from line {handed.lineno}"
    return Cause(
        "extra-argument",
        f"{words}; the call in line {found.call.lineno} also passes {listed(surplus)}",
        facts.program.span(found.call),
        immediate=f"{quoted(found.name)} takes {counted(takes, 'argument')} by place and gets {given} here",
        certainty=Certainty.PROVEN if found.signature else Certainty.LIKELY,
        suggestions=((wider.words,) if wider else ()) + advice(found, surplus),
        fixes=(
            *((wider,) if wider else ()),
            *(fix for row in rows_to_drop(found) if (fix := without(facts, found, row))),
        ),
    )


def handed_over(facts: Facts, found: Misfit) -> ast.FunctionDef | None:
    """The method or function of the program that the called variable held, where it was handed over."""
    value = facts.value(found.call.func) if isinstance(found.call.func, ast.Name) else None
    if value is None or value.defined is None or found.function is not None:
        return None
    known = [one for many in facts.program.functions.values() for one in many]
    same = [one for one in known if first_line(one) == value.defined]
    return same[0] if len(same) == 1 and isinstance(same[0], ast.FunctionDef) else None


def widened(facts: Facts, found: Misfit, function: ast.FunctionDef) -> Fix | None:
    """Let the function that was handed over take what its caller passes to all of its kind."""
    arguments, surplus = function.args, found.bad.surplus
    if arguments.vararg or arguments.kwonlyargs or arguments.kwarg or not arguments.args:
        return None
    taken = {one.arg for one in arguments.args}
    names = [one.id if isinstance(one, ast.Name) and one.id not in taken else "_" for one in surplus]
    if len(set(names)) != len(names):
        return None
    span = facts.program.span((arguments.defaults or arguments.args)[-1])
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    filled = "=None" if arguments.defaults else ""
    told = ", ".join(f"{name}{filled}" for name in names)
    words = f"Let `{function.name}` in line {function.lineno} take it as well: `{told}`"
    return Fix(words, (Edit(end, f", {told}"),))


def advice(found: Misfit, surplus: list[str]) -> tuple[str, ...]:
    """Say what to change: the call, by name where the callable takes keywords, or the definition."""
    first = f"Call {quoted(found.name)} without {listed(surplus)}"
    if found.function is not None:
        return first, f"Give `{found.name}` another parameter if {listed(surplus)} is needed"
    words = (
        [one.name for one in found.signature.parameters if one.kind == "keyword"] if found.signature else []
    )
    if words:
        return (
            (
                f"Name the argument: {quoted(found.name)} takes "
                f"{listed([f'`{word}=`' for word in words], 'or')} only by keyword"
            ),
            first,
        )
    return (first,)


def rows_to_drop(found: Misfit) -> list[int]:
    """Which argument to leave out: the last one first; any of them where a single one is too many."""
    given = len(found.call.args)
    return (
        list(range(given - 1, -1, -1))[:3]
        if len(found.bad.surplus) == 1
        else [given - len(found.bad.surplus)]
    )


def without(facts: Facts, found: Misfit, row: int) -> Fix | None:
    """Take one argument out of the call, or, where several are too many, all from there on."""
    arguments = found.call.args
    if any(isinstance(argument, ast.Starred) for argument in arguments):
        return None
    last = row if len(found.bad.surplus) == 1 else len(arguments) - 1
    spans = [facts.program.span(argument) for argument in arguments]
    gone = listed([quoted(facts.program.text(one), 30) for one in arguments[row : last + 1]])
    if row > 0:
        gap = Span(
            spans[row - 1].end_line, spans[row - 1].end_column, spans[last].end_line, spans[last].end_column
        )
    elif last + 1 < len(spans):
        gap = Span(spans[row].line, spans[row].column, spans[last + 1].line, spans[last + 1].column)
    else:
        gap = Span(spans[row].line, spans[row].column, spans[last].end_line, spans[last].end_column)
    return (
        Fix(f"Remove {gone} from the call", (Edit(gap, ""),)) if not found.call.keywords or row > 0 else None
    )


def misspelt_init(facts: Facts, found: Misfit) -> Cause | None:
    """A class that takes nothing though it has a method that is nearly called `__init__`."""
    owner = found.function
    if not isinstance(owner, ast.ClassDef):
        return None
    methods = {node.name: node for node in owner.body if isinstance(node, ast.FunctionDef)}
    likely = {name.strip("_") and name: node for name, node in methods.items() if is_nearly_init(name)}
    if len(likely) != 1:
        return None
    name, method = next(iter(likely.items()))
    line = facts.source.line_span(method.lineno)
    start = facts.source.sent_lines[method.lineno - 1].find(name, line.column)
    span = Span(method.lineno, start, method.lineno, start + len(name))
    return Cause(
        "misspelt-init",
        f"`{owner.name}` has no `__init__`; the method in line {method.lineno} is called `{name}`, so "
        f"nothing calls it",
        span,
        immediate=f"`{owner.name}()` takes no arguments and gets {len(found.call.args)} here",
        suggestions=(f"Rename `{name}` in line {method.lineno} to `__init__`",),
        fixes=(Fix(f"Change `{name}` to `__init__`", (Edit(span, "__init__"),)),) if start >= 0 else (),
    )


def is_nearly_init(name: str) -> bool:
    """Whether a method's name is `__init__` with a slip: `_init_`, `__int__`, `init`, `__innit__`."""
    return nearest(name, ["__init__"]) is not None or name.strip("_") in ("init", "int", "constructor")
