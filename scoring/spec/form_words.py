"""Faults of a source that came of a form, in the words of the form and not of the file."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from scoring.errors import Finding

_NO_MEASURE: Final = "choose at least one measure, or rows to count or columns to add up"
_RULES: Final = {"no measure is listed": ("there is nothing to score yet", _NO_MEASURE)}
_PARTS: Final = {
    "account": "the file of the accounts",
    "snapshots": "a file of account-months",
    "events": "a file of dated rows",
    "long": "the file of a row a measure",
    "files": "the way a file is written",
}
_SIZES: Final = {
    "too_long": ("too much is chosen", "choose fewer columns and values"),
    "string_too_long": ("a name is too long", "choose a column with a shorter name"),
    "too_short": ("something is left empty", "choose a column and its values"),
    "string_too_short": ("something is left empty", "choose a column and its values"),
    "missing": ("something is left empty", "choose a column and its values"),
}


def in_form_words(error: ValidationError) -> Finding:
    """What is wrong with what a form said: no word of the checking itself reaches a person."""
    first = error.errors(include_url=False)[0]
    top = str(first["loc"][0]) if first["loc"] else ""
    otherwise = ("what is chosen does not go together", "choose other columns or values")
    problem, fix = _SIZES.get(first["type"], otherwise)
    if first["type"] == "refused":
        problem = str(first["msg"])
    return Finding(_PARTS.get(top, "files"), problem, fix)


def rule_in_form_words(finding: Finding) -> Finding:
    """A rule that the files break together, with a way out that the form has."""
    problem, fix = _RULES.get(finding.problem, (finding.problem, "choose other columns"))
    return Finding("files", problem, fix)
