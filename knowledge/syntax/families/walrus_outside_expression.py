"""walrus-outside-expression: `:=` stands where a statement assigns."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family


@family(
    mends={"x := 5": "x = 5", "a.b := f(1)": "a.b = f(1)"},
    passes=("if x := 5\n    pass", "x = (1"),
    certain=True,
)
def walrus_outside_expression(broken: Broken) -> Iterator[Guess]:
    """`:=` is written inside an expression; a statement of its own assigns with `=`."""
    if broken.depth_at(broken.row):
        return
    depth = 0
    for token in broken.here:
        depth += (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})
        if token.text == ":=" and not depth:
            because = "`:=` is written inside an expression; a statement assigns with `=`"
            yield Guess(because, "Write `=` for `:=`", (replaced(token, "="),))
            return
