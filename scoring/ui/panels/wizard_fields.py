"""One widget for each thing that is said of a file, made from what the thing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

import streamlit as st

from scoring.spec.tables import Table, Window
from scoring.ui.bound import bind, chosen, held, plain
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.panels.wizard_words import COLUMNS, HELP, LABELS, ONE_COLUMN, WINDOWS, how_sure
from scoring.workbench import LookedAt

_NONE = "\0"
"""A real option for nothing: a select box shows None as if nothing had been answered."""
_DIRECTLY = ("", "")
_FEW = 50
_OR_TYPE = "choose or type"
"""A column may hold more values than the frequent ones that are offered."""


def field(wizard: Wizard, looked: LookedAt, table: Table, name: str) -> None:
    """The widget of one field of a table."""
    labels = [c.label for c in looked.file(table.key).columns]
    if name in ONE_COLUMN:
        _choice(wizard, table, name, [_NONE, *labels])
        if name == "arr" and table.arr:
            _switch(wizard, table, "monthly_revenue", "It is a month's: times 12")
            _switch(wizard, table, "in_cents", "It is in cents: divided by 100")
            _switch(wizard, table, "in_thousands", "It is in thousands: times 1,000")
        if name == "churned_on" and table.churned_on and table.notice_on:
            _switch(wizard, table, "if_noticed", "Only where notice was given")
        if name == "flag" and table.flag:
            _values(wizard, looked, table, "lost_values", table.flag, "Values that mean lost")
            if table.month and not table.churned_on:
                _switch(wizard, table, "flag_by_month", "It turns in the month of the loss")
    elif name in COLUMNS:
        _several(wizard, table, name, labels)
    elif name == "through":
        _through(wizard, table)
    elif name in ("window", "mean_window"):
        _window(wizard, table, name)
    elif name in ("only", "back"):
        _condition(wizard, looked, table, name, labels)
    else:
        _switch(wizard, table, name, LABELS[name])


def _place(wizard: Wizard, table: Table, name: str) -> str:
    """A widget's key: another part of the same file has other widgets."""
    return f"{wizard.mark}-{table.key}-{table.part}-{name}"


def _help(wizard: Wizard, table: Table, name: str) -> str | None:
    sure = wizard.sure[table.key].get(name)
    told = [HELP[name]] if name in HELP else []
    told += [f"{how_sure(sure.share).capitalize()}: {plain(sure.why)}."] if sure else []
    return " ".join(told) or None


def _shown(value: str) -> str:
    return "none" if value == _NONE else value


def _choice(wizard: Wizard, table: Table, name: str, options: Sequence[str]) -> None:
    """A column, or none."""
    _one_of(wizard, table, name, options, getattr(table, name), lambda column: column)


def _one_of(
    wizard: Wizard,
    table: Table,
    name: str,
    options: Sequence[str],
    value: str | None,
    said: Callable[[str], Any],
) -> None:
    """A list of columns with none among them; `said` makes of a column what the field holds."""
    key = _place(wizard, table, name)

    def picked() -> None:
        column = st.session_state[key]
        wizard.say(table.key, **{name: None if column == _NONE else said(column)})

    st.selectbox(
        LABELS[name],
        options,
        **chosen(key, value or _NONE, options),
        format_func=_shown,
        help=_help(wizard, table, name),
        on_change=picked,
    )


def _several(wizard: Wizard, table: Table, name: str, labels: Sequence[str]) -> None:
    key, value = _place(wizard, table, name), list(getattr(table, name))

    def picked() -> None:
        wizard.say(table.key, **{name: tuple(st.session_state[key])})

    st.multiselect(
        LABELS[name],
        labels,
        default=value,
        key=bind(key, value),
        help=_help(wizard, table, name),
        on_change=picked,
    )


def _values(
    wizard: Wizard, looked: LookedAt, table: Table, name: str, column: str, label: str
) -> None:
    """The values of a column that count."""
    key = f"{_place(wizard, table, name)}-{column}"
    examples = next(c.examples for c in looked.file(table.key).columns if c.label == column)
    value = list(getattr(table, name))
    options = sorted({*examples[:_FEW], *value})

    def picked() -> None:
        wizard.say(table.key, **{name: tuple(st.session_state[key])})

    st.multiselect(
        label,
        options,
        default=value,
        key=bind(key, value),
        accept_new_options=True,
        placeholder=_OR_TYPE,
        on_change=picked,
    )


def _switch(wizard: Wizard, table: Table, name: str, label: str) -> None:
    key = _place(wizard, table, name)

    def picked() -> None:
        wizard.say(table.key, **{name: bool(st.session_state[key])})

    st.checkbox(
        label,
        **held(key, bool(getattr(table, name))),
        help=_help(wizard, table, name),
        on_change=picked,
    )


def _window(wizard: Wizard, table: Table, name: str) -> None:
    key, options = _place(wizard, table, name), list(get_args(Window))

    def picked() -> None:
        wizard.say(table.key, **{name: st.session_state[key]})

    st.selectbox(
        LABELS[name],
        options,
        **chosen(key, getattr(table, name), options),
        format_func=WINDOWS.__getitem__,
        help=_help(wizard, table, name),
        on_change=picked,
    )


def _through(wizard: Wizard, table: Table) -> None:
    """Directly, or through a column of another file that knows the account."""
    key = _place(wizard, table, "through")
    options: list[tuple[str, str]] = [_DIRECTLY]
    for other in wizard.tables.values():
        own = other.own or (table.through[1] if table.through else None)
        if (
            other.key != table.key
            and other.part in ("spans", "more", "accounts", "between")
            and own
        ):
            options.append((other.key, own))
    if table.through and table.through not in options:
        options.append(table.through)

    def picked() -> None:
        pair = tuple(st.session_state[key])
        wizard.say(table.key, through=None if pair == _DIRECTLY else pair)

    st.selectbox(
        LABELS["through"],
        options,
        **chosen(key, table.through or _DIRECTLY, options),
        format_func=lambda pair: f"through {pair[0]}, {pair[1]}" if pair[0] else "directly",
        help=_help(wizard, table, "through"),
        on_change=picked,
    )


def _condition(
    wizard: Wizard, looked: LookedAt, table: Table, name: str, labels: Sequence[str]
) -> None:
    """A column, and the values in it that count."""
    said = getattr(table, name)
    options, column = [_NONE, *labels], said[0] if said else None
    _one_of(wizard, table, name, options, column, lambda chosen_column: (chosen_column, ()))
    if said:
        _condition_values(wizard, looked, table, name, said)


def _condition_values(wizard: Wizard, looked: LookedAt, table: Table, name: str, said: Any) -> None:
    column, values = said
    key = f"{_place(wizard, table, name)}-values-{column}"
    examples = next(c.examples for c in looked.file(table.key).columns if c.label == column)
    options = sorted({*examples, *values})

    def picked() -> None:
        wizard.say(table.key, **{name: (column, tuple(st.session_state[key]))})

    st.multiselect(
        "… is",
        options,
        default=list(values),
        key=bind(key, list(values)),
        accept_new_options=True,
        placeholder=_OR_TYPE,
        on_change=picked,
    )
