"""An account's months in order, each once, with what happened in each."""

from __future__ import annotations

import math

import numpy as np

from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.life import MONTHS, life_of
from scoring.views.reading_lines import readings_of
from scoring.workbench import preset_texts
from tests.bundled import opened

BOOK = opened("demo").book
CARD = parse_card(preset_texts()["b2b_saas_starter"])
FLAGGED = CARD.model_copy(
    update={"red_flags": parse_card(preset_texts()["traffic_light_ten"]).red_flags}
)
LAST = BOOK.frame.months[-1]


def test_the_months_are_the_last_24_with_the_scores_of_the_book() -> None:
    """For thirty accounts: month by month the score and the band that the kernel gives."""
    scores, frame = BOOK.scored(CARD), BOOK.frame
    for account in range(0, 300, 10):
        found = life_of(BOOK, CARD, account, LAST)
        assert [m.month.number for m in found.moments] == list(
            range(LAST.number - MONTHS + 1, LAST.number + 1)
        )
        for moment in found.moments:
            rows = np.flatnonzero((frame.account == account) & (frame.month == moment.month.number))
            if not len(rows):
                assert moment.band is None
                continue
            assert moment.band == scores.standing[rows[0]]
            score = scores.score[rows[0]]
            assert moment.score == score or math.isnan(score)


def test_red_flags_fire_and_clear_where_they_turn() -> None:
    """Each month in which a flag holds and did not in the row before is told, and the reverse."""
    scores, frame = BOOK.scored(FLAGGED), BOOK.frame
    seen = 0
    for account in range(len(frame.accounts.ids)):
        found = life_of(BOOK, FLAGGED, account, LAST)
        for flag in FLAGGED.flags:
            held, before, turns = scores.verdicts.flags[flag.id], False, []
            for moment in found.moments:
                at = frame.rows_of(np.array([account]), np.array([moment.month.number]))[0]
                now = bool(held[at]) if at >= 0 else False
                turns += [(moment.month, now)] if now != before else []
                before = now
            words = {f"red flag: {flag.title}": True, f"cleared: {flag.title}": False}
            told = [(e.month, words[e.words]) for e in found.events if e.words in words]
            assert told == turns
            seen += len(turns)
    assert seen > 20


def test_the_dates_of_an_account_are_events() -> None:
    """A lost customer's notice and end, as its facts say, and nothing after the month asked."""
    facts = BOOK.frame.accounts
    lost = next(
        a
        for a in range(len(facts.ids))
        if facts.left[a] < facts.ended[a] <= LAST.number and facts.ended[a] > LAST.number - 12
    )
    found = life_of(BOOK, CARD, lost, LAST)
    told = {e.sort: e.month for e in found.events}
    assert told["notice"] == Month(int(facts.left[lost]))
    assert told["end"] == Month(int(facts.ended[lost]))
    before = life_of(BOOK, CARD, lost, Month(int(facts.left[lost]) - 1))
    assert not {"notice", "end"} & {e.sort for e in before.events}


def test_a_reading_says_since_when_it_is_what_it_is() -> None:
    """Going back month by month by hand, for forty accounts and every metric."""
    frame = BOOK.frame
    rows = frame.rows_at(LAST)
    for row in range(rows.start, rows.stop, 8):
        own = np.flatnonzero(frame.account == frame.account[row])[::-1]
        months = frame.month[own]
        unbroken = own[months == LAST.number - np.arange(len(own))]
        for reading, metric in zip(readings_of(BOOK, CARD, row), CARD.active, strict=True):
            values = np.asarray(BOOK.column(metric), dtype=np.float64)[unbroken]
            same = [values[0] == v or (math.isnan(values[0]) and math.isnan(v)) for v in values]
            length = same.index(False) if False in same else len(same)
            assert reading.since.number == LAST.number - length + 1
            assert reading.since_start == (length == len(same))
