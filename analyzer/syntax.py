"""syntax-error: what the interpreter refuses, and where."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.compilable import surely_compiles
from knowledge.finding import Finding, Severity
from knowledge.interpreter import HERE, meant
from knowledge.nesting import crashes
from knowledge.program import Program
from knowledge.source import Source

if TYPE_CHECKING:
    from knowledge.syntax.trouble import SyntaxTrouble

SYNTAX_ERROR = "syntax-error"
LONGEST = 1_000_000
"""Characters that are compiled in the calling process; longer texts are judged in one that can be killed."""

KINDS = {kind.__name__: kind for kind in (SyntaxError, IndentationError, TabError)}
SEGMENTATION_FAULT = 11
SECONDS = 5.0
BYTES = 2_000_000_000
JUDGE = f"""
import json, resource, sys, warnings
resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
warnings.simplefilter("ignore")
text = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
try:
    compile(text, "<string>", "exec", dont_inherit=True)
except SyntaxError as error:
    place = error.lineno, error.offset, error.end_lineno, error.end_offset
    print(json.dumps([type(error).__name__, error.msg, *place]))
"""


def syntax_finding(source: Source, program: Program | None = None) -> tuple[Finding | None, str]:
    """Return the finding, if there is one; and why the text could not be judged, if it could not.

    The Python that is meant decides: where its language is another than ours, it is the one that is asked.
    """
    elsewhere = len(source.text) > LONGEST or meant().release != HERE.release
    if program and is_python(program):
        return None, ""
    if (elsewhere or (program and crashes(program.tree))) and not source.trouble:
        return judged_outside(source)
    from knowledge.syntax.trouble import trouble_of  # noqa: PLC0415 - 2 ms that a sound program is spared

    trouble = trouble_of(source, harmless=program is not None)
    return (explained(source, finding_of(trouble)), "") if trouble else (None, "")


def is_python(program: Program) -> bool:
    """Whether there surely is no such finding in a program that parses: then nobody needs to be asked."""
    return meant().release == HERE.release and surely_compiles(program)


def finding_of(trouble: "SyntaxTrouble") -> Finding:
    """Say it in the interpreter's words."""
    return Finding(SYNTAX_ERROR, Severity.ERROR, trouble.span, trouble.message, subject=trouble.type)


def further(source: Source, first: Finding) -> Iterator[Finding]:
    """Yield the faults that come to light when the first is mended; its edits mend them too."""
    from knowledge.syntax.further import further_faults  # noqa: PLC0415 - 15 ms that a sound program is spared

    for trouble, words in further_faults(source):
        if trouble.span.line > first.span.line:
            found = finding_of(trouble)
            yield replace(found, suggestions=(words,) if words else ())


def explained(source: Source, finding: Finding) -> Finding:
    """Add what would mend it, where that is known."""
    from knowledge.syntax.explaining import explain_syntax  # noqa: PLC0415 - same

    cause = explain_syntax(source, finding)
    if cause is None:
        return finding
    edits = cause.fixes[0].edits if cause.fixes else ()
    whole = [edit.text for edit in edits if edit.span == finding.span]
    replacement = whole[0] if whole and len(edits) == 1 else None
    safe = bool(cause.fixes) and cause.fixes[0].certain
    return replace(finding, edits=edits, replacement=replacement, suggestions=cause.suggestions, safe=safe)


def judged_outside(source: Source) -> tuple[Finding | None, str]:
    """Have a text compiled in another process, with limits of time and memory."""
    import json  # noqa: PLC0415 - few texts are so long, and few callers choose another Python
    import subprocess  # noqa: PLC0415 - same

    from knowledge.syntax.trouble import trouble_in  # noqa: PLC0415 - same

    text = source.text.encode("utf-8", "surrogatepass")
    command = [meant().executable, "-I", "-S", "-c", JUDGE]
    try:
        judged = subprocess.run(command, input=text, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, f"compiling it took more than {SECONDS:.0f} seconds"
    if judged.returncode == -SEGMENTATION_FAULT:
        return None, "the interpreter crashes when it compiles it"
    if judged.returncode:
        return None, "compiling it took more memory than it may"
    if not judged.stdout:
        return None, ""
    kind, message, line, offset, end_line, end_offset = json.loads(judged.stdout)
    error = KINDS.get(kind, SyntaxError)(message, ("<string>", line, offset, None, end_line, end_offset))
    return explained(source, finding_of(trouble_in(source, error))), ""
