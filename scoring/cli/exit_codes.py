"""How a command ends, as a number that a script can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DONE: Final = 0
FAULTY: Final = 1
WRONG: Final = 2
FIRED: Final = 3
INTERRUPTED: Final = 130

EXIT_CODES: Final[Mapping[int, str]] = {
    DONE: "done",
    FAULTY: "the card or the data have faults, or the answer could not be written out",
    WRONG: "the command itself was wrong: its words, a path, a place that cannot be reached or"
    " written to",
    FIRED: "`alerts --exit-code` alone: something fired",
    INTERRUPTED: "interrupted from the keyboard",
}
"""What each number means."""
