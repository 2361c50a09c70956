"""ExceptionGroup: several things failed at once; the first one is told, the others are counted."""

from dataclasses import replace

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.run import Fault
from knowledge.telling.wording import counted, quoted


@explains(BaseExceptionGroup)
def exception_group(facts: Facts) -> Cause | None:
    """Tell the exceptions inside, each with its line; the first that lies in the program is the place."""
    leaves = list(leaves_of(facts.fault)) if facts.fault else []
    placed = [leaf for leaf in leaves if leaf.crash is not None]
    if not placed or placed[0].crash is None:
        return None
    first, crash = placed[0], placed[0].crash
    told = [f"`{leaf.name}`{line_of(leaf)}{message(leaf)}" for leaf in leaves[:4]]
    inner = Facts(facts.program, facts.findings, replace(facts.run, fault=first))
    value = next(
        (f"{quoted(one.text, 30)} is {quoted(one.value.text, 30)}" for one in crash.operands[:1]), ""
    )
    return Cause(
        "several-failures",
        f"{counted(len(leaves), 'exception')} came together: {'; '.join(told)}"
        + (f". There {value}" if value else ""),
        crash.span or inner.source.line_span(crash.line),
        immediate=f"{counted(len(leaves), 'exception')} came together as one group",
        certainty=Certainty.PROVEN,
        suggestions=(f"Mend the `{first.name}` in line {crash.line} first",),
    )


def leaves_of(fault: Fault, depth: int = 0) -> list[Fault]:
    """The exceptions inside a group, groups inside it opened."""
    if not fault.group or depth > 20:
        return [fault]
    return [leaf for inner in fault.group for leaf in leaves_of(inner, depth + 1)]


def line_of(fault: Fault) -> str:
    """Where it happened in the program."""
    return f" in line {fault.crash.line}" if fault.crash else ""


def message(fault: Fault) -> str:
    """What it said."""
    return f" ({quoted(fault.message, 40)})" if fault.message else ""
