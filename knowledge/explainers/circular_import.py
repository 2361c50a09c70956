"""ImportError: two modules import each other, so one of them is asked before it is complete."""

import ast
from pathlib import PurePosixPath

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.run import Frame
from knowledge.telling.wording import listed


@explains(ImportError)
def circular_import(facts: Facts) -> Cause | None:
    """Name the modules of the circle: the one that is asked is still being run, further up the stack."""
    fault = facts.fault
    carried = fault.attributes.get("name") if fault else None
    name = carried.scalar if carried else None
    if fault is None or not isinstance(name, str) or not fault.frames:
        return None
    files = [frame for frame in fault.frames if not frame.in_program and frame.filename.endswith(".py")]
    running = next((row for row, frame in enumerate(files) if is_module(frame, name)), None)
    if running is None or len(files) - running < 2:
        return None
    circle, last = files[running:], files[-1]
    names = listed(f"`{stem(frame)}`" for frame in circle)
    return Cause(
        "circular-import",
        f"{names} import each other in a circle: `{name}` waits for `{stem(last)}`, and line {last.line} of "
        f"that asks `{name}`, which is only partially loaded, for what it does not have yet",
        written_at(facts, name),
        immediate=f"line {last.line} of `{stem(last)}` asks `{name}`, which is not complete yet",
        certainty=Certainty.PROVEN,
        suggestions=(
            f"Take the import out of `{stem(last)}`, or put it into the function that needs it",
            "Or move what both need into a third module",
        ),
    )


def stem(frame: Frame) -> str:
    """The name of the module that a frame runs."""
    path = PurePosixPath(frame.filename)
    return path.parent.name if path.name == "__init__.py" else path.stem


def is_module(frame: Frame, name: str) -> bool:
    """Whether a frame runs the body of the module of this name."""
    return frame.function == "<module>" and stem(frame) == name.rpartition(".")[2]


def written_at(facts: Facts, name: str) -> Span:
    """Where the program holds the text that imports from the module; else where the program failed."""
    wanted = (f"from {name} import", f"import {name}")
    for node in facts.program.by_type.get(ast.Constant, []):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if any(text in node.value for text in wanted) and "\n" not in facts.program.text(node):
            return facts.program.span(node)
    crash = facts.crash
    return (crash.span or facts.source.line_span(crash.line)) if crash else Span(1, 0, 1, 0)
