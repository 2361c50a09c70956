"""Attributes that are not there: one program for each reason."""

SKIPPED_INIT = """\
class Base:
    def __init__(self):
        self.size = 1

class Derived(Base):
    def __init__(self):
        self.name = 'a'

print(Derived().size)"""
UNCALLED_METHOD = """\
class Page:
    def __init__(self):
        self.ready = False

    def load(self):
        self.words = ['a']

print(Page().words)"""
SELF_TOO_MUCH = """\
class Sums:
    def total(self):
        result = 3
        return self.result

print(Sums().total())"""
NAMED_TUPLE = """\
from collections import namedtuple
Job = namedtuple('Job', 'state')
job = Job('new')
job.state = 'done'
print(job.state)"""
CASES: dict[str, tuple[str, str, int, str | None]] = {
    "a module's member is misspelt": (
        "import math\nprint(math.floot(2.5))",
        "module-member-missing",
        2,
        "2",
    ),
    "the member belongs to the class in the module": (
        "import datetime\nprint(datetime.strptime('1', '%d').day)",
        "module-member-missing",
        2,
        "1",
    ),
    "the member belongs to another module": (
        "import math\nprint(math.mean([1, 3]))",
        "module-member-missing",
        2,
        "2",
    ),
    "the member is a builtin": ("import math\nprint(math.max(1, 3))", "module-member-missing", 2, "3"),
    "the member is spelt out": ("import math\nprint(math.squareroot(4))", "module-member-missing", 2, "2.0"),
    "a submodule was not imported": (
        "import xml\nprint(xml.dom.__name__)",
        "module-member-missing",
        2,
        "xml.dom",
    ),
    "the class was imported, the module is meant": (
        "from datetime import datetime\nprint(datetime.timedelta(1).days)",
        "class-for-module",
        2,
        "1",
    ),
    "the class was imported and named twice": (
        "from datetime import datetime\nprint(datetime.datetime(1, 1, 1).year)",
        "class-for-module",
        2,
        "1",
    ),
    "a class where an object is meant": (
        "class Cart:\n    def __init__(self):\n        self.size = 1\n\ncart = Cart\nprint(cart.size)",
        "class-for-object",
        5,
        "1",
    ),
    "a variable hides the module": (
        "import json\njson = '[1]'\nprint(json.loads(json))",
        "module-overwritten",
        2,
        "[1]",
    ),
    "a function was not called": (
        "def text():\n    return 'a'\n\nprint(text.upper())",
        "forgotten-call",
        4,
        "A",
    ),
    "a key read as an attribute": ("row = {'name': 'a'}\nprint(row.name)", "key-as-attribute", 2, "a"),
    "another language's method": ("items = [1]\nitems.push(2)\nprint(items)", "foreign-member", 2, "[1, 2]"),
    "another language's property": ("text = 'abc'\nprint(text.length)", "foreign-member", 2, "3"),
    "a method of Python 2": ("row = {'a': 1}\nprint(row.has_key('a'))", "foreign-member", 2, "True"),
    "add on an empty list": (
        "seen = []\nfor letter in 'aa':\n    seen.add(letter)\nprint(seen)",
        "foreign-member",
        3,
        "{'a'}",
    ),
    "a method is misspelt": ("print('a'.uper())", "attribute-typo", 1, "A"),
    "a comma made a tuple": ("text = 'a',\nprint(text.upper())", "stray-comma", 1, "A"),
    "a count was to be a list": (
        "groups = {'a': 0}\ngroups['a'].append(1)\nprint(groups)",
        "attribute-of-other-type",
        1,
        "{'a': [1]}",
    ),
    "a lazy sequence was to be a list": (
        "texts = map(str, [1])\ntexts.append('2')\nprint(texts)",
        "attribute-missing",
        2,
        "['1', '2']",
    ),
    "a text's method asked of a list of texts": (
        "print([' a '].strip())",
        "attribute-of-other-type",
        1,
        "['a']",
    ),
    "init is misspelt": (
        "class Dog:\n    def _init_(self):\n        self.name = 'rex'\n\nprint(Dog().name)",
        "misspelt-init",
        2,
        "rex",
    ),
    "the base's init was not called": (
        SKIPPED_INIT,
        "missing-super-init",
        6,
        "1",
    ),
    "the method that sets it was not called": (
        UNCALLED_METHOD,
        "attribute-never-set",
        8,
        "[]",
    ),
    "init sets a variable instead": (
        "class Dog:\n    def __init__(self, name):\n        name = name\n\nprint(Dog('rex').name)",
        "local-instead-of-attribute",
        3,
        "rex",
    ),
    "self is one too many": (
        SELF_TOO_MUCH,
        "attribute-instead-of-local",
        4,
        "3",
    ),
    "an own attribute is misspelt": (
        "class Cart:\n    def __init__(self):\n        self.items = [1]\n\nprint(Cart().itmes)",
        "attribute-typo",
        5,
        "[1]",
    ),
    "slots do not list it": (
        "class Point:\n    __slots__ = ('x',)\n\npoint = Point()\npoint.y = 2\nprint(point.y)",
        "not-in-slots",
        5,
        "2",
    ),
    "a property has no setter": (
        "class Point:\n    @property\n    def x(self):\n        return 1\n\npoint = Point()\npoint.x = 2",
        "property-without-setter",
        7,
        None,
    ),
    "a named tuple is changed": (
        NAMED_TUPLE,
        "named-tuple-changed",
        4,
        "done",
    ),
    "the class has nothing like it": (
        "class Account:\n    def deposit(self):\n        pass\n\nAccount().close_for_ever()",
        "attribute-missing",
        5,
        None,
    ),
}
