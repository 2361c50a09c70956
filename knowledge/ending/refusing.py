"""What was refused, in sentences: the deed, the line, the policy, and a way that is open."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.run import Refusal
from knowledge.telling.edits import is_alone, replaced
from knowledge.telling.wording import quoted

DEEDS = {
    "blocked_import": "importing `{}`",
    "file_read": "reading the file `{}`",
    "file_write": "writing to `{}`",
    "network": "reaching the network ({})",
    "process": "starting a process ({})",
    "native_code": "loading native code ({})",
    "signal": "sending a signal ({})",
    "system_call": "the system call `{}`",
}
INSTEAD = {
    "blocked_import": "Do without `{}`: compute with what the policy allows, or ask for the policy "
    "`standard`",
    "file_read": "Write the contents into the program, or hand them over as standard input",
    "file_write": "Keep the result in a variable and print it; `io.StringIO` stands in for a file",
    "network": "Fetch it outside, and write the data into the program or hand it over as standard input",
    "process": "Do the work in this program, with a module instead of a command",
    "native_code": "Use a module of Python instead of a library that is loaded by hand",
    "signal": "Leave signals out; end loops with a condition",
    "system_call": "Do without this operation",
}


def refusal_of(facts: Facts) -> Refusal | None:
    """The last refusal on a line of the failing stack."""
    frames = facts.fault.frames if facts.fault else ()
    lines = {frame.line for frame in frames if frame.in_program}
    return next((one for one in reversed(facts.run.refusals) if one.line in lines), None)


def refusal_cause(facts: Facts, refusal: Refusal) -> Cause:
    """Put the cause together."""
    line = refusal.line or (facts.crash.line if facts.crash else 1)
    deed = DEEDS.get(refusal.operation, "{}").format(refusal.detail)
    by = {"policy": "the policy", "kernel": "the kernel", "both": "policy and kernel"}.get(
        refusal.seen_by, refusal.seen_by
    )
    return Cause(
        refusal.operation.replace("_", "-"),
        f"{deed} is refused under the policy `{facts.run.policy}` (seen by {by})",
        facts.source.line_span(line),
        immediate=f"{quoted(facts.source.code_line(line), 60)} in line {line} reaches outside of the sandbox",
        certainty=Certainty.PROVEN,
        suggestions=(INSTEAD.get(refusal.operation, "Do without this operation").format(refusal.detail),),
        fixes=without_import(facts, refusal, line),
    )


def paths_alone(facts: Facts, statement: ast.stmt) -> tuple[Fix, ...]:
    """`posixpath` for `import os`, where nothing but `os.path` is used of it."""
    match statement:
        case ast.Import(names=[ast.alias(name="os", asname=None)]):
            pass
        case _:
            return ()
    program = facts.program
    uses = [program.parent(use.node) for use in program.scopes.uses if use.name == "os"]
    if not uses or not all(isinstance(use, ast.Attribute) and use.attr == "path" for use in uses):
        return ()
    edits = [replaced(program, use, "posixpath") for use in uses if use is not None]
    words = "Import `posixpath` instead, which is what `os.path` is, and touches no file to join and split"
    return (Fix(words, (replaced(program, statement, "import posixpath"), *edits)),)


def without_import(facts: Facts, refusal: Refusal, line: int) -> tuple[Fix, ...]:
    """An import that nothing uses can go."""
    statement = facts.program.statement_at(line)
    if refusal.operation != "blocked_import" or not isinstance(statement, ast.Import | ast.ImportFrom):
        return ()
    if paths := paths_alone(facts, statement):
        return paths
    names = {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    used = {use.name for use in facts.program.scopes.uses}
    if names & used or len(statement.names) > 1 or not is_alone(facts.program, statement):
        return ()
    gone = Edit(Span(statement.lineno, 0, (statement.end_lineno or statement.lineno) + 1, 0), "")
    return (Fix(f"Take out the import of `{refusal.detail}`, which nothing uses", (gone,)),)
