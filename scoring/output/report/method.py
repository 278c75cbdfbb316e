"""The method sheet says in plain words what a card does: its metrics, weights, bands and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from scoring.kinds.naming import titled
from scoring.kinds.normaliser import plain
from scoring.output.report.blocks import Block, Grid, Listing, Section, Words
from scoring.spec.diff_words import told
from scoring.spec.model import Action, Band, Card, Metric
from scoring.spec.parts import Override
from scoring.values import Missing
from scoring.views.sentences import percent, reading_of, signed_text

_ALONE = (
    "Alone, on past losses: of all pairs of a lost and a kept customer, how often the metric gave"
    " the lost one fewer points, with its 95% interval; 50% is chance. A metric may weigh more or"
    " less than this suggests, as others may say the same."
)


def metrics_section(card: Card, alone: Mapping[str, str], rests: Sequence[str] = ()) -> Section:
    """What each line of the card is, how it becomes points, and why it weighs what it weighs.

    Input: the card; what each metric tells of the losses alone, in words, by its id, and what
    those figures rest on.
    """
    if card.kind == "points":
        return Section("What earns and costs points", [*_actions(card)])
    blocks: list[Block] = [
        Words(
            "Each metric turns a value into points from 0 (bad) to 100 (good). The score is the"
            " mean of the points, each counted by its weight."
        )
    ]
    rows = [_metric(card, metric) for metric in card.active]
    head: tuple[str, ...] = (
        "Metric",
        "What is read",
        "How it becomes points",
        "Without a value",
        "Weight",
    )
    if alone:
        head = (*head, "Alone, on past losses")
        rows = [(*row, alone.get(m.id, "–")) for row, m in zip(rows, card.active, strict=True)]
    right, under = frozenset({4, 5}), rests if alone else ()
    blocks.append(Grid("The metrics of the card", head, rows, right, under))
    if alone:
        blocks.append(Words(_ALONE))
    blocks.append(Words(_why_weights(card)))
    blocks += _set_aside(card)
    return Section("What each metric is", blocks)


def _metric(card: Card, metric: Metric) -> tuple[str, ...]:
    name = metric.title + (" (guessed from the data, not reviewed)" if metric.guess else "")
    about = f"{name}. {metric.about}" if metric.about else name
    weight = f"{plain(metric.weight)} ({percent(card.effective_weight(metric.id))})"
    read = f"{titled(metric.measure)}: {reading_of(metric)}"
    return about, read, metric.normaliser.in_words(), _missing(metric.missing), weight


def _missing(missing: Missing) -> str:
    said = {
        "skip": "left out; its weight goes to the others",
        "neutral": "50 points stand in",
        "worst": "0 points stand in",
        "refuse": "no score at all",
    }
    return said.get(missing.policy, f"{plain(missing.stated or 0.0)} points stand in")


def _why_weights(card: Card) -> str:
    source = (
        f"Where they come from, in the card's own words: {card.source}"
        if card.source
        else ("The card does not say where its weights come from.")
    )
    return (
        "Why these weights: they are what people typed on the card, and state how much each metric"
        f" is to count beside the others. {source}"
    )


def _set_aside(card: Card) -> Iterator[Block]:
    off = [m.title for m in card.metrics if not m.enabled]
    if off:
        yield Words(f"On the card but switched off: {', '.join(off)}.")


def _actions(card: Card) -> Iterator[Block]:
    low, high = card.ends
    yield Words(
        f"Points are added up, beginning with {plain(card.base)}. A sum of {plain(low)} is a score"
        f" of 0, one of {plain(high)} a score of 100."
    )
    rows = [_action(action) for action in card.deeds]
    head = ("Action", "What is counted", "Points each time", "At most")
    yield Grid("The actions of the card", head, rows, frozenset({2, 3}))


def _action(action: Action) -> tuple[str, ...]:
    about = f"{action.title}. {action.about}" if action.about else action.title
    read = action.as_metric()
    counted = action.when.in_words() if action.when else titled(f"{action.measure}")
    if read is not None:
        counted = f"{titled(read.measure)}: {reading_of(read)}"
    most = "–" if action.at_most is None else f"{plain(action.at_most)} times"
    return about, counted, signed_text(action.points), most


def rules_section(card: Card) -> Section:
    """How points become a score: what must be known, and what is added or capped after the mean."""
    lines = [
        f"An account is scored only if at least {percent(card.rules.min_coverage)} of the weight"
        " has a real value; otherwise it is Not scored, and counted as such.",
    ]
    if card.rules.min_tenure_months:
        lines.append(
            f"Customers for fewer than {card.rules.min_tenure_months} months are Onboarding and"
            " have no score."
        )
    lines += [
        f"Adjustment: {one.title} ({signed_text(one.points)} points where {one.when.in_words()})."
        for one in card.bonuses
    ]
    lines += [
        f"Red flag: {one.title}. Where {one.when.in_words()}, the score is no more than"
        f" {plain(one.cap)} of 100, whatever the mean says."
        for one in card.flags
    ]
    lines += _pulse(card)
    lines.append(
        "The score is rounded once, and shown cut after its last decimal, never rounded up."
    )
    blocks: list[Block] = [Listing(lines)]
    blocks += _variants(card)
    return Section("From points to a score", blocks)


def _pulse(card: Card) -> Iterator[str]:
    pulse = card.pushes
    if pulse is None:
        return
    if pulse.mode == "nudge":
        yield (
            f"{pulse.title}: a judgement by a person moves the score by up to"
            f" {plain(pulse.max_points)} points and holds for {pulse.lasts} months."
        )
    else:
        yield (
            f"{pulse.title}: a judgement of 1 or 5 with a reason sets the band outright for"
            f" {pulse.lasts} months. The score stays as computed, and back-tests leave it out."
        )


def _variants(card: Card) -> Iterator[Block]:
    if not card.variants:
        return
    names = {metric.id: metric.title for metric in card.metrics}
    rows = []
    for variant in card.variants:
        changed = [
            f"{names.get(name, name)}: {_override(one)}" for name, one in variant.metrics.items()
        ]
        if variant.bands:
            changed.append("bands: " + told(variant.bands))
        rows.append((variant.name, variant.when.in_words(), "; ".join(changed) or "nothing"))
    yield Words("Some accounts are scored by a variant of the card; the first that matches counts.")
    yield Grid("The variants of the card", ("Variant", "For whom", "What it changes"), rows)


def _override(one: Override) -> str:
    return ", ".join(f"{name} {told(value)}" for name, value in one.changes.items()) or "nothing"


def bands_section(card: Card) -> Section:
    """What each band means, from where to where, and what is done about it."""
    rows = []
    ends = [*_ends(card)]
    for (band, span), alarm in zip(ends, card.alarms, strict=True):
        meaning = {"good": "well", "watch": "to be watched", "bad": "at risk"}[band.tone]
        playbook = card.playbooks.get(band.playbook or "")
        steps = "; ".join(playbook.steps) if playbook else ""
        soon = (
            f" within {playbook.within_hours} hours" if playbook and playbook.within_hours else ""
        )
        todo = f"{playbook.title}{soon}: {steps}".rstrip(": ") if playbook else "–"
        rows.append((band.name, span, meaning, "yes" if alarm else "no", todo))
    head = ("Band", "Score", "Meaning", "Flags its accounts", "What is done")
    notes = (
        "A band begins at its lower score, which belongs to it. The score counts points; it is not"
        " the chance that one customer leaves."
    )
    return Section("What the bands mean", [Grid("The bands of the card", head, rows), Words(notes)])


def _ends(card: Card) -> Iterator[tuple[Band, str]]:
    top = "10" if card.display == "ten" else "100"
    above = [None, *card.bands]
    for upper, band in pairwise(above):
        assert band is not None
        end = f"up to {top}" if upper is None else f"to below {plain(upper.start)}"
        yield band, f"from {plain(band.start)} {end}"
