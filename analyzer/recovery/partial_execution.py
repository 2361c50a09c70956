"""partial_execution: the part of the program that worked, run once more before it is offered."""

import ast
import re
from collections.abc import Iterator

from analyzer.recovery.cutting import HEADING, Cut, cuts, tidy
from analyzer.recovery.expanding import expanded
from analyzer.recovery.printed import kept_head
from analyzer.recovery.stopping import inside, levels_of
from analyzer.recovery.trials import Trials, broken
from analyzer.recovery.verification import failure_of
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.program import Program, first_line
from knowledge.run import Ending, Run
from knowledge.source import Source

KIND = "partial_execution"
LONGEST = 50_000
"""Characters; a longer program is not cut, as looking for the place would cost the caller seconds."""
MOST_PREFIXES = 40
CONTINUING = frozenset({"elif", "else", "except", "finally", "case"})
NOTHING = Option(KIND, "Nothing can be run by itself: no statement ran to its end", Verdict.UNTESTED)


def partial_option(diagnosis: Diagnosis, trials: Trials) -> Option:
    """Offer the largest part that ends cleanly and prints nothing but what the failed run printed."""
    if len(diagnosis.source.sent) > LONGEST:
        return Option(KIND, "The program is too long to be cut at the failure", Verdict.UNTESTED)
    best = NOTHING
    for cut in parts(diagnosis, trials):
        after = trials.run(cut.text)
        if after is None:
            return untested(cut, "it was not tried")
        if after.succeeded and prints_the_same(diagnosis.run, after):
            return Option(KIND, cut.description, Verdict.VERIFIED, code_snippet=cut.text)
        if after.succeeded:
            best = untested(cut, "it ends without an error, but prints something else than before")
    return best


def untested(cut: Cut, note: str) -> Option:
    """Offer a part of which nothing is proven."""
    return Option(KIND, f"{cut.description}; {note}", Verdict.UNTESTED, code_snippet=cut.text)


def prints_the_same(before: Run | None, after: Run) -> bool:
    """Whether a part printed nothing but what the failed run had printed, in the same order.

    A program that is killed loses what it had not yet handed over: then a part may print more.
    """
    if before is None:
        return True
    old, new = kept_head(before.stdout), kept_head(after.stdout)
    if before.ending is not Ending.EXITED and new.startswith(old):
        return True
    return old.startswith(new[: len(old)] if before.stdout.cut else new)


def parts(diagnosis: Diagnosis, trials: Trials) -> Iterator[Cut]:
    """Yield the parts to try, largest first; without a run, the lines before the fault that are Python."""
    if diagnosis.run is None or diagnosis.program is None:
        yield from prefixes(diagnosis.source)
    else:
        yield from cuts(*with_blocks(diagnosis.program, diagnosis.run, trials))


def with_blocks(program: Program, run: Run, trials: Trials) -> tuple[Program, Run]:
    """The program with the body of a failing one-line loop as a block, and a run of it that failed alike.

    On one line the trace does not tell how many turns worked. What went on until it was stopped is not run
    for that once more.
    """
    body = None if run.fault is None else one_line_body(program, run)
    other = expanded(program, body) if body else None
    after = trials.run(other.source.sent) if other else None
    if other is None or after is None or failure_of(after).type != failure_of(run).type:
        return program, run
    return other, after


def one_line_body(program: Program, run: Run) -> ast.stmt | None:
    """The first statement in the failing loop of the program, where both stand on one line."""
    levels = levels_of(program, run)
    chain = inside(program, levels[0].statement) if levels else []
    loop = next((node for node in chain if isinstance(node, ast.For)), None)
    return loop.body[0] if loop and first_line(loop.body[0]) == loop.lineno else None


def prefixes(source: Source) -> Iterator[Cut]:
    """Yield the longest start of a text that compiles, cut where a line begins without indentation.

    The interpreter's own place is no bound: an open bracket is reported where the text ends, so the
    search goes back from that line.
    """
    trouble = broken(source.sent)
    last = min(trouble.line or 1 if trouble else len(source.lines), len(source.lines))
    starts = [row for row in range(last) if begins(source.lines[row])]
    for row in starts[::-1][:MOST_PREFIXES]:
        text = tidy("\n".join(source.lines[:row]))
        if has_code(text) and broken(text) is None:
            yield Cut(f"{HEADING}\n{text}", f"Run only lines 1 to {row}, before the syntax error")
            return


def begins(line: str) -> bool:
    """Whether a statement of the module can begin on a line: it is not indented and continues nothing."""
    if not line[:1].strip() or line[0] in ")]}#":
        return False
    word = re.match(r"\w*", line)
    return word is None or word[0] not in CONTINUING


def has_code(text: str) -> bool:
    """Whether there is more than comments and empty lines."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))
