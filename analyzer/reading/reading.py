"""One reading of a program: what a rule may look at."""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.installed.patience import Patience
from analyzer.reading.bindings import bindings
from analyzer.reading.guards import dotted, felt
from analyzer.reading.unseen import writes_unseen
from analyzer.reading.when_bound import is_direct, is_given, set_in
from executor.policy import Policy
from knowledge.finding import Severity
from knowledge.imports.members import members
from knowledge.imports.missing_imports import attribute_of, import_for
from knowledge.interpreter import meant
from knowledge.limits import Limits
from knowledge.names.meant_names import meant_by
from knowledge.program import Program
from knowledge.scopes import Scope, Use
from knowledge.tables.builtin_names import BUILTIN_NAMES

if TYPE_CHECKING:
    from analyzer.reading.shadowing import Shadow

MOST_MEANT = 50
UNREAD_HINTS = (3, 14)
"""Since then no annotation is evaluated unless somebody asks for it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Under what else a program would run, as far as the caller said.

    `has_input` says whether anything stands on standard input; None where nobody said so. `file` is the
    program's own, if it has one: what lies beside it is imported before all else.
    """

    limits: Limits = field(default_factory=Limits)
    has_input: bool | None = None
    file: Path | None = None


UNSAID = Setting()


@dataclass(frozen=True, eq=False)
class Reading:
    """A program that parses, and the policy under which it would run; what several rules need, found once."""

    program: Program
    policy: Policy
    setting: Setting = UNSAID
    own: dict[ast.ClassDef, frozenset[str] | None] = field(default_factory=dict)
    owned: dict[ast.ClassDef, frozenset[str] | None] = field(default_factory=dict)
    """What `analyzer.certain.own_attributes` has found out, about a class alone and with its bases, once."""

    untouched: dict[tuple[Scope | None, str], bool] = field(default_factory=dict)
    """Of which containers `analyzer.certain.elements` knows that nobody changes them."""

    types: dict[ast.AST, str | None] = field(default_factory=dict)
    """What `analyzer.certain.certain` has found out about expressions that several rules ask for."""

    patience: Patience = field(default_factory=Patience)
    """With installed modules: how long to wait until it is known what they hold."""

    likely: dict[ast.AST, object] = field(default_factory=dict)
    """What `analyzer.likely` has found out about them: what they probably are."""

    shadows: "dict[str, Shadow | None]" = field(default_factory=dict)
    imports: dict[tuple[str, str | None], str | None] = field(default_factory=dict)
    meant: dict[tuple[Scope, str], str | None] = field(default_factory=dict)

    @cached_property
    def homes(self) -> tuple[tuple[Use, Scope | None], ...]:
        """Each use of a name, with the scope that the name belongs to."""
        return tuple((use, use.scope.resolve(use.name)) for use in self.program.scopes.uses)

    @cached_property
    def undefined(self) -> tuple[Use, ...]:
        """The uses of names that nothing in the program binds and that are no builtins."""
        unbound = (use for use, home in self.homes if home is None and use.name not in BUILTIN_NAMES)
        return tuple(use for use in unbound if not is_given(use) and not self.comes_by_star(use.name))

    def import_for(self, use: Use) -> str | None:
        """The import that would define a name; found once for each way of using it."""
        key = (use.name, attribute_of(self.program, use.node))
        if key not in self.imports:
            self.imports[key] = import_for(self.program, use.node)
        return self.imports[key]

    def shadow_of(self, module: str) -> "Shadow | None":
        """The file that is loaded instead of this module; looked for once."""
        from analyzer.reading.shadowing import shadow_of  # noqa: PLC0415 - 2 ms, for few of the rules

        top = module.partition(".")[0]
        if top not in self.shadows:
            self.shadows[top] = shadow_of(top, self.setting.file)
        return self.shadows[top]

    def is_beside(self, module: str) -> bool:
        """Whether the program gets this module from a file of its own folder."""
        from analyzer.reading.shadowing import is_beside  # noqa: PLC0415 - same

        return is_beside(module.partition(".")[0], self.setting.file)

    def meant_by(self, use: Use) -> str | None:
        """What a name was meant to be; for the first undefined names of a program only."""
        key = (use.scope, use.name)
        if key not in self.meant and len(self.meant) < MOST_MEANT:
            self.meant[key] = meant_by(self.program, use)
        return self.meant.get(key)

    @cached_property
    def early(self) -> dict[Scope, set[str]]:
        """The names that are read before the text has bound them, or that are unbound again: by scope."""
        found: dict[Scope, set[str]] = {}
        for home, uses in self.direct.items():
            lines = {name: set_in(home.bindings[name]) for name in {use.name for use in uses}}
            early = {use.name for use in uses if use.deletes or use.node.lineno <= lines[use.name]}
            if early:
                found[home] = early
        return found

    @cached_property
    def direct(self) -> dict[Scope, list[Use]]:
        """The uses of a scope's names that are evaluated when it runs, not in a function later."""
        found: dict[Scope, list[Use]] = {}
        for use, home in self.homes:
            if home is not None and (use.scope is home or is_direct(use, home)):
                found.setdefault(home, []).append(use)
        return found

    def comes_by_star(self, name: str) -> bool:
        """Whether a star import brings this name, or may bring it."""
        known = [members(star.module or "") for star in self.stars]
        return any(names is None or name in names for names in known)

    @cached_property
    def of_function(self) -> dict[ast.AST, list[ast.AST]]:
        """The statements and expressions of each function that say what it returns."""
        found: dict[ast.AST, list[ast.AST]] = {}
        for kind in (ast.Return, ast.Yield, ast.YieldFrom):
            for node in self.program.by_type.get(kind, ()):
                home = self.program.function(node)
                if home is not None:
                    found.setdefault(home, []).append(node)
        return found

    @cached_property
    def uses_of(self) -> dict[tuple[Scope, str], list[Use]]:
        """The uses of each name of each scope, wherever they stand."""
        found: dict[tuple[Scope, str], list[Use]] = {}
        for use, home in self.homes:
            if home is not None:
                found.setdefault((home, use.name), []).append(use)
        return found

    @cached_property
    def stored_values(self) -> dict[str, list[ast.expr | None]]:
        """What is assigned to each attribute, by whatever object; None stands for what is not told."""
        found: dict[str, list[ast.expr | None]] = {}
        for node in self.program.by_type.get(ast.Attribute, ()):
            if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
                match self.program.parent(node):
                    case ast.Assign(value=value) | ast.AnnAssign(value=value):
                        found.setdefault(node.attr, []).append(value)
                    case _:
                        found.setdefault(node.attr, []).append(None)
        return found

    @cached_property
    def heirs(self) -> dict[str, list[ast.ClassDef]]:
        """The classes of the program that are made from another, by the name of that."""
        found: dict[str, list[ast.ClassDef]] = {}
        for node in self.program.by_type.get(ast.ClassDef, ()):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    found.setdefault(dotted(base) or "", []).append(node)
        return found

    @cached_property
    def scope_of(self) -> dict[ast.AST, Scope]:
        """The scopes that nodes open."""
        return {scope.node: scope for scope in self.program.scopes.all}

    @cached_property
    def attributes_read(self) -> frozenset[str]:
        """Every attribute that the program reads of anything."""
        nodes = self.program.by_type.get(ast.Attribute, ())
        return frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute))

    @cached_property
    def modules_imported(self) -> frozenset[str]:
        """The top-level modules that the program imports; empty text for one of its own package."""
        found = {alias.name for node in self.program.by_type.get(ast.Import, ()) for alias in node.names}  # type: ignore[attr-defined]
        for node in self.program.by_type.get(ast.ImportFrom, ()):
            if isinstance(node, ast.ImportFrom):
                found.add("" if node.level else node.module or "")
        return frozenset(name.partition(".")[0] for name in found)

    @cached_property
    def stored_attributes(self) -> frozenset[str]:
        """The attributes that the program sets on anything."""
        attributes = self.program.by_type.get(ast.Attribute, ())
        stored = (node for node in attributes if isinstance(node, ast.Attribute))
        return frozenset(node.attr for node in stored if isinstance(node.ctx, ast.Store))

    @cached_property
    def writes_unseen(self) -> bool:
        """Whether names may be written by other means than statements."""
        return writes_unseen(self.program, self.methods_called)

    @cached_property
    def methods_called(self) -> frozenset[str]:
        """The names of the methods that are called somewhere."""
        return frozenset(node.attr for node in self.callees if isinstance(node, ast.Attribute))

    @cached_property
    def bound_in_classes(self) -> frozenset[str]:
        """Every name that a class of the program binds, in its body or on something in its methods."""
        inside = (node for class_ in self.program.classes.values() for node in class_.body)
        return self.stored_attributes | frozenset(name for node in inside for name in bindings(node))

    @cached_property
    def bound_in_bodies(self) -> frozenset[str]:
        """Every name that the body of a class gives a value, methods included."""
        inside = (node for class_ in self.program.classes.values() for node in class_.body)
        return frozenset(name for node in inside for name in bindings(node))

    @cached_property
    def stars(self) -> tuple[ast.ImportFrom, ...]:
        """The imports of everything."""
        return tuple(star for scope in self.program.scopes.all for star in scope.stars)

    @cached_property
    def called(self) -> frozenset[str]:
        """The plain names that are called somewhere."""
        return frozenset(node.id for node in self.callees if isinstance(node, ast.Name))

    @cached_property
    def callees(self) -> tuple[ast.expr, ...]:
        """What is called somewhere."""
        calls = self.program.by_type.get(ast.Call, ())
        return tuple(call.func for call in calls if isinstance(call, ast.Call))

    @cached_property
    def words_in_strings(self) -> frozenset[str]:
        """Every word in a string of the program: names may be made from them."""
        nodes = self.program.by_type.get(ast.Constant, ())
        strings = (node.value for node in nodes if isinstance(node, ast.Constant))
        return frozenset(
            word for text in strings if isinstance(text, str) for word in re.findall(r"\w+", text)
        )

    @cached_property
    def names_in_strings(self) -> frozenset[str]:
        """Every name in a string that holds names only, by one of which an attribute may be made."""
        strings = (node.value for node in self.program.by_type.get(ast.Constant, ()))  # type: ignore[attr-defined]
        rows = (re.split(r"[\s,]+", text.strip()) for text in strings if isinstance(text, str))
        return frozenset(name for row in rows if all(map(str.isidentifier, row)) for name in row)

    @cached_property
    def future_annotations(self) -> bool:
        """Whether annotations are not evaluated."""
        heads = (node for node in self.program.tree.body if isinstance(node, ast.ImportFrom))
        futures = {alias.name for node in heads if node.module == "__future__" for alias in node.names}
        return meant().release >= UNREAD_HINTS or "annotations" in futures

    def severity(self, use: Use) -> Severity | None:
        """How bad it is that this name has no value; None where nobody will notice."""
        severity = felt(self.program, use.node, "NameError", "UnboundLocalError")
        if severity is None or self.is_unread(use.node):
            return None
        if (self.writes_unseen or "setattr" in self.called) and use.name in self.words_in_strings:
            return None
        return Severity.WARNING if self.writes_unseen else severity

    def is_unread(self, node: ast.AST) -> bool:
        """Whether a node belongs to an annotation or a type that is not evaluated."""
        child = node
        for above in self.program.ancestors(node):
            match above:
                case ast.TypeAlias() | ast.TypeVar() | ast.ParamSpec() | ast.TypeVarTuple():
                    return True
                case ast.AnnAssign(annotation=hint) if hint is child:
                    return self.future_annotations or self.program.scope(above).kind == "function"
                case ast.arg():
                    return self.future_annotations
                case ast.FunctionDef(returns=hint) | ast.AsyncFunctionDef(returns=hint) if hint is child:
                    return self.future_annotations
            child = above
        return False
