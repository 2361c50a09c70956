"""Why a text is no Python: the cause that a family knows, with edits that were proven by compiling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise
from os.path import commonprefix

from knowledge.cause import Cause, Certainty, Fix
from knowledge.discovery import discover
from knowledge.finding import Edit, Finding, Span
from knowledge.source import Source, source_of
from knowledge.syntax import families
from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Family, Guess
from knowledge.syntax.trouble import SyntaxTrouble, trouble_of

FAMILIES = discover(families, Family)
LONGEST = 100_000
LONGEST_LINE = 5_000
"""Characters. A longer text is not explained: every guess compiles it anew."""

CHARACTERS_COMPILED = 1_000_000
"""How much may be compiled to prove the guesses about a text; a handful of guesses is always tried."""

FEWEST_TRIES = 8
MOST_TRIES = 400
MOST_FAULTS = 12
MOST_ROUNDABOUT = 4
MOST_COMPARED = 300
"""Lines between the first and the last change; finding the changes among more takes too long."""


@dataclass(slots=True)
class Budget:
    """How many guesses may still be compiled for one text."""

    tries: int


@dataclass(frozen=True, slots=True)
class Proven:
    """A guess, what the text is after it, and the trouble that is left."""

    family: Family
    guess: Guess
    order: int
    text: str
    left: SyntaxTrouble | None

    @property
    def merit(self) -> tuple[bool, int, int, int, int]:
        """Compiling is best; else the later it breaks; then what the family knows, and the smaller change."""
        later = added(self.guess) - self.left.row if self.left else 0
        size = sum(change.size for change in self.guess.changes)
        return self.left is not None, later, self.family.rank, self.order, size


def explain_syntax(source: Source, finding: Finding) -> Cause | None:
    """Name what was meant and how to mend it; None leaves it at the interpreter's own words.

    A text with several faults is mended fault by fault, and the fix holds all edits if it then compiles.
    """
    if is_too_long(source) or (trouble := trouble_of(source)) is None:
        return None
    broken = Broken(source, trouble)
    budget = Budget(min(max(CHARACTERS_COMPILED // (len(source.text) + 1), FEWEST_TRIES), MOST_TRIES))
    first, told = best(broken, budget), told_only(broken)
    if told and (first is None or told[0].rank < first.family.rank):
        return unmended(broken, *told, finding)
    first = first or roundabout(broken, budget)
    return cause_of(broken, first, budget, finding) if first else None


def is_too_long(source: Source) -> bool:
    """Whether mending this text would take too long."""
    return len(source.text) > LONGEST or any(len(line) > LONGEST_LINE for line in source.lines)


def best(broken: Broken, budget: Budget) -> Proven | None:
    """The best of the guesses that help."""
    return min(proofs(broken, budget), key=lambda proven: proven.merit, default=None)


def roundabout(broken: Broken, budget: Budget) -> Proven | None:
    """The first guess that does not help alone, but does with the mending of what is wrong beside it."""
    tried = (proven for proven in proofs(broken, budget, astray=True) if proven.family.rank < 2)
    changed = (proven for proven in tried if differs(broken, proven))
    return next((proven for proven in islice(changed, MOST_ROUNDABOUT) if mended(proven, budget)[0]), None)


def differs(broken: Broken, proven: Proven) -> bool:
    """Whether the interpreter now complains of something else."""
    left, trouble = proven.left, broken.trouble
    return left is not None and (left.message, left.row) != (trouble.message, trouble.row)


def proofs(broken: Broken, budget: Budget, *, astray: bool = False) -> Iterator[Proven]:
    """Compile what the families propose, and yield what helps; with `astray`, what does not."""
    seen: set[str] = set()
    for family in sorted(FAMILIES, key=lambda family: family.rank):
        for order, guess in enumerate(family.guesses(broken)):
            text = broken.text_after(guess.changes) if guess.changes else None
            if text is None or text in seen:
                continue
            if budget.tries <= 0:
                return
            budget.tries -= 1
            seen.add(text)
            left = trouble_of(plain(text))
            helps = left is None or moves(broken, guess, left)
            if helps is not astray:
                yield Proven(family, guess, order, text, left)


def plain(text: str) -> Source:
    """A program without anything around it."""
    return Source(text, text, (0,) * (text.count("\n") + 1))


def moves(broken: Broken, guess: Guess, left: SyntaxTrouble) -> bool:
    """Whether what is left is another fault, on a later row than this one and all that was changed."""
    last = max((change.end_row for change in guess.changes if not is_margin(change)), default=0)
    return left.row - added(guess) > max(broken.row, last)


def added(guess: Guess) -> int:
    """How many lines a guess adds."""
    return sum(change.text.count("\n") - (change.end_row - change.row) for change in guess.changes)


def is_margin(change: Change) -> bool:
    """Whether a change only indents."""
    return change.start == 0 and change.row == change.end_row and not change.text.strip()


def cause_of(broken: Broken, first: Proven, budget: Budget, finding: Finding) -> Cause:
    """Tell the first fault, and mend it together with those that come after it."""
    guess = first.guess
    span = broken.span(guess.place or min(guess.changes))
    fixes = tuple(fix for fix in (whole(broken, first, budget),) if fix)
    certainty = Certainty.PROVEN if first.left is None and first.family.rank == 0 else Certainty.LIKELY
    return Cause(
        first.family.code,
        guess.because,
        span,
        immediate=finding.message,
        certainty=certainty,
        suggestions=(fixes[0].words,) if fixes else (guess.words,),
        fixes=fixes,
    )


def told_only(broken: Broken) -> tuple[Family, Guess, Change] | None:
    """The fault that a family knows, and that only the author can mend.

    It counts before a change that a less knowing family tried and that happens to compile.
    """
    for family in sorted(FAMILIES, key=lambda family: family.rank):
        for guess in family.guesses(broken):
            if not guess.changes and guess.place:
                return family, guess, guess.place
    return None


def unmended(broken: Broken, family: Family, guess: Guess, place: Change, finding: Finding) -> Cause:
    """Tell a fault without a change."""
    words = (guess.words,) if guess.words else ()
    span = broken.span(place)
    return Cause(family.code, guess.because, span, finding.message, Certainty.LIKELY, suggestions=words)


def whole(broken: Broken, first: Proven, budget: Budget) -> Fix | None:
    """Mend the first fault and all that follow; only the first where the rest cannot be mended."""
    text, steps = mended(first, budget)
    edits = edits_between(broken.source, text) if text is not None else ()
    if first.left is None or text is None:
        steps, edits = [first], broken.edits(first.guess.changes)
    left = trouble_of(source_of(broken.source.edited(edits)))
    if left is not None and (text is not None or left.row <= broken.row):
        return None
    words = [first.guess.words, *(f"in line {row + 1}: {step.guess.words}" for row, step in after(steps))]
    certain = left is None and all(step.family.certain or step.guess.certain for step in steps)
    return Fix("; ".join(dict.fromkeys(words)), edits, certain)


def after(steps: Sequence[Proven]) -> Iterator[tuple[int, Proven]]:
    """The steps behind the first, each with the row of the fault that the one before it left."""
    for before, step in pairwise(steps):
        if before.left is not None:
            yield before.left.row, step


def mended(first: Proven, budget: Budget) -> tuple[str | None, list[Proven]]:
    """Mend fault by fault: the program that compiles, if one comes out, and the steps to it."""
    steps = [first]
    for _ in range(MOST_FAULTS):
        last = steps[-1]
        if last.left is None:
            return last.text, steps
        proven = best(Broken(plain(last.text), last.left), budget)
        if proven is None:
            return None, steps
        steps.append(proven)
    return (steps[-1].text if steps[-1].left is None else None), steps


def edits_between(source: Source, text: str) -> tuple[Edit, ...]:
    """Write the difference between a program and what was made of it as edits of the text as it was sent."""
    old, new = source.lines, text.split("\n")
    if len(old) == len(new):
        rows = [row for row, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
        return tuple(line_edit(source, row, old[row], new[row]) for row in rows)
    most = min(len(old), len(new))
    head = next((row for row in range(most) if old[row] != new[row]), most)
    most -= head
    tail = next((row for row in range(most) if old[-1 - row] != new[-1 - row]), most)
    first, second = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(first), len(second)) > MOST_COMPARED:
        return (block_edit(source, range(head, len(old) - tail), second),)
    return tuple(
        block_edit(source, range(head + start, head + end), second[new_start:new_end])
        for tag, start, end, new_start, new_end in SequenceMatcher(None, first, second).get_opcodes()
        if tag != "equal"
    )


def block_edit(source: Source, rows: range, new: list[str]) -> Edit:
    """Replace some whole lines by others; of one line only what differs."""
    start, end = rows.start, rows.stop
    beside = min(start if len(rows) else max(start - 1, 0), len(source.shifts) - 1)
    margin = source.sent_lines[beside][: source.shifts[beside]]
    if len(rows) == len(new) == 1:
        return line_edit(source, start, source.lines[start], new[0])
    text = "".join(f"{margin}{line}\n" for line in new)
    if end >= len(source.lines):
        last = len(source.sent_lines)
        return Edit(Span(start + 1, 0, last, len(source.sent_lines[-1])), text[:-1])
    return Edit(Span(start + 1, 0, end + 1, 0), text)


def line_edit(source: Source, row: int, old: str, new: str) -> Edit:
    """Replace what differs within a line."""
    head = len(commonprefix((old, new)))  # noqa: RUF071  # character by character is what is meant
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    shift = source.shifts[row]
    span = Span(row + 1, shift + head, row + 1, shift + len(old) - tail)
    return Edit(span, new[head : len(new) - tail])
