"""What people write down is kept: pulses, notes, interventions, done steps, cards and votes."""

from scoring.store.copies import back_up, check, restore
from scoring.store.faults import DAMAGED, LET_WRITE
from scoring.store.kept import CODE_LENGTH, CardVersion, Kept, Person, Room, Vote
from scoring.store.store import Store, in_memory, open_store

__all__ = [
    "CODE_LENGTH",
    "DAMAGED",
    "LET_WRITE",
    "CardVersion",
    "Kept",
    "Person",
    "Room",
    "Store",
    "Vote",
    "back_up",
    "check",
    "in_memory",
    "open_store",
    "restore",
]
