"""What the packed files of a data set may come to is bounded, each of them and all together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from scoring.limits.files import FILE_MB, UNPACKED_FREE_MB, UNPACKED_TIMES, UPLOAD_MB, UPLOADS_MB

MAX_BYTES: Final = FILE_MB.bytes
MAX_RATIO: Final = UNPACKED_TIMES.now
_UNSUSPICIOUS: Final = UNPACKED_FREE_MB.bytes


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes may come out of a packed file, and how many of the others came already.

    `together` is None where only each file is bounded.
    """

    each: int
    together: int | None = None
    taken: int = 0

    @property
    def left(self) -> int:
        """The most that may come out of the next file."""
        left = self.each if self.together is None else self.together - self.taken
        return max(0, min(self.each, left))

    def after(self, size: int) -> Room:
        """What is left once so many bytes came out of a file."""
        return replace(self, taken=self.taken + size)

    def most(self, packed: int) -> int:
        """How many bytes may become of so many, whatever a file says of itself."""
        return min(self.left, max(_UNSUSPICIOUS, packed * MAX_RATIO))

    def outgrown(self, packed: int) -> tuple[str, str]:
        """What is said of a file of so many bytes that comes to more, and what to do."""
        if self.most(packed) < self.left:
            problem = f"it unpacks to more than {MAX_RATIO} times its size"
            return problem, "unpack it yourself if you know what it is"
        if self.left < self.each:
            problem = f"with it the packed files come to more than {self.together or 0:,} bytes"
            return problem, "drop fewer, or leave columns out"
        return f"it unpacks to more than {self.each:,} bytes", "split it"


OWN: Final = Room(MAX_BYTES)
"""For files that whoever runs Bellwether named."""
DROPPED: Final = Room(min(UPLOAD_MB.now << 20, MAX_BYTES), UPLOADS_MB.now << 20)
"""For files of a visitor: what is packed may come to what may be dropped without being packed."""
