"""Widgets for the fields of a card's part, made from what its model allows."""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from scoring.kinds.condition import LIMITS
from scoring.kinds.normaliser import Part
from scoring.ui.bound import chosen, held
from scoring.ui.words import help_of, label_of, said

Changed = Callable[[str, Any], None]
"""What is called with a field's name and its new value."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field takes: its plain type, the choices it has, and its bounds."""

    type: Any
    choices: tuple[str, ...] = ()
    optional: bool = False
    low: float | None = None
    high: float | None = None


def shape_of(field: FieldInfo) -> Shape:
    """What a field of a model takes, read from its annotation."""
    marks, plainly, optional = [*field.metadata], field.annotation, False
    if get_origin(plainly) in (Union, types.UnionType):
        inner = [a for a in get_args(plainly) if a is not type(None)]
        optional, plainly = len(inner) < len(get_args(plainly)), inner[0]
    if get_origin(plainly) is Annotated:
        plainly, *more = get_args(plainly)
        marks += [m for mark in more for m in getattr(mark, "metadata", [mark])]
    choices = get_args(plainly) if get_origin(plainly) is Literal else ()
    bounds = {k: getattr(m, k) for m in marks for k in ("ge", "le") if hasattr(m, k)}
    return Shape(str if choices else plainly, choices, optional, bounds.get("ge"), bounds.get("le"))


def fields(
    part: Part,
    key: str,
    changed: Changed,
    *,
    choices: Mapping[str, Sequence[str]],
    leave_out: Collection[str] = (),
) -> None:
    """One widget for each field of a part, in the model's order.

    Input: the beginning of the widgets' keys, what to do with a new value, the words that
    a text field may hold, and the fields that are edited elsewhere.
    """
    for name, value in _shown(part, leave_out):
        place = f"{key}-{name}"
        field(name, shape_of(type(part).model_fields[name]), value, place, changed, choices)


def _shown(part: Part, leave_out: Collection[str]) -> Iterator[tuple[str, Any]]:
    for name in type(part).model_fields:
        if name not in ("kind", *LIMITS, *leave_out):
            yield name, getattr(part, name)


def field(
    name: str,
    shape: Shape,
    value: Any,
    key: str,
    changed: Changed,
    choices: Mapping[str, Sequence[str]],
) -> None:
    """One field's widget: a switch, a choice or a number."""
    label, more = label_of(name), help_of(name)

    def moved() -> None:
        held = st.session_state[key]
        if held is not None or shape.optional:
            changed(name, held)

    if shape.type is bool:
        st.toggle(label, **held(key, bool(value)), on_change=moved, help=more)
    elif shape.type is str:
        options = shape.choices or tuple(dict.fromkeys((value, *choices.get(name, ()))))
        st.selectbox(
            label,
            options,
            **chosen(key, value, options),
            format_func=said,
            on_change=moved,
            help=more,
            filter_mode=None if shape.choices else "fuzzy",
        )
    else:
        _number(label, shape, value, key, moved, more)


def _number(
    label: str, shape: Shape, value: Any, key: str, moved: Callable[[], None], more: str | None
) -> None:
    made: type[int] | type[float] = int if shape.type is int else float
    bounds: dict[str, Any] = {
        "min_value": None if shape.low is None else made(shape.low),
        "max_value": None if shape.high is None else made(shape.high),
        "step": 1 if made is int else None,
        "help": more,
    }
    st.number_input(
        label,
        **bounds,
        format="%d" if made is int else "%g",
        placeholder="none" if shape.optional else None,
        **held(key, value if value is None else made(value)),
        on_change=moved,
    )
