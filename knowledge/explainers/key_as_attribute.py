"""AttributeError: a key of a dict is read like an attribute."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import lacking
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted


@explains(AttributeError)
def key_as_attribute(facts: Facts) -> Cause | None:
    """Write it as a key; a near key counts as well."""
    found = lacking(facts, "key")
    if found is None:
        return None
    key = found.meant or found.name
    program, text = facts.program, facts.program.text(found.owner)
    new = f'{text}["{key}"]'
    parent = program.parent(found.node)
    called = isinstance(parent, ast.Call) and parent.func is found.node and not parent.args
    whole = parent if called and parent is not None else found.node
    words = f"Change {quoted(program.text(whole), 40)} to {quoted(new, 40)}"
    spelling = "" if key == found.name else f" (written `{key}`)"
    return Cause(
        "key-as-attribute",
        f"{quoted(text, 40)} is a dict, and `{found.name}` is one of its keys{spelling}, not an attribute",
        program.span(found.node),
        immediate=f"the dict {quoted(text, 40)} has no attribute `{found.name}`",
        suggestions=(words,),
        fixes=(Fix(words, (replaced(program, whole, new),)),),
    )
