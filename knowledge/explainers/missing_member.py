"""ImportError: a module has no such member to import."""

import ast
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Finding
from knowledge.imports.members import has_member, lines, members
from knowledge.names.abbreviations import abbreviated
from knowledge.near import nearest
from knowledge.scopes import Binding
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.tables.import_homes import MEMBERS
from knowledge.tables.moved_members import MOVED_MEMBERS
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import some_of

NEIGHBOURS = ("math", "statistics", "random", "itertools", "functools", "collections", "operator", "string")


@explains(ImportError)
def missing_member(facts: Facts) -> Cause | None:
    """Say which member is meant: one of nearly this name, or the same name in another module."""
    statement = facts.statement
    name, module = told(facts, "name_from"), told(facts, "name")
    if not isinstance(statement, ast.ImportFrom) or not name:
        return None
    alias = next((one for one in statement.names if one.name == name), None)
    if alias is None:
        return None
    module = statement.module or module
    fixes = tuple({fix.words: fix for fix in instead(facts, statement, alias, module)}.values())[:4]
    because = f"`{module}` has nothing named `{name}`"
    if fixes:
        because += f": {fixes[0].words[:1].lower()}{fixes[0].words[1:]}"
    known = sorted(member for member in members(module) or () if not member.startswith("_"))
    return Cause(
        "member-missing",
        because,
        facts.program.span(alias),
        immediate=f"`{name}` cannot be imported from `{module}`",
        certainty=Certainty.LIKELY,
        suggestions=tuple(fix.words for fix in fixes) or (f"Import something that `{module}` has",),
        factors=() if fixes or not 0 < len(known) <= 60 else (f"`{module}` has {some_of(known, 12)}",),
        fixes=fixes,
    )


def told(facts: Facts, name: str) -> str:
    """A text that the exception carries."""
    value = facts.fault.attributes.get(name) if facts.fault else None
    return value.scalar if value is not None and isinstance(value.scalar, str) else ""


def instead(facts: Facts, statement: ast.ImportFrom, alias: ast.alias, module: str) -> Iterator[Fix]:
    """What may be meant, the surest first."""
    name = alias.name
    moved = MOVED_MEMBERS.get(f"{module}.{name}", "")
    if moved:
        yield from whole_name(facts, statement, alias, moved)
    known = members(module) or frozenset()
    near = nearest(name, known) or found_before(facts, alias) or abbreviated(name, known)
    if near:
        yield spelt(facts, alias, near)
    for home in homes(module, name):
        yield taken_from(facts, statement, alias, home)
    if name in BUILTIN_NAMES:
        yield from as_builtin(facts, statement, alias)


def found_before(facts: Facts, alias: ast.alias) -> str | None:
    """What the static pass proposed for this member."""
    span = facts.program.span(alias)

    def speaks(finding: Finding) -> bool:
        return finding.replacement is not None and finding.span.line == span.line

    found = [
        one for one in facts.findings if speaks(one) and (span.covers(one.span) or one.span.covers(span))
    ]
    names = [one.replacement for one in found if one.replacement and one.replacement.isidentifier()]
    return names[0] if names else None


def homes(module: str, name: str) -> list[str]:
    """The other modules of the standard library that have it: submodules first."""
    found = [other for other in lines() if other.startswith(f"{module}.") and has_member(other, name)]
    usual = [other for other in NEIGHBOURS if has_member(other, name)]
    found += [MEMBERS[name]] if name in MEMBERS else usual
    return [home for home in dict.fromkeys(found) if home != module][:2]


def whole_name(facts: Facts, statement: ast.ImportFrom, alias: ast.alias, whole: str) -> Iterator[Fix]:
    """A member that bears another name now, perhaps in another module, perhaps as a builtin."""
    module, _, member = whole.rpartition(".")
    if not module:
        yield from as_builtin(facts, statement, alias)
    elif module == statement.module:
        yield spelt(facts, alias, member)
    else:
        yield taken_from(facts, statement, alias, module, member)


def spelt(facts: Facts, alias: ast.alias, near: str) -> Fix:
    """Import the near name, and use it wherever the wrong one is used."""
    program = facts.program
    edits = [replaced(program, alias, f"{near} as {alias.asname}" if alias.asname else near)]
    if not alias.asname:
        uses = [use for use in program.scopes.uses if use.name == alias.name]
        edits += [
            replaced(program, use.node, near) for use in uses if bound_by(use.scope.lookup(use.name), alias)
        ]
    return Fix(f"Change `{alias.name}` to `{near}`", tuple(edits))


def bound_by(bindings: list[Binding], alias: ast.alias) -> bool:
    """Whether a name has its value from this import alone."""
    return [binding.node for binding in bindings] == [alias]


def taken_from(
    facts: Facts, statement: ast.ImportFrom, alias: ast.alias, home: str, member: str | None = None
) -> Fix:
    """Import it from the module that has it; what else the statement imports stays."""
    program = facts.program
    new = member or alias.name
    bound = alias.asname or (alias.name if new != alias.name else None)
    text = f"from {home} import {new}" + (f" as {bound}" if bound and bound != new else "")
    rest = [program.text(one) for one in statement.names if one is not alias]
    words = f"Write `{text}`"
    if not rest:
        return Fix(words, (replaced(program, statement, text),))
    kept = f"from {statement.module} import {', '.join(rest)}"
    if not is_alone(program, statement):
        return Fix(words, (replaced(program, statement, f"{kept}; {text}"),))
    margin = program.source.indentation(statement.lineno)
    return Fix(words, (replaced(program, statement, f"{kept}\n{margin}{text}"),))


def as_builtin(facts: Facts, statement: ast.ImportFrom, alias: ast.alias) -> Iterator[Fix]:
    """A builtin needs no import."""
    if alias.asname or alias.name not in BUILTIN_NAMES:
        return
    program = facts.program
    rest = [program.text(one) for one in statement.names if one is not alias]
    text = f"from {statement.module} import {', '.join(rest)}" if rest else "pass"
    yield Fix(f"Do not import `{alias.name}`: it is a builtin", (replaced(program, statement, text),))
