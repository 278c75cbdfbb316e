"""Suggested weights and the panel of metrics, as text and as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from scoring.output.figures import count
from scoring.output.said import said
from scoring.tune.later import Later
from scoring.tune.panel import Panel, PanelLine
from scoring.tune.suggestion import Suggestion
from scoring.values import Month

SUGGEST_DEFINITIONS = {
    "weights": "points of 100, now and as suggested; `alone` is the metric's own ranking power",
    "blend": "how much the data count beside the weights at hand: 0 judgement, 1 the data",
    "tau": "within the data: 0 each metric alone, 1 what each adds to the others",
    "held_out": "ranking power on accounts that the weights were not made from, whole accounts",
    "held_out_present": "that of the card as it is, in the same parts",
    "difference": "held out, the suggestion less the card as it is, on the same cases",
    "later": "learnt from earlier looks, tried on later ones; `gap` is held_out less that",
    "flatters": "over five points better where it was learnt than where it was not",
    "separates": "whether the interval of held_out lies above one half",
}
"""What each block is, in the words of its key."""

PANEL_DEFINITIONS = {
    "ranking_power": "pairs of a lost and a kept case in which the lost one has fewer points (AUC)",
    "coverage": "cases with a value",
    "ks": "the largest gap between the shares of lost and of kept cases up to some points",
    "iv": "information value over fifths by points and a bin of missing values",
    "smd": "mean risk of the lost less that of the kept, over their common spread",
    "missing": "cases without a value, and the ranking power of having none",
    "within": "spread within accounts over the whole spread; below .05 it does not move",
    "fifths": "churn by fifths of the points, the riskiest first; `line` may only fall",
    "moved": "lost cases that would have to lie in another fifth for churn to fall with the points",
    "cautions": "what speaks against it, by the code of the warning",
}


def suggestion_data(found: Suggestion) -> dict[str, Any]:
    """The suggestion as plain data with stable keys; what there is none of is null."""
    checked, later = found.validated, found.later
    return {
        "losses": found.gate.losses,
        "gate": asdict(found.gate),
        "blend": found.blend,
        "tau": found.tau,
        "most_metrics": found.most,
        "step": found.step,
        "weights": [asdict(line) for line in found.lines],
        "held_out": asdict(checked.power) if checked else None,
        "held_out_present": asdict(checked.present) if checked else None,
        "difference": asdict(checked.difference) if checked else None,
        "separates": checked.separates if checked else None,
        "later": _later(later) if later else None,
        "flatters": found.flatters if checked else None,
        "words": found.words,
        "definitions": SUGGEST_DEFINITIONS,
    }


def _later(later: Later) -> dict[str, Any]:
    split = later.split
    return {
        "power": asdict(later.power),
        "present": asdict(later.present),
        "gap": later.gap,
        "learnt_until": str(Month(split.until)) if split else None,
        "tried_from": str(Month(split.since)) if split else None,
    }


def suggestion_text(found: Suggestion) -> str:
    """The weights and what they are worth, each line ending in a line break."""
    return "".join(f"{line}\n" for line in _suggestion(found))


def _suggestion(found: Suggestion) -> Iterator[str]:
    if found.gate.words:
        yield found.gate.words
    checked = found.validated
    if checked is None:
        if found.words != found.gate.words:
            yield found.words
        return
    yield checked.words
    if checked.luck:
        yield checked.luck
    yield f"Held out:  {said(checked.power)}"
    yield f"As it is:  {said(checked.present)}"
    yield f"The suggestion less the card: {said(checked.difference, signed=True)}"
    if found.later is not None:
        yield f"Later looks: {said(found.later.power)}"
    if found.flatters:
        yield "It looks over 5 points better on the accounts it was learnt from: use fewer metrics."
    if not found.lines:
        yield "No weights are suggested: they would be made of chance."
        return
    yield ""
    yield f"{found.blend:.0%} the data, {1 - found.blend:.0%} the card at hand"
    width = max(len(line.title) for line in found.lines)
    for line in found.lines:
        change = f"{line.suggested - line.now:+.0f}"
        note = f"  {line.note}" if line.note else ""
        row = (
            f"  {line.title:<{width}}  {line.now:5.1f} -> {line.suggested:5.1f}  {change:>4}{note}"
        )
        yield row.rstrip()


def panel_data(found: Panel) -> dict[str, Any]:
    """The panel as plain data with stable keys; what there is none of is null."""
    return {
        "losses": found.losses,
        "cases": found.cases,
        "metrics": [_line(line) for line in found.lines],
        "definitions": PANEL_DEFINITIONS,
    }


def _line(line: PanelLine) -> dict[str, Any]:
    shown, metric = line.evidence, line.candidate.metric
    return {
        "id": line.id,
        "title": metric.title,
        "measure": metric.measure,
        "on_card": line.candidate.on_card,
        "guessed": line.candidate.guessed,
        "ranking_power": asdict(shown.power),
        "coverage": shown.coverage,
        "ks": shown.ks,
        "iv": shown.iv,
        "smd": shown.smd,
        "missing": {
            "lost": shown.blank_lost,
            "kept": shown.blank_kept,
            "area": shown.blank_area,
        },
        "within": line.within,
        "nearest": line.nearest,
        "r": line.r,
        "cluster": line.cluster,
        "fifths": [asdict(one) for one in shown.fifths],
        "moved": shown.moved,
        "cautions": [asdict(one) for one in line.cautions],
    }


def panel_text(found: Panel) -> str:
    """A line a metric, the best first, each ending in a line break."""
    lines = sorted(found.lines, key=lambda line: -(line.evidence.power.estimate or 0.0))
    rows = [f"{count(found.losses)} lost accounts, {count(found.cases)} cases"]
    for line in lines:
        mark = "on the card" if line.candidate.on_card else "not on it"
        rows.append(
            f"{line.candidate.metric.title} ({line.id}, {mark}): {said(line.evidence.power)}"
            f" {line.evidence.coverage:.0%} have a value."
        )
        rows += [f"  {one.code} {one.words}: {one.fix}" for one in line.cautions]
        if line.candidate.guessed and line.evidence.power.estimate is not None:
            rows.append("  guessed: which end is better was read off these very losses")
    return "".join(f"{row}\n" for row in rows)
