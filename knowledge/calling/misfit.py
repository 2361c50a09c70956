"""A call that its callable does not take: the noun, and how it is found."""

import ast
import re
from dataclasses import dataclass

from knowledge.calling.calls import spreads
from knowledge.calling.signature import Mismatch, Signature, forgot_self, mismatch, signature_of
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing

MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.+)")
TOO_MANY = re.compile(r"(?:takes|expected)\D*(?:\d+ to )?(\d+)\D+?,? ?(?:but |got |\()(\d+)")
KEYWORD = re.compile(r"'(\w+)' is an invalid keyword argument|unexpected keyword argument '(\w+)'")
SUBJECT = re.compile(r"([\w.<>]+)\(\) ")
TWICE = re.compile(r"multiple values for argument '(\w+)'|given by name \('(\w+)'\) and position")


@dataclass(frozen=True, slots=True)
class Misfit:
    """The failing call, what is known of the callable, and where they part."""

    call: ast.Call
    name: str
    bad: Mismatch
    signature: Signature | None

    @property
    def function(self) -> ast.AST | None:
        """The definition in the program."""
        return self.signature.function if self.signature else None


def raised_here(facts: Facts) -> bool:
    """Whether the failing expression itself raised: no frame of a library lies inside it."""
    return bool(facts.fault and facts.fault.frames and facts.fault.frames[-1].in_program)


def misfit(facts: Facts) -> Misfit | None:
    """Compare the failing call with what it calls.

    Without a signature (some builtins and most compiled libraries) the counts of the interpreter's message
    are all there is.
    """
    call = failing(facts)
    if not isinstance(call, ast.Call) or facts.fault is None:
        return None
    signature = signature_of(facts, call)
    if not raised_here(facts):
        passed_on = Mismatch(unknown=told(facts.fault.message, call).unknown)
        bad = passed_on if signature is None or signature.function is None else Mismatch()
        signature = None
    elif spreads(call):
        bad = Mismatch()
    elif signature:
        bad = no_room(facts, signature) or mismatch(signature, call)
    else:
        bad = told(facts.fault.message, call) if speaks_of(facts.fault.message, call) else Mismatch()
    return Misfit(call, facts.program.text(call.func), bad, signature) if bad else None


def no_room(facts: Facts, signature: Signature) -> Mismatch:
    """A method of an object without any parameter."""
    function = signature.function
    if signature.parameters or not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return Mismatch()
    bare = not function.args.args and not function.args.posonlyargs and not function.args.vararg
    return Mismatch(homeless=bare and forgot_self(facts, function))


def speaks_of(message: str, call: ast.Call) -> bool:
    """Whether the interpreter complains about the call itself, and not about a function handed on to it."""
    found = SUBJECT.match(message)
    if found is None:
        return True
    name = found[1].rpartition(".")[2]
    return name in (called_name(call), "__init__", "__new__", "__call__") or found[1][:1].isupper()


def told(message: str, call: ast.Call) -> Mismatch:
    """Read the parting of a call and its callable from the interpreter's words."""
    if found := MISSING.search(message):
        return Mismatch(missing=tuple(re.findall(r"'(\w+)'", found[1])))
    if found := KEYWORD.search(message):
        return Mismatch(unknown=keywords_of(call, found[1] or found[2]))
    if found := TWICE.search(message):
        return Mismatch(repeated=keywords_of(call, found[1] or found[2]))
    if found := TOO_MANY.search(message):
        count = int(found[2]) - int(found[1])
        return Mismatch(surplus=tuple(call.args[-count:])) if 0 < count <= len(call.args) else Mismatch()
    return Mismatch()


def keywords_of(call: ast.Call, name: str) -> tuple[ast.keyword, ...]:
    """The keywords of a call with this name."""
    return tuple(word for word in call.keywords if word.arg == name)


def lacks_self(facts: Facts, found: Misfit) -> bool:
    """Whether the misfit comes from a method without `self`."""
    function = found.function
    return isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and forgot_self(facts, function)


def parameters_said(signature: Signature) -> str:
    """Say what a callable takes, as it is written in a definition."""
    stars = {"rest": "*", "keywords": "**"}
    words = [
        stars.get(one.kind, "") + one.name + ("" if one.required or one.kind in stars else "=…")
        for one in signature.parameters
    ]
    return f"({', '.join(words)})"


def defined_said(found: Misfit) -> str:
    """Say where a callable is defined and what it takes; empty where neither is known."""
    if found.signature is None:
        return ""
    function = found.signature.function
    place = f" is defined in line {function.lineno} and" if function is not None else ""
    name = found.signature.name if function is not None else found.name
    return f"`{name}`{place} takes `{parameters_said(found.signature)}`"
