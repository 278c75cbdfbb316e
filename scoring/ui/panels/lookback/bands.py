"""Whether worse bands really lose more, and where accounts of each band are three months later."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from scoring.backtest.migration import Migration
from scoring.output.charts import band_rates, forest, migration
from scoring.output.charts.tones import ToneName, tone
from scoring.output.headline import counted, said
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.notices import too_few
from scoring.ui.state import State
from scoring.workbench import Picture, migration_of

_ICONS = {"fine": ":material/check:", "amber": ":material/info:", "red": ":material/warning:"}
_CANNOT_TELL = ":material/help:"


def bands(here: State, seen: Picture) -> None:
    """Churn rates at the left, moves between bands at the right."""
    left, right = st.columns(2, gap="large")
    with left:
        rates(seen, "look-bands")
    with right:
        _moves(here, seen)


def rates(seen: Picture, key: str) -> None:
    """The churn rate of each band, and whether worse bands lose more."""
    trial = seen.trial
    now = trial.clock.cohort == "current"  # losses without a day fall into no window
    st.markdown("## Lost, by band" if now else "## Lost within the window, by band")
    if not trial.gate.shares:
        st.caption(too_few(trial.counts.lost))
        return
    looks = {band.name: tone(band.tone) for band in seen.card.bands}
    rows: list[band_rates.Band] = [
        (
            one.band,
            looks[one.band],
            one.rate.estimate,
            one.rate.low,
            one.rate.high,
            counted(one.lost, one.rate),
        )
        for one in trial.bands
    ]
    cases = sum(one.cases for one in trial.bands)
    rate = sum(one.lost for one in trial.bands) / cases if cases else 0.0
    line = (rate, f"all {100 * rate:.1f}%") if cases else None
    height = forest.height(len(rows))
    draw("band_rates", band_rates.rows(rows, line), key=key, height=height)
    for step in trial.steps:
        icon = _CANNOT_TELL if step.call == "cannot tell" else _ICONS[step.level]
        st.markdown(f"{icon} {plain(step.words)}")
    st.caption("A score is points, not a chance of churn: these rates are of the whole band.")


def _moves(here: State, seen: Picture) -> None:
    st.markdown("## Three months later")
    found = migration_of(here.data, seen.card, seen.trial, here.within)
    if seen.trial.clock.cohort == "current":
        st.info(plain(f"{seen.trial.clock.because} So no account is followed for three months."))
        return
    if not found.origins:
        st.info("It takes more than three months of data to see accounts move between bands.")
        return
    looks: dict[str, ToneName] = {band.name: tone(band.tone) for band in seen.card.bands}
    kept = [i for i, line in enumerate(found.counts) if line.sum()]
    seen_at_end = [j for j in range(len(found.ends)) if found.counts[:, j].sum()]
    now = [(found.names[i], looks.get(found.names[i], "none")) for i in kept]
    later = [(found.ends[j], _look(looks, found, j)) for j in seen_at_end]
    counts = [[int(found.counts[i, j]) for j in seen_at_end] for i in kept]
    height = migration.height(len(now))
    data = migration.rows(now, later, counts, "three months later")
    draw("migration", data, key="look-moves", height=height)
    st.markdown(
        plain(
            f"Recovered: {said(found.recovered)} of the flagged were in a band that does not flag"
            f" three months later. Fell: {said(found.fell)} of the best band were flagged."
        )
    )
    st.caption(
        "Part of what recovers would have recovered by itself: this is no proof of a rescue."
    )


def _look(looks: Mapping[str, ToneName], found: Migration, end: int) -> ToneName:
    return "churned" if end == len(found.ends) - 1 else looks.get(found.ends[end], "none")
