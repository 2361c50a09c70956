"""nonlocal-without-binding: `nonlocal` names a variable that no function around has."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family


@family(
    mends={
        "n = 0\ndef f():\n    nonlocal n\n    n += 1": "n = 0\ndef f():\n    global n\n    n += 1",
    },
    passes=("def f():\n    nonlocal n\n    n += 1", "nonlocal = 1"),
    certain=True,
)
def nonlocal_without_binding(broken: Broken) -> Iterator[Guess]:
    """`nonlocal` reaches for functions around; a variable of the module is declared with `global`."""
    tokens = broken.here
    if len(tokens) < 2 or tokens[0].text != "nonlocal" or any(token.kind != "name" for token in tokens[1::2]):
        return
    names = [token.text for token in tokens[1::2]]
    firsts = {broken.on(row)[0].text for row in broken.rows if not broken.margin(row)}
    if not all(name in firsts for name in names):
        return
    told = ", ".join(f"`{name}`" for name in names)
    because = f"no function around has {told}: it belongs to the module, which `global` reaches"
    yield Guess(because, "Write `global` for `nonlocal`", (replaced(tokens[0], "global"),))
