"""Records and a clock for the tests of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from scoring.spec.records import Intervention, Note, PulseRecord, Tick

JULY = dt.date(2026, 7, 1)
AUTUMN = dt.date(2026, 10, 1)
PULSE = PulseRecord("a1", 5, "signed for two years", "Dana", JULY, AUTUMN)
NOTE = Note("a1", "called", "Dana", JULY)
DEED = Intervention("a1", "sponsor call", "Dana", JULY, "rescue")
DONE = Tick("a1", "rescue", "Usage review", "Dana", dt.date(2026, 7, 31))
NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
CARD = """\
version: 1
name: Ours
metrics: [{id: use, measure: use, normaliser: {kind: points}, weight: 1}]
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""


def minutes_from_noon() -> Callable[[], dt.datetime]:
    """A clock that is a minute further each time it is read, the first time noon."""
    times = iter(range(10_000))
    return lambda: NOON + dt.timedelta(minutes=next(times))
