"""The parameters of the function whose head the interpreter stumbles over."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token


def parameters_of(broken: Broken) -> Iterator[Token]:
    """Yield what stands in the place of each parameter's name, where the statement is the head of a `def`."""
    tokens = broken.statement
    start = next((at for at, token in enumerate(tokens[:2]) if token.text == "def"), None)
    if start is None or len(tokens) < start + 4 or tokens[start + 2].text != "(":
        return
    depth = 1
    fresh = True
    for token in tokens[start + 3 :]:
        if depth == 1 and fresh and token.text not in {"*", "**", "/"}:
            if token.is_operand:
                yield token
            fresh = False
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        if not depth:
            return
        if depth == 1 and token.text == ",":
            fresh = True
