"""A rule looks at one source file and yields what it finds wrong there."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENTRY_POINTS = ("app.py", "asgi.py")
CODE_FOLDERS = ("pages", "scoring", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root of the project, its text, its tree."""

    path: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        return cls(path, text, ast.parse(text, filename=path))

    @functools.cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, walked once for all rules."""
        return tuple(walk(self.tree))

    @functools.cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function and method, nested ones too."""
        return tuple(node for node in self.nodes if isinstance(node, Function))

    @functools.cached_property
    def imports(self) -> tuple[tuple[int, str], ...]:
        """The line and the dotted name of everything that is imported, wherever it is."""
        return tuple(imports_in(self.nodes))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def within(self, *places: str) -> bool:
        """Whether the file is one of the places, or lies in one of them."""
        return any(self.path == p or self.path.startswith(f"{p}/") for p in places)


Check = Callable[[Source], Iterator[str]]
Sample = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """A sentence about the code, the check behind it, and samples that prove the check.

    ``bad`` and ``good`` are (path, source) pairs: the check must find something in
    every bad one and nothing in any good one.
    """

    says: str
    check: Check
    bad: tuple[Sample, ...] = field(repr=False)
    good: tuple[Sample, ...] = field(repr=False)

    def findings(self, source: Source) -> list[str]:
        return [f"{source.path}:{finding}" for finding in self.check(source)]


@functools.cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the project, in a fixed order."""
    paths = [ROOT / name for name in ENTRY_POINTS]
    for folder in CODE_FOLDERS:
        paths += sorted((ROOT / folder).rglob("*.py"))
    return tuple(
        Source.of(p.relative_to(ROOT).as_posix(), p.read_text(encoding="utf-8"))
        for p in paths
        if p.is_file()
    )


def walk(tree: ast.AST) -> list[ast.AST]:
    """The tree and all nodes in it, as `ast.walk` orders them, in two thirds of its time."""
    found = [tree]
    for node in found:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                found += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


def imported(node: ast.AST) -> list[str]:
    """The dotted names an import statement brings in; a relative one begins with a dot."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        start = "." * node.level + (node.module or "")
        return [f"{start}.{alias.name}".replace("..", ".") for alias in node.names]
    return []


def imports_in(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of each import among the nodes."""
    for node in nodes:
        for name in imported(node):
            yield getattr(node, "lineno", 1), name


def is_in(name: str, package: str) -> bool:
    """Whether a dotted name is the package, or lies in it."""
    return name == package or name.startswith(f"{package}.")


def called(node: ast.AST) -> str:
    """The last part of the name a call calls (``execute`` of ``cur.execute(…)``), or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
