"""A variable that starts at one value and is set back to another."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.scopes import Binding
from knowledge.slip import slip
from knowledge.telling.edits import replaced


@slip(rank=0)
def other_reset(facts: Facts) -> Iterator[Fix]:
    """Set it back to where it started, or start it where it is set back to; a flag is turned on purpose."""
    program = facts.program
    for scope in program.scopes.all:
        for name, bindings in scope.bindings.items():
            numbers = [one for one in bindings if is_number(one)]
            counted = any(one.kind == "augmented" for one in bindings)
            if len(numbers) != 2 or not counted:
                continue
            one, other = numbers
            texts = [program.text(found.value) for found in numbers if found.value is not None]
            if texts[0] == texts[1] or not facts.reached(line_of(other)):
                continue
            for place, text in ((other, texts[0]), (one, texts[1])):
                if place.value is not None:
                    yield Fix(
                        f"Set `{name}` to {text} in line {line_of(place)}",
                        (replaced(program, place.value, text),),
                        birth=program.span(place.node),
                        because=f"`{name}` starts at {texts[0]} in line {line_of(one)}, and line "
                        f"{line_of(other)} sets it back to {texts[1]}",
                    )


def is_number(binding: Binding) -> bool:
    """Whether a name is set to a number as it is written."""
    value = binding.value
    plain = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
    return binding.kind == "assignment" and plain and not isinstance(getattr(value, "value", None), bool)


def line_of(binding: Binding) -> int:
    """The line on which a name is set."""
    return getattr(binding.node, "lineno", 0)
