"""What suggested weights are worth, as tiles beside the card as it is, and as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.backtest.figure import Figure
from scoring.output.figures import count
from scoring.output.headline import Tile, interval, whole_percent
from scoring.tune.suggestion import Suggestion
from scoring.values import Month

_HELD = (
    "Whole accounts are left out, a fifth at a time and five times over; the weights are made anew"
    " from the others and rank those left out. The mean of these ranking powers (AUC)."
)
_SAME = (
    "The card as it is, in the very same parts. It may have been made with these losses in view."
)
_LATER = "Made from earlier looks alone, and tried on later ones that were not closed by then."


def worth(found: Suggestion) -> tuple[Tile, ...]:
    """Held out, the card as it is, the difference, and later looks where there are enough."""
    return tuple(_tiles(found))


def _tiles(found: Suggestion) -> Iterator[Tile]:
    checked, later = found.validated, found.later
    if checked is None:
        return
    yield _tile("held", "Suggested, held out", checked.power, _HELD)
    yield _tile("present", "Card as it is", checked.present, _SAME)
    gap = checked.difference
    value = "–" if gap.estimate is None else f"{points(gap.estimate)} points"
    spread = interval(gap, points).replace("–", " to ")
    help_ = f"The first less the second on the same cases. Interval: 95%, {gap.method}."
    yield Tile("gap", "Difference", value, spread or gap.why, help_)
    if later is None or later.split is None:
        return
    since = Month(later.split.since)
    tile = _tile("later", f"Looks from {since} on", later.power, _LATER)
    note = f"{tile.note} · card as it is {whole_percent(later.present.estimate or 0.0)}"
    yield Tile(tile.key, tile.label, tile.value, note, tile.help)


def _tile(key: str, label: str, figure: Figure, words: str) -> Tile:
    if figure.estimate is None:
        return Tile(key, label, "–", figure.why, words)
    lost = f"{count(figure.effective)} losses" if figure.effective else figure.why
    note = f"{interval(figure)} · {lost}" if interval(figure) else lost
    return Tile(key, label, whole_percent(figure.estimate), note, f"{words} {figure.method}.")


def points(share: float) -> str:
    """A difference of shares in points with its sign, such as +1.2; ±0 for none."""
    if share == 0.0:
        return "±0"
    digits = 1 if abs(share) >= 0.0005 else 2
    return f"{100.0 * share:+.{digits}f}".replace("-", "−")


def verdicts(found: Suggestion) -> tuple[str, ...]:
    """What the tiles mean, in sentences, the gravest first."""
    return tuple(_verdicts(found))


def _verdicts(found: Suggestion) -> Iterator[str]:
    checked = found.validated
    if checked is None:
        return
    if checked.luck:
        yield checked.luck
    gap = checked.difference
    if gap.estimate is not None and gap.low is not None and gap.high is not None:
        if gap.low > 0.0:
            yield "On held-out accounts the suggestion ranks better than the card as it is."
        elif gap.high < 0.0:
            yield "On held-out accounts the suggestion ranks worse than the card as it is."
        else:
            yield (
                f"{count(found.gate.losses)} losses cannot tell the suggestion from the card as it"
                " is."
            )
    if found.flatters:
        yield (
            "On the accounts it was made from it would look over 5 points better: it has learnt"
            " some chance along. Allow fewer metrics."
        )
    later = found.later
    if later is not None and later.split is None:
        yield later.power.why
    elif later is not None and later.gap is not None:
        better = "better" if later.gap < 0.0 else "worse"
        yield f"On later looks it ranks {abs(100.0 * later.gap):.1f} points {better} than held out."
