"""How long the texts may be that people write down."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import fixed

RECORD_CHARACTERS: Final = fixed(
    "record_characters", 2_000, "characters", "a text of a pulse, a note or an intervention"
)
PULSE_MONTHS: Final = fixed("pulse_months", 24, "months", "how long a pulse holds")
VERSION_NAME: Final = fixed("version_name", 200, "characters", "the name of a saved card")
VERSION_NOTE: Final = fixed("version_note", 2_000, "characters", "the note of a saved version")
"""The same as a record's, in another table."""
