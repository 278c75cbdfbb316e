"""A tested card beside its rivals, against time and in parts, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from scoring.backtest.by_group import Groups
from scoring.backtest.earliness import Earliness
from scoring.backtest.lead_bins import LeadBin
from scoring.backtest.migration import Migration
from scoring.backtest.precision_at import PrecisionAt
from scoring.backtest.rivals import Rival
from scoring.backtest.treated import Treated
from scoring.output.figures import count
from scoring.output.said import said

FURTHER_DEFINITIONS = {
    "rivals": "the same number of cases flagged by something simpler; differences are card less it",
    "precision_at_k": "lost among the k worst of each book at each look, ties shared",
    "migration": "the band of customers by their band three months later, one origin a quarter",
    "reds_that_recovered": "flagged customers that were in a band that does not flag by then",
    "greens_that_fell": "customers of the best band that were flagged by then",
    "earliness": "the same question with more and more months before the loss",
    "lead_histogram": "lost accounts by the months from their last run of red to the notice",
    "segments": "the figures of each value of a dimension; grey below 8 lost accounts",
    "treated": "precision with, and without, flagged accounts that stayed and had been worked",
}
"""What each block is, in the words of its key."""


@dataclass(frozen=True, slots=True)
class Further:
    """What a back-test tells beyond the card alone; `shares` says whether it may give rates."""

    shares: bool
    rivals: tuple[Rival, ...]
    precision_at_k: tuple[PrecisionAt, ...]
    migration: Migration
    earliness: Earliness
    lead_histogram: tuple[LeadBin, ...]
    segments: tuple[Groups, ...]
    treated: Treated


def further_data(found: Further) -> dict[str, Any]:
    """All of it as plain data with stable keys, each figure as in `trial_data`."""
    return {
        "rivals": [asdict(rival) for rival in found.rivals],
        "precision_at_k": [asdict(one) for one in found.precision_at_k],
        "migration": _migration(found.migration),
        "earliness": asdict(found.earliness),
        "lead_histogram": [_bin(one, found.shares) for one in found.lead_histogram],
        "segments": [_segment(groups, found.shares) for groups in found.segments],
        "treated": asdict(found.treated),
    }


def _bin(one: LeadBin, shares: bool) -> dict[str, Any]:
    return asdict(one) | ({} if shares else {"share": None})


def _segment(found: Groups, shares: bool) -> dict[str, Any]:
    """A dimension's groups; below the gate with their counts alone."""
    told = asdict(found)
    if not shares:
        told |= {"pooled": None, "within": None}
        told["groups"] = [{**group, "shrunk": None} for group in told["groups"]]
    return told


def _migration(found: Migration) -> dict[str, Any]:
    """The table as one row a band, `from`, how many accounts there were, and where they went."""
    rows = zip(found.names, found.counts.tolist(), found.shares.tolist(), strict=True)
    return {
        "origins": found.origins,
        "reds_that_recovered": asdict(found.recovered),
        "greens_that_fell": asdict(found.fell),
        "rows": [
            {
                "from": name,
                "accounts": sum(counts),
                "counts": dict(zip(found.ends, counts, strict=True)),
                "shares": dict(zip(found.ends, shares, strict=True)) if sum(counts) else None,
            }
            for name, counts, shares in rows
        ],
    }


def further_text(found: Further) -> str:
    """A line or a few for each, ending in a line break; nothing below the losses for a rate."""
    if not found.shares:
        return ""
    parts = (
        _rivals(found.rivals),
        _worked(found.precision_at_k, found.treated),
        _earliness(found.earliness, found.lead_histogram),
        _moved(found.migration),
        _segments(found.segments),
    )
    return "".join(f"{line}\n" for part in parts for line in ("", *part))


def _rivals(rivals: tuple[Rival, ...]) -> Iterator[str]:
    yield "What it has to beat:"
    for rival in rivals:
        if not rival.caught.known:
            yield f"  {rival.name}: {rival.caught.why}"
            continue
        yield f"  {rival.name}. {rival.words} Both flag {count(rival.flagged)} cases."
        yield f"    It catches {said(rival.caught)} This card {said(rival.caught_mine)}"
        yield f"    Caught, this card less the other: {said(rival.difference, signed=True)}"
        if rival.ranking_difference.known:
            gap = said(rival.ranking_difference, signed=True)
            yield f"    Ranking power, this card less the other: {gap}"


_WHOSE = {"book": "the book", "owner": "each owner's book"}


def _worked(found: tuple[PrecisionAt, ...], worked: Treated) -> Iterator[str]:
    for one in found:
        if not one.precision.known:
            why = f"{one.words} {one.precision.why}" if one.books else one.words
            yield f"Working the worst of {_WHOSE[one.scope]}: {why}"
            continue
        yield f"{one.words} Lost among them: {said(one.precision)}"
        yield f"  Calls per catch: {said(one.calls, number=True)} Caught: {said(one.share)}"
    yield worked.words


def _earliness(found: Earliness, bins: tuple[LeadBin, ...]) -> Iterator[str]:
    yield f"What earliness costs. {found.words}"
    for point in found.points:
        months = "month" if point.lead == 1 else "months"
        yield f"  {point.lead} {months} before: ranking power {said(point.ranking)}"
        yield f"    Caught: {said(point.caught)}"
    if bins:
        told = ", ".join(f"{one.label} {one.losses}" for one in bins)
        yield f"Months of warning, lost accounts: {told}."


def _moved(found: Migration) -> Iterator[str]:
    if not found.origins:
        yield "Where accounts go: no two months three months apart, so that none can be followed."
        return
    yield f"Three months later: reds that recovered {said(found.recovered)}"
    yield f"  greens that fell to red {said(found.fell)}"


def _segments(segments: tuple[Groups, ...]) -> Iterator[str]:
    for groups in segments:
        warned = [v for v in (groups.order, groups.red) if v.level != "fine"]
        parts = ", ".join(
            f"{group.value or 'no value'} {count(group.lost)} of {count(group.cases)}"
            for group in groups.groups
        )
        yield f"By {groups.dimension}, lost: {parts}."
        yield from (f"  {verdict.words}" for verdict in warned)
