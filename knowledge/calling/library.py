"""What the callables of the standard library take and return, and what its objects have: from tables.

Nothing is imported to find it out. Names are whole ones, as a program writes them: `json.dumps`,
`datetime.datetime.now`, `builtins.print`, `builtins.str.split`. What stands in no table is not known.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.calling.signature import Parameter, Signature
from knowledge.tables.hidden_keywords import HIDDEN_KEYWORDS, METHODS_ELSEWHERE

TABLES = Path(__file__).parents[1] / "tables"


@cache
def rows() -> Mapping[str, str]:
    """What each callable takes and returns, as it is written in the table."""
    lines = (TABLES / "stdlib_callables.txt").read_text(encoding="utf-8").splitlines()
    return {name: rest for name, _, rest in (line.partition("\t") for line in lines)}


@cache
def class_lines() -> Mapping[str, str]:
    """The members of each class, in one text."""
    lines = (TABLES / "stdlib_classes.txt").read_text(encoding="utf-8").splitlines()
    return {name: names for name, _, names in (line.partition(":") for line in lines)}


@cache
def members_of_class(name: str) -> frozenset[str] | None:
    """The public members that objects of a class may have; None where there may be others."""
    found = class_lines().get(name if "." in name else f"builtins.{name}")
    return None if found is None else frozenset(found.split())


@cache
def members_of_classes_in(module: str) -> frozenset[str]:
    """Every public member of any class in a module."""
    lines = (names for name, names in class_lines().items() if name.rpartition(".")[0] == module)
    return frozenset(name for names in lines for name in names.split())


@cache
def all_class_members() -> frozenset[str]:
    """Every public member of any class in the table, and of any module in it."""
    held = {name for names in class_lines().values() for name in names.split()}
    return frozenset({*held, *(name.rpartition(".")[2] for name in rows())})


def returned(name: str) -> str | None:
    """The type that a callable surely returns: `str`, `datetime.datetime`; `re.Match?` may also be None.

    `str/bytes` is the one or the other, as the arguments are.
    """
    return rows().get(name, "").partition("\t")[2] or None


def needs_object(name: str) -> bool:
    """Whether a method, taken from its class, has to be given the object."""
    return rows().get(name, "").startswith(".")


@cache
def signatures(name: str) -> tuple[Signature, ...]:
    """The ways of calling something; nothing where they are not known."""
    forms = rows().get(name, "").partition("\t")[0].lstrip("@.")
    short = name.rpartition(".")[2]
    texts = (form.removeprefix("(").removesuffix(")") for form in forms.split("|") if form)
    return tuple(Signature(short, parameters(text)) for text in texts)


@cache
def forms_of_methods(method: str, homes: frozenset[str] | None = None) -> tuple[Signature, ...]:
    """The ways of calling every method of this name that the library has, or some of its modules."""
    if method in METHODS_ELSEWHERE:
        return (Signature(method, parameters(METHODS_ELSEWHERE[method][1:-1])),)
    end = f".{method}"
    named = (name for name in rows() if name.endswith(end) and needs_object(name))
    if homes is not None:
        named = (name for name in named if name.partition(".")[0] in homes)
    return tuple(form for name in named for form in known_forms(name))


def known_forms(name: str) -> tuple[Signature, ...]:
    """The ways of calling something, with what `**kwargs` hides."""
    hidden = hidden_form(name)
    return (hidden,) if hidden else signatures(name)


@cache
def hidden_form(name: str) -> Signature | None:
    """What a callable really takes whose definition says `**kwargs`."""
    written = HIDDEN_KEYWORDS.get(name)
    if written is None:
        return None
    text = written.removeprefix("(").removesuffix(")")
    return Signature(name.rpartition(".")[2], parameters(text))


def parameters(form: str) -> tuple[Parameter, ...]:
    """Read one list of parameters."""
    found: list[Parameter] = []
    kind = "plain"
    for part in form.split(",") if form else ():
        if part == "/":
            found = [Parameter(one.name, "positional", one.required) for one in found]
        elif part == "*":
            kind = "keyword"
        elif part.startswith("**"):
            found.append(Parameter(part[2:], "keywords", required=False))
        elif part.startswith("*"):
            found.append(Parameter(part[1:], "rest", required=False))
            kind = "keyword"
        else:
            found.append(Parameter(part.rstrip("="), kind, not part.endswith("=")))
    return tuple(found)
