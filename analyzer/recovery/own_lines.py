"""The libcst transformer that gives the statements of one line a line each; imported where it is needed."""

from collections.abc import Sequence

import libcst as cst

type Opened = cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]


class OwnLines(cst.CSTTransformer):
    """Opens the line that the simple statement at a place stands in, counted in the order of the text.

    The comment at the line's end goes with the last statement.
    """

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.seen = 0

    def holds(self, body: Sequence[cst.BaseSmallStatement]) -> bool:
        """Whether the statement is among these; they are counted when the walk leaves their line."""
        before, self.seen = self.seen, self.seen + len(body)
        return before <= self.place < self.seen

    def leave_SimpleStatementLine(  # noqa: N802 - libcst finds it by this name
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> Opened:
        """`a = 1; b = 2` becomes two lines."""
        if not self.holds(original_node.body) or len(original_node.body) == 1:
            return updated_node
        lines = one_each(updated_node.body, updated_node.trailing_whitespace)
        lines[0] = lines[0].with_changes(leading_lines=updated_node.leading_lines)
        return cst.FlattenSentinel(lines)

    def leave_SimpleStatementSuite(  # noqa: N802 - same
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.BaseSuite:
        """`if a: b = 1` becomes a block."""
        if not self.holds(original_node.body):
            return updated_node
        return cst.IndentedBlock(one_each(updated_node.body, updated_node.trailing_whitespace))


def one_each(
    body: Sequence[cst.BaseSmallStatement], end: cst.TrailingWhitespace
) -> list[cst.SimpleStatementLine]:
    """A line for each statement; the last one ends as the line had ended."""
    semicolon = body[-1].semicolon
    if isinstance(semicolon, cst.Semicolon) and end.comment:
        end = end.with_changes(whitespace=semicolon.whitespace_after)
    bare = [part.with_changes(semicolon=cst.MaybeSentinel.DEFAULT) for part in body]
    lines = [cst.SimpleStatementLine([part]) for part in bare]
    return [*lines[:-1], lines[-1].with_changes(trailing_whitespace=end)]
