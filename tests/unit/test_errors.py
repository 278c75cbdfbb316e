"""An error says what happened and what to do, on one line, whatever a file holds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import (
    BellwetherError,
    CardError,
    CommandError,
    DataError,
    Finding,
    FindingsError,
    LinkError,
    RegistryError,
    SourceError,
    did_you_mean,
    errors_among,
)


def test_a_finding_as_text() -> None:
    """Severity, line, place, problem, examples and fix stand in one line."""
    finding = Finding("bands[2].from", "2 cells are no numbers", "correct them", 7)
    assert finding.as_text() == (
        "error: line 7, bands[2].from: 2 cells are no numbers. Fix: correct them."
    )
    with_more = Finding("f", "p", "did you mean 'x'?", severity="note", examples=("a", "b"))
    assert with_more.as_text() == "note: f: p (a; b). Fix: did you mean 'x'?"


def test_a_finding_on_a_page_is_said_in_sentences() -> None:
    """Where and what, then what to do as a sentence of its own; nothing of a form."""
    finding = Finding("bands[2].from", "2 cells are no numbers", "correct them", 7)
    assert finding.in_sentences() == (
        "Line 7, bands[2].from: 2 cells are no numbers. Correct them."
    )
    with_more = Finding("the file", "p", "did you mean 'x'?", examples=("a", "b"))
    assert with_more.in_sentences() == "The file: p (a; b). Did you mean 'x'?"


@given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_a_finding_is_one_printable_line(
    place: str, problem: str, fix: str, examples: list[str]
) -> None:
    """Line breaks, colour codes and marks that turn text around are shown, not obeyed."""
    text = Finding(place, problem, fix, examples=tuple(examples)).as_text()
    assert text.isprintable()
    assert len(text.splitlines()) == 1


def test_a_colour_code_is_shown() -> None:
    """An escape sequence from a file does not colour a terminal."""
    assert "\\x1b[31mred" in Finding("f", "\x1b[31mred", "x").as_text()


def test_a_finding_as_json() -> None:
    """The same as plain data for tools."""
    found = json.loads(json.dumps(Finding("f", "p", "x", 3, "warning", 2, ("a",), "k").as_dict()))
    assert found == {
        "place": "f",
        "problem": "p",
        "fix": "x",
        "line": 3,
        "severity": "warning",
        "count": 2,
        "examples": ["a"],
        "kind": "k",
    }


def test_an_error_has_both_halves() -> None:
    """The message is the problem and the fix; each can be asked for alone."""
    error = CommandError("no command is called 'scor'", fix="did you mean 'score'?")
    assert str(error) == "no command is called 'scor'. did you mean 'score'?"
    assert (error.problem, error.fix) == ("no command is called 'scor'", "did you mean 'score'?")


@pytest.mark.parametrize(
    "kind", [RegistryError, CardError, SourceError, DataError, LinkError, CommandError]
)
def test_all_errors_have_one_root(kind: type[Exception]) -> None:
    """Whoever catches the root catches every fault of an input."""
    assert issubclass(kind, BellwetherError)


@pytest.mark.parametrize(
    ("kind", "noun"), [(CardError, "card"), (SourceError, "source file"), (DataError, "data")]
)
def test_an_error_of_findings_counts_them(kind: type[FindingsError], noun: str) -> None:
    """One fault is a fault, two are faults, and all of them stay with the error."""
    one, two = Finding("a", "b", "c"), Finding("d", "e", "f")
    assert str(kind([one])).startswith(f"the {noun} has 1 fault: error: a: b")
    assert str(kind([one, two])).startswith(f"the {noun} has 2 faults: ")
    assert kind([one, two]).findings == (one, two)


def test_a_long_report_is_cut_in_the_message_only() -> None:
    """A thousand findings do not make a message of a thousand lines."""
    error = CardError([Finding("a", f"fault {i};", "c") for i in range(1_000)])
    assert "fault 19;" in str(error)
    assert "fault 20;" not in str(error)
    assert len(error.findings) == 1_000


def test_only_errors_forbid() -> None:
    """Warnings and notes are passed over."""
    found = [Finding("a", "b", "c", severity=s) for s in ("note", "error", "warning")]
    assert errors_among(found) == (found[1],)


@pytest.mark.parametrize(
    ("word", "known", "fix"),
    [
        ("linaer", ["linear", "steps"], "did you mean 'linear'?"),
        ("LINEAR", ["linear", "steps"], "did you mean 'linear'?"),
        ("weekly", ["Weekly logins", "weekly"], "did you mean 'weekly'?"),
        ("xyz", ["linear", "steps"], "use one of: linear, steps"),
        ("xyz", [], "remove it"),
        (5, ["a"], "use one of: a"),
        (
            "xyz",
            [f"k{i:02}" for i in range(14)],
            "use one of: " + ", ".join(f"k{i:02}" for i in range(12)) + ", …",
        ),
    ],
)
def test_a_guess(word: object, known: list[str], fix: str) -> None:
    """The closest known word, or the first dozen of them."""
    assert did_you_mean(word, known) == fix


def test_a_guess_may_have_another_end() -> None:
    """Where a list would not help, the caller says what does."""
    assert did_you_mean("xyz", ["linear"], "see the list") == "see the list"
