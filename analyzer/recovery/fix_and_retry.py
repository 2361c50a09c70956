"""fix_and_retry: a change that mends the program, found by running it with each candidate."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from analyzer.recovery.candidates import candidates
from analyzer.recovery.difference import Difference
from analyzer.recovery.trials import Trials, broken
from analyzer.recovery.verification import REFUTED, Judgement, judged, printing_otherwise
from knowledge.cause import Fix
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.program import Program
from knowledge.run import Run

type Again = Callable[[str], Diagnosis]

UNSTEADY = frozenset({"concurrent", "datetime", "random", "secrets", "threading", "time", "urandom", "uuid"})
BY_CHANCE = "it ends without an error, but so does the unchanged program now and then"
KIND = "fix_and_retry"
RANKS = (Verdict.VERIFIED, Verdict.MOVES_ON, Verdict.UNTESTED)
MOST_OFFERED = {Verdict.VERIFIED: 1, Verdict.MOVES_ON: 2, Verdict.UNTESTED: 1}


@dataclass(frozen=True, slots=True)
class Tried:
    """Changes that were made one after the other, the text that they make, and what trying it showed."""

    fixes: tuple[Fix, ...]
    text: str
    judgement: Judgement

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        """Best verdict first, what only masks behind it, then what came furthest, then the smaller change."""
        written = sum(len(edit.text) for fix in self.fixes for edit in fix.edits)
        reached = self.judgement.next_error.line or 0 if self.judgement.next_error else 0
        quality = RANKS.index(self.judgement.verdict)
        return 0 if self.judgement.otherwise else quality, self.only_masks, -reached, written

    @property
    def only_masks(self) -> bool:
        """Whether the failure is hidden, and what led to it stays."""
        return any(fix.masks for fix in self.fixes)


def fix_options(diagnosis: Diagnosis, trials: Trials, again: Again | None, rounds: int) -> tuple[Option, ...]:
    """Offer what stood the trial, best first; without any, what the cause suggests in words."""
    found = sorted(all_tried(diagnosis, trials), key=lambda tried: tried.rank)
    if found and again and found[0].judgement.verdict is Verdict.MOVES_ON:
        found[0] = pursued(found[0], trials, again, rounds)
    if not found:
        return in_words(diagnosis)
    best = found[0].judgement.verdict
    same = [tried for tried in found if tried.judgement.verdict is best]
    return tuple(offered(diagnosis, tried) for tried in same[: MOST_OFFERED[best]])


def all_tried(diagnosis: Diagnosis, trials: Trials) -> Iterator[Tried]:
    """Try the candidates in turn, up to the first verified one or two that move on; refuted ones vanish."""
    further = 0
    for fix, text in candidates(diagnosis):
        judgement = tried_once(diagnosis, text, trials, upstream=fix.upstream)
        if fix.guess and not judgement.ends:
            continue
        if judgement.verdict is not Verdict.REFUTED:
            yield Tried((fix,), text, judgement)
        further += judgement.verdict is Verdict.MOVES_ON
        if judgement.ends or further == MOST_OFFERED[Verdict.MOVES_ON]:
            return


def tried_once(diagnosis: Diagnosis, text: str, trials: Trials, *, upstream: bool = False) -> Judgement:
    """Compile a changed text, run it, and judge it; without budget it stays untested.

    What an `upstream` change mends was wrong before the program failed, so that it may have printed wrong
    things: then a clean end counts, and what is printed otherwise is said.
    """
    difference = Difference(diagnosis.source, text)
    trouble = broken(text)
    if trouble:
        return still_broken(diagnosis, Judgement(Verdict.MOVES_ON, trouble), difference)
    after = trials.run(text)
    if after is None:
        return Judgement(Verdict.UNTESTED, note="there was no time left to try it")
    judgement = judged(diagnosis.run, after, difference)
    if diagnosis.run is None or not after.succeeded:
        return judgement
    if upstream and judgement.verdict is Verdict.REFUTED:
        return printing_otherwise(diagnosis.run, after)
    if judgement.verdict is Verdict.REFUTED or may_vary(diagnosis.program):
        return judged_again(diagnosis.run, after, trials.run(diagnosis.source.sent), difference)
    return judgement


def judged_again(before: Run, after: Run, second: Run | None, difference: Difference) -> Judgement:
    """Judge a clean end once more, knowing a second run of the unchanged program, which may differ."""
    if second is None or second.stdout == before.stdout:
        judgement = judged(before, after, difference)
    else:
        judgement = judged(before, after, difference, second)
    if second is not None and second.succeeded and judgement.verdict is Verdict.VERIFIED:
        return Judgement(Verdict.UNTESTED, note=BY_CHANCE)
    return judgement


def may_vary(program: Program | None) -> bool:
    """Whether a program uses what can make two runs of it differ: chance, time, threads."""
    words: set[str] = set()
    for node in program.nodes if program else ():
        match node:
            case ast.Import(names=names):
                words.update(alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module)):
                words.add(module.partition(".")[0])
            case ast.Attribute(attr=name):
                words.add(name)
    return not words.isdisjoint(UNSTEADY)


def still_broken(diagnosis: Diagnosis, judgement: Judgement, difference: Difference) -> Judgement:
    """A text that is no Python either helps only where the interpreter now stops at a later line."""
    first = broken(diagnosis.source.sent)
    if first is None or judgement.next_error is None or first.line is None:
        return REFUTED
    places = difference.where(first.line)
    later = places and judgement.next_error.line is not None and judgement.next_error.line >= places.stop
    return judgement if later else REFUTED


def pursued(first: Tried, trials: Trials, again: Again, rounds: int) -> Tried:
    """Mend the next fault as well, and the one after it, as long as each change moves on."""
    best = first
    for _ in range(rounds - 1):
        diagnosis = again(best.text)
        steps = [] if diagnosis.category is None else list(all_tried(diagnosis, trials))
        step = min(steps, key=lambda tried: tried.rank, default=None)
        if step is None or step.judgement.verdict is Verdict.UNTESTED:
            break
        best = replace(step, fixes=(*best.fixes, *step.fixes))
        if step.judgement.verdict is Verdict.VERIFIED:
            break
    return best


def offered(diagnosis: Diagnosis, tried: Tried) -> Option:
    """Word a change that was tried."""
    alone = len(tried.fixes) == 1
    return Option(
        KIND,
        description_of(tried),
        tried.judgement.verdict,
        suggested_fix=in_order(tried.fixes),
        edits=tried.fixes[0].edits if alone else Difference(diagnosis.source, tried.text).edits(),
        fixed_code=tried.text,
        next_error=tried.judgement.next_error,
    )


def in_order(fixes: tuple[Fix, ...]) -> str:
    """Say several changes as one instruction."""
    first, *rest = (fix.words for fix in fixes)
    return "; then ".join([first, *(f"{words[:1].lower()}{words[1:]}" for words in rest)])


def description_of(tried: Tried) -> str:
    """Say what to do and what trying it showed."""
    todo = "Make this change" if len(tried.fixes) == 1 else f"Make these {len(tried.fixes)} changes"
    error = tried.judgement.next_error
    match tried.judgement.verdict:
        case Verdict.VERIFIED:
            return f"{todo} and run again: tried in the sandbox, the program ends without an error"
        case Verdict.MOVES_ON if error:
            place = f" in line {error.line}" if error.line else ""
            return f"{todo} and run again: tried in the sandbox, it gets further, to {error.type}{place}"
        case _:
            return f"{todo} and run again: {tried.judgement.note or 'it was not tried'}"


def in_words(diagnosis: Diagnosis) -> tuple[Option, ...]:
    """Offer the cause's advice where no change can be offered, unless a change was tried and failed."""
    cause = diagnosis.cause
    if cause is None or not cause.suggestions or cause.fixes:
        return ()
    description = (
        "Change the program as suggested and run again: no exact change is known that could be tried"
    )
    return (Option(KIND, description, Verdict.UNTESTED, suggested_fix=cause.suggestions[0]),)
