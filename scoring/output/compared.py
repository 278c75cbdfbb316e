"""What two cards say of one book, in words and as columns of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.rivals import Rival
from scoring.output.charts.band_matrix import Cell, Head
from scoring.output.charts.tones import tone
from scoring.output.figures import count, money, share
from scoring.output.headline import Tile, tenth, whole_percent, with_n
from scoring.spec.glossary import meaning
from scoring.spec.model import Card
from scoring.values import Floats, Ints, Texts
from scoring.views.band_matrix import BandMatrix
from scoring.views.ledger import Ledger
from scoring.views.ledger_lines import LedgerLine
from scoring.views.listing import Column, score_column

CAUSE_WORDS: Final = {
    "behaviour": "Behaviour",
    "card": "Card",
    "data": "Missing data",
    "override": "Overrides",
}
"""What the causes of a ledger are called on a page."""

CAUSE_MEANINGS: Final = {
    "behaviour": "Values that are known on both sides and changed, and what follows from them.",
    "card": "The cards differ: weights, rules, anchors, caps.",
    "data": "Values that are known on one side alone, because they are missing or too old.",
    "override": "Red flags that began or ceased to hold, and what a pulse says.",
}

CHANGES_MEANING: Final = (
    "Which changes of the card moved the account at the month after: those of a cut first, then"
    " those of the score with their points, the largest three."
)

CHANGE_MEANING: Final = (
    "Points from 0 to 100, of the scores themselves: those beside it are rounded as the card shows"
    " them."
)

NOBODY: Final = "Nobody changes band."


def consequence(line: LedgerLine, currency: str | None) -> str:
    """Who turns red and who no longer is: "12 accounts, $1.1M, turn red; 3 no longer are"."""
    if not line.moved:
        return NOBODY
    parts = []
    if line.into:
        verb = "turns red" if line.into == 1 else "turn red"
        parts.append(f"{_accounts(line.into)}{_arr(line.into_arr, currency)}, {verb}")
    if line.out_of:
        verb = "is red no longer" if line.out_of == 1 else "are red no longer"
        parts.append(f"{_accounts(line.out_of)}{_arr(line.out_of_arr, currency)}, {verb}")
    whole = f"{_accounts(line.moved)} {'changes' if line.moved == 1 else 'change'} band"
    return f"{whole}: {'; '.join(parts)}." if parts else f"{whole}; none turns red or leaves it."


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{count(number)} accounts"


def _arr(amount: float, currency: str | None) -> str:
    return "" if currency is None else f", {money(amount, currency)}"


def points(number: float) -> str:
    """A change in points with its sign and one decimal, "±0" where it rounds to none."""
    text = f"{number:+.1f}"
    return "±0" if text in ("+0.0", "-0.0") else text.replace("-", "−")


def contest_tiles(rival: Rival, ranking: Figure) -> tuple[tuple[Tile, ...], tuple[Tile, ...]]:
    """The tiles of the card before and of the card after, at the same number of flagged cases."""
    return (
        _tiles(rival.flagged, rival.caught, rival.ranking),
        _tiles(rival.flagged, rival.caught_mine, ranking),
    )


def _tiles(flagged: float, caught: Figure, ranking: Figure) -> tuple[Tile, ...]:
    hits = (caught.estimate or 0.0) * caught.n
    calls = tenth(flagged / hits) if hits else "–"
    found, missing = "Lost accounts among the worst", "–"
    shown = missing if caught.estimate is None else f"{_hits(hits)} of {count(caught.n)}"
    power = missing if ranking.estimate is None else whole_percent(ranking.estimate)
    return (
        Tile("caught", "Caught churn", shown, _note(caught), f"{found}, ties shared."),
        Tile(
            "calls",
            "Calls per catch",
            calls,
            f"{count(flagged)} flagged",
            meaning("calls"),
        ),
        Tile("ranking", "Ranking power", power, _note(ranking), meaning("Ranking power")),
    )


def _hits(hits: float) -> str:
    """Whole accounts, or tenths where ties are shared."""
    return count(hits) if abs(hits - round(hits)) < 0.05 else tenth(hits)


def _note(figure: Figure) -> str:
    if figure.estimate is None:
        return figure.why
    return with_n(figure)


def differences(rival: Rival) -> tuple[str, ...]:
    """How far the card after is ahead, with the paired intervals; words where none is told."""
    told = [
        _ahead("caught churn", rival.difference),
        _ahead("ranking power", rival.ranking_difference),
    ]
    return tuple(dict.fromkeys(line for line in told if line))


def _ahead(what: str, gap: Figure) -> str:
    if gap.estimate is None:
        return gap.why
    said = f"After less before, {what}: {points(100 * gap.estimate)} percentage points"
    if gap.low is None or gap.high is None:
        return f"{said}. {gap.why}".strip()
    bounds = f"{points(100 * gap.low)} to {points(100 * gap.high)}"
    apart = gap.low > 0 or gap.high < 0
    verdict = "more than chance" if apart else "no more than chance may give"
    return f"{said} (95%: {bounds}; n = {count(gap.n)}): {verdict}."


def heads(card: Card, names: Sequence[str]) -> list[Head]:
    """The names of a side of the matrix with their tones; who has no band has none."""
    tones = {band.name: tone(band.tone) for band in card.bands}
    return [(name, tones.get(name, "none")) for name in names]


def cells(
    matrix: BandMatrix, lines: Sequence[int], columns: Sequence[int], currency: str | None
) -> list[list[Cell]]:
    """The cells of some lines and columns, by accounts or, with a currency, by ARR."""
    values = matrix.counts if currency is None else matrix.amounts
    return [[_cell(matrix, values, i, j, currency) for j in columns] for i in lines]


def _cell(matrix: BandMatrix, values: Ints | Floats, i: int, j: int, currency: str | None) -> Cell:
    number, whole, value = i * len(matrix.columns) + j, float(values[i].sum()), float(values[i, j])
    if not matrix.counts[i, j]:
        return number, 0.0, "", ""
    text = count(value) if currency is None else money(value, currency)
    return number, value / whole if whole else 0.0, text, share(value, whole)


def account_columns(
    names: Sequence[str],
    owners: Texts,
    cards: tuple[Card, Card],
    matrix: BandMatrix,
    found: Ledger,
    causes: Ints,
    scores: tuple[Floats, Floats],
    at: Ints,
    why: Callable[[Ints], list[str]],
    which: Callable[[Ints], list[str]] | None,
    has_arr: bool,
) -> list[Column]:
    """The list of some accounts (their positions): bands, scores, the parts of the change.

    `scores` (accounts,) are those of both sides, NaN for none. Who lacks one has no change;
    `why` says of accounts which metrics moved them, `which` by which lines of the difference of
    the cards; None where both cards are the same.
    """
    where = np.full(len(matrix.was), -1, dtype=np.int64)
    where[found.account] = np.arange(len(found))
    place = where[at]

    def part(values: Floats) -> Floats:
        padded = np.append(values, np.nan)
        return np.asarray(padded[place])

    words = Texts(np.append(causes, -1)[place].astype(np.int32), tuple(CAUSE_WORDS.values()))
    listed = [
        Column("Account", "text", Texts(np.arange(len(at), dtype=np.int32), tuple(names))),
        Column("Owner", "text", Texts(owners.codes[at], owners.labels)),
        Column("Band before", "band", _bands(matrix.lines, matrix.was[at])),
        Column("Band after", "band", _bands(matrix.columns, matrix.now[at])),
        *_changes(which, at),
        score_column("Score before", scores[0][at], cards[0]),
        score_column("Score after", scores[1][at], cards[1]),
        Column("Change", "score", part(found.change), CHANGE_MEANING, 1),
        *(
            Column(word, "score", part(found.parts[i]), CAUSE_MEANINGS[cause], 1)
            for i, (cause, word) in enumerate(CAUSE_WORDS.items())
        ),
        Column("Band moved by", "text", words, "What moved the account from band to band."),
        Column("Lines", "text", lambda rows: why(at[rows]), "What moved most."),
    ]
    arr = Column("ARR", "money", np.asarray(matrix.arr[at]))
    return [*listed[:2], arr, *listed[2:]] if has_arr else listed


def _changes(which: Callable[[Ints], list[str]] | None, at: Ints) -> list[Column]:
    """The column that says which lines of the difference moved an account, where there are any."""
    if which is None:
        return []
    return [Column("Changes", "text", lambda rows: which(at[rows]), CHANGES_MEANING)]


def _bands(labels: Sequence[str], places: Ints) -> Texts:
    """Band names in their order; two sides' extra places may share a name, which are told apart."""
    return Texts(places.astype(np.int32), tuple(labels))


