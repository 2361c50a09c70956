"""What observing costs a program that computes: its own processor time in the sandbox, against a bare run.

Every program times itself, so the start of neither side counts, and both sides run it as a module of that
interpreter, with the collector on. The smallest of many short interleaved runs is taken: noise only adds.
Where the interpreter and its objects lie in memory is chance and can cost a third. A bare run draws anew each
time, the children of a warm process share one draw; so a new one is started for every few rounds.
"""

import math
import statistics
import subprocess
import sys
from collections.abc import Iterator

from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of
from tools.bench.timing import Figure

TIMED = "import time\nstarted = time.process_time()\n{body}\nprint(time.process_time() - started)\n"
PROGRAMS = {
    "primes": """
def primes(limit):
    sieve = bytearray([1]) * limit
    for number in range(2, int(limit ** 0.5) + 1):
        if sieve[number]:
            for multiple in range(number * number, limit, number):
                sieve[multiple] = 0
    return sum(sieve)
for _ in range(2):
    primes(600_000)
""",
    "ackermann": """
def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))
for _ in range(12):
    ackermann(2, 160)
""",
    "word counts": """
text = ("the quick brown fox jumps over the lazy dog " * 400).split()
def count(words):
    seen = {}
    for word in words:
        if word in seen:
            seen[word] += 1
        else:
            seen[word] = 1
    return sorted(seen.items(), key=lambda pair: -pair[1])
for _ in range(250):
    count(text)
""",
    "matrix": """
def product(a, b):
    rows = []
    for row in a:
        rows.append([sum(x * y for x, y in zip(row, column)) for column in zip(*b)])
    return rows
size = 60
a = [[(i * j) % 7 for j in range(size)] for i in range(size)]
for _ in range(8):
    a = [[x % 7 for x in row] for row in product(a, a)]
""",
    "objects": """
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)
point = Point(0, 0)
for step in range(300_000):
    point = point.moved(1, -1)
""",
    "generators": """
def numbers(limit):
    value = 0
    while value < limit:
        yield value
        value += 1
for _ in range(4):
    total = sum(x * 2 for x in numbers(200_000) if x % 3)
""",
}
AIM, WORST = 1.05, 1.15
ROUNDS_OF_ONE = 3
"""So many rounds are run in one warm process."""


def measure_observation(rounds: int) -> Iterator[Figure]:
    """Compare every program's own time under observation with a bare run's; last, the geometric mean."""
    bare: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    seen: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(0, rounds, ROUNDS_OF_ONE):
        with Zygote() as zygote:
            for _ in range(ROUNDS_OF_ONE):
                for name, body in PROGRAMS.items():
                    program = TIMED.format(body=body)
                    bare[name].append(bare_time(program))
                    seen[name].append(observed_time(zygote, program))
    slowdowns = {name: min(seen[name]) / min(bare[name]) for name in PROGRAMS}
    for name, slowdown in slowdowns.items():
        yield Figure(f"slowdown under observation: {name}", slowdown, slowdown, WORST)
    mean = math.exp(statistics.fmean(map(math.log, slowdowns.values())))
    yield Figure("slowdown under observation: geometric mean", mean, mean, AIM)


def bare_time(program: str) -> float:
    """The processor time that the program measures when nobody watches."""
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def observed_time(zygote: Zygote, program: str) -> float:
    """The processor time that it measures inside the sandbox; raises RuntimeError where it did not end."""
    run = execute(zygote, source_of(program), STRICT, Limits(seconds=60))
    if not run.succeeded:
        raise RuntimeError(f"the program should end by itself, found {run.ending} {run.stderr.text}")
    return float(run.stdout.text)
