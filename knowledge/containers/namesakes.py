"""A container of the module stays empty, since a function fills one of its own under the same name."""

import ast
from dataclasses import dataclass

from knowledge.absence.nones import body_start
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Fix
from knowledge.containers.asked_key import Asked
from knowledge.facts import Facts
from knowledge.scopes import Binding
from knowledge.telling.edits import is_alone, line_before


@dataclass(frozen=True, slots=True)
class Namesake:
    """The assignment that makes the local container, and the function that it is local to."""

    binding: Binding
    function: Def

    @property
    def told(self) -> str:
        """What happened, as a clause."""
        name, line = self.binding.name, getattr(self.binding.node, "lineno", 0)
        return f"line {line} makes another `{name}`, local to `{self.function.name}`, which is filled instead"

    @property
    def advice(self) -> str:
        """What to do."""
        return f"Declare `global {self.binding.name}` at the start of `{self.function.name}`"


def namesake(facts: Facts, name: ast.AST) -> Namesake | None:
    """Find the one function that ran and fills a local container of this name, which it does not hand out."""
    home = facts.program.scope(name).resolve(name.id) if isinstance(name, ast.Name) else None
    if home is None or home.kind != "module" or not isinstance(name, ast.Name):
        return None
    found = []
    for scope in facts.program.scopes.all:
        local = scope.bindings.get(name.id, ())
        function = scope.node
        if len(local) != 1 or not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if is_start(facts, local[0]) and scope.resolve(name.id) is scope and is_kept(function, name.id):
            found.append(Namesake(local[0], function))
    return found[0] if len(found) == 1 else None


def is_start(facts: Facts, binding: Binding) -> bool:
    """Whether a reached assignment starts with an empty container."""
    match binding.value:
        case ast.Dict(keys=[]) | ast.List(elts=[]) | ast.Call(args=[], keywords=[]):
            return binding.kind == "assignment" and facts.reached(getattr(binding.node, "lineno", 0))
        case _:
            return False


def is_kept(function: Def, name: str) -> bool:
    """Whether a function stores into the variable, and neither returns it nor hands it to anything."""
    uses = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    stores = {
        id(node.value) for node in ast.walk(function) if isinstance(node, ast.Subscript | ast.Attribute)
    }
    return bool(uses) and all(id(one) in stores for one in uses)


def declared_global(facts: Facts, found: Namesake) -> tuple[Fix, ...]:
    """Declare the name at the start of the function."""
    first = body_start(found.function)
    if not is_alone(facts.program, first):
        return ()
    return (Fix(found.advice, (line_before(facts.program, first, f"global {found.binding.name}"),)),)


def filled_in_a_namesake(facts: Facts, asked: Asked) -> Cause | None:
    """The mapping that lacks the key is empty, and its local namesake got the keys."""
    if asked.held is None or asked.held.length != 0:
        return None
    found = namesake(facts, asked.mapping)
    if found is None:
        return None
    return Cause(
        "key-missing",
        f"`{found.binding.name}` of the module is empty: {found.told}",
        facts.program.span(found.binding.node),
        fixes=declared_global(facts, found),
    )
