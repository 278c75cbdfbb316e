"""Why one account has its score: a waterfall of points won and lost that closes exactly."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.live.kernel import band_names
from scoring.output.charts import strip, waterfall
from scoring.output.charts.tones import tone
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.state import State
from scoring.values import Month
from scoring.views.explain import effective_card
from scoring.views.history import band_history
from scoring.views.sentences import percent, score_text, signed_text, treated_words
from scoring.workbench import Explanation, explain_row

PULSE_SIGN: Final = "✎"
"""Before what a CSM's own judgement did: it is a layer over what the data say."""


def path_of(here: State, account: int, until: Month) -> None:
    """The account's band month by month, up to a month."""
    card, book = here.card, here.data.book
    names, tones = band_names(card), [*(b.tone for b in card.bands), "none", "none"]
    moments = band_history(book.frame, book.scored(card), account, until)
    cells: list[strip.Cell] = [
        (
            moment.before,
            tone(tones[moment.band]),
            str(names[moment.band]),
            f"{show(moment.score, card)} · {moment.month}",
        )
        for moment in moments
    ]
    if len(cells) > 1:
        lines = [(book.frame.accounts.names[account], cells)]
        draw("strip", strip.rows(lines), key="path", height=strip.height(1))


def steps_of(told: Explanation) -> list[waterfall.Step]:
    """The explanation as steps of the waterfall, its printed figures as they stand there."""
    steps = _summed(told) if told.kind == "points" else _averaged(told)
    at = told.mean or 0.0
    for step in told.steps:
        kind: waterfall.Kind = "adjustment" if step.kind == "end" else step.kind
        label = f"{PULSE_SIGN} {step.label}" if step.kind == "pulse" else step.label
        steps.append((label, at, at + step.points, kind, signed_text(step.printed)))
        at += step.points
    steps.append(("Score", 0.0, told.score or 0.0, "total", f"{told.score_printed or 0.0:.1f}"))
    return steps


def _summed(told: Explanation) -> list[waterfall.Step]:
    """A points card's base and actions, each from where the last one ended."""
    steps: list[waterfall.Step] = []
    at = 0.0
    for line in told.metrics:
        won = line.won or 0.0
        text = "–" if line.points is None else signed_text(line.won_printed or 0.0)
        steps.append((line.label, at, at + won, "won" if won >= 0 else "adjustment", text))
        at += won
    return steps


def _averaged(told: Explanation) -> list[waterfall.Step]:
    """A weighted card's metrics end to end, won solid and lost outlined."""
    parts: list[waterfall.Part] = []
    for line in told.metrics:
        won, lost = line.won_printed, line.lost_printed
        printed = None if line.points is None or won is None or lost is None else (won, lost)
        parts.append((line.label, line.won or 0.0, line.lost or 0.0, printed))
    return waterfall.stacked(parts)


def why(here: State, row: int, place: str) -> None:
    """Explain one account-month, given by its row in the frame."""
    card = here.card
    told = explain_row(here.data, card, row)
    what = "of the points counted" if told.kind == "points" else "of the weight known"
    known = "" if told.coverage is None else f" · {percent(told.coverage)} {what}"
    known += f" · variant {told.variant}" if told.variant else ""
    known += "" if told.raw is None else f" · {told.raw:g} points in sum".replace("-", "−")
    score = "–" if told.score is None else score_text(told.score, card)
    said = f"{told.month} · {score} · {told.band}"
    st.markdown(f"**{plain(told.name)}** · {plain(said + known)}")
    if told.pinned:
        computed = f"Its score alone says {told.band_of_score}; back-tests leave the pin out."
        st.info(plain(f"Pinned by the CSM: {told.pinned}. {computed}"), icon=":material/push_pin:")
    if told.score is None:
        st.caption(plain(f"No score. {' '.join(told.reasons)}"))
        return
    own = effective_card(card, here.data.book.scored(card), row)
    cuts = [(b.name, cut) for b, cut in zip(own.bands[:-1], own.cuts[:-1], strict=True)]
    tones = {b.name: tone(b.tone) for b in card.bands}
    steps = [*steps_of(told), *_pin(told, own)]
    rows = waterfall.rows(steps, tones[told.band_of_score], cuts, tones[told.band])
    height = waterfall.height(len({label for label, *_ in steps}))
    draw("waterfall", rows, key=f"why-{place}", height=height)
    for clause, labels in without_value(told).items():
        st.caption(plain(f"{', '.join(labels)}: {clause}."))


def _pin(told: Explanation, own: Card) -> list[waterfall.Step]:
    """The band that a CSM set, over the whole of its range: a layer over the score."""
    if not told.pinned:
        return []
    position = [b.name for b in own.bands].index(told.band)
    ends = (100.0, *own.cuts)
    return [(f"{PULSE_SIGN} Pinned", ends[position + 1], ends[position], "pin", "pin")]


def without_value(told: Explanation) -> dict[str, list[str]]:
    """The labels of the metrics without a value of their own, by what was done about it."""
    found: dict[str, list[str]] = {}
    for line in told.metrics:
        clause = treated_words(line.treated, line.points, line.value)
        if clause:
            found.setdefault(clause, []).append(line.label)
    return found
