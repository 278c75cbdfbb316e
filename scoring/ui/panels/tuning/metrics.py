"""What each measure tells of the losses, on the card or not, and what speaks against it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from scoring.backtest.gates import COUNTS
from scoring.output.charts import fifths
from scoring.output.figures import count, several
from scoring.output.headline import said, whole_percent
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.panels.board import METRICS, picked_row
from scoring.ui.panels.tuning.studied import the_panel
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.paneling import Panel, PanelLine, left_out, with_trial_metric

_SIGNS: Final = {"red": "▲", "amber": "◆", "clear": "●"}
_SHORT: Final = {
    "W11": "may be copied back",
    "W12": "tells late",
    "W13": "named like a loss",
    "W14": "blanks tell",
    "W20": "one value",
    "W21": "never moves",
    "W22": "double",
    "W23": "not in order",
    "W24": "wrong way",
}
"""Each warning in two or three words, for a cell of the table."""


_GUESSED: Final = (
    "Its direction was guessed, partly from these very losses: that flatters it. Of a text the"
    " order was; it is judged on accounts that were left out of the guess."
)
_BY_NAME: Final = "Its direction was guessed from its name alone: nobody was lost to show it."


def metrics(here: State, seen: Picture) -> None:
    """A table of all, the best first, and the chosen one below it."""
    found = the_panel(here, seen)
    if found is None:
        return
    if not found.lines:
        st.info("These data have no measure that differs between accounts.")
        return
    lines = sorted(found.lines, key=_rank)
    table = pd.DataFrame([_row(found, line) for line in lines])
    places = {line.id: place for place, line in enumerate(found.lines)}
    picked = picked_row(table, "tune-metrics", [places[line.id] for line in lines], METRICS)
    _about(here, found)
    line = lines[0 if picked is None else picked]
    _details(here, found, line)


def _rank(line: PanelLine) -> tuple[bool, float]:
    power = line.evidence.power.estimate
    return power is None, -(power or 0.0)


def _row(found: Panel, line: PanelLine) -> dict[str, str]:
    shown = line.evidence
    return {
        "Metric": line.candidate.metric.title,
        "On the card": "yes" if line.candidate.on_card else "",
        "Ranking power": said(shown.power) if found.losses else "–",
        "Has a value": whole_percent(shown.coverage),
        "To heed": _lights(line),
        "Goes with": _nearest(found, line),
    }


def _lights(line: PanelLine) -> str:
    if not line.cautions:
        return f"{_SIGNS['clear']} nothing seen"
    return ", ".join(
        f"{_SIGNS[one.level]} {_SHORT.get(one.code, one.code)}" for one in line.cautions
    )


def _nearest(found: Panel, line: PanelLine) -> str:
    if line.nearest is None:
        return ""
    other = found.line(line.nearest).candidate.metric.title
    return f"{other} {line.r:.2f}".replace("-", "−")


def _about(here: State, found: Panel) -> None:
    words = (
        f"{several(found.losses, 'lost account')} in {several(found.cases, 'case')}. Ranking"
        " power: of all pairs of a lost and a kept case, how often the lost one has fewer points"
        " (AUC); 50% is chance. Goes with: the metric whose points move most alike, and their"
        " correlation."
    )
    if not found.losses:
        words = (
            "Without lost accounts no metric can be ranked by what it tells of them. Goes with:"
            " the metric whose points move most alike, and their correlation."
        )
    more = left_out(here.data, here.draft)
    if more:
        words += f" {count(more)} more measures are not looked at: there are too many."
    st.caption(plain(words))


def _details(here: State, found: Panel, line: PanelLine) -> None:
    metric = line.candidate.metric
    st.markdown(f"## {plain(metric.title)}")
    left, right = st.columns(2, gap="large")
    with left:
        _chart(found, line)
    with right:
        for one in line.cautions:
            text = plain(f"{one.words[:1].upper()}{one.words[1:]}: {one.fix}. ({one.code})")
            st.markdown(
                f"{':material/warning:' if one.level == 'red' else ':material/info:'} {text}"
            )
        if not line.cautions:
            st.markdown(":material/check: Nothing speaks against it in these data.")
        if line.candidate.guessed:
            st.markdown(f":material/help: {_GUESSED if found.losses else _BY_NAME}")
        if not line.candidate.on_card:
            _add(here, line)
        _figures(line)


def _chart(found: Panel, line: PanelLine) -> None:
    if found.losses < COUNTS:
        st.caption(f"Churn by fifths takes {COUNTS} losses or more.")
        return
    parts = [
        fifths.Part(
            label=_values(one.first, one.last) or f"{one.low:.0f}–{one.high:.0f} points",
            cases=one.cases,
            lost=one.lost,
            rate=one.rate,
            line=one.line,
            words=f"{one.low:.0f} to {one.high:.0f}",
        )
        for one in line.evidence.fifths
    ]
    if not parts:
        st.caption("No case has a value.")
        return
    draw("fifths", fifths.rows(parts), key="tune-fifths")
    st.caption(
        "Lost accounts by fifths of the points, the riskiest at the left; cases with equal points"
        " stay together. The blue line is the nearest one that never rises."
    )


def _values(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{low:.3g}" if low == high else f"{low:.3g}–{high:.3g}"


def _figures(line: PanelLine) -> None:
    shown = line.evidence
    with st.expander("More figures", key="tune-figures"):
        rows = [
            ("KS: largest gap between lost and kept", _tell(shown.ks)),
            ("Information value, fifths and blanks", _tell(shown.iv)),
            ("Standardised difference of the means", _tell(shown.smd)),
            ("Without a value, of the lost", _share(shown.blank_lost)),
            ("Without a value, of the kept", _share(shown.blank_kept)),
            ("Ranking power of having no value", _share(shown.blank_area)),
            ("Spread within accounts, of the whole", _share(line.within)),
            ("Lost that lie in a wrong fifth", _share(shown.moved)),
        ]
        st.table(pd.DataFrame(rows, columns=["Figure", "Value"]).set_index("Figure"))


def _tell(number: float | None) -> str:
    return "–" if number is None else f"{number:.2f}".replace("-", "−")


def _share(share: float | None) -> str:
    return "–" if share is None else whole_percent(share)


def _add(here: State, line: PanelLine) -> None:
    keep, locked = here.keep_total, here.locked

    def added() -> None:
        attempt(
            lambda: here.revise(with_trial_metric(here.draft, line, keep_total=keep, locked=locked))
        )

    st.button(
        "Add to the card as a trial",
        key="tune-add",
        icon=":material/add:",
        on_click=added,
        help="With the mean weight of the others and guessed anchors; Undo on the Workbench takes"
        " it back.",
    )
