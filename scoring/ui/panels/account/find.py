"""An account is found by its name or id; without one, the worst are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal

import streamlit as st

from scoring.limits.writing import TYPED_SEARCH
from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import money
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.views.finding import MOST_HITS
from scoring.workbench.following import Hit, hits_of, search, worst_of

_ASKED: Final = "account-asked"
_HIGH: Final = 10
"""A list with more accounts than this scrolls."""
_LONGEST: Final = TYPED_SEARCH.now


def find(here: State) -> None:
    """The search field and what it found; the worst accounts while none is chosen."""
    st.text_input(
        "Find an account",
        key=_ASKED,
        placeholder="Part of a name, or an id; then Enter",
        icon=":material/search:",
        max_chars=_LONGEST,
    )
    asked = st.session_state[_ASKED].strip()
    if asked:
        _found(here, asked)
    elif not here.account:
        _worst(here)


def choose(here: State, account_id: str) -> None:
    """Look at an account; what was searched for has done its work."""
    here.account = account_id
    st.session_state[_ASKED] = ""


def _found(here: State, asked: str) -> None:
    found = search(here.data, asked)
    if not found.accounts:
        said = f"No account is called “{asked}”, by name or by id. A part of the name will do."
        st.info(plain(said), icon=":material/search_off:")
        return
    hits = hits_of(here.data, here.card, here.as_of, found.accounts)
    count = f"The first {MOST_HITS} that fit; write more of the name to see others."
    said = "1 account" if len(hits) == 1 else f"{len(hits)} accounts"
    st.caption(count if found.more else f"{said} found.")
    _list(here, hits, "hit")


def _worst(here: State) -> None:
    hits = worst_of(here.data, here.card, here.as_of, here.within)
    if not hits:
        st.info("No account is chosen, and none has a score at this month. Search for one above.")
        return
    st.info(
        "No account is chosen yet. Search by name or id, or begin with one of those below.",
        icon=":material/badge:",
    )
    several = f"The {len(hits)} lowest scores" if len(hits) > 1 else "The lowest score"
    st.markdown(f"## {several} at the end of {here.as_of}")
    _list(here, hits, "worst")


def _list(here: State, hits: Sequence[Hit], place: str) -> None:
    height: int | Literal["content"] = 420 if len(hits) > _HIGH else "content"
    with st.container(height=height, border=True, gap=None, key=f"accounts-{place}"):
        for number, hit in enumerate(hits):
            st.button(
                _line(here, hit),
                key=f"{place}-{number}",
                type="tertiary",
                on_click=_chosen(here, hit.account_id),
            )


def _chosen(here: State, account_id: str) -> Callable[[], None]:
    return partial(choose, here, account_id)


def _line(here: State, hit: Hit) -> str:
    """For instance: ▲ Northwind · A-0012 · At risk 34.2 · $48k."""
    catalogue = here.data.catalogue
    said = [f"**{plain(hit.name)}**"]
    if hit.name != hit.account_id:
        said.append(plain(hit.account_id))
    if hit.band:
        scored = hit.score == hit.score
        said.append(plain(f"{hit.band} {show(hit.score, here.card)}" if scored else hit.band))
    else:
        said.append(f"no row at {here.as_of}")
    if catalogue.has_arr and hit.arr == hit.arr:
        said.append(plain(money(hit.arr, catalogue.currency)))
    return f"{TONES[tone(hit.tone)].sign} {' · '.join(said)}"
