"""AttributeError: a module has no such member."""

import ast
import datetime as dt
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.imports.importing import importing
from knowledge.imports.members import has_member, lines
from knowledge.imports.modules import exists
from knowledge.imports.shadowing import shadowing
from knowledge.names.abbreviations import abbreviated
from knowledge.names.lacking import Lacking, lacking, public
from knowledge.near import near, nearest
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.tables.import_homes import MEMBERS
from knowledge.tables.moved_members import MOVED_MEMBERS
from knowledge.telling.edits import replaced
from knowledge.telling.wording import listed, quoted, shortened

CLASSES = {"datetime": (dt.datetime, dt.date, dt.time, dt.timedelta)}
"""Modules whose classes are taken for the module itself."""

NEIGHBOURS = ("math", "statistics", "random", "itertools", "functools", "collections", "operator", "string")
"""The modules that are mixed up: where else a member is looked for, in this order."""


@explains(AttributeError)
def module_member(facts: Facts) -> Cause | None:
    """Say where the member is: in a class, a submodule or another module, under another name, or nowhere."""
    found = lacking(facts, "module")
    module = found.obj.name if found else None
    if found is None or not module:
        return None
    if hidden := shadowing(facts, module, found.name, found.node):
        return hidden
    fixes = tuple({fix.words: fix for fix in instead(facts, found, module)}.values())
    program = facts.program
    return Cause(
        "module-member-missing",
        because(found, module, fixes),
        program.span(found.node),
        immediate=f"the module `{module}` has no `{found.name}`",
        certainty=Certainty.LIKELY if fixes else Certainty.PROVEN,
        suggestions=tuple(fix.words for fix in fixes)[:3] or (f"Use another member of `{module}`",),
        factors=(f"near names in `{module}`: {listed(map(quoted, close))}",)
        if (close := near(found.name, public(found.members, found.name)))
        else (),
        fixes=fixes[:4],
    )


def because(found: Lacking, module: str, fixes: tuple[Fix, ...]) -> str:
    """Say what there is instead."""
    if not fixes:
        return f"`{module}` has nothing named `{found.name}`, nor anything near to it"
    return f"`{module}` has nothing named `{found.name}`: {lowered(fixes[0].words)}"


def lowered(words: str) -> str:
    """An instruction as the second half of a sentence."""
    return words[:1].lower() + words[1:]


def instead(facts: Facts, found: Lacking, module: str) -> Iterator[Fix]:
    """What may be meant, the surest first."""
    yield from of_class(facts, found, module)
    yield from submodule(facts, found, module)
    if module == "string":
        yield from text_method(facts, found)
    moved = MOVED_MEMBERS.get(f"{module}.{found.name}")
    if moved:
        yield named(facts, found, moved)
    known = public(found.members, found.name)
    meant = nearest(found.name, known) or abbreviated(found.name, known)
    if meant:
        yield named(facts, found, f"{module}.{meant}")
    if found.name in BUILTIN_NAMES:
        yield named(facts, found, found.name)
    yield from elsewhere(facts, found, module)


def of_class(facts: Facts, found: Lacking, module: str) -> Iterator[Fix]:
    """`datetime.now()` is a method of the class in the module."""
    for kind in CLASSES.get(module, ()):
        if hasattr(kind, found.name):
            yield named(facts, found, f"{module}.{kind.__name__}.{found.name}")
            return


def submodule(facts: Facts, found: Lacking, module: str) -> Iterator[Fix]:
    """A package knows its submodules once they were imported."""
    whole = f"{module}.{found.name}"
    if exists(whole):
        yield Fix(f"Add `import {whole}` at the top", (importing(facts.program, f"import {whole}"),))


def elsewhere(facts: Facts, found: Lacking, module: str) -> Iterator[Fix]:
    """Another module of the standard library has it."""
    homes = [other for other in lines() if other.startswith(f"{module}.") and has_member(other, found.name)]
    usual = [other for other in NEIGHBOURS if has_member(other, found.name)]
    homes += [MEMBERS[found.name]] if found.name in MEMBERS else usual
    for home in dict.fromkeys(homes):
        if home != module:
            yield named(facts, found, f"{home}.{found.name}")
            return


def named(facts: Facts, found: Lacking, whole: str) -> Fix:
    """Write the whole name that there is, and import its module where that lacks."""
    program = facts.program
    module, _, rest = whole.rpartition(".")
    text, known = program.text(found.node), found.obj.name or ""
    same_module = whole.startswith(f"{known}.")
    new = f"{program.text(found.owner)}{whole[len(known) :]}" if same_module else whole
    words = f"Change `{text}` to `{new}`"
    edits = [replaced(program, node, new) for node in same_reads(facts, found)]
    if module and rest and new == whole and not is_bound(facts, module.partition(".")[0]):
        edits.append(importing(program, f"import {module}"))
        words += f" and add `import {module}`"
    return Fix(words, tuple(edits))


def same_reads(facts: Facts, found: Lacking) -> list[ast.Attribute]:
    """Every place that asks the same name for the same member."""
    text = ast.unparse(found.node)
    attributes = (node for node in facts.program.nodes if isinstance(node, ast.Attribute))
    return [node for node in attributes if node.attr == found.name and ast.unparse(node) == text]


def text_method(facts: Facts, found: Lacking) -> Iterator[Fix]:
    """What the module `string` had in Python 2 are methods of texts."""
    program = facts.program
    call = program.parent(found.node)
    if not hasattr(str, found.name) or not isinstance(call, ast.Call) or not call.args:
        return
    texts = [program.text(argument) for argument in call.args]
    owner, rest = (
        (texts[1], [texts[0]]) if found.name == "join" and len(texts) == 2 else (texts[0], texts[1:])
    )
    new = f"{owner}.{found.name}({', '.join(rest)})"
    yield Fix(f"Write `{shortened(new, 50)}`", (replaced(program, call, new),))


def is_bound(facts: Facts, name: str) -> bool:
    """Whether the program imports a module under its own name."""
    return any(
        isinstance(binding.owner, ast.Import) for binding in facts.program.scopes.root.bindings.get(name, ())
    )
