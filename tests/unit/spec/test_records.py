"""What is written about an account is checked before anything keeps it."""

import datetime as dt
from dataclasses import replace

import pytest

from scoring.errors import CommandError
from scoring.spec.records import MOST_WORDS, Intervention, Note, PulseRecord, Tick

JULY = dt.date(2026, 7, 1)
PULSE = PulseRecord("a1", 5, "signed for two years", "Dana", JULY, dt.date(2026, 10, 1))
NOTE = Note("a1", "called", "Dana", JULY)
DEED = Intervention("a1", "sponsor call", "Dana", JULY)
DONE = Tick("a1", "rescue", "Usage review", "Dana", JULY)


def test_a_sound_record_is_kept_as_it_is() -> None:
    """Checking changes nothing about a record that may be kept."""
    assert (PULSE.checked(), NOTE.checked(), DEED.checked()) == (PULSE, NOTE, DEED)
    assert DONE.checked() == DONE


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"score": 0}, "from 1 to 5"),
        ({"score": 6}, "from 1 to 5"),
        ({"reason": "  "}, "needs a reason"),
        ({"reason": "x" * (MOST_WORDS + 1)}, "at most 2,000 characters"),
        ({"expires": JULY}, "ends after it was given"),
        ({"expires": dt.date(2029, 1, 1)}, "24 months at most"),
    ],
)
def test_a_pulse_without_reason_or_end_is_refused(changes: dict[str, object], problem: str) -> None:
    """A judgement is one of five, says why, and ends within two years."""
    with pytest.raises(CommandError, match=problem):
        replace(PULSE, **changes).checked()  # type: ignore[arg-type]


def test_a_record_without_words_is_refused() -> None:
    """A note, an intervention and a step say something, and say it shortly."""
    with pytest.raises(CommandError, match="the note is empty"):
        replace(NOTE, text=" ").checked()
    with pytest.raises(CommandError, match="the intervention is empty"):
        replace(DEED, what="").checked()
    with pytest.raises(CommandError, match="the step is empty"):
        replace(DONE, step=" ").checked()
    with pytest.raises(CommandError, match="at most 2,000 characters"):
        replace(DONE, playbook="x" * (MOST_WORDS + 1)).checked()
