"""foreign-operator: `&&`, `||`, `!`, `++`, `===`, `? :` and comments of other languages."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

OPERATORS = {
    "&&": " and ",
    "||": " or ",
    "===": "==",
    "!==": "!=",
    "=<": "<=",
    "=>": ">=",
    "->": ".",
}


@family(
    mends={
        "if a && b || c:\n    pass": "if a and b or c:\n    pass",
        "if !a:\n    pass": "if not a:\n    pass",
        "i++": "i += 1",
        "x.n--;": "x.n -= 1;",
        "if a === b:\n    pass": "if a == b:\n    pass",
        "if a => b:\n    pass": "if a >= b:\n    pass",
        "f(key=p => g(p), n=1)": "f(key=lambda p: g(p), n=1)",
        "f((a, b) => a + b)": "f(lambda a, b: a + b)",
        "x = a ? b : c": "x = b if a else c",
        "x = p->y": "x = p.y",
        "// note\nx = 1": "# note\nx = 1",
        "/* a */\nx = 1": "# a\nx = 1",
        "from math import factorial\nx = n!": "from math import factorial\nx = factorial(n)",
        "x = n! / 2": "from math import factorial\nx = factorial(n) / 2",
    },
    passes=("if x\n    pass", "x = !"),
)
def foreign_operator(broken: Broken) -> Iterator[Guess]:
    """An operator or a comment is written as in another language."""
    yield from arrows(broken)
    yield from operators(broken)
    yield from negations(broken)
    yield from steps(broken)
    yield from choices(broken)
    yield from comments(broken)
    yield from factorials(broken)


def arrows(broken: Broken) -> Iterator[Guess]:
    """`x => y` is a function where a value is expected: behind `=`, `(`, `,` or `return`."""
    tokens = broken.here
    for at, token in enumerate(tokens):
        start = head_of(tokens, at) if token.text == "=>" else None
        if start is None or start == 0 or tokens[start - 1].text not in {"=", "(", ",", "return", ":", "["}:
            continue
        names = ", ".join(one.text for one in tokens[start:at] if one.kind == "name")
        change = Change(
            token.row, tokens[start].start, token.row, token.end, f"lambda {names}:".replace(" :", ":")
        )
        words = f"Write `lambda {names}: …`".replace(" :", ":")
        yield Guess("Python has no `=>`: a small function is a `lambda`", words, (change,))


def head_of(tokens: list[Token], arrow: int) -> int | None:
    """Where the parameters before an arrow start: one name, or names in brackets."""
    if arrow and tokens[arrow - 1].kind == "name":
        return arrow - 1
    at = arrow - 1
    if at < 1 or tokens[at].text != ")":
        return None
    while at > 0 and (tokens[at - 1].kind == "name" or tokens[at - 1].text == ","):
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].text == "(" else None


def operators(broken: Broken) -> Iterator[Guess]:
    """What Python writes otherwise, wherever it stands in the program."""
    found = [token for token in broken.tokens if token.text in {"&&", "||", "===", "!=="}]
    found += [token for token in broken.here if token.text in {"=<", "=>", "->"}]
    if any(token.row == broken.row for token in found):
        signs = dict.fromkeys(token.text for token in found)
        because = f"Python has no {' and no '.join(f'`{sign}`' for sign in signs)}"
        better = [f"`{OPERATORS[sign].strip()}` for `{sign}`" for sign in signs]
        yield Guess(because, f"Write {', '.join(better)}", tuple(spaced(broken, token) for token in found))


def spaced(broken: Broken, token: Token) -> Change:
    """Write the operator with one blank on each side where it is a word."""
    line, better = broken.lines[token.row], OPERATORS[token.text]
    if better.startswith(" ") and line[token.start - 1 : token.start].isspace():
        better = better[1:]
    if better.endswith(" ") and line[token.end : token.end + 1].isspace():
        better = better[:-1]
    return replaced(token, better)


def negations(broken: Broken) -> Iterator[Guess]:
    """`!x` is `not x`."""
    found = [
        token
        for token, following in zip(broken.here, broken.here[1:], strict=False)
        if token.text == "!" and (following.is_operand or following.text == "(")
    ]
    if found:
        yield Guess("Python has no `!`", "Write `not`", tuple(replaced(token, "not ") for token in found))


def steps(broken: Broken) -> Iterator[Guess]:
    """`i++` is a statement elsewhere."""
    for token in broken.here:
        if token.text in {"++", "--"}:
            sign = f" {token.text[0]}= 1"
            yield Guess(f"Python has no `{token.text}`", f"Write `{sign.strip()}`", (replaced(token, sign),))


def choices(broken: Broken) -> Iterator[Guess]:
    """`a ? b : c` puts the condition first."""
    tokens = broken.here
    marks = [token for token in tokens if token.text == "?"]
    colons = [token for token in tokens if token.text == ":" and marks and token.start > marks[0].start]
    if len(marks) != 1 or len(colons) != 1:
        return
    signs = [token for token in tokens if token.text in {"=", "return", "("} and token.start < marks[0].start]
    line = broken.lines[broken.row]
    start = signs[-1].end if signs else tokens[0].start
    end = tokens[-1].start if tokens[-1].text in {")", ";"} else tokens[-1].end
    condition, yes = line[start : marks[0].start].strip(), line[marks[0].end : colons[0].start].strip()
    text = f" {yes} if {condition} else {line[colons[0].end : end].strip()}"
    change = Change(
        broken.row, start, broken.row, end, text if signs and signs[-1].text != "(" else text.strip()
    )
    yield Guess("Python has no `? :`", "Write `b if a else c`", (change,))


def comments(broken: Broken) -> Iterator[Guess]:
    """`//` and `/* */` are comments elsewhere."""
    changes: list[Change] = []
    for row, line in enumerate(broken.lines):
        text = line.strip()
        start = len(broken.margin(row))
        if text.startswith("//"):
            changes.append(Change(row, start, row, start + 2, "#"))
        elif text.startswith("/*"):
            end = len(line.rstrip())
            changes.append(Change(row, start, row, start + 2, "#"))
            if text.endswith("*/"):
                changes.append(Change(row, len(line[: end - 2].rstrip()), row, end, ""))
        elif row == broken.row and " // " in line:
            at = line.index(" // ") + 1
            changes.append(Change(row, at, row, at + 2, "#"))
    if changes:
        yield Guess("a comment of another language", "Start the comment with `#`", tuple(changes))


def factorials(broken: Broken) -> Iterator[Guess]:
    """`n!` is mathematics."""
    for operand, token in zip(broken.here, broken.here[1:], strict=False):
        if token.text == "!" and operand.kind in {"name", "number"}:
            change = Change(operand.row, operand.start, token.row, token.end, f"factorial({operand.text})")
            imported = (
                () if "factorial" in broken.names() else (inserted(0, 0, "from math import factorial\n"),)
            )
            words = f"Write `factorial({operand.text})`"
            yield Guess("Python has no `!` for factorials", words, (*imported, change))
