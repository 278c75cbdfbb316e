"""What is said of guesses about how a file is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.engine.date_words import SHEET_DAYS
from scoring.engine.sniffing import Guess
from scoring.errors import Finding


def notes_on(key: str, guesses: Sequence[Guess], before: int) -> Iterator[Finding]:
    """What a person should know of guesses that change or leave out something."""
    place = f"file '{key}'"
    for guess in guesses:
        seen = guess.evidence
        if guess.about == "encoding" and guess.confidence < 1:
            problem = f"its letters were read as {guess.value}: {seen}"
            fix = "look at a name with an accent; if it is wrong, state `encoding`"
            yield Finding(place, problem, fix, None, "note", kind="encoding")
        if guess.about == "form of dates" and guess.value == SHEET_DAYS:
            problem = f"{seen}: {SHEET_DAYS}, as spreadsheets count them"
            fix = "export dates as YYYY-MM-DD if they are none"
            yield Finding(place, problem, fix, None, "note", kind="sheet_days")
        if guess.about == "rows above the header":
            problem, rows = f"{seen}; left out", int(guess.value)
            fix = "state `skip_rows: 0` under csv if the first row holds the names"
            yield Finding(place, problem, fix, 1, "note", rows, kind="rows_above")
        if guess.about == "rows below the header":
            fix, line = "state `skip_below: 0` under csv if it is a row of data", before + 2
            yield Finding(place, f"{seen}; left out", fix, line, "warning", 1, kind="rows_below")
