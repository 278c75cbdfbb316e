"""How long something may take, how much memory it may have, and how much runs at once."""

from __future__ import annotations

from typing import Final

from scoring.limits.limit import Limit

LOAD_SECONDS: Final = Limit(
    "load_seconds", 300, "seconds", 10, 7_200, "a load, a look at files, or any other long work"
)
PAGE_SECONDS: Final = Limit(
    "page_seconds", 60, "seconds", 2, 3_600, "what a page reckons before it is shown"
)
QUERY_SECONDS: Final = Limit("query_seconds", 30, "seconds", 1, 3_600, "a query of loaded data")
DATABASE_SECONDS: Final = Limit(
    "database_seconds", 300, "seconds", 10, 7_200, "a statement in a database that is read"
)
ELSEWHERE_HOURS: Final = Limit(
    "elsewhere_hours", 1, "hours", 1, 24, "the scoring of a book in PostgreSQL"
)
STORE_SECONDS: Final = Limit(
    "store_seconds", 5, "seconds", 1, 60, "how long a change waits for the store"
)
RETRY: Final = Limit(
    "retry", 60, "seconds", 1, 3_600, "the wait before data or a store that failed are tried again"
)
CONNECT_SECONDS: Final = Limit(
    "connect_seconds", 10, "seconds", 1, 120, "the wait for a database to answer at all"
)
PANEL_MEASURES: Final = Limit(
    "panel_measures", 60, "measures", 1, 1_000, "the measures beside a card that Tune looks at"
)
LISTS_KEPT: Final = Limit(
    "lists_kept", 64, "lists", 4, 4_096, "the lists of records that a store remembers"
)
RESTORE_SECONDS: Final = Limit(
    "restore_seconds", 60, "seconds", 1, 3_600, "how long putting a copy back waits for the store"
)
DATA_MEMORY_MB: Final = Limit(
    "data_memory_mb", 2_000, "MB", 200, 1_000_000, "the database of one data set, in memory alone"
)
BOOK_MEMORY_MIB: Final = Limit(
    "book_memory_mib",
    4_096,
    "MiB",
    64,
    1_000_000,
    "the columns of one data set, their points, its cases, each",
)
SCORES_MEMORY_MIB: Final = Limit(
    "scores_memory_mib", 2_048, "MiB", 64, 1_000_000, "the scored cards of one data set"
)
QUERY_THREADS: Final = Limit(
    "query_threads", 2, "threads", 1, 64, "the threads of one data set's queries"
)
LOADS_AT_ONCE: Final = Limit(
    "loads_at_once", 2, "works", 1, 64, "the loads and other long works that run at a time"
)
WORKS_OF_A_VISIT: Final = Limit(
    "works_of_a_visit", 1, "works", 1, 64, "those of one visit among them"
)
WORKS_WAITING: Final = Limit(
    "works_waiting", 50, "works", 1, 1_000, "the works that wait for their turn"
)
ABSENT_SECONDS: Final = Limit(
    "absent_seconds", 15, "seconds", 2, 600, "how long work goes on whose visitor is gone"
)
