"""python2-print: `print` without brackets, as Python 2 wrote it."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, OPENERS, Token

WORDS = frozenset({"print", "exec"})


@family(
    mends={
        "print 'a'": "print('a')",
        "if x: print x, y": "if x: print(x, y)",
        "print 'a' % (1, 2)": "print('a' % (1, 2))",
        "print x,": "print(x, end=' ')",
        "print x; print y": "print(x); print(y)",
        "exec 'x = 1'": "exec('x = 1')",
        "print 'a'  # b\nprint 'c'": "print('a')  # b\nprint('c')",
    },
    passes=("print(1", "print = = 1"),
    certain=True,
)
def python2_print(broken: Broken) -> Iterator[Guess]:
    """`print` or `exec` stands without brackets, as Python 2 wrote it."""
    changes: list[Change] = []
    for token, following in zip(broken.here, broken.here[1:], strict=False):
        if token.text in WORDS and (following.is_operand or following.text in {"-", "{", "[", "not", "~"}):
            end = end_of(broken.here, following)
            gap = Change(token.row, token.end, token.row, following.start, "(")
            close = ", end=' ')" if end.text == "," else ")"
            start = end.start if end.text == "," else end.end
            changes += [gap, Change(end.row, start, end.end_row, end.end, close)]
    if changes:
        because = "since Python 3 `print` is a function: what it prints stands in brackets"
        yield Guess(because, "Write `print(…)`", tuple(changes))


def end_of(tokens: list[Token], first: Token) -> Token:
    """The last token of the simple statement."""
    depth = 0
    last = first
    for token in tokens[tokens.index(first) :]:
        if token.text == ";" and depth == 0:
            break
        depth += (token.text in CLOSERS) - (token.text in OPENERS)
        last = token
    return last
