"""Who the account is, where it stands, and the way to its neighbours in the order of scores."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count, money
from scoring.spec.glossary import meaning
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.panels.account.find import choose
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench.following import Standing, place_in_book, position_of, standing_of


def header(here: State) -> Standing | None:
    """Draw the head of the account's page; None where no account is chosen."""
    if not here.account:
        return None
    account = position_of(here.data, here.account)
    if account is None:
        said = f"These data have no account with the id “{here.account}”. Search for another one."
        st.warning(plain(said), icon=":material/person_off:")
        return None
    seen = standing_of(here.data, here.card, here.as_of, account)
    left, right = st.columns([5, 3], vertical_alignment="bottom")
    with left:
        st.markdown(f"## {plain(seen.name)}")
        st.caption(plain(_who(seen)))
    with right:
        _neighbours(here, seen)
    _absent(here, seen)
    if seen.row >= 0:
        _tiles(here, seen)
    return seen


def _who(seen: Standing) -> str:
    """The id, the owner and the traits."""
    said = [seen.account_id] if seen.account_id != seen.name else []
    said += [f"Owner {seen.owner}"] if seen.owner else []
    said += [f"{name} {value}" for name, value in seen.traits if value not in ("", seen.owner)]
    if seen.started is not None:
        said.append(f"customer since {seen.started}")
    return " · ".join(said)


def _neighbours(here: State, seen: Standing) -> None:
    """The way to the next worse and the next better account, and this one's place."""
    within = here.within
    place = place_in_book(here.data, here.card, here.as_of, seen.row, within)
    if place is None:
        if within is not None and seen.in_book and seen.month == here.as_of:
            st.caption("Outside the accounts that the side bar shows.")
        return
    ids = here.data.book.frame.accounts.ids
    ways = (
        ("Worse", "worse", place.worse, ":material/chevron_left:"),
        ("Better", "better", place.better, ":material/chevron_right:"),
    )
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.caption(f"{count(place.place)} of {count(place.of)} by score, 1 the worst")
        for label, key, account, icon in ways:
            st.button(
                label,
                key=f"account-{key}",
                icon=icon,
                icon_position="left" if key == "worse" else "right",
                disabled=account is None,
                on_click=partial(choose, here, ids[account]) if account is not None else None,
            )


def _absent(here: State, seen: Standing) -> None:
    """Say where the account is not what the side bar's month suggests."""
    if seen.row < 0:
        st.info("These data have no row of this account in any month, so there is nothing to show.")
        return
    left = ""
    if seen.left is not None and seen.left.number <= here.as_of.number:
        reason = f" ({seen.reason})" if seen.reason else ""
        left = f"Left in {seen.left}{reason}. "
    if seen.month != here.as_of:
        shown = f"It has no row at {here.as_of}; shown is the end of {seen.month}."
        st.info(plain(left + shown), icon=":material/event_busy:")
    elif not seen.in_book:
        st.info(plain(f"{left}It was no customer at the end of {seen.month}."))


def _tiles(here: State, seen: Standing) -> None:
    catalogue = here.data.catalogue
    look = TONES[tone(seen.tone)]
    with st.container(key="tiles-account"):
        columns = st.columns(4)
        pinned = " · pinned" if seen.pinned else ""
        columns[0].metric(
            f"Band at {seen.month}",
            f"{look.sign} {seen.band}",
            delta=_was(seen) + pinned,
            delta_color="off",
            delta_arrow="off",
            help=meaning("Band"),
        )
        change, known = _change(seen)
        columns[1].metric(
            "Score",
            show(seen.score, here.card),
            delta=change,
            delta_color="normal" if known else "off",
            delta_arrow="off",
            delta_description="this month" if known else None,
            help=meaning("Score"),
        )
        paid = catalogue.has_arr and seen.arr == seen.arr
        arr = money(seen.arr, catalogue.currency) if paid else "–"
        columns[2].metric("ARR", arr, help=meaning("ARR"))
        renewal, note = _renewal(seen, seen.month)
        columns[3].metric(
            "Renewal",
            renewal,
            delta=note,
            delta_color="off",
            delta_arrow="off",
            help=meaning("Renewal"),
        )


def _was(seen: Standing) -> str:
    if not seen.band_before:
        return "no month before"
    return "as last month" if seen.band_before == seen.band else f"was {seen.band_before}"


def _change(seen: Standing) -> tuple[str, bool]:
    """The change of the score since the month before, of 100, and whether there is one."""
    if seen.change != seen.change:
        return "no change known", False
    rounded = round(seen.change, 1)
    return (f"{rounded:+.1f}", True) if rounded else ("±0 this month", False)


def _renewal(seen: Standing, month: Month) -> tuple[str, str]:
    """The month of the renewal, and how far off it is."""
    if seen.renews is None:
        return "–", "no date known"
    months = seen.renews.number - month.number
    unit = "month" if abs(months) == 1 else "months"
    if months > 0:
        return str(seen.renews), f"in {months} {unit}"
    return str(seen.renews), "this month" if not months else f"{-months} {unit} ago"
