"""What lost accounts that looked healthy have in common, and what the card does not look at."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.output.figures import count
from scoring.output.headline import said, whole_percent
from scoring.ui.bound import plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.doubting import Autopsy, Trait, autopsy_of


def missed(here: State, seen: Picture) -> None:
    """The answer in a sentence, and what stood out with its two looks."""
    found = autopsy_of(here.data, seen.card, seen.trial, here.filter)
    if any(trait.holds for trait in found.traits):
        st.success(plain(found.words), icon=":material/biotech:")
    else:
        st.info(plain(found.words), icon=":material/biotech:")
    if found.traits:
        picked_row(pd.DataFrame([_row(trait) for trait in found.traits]), "tune-missed")
        st.caption(plain(_about(found)))
    if found.left_out:
        names = ", ".join(found.left_out)
        st.caption(plain(f"Not looked at, as they may know of the loss: {names}."))


def _row(trait: Trait) -> dict[str, str]:
    return {
        "What the card ignores": trait.name,
        "Borne out": "✓ yes" if trait.holds else "no",
        "Of the missed": _value(trait, trait.missed),
        "Of the kept": _value(trait, trait.kept),
        "Higher for the missed, earlier": said(trait.early),
        "Again, later": said(trait.late),
        "By chance, later": "<0.1%" if trait.chance < 0.001 else f"{100 * trait.chance:.1f}%",
    }


def _value(trait: Trait, value: float) -> str:
    if value != value:
        return "–"
    return whole_percent(value) if trait.sort == "share" else f"{value:.4g}"


def _about(found: Autopsy) -> str:
    later = f"looks from {found.since} on" if found.since else "four accounts in ten"
    return (
        f"{count(found.missed)} missed accounts beside {count(found.kept)} kept ones, all with a"
        " score and not flagged. Medians of numbers, shares of values. Higher: of all pairs of a"
        f" missed and a kept one, how often the missed has more of it (50% is chance). The later"
        f" look is at {later}; the last column is corrected for all that were looked at again, and"
        " below 5% counts as borne out."
    )
