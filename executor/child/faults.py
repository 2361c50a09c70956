"""An exception as a claim: its type, words and frames, what it carries, and what it came from."""

from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any

from executor.child import text
from executor.child.classes import (
    NOTHING,
    class_qualname,
    in_python,
    is_a,
    module_name,
    mro,
    namespace,
    own_dict,
    plain_kind,
    slot,
)
from executor.child.details import detailed_claim
from executor.child.frames import Stack
from executor.child.masking import masked
from executor.child.room import sound
from executor.child.values import Claim

DEEPEST = 8
WIDEST = 10
SLOTS: frozenset[type] = frozenset([MemberDescriptorType, GetSetDescriptorType])
LONGEST_MESSAGE = 4_000
MOST_ATTRIBUTES = 20
MOST_NOTES = 20
SYNTAX: frozenset[type] = frozenset([SyntaxError, IndentationError, TabError])
PLAIN: frozenset[type] = frozenset([str, bytes, int, float, bool, type(None)])


def fault_claim(error: BaseException, stack: Stack, seen: tuple[int, ...] = ()) -> Claim:
    """Tell an exception; no code of the program is run, so its message may still be wanting."""
    kind = type(error)
    hidden = own(error, "__suppress_context__")
    links = [own(error, "__cause__"), None if hidden else own(error, "__context__")]
    claim: Claim = {
        "type": type_name(kind),
        "message": message(error),
        "bases": [sound(type_name(above)) for above in mro(kind) if above is not object],
        "frames": stack.claims(error),
        "attributes": attribute_claims(error),
        "notes": notes(error),
    }
    seen = (*seen, id(error))
    for key, link in zip(("cause", "context"), links, strict=True):
        if link is not None and id(link) not in seen and len(seen) < DEEPEST:
            claim[key] = fault_claim(link, stack, seen)
    members = group_members(error)
    if members and len(seen) < DEEPEST:
        claim["group"] = [fault_claim(inner, stack, seen) for inner in members if id(inner) not in seen]
    return claim


def own(error: BaseException, name: str) -> Any:  # noqa: ANN401  # as the interpreter's classes say
    """Read a slot of every exception, whatever its class put before it."""
    return BaseException.__dict__[name].__get__(error)


def type_name(kind: type) -> str:
    """Name a class as a traceback does: with its module, unless that is the program or the interpreter."""
    module = module_name(kind)
    return sound(
        class_qualname(kind) if module in {"builtins", "__main__"} else f"{module}.{class_qualname(kind)}"
    )


def message(error: BaseException) -> str:
    """Tell the words of an exception if that runs no code of the program; else what it carries."""
    kind = plain_kind(type(error))
    if kind in SYNTAX and type(error.msg) is str:  # type: ignore[attr-defined]  # a SyntaxError
        return sound(error.msg[:LONGEST_MESSAGE])  # type: ignore[attr-defined]  # the same
    args = own(error, "args")
    asks = in_python(type(error), "__str__") and module_name(type(error)) == "__main__"
    if not asks and all(plain_kind(type(arg)) in PLAIN for arg in args):
        return sound(masked(str(error)[:LONGEST_MESSAGE]))
    room = text.room()
    return ", ".join(room.text(arg) for arg in args)


def notes(error: BaseException) -> list[str]:
    """List the notes that are plain text."""
    found = own_dict(error).get("__notes__")
    if type(found) is not list:
        return []
    return [sound(masked(note[:LONGEST_MESSAGE])) for note in found[:MOST_NOTES] if type(note) is str]


def group_members(error: BaseException) -> list[BaseException]:
    """List the exceptions of a group."""
    if not is_a(error, BaseExceptionGroup):
        return []
    members: tuple[BaseException, ...] = BaseExceptionGroup.__dict__["exceptions"].__get__(error)
    return list(members[:WIDEST])


def attribute_claims(error: BaseException) -> dict[str, Claim]:
    """Tell what an exception carries, by the interpreter's own slots and by its instance dictionary."""
    found: dict[str, object] = {}
    for above in mro(type(error)):
        for name, descriptor in dict(namespace(above)).items():
            if plain_kind(type(descriptor)) in SLOTS and not name.startswith("__"):
                value = slot(descriptor, error)
                if value is not NOTHING and (value is not None or name in {"value", "obj"}):
                    found.setdefault(name, value)
    found.update({name: value for name, value in own_dict(error).items() if not str(name).startswith("__")})
    if is_a(error, KeyError) and len(own(error, "args")) == 1:
        found["key"] = own(error, "args")[0]
    names = [name for name in found if type(name) is str and name != "exceptions"][:MOST_ATTRIBUTES]
    return {sound(name): detailed_claim(found[name], name) for name in names}


def bare_claim(error: BaseException) -> Claim:
    """Tell as much of an exception as can hardly fail: its type, and where it was."""
    return {
        "type": type_name(type(error)),
        "message": "",
        "bases": [],
        "frames": [],
        "attributes": {},
        "notes": [],
    }
