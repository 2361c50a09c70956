"""AttributeError: a class where the module of the same name was meant, or a class where an object was."""

import ast

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.imports.importing import importing
from knowledge.imports.members import has_member
from knowledge.names.lacking import Lacking, lacking
from knowledge.names.meant_names import attributes_of
from knowledge.scopes import Binding
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted, some_of


@explains(AttributeError)
def class_for_module(facts: Facts) -> Cause | None:
    """`from datetime import datetime` binds the class: the module's other members are not in it."""
    found = lacking(facts, "class")
    if found is None:
        return None
    binding = import_of(facts, found)
    if binding is not None and isinstance(binding.owner, ast.ImportFrom) and binding.owner.module:
        return taken_from_module(facts, found, binding, binding.owner.module)
    return class_for_object(facts, found) or near_member(facts, found) or lacks(facts, found)


def import_of(facts: Facts, found: Lacking) -> Binding | None:
    """The import that bound the class."""
    if not isinstance(found.owner, ast.Name):
        return None
    return next((one for one in facts.program.bindings(found.owner) if one.kind == "import"), None)


def taken_from_module(facts: Facts, found: Lacking, binding: Binding, module: str) -> Cause:
    """The member is the module's, or it is the class itself once more."""
    program, owner = facts.program, facts.program.text(found.owner)
    again = found.name == found.obj.name
    if not again and not has_member(module, found.name):
        return near_member(facts, found) or lacks(facts, found)
    if again:
        words = f"Change `{owner}.{found.name}` to `{owner}`: the import already took the class"
        fixes = [Fix(words, (replaced(program, found.node, owner),))]
    else:
        words = f"Write `{found.name}` and add `from {module} import {found.name}`"
        added = importing(program, f"from {module} import {found.name}")
        fixes = [Fix(words, (replaced(program, found.node, found.name), added))]
    line = program.span(binding.owner).line
    return Cause(
        "class-for-module",
        f"line {line} imports the class `{owner}` from the module `{module}`, so `{owner}` is not the module",
        program.span(found.node),
        immediate=f"the class `{owner}` has no `{found.name}`",
        suggestions=(
            words,
            f"Or write `import {module}` in line {line} and `{module}.{owner}` for the class",
        ),
        fixes=tuple(fixes),
    )


def class_for_object(facts: Facts, found: Lacking) -> Cause | None:
    """The attribute belongs to the objects of the class: the class was not called."""
    kind = facts.program.classes.get(found.obj.name or "")
    if kind is None or found.name not in attributes_of(facts.program, kind):
        return None
    origin = origin_of(facts, found.owner)
    shown = origin.links[-2].span if len(origin.links) > 2 else facts.program.span(found.owner)
    names = (node for node in facts.program.nodes if isinstance(node, ast.Name) and node.id == kind.name)
    spans = [facts.program.span(node) for node in names]
    span = next((one for one in spans if shown.covers(one)), shown)
    text, taken = facts.program.text(found.owner), facts.program.source.segment(span)
    words = f"Make an object in line {span.line}: `{taken}(…)`"
    fixes: tuple[Fix, ...] = ()
    if taken in (kind.name, text):
        fixes = (Fix(f"Change `{taken}` to `{taken}()` in line {span.line}", (Edit(span, f"{taken}()"),)),)
    return Cause(
        "class-for-object",
        f"`{text}` is the class itself; `{found.name}` belongs to its objects",
        span,
        immediate=f"the class `{kind.name}` has no attribute `{found.name}`",
        suggestions=(words,),
        provenance=origin.links,
        fixes=fixes,
    )


def near_member(facts: Facts, found: Lacking) -> Cause | None:
    """A class member under another spelling."""
    if not found.meant:
        return None
    text = facts.program.text(found.owner)
    words = f"Change `{text}.{found.name}` to `{text}.{found.meant}`"
    return Cause(
        "attribute-typo",
        f"the class {quoted(text, 40)} has no `{found.name}`; the nearest name is `{found.meant}`",
        facts.program.span(found.node),
        immediate=f"the class {quoted(text, 40)} has no attribute `{found.name}`",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, found.node, f"{text}.{found.meant}"),)),),
    )


def lacks(facts: Facts, found: Lacking) -> Cause:
    """Nothing of the class has to do with the name."""
    text = quoted(facts.program.text(found.owner), 40)
    has = [name for name in found.members if not name.startswith("_")]
    return Cause(
        "attribute-missing",
        f"the class {text} has nothing named `{found.name}` or near to it",
        facts.program.span(found.node),
        immediate=f"the class {text} has no attribute `{found.name}`",
        certainty=Certainty.LIKELY,
        suggestions=(f"Use what it has: {some_of(has, 8)}" if has else f"Define `{found.name}` in {text}",),
    )
