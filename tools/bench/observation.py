"""What observing costs a program that computes: its own processor time in the sandbox, against a bare run.

Every program times itself, so the start of neither side counts. The smallest of several interleaved runs is
taken: noise only ever adds.
"""

import math
import subprocess
import sys
from collections.abc import Iterator

from analyzer import Analyzer, Limits
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
for _ in range(10):
    primes(600_000)
""",
    "ackermann": """
def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))
for _ in range(60):
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
for _ in range(2_000):
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
for _ in range(60):
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
for step in range(2_500_000):
    point = point.moved(1, -1)
""",
    "generators": """
def numbers(limit):
    value = 0
    while value < limit:
        yield value
        value += 1
for _ in range(60):
    total = sum(x * 2 for x in numbers(200_000) if x % 3)
""",
}
AIM = 1.05


def measure_observation(rounds: int) -> Iterator[Figure]:
    """Compare every program's own time under observation with a bare run's; last, the geometric mean."""
    logs = []
    with Analyzer() as analyzer:
        for name, body in PROGRAMS.items():
            program = TIMED.format(body=body)
            pairs = [(bare_time(program), observed_time(analyzer, program)) for _ in range(rounds)]
            slowdown = min(seen for _, seen in pairs) / min(bare for bare, _ in pairs)
            logs.append(math.log(slowdown))
            yield Figure(f"slowdown under observation: {name}", slowdown, slowdown)
    mean = math.exp(sum(logs) / len(logs))
    yield Figure("slowdown under observation: geometric mean", mean, mean, AIM)


def bare_time(program: str) -> float:
    """The processor time that the program measures when nobody watches."""
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    return float(done.stdout)


def observed_time(analyzer: Analyzer, program: str) -> float:
    """The processor time that it measures inside the sandbox; raises RuntimeError where it did not end."""
    report = analyzer.diagnose(program, limits=Limits(seconds=60), level=2)
    if not report.success:
        raise RuntimeError(f"the program should end by itself: {report.error_summary}")
    return float(report.execution_result.stdout)
