"""What visits may have, one by one and all together, and what rooms may."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit, fixed

VISITS: Final = Limit("visits", 1_000, "visits", 1, 100_000, "the visits that are open at a time")
UPLOADS_HELD_MB: Final = Limit(
    "uploads_held_mb", 2_000, "MB", 10, 1_000_000, "the uploads that all visits together hold"
)
PROCESS_MB: Final = Limit(
    "process_mb", 16_000, "MB", 500, 10_000_000, "what the process holds when a long work begins"
)
VISIT_ROOMS: Final = Limit("visit_rooms", 3, "rooms", 1, 100, "the open rooms that a visit began")
VISIT_RECORDS_KIB: Final = Limit(
    "visit_records_kib", 2_048, "KiB", 256, 262_144, "what is written down in a visit without store"
)
VISIT_STEPS: Final = Limit("visit_steps", 100, "changes", 1, 1_000, "the changes that Undo keeps")
VISIT_CARDS: Final = Limit("visit_cards", 8, "cards", 1, 100, "the cards brought to be compared")
ROOMS: Final = Limit("rooms", 200, "rooms", 1, 10_000, "the rooms that are open")
ROOMS_MEMORY_KIB: Final = Limit(
    "rooms_memory_kib", 32_768, "KiB", 1_024, 1_048_576, "all rooms of a server without a store"
)
ROOM_PEOPLE: Final = Limit("room_people", 60, "people", 2, 500, "the people of a room")
ROOM_ROUNDS: Final = Limit("room_rounds", 20, "rounds", 1, 100, "the rounds of a room")
ROOM_HOURS: Final = Limit("room_hours", 12, "hours", 1, 168, "how long a room is open")
ROOM_NAME: Final = fixed("room_name", 40, "characters", "the name of somebody in a room")
