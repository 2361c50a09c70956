"""Names without a value: one program for each reason."""

TYPO = "total = 5\nprint(totl + 1)"
DEFINITION_TYPO = "cuont = 1\nprint(count)\nprint(count)"
ACCUMULATOR_TYPO = """
def add(numbers):
    total = 0
    for number in numbers:
        totl += number
    return total

print(add([1, 2]))
"""
IMPORT = "print(math.floor(2.5))"
EXTENDED = "from math import floor\nprint(floor(ceil(1.5)))"
THROUGH_MODULE = "import math\nprint(sqrt(4))"
ALIASED = "import json as js\nprint(json.dumps(1))"
FOREIGN = "print([number for number in xrange(2)])"
CONSTANT = "done = true\nprint(done)"
OWN = """
class Cart:
    def __init__(self):
        self.items = [1]

    def size(self):
        return len(items)

print(Cart().size())
"""
OTHER_FUNCTION = """
def read():
    table = [1]

read()
print(table)
"""
INNER_IMPORT = """
def load():
    import json
    return json.loads("1")

load()
print(json.dumps(1))
"""
GLOBAL = """
count = 0

def step():
    count += 1

step()
print(count)
"""
NONLOCAL = """
def outer():
    count = 0

    def step():
        count += 1

    step()
    return count

print(outer())
"""
BUILTIN = """
def largest(numbers):
    max = max(numbers)
    return max

print(largest([1, 3]))
"""
OWN_FUNCTION = """
def double(number):
    return 2 * number

def run():
    double = double(2)
    return double

print(run())
"""
BRANCH = """
def label(number):
    if number > 3:
        text = "big"
    return text

print(label(1))
"""
EMPTY_LOOP = """
def last(numbers):
    for number in numbers:
        found = number
    return found

print(last([]))
"""
FAILED_TRY = """
try:
    number = int("x")
except ValueError:
    print("bad")
print(number)
"""
ANNOTATED = "total: int\nprint(total)"
AFTER_HANDLER = """
try:
    1 / 0
except ZeroDivisionError as error:
    print("oops")
print(error)
"""
DELETED = "number = 1\ndel number\nprint(number)"
NEVER_STARTED = "for number in [1, 2]:\n    total += number\nprint(total)"
LATER = "print(RATE)\nRATE = 3"
FUNCTION_LATER = "run()\n\ndef run():\n    print('ran')"
FREE = """
def outer():
    def inner():
        return rate

    price = inner()
    rate = 3
    return price

print(outer())
"""
QUOTES = 'row = {"state": "on"}\nprint(row[state])'
SHELL = "pip\nprint(1)"
KIN = "result_list = [3]\nprint(result[0])"
UNREAD = """
def double(numbers):
    doubled = [2 * number for number in numbers]
    return outcome

print(double([1]))
"""
NOTHING = "print(undefined_variable)"

CASES: dict[str, tuple[str, str, int, str | None]] = {
    "a letter is missing": (TYPO, "name-typo", 2, "6"),
    "the definition is misspelt, the uses agree": (DEFINITION_TYPO, "name-typo", 1, "1\n1"),
    "the misspelt name is augmented": (ACCUMULATOR_TYPO, "name-typo", 5, "3"),
    "a module is not imported": (IMPORT, "missing-import", 1, "2"),
    "an import is one name short": (EXTENDED, "missing-import", 1, "2"),
    "the module is imported, the member is bare": (THROUGH_MODULE, "missing-import", 2, "2.0"),
    "the module has another name here": (ALIASED, "missing-import", 2, "1"),
    "a name of Python 2": (FOREIGN, "foreign-name", 1, "[0, 1]"),
    "a constant of other languages": (CONSTANT, "foreign-name", 1, "True"),
    "self is forgotten": (OWN, "attribute-without-self", 7, "1"),
    "a local of another function": (OTHER_FUNCTION, "name-of-other-scope", 6, None),
    "an import inside another function": (INNER_IMPORT, "name-of-other-scope", 7, "1"),
    "global is missing": (GLOBAL, "missing-global", 5, "1"),
    "nonlocal is missing": (NONLOCAL, "missing-global", 6, "1"),
    "a local hides a builtin": (BUILTIN, "shadowed-builtin", 3, "3"),
    "a local hides a function": (OWN_FUNCTION, "shadowed-name", 6, "4"),
    "a branch was not taken": (BRANCH, "branch-not-taken", 5, ""),
    "a loop never ran": (EMPTY_LOOP, "loop-never-ran", 3, "None"),
    "a try failed first": (FAILED_TRY, "failed-try", 5, "bad\n0"),
    "only annotated": (ANNOTATED, "annotated-only", 1, "0"),
    "an exception's name is gone": (AFTER_HANDLER, "deleted-name", 6, "oops\ndivision by zero"),
    "deleted before": (DELETED, "deleted-name", 2, "1"),
    "summed up without a start": (NEVER_STARTED, "used-before-assignment", 2, "3"),
    "set below": (LATER, "defined-later", 1, "3"),
    "a function defined below": (FUNCTION_LATER, "defined-later", 1, "ran"),
    "a free variable bound too late": (FREE, "defined-later", 6, "3"),
    "a key without quotes": (QUOTES, "missing-quotes", 2, "on"),
    "a shell command": (SHELL, "shell-command", 1, "1"),
    "a name that is part of another": (KIN, "name-typo", 2, "3"),
    "the only variable that nothing reads": (UNREAD, "undefined-name", 4, "[2]"),
    "nothing is near": (NOTHING, "undefined-name", 1, None),
}
