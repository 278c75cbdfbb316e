"""Accounts are disputed where exactly one side's weights make them red."""

from __future__ import annotations

import numpy as np

from scoring.spec.edit import with_weights
from scoring.tune.disputed import disputed
from scoring.ui import data as datasets
from scoring.views.placing import rows_in_book
from tests.browser.expected import preset


def test_they_are_those_that_a_count_one_by_one_finds() -> None:
    """All on the first metric against all on the last, over the customers of the last month."""
    card, book = preset(), datasets.bundled("demo").book
    ids = [m.id for m in card.active]
    one, other = ({i: 100.0 * (i == ids[at]) for i in ids} for at in (0, -1))
    frame = book.frame
    rows = rows_in_book(frame, frame.months[-1])
    found = disputed(book, card, one, other, rows)
    red = len(card.bands) - 1
    bands = [book.scored(with_weights(card, w)).standing for w in (one, other)]
    expected = {
        int(row): bands[0][row] == red
        for row in rows
        if (bands[0][row] == red) != (bands[1][row] == red)
    }
    assert len(expected) > 10
    told = dict(zip(found.rows.tolist(), found.only_first.tolist(), strict=True))
    assert told == expected
    arr = np.nan_to_num(frame.arr[found.rows], nan=-1.0)
    assert arr.tolist() == sorted(arr.tolist(), reverse=True)
    cut = card.cuts[red - 1]
    assert all((a < cut) == only for a, only in zip(found.first, found.only_first, strict=True))


def test_the_same_weights_dispute_nothing() -> None:
    """Whoever agrees has no account to talk about."""
    card, book = preset(), datasets.bundled("demo").book
    weights = {m.id: m.weight for m in card.active}
    rows = rows_in_book(book.frame, book.frame.months[-1])
    assert not len(disputed(book, card, weights, weights, rows).rows)
