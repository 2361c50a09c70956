"""A name without a value: why it has none. Decided once, worded by one explainer for each reason.

The reasons exclude each other and are tried from the most certain one: what the program itself binds, then
what its classes and functions hold, then what other languages and modules call so, then near names.
"""

import ast
from dataclasses import dataclass
from functools import lru_cache

from knowledge.facts import Facts
from knowledge.imports.missing_imports import import_for, imported_otherwise
from knowledge.names.meant_names import can_be_used, near_name, own_object
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.scopes import Binding, Scope, Use
from knowledge.tables.builtin_names import BUILTIN_NAMES
from knowledge.tables.foreign_names import FOREIGN_NAMES
from knowledge.tables.sympy_names import SYMPY_NAMES

SHORTEST_KIN = 3
GUESSABLE = 2
"""Shorter names of another function's scope are chance."""


@dataclass(frozen=True, slots=True)
class Unbound:
    """A name that had no value when it was read.

    `kind` is one of `unset`, `global`, `builtin`, `self`, `quotes`, `foreign`, `scope`, `imported`, `import`,
    `typo`, `undefined`.
    `bindings` are what could have given it a value; `meant` is what should stand there instead.
    """

    kind: str
    use: Use
    bindings: tuple[Binding, ...] = ()
    meant: str = ""

    @property
    def name(self) -> str:
        """The name."""
        return self.use.name

    @property
    def node(self) -> ast.Name:
        """Where it was read."""
        return self.use.node


def unbound(facts: Facts, *kinds: str) -> Unbound | None:
    """Return the name that the failure is about, if the reason is of one of these kinds."""
    found = reason_of(facts)
    return found if found and found.kind in kinds else None


@lru_cache(maxsize=1)
def reason_of(facts: Facts) -> Unbound | None:
    """Find the name and the reason, once for all explainers that ask about the same failure."""
    use = failing_use(facts)
    return reason(facts, use) if use else None


def failing_use(facts: Facts) -> Use | None:
    """Find the use of a name that raised."""
    fault, node = facts.fault, failing(facts)
    if fault is None or not fault.frames or not fault.frames[-1].in_program:
        return None
    told = fault.attributes.get("name")
    name = told.scalar if told and isinstance(told.scalar, str) else None
    uses = {use.node: use for use in facts.program.scopes.uses}
    inside = [part for part in ast.walk(node) if isinstance(part, ast.Name)] if node is not None else []
    return next((uses[part] for part in inside if part in uses and name in (None, part.id)), None)


def reason(facts: Facts, use: Use) -> Unbound:
    """Decide why the name has no value."""
    bindings = tuple(use.scope.lookup(use.name))
    if bindings:
        return reason_of_bound(facts, use, bindings)
    return reason_of_stranger(facts, use)


def reason_of_bound(facts: Facts, use: Use, bindings: tuple[Binding, ...]) -> Unbound:
    """The program binds the name, but not before it was read."""
    program, home = facts.program, use.scope.resolve(use.name)
    outer = outer_bindings(home, use.name)
    own = [found for found in bindings if program.statement(found.node) is program.statement(use.node)]
    local = home is not None and home.kind == "function"
    if local and (use.name in BUILTIN_NAMES or is_called_outer(program, use, outer)):
        return Unbound("builtin", use, bindings)
    first = own or not any(binding_line(found) < use.node.lineno for found in bindings)
    if local and first and has_value(facts, outer):
        return Unbound("global", use, tuple(outer))
    if len(own) == len(bindings):
        meant = near_name(program, use)
        if meant and meant not in BUILTIN_NAMES:
            return Unbound("typo", use, meant=meant)
    return Unbound("unset", use, bindings)


def is_called_outer(program: Program, use: Use, outer: list[Binding]) -> bool:
    """Whether a function from outside was to be called under the name that a local took."""
    parent = program.parent(use.node)
    called = isinstance(parent, ast.Call) and parent.func is use.node
    return called and any(found.kind in ("def", "class", "import") for found in outer)


def has_value(facts: Facts, outer: list[Binding]) -> bool:
    """Whether the outer name had a value at the failure: the one that the function was to use.

    A binding whose own statement was just calling the function had not happened yet.
    """
    frames = facts.run.fault.frames if facts.run.fault else ()
    running = {frame.line for frame in frames if frame.in_program}
    lines = [facts.program.span(found.node).line for found in outer]
    return any(facts.reached(line) and line not in running for line in lines)


