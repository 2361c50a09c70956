"""literal-parameter: a number or a text stands where a function's parameter is named."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.parameters import parameters_of


@family(
    mends={'def f("name", age):\n    return age': "def f(name, age):\n    return age"},
    tells=("def f(10):\n    return 1",),
    passes=("def f(a, b)\n    return a", "f(1", "def f(a, a):\n    pass"),
)
def literal_parameter(broken: Broken) -> Iterator[Guess]:
    """A value stands among the parameters; a function names them, and the call gives the values."""
    for token in parameters_of(broken):
        if token.kind in {"number", "string"}:
            because = f"`{token.text}` stands where a parameter has its name: the values come with the call"
            name = token.text.strip("'\"")
            if token.kind == "string" and name.isidentifier():
                yield Guess(because, f"Write the name `{name}` without quotes", (replaced(token, name),))
            words = f"Write a name for `{token.text}`, and use it in the function"
            yield Guess(because, words, (), replaced(token, ""))
            return
