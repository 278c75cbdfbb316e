"""How many cards were tried on these losses, and what was locked away from trying."""

from __future__ import annotations

import streamlit as st

from scoring.errors import StoreError
from scoring.output.figures import count
from scoring.output.headline import calls, caught, ranking
from scoring.ui import keeping
from scoring.ui.bound import held, plain
from scoring.ui.panels.tiles import figure, figures
from scoring.ui.records import book_name
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.locking import forking_paths, lockbox, open_lockbox
from scoring.workbench.suggesting import as_judged


def honesty(here: State, seen: Picture) -> None:
    """The counter with its note at the left, the lockbox at the right."""
    left, right = st.columns(2, gap="large")
    with left:
        _tries(here, seen)
    with right:
        _lockbox(here)


def _tries(here: State, seen: Picture) -> None:
    tries = here.tries.count(here.data.catalogue.version)
    losses = seen.trial.counts.accounts
    st.metric("Cards held against these losses in this visit", count(tries))
    note = forking_paths(tries, losses)
    if note:
        st.warning(plain(note), icon=":material/alt_route:")
    else:
        st.caption("Few enough that luck has had little choice.")
    st.caption(
        "Counted are different cards that stood on the screen; those that a slider passes on its"
        " way are not."
    )


def _lockbox(here: State) -> None:
    box = lockbox(here.data, here.asked)

    def turned() -> None:
        here.boxed = bool(st.session_state["tune-boxed"])

    st.toggle(
        "Lock a part of the cases away while tuning",
        **held("tune-boxed", here.boxed),
        on_change=turned,
        help="Everything on this page then looks at the other cases alone. The Workbench and Lost"
        " customers go on showing all of them.",
    )
    state = "Locked" if here.boxed else "It would lock"
    words = f"{box.words[:1].lower()}{box.words[1:]}"
    st.caption(plain(f"{state}: {words} {count(box.left)} lost accounts are left to tune with."))
    _looks(here)
    version = here.data.catalogue.version
    if here.inside != (version, here.card.digest):
        st.button(
            "Open the lockbox for this card",
            key="tune-open",
            icon=":material/lock_open:",
            on_click=lambda: _open(here),
            disabled=not here.boxed,
            help="Once, when the card is done. It is counted, and closes when the card changes.",
        )
        return
    _opened(here)


def _looks(here: State) -> None:
    """How often it was opened: by everybody where there is a store for all, else in this visit."""
    version, team = here.data.catalogue.version, keeping.team_store()
    opened = here.opened.get(version, 0)
    whose = "in this visit"
    if team is not None:
        try:
            known = team.openings(book_name(here), version)
        except StoreError:
            known = 0  # the top of the page says what is wrong
        opened, whose = max(opened, known), "by all who use this app"
    if opened:
        times = "once" if opened == 1 else f"{count(opened)} times"
        st.caption(f"It was opened {times} {whose}. Each look spends some of what it can tell.")


def _open(here: State) -> None:
    version, team = here.data.catalogue.version, keeping.team_store()
    here.opened[version] = here.opened.get(version, 0) + 1
    here.inside = (version, here.card.digest)
    if team is not None and not team.read_only:
        attempt(lambda: team.note_opening(book_name(here), version, here.card.digest))


def _opened(here: State) -> None:
    found = open_lockbox(here.data, here.card, here.asked, here.filter)
    sides = (("Locked cases", "inside", found.inside), ("The others", "outside", found.outside))
    for name, key, trial in sides:
        st.markdown(f"**{name}**")
        if not trial.gate.shares:
            st.caption(plain(trial.gate.words))
            continue
        tiles = [figure(tile) for tile in (caught(trial), calls(trial), ranking(trial))]
        figures([tiles], f"tiles-look-{key}")
    if as_judged(here.draft, here.taken) is not here.draft and here.taken and here.taken.of_all:
        st.warning(
            "The weights on this card were learnt from all losses, before the box was locked: the"
            " locked ones are no test of them.",
            icon=":material/warning:",
        )
    guesses = sum(metric.guess for metric in here.draft.active)
    if guesses:
        st.caption(
            f"{count(guesses)} of the card's metrics are guesses. Those made before the box was"
            " locked were made from all losses, its own among them: that flatters the locked ones."
        )
    st.caption("Believe the locked ones, if they were locked while the card was made.")
