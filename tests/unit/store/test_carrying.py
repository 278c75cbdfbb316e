"""What was written without the team's store is put into it later."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import StoreError
from scoring.store import in_memory, open_store
from tests.unit.store.samples import CARD, DEED, DONE, NOTE, PULSE, minutes_from_noon


def test_all_that_a_visit_wrote_is_taken_over(tmp_path: Path) -> None:
    """Records keep their times; what was removed stays away; a card gets one version more."""
    own, team = in_memory(minutes_from_noon()), open_store(tmp_path / "s.db")
    team.save_card("Ours", CARD)
    team.tick("Demo", DONE)
    own.set_pulse("Demo", PULSE)
    own.log_intervention("Demo", DEED)
    own.tick("Demo", DONE)
    own.remove_note("Demo", own.add_note("Demo", NOTE))
    own.save_card("Ours", CARD, "later", "Dana")
    assert own.count() == 3 + 1
    written = own.pulses("Demo")[0].written
    assert team.take_over(own) == 3 + 1
    assert [(k.record, k.written) for k in team.pulses("Demo")] == [(PULSE, written)]
    assert [k.record for k in team.interventions("Demo")] == [DEED]
    assert (len(team.ticks("Demo", DONE.month)), team.notes("Demo")) == (1, ())
    assert [(v.number, v.note) for v in team.versions("Ours")] == [(1, ""), (2, "later")]
    own.close()
    team.close()


def test_what_cannot_be_taken_over_stays_where_it_is(tmp_path: Path) -> None:
    """A store whose file is gone takes nothing, and the visit has all of it still."""
    own, team = in_memory(), open_store(tmp_path / "s.db")
    own.add_note("Demo", NOTE)
    (tmp_path / "s.db").unlink()
    with pytest.raises(StoreError, match="was moved or replaced"):
        team.take_over(own)
    assert (own.count(), team.count()) == (1, 0)
    own.close()
    team.close()
