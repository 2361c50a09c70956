"""partial_execution: the part of the program that worked, run once more before it is offered."""

import re
from collections.abc import Iterator

from analyzer.recovery.cutting import HEADING, Cut, cuts, tidy
from analyzer.recovery.printed import kept_head
from analyzer.recovery.trials import Trials, broken
from knowledge.diagnosis import Diagnosis, Option, Verdict
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
    for cut in parts(diagnosis):
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


def parts(diagnosis: Diagnosis) -> Iterator[Cut]:
    """Yield the parts to try, largest first; without a run, the lines before the fault that are Python."""
    if diagnosis.run is None or diagnosis.program is None:
        yield from prefixes(diagnosis.source)
    else:
        yield from cuts(diagnosis.program, diagnosis.run)


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
