"""What people write down is kept: pulses, notes, interventions, done steps and saved cards."""

from scoring.store.copies import back_up, check, restore
from scoring.store.kept import CardVersion, Kept
from scoring.store.store import Store, in_memory, open_store

__all__ = [
    "CardVersion",
    "Kept",
    "Store",
    "back_up",
    "check",
    "in_memory",
    "open_store",
    "restore",
]
