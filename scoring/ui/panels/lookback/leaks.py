"""Which measures may know of a loss what nobody knew in time, and what is left without them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.backtest.leak_light import LeakLight, Level
from scoring.backtest.leaky import LeakReport
from scoring.output.figures import count
from scoring.output.headline import said, whole_percent
from scoring.ui.bound import plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.workbench import Picture, leak_report, without_leaks

_LIGHTS: dict[Level, str] = {"red": "▲ leaks", "amber": "◆ look into it", "clear": "● clear"}
_ORDER: dict[Level, int] = {"red": 0, "amber": 1, "clear": 2}


def banner(here: State, seen: Picture) -> None:
    """A line above the figures where a line of the card leaks, with the way out."""
    report = leak_report(here.data, seen.card, seen.trial)
    red = [line for line in report.lines if line.level == "red"]
    amber = [line for line in report.lines if line.level == "amber"]
    if red:
        names = ", ".join(line.title for line in red)
        fall = f" {report.fall.words}" if report.fall else ""
        st.error(
            plain(f"These figures are too good: {names} may know of the loss beforehand.{fall}"),
            icon=":material/water_drop:",
        )
        st.button(
            "Remove what leaks",
            icon=":material/block:",
            on_click=lambda: here.change(without_leaks(here.card, report.leaks.lights)),
            help="Switches these lines off on the card; Undo on the Workbench brings them back.",
        )
    elif amber:
        names = ", ".join(line.title for line in amber)
        told = "may turn bad only once the customer has told you"
        words = f"To look into: {names} {told}. See Leaks below."
        st.caption(f":material/water_drop: {plain(words)}")


def leaks(here: State, seen: Picture) -> None:
    """A light a measure, the gravest first, and the rows that know of a loss by their date."""
    report = leak_report(here.data, seen.card, seen.trial)
    if report.leaks.words:
        st.info(plain(report.leaks.words))
    read = {name for m in seen.card.readings for name in (m.measure, *m.transform.also)}
    read |= {name for sort, name in seen.card.subjects if sort == "measure"}
    lights = sorted(report.leaks.lights, key=lambda one: _ORDER[one.level])
    if not lights:
        st.info("These data have no measure.")
        return
    table = pd.DataFrame([_row(light, light.name in read) for light in lights])
    picked_row(table, "look-leaks")
    st.caption(plain(_rows(report)))


def _row(light: LeakLight, on_card: bool) -> dict[str, str]:
    return {
        "Light": _LIGHTS[light.level],
        "Measure": light.label,
        "On the card": "yes" if on_card else "",
        "What was seen": light.words.removeprefix(f"{light.label}: "),
        "Ranking power": "" if light.area is None else whole_percent(light.area),
        "Gone three months before": _gone(light),
        "Signs": ", ".join(light.codes),
    }


def _gone(light: LeakLight) -> str:
    """How much ranking power is there on the eve of the end and not yet months before."""
    if light.drop is None or light.drop.estimate is None:
        return light.unjudged
    return f"{said(light.drop, _points)} points"


def _points(share: float) -> str:
    return f"{100 * share:.0f}".replace("-", "−").replace("−0", "0")


def _rows(report: LeakReport) -> str:
    rows = report.leaks.rows
    return (
        f"Rows in the month of a loss: {count(rows.ending)}; later ones in the data:"
        f" {count(rows.after)}; left out while loading: {count(report.dropped)}. Cases that look at"
        f" any of them: {count(rows.used)}."
    )
