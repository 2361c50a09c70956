"""Keys that are not there: one program for each reason."""

ROLES = """\
roles = {'ann': ('admin')}
rights = {'admin': 1}
for role in roles['ann']:
    print(rights[role])"""
CASES: dict[str, tuple[str, str, int, str | None]] = {
    "a key is misspelt": ("row = {'name': 1}\nprint(row['nmae'])", "key-typo", 2, "1"),
    "a key is misspelt in the data that asks": (
        "prices = {'apple': 1}\nfor name in ['aple']:\n    print(prices[name])",
        "key-typo",
        2,
        "1",
    ),
    "a number as a text": ("names = {1: 'a'}\nkey = '1'\nprint(names[key])", "key-of-other-type", 3, "a"),
    "a text as a number": ("names = {'1': 'a'}\nprint(names[1])", "key-of-other-type", 2, "a"),
    "small letters": (
        "values = {'X': 10}\nfor sign in 'x':\n    print(values[sign])",
        "key-in-other-case",
        3,
        "10",
    ),
    "a tuple in another order": (
        "km = {('a', 'b'): 3}\none, two = 'b', 'a'\nprint(km[one, two])",
        "key-in-other-order",
        3,
        "3",
    ),
    "a count without a start": (
        "counts = {}\nfor letter in 'aa':\n    counts[letter] += 1\nprint(counts)",
        "key-never-started",
        3,
        "{'a': 2}",
    ),
    "a group without a start": (
        "groups = {}\nfor word in ['ab']:\n    groups[word[0]].append(word)\nprint(groups)",
        "key-never-started",
        3,
        "{'a': ['ab']}",
    ),
    "one record lacks it": (
        "rows = [\n    {'size': 1},\n    {'name': 'b'},\n]\nprint(sum(row['size'] for row in rows))",
        "record-without-key",
        3,
        None,
    ),
    "one level further down": (
        "row = {'name': 'a', 'place': {'zip': 1}}\nprint(row['zip'])",
        "key-at-other-level",
        2,
        "1",
    ),
    "letters of a text for items of a tuple": (
        ROLES,
        "text-for-tuple",
        1,
        "1",
    ),
    "removed from a set": ("seen = {1}\nseen.remove(2)\nprint(seen)", "key-not-there", 2, "{1}"),
    "popped from a dict": ("row = {'a': 1}\nrow.pop('b')\nprint(row)", "key-not-there", 2, "{'a': 1}"),
    "a neighbour without an entry": (
        "graph = {'a': ['b']}\nfor node in 'ab':\n    for other in graph[node]:\n        print(other)",
        "key-missing",
        3,
        "b",
    ),
    "a template's field": ("print('{a} {b}'.format(a=1))", "template-field-without-value", 1, None),
    "a template's places": ("print('{} {}'.format(1))", "template-needs-more-values", 1, None),
}
