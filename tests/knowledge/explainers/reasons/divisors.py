"""Divisors that are zero: one program for each reason."""

MEAN = "def mean(numbers):\n    count = len(numbers)\n    return sum(numbers) / count\n\n"
CASES: dict[str, tuple[str, str, int, str | None]] = {
    "an empty list is passed": (MEAN + "print(mean([]))", "zero-length", 5, "0.0"),
    "nothing passed a test": (
        MEAN + "print(mean([number for number in [1] if number > 5]))",
        "zero-length",
        3,
        "0.0",
    ),
    "a test compares with another spelling": (
        MEAN + "rows = [('Paid', 1)]\nprint(mean([n for state, n in rows if state == 'paid']))",
        "zero-length",
        6,
        "0.0",
    ),
    "a count that never grew": (
        "count = 0\nfor word in ['a']:\n    if word == 'b':\n        count += 1\nprint(1 / count)",
        "zero-divisor",
        3,
        "0.0",
    ),
    "a range from zero": ("for i in range(2):\n    print(4 // i)", "range-from-zero", 1, "4"),
    "two equal numbers": ("one, two = 3, 3\nprint(1 / (one - two))", "zero-difference", 2, "0.0"),
    "a share that rounds to zero": (
        "batch = 1 // 2\nprint(4 // batch)",
        "zero-divisor",
        1,
        "4",
    ),
    "0 passed as an argument": (
        "def part(n, d):\n    return n % d\n\nprint(part(1, 0))",
        "zero-divisor",
        4,
        "0",
    ),
    "augmented": ("n, d = 4, 0\nn /= d", "zero-divisor", 1, None),
    "written down": ("print(1 / 0)", "zero-divisor", 1, None),
    "divmod": ("d = 0\nprint(divmod(1, d))", "zero-divisor", 1, None),
    "a negative power": ("d = 0\nprint(d ** -1)", "zero-divisor", 1, "0"),
}
