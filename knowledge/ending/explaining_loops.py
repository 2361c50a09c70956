"""Why a `while` loop does not end: the sentences and the fixes, for runs ended by time or by output."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.ending.standing import step_of
from knowledge.ending.stopping import Stop, turns_said
from knowledge.ending.verdict import Verdict
from knowledge.ending.watched import changes_of
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.operating.operations import symbol_edit
from knowledge.operating.reckoning import state_of
from knowledge.program import first_line
from knowledge.provenance import Evidence
from knowledge.telling.edits import below, is_alone, replaced
from knowledge.telling.wording import listed, quoted


def loop_cause(facts: Facts, found: Verdict, stop: Stop) -> Cause:
    """Put the cause together."""
    loop = found.loop
    test = quoted(facts.program.text(loop.test), 40)
    values = values_said(found, stop)
    return Cause(
        f"loop-{found.kind}",
        reason(facts, found) + (f"; when it was stopped, {values}" if values else ""),
        place(facts, found),
        immediate=f"the loop `while {test.strip('`')}` in line {loop.lineno} went round "
        f"{turns_said(facts, loop)} and was still going",
        certainty=Certainty.PROVEN if stop.variables or found.kind == "no-exit" else Certainty.LIKELY,
        evidence=tuple(
            Evidence(stop.line, name, stop.variables[name].text[:80])
            for name in found.names
            if name in stop.variables
        ),
        suggestions=advice(found),
        fixes=tuple(remedies(facts, found, stop)),
    )


def place(facts: Facts, found: Verdict) -> Span:
    """What to change: the step that fails its purpose, else the test."""
    aside = bool(found.roots) or isinstance(found.change, ast.Expr)
    if (
        found.change is None
        or (aside and found.kind == "stands-still")
        or found.kind in {"not-reached", "steps-over"}
    ):
        return facts.program.span(found.loop.test)
    return facts.program.span(
        found.change.test if isinstance(found.change, ast.If | ast.While) else found.change
    )


def values_said(found: Verdict, stop: Stop) -> str:
    """Say the values of the variables of the test."""
    known = [name for name in found.names if name in stop.variables]
    return listed([f"`{name}` was {quoted(stop.variables[name].text, 30)}" for name in known[:4]])


def reason(facts: Facts, found: Verdict) -> str:
    """Why the loop does not end."""
    names = listed([f"`{name}`" for name in found.names])
    line = first_line(found.change) if found.change is not None else 0
    text = quoted(facts.program.text(found.change), 50) if found.change is not None else ""
    match found.kind:
        case "no-exit":
            return (
                f"the test in line {found.loop.lineno} is always true, and no `break`, `return` or "
                f"`raise` leaves the loop"
            )
        case "unchanged":
            return f"nothing in the loop changes {names}, read by what decides whether it goes on"
        case "not-reached":
            return f"{text} in line {line}, which would change the test, was never reached"
        case "moves-away":
            return (
                f"{text} in line {line} moves away from the end of "
                f"{quoted(facts.program.text(found.loop.test), 40)}"
            )
        case "steps-over":
            return (
                f"{text} in line {line} stepped over the one value at which "
                f"{quoted(facts.program.text(found.loop.test), 40)} ends"
            )
        case "in-circles":
            come = "comes" if len(found.names) == 1 else "come"
            return f"every {found.rounds} rounds {names} {come} back to the same values"
        case "skipped":
            return f"`continue` in line {line} skips the part of the loop in which {names} would change"
        case _:
            return (
                f"the loop goes round without changing {names}"
                + (f": {text} in line {line} gives the same value again" if text else "")
                + roots_said(found)
            )


def roots_said(found: Verdict) -> str:
    """Say from what a value is made that stays the same."""
    roots = listed([f"`{name}`" for name in found.roots])
    return f", since nothing in the loop changes {roots}" if roots else ""


def advice(found: Verdict) -> tuple[str, ...]:
    """What to change."""
    line = first_line(found.change) if found.change is not None else 0
    match found.kind:
        case "no-exit":
            return (f"Leave the loop of line {found.loop.lineno} with `break` when its work is done",)
        case "unchanged":
            return (
                (
                    f"Change {listed([f'`{name}`' for name in found.names], 'or')} in the body of the loop "
                    f"in line {found.loop.lineno}"
                ),
            )
        case "not-reached":
            return (
                f"Let line {line} be reached in every round, or change the test in line {found.loop.lineno}",
            )
        case "moves-away":
            return (f"Turn the step in line {line} round",)
        case "skipped":
            return (
                (
                    f"Change {listed([f'`{name}`' for name in found.names], 'or')} before `continue` in "
                    f"line {line}"
                ),
            )
        case "in-circles" if found.change is not None:
            return (
                (
                    f"Keep in a set what was already seen, and do not take it up again in line {line}: "
                    f"{listed([f'`{name}`' for name in found.names])} would then run out"
                ),
            )
        case "in-circles":
            return (f"Leave the loop of line {found.loop.lineno} when the same values come back",)
        case "steps-over":
            return (f"Test with `<` or `>` instead of `!=` in line {found.loop.lineno}",)
        case _:
            return (
                f"Make sure that every round changes "
                f"{listed([f'`{name}`' for name in found.roots or found.names], 'or')}"
                + (f": here line {line} does not" if line and found.kind == "stands-still" else ""),
            )


def remedies(facts: Facts, found: Verdict, stop: Stop) -> list[Fix]:
    """Small changes after which the loop may end; each is tried."""
    match found.kind:
        case "unchanged":
            return stepping(facts, found, stop)
        case "moves-away":
            return turned(facts, found)
        case "steps-over":
            return bounded(facts, found, stop)
        case "stands-still":
            return [*nudged(facts, found), *set_before(facts, found)]
        case "skipped":
            return stepping_first(facts, found)
        case _:
            return []


def stepping(facts: Facts, found: Verdict, stop: Stop) -> list[Fix]:
    """Count up, or down, at the end of the body, where the test compares a number with a bound."""
    loop = found.loop
    match loop.test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Lt() | ast.LtE() | ast.NotEq()]):
            step = f"{name} += 1"
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Gt() | ast.GtE()]) | ast.Name(id=name):
            step = f"{name} -= 1"
        case _:
            return []
    last = loop.body[-1]
    numbers = state_of(stop.variables)
    if (stop.variables and not isinstance(numbers.get(name), int | float)) or not is_alone(
        facts.program, last
    ):
        return []
    margin = facts.source.indentation(first_line(last))
    edit = below(facts.program, last.end_lineno or last.lineno, margin, step)
    return [Fix(f"Write `{step}` at the end of the loop", (edit,))]


def turned(facts: Facts, found: Verdict) -> list[Fix]:
    """`+=` for `-=`."""
    change = found.change
    if isinstance(change, ast.AugAssign) and isinstance(change.op, ast.Add | ast.Sub):
        sign = "-" if isinstance(change.op, ast.Add) else "+"
        edit = symbol_edit(facts, change, sign)
        return [Fix(f"Write `{sign}=` in line {change.lineno}", (edit,))] if edit else []
    if isinstance(change, ast.Assign) and isinstance(change.value, ast.BinOp):
        sign = "-" if isinstance(change.value.op, ast.Add) else "+"
        edit = symbol_edit(facts, change.value, sign)
        return [Fix(f"Write `{sign}` in line {change.lineno}", (edit,))] if edit else []
    return []


def bounded(facts: Facts, found: Verdict, stop: Stop) -> list[Fix]:
    """`<` for `!=`."""
    test = found.loop.test
    if not isinstance(test, ast.Compare) or not isinstance(test.left, ast.Name) or found.change is None:
        return []
    step = step_of(found.change, test.left.id, state_of(stop.variables)) or -1
    sign = "<" if step > 0 else ">"
    written = f"{test.left.id} {sign} {facts.program.text(test.comparators[0])}"
    return [Fix(f"Test {quoted(written)}", (replaced(facts.program, test, written),))]


def set_before(facts: Facts, found: Verdict) -> list[Fix]:
    """A counter that every round sets to its first value is set before the loop instead."""
    change, loop = found.change, found.loop
    match change:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if change in loop.body[:-1]:
            others = [one for one in changes_of(loop, (name,)) if one is not change]
        case _:
            return []
    if not others or not is_alone(facts.program, change) or not is_alone(facts.program, loop):
        return []
    line, text = change.lineno, facts.program.text(change)
    above = Edit(Span(loop.lineno, 0, loop.lineno, 0), f"{facts.source.indentation(loop.lineno)}{text}\n")
    gone = Edit(Span(line, 0, (change.end_lineno or line) + 1, 0), "")
    return [Fix(f"Write {quoted(text, 40)} before the loop, not in it", (above, gone))]


def stepping_first(facts: Facts, found: Verdict) -> list[Fix]:
    """The step that `continue` skips is made before it as well."""
    steps = [one for one in changes_of(found.loop, found.names) if isinstance(one, ast.AugAssign)]
    jump = found.change
    if len(steps) != 1 or jump is None or not is_alone(facts.program, jump):
        return []
    text = facts.program.text(steps[0])
    above = Edit(Span(jump.lineno, 0, jump.lineno, 0), f"{facts.source.indentation(jump.lineno)}{text}\n")
    return [Fix(f"Write {quoted(text, 40)} before `continue` in line {jump.lineno} too", (above,))]


def nudged(facts: Facts, found: Verdict) -> list[Fix]:
    """A bound that is set to the middle has to pass it: `low = middle + 1`."""
    match found.change:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=source) as value):
            return [
                Fix(
                    f"Write `{name} = {source} {sign} 1` in line {value.lineno}",
                    (Edit(facts.program.span(value), f"{source} {sign} 1"),),
                )
                for sign in ("+", "-")
            ]
        case _:
            return []
