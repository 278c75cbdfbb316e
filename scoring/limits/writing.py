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
TYPED_NAME: Final = fixed("typed_name", 120, "characters", "a name that is typed on a page")
TYPED_CURRENCY: Final = fixed("typed_currency", 4, "characters", "the sign of a currency")
TYPED_DEED: Final = fixed("typed_deed", 300, "characters", "what was done, as it is typed")
TYPED_STEPS: Final = fixed("typed_steps", 2_500, "characters", "the steps of a playbook together")
TYPED_SEARCH: Final = fixed("typed_search", 200, "characters", "what is searched for")
TYPED_WORD: Final = fixed("typed_word", 60, "characters", "a word looked up in the glossary")
TYPED_LINK: Final = fixed("typed_link", 20_000, "characters", "a link that is pasted")
