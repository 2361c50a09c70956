"""ModuleNotFoundError, and imports relative to no package."""

import ast
from collections.abc import Iterator

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.imports.members import has_member, lines
from knowledge.imports.modules import distribution, is_installed, nearest_module
from knowledge.names.abbreviations import abbreviated
from knowledge.near import nearest
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.tables.distributions import DISTRIBUTIONS
from knowledge.tables.import_homes import MODULES
from knowledge.tables.moved_modules import INSTEAD, PYTHON_2, REMOVED
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@explains(ImportError)
def absent_module(facts: Facts) -> Cause | None:
    """A module of Python 2, one that was removed, a misspelt one, or one that is not installed."""
    statement, name = facts.statement, told(facts).get("name")
    if facts.fault is None or statement is None or "name_from" in told(facts):
        return None
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return by_text(facts, name) if name else None
    if isinstance(statement, ast.ImportFrom) and statement.level:
        return relative(facts, statement)
    if not name:
        return None
    if name not in asked_modules(statement):
        return needed_by_library(facts, statement, name)
    tellers = (class_as_module, moved, misspelt)
    known = next((cause for tell in tellers if (cause := tell(facts, statement, name))), None)
    return known or not_installed(facts, statement, name)


def by_text(facts: Facts, name: str) -> Cause | None:
    """`import_module` and `__import__` get the name as a text: find where it is written."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not call.args:
        return None
    made = origin_of(facts, call.args[0]).node
    written = made if isinstance(made, ast.Constant) and made.value == name else None
    if written is None:
        found = [
            node for node in facts.program.nodes if isinstance(node, ast.Constant) and node.value == name
        ]
        written = found[0] if len(found) == 1 else None
    meant = near_module(name)
    place = written if written is not None else call
    words = f"Change the name to `{meant}`" if meant else f"Do without `{name}`"
    fixes = (Fix(words, (replaced(facts.program, written, repr(meant)),)),) if meant and written else ()
    return Cause(
        "module-typo" if meant else "module-not-installed",
        f"there is no module `{name}`" + (f"; the nearest name is `{meant}`" if meant else " here"),
        facts.program.span(place),
        immediate=f"line {call.lineno} imports `{name}`, and there is no such module",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=fixes,
    )


def near_module(name: str) -> str | None:
    """The installed module of nearly this name: a well-known one first."""
    package, _, last = name.rpartition(".")
    if package:
        below = [
            module.rstrip("?")[len(package) + 1 :] for module in lines() if module.startswith(f"{package}.")
        ]
        near = nearest(last, below)
        return f"{package}.{near}" if near else None
    if name in MODULES or name in DISTRIBUTIONS:
        return None
    meant = nearest(name, MODULES) or nearest_module(name) or abbreviated(name, MODULES)
    return meant if meant and is_installed(meant) else None


def class_as_module(facts: Facts, statement: ast.stmt, name: str) -> Cause | None:
    """`from datetime.datetime import now` takes a class for a module."""
    module, _, last = name.rpartition(".")
    if not module or not has_member(module, last):
        return None
    program = facts.program
    edits = [replaced(program, statement, f"from {module} import {last}")]
    for alias in statement.names if isinstance(statement, ast.ImportFrom) else ():
        bound = alias.asname or alias.name
        nodes = [use.node for use in program.scopes.uses if use.name == bound]
        edits += [replaced(program, node, f"{last}.{alias.name}") for node in nodes]
    words = f"Write `from {module} import {last}`, and take the rest from `{last}`"
    return Cause(
        "class-as-module",
        f"`{last}` is a member of the module `{module}`, not a module itself",
        program.span(statement),
        immediate=f"there is no module `{name}`",
        suggestions=(words,),
        fixes=(Fix(words, tuple(edits)),),
    )


def told(facts: Facts) -> dict[str, str]:
    """What the exception carries, where it is a text."""
    attributes = facts.fault.attributes if facts.fault else {}
    return {name: value.scalar for name, value in attributes.items() if isinstance(value.scalar, str)}


def asked_modules(statement: ast.Import | ast.ImportFrom) -> set[str]:
    """The modules that a statement names, and the packages on the way to them."""
    names = (
        [alias.name for alias in statement.names]
        if isinstance(statement, ast.Import)
        else [statement.module or ""]
    )
    return {".".join(name.split(".")[:count]) for name in names for count in range(1, name.count(".") + 2)}


def relative(facts: Facts, statement: ast.ImportFrom) -> Cause:
    """A single file has no package that an import could be relative to."""
    dots, module = "." * statement.level, statement.module or ""
    words = f"Import it by its full name, without `{dots}`"
    fixes: tuple[Fix, ...] = ()
    if module and is_installed(module.partition(".")[0]):
        text = facts.program.text(statement).replace(f"{dots}{module}", module, 1)
        fixes = (Fix(f"Write `{text}`", (replaced(facts.program, statement, text),)),)
    return Cause(
        "relative-import",
        f"`{dots}{module}` is looked up in the program's package, and a program that is run alone has none",
        facts.program.span(statement),
        immediate=f"the relative import in line {statement.lineno} has nothing to be relative to",
        suggestions=(
            *(fix.words for fix in fixes),
            words,
            "Put what it would import into the program itself",
        ),
        fixes=fixes,
    )


def needed_by_library(facts: Facts, statement: ast.stmt, name: str) -> Cause:
    """The module was found, and needs another one itself."""
    text = quoted(facts.program.text(statement), 50)
    return Cause(
        "module-not-installed",
        f"{text} was found, but needs `{name}` itself, which is not installed",
        facts.program.span(statement),
        immediate=f"there is no module `{name}`",
        suggestions=(f"Ask for `{distribution(name)}` to be installed, or do without this import",),
    )


def moved(facts: Facts, statement: ast.stmt, name: str) -> Cause | None:
    """Python 2 had it under this name, or it was taken out of the standard library."""
    new = PYTHON_2.get(name)
    if new is None:
        top = name.partition(".")[0]
        gone, instead = REMOVED.get(top), INSTEAD.get(top)
        if gone is None:
            return None
        return Cause(
            "removed-module",
            f"`{name}` was removed from the standard library in Python {gone}",
            facts.program.span(statement),
            immediate=f"there is no module `{name}`",
            suggestions=(f"Use `{instead}` for this work" if instead else f"Do without `{name}`",),
        )
    return Cause(
        "python-2-module",
        f"`{name}` is a module of Python 2; Python 3 has `{new}`",
        facts.program.span(statement),
        immediate=f"there is no module `{name}`",
        suggestions=(f"Import `{new}` instead of `{name}`",),
        fixes=tuple(renaming(facts.program, statement, name, new)),
    )


def misspelt(facts: Facts, statement: ast.stmt, name: str) -> Cause | None:
    """A module of nearly this name is there."""
    meant = near_module(name)
    if meant is None:
        return None
    words = f"Change `{name}` to `{meant}`"
    return Cause(
        "module-typo",
        f"there is no module `{name}`; the nearest name is `{meant}`",
        facts.program.span(statement),
        immediate=f"there is no module `{name}`",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=tuple(renaming(facts.program, statement, name, meant)),
    )


def renaming(program: Program, statement: ast.stmt, old: str, new: str) -> Iterator[Fix]:
    """Import the other module, under the name by which the program goes on to use it."""
    words = f"Import `{new}` instead of `{old}`"
    if isinstance(statement, ast.ImportFrom):
        text = program.text(statement).replace(old, new, 1)
        yield Fix(words, (replaced(program, statement, text),))
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            if alias.name == old or alias.name.startswith(f"{old}."):
                whole = alias.name.replace(old, new, 1)
                bound = f" as {alias.asname or old}" if alias.asname or "." not in old else ""
                yield Fix(words, (replaced(program, alias, f"{whole}{bound}"),))


def not_installed(facts: Facts, statement: ast.stmt, name: str) -> Cause:
    """Nobody has heard of it here."""
    top, known = name.partition(".")[0], distribution(name)
    if top != name and is_installed(top):
        because = f"`{top}` is installed, but has no module `{name}`"
        advice = f"Import what `{top}` has"
    else:
        package = f"the package `{known}`, which holds the module `{name}`," if known != name else f"`{name}`"
        because = f"{package} is not installed here, and the program cannot install it"
        advice = f"Write the program without `{top}`, with the standard library or with what is installed"
    return Cause(
        "module-not-installed",
        because,
        facts.program.span(statement),
        immediate=f"there is no module `{name}`",
        suggestions=(advice, f"Ask for `{known}` to be installed where the program runs"),
    )
