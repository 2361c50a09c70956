"""Indices out of range: one program for each reason."""

SEARCH = """\
def search(items, wanted):
    low, high = 0, len(items)
    while low <= high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return low

print(search([1, 2], 9))"""
BOARD = """\
board = ['abc', 'def']
for row in range(2):
    for column in range(3):
        print(board[column][row], end='')"""
FILTERED = """\
def first(items):
    big = [item for item in items if item > 5]
    return big[0]

print(first([1]))"""
CASES: dict[str, tuple[str, str, int, str | None]] = {
    "range to one more than the length": (
        "items = [1, 2]\nfor i in range(len(items) + 1):\n    print(items[i])",
        "loop-goes-too-far",
        2,
        "1\n2",
    ),
    "the neighbour of the last": (
        "items = [1, 2]\nfor i in range(len(items)):\n    print(items[i] + items[i + 1])",
        "loop-goes-too-far",
        2,
        "3",
    ),
    "while up to the length": (
        "items = [1, 2]\ni = 0\nwhile i <= len(items):\n    print(items[i])\n    i += 1",
        "loop-goes-too-far",
        3,
        "1\n2",
    ),
    "the length of another list": (
        "short, long = [1], [1, 2]\nfor i in range(len(long)):\n    print(short[i])",
        "loop-goes-too-far",
        2,
        "1",
    ),
    "an upper end that is the length": (
        SEARCH,
        "loop-goes-too-far",
        2,
        "2",
    ),
    "a table one too short": (
        "def fill(size):\n    table = [0] * size\n    table[size] = 1\n    return table\n\nprint(fill(2))",
        "table-too-short",
        2,
        "[0, 0, 1]",
    ),
    "items taken for indices": (
        "items = [1, 5]\nfor item in items:\n    print(items[item])",
        "item-as-index",
        3,
        "1\n5",
    ),
    "a list that shrinks": (
        "items = [0, 0, 1]\nfor i in range(len(items)):\n    if items[i] == 0:\n        del items[i]",
        "list-shrinks-in-loop",
        4,
        "",
    ),
    "a list that grows more slowly": (
        "sums = []\nfor i in range(1, 3):\n    sums.append(i)\n    print(sums[i])",
        "index-ahead-of-list",
        4,
        "1\n2",
    ),
    "rows and columns swapped": (
        BOARD,
        "indices-swapped",
        4,
        "abcdef",
    ),
    "assigning to grow a list": (
        "items = []\nfor i in range(2):\n    items[i] = i\nprint(items)",
        "index-to-grow-list",
        3,
        "[0, 1]",
    ),
    "never filled": ("items = []\nprint(items[0])", "index-into-empty", 1, None),
    "nothing passed a test": (
        FILTERED,
        "index-into-empty",
        3,
        None,
    ),
    "too few parts": ("line = 'a b'\nparts = line.split(',')\nprint(parts[1])", "too-few-parts", 3, None),
    "a number one too high": ("items = [1, 2]\nprint(items[2])", "index-out-of-range", 2, "2"),
    "counted from one": (
        "days = 'mo tu'.split()\n\ndef name(day):\n    return days[day]\n\nprint(name(2))",
        "index-out-of-range",
        4,
        "tu",
    ),
    "popped from an empty stack": ("stack = []\nstack.pop()", "taken-from-empty", 1, None),
    "popped behind the end": ("items = [1]\nitems.pop(3)", "pop-out-of-range", 2, None),
    "no arguments": ("import sys\nprint(sys.argv[1])", "no-arguments", 2, None),
    "inside a comprehension": (
        "items = [1, 2]\nprint([items[i] + items[i + 1] for i in range(len(items))])",
        "loop-goes-too-far",
        2,
        "[3]",
    ),
}
