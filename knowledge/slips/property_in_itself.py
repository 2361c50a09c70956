"""A property whose getter or setter uses the property itself, and so calls itself."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import methods_of
from knowledge.calling.returning import Def
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import attribute_span, replaced
from knowledge.telling.wording import quoted


@slip(rank=0)
def property_in_itself(facts: Facts) -> Iterator[Fix]:
    """Keep the value under the name with an underscore; set attributes by what the base does."""
    if facts.fault is None or not facts.fault.is_a("RecursionError"):
        return
    for kind in facts.program.classes.values():
        methods = list(methods_of(facts.program, kind))
        yield from renamed(facts.program, methods)
        for one in methods:
            if one.name == "__setattr__":
                yield from by_base(facts.program, one)


def renamed(program: Program, methods: list[Def]) -> Iterator[Fix]:
    """Yield for each property the change in all functions that make it up."""
    parts: dict[str, list[ast.Attribute]] = {}
    for function in methods:
        if not any(is_of_property(one, function.name) for one in function.decorator_list):
            continue
        for node in ast.walk(function):
            match node:
                case ast.Attribute(value=ast.Name(id=owner), attr=attr) if (
                    attr == function.name and function.args.args and owner == function.args.args[0].arg
                ):
                    parts.setdefault(attr, []).append(node)
                case _:
                    continue
    for name, nodes in parts.items():
        yield Fix(
            f"Keep the value under another name: `_{name}` instead of `{name}` in line {nodes[0].lineno}",
            tuple(Edit(attribute_span(program, node), f"_{name}") for node in nodes),
            birth=program.span(nodes[0]),
            because=f"the property `{name}` uses {quoted(program.text(nodes[0]), 30)} in line "
            f"{nodes[0].lineno}, which is the property itself",
        )


def is_of_property(decorator: ast.expr, name: str) -> bool:
    """Whether a decorator makes a function the getter or setter of a property of its name."""
    match decorator:
        case ast.Name(id="property"):
            return True
        case ast.Attribute(value=ast.Name(id=owner), attr="setter" | "getter" | "deleter"):
            return owner == name
        case _:
            return False


def by_base(program: Program, function: Def) -> Iterator[Fix]:
    """Yield the change of `setattr(self, …)` inside of `__setattr__`."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(), name, value]):
                written = f"super().__setattr__({program.text(name)}, {program.text(value)})"
                yield Fix(
                    f"Set it as the base does: {quoted(written, 60)} in line {node.lineno}",
                    (replaced(program, node, written),),
                    birth=program.span(node),
                    because=f"`setattr` in line {node.lineno} calls `__setattr__` again",
                )
            case _:
                continue
