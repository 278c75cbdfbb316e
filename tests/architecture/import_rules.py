"""Imports that import-linter cannot see: outside the package, inside functions, of tools."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules import ENTRY_POINTS, Rule, Source, called, imports_in, is_in

# Functions that may import our own code when called, each with the reason.
LAZY_IMPORTS: dict[str, str] = {}  # "scoring/…/file.py::function": "why"

STREAMLIT_PLACES = (*ENTRY_POINTS, "pages", "scoring/ui", "tests")
DUCKDB_PLACES = ("scoring/engine", "scoring/store", "tests")


def stray_streamlit(source: Source) -> Iterator[str]:
    if source.within(*STREAMLIT_PLACES):
        return
    for line, name in source.imports:
        if is_in(name, "streamlit"):
            yield f"{line} imports {name}"


def stray_duckdb(source: Source) -> Iterator[str]:
    if source.within(*DUCKDB_PLACES):
        return
    for line, name in source.imports:
        if is_in(name, "duckdb"):
            yield f"{line} imports {name}"


def page_imports(source: Source) -> Iterator[str]:
    if not source.within("pages"):
        return
    for line, name in source.imports:
        if not any(is_in(name, p) for p in ("scoring.ui", "streamlit", "__future__")):
            yield f"{line} a page imports {name}"


def entry_imports(source: Source) -> Iterator[str]:
    if not source.within(*ENTRY_POINTS):
        return
    for line, name in source.imports:
        own = is_in(name, "scoring") or name.startswith(".") or is_in(name, "tests")
        if own and not is_in(name, "scoring.ui"):
            yield f"{line} the entry point imports {name}"


def root_imports(source: Source) -> Iterator[str]:
    if source.path != "scoring/__init__.py":
        return
    for line, name in source.imports:
        if is_in(name, "scoring") or name.startswith("."):
            yield f"{line} the package itself imports {name}"


def product_imports_tests(source: Source) -> Iterator[str]:
    if source.within("tests"):
        return
    for line, name in source.imports:
        if is_in(name, "tests"):
            yield f"{line} the product imports {name}"


def lazy_own_import(source: Source) -> Iterator[str]:
    if source.within("tests"):
        return
    for function in source.functions:
        if f"{source.path}::{function.name}" in LAZY_IMPORTS:
            continue
        for line, name in imports_in(ast.walk(function)):
            if is_in(name, "scoring") or name.startswith("."):
                yield f"{line} {function.name} imports {name} when called"


def import_by_name(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if called(node) in {"import_module", "__import__"} and not source.within("tests"):
            yield f"{getattr(node, 'lineno', 1)} imports by a computed name"


def mocks(source: Source) -> Iterator[str]:
    for line, name in source.imports:
        if is_in(name, "unittest.mock") or is_in(name, "mock"):
            yield f"{line} imports {name}: the parts of `scoring` are tested as they are"


RULES = (
    Rule(
        "Streamlit is imported only in scoring/ui, pages and the entry point",
        stray_streamlit,
        bad=(
            ("scoring/views/a.py", "import streamlit as st"),
            ("scoring/workbench.py", "def f():\n    from streamlit import cache_data"),
            ("scoring/bench/a.py", "from streamlit.testing.v1 import AppTest"),
        ),
        good=(
            ("scoring/ui/a.py", "import streamlit as st"),
            ("app.py", "import streamlit as st"),
            ("scoring/views/a.py", "import streamlined"),
        ),
    ),
    Rule(
        "DuckDB is imported only in scoring/engine and scoring/store",
        stray_duckdb,
        bad=(("scoring/plan/a.py", "import duckdb"), ("pages/a.py", "from duckdb import connect")),
        good=(("scoring/engine/a.py", "import duckdb"), ("scoring/store/a.py", "import duckdb")),
    ),
    Rule(
        "a page imports only scoring.ui and Streamlit",
        page_imports,
        bad=(
            ("pages/a.py", "import pandas as pd"),
            ("pages/a.py", "from scoring import workbench"),
            ("pages/a.py", "from scoring.uix import a"),
        ),
        good=(
            ("pages/a.py", "import streamlit as st\nfrom scoring.ui.panels import tiles"),
            ("pages/a.py", "from scoring import ui"),
            ("scoring/views/a.py", "import numpy"),
        ),
    ),
    Rule(
        "the entry point takes nothing of ours but scoring.ui",
        entry_imports,
        bad=(("app.py", "from scoring.engine import session"),),
        good=(("app.py", "import gc\nfrom scoring.ui import frame"),),
    ),
    Rule(
        "the package itself imports none of its rooms",
        root_imports,
        bad=(
            ("scoring/__init__.py", "from scoring.cli import main"),
            ("scoring/__init__.py", "from . import cli"),
        ),
        good=(
            ("scoring/__init__.py", "'''A word.'''"),
            ("scoring/cli.py", "import scoring.errors"),
        ),
    ),
    Rule(
        "the product does not import its tests",
        product_imports_tests,
        bad=(("scoring/a.py", "from tests.browser import server"),),
        good=(("tests/test_a.py", "from tests.browser import server"),),
    ),
    Rule(
        "our own code is imported at the top of a file",
        lazy_own_import,
        bad=(
            ("scoring/a.py", "def f():\n    import scoring.b"),
            ("scoring/a.py", "class A:\n    def f(self):\n        from . import b"),
            ("app.py", "async def f():\n    from scoring.ui import frame"),
        ),
        good=(
            ("scoring/a.py", "from scoring import b\ndef f():\n    import json"),
            ("tests/test_a.py", "def f():\n    import scoring.b"),
        ),
    ),
    Rule(
        "nothing is imported by a computed name",
        import_by_name,
        bad=(
            ("scoring/a.py", "import importlib\nimportlib.import_module('scoring.' + name)"),
            ("scoring/a.py", "__import__(name)"),
        ),
        good=(("scoring/a.py", "import importlib.resources"),),
    ),
    Rule(
        "tests use the real parts, not mocks",
        mocks,
        bad=(
            ("tests/test_a.py", "from unittest import mock"),
            ("tests/test_a.py", "from unittest.mock import patch"),
            ("tests/test_a.py", "import mock"),
        ),
        good=(("tests/test_a.py", "import unittest"),),
    ),
)
