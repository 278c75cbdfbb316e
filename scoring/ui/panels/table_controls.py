"""What is wanted of a table is asked in one line above it, and stays asked while it is away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from scoring.limits.writing import TYPED_SEARCH
from scoring.spec.glossary import about
from scoring.ui.bound import bind, chosen, held, plain
from scoring.values import Month, Texts
from scoring.views.listing import Column, Wish, labels_present, months_present

_ORDERS = {
    "text": ("A to Z", "Z to A"),
    "band": ("best first", "worst first"),
    "month": ("earliest first", "latest first"),
}
_OF_NUMBERS = ("lowest first", "highest first")
_AS_IT_COMES = ("", False)
_LONGEST: Final = TYPED_SEARCH.now
"""Characters of a search; what is typed beyond them is not looked at."""
_ANY = 0
"""The choice of no month; 0 is none that data have."""


def wish_of(key: str) -> Wish:
    """What this visitor wants of the table with this key."""
    wish: Wish = st.session_state.get(f"{key}-wish", Wish())
    return wish


def forget_elsewhere(key: str, data_id: str) -> None:
    """Forget what was wanted and chosen of another data set's rows."""
    if st.session_state.setdefault(f"{key}-data", data_id) != data_id:
        for part in ("wish", "chosen"):
            st.session_state.pop(f"{key}-{part}", None)
        st.session_state[f"{key}-data"] = data_id


def controls(key: str, columns: Sequence[Column], *, sort: bool) -> Wish:
    """Search, filter and, if wished, order; what is wanted now.

    Input: `sort` where the browser holds only a part of the rows: then an order asked here is
    that of all of them. The filter has fields for each column, which are made where it is opened:
    what was asked in them lies in the wish.
    """
    _search(key)
    wish = wish_of(key)
    narrowed = wish.filters
    label = f"Filter · {narrowed}" if narrowed else "Filter"
    box = st.popover(label, icon=":material/filter_list:", key=f"{key}-filter", on_change="rerun")
    if box.open:
        with box:
            for column in columns:
                _filter(key, column)
    if sort:
        _order(key, columns)
    if wish.words or narrowed:
        st.button(
            "Reset",
            key=f"{key}-reset",
            icon=":material/close:",
            type="tertiary",
            on_click=_wish,
            args=(key, Wish(order=wish.order)),
        )
    return wish


def _wish(key: str, wish: Wish) -> None:
    st.session_state[f"{key}-wish"] = wish


def _asks(key: str, place: str, change: Callable[[Wish, Any], Wish]) -> Callable[[], None]:
    """What a widget does with its new value: it changes the wish."""

    def moved() -> None:
        _wish(key, change(wish_of(key), st.session_state[place]))

    return moved


def _narrows(key: str, place: str, change: Callable[[Wish, Any], Wish]) -> Callable[[], None]:
    """The same for a field of the filter, which stays open under its new label."""
    asked = _asks(key, place, change)

    def moved() -> None:
        asked()
        st.session_state[f"{key}-filter"] = True

    return moved


def _search(key: str) -> None:
    place = f"{key}-find"
    st.text_input(
        "Search",
        **held(place, wish_of(key).words),
        type="search",
        placeholder="Search",
        live=True,
        width=220,
        label_visibility="collapsed",
        on_change=_asks(
            key, place, lambda wish, words: replace(wish, words=(words or "")[:_LONGEST])
        ),
    )


def _filter(key: str, column: Column) -> None:
    """One column's part of the filter; nothing where there is nothing to choose."""
    if isinstance(column.values, Texts):
        _pick(key, column)
    elif column.kind == "month":
        _months(key, column)
    elif not callable(column.values):
        _numbers(key, column)


def _pick(key: str, column: Column) -> None:
    labels, name, place = labels_present(column), column.name, f"{key}-pick-{column.name}"
    if len(labels) < 2:
        return
    before = [text for text in wish_of(key).picked.get(name, ()) if text in labels]
    st.multiselect(
        plain(name),
        labels,
        default=before,
        key=bind(place, before),
        placeholder="all",
        help=about(name) or None,
        on_change=_narrows(
            key, place, lambda wish, texts: replace(wish, picked={**wish.picked, name: (*texts,)})
        ),
    )


def _limit(name: str, side: int, none: float | None = None) -> Callable[[Wish, float | None], Wish]:
    """A new lower (0) or upper (1) limit of a column; `none` stands for no limit."""

    def change(wish: Wish, value: float | None) -> Wish:
        low, high = wish.between.get(name, (None, None))
        limit = None if value == none else value
        limits = (low, limit) if side else (limit, high)
        return replace(wish, between={**wish.between, name: limits})

    return change


def _numbers(key: str, column: Column) -> None:
    limits = wish_of(key).between.get(column.name, (None, None))
    for side, (place, word) in enumerate(zip(st.columns(2), ("from", "to"), strict=True)):
        own = f"{key}-{word}-{column.name}"
        place.number_input(
            plain(f"{column.name} {word}"),
            **held(own, limits[side]),
            step=None,
            format="%g",
            placeholder="any",
            on_change=_narrows(key, own, _limit(column.name, side)),
        )


def _months(key: str, column: Column) -> None:
    months: list[float] = [_ANY, *months_present(column)]
    if len(months) < 3:
        return
    limits = wish_of(key).between.get(column.name, (None, None))
    for side, (place, word) in enumerate(zip(st.columns(2), ("from", "to"), strict=True)):
        own = f"{key}-{word}-{column.name}"
        place.selectbox(
            f"{column.name} {word}",
            months,
            **chosen(own, limits[side] or _ANY, months),
            format_func=lambda n: "any" if n == _ANY else str(Month(int(n))),
            on_change=_narrows(key, own, _limit(column.name, side, none=_ANY)),
        )


def _order(key: str, columns: Sequence[Column]) -> None:
    orders = [_AS_IT_COMES]
    for column in columns:
        if not callable(column.values):
            orders += [(column.name, False), (column.name, True)]
    kinds: dict[str, str] = {column.name: column.kind for column in columns}
    place, before = f"{key}-order", wish_of(key).order or _AS_IT_COMES

    def words(order: tuple[str, bool]) -> str:
        if order == _AS_IT_COMES:
            return "Sort all by …"
        return f"{order[0]}, {_ORDERS.get(kinds[order[0]], _OF_NUMBERS)[order[1]]}"

    st.selectbox(
        "Sort all by",
        orders,
        **chosen(place, before if before in orders else _AS_IT_COMES, orders),
        format_func=words,
        label_visibility="collapsed",
        width=240,
        on_change=_asks(
            key,
            place,
            lambda wish, order: replace(wish, order=None if order == _AS_IT_COMES else order),
        ),
    )
