"""An attribute that a method still running was going to set: something it calls before asks for it."""

import ast

from knowledge.calling.calls import class_of_self
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.lacking import Lacking
from knowledge.names.own_class import Setter, setters_of
from knowledge.names.own_init import Told, immediate
from knowledge.program import first_line
from knowledge.run import Frame
from knowledge.telling.edits import is_alone, line_before


def set_too_late(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """A frame on the stack stands before the line that sets it, in the same method.

    Typical is an `__init__` that calls `super().__init__()` first, which calls a method of the subclass.
    """
    if found.stores or not is_own_object(facts, found):
        return None
    setters = setters_of(facts.program, kind, found.name)
    pairs = [(one, frame) for one in setters if (frame := waiting(facts, one))]
    if len(setters) != 1 or len(pairs) != 1:
        return None
    one, frame = pairs[0]
    line = first_line(one.statement)
    early = facts.program.statement_at(frame.line)
    words = f"Set `self.{found.name}` before line {frame.line}"
    return Cause(
        "attribute-never-set",
        f"`self.{found.name}` is set in line {line}, and line {frame.line} of the same method needs it "
        "before",
        frame.span or facts.source.line_span(frame.line),
        immediate=immediate(kind, found),
        suggestions=(words,),
        fixes=moved(facts, words, one.statement, early) if early is not None else (),
    )


def is_own_object(facts: Facts, found: Lacking) -> bool:
    """Whether the attribute is asked of `self`: then it may be the object that the waiting method made."""
    owner = found.owner
    return isinstance(owner, ast.Name) and owner.id == "self" and class_of_self(facts, owner) is not None


def waiting(facts: Facts, one: Setter) -> Frame | None:
    """The frame of the method that would have set it, which stands before that line; not the crash itself."""
    frames = facts.run.fault.frames if facts.run.fault else ()
    function = one.function
    if function is None or facts.reached(first_line(one.statement)):
        return None
    before = range(function.lineno, first_line(one.statement))
    found = [
        frame
        for frame in frames
        if frame.in_program
        and frame is not facts.crash
        and frame.line in before
        and frame.function.rpartition(".")[2] == function.name
    ]
    return found[0] if len(found) == 1 else None


def moved(facts: Facts, words: str, late: ast.stmt, early: ast.stmt) -> tuple[Fix, ...]:
    """Move a statement before another one of the same block, where nothing between them is needed for it."""
    block = facts.program.parent(late)
    body = getattr(block, "body", [])
    if (
        early not in body
        or late not in body
        or not all(is_alone(facts.program, one) for one in (early, late))
    ):
        return ()
    between = body[body.index(early) : body.index(late)]
    parts = (part for one in between for part in ast.walk(one))
    set_there = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    if set_there & {part.id for part in ast.walk(late) if isinstance(part, ast.Name)}:
        return ()
    text, span = facts.program.text(late), facts.program.span(late)
    if "\n" in text:
        return ()
    gone = Edit(
        Span(span.line - 1, len(facts.source.sent_lines[span.line - 2]), span.end_line, span.end_column), ""
    )
    return (Fix(words, (line_before(facts.program, early, text), gone)),)
