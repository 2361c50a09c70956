"""None where something was wanted: which step gave it, and what to change there.

Attribute, item, loop, call and sum fail on None in their own ways; why it is None is one question. The
explainers of those failures say what happened, this says where the None came from.
"""

import ast
from dataclasses import replace

from knowledge.absence.chain_end import at_chain_end
from knowledge.absence.in_data import in_data
from knowledge.absence.loop_end import after_loop
from knowledge.absence.missing_return import returned_none, without_return
from knowledge.absence.neutral import neutral_for
from knowledge.absence.none_calls import none_from_call
from knowledge.backward.origin import Origin
from knowledge.backward.origins import origin_of
from knowledge.calling.calls import callee
from knowledge.calling.returning import is_generator, never_answers
from knowledge.cause import Cause, Certainty, Fix
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.program import first_line
from knowledge.provenance import Evidence
from knowledge.telling.edits import is_alone, line_before, replaced
from knowledge.telling.wording import at_lines, quoted, shortened
from knowledge.value import Value

UNPROVEN = frozenset({"none-in-data", "none-value", "none-from-return"})
"""Where the walk did not come to what made the None."""


def none_cause(facts: Facts, node: ast.AST, immediate: str, seen: Value | None = None) -> Cause | None:
    """Say why an expression of the crash frame is None; None where it is not.

    `immediate` is the sentence of the failing operation: "`user` is None, so it has no attribute `name`".
    `seen` is the value, where the exception carries it.
    """
    value = facts.value(node) or seen
    if value is not None and not value.is_none:
        return None
    origin = origin_of(facts, node, value=value)
    if value is None and not gives_none(facts, origin):
        return None
    cause = (
        after_loop(facts, node)
        or at_chain_end(facts, node)
        or called_too_early(facts, node, origin)
        or by_origin(facts, node, origin)
    )
    line = facts.crash.line if facts.crash else 1
    return replace(
        cause,
        immediate=immediate,
        certainty=Certainty.PROVEN if origin.sure and cause.code not in UNPROVEN else Certainty.LIKELY,
        evidence=(Evidence(line, shortened(facts.program.text(node)), "None"), *cause.evidence),
        provenance=origin.links,
    )


def gives_none(facts: Facts, origin: Origin) -> bool:
    """Whether the end of the walk makes None, though the crash frame did not show the value."""
    if origin.kind in ("falls-off", "bare-return"):
        return True
    return origin.call is not None and none_from_call(facts, origin.call, origin) is not None


def called_too_early(facts: Facts, node: ast.AST, origin: Origin) -> Cause | None:
    """A function was to be handed over, and its result was: None."""
    parent, made = facts.program.parent(node), origin.node
    wanted = isinstance(parent, ast.Call) and parent.func is node
    lost = origin.kind in ("element", "unknown", "expression") and not isinstance(
        made, ast.Call | ast.Constant
    )
    early = handed_results(facts) if wanted and lost else []
    if len(early) == 1:
        made, origin = early[0], replace(origin, kind="falls-off")
    if not wanted or origin.kind not in ("falls-off", "bare-return") or not isinstance(made, ast.Call):
        return None
    if made.args or made.keywords or not isinstance(facts.program.parent(made), ast.Call | ast.keyword):
        return None
    text, name = quoted(facts.program.text(made), 40), facts.program.text(made.func)
    words = f"Pass the function itself: `{shortened(name, 40)}` instead of {text} in line {made.lineno}"
    return Cause(
        "called-too-early",
        f"line {made.lineno} calls {text} at once and passes its result, which is None",
        facts.program.span(made),
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, made, name),)),),
    )


def handed_results(facts: Facts) -> list[ast.Call]:
    """The calls of functions that answer nothing, without arguments and as arguments of other calls."""
    found = []
    for call in facts.program.by_type.get(ast.Call, []):
        around = facts.program.parent(call)
        if not isinstance(call, ast.Call) or call.args or call.keywords or not facts.reached(call.lineno):
            continue
        function = callee(facts, call) if isinstance(around, ast.Call | ast.keyword) else None
        if isinstance(function, ast.FunctionDef) and never_answers(function) and not is_generator(function):
            found.append(call)
    return found


def by_origin(facts: Facts, node: ast.AST, origin: Origin) -> Cause:
    """Word the cause after what stands at the end of the walk."""
    match origin.kind:
        case "falls-off":
            cause = without_return(facts, origin)
        case "bare-return":
            cause = returned_none(facts, origin)
        case "default":
            cause = by_default(facts, origin)
        case "expression" if origin.call is not None:
            cause = none_from_call(facts, origin.call, origin) or from_elsewhere(facts, node, origin)
        case "expression" if isinstance(origin.node, ast.Constant):
            cause = by_constant(facts, origin)
        case _:
            cause = None
    return cause or still_open(facts, node, origin)


def from_elsewhere(facts: Facts, node: ast.AST, origin: Origin) -> Cause:
    """A call of something outside the program returned None, for reasons of its own."""
    call = quoted(facts.program.text(origin.node), 60)
    return Cause(
        "none-from-call",
        f"{call} returned None in line {origin.line}",
        origin.span,
        suggestions=(f"Test what {call} returned before using it: `{name_of(facts, node)} is None`",),
    )


def name_of(facts: Facts, node: ast.AST) -> str:
    """The text of an expression, shortened, without backticks."""
    return shortened(facts.program.text(node), 40)


