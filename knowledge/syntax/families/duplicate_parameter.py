"""duplicate-parameter: two parameters of a function have the same name."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.parameters import parameters_of


@family(
    tells=("def f(a, b, a):\n    return a * b * a", "def f(x=(1, 2), *x):\n    pass"),
    passes=("def f(a, b)\n    return a", "f(a=1, a=2)", "def f(a, 1):\n    pass"),
)
def duplicate_parameter(broken: Broken) -> Iterator[Guess]:
    """Two parameters have the same name; which of them is meant where, only the author knows."""
    seen: set[str] = set()
    for name in parameters_of(broken):
        if name.text in seen:
            because = f"the parameter `{name.text}` is there twice: the second one needs another name"
            yield Guess(because, f"Give the second `{name.text}` a name of its own", (), replaced(name, ""))
            return
        seen.add(name.text)
