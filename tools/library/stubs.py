"""Reads the stubs of the standard library: what a callable takes and returns, and the members of a class."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from executor.capability import named

BUILTINS = named("str int float bool bytes list dict set tuple frozenset bytearray complex range memoryview")
HINTS = named("Any AnyStr TypeAlias TypeVar ParamSpec Final Self")
TEXTS = {"str", "bytes"}
SAME = {"LiteralString": "str", "List": "list", "Dict": "dict", "Set": "set", "Tuple": "tuple"}

type Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Stubs:
    """The stubs, and the classes whose members are known."""

    root: Path
    known: frozenset[str]

    def signatures(self, name: str) -> list[str]:
        """The ways of calling something, each as a list of parameters."""
        module, owner, member = self.parts(name)
        made = self.found(module, owner, member)
        bound = bool(owner)
        if not made:
            made, bound = self.makers(module, f"{owner}.{member}" if owner else member), True
        return list(dict.fromkeys(written(one, bound=bound) for one in made))

    def returned(self, name: str) -> str | None:
        """The one type that a callable returns, by whatever way it is called; texts are as what is given."""
        module, owner, member = self.parts(name)
        made = self.found(module, owner, member)
        names = {self.type_name(module, owner, one) for one in made}
        if names == TEXTS:
            return "str/bytes"
        return names.pop() if len(names) == 1 else None

    def type_name(self, module: str, owner: str, made: Def) -> str | None:
        """The plain name of what a function returns; a question mark says that it may be None instead."""
        match made.returns:
            case _ if isinstance(made, ast.AsyncFunctionDef):
                return None
            case ast.BinOp(left=hint, op=ast.BitOr(), right=ast.Constant(value=None)):
                name = self.hinted(module, owner, hint)
                return f"{name}?" if name else None
            case hint:
                return self.hinted(module, owner, hint)

    def members(self, name: str) -> set[str]:
        """The public names in the body of a class, and in those of its bases in the same stub."""
        module, _, member = self.parts(name)
        return set(self.inherited(module, member, 5))

    def bound_in(self, module: str) -> set[str]:
        """Every name that the stub of a module binds, for whatever platform and version."""
        imported = (node for node in ast.walk(self.tree(module)) if isinstance(node, ast.alias))
        offered = {alias.asname for alias in imported if alias.asname == alias.name}
        return {*bound_by(self.tree(module)), *filter(None, offered)} - HINTS

    def inherited(self, module: str, name: str, depth: int) -> Iterator[str]:
        """Yield what a class and its bases bind."""
        for node in definitions(self.tree(module)):
            if isinstance(node, ast.ClassDef) and node.name == name and depth:
                yield from (one for one in bound_by(node) if not one.startswith("_"))
                for base in node.bases:
                    inner = base.value if isinstance(base, ast.Subscript) else base
                    if isinstance(inner, ast.Name):
                        yield from self.inherited(module, inner.id, depth - 1)

    def parts(self, name: str) -> tuple[str, str, str]:
        """Split a name into its module, its class (or nothing) and the last name."""
        module, _, member = name.rpartition(".")
        if self.place(module) is not None:
            return module, "", member
        module, _, owner = module.rpartition(".")
        return module, owner, member

    def place(self, module: str) -> Path | None:
        """Where the stub of a module lies."""
        inner = self.root / ("posixpath" if module == "os.path" else module.replace(".", "/"))
        found = (inner.with_suffix(".pyi"), inner / "__init__.pyi")
        return next((path for path in found if path.is_file()), None)

    @cache  # noqa: B019 - there is one object of this class, and it lives as long as the tool
    def tree(self, module: str) -> ast.Module:
        """The stub of a module."""
        path = self.place(module)
        return ast.parse(path.read_text(encoding="utf-8")) if path else ast.Module([], [])

    def found(self, module: str, owner: str, member: str, depth: int = 6) -> list[Def]:
        """The definitions of a function or method, overloads and all; inherited ones too."""
        body = list(definitions(self.tree(module)))
        kinds = [node for node in body if isinstance(node, ast.ClassDef) and node.name == owner]
        if owner:
            body = [one for kind in kinds for one in definitions(kind)]
        made = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == member]
        if made:
            return list(made)
        if not owner:
            home = self.home(module, member)
            return self.renamed(module, member) if home == module else self.found(home, "", member)
        for base in (base for kind in kinds for base in kind.bases):
            inner = base.value if isinstance(base, ast.Subscript) else base
            if isinstance(inner, ast.Name) and depth:
                home = self.home(module, inner.id)
                if inherited := self.found(home, inner.id, member, depth - 1):
                    return inherited
        return []

    def home(self, module: str, name: str) -> str:
        """The module whose stub defines a name."""
        for node in self.tree(module).body:
            if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
                return node.module or module
        return module

    def renamed(self, module: str, member: str) -> list[Def]:
        """The method that a module offers as a function: `randint = _inst.randint`."""
        for node in self.tree(module).body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute(attr=method)) if (
                    name == member and module == "random"
                ):
                    return self.found(module, "Random", method)
        return []

    def makers(self, module: str, owner: str) -> list[Def]:
        """What makes an object of a class."""
        for depth in (0, 6):
            for name in ("__init__", "__new__"):
                if made := self.found(module, owner, name, depth):
                    return made
        return []

    def hinted(self, module: str, owner: str, hint: ast.expr | None) -> str | None:
        """The plain name of a type that a hint names."""
        match hint:
            case ast.Constant(value=None):
                return "NoneType"
            case ast.Name(id="Self"):
                return f"{module}.{owner}" if f"{module}.{owner}" in self.known else None
            case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
                plain = SAME.get(name, name)
                return plain if plain in BUILTINS else self.class_name(module, name)
            case _:
                return None

    def class_name(self, module: str, name: str) -> str | None:
        """The whole name of a class that a stub defines or imports."""
        full = f"{self.home(module, name)}.{name}"
        return full if full in self.known else None


def definitions(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a body, those under a test of the version too."""
    for statement in getattr(node, "body", []):
        if isinstance(statement, ast.If):
            yield from definitions(statement)
            yield from definitions(ast.Module(statement.orelse, []))
        else:
            yield statement


def bound_by(kind: ast.ClassDef | ast.Module) -> Iterator[str]:
    """Yield the names that the body of a class or module binds."""
    for node in definitions(kind):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case _:
                pass


def written(made: Def, *, bound: bool) -> str:
    """Write the parameters of a definition, without the one that takes the object."""
    arguments = made.args
    static = any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in made.decorator_list)
    plain = [*arguments.posonlyargs, *arguments.args]
    needed = len(plain) - len(arguments.defaults)
    last = max((row for row, one in enumerate(plain) if is_by_place(one, row, arguments)), default=-1)
    said: list[str] = []
    for row, one in enumerate(plain):
        if row or not bound or static:
            said.append(one.arg.removeprefix("__") + ("=" if row >= needed else ""))
        if row == last and said:
            said.append("/")
    if arguments.vararg or arguments.kwonlyargs:
        said.append(f"*{arguments.vararg.arg if arguments.vararg else ''}")
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        said.append(one.arg + ("=" if default else ""))
    if arguments.kwarg:
        said.append(f"**{arguments.kwarg.arg}")
    return ",".join(said)


def is_by_place(one: ast.arg, row: int, arguments: ast.arguments) -> bool:
    """Whether a parameter can be given by its place only."""
    return row < len(arguments.posonlyargs) or (one.arg.startswith("__") and not one.arg.endswith("__"))
