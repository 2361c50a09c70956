"""assignment-for-comparison: `=` gives a name a value, `==` compares."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

OPENS = frozenset({"if", "elif", "while", "assert", "return"})


@family(
    mends={
        "if x = 5:\n    pass": "if x == 5:\n    pass",
        "if a % 3 = 0 and b % 5 = 0:\n    pass": "if a % 3 == 0 and b % 5 == 0:\n    pass",
        "if f(x=1) and a.b = 2:\n    pass": "if f(x=1) and a.b == 2:\n    pass",
        "y = [i for i in x if i = 1]": "y = [i for i in x if i == 1]",
        "y = 1 if x = 2 else 3": "y = 1 if x == 2 else 3",
        "def f(x):\n    return x = 1": "def f(x):\n    return x == 1",
        "while x[0]= 1:\n    pass": "while x[0]== 1:\n    pass",
        "if x = 1: y = 2": "if x == 1: y = 2",
    },
    passes=("x = 6 * 4 = 24", "if x == 5\n    pass", "f() = 1"),
)
def assignment_for_comparison(broken: Broken) -> Iterator[Guess]:
    """A single `=` stands where two values are compared."""
    conditions = [token for token in signs(broken.statement) if is_condition(broken.statement, token)]
    if not conditions:
        return
    because = "`=` gives a name a value; `==` compares"
    yield Guess(because, "Write `==` for `=`", tuple(replaced(sign, "==") for sign in conditions))
    for sign in conditions if len(conditions) > 1 else ():
        yield Guess(because, "Write `==` for `=`", (replaced(sign, "=="),))


def signs(tokens: list[Token]) -> list[Token]:
    """The single equals signs."""
    return [token for token in tokens if token.text == "="]


def is_condition(tokens: list[Token], sign: Token) -> bool:
    """Whether a condition has begun before the sign: by the first word of the line, or by an inner `if`.

    A sign right behind a name in a call is an argument's.
    """
    before = [token for token in tokens if (token.row, token.start) < (sign.row, sign.start)]
    if not before or is_argument(before) or is_entry(before) or is_in_body(before):
        return False
    return before[0].text in OPENS or any(token.text == "if" for token in before)


def is_in_body(before: list[Token]) -> bool:
    """Whether the sign stands behind the colon of its line: `if x: y = 1`."""
    depth = 0
    for token in before:
        depth += (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})
        if token.text == ":" and depth <= 0 and before[0].text in OPENS:
            return True
    return False


def is_argument(before: list[Token]) -> bool:
    """Whether what stands before the sign is `f(name` or `, name`, with a round bracket open."""
    depth = 0
    for token in reversed(before):
        depth += (token.text in {")", "]", "}"}) - (token.text in {"(", "[", "{"})
        if depth < 0:
            return (
                token.text == "("
                and len(before) > 1
                and before[-2].text in {"(", ","}
                and called(before, token)
            )
    return False


def is_entry(before: list[Token]) -> bool:
    """Whether what stands before the sign is `{key` or `, key`, with a brace open: a colon was meant."""
    depth = 0
    for token in reversed(before):
        depth += (token.text in {")", "]", "}"}) - (token.text in {"(", "[", "{"})
        if depth < 0:
            return token.text == "{" and len(before) > 1 and before[-2].text in {"{", ","}
    return False


def called(before: list[Token], bracket: Token) -> bool:
    """Whether the bracket belongs to a call."""
    at = before.index(bracket)
    return (
        at > 0
        and (before[at - 1].is_operand or before[at - 1].text in {")", "]"})
        and (before[at - 1].text not in {"if", "elif", "while", "assert", "return", "and", "or", "not", "in"})
    )
