"""Files and functions stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rules import Rule, Source

MODULE_BUDGET, MODULE_LIMIT = 250, 350
FUNCTION_BUDGET, FUNCTION_LIMIT = 40, 60
PAGE_LIMIT = 80

# What may pass its budget (never its limit), each with the reason.
LONG_MODULES: dict[str, str] = {}  # "scoring/…/file.py": "why"
LONG_FUNCTIONS: dict[str, str] = {}  # "scoring/…/file.py::function": "why"

VAGUE_NAMES = frozenset({"utils", "helpers", "common", "base", "core", "misc"})


def allowance(name: str, exceptions: dict[str, str], budget: int, limit: int) -> int:
    """The lines something may have: its budget, or as an exception the limit, never more."""
    return limit if name in exceptions else budget


def module_length(source: Source) -> Iterator[str]:
    allowed = allowance(source.path, LONG_MODULES, MODULE_BUDGET, MODULE_LIMIT)
    if source.lines > allowed:
        yield f"1 has {source.lines} lines, allowed are {allowed}"


def page_length(source: Source) -> Iterator[str]:
    if source.within("pages") and source.lines > PAGE_LIMIT:
        yield f"1 has {source.lines} lines, a page has at most {PAGE_LIMIT}"


def function_length(source: Source) -> Iterator[str]:
    """Lines from ``def`` to the end, without the docstring: a contract is never too long."""
    for function in source.functions:
        name = f"{source.path}::{function.name}"
        allowed = allowance(name, LONG_FUNCTIONS, FUNCTION_BUDGET, FUNCTION_LIMIT)
        length = _lines(function)
        if length > allowed:
            yield f"{function.lineno} {function.name} has {length} lines, allowed are {allowed}"


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return length
    docstring = function.body[0]
    return length - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def vague_name(source: Source) -> Iterator[str]:
    parts = PurePosixPath(source.path).with_suffix("").parts
    for part in parts:
        if part.strip("_") in VAGUE_NAMES:
            yield f"1 “{part}” names no idea"


def no_docstring(source: Source) -> Iterator[str]:
    if not (ast.get_docstring(source.tree) or "").strip():
        yield "1 the module does not open with its sentence"


def _module(lines: int) -> str:
    return "\n".join(["x = 1"] * lines)


def _function(lines: int, docstring: int = 0) -> str:
    words = ["    '''A"] + ["    word"] * (docstring - 2) + ["    '''"] if docstring else []
    return "\n".join(["def f():", *words, *["    x = 1"] * (lines - 1)])


RULES = (
    Rule(
        "a module has at most 250 lines",
        module_length,
        bad=tuple((f"{place}/a.py", _module(251)) for place in ("scoring", "pages", "tests/unit")),
        good=(("scoring/a.py", _module(250)), ("tests/test_a.py", _module(250))),
    ),
    Rule(
        "a page has at most 80 lines",
        page_length,
        bad=(("pages/a.py", _module(81)),),
        good=(("pages/a.py", _module(80)), ("scoring/a.py", _module(81))),
    ),
    Rule(
        "a function has at most 40 lines",
        function_length,
        bad=(
            ("scoring/a.py", _function(41)),
            ("tests/test_a.py", "async " + _function(41)),
            ("scoring/a.py", _function(41, docstring=5)),
        ),
        good=(("scoring/a.py", _function(40)), ("scoring/a.py", _function(40, docstring=30))),
    ),
    Rule(
        "a file is named after an idea",
        vague_name,
        bad=(
            *((f"scoring/{name}.py", "") for name in sorted(VAGUE_NAMES)),
            ("scoring/_utils.py", ""),
            ("scoring/common/a.py", ""),
        ),
        good=(("scoring/kinds/basis.py", ""),),
    ),
    Rule(
        "a module opens with its sentence",
        no_docstring,
        bad=(("scoring/a.py", "x = 1"), ("tests/test_a.py", ""), ("app.py", "'''  '''")),
        good=(("scoring/a.py", "'''A card is data.'''\nx = 1"),),
    ),
)
