"""What PyYAML does that the strict reader is written around."""

from __future__ import annotations

import pytest
import yaml

from scoring.spec.strict_yaml import read_yaml


def test_words_change_their_meaning() -> None:
    """The safe loader makes a truth value of no, eight of 010 and a number of 1:30:00."""
    loaded = yaml.safe_load("{a: no, b: 010, c: 1:30:00, d: 1_000, e: 1e3}")
    assert loaded == {"a": False, "b": 8, "c": 5400, "d": 1000, "e": "1e3"}


def test_a_duplicate_key_wins_silently() -> None:
    """The safe loader keeps the last of two values without a word."""
    assert yaml.safe_load("{a: 1, a: 2}") == {"a": 2}


def test_an_escape_beyond_unicode_is_no_yaml_error() -> None:
    r"""The scanner hands \U00110000 to chr(), whose error is none of PyYAML's own."""
    with pytest.raises((ValueError, OverflowError), match=r"chr\(\)|too large"):
        list(yaml.parse('a: "\\U00110000"', Loader=yaml.SafeLoader))
    assert read_yaml('a: "\\U00110000"')[1]


def test_an_escape_may_be_half_a_character() -> None:
    """A lone surrogate passes the scanner, though no file could hold it."""
    assert yaml.safe_load('"\\ud800"') == "\ud800"
