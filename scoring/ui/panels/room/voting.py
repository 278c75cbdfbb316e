"""Somebody votes on their phone, and changes the vote until the round is closed."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from scoring.errors import BellwetherError, in_one_sentence
from scoring.spec.ballot import Ballot
from scoring.spec.model import Card
from scoring.store import Room
from scoring.ui import frame, keeping
from scoring.ui.bound import plain
from scoring.ui.live.ballot import show_ballot
from scoring.ui.live.part import told_by
from scoring.ui.panels.room import pairs
from scoring.ui.seat import Seat, leave, seat
from scoring.workbench.meeting import card_of, cast, code_in_words, top_of, voter_of

_PART: Final = "ballot"
_WORDS: Final = {
    "left": "{n} points left",
    "send": "Send",
    "sent": "Sent",
    "again": "Send the change",
    "sending": "Sending …",
    "lost": "It did not arrive. Check your connection and send it again.",
    "none": "Give your points to what matters most to you, then send.",
    "carried": "A new round: your last vote counts until you send another.",
    "some": "{n} points are still yours to give. Without them your vote counts in proportion.",
    "counted": "Your vote is counted. You can change it until the host closes the round.",
    "closed": "The round is closed, and your last vote counts. Look at the host's screen.",
    "late": "The round is closed, and no vote of yours is in it. You can vote in the next one.",
    "less": "5 points less",
    "more": "5 points more",
    "points": "points",
    "must": "Must have",
    "drop": "Drop",
    "cut": "Red below a score of",
    "noCut": "No opinion",
}


@st.fragment(run_every=3.0)
def voting() -> None:
    """The vote; looked at anew every three seconds, as the host opens and closes rounds."""
    with frame.error_box():
        mine = seat()
        room = keeping.rooms_store().room(mine.code)
        voter = voter_of(keeping.rooms_store(), room, mine.token) if room else None
        if room is None or voter is None:
            st.info("This room is over. Thank you for voting.", icon=":material/info:")
            st.button("Leave", key="room-left", on_click=leave)
            return
        st.markdown(f"# Room {code_in_words(room.code)}")
        whom = f" · {voter.name}" if voter.name else ""
        st.caption(plain(f"Round {room.round}{whom}"))
        if room.open:
            pairs.pairs(card_of(room), mine)
        last = voter.ballots[-1][1] if voter.ballots else None
        show_ballot(
            _data(room, mine, last, voter.in_round(room.round)), _PART, lambda: _sent(mine, room)
        )
        st.button("Leave the room", key="room-leave", type="tertiary", on_click=leave)


def _sent(mine: Seat, room: Room) -> None:
    """Keep a vote as the browser sent it, and remember what was wrong with it."""
    said = told_by(_PART, "cast")
    if not isinstance(said, dict):
        return
    turn = said.get("turn")
    mine.casts, mine.problem = mine.casts + 1, ""
    try:
        at = turn if isinstance(turn, int) else 0
        cast(keeping.rooms_store(), room, mine.token, said, at)
    except BellwetherError as error:
        mine.problem = in_one_sentence(error)


def _data(room: Room, mine: Seat, last: Ballot | None, now: Ballot | None) -> dict[str, Any]:
    card = card_of(room)
    words = _WORDS if last else _WORDS | {"closed": _WORDS["late"]}
    return {
        "code": room.code,
        "turn": room.round,
        "open": room.open,
        "metrics": [{"id": m.id, "title": m.title, "about": m.about or ""} for m in card.active],
        "start": _said(last),
        "saved": _said(now),
        "casts": mine.casts,
        "proposed": {"number": mine.proposed[0], "points": mine.proposed[1]},
        "problem": mine.problem,
        "words": words,
        "red": _red(card),
    }


def _said(ballot: Ballot | None) -> dict[str, Any] | None:
    if ballot is None:
        return None
    points = dict(ballot.points)
    return {"points": points, "must": ballot.must, "drop": ballot.drop, "cut": ballot.cut}


def _red(card: Card) -> dict[str, Any]:
    """The scale of the cut below which an account is red, and where it stands on the card."""
    top = top_of(card)
    safe = [b.start for b, alarm in zip(card.bands, card.alarms, strict=True) if not alarm]
    now = min(safe, default=top / 2)
    about = f"On the card it is {now:g}, on a scale up to {top:g}."
    return {"top": top, "step": top / 20, "now": now, "about": about}
