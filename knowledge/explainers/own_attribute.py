"""AttributeError: an object of the program's own class lacks an attribute."""

import ast
from collections.abc import Callable

from knowledge.absence.neutral import empty_like
from knowledge.absence.nones import body_start
from knowledge.calling.calls import class_of_value
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.lacking import Lacking, lacking
from knowledge.names.meant_names import attributes_of
from knowledge.names.own_class import (
    Setter,
    init_of,
    locals_named,
    setters_of,
)
from knowledge.names.own_init import Told, immediate, misspelt_init, skipped_base_init
from knowledge.names.set_too_late import set_too_late
from knowledge.names.spelling import respelt
from knowledge.program import first_line
from knowledge.telling.edits import is_alone, line_before, member_renamed, replaced
from knowledge.telling.wording import quoted, some_of

type Teller = Callable[[Facts, Lacking, ast.ClassDef], Told]


@explains(AttributeError)
def own_attribute(facts: Facts) -> Cause | None:
    """Say what of the class should have set the attribute, and why it did not."""
    found = lacking(facts, "own")
    kind = class_of_value(facts.program, found.obj) if found else None
    if found is None or kind is None:
        return None
    tellers: tuple[Teller, ...] = (
        not_settable,
        skipped_base_init,
        misspelt_init,
        set_too_late,
        never_set,
        own_local,
        local_only,
        misspelt,
    )
    return next((cause for tell in tellers if (cause := tell(facts, found, kind))), None) or absent(
        facts, found, kind
    )


