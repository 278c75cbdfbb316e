"""No text of a card ends the comment it stands in, and Jinja gives all of it back."""

from __future__ import annotations

import jinja2
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from scoring.plan.comments import comment
from scoring.plan.models import without_jinja

HOSTILE = (
    "ends */ DROP TABLE accounts; /* begins",
    "a line\nDROP TABLE accounts",
    "a line\r\nDROP",
    "a line\u2028DROP\u2029DROP\x85DROP\x0bDROP\x0cDROP\x1cDROP",
    "-- DROP",
    "{{ run_query('DROP') }}",
    "{% raw %}{% endraw %}{{ x }}",
    "{%- set x = 1 -%}",
    "{# never closed",
    "{{{{%{{#",
    "a; DROP TABLE accounts; --",
    "turned \u202e round",
    "nothing \x00 there",
    "/*+ hint */",
)
texts = st.text() | st.sampled_from(HOSTILE) | st.text(alphabet="{}%#*/-;\n\r\u2028 a'\"\\")


@given(st.lists(texts, max_size=4))
def test_a_comment_is_nothing_but_comment(sentences: list[str]) -> None:
    """Every line begins with two dashes, and what follows is the statement, whatever was said."""
    text = comment(sentences)
    assert all(line.startswith("--") for line in text.splitlines())
    for dialect in ("duckdb", "postgres", "snowflake", "bigquery", "databricks", "trino"):
        tokens = sqlglot.tokenize(f"{text}SELECT 1", read=dialect)
        assert [token.text for token in tokens] == ["SELECT", "1"]
    assert not any(mark in text for mark in ("*/", "/*", "{{", "{%", "{#", ";", "\x00", "\u202e"))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_stay_readable(text: str) -> None:
    """Only marks are taken apart: the letters are all there, in their order."""
    letters = [c for c in text if c.isalpha()]
    assert [c for c in comment([text]) if c.isalpha()] == letters


def test_long_sentences_are_wrapped_and_items_indented() -> None:
    """No line is wider than 96 characters; an item's further lines are indented once more."""
    text = comment(["word " * 40, "", "  item " + "word " * 40])
    assert max(map(len, text.splitlines())) <= 96
    plain, empty, item = text.splitlines()[1], text.splitlines()[3], text.splitlines()[5]
    assert (plain[:8], empty, item[:11]) == ("-- word ", "--", "--     word"), text


@given(texts)
def test_jinja_gives_the_text_back(text: str) -> None:
    """Rendered, it is the very text: nothing in it was taken for a command."""
    environment = jinja2.Environment(keep_trailing_newline=True, newline_sequence="\n")
    normal = text.replace("\r\n", "\n").replace("\r", "\n")  # Jinja writes every line's end so
    assert environment.from_string(without_jinja(normal)).render() == normal
