"""What a room voted and came to leaves as a table and as notes on the method."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from scoring.store import Room
from scoring.tune.agreement import agreement_in_words
from scoring.tune.stakeholders import WAYS
from scoring.workbench.agreeing import Outcome
from scoring.workbench.meeting import Voter, card_of, code_in_words


def votes_table(room: Room, everyone: Sequence[Voter]) -> pa.Table:
    """Every vote of every round, one a row: the points as they were given, by the ids of metrics.

    Columns: round, name, a column of whole points for each metric, must_have and drop (ids, in
    one text) and red_below (null for no opinion).
    """
    ids = [m.id for m in card_of(room).active]
    cast = [(turn, one.name, ballot) for one in everyone for turn, ballot in one.ballots]
    cast.sort(key=lambda vote: vote[0])
    columns: dict[str, pa.Array] = {
        "round": pa.array([turn for turn, _, _ in cast], pa.int64()),
        "name": pa.array([name for _, name, _ in cast], pa.string()),
    }
    for i in ids:
        columns[f"points_{i}"] = pa.array([ballot.of(i) for _, _, ballot in cast], pa.int64())
    columns["must_have"] = pa.array(["; ".join(b.must) for _, _, b in cast], pa.string())
    columns["drop"] = pa.array(["; ".join(b.drop) for _, _, b in cast], pa.string())
    columns["red_below"] = pa.array([b.cut for _, _, b in cast], pa.float64())
    return pa.table(columns)


def notes(room: Room, told: Outcome) -> str:
    """The method and what it came to, in plain text for people who were not there."""
    lines = [
        f"Workshop room {code_in_words(room.code)}, {room.begun:%d %b %Y}",
        f"Card: {told.card.name}. Data: {room.book}.",
        f"Round {told.turn}: {told.anew} of {told.came} people voted,"
        f" {len(told.voters)} votes count.",
        "",
        "Each person gave up to 100 points to the metrics of the card. A vote of fewer points",
        "counts in proportion, so that everybody counts the same; whoever did not vote anew counts",
        "with the last vote before. Votes were not shown before the round was closed.",
        "",
        "Weights of 100 (mean, median, geometric mean):",
    ]
    ways = [told.weights(way) for way in WAYS]
    for i, title in zip(told.ids, told.titles, strict=True):
        lines.append(f"  {title}: {' / '.join(f'{found[i]:.1f}' for found in ways)}")
    lines += [
        "",
        "Mean: of the points of each metric. Median: of the same, brought to 100. Geometric:",
        "of the points + 1, less 1, brought to 100, so that one zero does not silence the rest.",
        "",
        agreement_in_words(told.agreement, len(told.voters)),
        "Kendall's W is reckoned with its correction for ties, over the metrics that anybody gave",
        "a point.",
        "",
        _camps(told),
    ]
    lines += _marks(told)
    if told.cut is not None:
        lines += ["", f"Red below {told.cut:g}: the median of {len(told.cuts)} opinions."]
    return "\n".join(lines) + "\n"


def _marks(told: Outcome) -> list[str]:
    """How many people marked which metrics; nothing where nobody marked any."""
    said = []
    for word, counts in (("Must have", told.must), ("To be dropped", told.drop)):
        marked = [f"{t} ({n})" for t, n in zip(told.titles, counts, strict=True) if n]
        if marked:
            said += ["", f"{word}, by so many people: {', '.join(marked)}."]
    return said


def _camps(told: Outcome) -> str:
    if told.camps is None:
        return "The votes do not fall into two clear camps."
    sides = (told.camps.first, told.camps.second)
    named = [", ".join(told.voters[at].name for at in camp) for camp in sides]
    return (
        f"Two camps (mean silhouette {told.camps.silhouette:.2f}, named above 0.50):"
        f" {named[0]}; and {named[1]}."
    )