def binding_line(binding: Binding) -> int:
    """The line on which a binding stands."""
    return getattr(binding.node, "lineno", 0)


def outer_bindings(home: Scope | None, name: str) -> list[Binding]:
    """What binds the name outside of the function whose local it is."""
    return home.parent.lookup(name) if home is not None and home.kind == "function" and home.parent else []


def reason_of_stranger(facts: Facts, use: Use) -> Unbound:
    """Nothing that is visible here binds the name."""
    program = facts.program
    own = own_object(program, use)
    if own:
        return Unbound("self", use, meant=own)
    if is_key(facts, use):
        return Unbound("quotes", use)
    if use.name in FOREIGN_NAMES:
        return Unbound("foreign", use, meant=FOREIGN_NAMES[use.name])
    hidden = hidden_bindings(program, use)
    if hidden and len(use.name) > GUESSABLE:
        return Unbound("scope", use, tuple(hidden))
    otherwise = imported_otherwise(program, use.node)
    if otherwise:
        return Unbound("imported", use, meant=otherwise)
    statement = own_module(program, use) or import_for(program, use.node)
    if statement:
        return Unbound("import", use, meant=statement)
    meant = near_name(program, use) or kin_name(program, use)
    if meant:
        return Unbound("typo", use, meant=meant)
    if hidden:
        return Unbound("scope", use, tuple(hidden))
    return Unbound("quotes" if is_written(program, use) else "undefined", use)


def is_key(facts: Facts, use: Use) -> bool:
    """Whether the name stands as an index of something that has a key of this name."""
    parent = facts.program.parent(use.node)
    if not isinstance(parent, ast.Subscript) or parent.slice is not use.node:
        return False
    held = facts.value(parent.value)
    return held is not None and any(key.scalar == use.name for key in held.keys or ())


def is_written(program: Program, use: Use) -> bool:
    """Whether the program writes the same word in quotes, and the name stands where a value does."""
    parent = program.parent(use.node)
    if (isinstance(parent, ast.Call) and parent.func is use.node) or isinstance(parent, ast.Attribute):
        return False
    return any(isinstance(node, ast.Constant) and node.value == use.name for node in program.nodes)


def own_module(program: Program, use: Use) -> str | None:
    """The import from sympy, where the program takes other names from there: `exp` is not `math`'s then."""
    if use.name not in SYMPY_NAMES:
        return None
    imports = (node for node in program.nodes if isinstance(node, ast.ImportFrom))
    return f"from sympy import {use.name}" if any(node.module == "sympy" for node in imports) else None


def kin_name(program: Program, use: Use) -> str | None:
    """The one visible name that shares a whole word with this one, at its start or its end."""
    words = use.name.lower().split("_")
    known = [name for name in use.scope.visible() if name != use.name and not name.startswith("__")]
    kin = [name for name in known if is_kin(words, name.lower().split("_"))]
    return kin[0] if len(kin) == 1 and can_be_used(program, use, kin[0]) else None


def is_kin(words: list[str], others: list[str]) -> bool:
    """Whether one name is the beginning or the end of the other, in whole words."""
    short, long = sorted((words, others), key=len)
    if len(short) == len(long) or sum(map(len, short)) < SHORTEST_KIN:
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def hidden_bindings(program: Program, use: Use) -> list[Binding]:
    """What binds the name in functions, comprehensions and classes that cannot be seen from here."""
    return [binding for scope in program.scopes.all for binding in scope.bindings.get(use.name, ())]


def strangers(program: Program, name: str) -> list[ast.Name]:
    """Every use of the name that nothing binds."""
    return [use.node for use in program.scopes.uses if use.name == name and not use.scope.lookup(name)]


def spelt_so(program: Program, found: Unbound) -> list[ast.Name]:
    """Every place where the name is written that is to be spelt otherwise.

    What a loop or a `with` calls so is called so rightly: in `for item in item` only the reading is wrong.
    """
    home = found.use.scope.resolve(found.name)
    if home is None:
        return strangers(program, found.name)
    if any(binding.kind in {"loop", "with"} for binding in home.bindings[found.name]):
        return [found.node]
    names = (node for node in program.nodes if isinstance(node, ast.Name) and node.id == found.name)
    return [node for node in names if program.scope(node).resolve(found.name) is home]
