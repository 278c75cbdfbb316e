"""A random tenth of the accounts is left alone, so that work can be told from luck."""

from __future__ import annotations

import hashlib
from typing import Final, Literal

SHARE: Final = 0.1
"""The share of accounts that is held out."""

Arm = Literal["hold out", "work"]


def draw_of(seed: int, account_id: str) -> float:
    """An account's number from 0 up to 1, evenly spread and always the same for one seed.

    It is the first 8 bytes of SHA-256 of "seed:account_id" over 2^64.
    """
    digest = hashlib.sha256(f"{seed}:{account_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2.0**64


def arm_of(seed: int, account_id: str, share: float = SHARE) -> Arm:
    """Whether an account is held out. It stays in its arm, whoever else turns red, and when."""
    return "hold out" if draw_of(seed, account_id) < share else "work"
