"""Why one account has its score: a waterfall of points won and lost that closes exactly."""

from __future__ import annotations

import math

import streamlit as st

from scoring.live.kernel import Scores, band_names
from scoring.output.charts import strip, waterfall
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.panels.bands_now import tone
from scoring.ui.state import State
from scoring.values import Month
from scoring.views.explain import contributions, extras
from scoring.views.history import band_history


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


def after_the_mean(card: Card, scores: Scores, row: int) -> list[waterfall.Step]:
    """Adjustments and caps as steps of the waterfall, each from where the last one ended."""
    steps: list[waterfall.Step] = []
    at = float(scores.mean[row])
    for extra in extras(card, scores, row):
        kind: waterfall.Kind = "cap" if extra.cap else "adjustment"
        text = f"{extra.points:+.1f}".replace("-", "−")
        steps.append((extra.label, at, at + extra.points, kind, text))
        at += extra.points
    return steps


def why(here: State, row: int, place: str) -> None:
    """Explain one account-month, given by its row in the frame."""
    book, card = here.data.book, here.card
    scores = book.scored(card)
    band, score = int(scores.band[row]), float(scores.score[row])
    name = book.frame.accounts.names[int(book.frame.account[row])]
    month = Month(int(book.frame.month[row]))
    called = str(band_names(card)[band])
    st.markdown(
        f"**{plain(name)}** · {month} · {plain(show(score, card))} · {plain(called)}"
        f" · {scores.coverage[row]:.0%} of the weight known"
    )
    if math.isnan(score):
        st.caption("Too little is known of this account for a score.")
        return
    parts = contributions(card, scores, row)
    steps = waterfall.stacked([(p.label, p.won, p.won + p.lost) for p in parts])
    steps += after_the_mean(card, scores, row)
    total: waterfall.Step = ("Score", 0.0, score, "total", show(score, card))
    cuts = [(b.name, cut) for b, cut in zip(card.bands[:-1], card.cuts[:-1], strict=True)]
    rows = waterfall.rows([*steps, total], tone(card.bands[band].tone), cuts)
    height = waterfall.height(len(rows["steps"]))
    draw("waterfall", rows, key=f"why-{place}", height=height)
    missing = [p.label for p in parts if math.isnan(p.points)]
    if missing:
        st.caption(plain(f"No value, so left out: {', '.join(missing)}"))
