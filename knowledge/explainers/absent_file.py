"""FileNotFoundError and its kin: a path that leads nowhere."""

import ast
from typing import TypeGuard

from knowledge.backward.origins import origin_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.near import nearest
from knowledge.operating.touching import failing
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v"}


@explains(FileNotFoundError)
def absent_file(facts: Facts) -> Cause | None:
    """An escape in the path, a near name that the program wrote itself, or a file that is not here."""
    value = facts.fault.attributes.get("filename") if facts.fault else None
    path = value.scalar if value is not None and isinstance(value.scalar, str) else None
    node = failing(facts)
    if path is None or node is None:
        return None
    return escaped(facts, node, path) or near_path(facts, node, path) or not_here(facts, node, path)


def path_node(facts: Facts, node: ast.AST, path: str) -> ast.Constant | None:
    """The text in the program that is this path, or its end: in the call, or where the argument came from."""
    for part in ast.walk(node):
        if is_end_of(part, path):
            return part
        if isinstance(part, ast.Name):
            made = origin_of(facts, part).node
            if is_end_of(made, path):
                return made
    return None


def is_end_of(node: ast.AST, path: str) -> TypeGuard[ast.Constant]:
    """Whether a node is a text that names the file, with or without its folder."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or not node.value:
        return False
    return path == node.value or path.endswith(f"/{node.value}")


def escaped(facts: Facts, node: ast.AST, path: str) -> Cause | None:
    """A Windows path without the `r` before it holds tabs and line ends."""
    found = [name for letter, name in ESCAPES.items() if letter in path]
    written = path_node(facts, node, path)
    if not found or written is None:
        return None
    text = facts.program.text(written)
    words = f"Put an `r` before the text: `r{text}`"
    return Cause(
        "escape-in-path",
        f"in {quoted(text, 40)} the `{found[0]}` is one character, not a backslash and a letter",
        facts.program.span(written),
        immediate=f"there is no file {quoted(repr(path), 60)}",
        suggestions=(words, "Or write the path with `/`"),
        fixes=(Fix(words, (replaced(facts.program, written, f"r{text}"),)),) if text[:1] in "'\"" else (),
    )


def near_path(facts: Facts, node: ast.AST, path: str) -> Cause | None:
    """The program names nearly the same path elsewhere: where it writes the file, perhaps."""
    others = {
        part.value
        for part in facts.program.nodes
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value != path
    }
    written = path_node(facts, node, path)
    if written is None:
        return None
    name = str(written.value)
    paths = [other for other in others - {name} if "." in other and len(other) < 200 and " " not in other]
    meant = nearest(name, paths)
    if meant is None:
        return None
    words = f"Change the path to `{meant!r}`"
    return Cause(
        "path-typo",
        f"the program also names `{meant!r}`, and {quoted(repr(path), 50)} is nearly the same",
        facts.program.span(written),
        immediate=f"there is no file {quoted(repr(path), 60)}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, written, repr(meant)),)),),
    )


def not_here(facts: Facts, node: ast.AST, path: str) -> Cause:
    """A run starts in an empty directory and sees no files of the caller."""
    relative = not path.startswith(("/", "~")) and ":" not in path[:3]
    where = "in the directory of the run, which is empty at the start" if relative else "in the sandbox"
    tilde = " (`~` is not replaced; that is for `os.path.expanduser`)" if path.startswith("~") else ""
    return Cause(
        "file-not-there",
        f"there is no {quoted(repr(path), 60)} {where}; nothing of the machine outside is there{tilde}",
        facts.program.span(node),
        immediate=f"the file {quoted(repr(path), 60)} does not exist",
        suggestions=(
            "Write the data into the program: `io.StringIO(text)` can be read like a file",
            "Write the file in the program first, where the policy lets it",
        ),
    )
