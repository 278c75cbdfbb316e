"""Text from a file or a card stands in a label as it is written, and is said so."""

from __future__ import annotations

import pytest

from scoring.ui.bound import plain

JOINER = "\u2060"


@pytest.mark.parametrize(
    "text",
    ["account_id", "01.01.2025", "error: line 4, file 'own'", "A & B (C)", "10:30", "5% – 7 EUR!"],
)
def test_what_is_no_markup_is_left_alone(text: str) -> None:
    """A screen reader says a label as it stands: no backslash where none is needed."""
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*a* _b_ `c` ~d~ $e$", r"\*a\* \_b\_ \`c\` \~d\~ \$e\$"),
        ("[a](b) <i>", r"\[a\](b) \<i\>"),
        (":red[x] ::y 10:am", r"\:red\[x\] \:\:y 10\:am"),
        ("1. a", r"1\. a"),
        ("- a\n# b\n=== c", "\\- a\n\\# b\n\\=== c"),
        ("&lt; \\", r"\&lt; \\"),
    ],
)
def test_what_is_markup_is_escaped(text: str, written: str) -> None:
    """Emphasis, links, colours, lists, headings and entities are shown as their own characters."""
    assert plain(text) == written


@pytest.mark.parametrize(
    "text", [":material/home:", ":smile:", ":+1:", "https://a.b", "www.a.b", "me@a.b"]
)
def test_words_that_are_looked_for_afterwards_are_broken(text: str) -> None:
    """Icons, emoji and addresses are found in the text when no backslash is left: a joiner is."""
    assert JOINER in plain(text)
    assert plain(text).replace(JOINER, "").replace("\\", "") == text


def test_a_name_does_not_turn_what_stands_beside_it() -> None:
    """The marks that turn or end a direction are left out; letters from right to left stay."""
    assert plain("\u202eShalom\u2069 \u05e9\u05dc\u05d5\u05dd") == "Shalom \u05e9\u05dc\u05d5\u05dd"