def _part(cause: int) -> Callable[[LedgerLine], float]:
    return lambda line: line.parts[cause]


def line_columns(lines: Sequence[LedgerLine], title: str, has_arr: bool) -> list[Column]:
    """A ledger summed up, a line each: means in points, and who changed band."""
    names = Texts(np.arange(len(lines), dtype=np.int32), tuple(one.name for one in lines))

    def numbers(of: Callable[[LedgerLine], float]) -> Floats:
        return np.array([of(one) for one in lines], dtype=np.float64)

    def mean(of: Callable[[LedgerLine], float]) -> Floats:
        return np.array([of(one) if one.accounts else np.nan for one in lines])

    found = [
        Column(title, "text", names),
        Column("Accounts", "number", numbers(lambda one: one.accounts), "Scored on both sides."),
        Column("Change", "score", mean(lambda one: one.change), "Mean, in points.", 1),
        *(
            Column(word, "score", mean(_part(i)), CAUSE_MEANINGS[cause], 1)
            for i, (cause, word) in enumerate(CAUSE_WORDS.items())
        ),
        Column("Change band", "number", numbers(lambda one: one.moved)),
        Column("Turn red", "number", numbers(lambda one: one.into)),
        Column("ARR turning red", "money", numbers(lambda one: one.into_arr)),
        Column("Red no longer", "number", numbers(lambda one: one.out_of)),
        Column("ARR red no longer", "money", numbers(lambda one: one.out_of_arr)),
    ]
    return [c for c in found if has_arr or not c.name.startswith("ARR")]
