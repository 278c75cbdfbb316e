"""What people write down about an account: a judgement, a note, an intervention, a done step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from scoring.errors import CommandError
from scoring.limits.writing import PULSE_MONTHS, RECORD_CHARACTERS

MOST_WORDS: Final = RECORD_CHARACTERS.now
"""Characters that a text of a record may have."""

MOST_MONTHS: Final = PULSE_MONTHS.now
"""Months that a judgement may hold."""

Outcome = Literal["open", "helped", "did not help"]


@dataclass(frozen=True, slots=True)
class PulseRecord:
    """A CSM's judgement of one account, 1 (will leave) to 5 (safe), until a day.

    `given` is the day from which it holds, `expires` the first on which it no longer does.
    """

    account: str
    score: int
    reason: str
    author: str
    given: dt.date
    expires: dt.date

    def checked(self) -> PulseRecord:
        """Itself. Raises CommandError if it is no judgement, or states no reason or no end."""
        if self.score not in (1, 2, 3, 4, 5):
            raise CommandError(
                "a pulse is a whole number from 1 to 5", fix="choose one of the five"
            )
        if not self.reason.strip():
            raise CommandError("a pulse needs a reason", fix="say in a few words why")
        _must_be_short(self.reason, self.author, self.account)
        if not self.given < self.expires:
            raise CommandError("a pulse ends after it was given", fix="choose a later day")
        if (self.expires - self.given).days > 31 * MOST_MONTHS:
            raise CommandError(
                f"a pulse holds for {MOST_MONTHS} months at most", fix="choose an earlier day"
            )
        return self


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about one account, as it was made on a day."""

    account: str
    text: str
    author: str
    on: dt.date

    def checked(self) -> Note:
        """Itself. Raises CommandError if it says nothing or too much."""
        if not self.text.strip():
            raise CommandError("the note is empty", fix="write a few words")
        _must_be_short(self.text, self.author, self.account)
        return self


@dataclass(frozen=True, slots=True)
class Intervention:
    """What somebody did for an account on a day, of which playbook, and what came of it."""

    account: str
    what: str
    author: str
    on: dt.date
    playbook: str = ""
    outcome: Outcome = "open"

    def checked(self) -> Intervention:
        """Itself. Raises CommandError if it says nothing or too much."""
        if not self.what.strip():
            raise CommandError("the intervention is empty", fix="say what was done")
        _must_be_short(self.what, self.playbook, self.author, self.account)
        return self


@dataclass(frozen=True, slots=True)
class Tick:
    """One step of a playbook that was done for an account in a month (its last day)."""

    account: str
    playbook: str
    step: str
    author: str
    month: dt.date

    def checked(self) -> Tick:
        """Itself. Raises CommandError if it says nothing or too much."""
        if not self.step.strip():
            raise CommandError("the step is empty", fix="say which step was done")
        _must_be_short(self.step, self.playbook, self.author, self.account)
        return self


def _must_be_short(*texts: str) -> None:
    if any(len(text) > MOST_WORDS for text in texts):
        raise CommandError(f"a text has at most {MOST_WORDS:,} characters", fix="say it shorter")


Record = PulseRecord | Note | Intervention | Tick
