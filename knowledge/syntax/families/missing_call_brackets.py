"""missing-call-brackets: a function and its argument stand side by side."""

import keyword
from collections.abc import Iterator
from itertools import pairwise

from knowledge.near import nearest
from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family

WORDS = frozenset(keyword.kwlist)


@family(
    mends={
        "node = TreeNode value": "node = TreeNode(value)",
        "x = len items": "x = len(items)",
        "inter Vall = 1\nprint(inter Vall)": "inter_Vall = 1\nprint(inter_Vall)",
        "user name = 'a'\nprint(user_name)": "user_name = 'a'\nprint(user_name)",
    },
    passes=("print x", "x = 1 2", "for x y in z:\n    pass"),
    rank=2,
)
def missing_call_brackets(broken: Broken) -> Iterator[Guess]:
    """Two names stand side by side: a call without its brackets, or one name in two words."""
    tokens = broken.here
    known = broken.names()
    for one, two in pairwise(tokens):
        if one.kind != "name" or two.kind not in {"name", "number", "string"} or {one.text, two.text} & WORDS:
            continue
        because = f"`{one.text}` and `{two.text[:20]}` stand side by side"
        if two.kind == "name":
            joined = f"{one.text}_{two.text}"
            better = joined if joined in known else nearest(joined, known) or joined
            alike = tuple(
                Change(first.row, first.start, second.row, second.end, better)
                for first, second in pairwise(broken.tokens)
                if (first.text, second.text) == (one.text, two.text) and first.row == second.row
            )
            if tokens[0] is one or better in known:
                yield Guess(because, f"Write it as one name: `{better}`", alike)
        last = tokens[-2] if tokens[-1].text in {":", ";"} else tokens[-1]
        if tokens[0] is not one:
            gap = Change(one.row, one.end, two.row, two.start, "(")
            words = f"Put brackets, `(…)`, around what `{one.text}` is called with"
            yield Guess(because, words, (gap, inserted(last.end_row, last.end, ")")))
