"""Tests read as sentences, and say which error they expect."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rules import Rule, Source, called

# A full stop, then a space, then a capital: a second sentence has begun.
SECOND_SENTENCE = re.compile(r"[.!?][”\"')]*\s+[A-Z“]")


def sentence_of_test(source: Source) -> Iterator[str]:
    """The first paragraph is the sentence; paragraphs below it may show the arithmetic."""
    if not PurePosixPath(source.path).name.startswith("test_"):
        return
    for function in source.functions:
        if not function.name.startswith("test"):
            continue
        docstring = (ast.get_docstring(function) or "").strip()
        first = docstring.split("\n\n")[0].strip()
        if not first:
            yield f"{function.lineno} {function.name} has no sentence"
        elif not first.endswith((".", "!", "?", ":")):
            yield f"{function.lineno} {function.name}: its sentence has no end"
        elif SECOND_SENTENCE.search(first):
            yield f"{function.lineno} {function.name} opens with more than one sentence"


def raises_anything(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if (
            isinstance(node, ast.Call)
            and called(node) == "raises"
            and not any(keyword.arg == "match" for keyword in node.keywords)
        ):
            yield f"{node.lineno} raises without match="


def _test(docstring: str) -> str:
    return f'def test_a():\n    """{docstring}"""'


RULES = (
    Rule(
        "a test has one sentence",
        sentence_of_test,
        bad=(
            ("tests/test_a.py", "def test_a(): ..."),
            ("tests/test_a.py", "class TestA:\n    def test_a(self): ..."),
            ("tests/test_a.py", _test("No end")),
            ("tests/test_a.py", _test("One sentence. And another.")),
        ),
        good=(
            ("tests/test_a.py", _test("A null stays null, at 0.5 and\n    at 1.0.")),
            ("tests/test_a.py", _test("Two halves are one.\n\n    Half of 3. That is 1.5.")),
            ("tests/browser/server.py", "def test_a(): ..."),
        ),
    ),
    Rule(
        "an expected error is expected by its words",
        raises_anything,
        bad=(
            ("tests/test_a.py", "with pytest.raises(ValueError): ..."),
            ("tests/test_a.py", "raises(ValueError)"),
        ),
        good=(("tests/test_a.py", "with pytest.raises(ValueError, match='span'): ..."),),
    ),
)
