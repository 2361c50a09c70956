"""Makes mutants: clean programs with one planted fault, which really fail.

The same programs, seed and count give the same mutants. A program counts as clean only if it ends without
an error here, in the sandbox; a mutant counts only if it raises something here. What a mutant is expected
to show (type, line of the crash) is read off that run; where the fault was born, and its remedy, are known
from the planting.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from random import Random

from analyzer.evaluation.bare_run import broken_text, run_text
from analyzer.evaluation.case import FINE, Case, Expectation, Owed
from analyzer.evaluation.mutation import faults
from analyzer.evaluation.mutation.fault import Clean, Fault, Plant, clean_of
from analyzer.evaluation.reading import BY_TYPE, cases_in
from analyzer.session import Analyzer
from knowledge.discovery import discover
from knowledge.limits import Limits
from knowledge.run import Ending, Run

FAULTS = discover(faults, Fault)
SOURCE = "mutants"
SECONDS = 3.0
"""How long a clean program or a mutant may run: longer ones are left out, they would cost too often."""

TRIES = 3
"""Ways of planting one fault into one program that are tried until one of them fails."""

SYNTAX_ERROR = "syntax-error"


@dataclass(frozen=True, slots=True)
class Original:
    """A program that ends cleanly, what it prints, and its tree."""

    case: Case
    clean: Clean
    stdout: str


def clean_programs(paths: Iterable[Path]) -> Iterator[Case]:
    """Read the programs that are said to be fine: Python files, and the fine ones among cases and rows."""
    for path in paths:
        if path.is_dir():
            yield from clean_programs(sorted(child for child in path.rglob("*") if is_read(child)))
        elif path.suffix == ".py":
            text = path.read_text(encoding="utf-8", errors="surrogateescape")
            yield Case(str(path), SOURCE, "fine", text, Expectation(FINE))
        else:
            yield from (case for case in cases_in(path) if case.expect.is_fine)


def is_read(path: Path) -> bool:
    """Whether a file of a folder may hold programs."""
    return path.is_file() and path.suffix in (".py", ".toml", ".jsonl")


def mutants(programs: Sequence[Case], seed: int, count: int, analyzer: Analyzer) -> Iterator[Case]:
    """Plant faults until there are so many mutants, or no more ways: each fault once in each program.

    All kinds of faults get their turn: in each round through the kinds, each gives one mutant if it can.
    """
    order = Random(f"{seed}")  # noqa: S311 - a seed makes it repeatable, which is the point
    known = cache(partial(original_of, analyzer=analyzer))
    lines = [mutants_by(fault, shuffled(programs, order), seed, known, analyzer) for fault in FAULTS]
    return islice(in_turns(lines), count)


def mutants_by(
    fault: Fault,
    programs: Iterable[Case],
    seed: int,
    known: Callable[[Case], Original | None],
    analyzer: Analyzer,
) -> Iterator[Case]:
    """Yield the mutants that one fault makes: of each program the first that fails."""
    for case in programs:
        original = known(case)
        if original is None:
            continue
        random = Random(f"{seed} {case.id} {fault.name}")  # noqa: S311 - same
        plants = shuffled(list(fault.plants(original.clean, random)), random)
        tried = (mutant_of(original, fault, plant, analyzer) for plant in plants[:TRIES])
        yield from islice((mutant for mutant in tried if mutant), 1)


def in_turns(lines: Iterable[Iterator[Case]]) -> Iterator[Case]:
    """Take one from each line in turn, until all lines have ended."""
    waiting = list(lines)
    while waiting:
        for line in list(waiting):
            mutant = next(line, None)
            if mutant is None:
                waiting.remove(line)
            else:
                yield mutant


def original_of(case: Case, analyzer: Analyzer) -> Original | None:
    """Run a program that is said to be fine; None where it is not, or not quick."""
    clean = clean_of(case.code)
    if clean is None:
        return None
    run = run_text(case.code, case, analyzer, SECONDS)
    return Original(case, clean, run.stdout.text) if run.succeeded else None


def mutant_of(original: Original, fault: Fault, plant: Plant, analyzer: Analyzer) -> Case | None:
    """Plant one fault and run the result; None where it does not fail by an exception."""
    code = original.clean.source.edited(plant.edits)
    case = replace(
        original.case,
        id=f"{original.case.id} {fault.name}",
        source=SOURCE,
        family=fault.name,
        code=code,
        limits=Limits(seconds=SECONDS),
    )
    known = Expectation(
        births=tuple(dict.fromkeys(plant.lines)),
        words=(plant.words,) if plant.words else (),
        fixed=original.case.code,
        stdout=original.stdout,
    )
    broken = broken_text(code)
    if broken is not None:
        expect = expected_of_broken(known, broken)
    else:
        expect = expected_of_run(known, plant, run_text(code, case, analyzer, SECONDS))
    return replace(case, expect=expect) if expect else None


def expected_of_broken(known: Expectation, broken: SyntaxError) -> Expectation | None:
    """What is known of a mutant that does not compile: where the compiler stumbles is a fair answer too."""
    if not broken.lineno:
        return None
    return replace(
        known,
        category="syntax_error",
        type=type(broken).__name__,
        lines=(broken.lineno,),
        births=tuple(dict.fromkeys((*known.births, broken.lineno))),
        owed=(Owed(broken.lineno, SYNTAX_ERROR),),
    )


def expected_of_run(known: Expectation, plant: Plant, run: Run) -> Expectation | None:
    """What is known of a mutant that was run, if it failed by an exception of its own."""
    fault = run.fault
    if run.ending is not Ending.EXITED or fault is None or fault.crash is None or run.refusals:
        return None
    crash = fault.crash.line
    births = (crash, *known.births) if plant.at_crash else known.births
    owed = (Owed(plant.lines[0], plant.owed, plant.replacement),) if plant.owed else ()
    return replace(
        known,
        category=BY_TYPE.get(fault.name, "runtime_error"),
        type=fault.type,
        lines=(crash,),
        births=tuple(dict.fromkeys(births)),
        owed=owed,
    )


def shuffled[T](things: Sequence[T], random: Random) -> list[T]:
    """The things in a random order."""
    return random.sample(things, len(things))
