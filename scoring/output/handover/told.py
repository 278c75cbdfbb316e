"""The parts of instructions that platforms share: fields, weights, ranges and bands of a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scoring.kinds.normaliser import LIMIT, Normaliser, plain
from scoring.kinds.normalisers.categories import Categories
from scoring.kinds.normalisers.steps import Steps
from scoring.kinds.normalisers.threshold import Threshold
from scoring.output.handover.likeness import (
    cuts_moved,
    in_levels,
    missing_as,
    refusals_as_gaps,
    stepped,
    without,
    without_rules,
)
from scoring.output.handover.platform import Loss, Part
from scoring.spec.model import Card
from scoring.spec.parts import Action, Metric

Row = tuple[str, str, float]
"""What a value must be, and the points for it: a text, the same in other words, 0 to 100."""

_TESTS = {
    "at_least": ("at least", "less than"),
    "at_most": ("at most", "more than"),
    "more_than": ("more than", "at most"),
    "less_than": ("less than", "at least"),
}


def each(card: Card) -> Iterator[tuple[str, Card]]:
    """The card as each variant makes it, with words to put behind a title, and itself last."""
    for variant, own in zip(card.variants, card.effective, strict=False):
        yield f" for {variant.name} ({variant.when.in_words()})", own
    yield (" for all others" if card.variants else ""), card.effective[-1]


def fields(card: Card) -> Part:
    """What must be there as a field of the account before anything can be scored."""
    if card.kind == "points":
        whole = "Bring in the columns score and band of the nightly file as fields of the account."
        return Part("Fields", (whole,))
    rows = [
        (m.title, m.measure, m.transform.in_words(), _age(m), f"value_{m.id}") for m in card.used
    ]
    said = (
        "Bring each of these in as a field of the account, with the reading already done: this"
        " card's SQL has it in the column that is named here, of the step called transformed.",
    )
    columns = ("Metric", "Measure", "Read as", "Holds", "Column")
    return Part("Fields", said, columns, tuple(rows))


def _age(metric: Metric) -> str:
    months = metric.max_age_months
    return "its month" if not months else f"{months} {'month' if months == 1 else 'months'} more"


def weights(card: Card, said: tuple[str, ...], write: Callable[[Card, Metric], str]) -> list[Part]:
    """A table of weights for each effective card, in the words of the platform.

    A points card has none; its one table says what its score is made of.
    """
    if card.kind == "points":
        floor, ceiling = card.ends
        whole = (
            "This card adds points for what happened. Its score, a number from 0 to 100, is the one"
            " thing that is scored there, with all of the weight.",
            f"Its points begin at {plain(card.base)}; {plain(floor)} of them count as 0 and"
            f" {plain(ceiling)} as 100.",
        )
        rows = tuple((a.title, f"{a.points:+g}", _most(a)) for a in card.deeds)
        return [Part("The score", whole, ("What happened", "Points each", "At most"), rows)]
    return [
        Part(
            f"Weights{behind}",
            said if i == 0 else (),
            ("Metric", "Typed here", "Share", "Enter", "Where missing"),
            tuple(
                (m.title, plain(m.weight), f"{100 * own.effective_weight(m.id):.3g}%",
                 write(own, m), gap(m))
                for m in own.active
            ),
        )
        for i, (behind, own) in enumerate(each(card))
    ]  # fmt: skip


def _most(action: Action) -> str:
    return "once" if action.measure is None else plain(action.at_most) if action.at_most else "any"


def gap(metric: Metric) -> str:
    """What the card does where a value is missing."""
    policy, points = metric.missing.policy, metric.missing.points
    if points is not None:
        return f"{plain(points)} points"
    return "no score at all" if policy == "refuse" else "weight goes to the others"


def ranges(
    card: Card, levels: int, said: tuple[str, ...], write: Callable[[Card, Metric, float], str]
) -> list[Part]:
    """For each effective card a table with the ranges of every metric, lines in levels."""
    parts: list[Part] = []
    if card.kind == "points":
        return parts
    for i, (behind, own) in enumerate(each(card)):
        rows = tuple(
            (metric.title, what, plain(points), write(own, metric, points))
            for metric in own.active
            for what, points in conditions(metric.normaliser, levels)
        )
        columns = ("Metric", "Value", "Points", "Enter")
        parts.append(Part(f"Ranges{behind}", said if i == 0 else (), columns, rows))
    return parts


def conditions(rule: Normaliser, levels: int) -> list[tuple[str, float]]:
    """A rule as conditions on the value, each with its points from 0 to 100."""
    rule = stepped(rule, levels)
    if isinstance(rule, Steps):
        ends = [step.start for step in rule.steps[1:]] + [LIMIT]
        rows = []
        for i, (step, end) in enumerate(zip(rule.steps, ends, strict=True)):
            low = "" if i == 0 else f"at least {plain(step.start)}"
            high = "" if end == LIMIT else f"less than {plain(end)}"
            rows.append((" and ".join(filter(None, (low, high))) or "any value", step.points))
        return rows
    if isinstance(rule, Threshold):
        test, limit = rule.test
        holds, fails = _TESTS[test]
        return [
            (f"{holds} {plain(limit)}", rule.passing),
            (f"{fails} {plain(limit)}", rule.failing),
        ]
    if isinstance(rule, Categories):
        named = [(f"is '{key}'", points) for key, points in rule.map.items()]
        return named + ([("any other", rule.other)] if rule.other is not None else [])
    return []


def ranked(card: Card) -> list[str]:
    """The metrics whose points depend on the other accounts of the month."""
    return [m.title for m in card.used if m.normaliser.looks_around]


def bands(card: Card, said: tuple[str, ...], write: Callable[[float, float], str]) -> list[Part]:
    """A table of bands for each effective card: from which score to which, and what to enter."""
    parts = []
    for i, (behind, own) in enumerate(each(card)):
        tops = [100.0, *own.cuts[:-1]]
        rows = tuple(
            (band.name, plain(cut), plain(top), write(cut, top))
            for band, cut, top in zip(own.bands, own.cuts, tops, strict=True)
        )
        columns = ("Band", "From (included)", "To", "Enter")
        parts.append(Part(f"Bands{behind}", said if i == 0 else (), columns, rows))
    return parts


def levels_lost(card: Card, levels: int, instead: str) -> list[Loss]:
    """Lines that become levels, where the card has any."""
    if not any(stepped(m.normaliser, levels) is not m.normaliser for m in card.used):
        return []
    says = f"A line from worst to best becomes {levels} levels."
    return [Loss(says, instead, in_levels(levels))]


def gaps_lost(card: Card, policy: str, says: str, instead: str) -> list[Loss]:
    """Missing values that are treated otherwise there; nothing where the card does the same."""
    if all(m.missing.policy == policy for effective in card.effective for m in effective.active):
        return []
    likely = {"worst": missing_as("worst"), "neutral": missing_as("neutral"),
              "skip": missing_as("skip")}[policy]  # fmt: skip
    return [Loss(says, instead, likely)]


def facts_lost(card: Card, flags: str, bonuses: str) -> list[Loss]:
    """What hangs on facts: caps, adjustments, the pulse beside the score."""
    found = []
    if card.flags:
        names = ", ".join(f.title for f in card.flags)
        found.append(Loss(f"Red flags cap nothing: {names}.", flags, without(red_flags=())))
    if card.bonuses:
        names = ", ".join(f"{b.title} ({b.points:+g})" for b in card.bonuses)
        found.append(
            Loss(f"Points on top are left out: {names}.", bonuses, without(adjustments=()))
        )
    if card.pushes is not None:
        says = f"{card.pushes.title} is no metric here but a {card.pushes.mode}, which stays out."
        instead = "Add it as a metric with a weight of its own, or keep it as a field beside."
        found.append(Loss(says, instead, without(pulse=None)))
    return found


def rules_lost(card: Card) -> list[Loss]:
    """Scores that are withheld here for want of data or of months."""
    rules, said = card.rules, []
    if rules.min_coverage:
        said.append(f"less than {plain(100 * rules.min_coverage)}% of the weight has a value")
    if rules.min_tenure_months:
        said.append(f"an account is younger than {rules.min_tenure_months} months")
    if not said:
        return []
    instead = "Leave these accounts out by the segment or list that the score applies to."
    return [Loss(f"No score is withheld where {' or '.join(said)}.", instead, without_rules)]


def ranks_lost(card: Card) -> list[Loss]:
    """Metrics that look at the other accounts."""
    if not ranked(card):
        return []
    says = f"A rank among the accounts of the month has no fixed thresholds: {_list(card)}."
    instead = (
        "Bring in its points instead, the column points_… of the file of scores, and enter them as"
        " a number from 0 to 100."
    )
    return [Loss(says, instead)]


def _list(card: Card) -> str:
    return ", ".join(ranked(card))


def points_lost(card: Card) -> tuple[Loss, ...]:
    """What gets lost of a points card, which comes as a finished score."""
    names = ", ".join(a.title for a in card.deeds)
    says = f"The platform does not see what the score is made of: {names}."
    return (Loss(says, "Bring the columns points_… in beside it, for whoever wants to know why."),)


def refusals_lost(card: Card) -> list[Loss]:
    """Metrics without which the card gives no score."""
    names = [m.title for m in card.used if m.missing.policy == "refuse"]
    if not names:
        return []
    says = f"An account gets a score without a value for {', '.join(names)}, too."
    return [Loss(says, "Leave such accounts out by a segment.", refusals_as_gaps)]


def whole_scores_lost(says: str, instead: str, where: Callable[[float], float]) -> list[Loss]:
    """Scores that are rounded before they meet a cut."""
    return [Loss(says, instead, cuts_moved(where))]
