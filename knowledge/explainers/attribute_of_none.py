"""AttributeError: None has no attributes worth asking for."""

import ast

from knowledge.absence.nones import none_cause
from knowledge.cause import Cause
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.touching import failing
from knowledge.telling.wording import quoted


@explains(AttributeError)
def attribute_of_none(facts: Facts) -> Cause | None:
    """What stands before the dot is None: say which step made it None."""
    node = failing(facts)
    if isinstance(node, ast.Call):
        node = node.func
    attributes = facts.fault.attributes if facts.fault else {}
    name = attributes.get("name")
    obj = attributes.get("obj") if name is not None and name.scalar else None
    if not isinstance(node, ast.Attribute) or (obj is not None and not obj.is_none):
        return None
    text = quoted(facts.program.text(node.value), 50)
    return none_cause(facts, node.value, f"{text} is None, so it has no attribute `{node.attr}`", obj)