def not_settable(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """A class with `__slots__` takes no other attribute."""
    slots = slots_of(kind)
    if not found.stores or slots is None:
        return None
    span = facts.program.span(found.node)
    fixes: tuple[Fix, ...] = ()
    if isinstance(slots, ast.Tuple | ast.List) and slots.elts:
        last = facts.program.span(slots.elts[-1])
        place = Span(last.end_line, last.end_column, last.end_line, last.end_column)
        words = f'Add `"{found.name}"` to `__slots__` in line {slots.lineno}'
        fixes = (Fix(words, (Edit(place, f', "{found.name}"'),)),)
    return Cause(
        "not-in-slots",
        f"`{kind.name}` lists its attributes in `__slots__`, and `{found.name}` is not among them",
        span,
        immediate=f"`{found.name}` cannot be set on this `{kind.name}` object",
        certainty=Certainty.LIKELY,
        suggestions=(f'Add `"{found.name}"` to `__slots__` of `{kind.name}`',),
        fixes=fixes,
    )


def slots_of(kind: ast.ClassDef) -> ast.expr | None:
    """What a class body assigns to `__slots__`."""
    for statement in kind.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__slots__")], value=value):
                return value
            case _:
                pass
    return None


def never_set(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """A method or a branch that sets it was not run before."""
    setters = setters_of(facts.program, kind, found.name)
    missed = [one for one in setters if not was_run(facts, one)]
    elsewhere = [one for one in setters if one.function is not init_of(kind)]
    if found.stores or not (missed or elsewhere):
        return None
    one = (missed or elsewhere)[0]
    method = one.function.name if one.function else kind.name
    line = first_line(one.statement)
    called = one.function is not None and was_entered(facts, one.function)
    not_called = f"and `{method}` was not called on this object before"
    why = "and that line was not reached" if called and missed else not_called
    advice = (f"Set `self.{found.name}` in `__init__`", *(() if called else (f"Call `{method}` first",)))
    return Cause(
        "attribute-never-set",
        f"`self.{found.name}` is set only in `{method}` (line {line}), {why}",
        place_of(facts, kind, found),
        immediate=immediate(kind, found),
        suggestions=advice,
        fixes=start_in_init(facts, kind, one),
    )


def place_of(facts: Facts, kind: ast.ClassDef, found: Lacking) -> Span:
    """Where the object is used too early: the innermost frame outside of its class."""
    frames = facts.run.fault.frames if facts.run.fault else ()
    inside = range(kind.lineno, (kind.end_lineno or kind.lineno) + 1)
    outside = [frame for frame in frames if frame.in_program and frame.line not in inside]
    if not outside:
        return facts.program.span(found.node)
    return outside[-1].span or facts.program.source.line_span(outside[-1].line)


def was_run(facts: Facts, one: Setter) -> bool:
    """Whether the run came to a statement; one on the line of its `def` ran if the function returned."""
    line = first_line(one.statement)
    if one.function is not None and line == one.function.lineno:
        return facts.returned(one.function.name, first_line(one.function)) is not None
    return facts.reached(line)


def was_entered(facts: Facts, function: Def) -> bool:
    """Whether a function was called."""
    line = first_line(body_start(function))
    return line != function.lineno and facts.reached(line)


def start_in_init(facts: Facts, kind: ast.ClassDef, one: Setter) -> tuple[Fix, ...]:
    """Give the attribute an empty value of its type in `__init__`."""
    init, empty = init_of(kind), empty_like(one.value) if one.value else None
    if init is None or empty is None:
        return ()
    first = body_start(init)
    if not is_alone(facts.program, first):
        return ()
    text = f"self.{one.name} = {empty}"
    return (Fix(f"Start with `{text}` in `__init__`", (line_before(facts.program, first, text),)),)


def own_local(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """The very function has a variable of this name: `self.` is too much."""
    bindings = facts.program.scope(found.node).lookup(found.name)
    inside = [
        one for one in bindings if facts.program.function(one.node) is facts.program.function(found.node)
    ]
    if found.stores or not inside or not isinstance(found.owner, ast.Name):
        return None
    text = facts.program.text(found.node)
    words = f"Write `{found.name}` instead of `{text}`"
    line = facts.program.span(inside[0].node).line
    return Cause(
        "attribute-instead-of-local",
        f"`{found.name}` is a variable of the method (line {line}); no attribute of that name is ever set",
        facts.program.span(found.node),
        immediate=immediate(kind, found),
        certainty=Certainty.LIKELY,
        suggestions=(words, f"Or set `self.{found.name}` in line {line}"),
        fixes=(Fix(words, (replaced(facts.program, found.node, found.name),)),),
    )


def local_only(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """A method sets a variable of this name, and was to set the attribute."""
    nodes = locals_named(facts.program, kind, found.name)
    if not nodes or found.stores:
        return None
    line = nodes[0].lineno
    words = f"Write `self.{found.name}` instead of `{found.name}` in line {line}"
    return Cause(
        "local-instead-of-attribute",
        f"line {line} sets a variable `{found.name}` of the method, not the attribute `self.{found.name}`",
        facts.program.span(nodes[0]),
        immediate=immediate(kind, found),
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(facts.program, node, f"self.{found.name}") for node in nodes)),),
    )


def misspelt(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """The attribute is there under another spelling; where that one is never read, it is the misspelling."""
    if not found.meant:
        return None
    attributes = [node for node in facts.program.nodes if isinstance(node, ast.Attribute)]
    mangled = found.meant == f"_{kind.name}{found.name}"
    wrong = [
        node for node in attributes if node.attr == found.name and not (mangled and node is not found.node)
    ]
    right = [node for node in attributes if node.attr == found.meant]
    fix = member_renamed(facts.program, found.node, found.meant)
    every = Fix(fix.words, tuple(member_renamed(facts.program, node, found.meant).edits[0] for node in wrong))
    unread = right and not any(isinstance(node.ctx, ast.Load) for node in right)
    blamed = right[0] if unread and len({node.lineno for node in wrong}) > 1 else found.node
    fixes = [every]
    slip = None if mangled else respelt(facts, found.name, found.meant)
    if slip:
        fixes.insert(0, slip[1])
    elif blamed is not found.node:
        edits = tuple(member_renamed(facts.program, node, found.name).edits[0] for node in right)
        fixes.insert(0, Fix(f"Change `.{found.meant}` in line {blamed.lineno} to `.{found.name}`", edits))
    return Cause(
        "attribute-typo",
        f"`{kind.name}` has no `{found.name}`; {nearest_said(found, mangled=mangled)}",
        slip[0] if slip else facts.program.span(blamed),
        immediate=immediate(kind, found),
        certainty=Certainty.LIKELY,
        suggestions=tuple(one.words for one in fixes),
        fixes=tuple(fixes),
    )


def nearest_said(found: Lacking, *, mangled: bool) -> str:
    """Say what there is instead."""
    if mangled:
        return f"outside of the class, a name with two leading underscores is `{found.meant}`"
    return f"the nearest name that it has is `{found.meant}`"


def absent(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Cause:
    """Nothing in the class has to do with the name."""
    others = [
        other.name
        for other in facts.program.classes.values()
        if other is not kind and found.name in attributes_of(facts.program, other)
    ]
    has = sorted(attributes_of(facts.program, kind))
    elsewhere = f"; `{others[0]}` has it" if others else ""
    words = f"neither defines nor sets `{found.name}`{elsewhere}"
    return Cause(
        "attribute-missing",
        f"the class `{kind.name}` (line {kind.lineno}) {words}",
        facts.program.span(found.node),
        immediate=immediate(kind, found),
        certainty=Certainty.LIKELY,
        suggestions=(
            f"Define `{found.name}` in `{kind.name}`, or set `self.{found.name}` in its `__init__`",
            f"Use what it has: {some_of(has, 8)}"
            if has
            else f"Check that {quoted(kind.name)} is the right class",
        ),
    )