def still_open(facts: Facts, node: ast.AST, origin: Origin) -> Cause:
    """Where the walk ended without a maker, the place of the crash is the place to look."""
    returned = next((link for link in reversed(origin.links) if "return" in link.text.split()), None)
    if returned is not None:
        text = name_of(facts, node)
        return Cause(
            "none-from-return",
            f"`{shortened(returned.text, 50)}` in line {returned.span.line} returned None",
            returned.span,
            suggestions=(
                f"Handle None where `{text}` is used, in line {crash_line(facts)}",
                f"Return something else than None in line {returned.span.line}",
            ),
        )
    data = in_data(facts, node, origin)
    if data is not None:
        return data
    text = name_of(facts, node)
    trail = (
        f"; it is what `{name_of(facts, origin.node)}` holds in line {origin.line}"
        if origin.node is not node
        else ""
    )
    return Cause(
        "none-value",
        f"`{text}` is None{trail}",
        facts.program.span(node),
        suggestions=(
            f"Find what should have given `{text}` a value, or handle `{text} is None` before this line",
        ),
    )


def by_default(facts: Facts, origin: Origin) -> Cause:
    """A parameter kept its default None, since the call passes nothing for it."""
    function = origin.function
    name = getattr(function, "name", "the lambda")
    parameter = parameter_of(origin)
    default = neutral_for(facts)
    fixes = []
    if (
        default
        and isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and is_alone(facts.program, function.body[0])
    ):
        text = f"if {parameter} is None:\n    {parameter} = {default}"
        first = body_start(function)
        words = (
            f"Give `{parameter}` a value at the start of `{name}` where it is None: `{parameter} = {default}`"
        )
        fixes = [Fix(words, (line_before(facts.program, first, text),))]
    return Cause(
        "none-from-default",
        f"`{parameter}` of `{name}` is None by default, and the call passes no `{parameter}`",
        call_span(origin),
        suggestions=(f"Pass `{parameter}` in the call of `{name}`", *(fix.words for fix in fixes)),
        fixes=tuple(fixes),
    )


def parameter_of(origin: Origin) -> str:
    """The name of the parameter whose default ended the walk."""
    arguments = origin.function.args if origin.function else None
    if arguments is None:
        return "the parameter"
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
    pairs += [
        (one, default)
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default
    ]
    return next((argument.arg for argument, default in pairs if default is origin.node), "the parameter")


def body_start(function: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
    """The first statement of a function that is no docstring."""
    match function.body:
        case [ast.Expr(value=ast.Constant(value=str())), second, *_]:
            return second
        case body:
            return body[0]


def call_span(origin: Origin) -> Span:
    """Where the call stands that passed nothing."""
    return origin.links[-1].span if origin.links else origin.span


def by_constant(facts: Facts, origin: Origin) -> Cause:
    """None was written down: as a start value that nothing replaced, as an argument, or as data."""
    parent = facts.program.parent(origin.node)
    match parent:
        case ast.Assign() | ast.AnnAssign():
            return never_replaced(facts, origin, parent)
        case ast.Call() | ast.keyword():
            call = parent if isinstance(parent, ast.Call) else facts.program.parent(parent)
            text = quoted(facts.program.text(call or parent), 60)
            return Cause(
                "none-as-argument",
                f"{text} in line {origin.line} passes None",
                origin.span,
                suggestions=(f"Pass a value instead of None in line {origin.line}",),
            )
        case _:
            return Cause(
                "none-in-data",
                f"None is written in line {origin.line}",
                origin.span,
                suggestions=(
                    f"Write a value instead of None in line {origin.line}",
                    f"Skip or replace None where it is used, in line {crash_line(facts)}",
                ),
            )


def crash_line(facts: Facts) -> int:
    """The line of the crash."""
    return facts.crash.line if facts.crash else 1


def never_replaced(facts: Facts, origin: Origin, statement: ast.Assign | ast.AnnAssign) -> Cause:
    """A start value None: say which assignments would have replaced it, and that none was reached."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    text = shortened(facts.program.text(target), 40)
    later = [other for other in setters(facts, target) if other is not statement]
    missed = [other for other in later if not facts.reached(first_line(other))]
    if not later:
        because = f"`{text}` is set to None in line {origin.line}, and nothing gives it another value"
        advice = f"Give `{text}` its value before line {crash_line(facts)}"
    elif len(missed) == len(later):
        lines = " and ".join(at_lines(first_line(other)) for other in missed[:3])
        because = (
            f"`{text}` is still None from line {origin.line}: {lines}, which would set it, was never reached"
        )
        advice = f"Handle the case that {lines} is not reached: `{text}` is None then"
    else:
        because = f"`{text}` was set to None in line {origin.line}"
        advice = f"Handle `{text} is None` before line {crash_line(facts)}"
    return Cause("none-never-replaced", because, origin.span, suggestions=(advice,))


def setters(facts: Facts, target: ast.expr) -> list[ast.stmt]:
    """The other statements that set the same variable or attribute."""
    if isinstance(target, ast.Name):
        owners = (binding.owner for binding in facts.program.scope(target).lookup(target.id))
        return [owner for owner in owners if isinstance(owner, ast.stmt)]
    name = target.attr if isinstance(target, ast.Attribute) else None
    found = [
        facts.program.statement(node)
        for node in facts.program.nodes
        if isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Store)
    ]
    return [statement for statement in found if statement is not None]
