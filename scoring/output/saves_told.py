"""The save rate in tiles, a table and sentences: what was seen, and what it does not prove."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.backtest.figure import Figure
from scoring.backtest.saves import NO_TOUCHES, NOT_PROOF, SaveRate, Side
from scoring.output.figures import count
from scoring.output.headline import Tile, interval, whole_percent


def save_tiles(found: SaveRate) -> tuple[Tile, ...]:
    """Back to good, out of red and lost, of all that turned red."""
    side, months = found.all, so_many(found.window)
    good = f"Stood in {found.goal} or better" if found.goal else "Stood in a good band"
    back = f"{good} at the end of a month within {months}."
    return (
        _tile("saved", "Back to good", side.saved, back),
        _tile(
            "calmer",
            "Out of red",
            side.calmer,
            f"Stood in any band that does not flag at the end of a month within {months}; the ones"
            " back to good are among them.",
        ),
        _tile(
            "lost",
            "Lost",
            side.lost,
            f"Left within {months}. They stay in the denominator of every figure here.",
        ),
    )


def _tile(key: str, label: str, figure: Figure, help_: str) -> Tile:
    if figure.estimate is None:
        return Tile(key, label, "–", figure.why, help_)
    hits = f"{count(figure.estimate * figure.n)} of {count(figure.n)}"
    note = f"{whole_percent(figure.estimate)} · 95%: {interval(figure)}"
    return Tile(key, label, hits, note, help_)


def side_rows(found: SaveRate) -> list[dict[str, str]]:
    """The worked and the others side by side; nothing where nobody knows who was worked."""
    if found.worked is None or found.idle is None:
        return []
    return [_row("Worked", found.worked), _row("Not worked", found.idle)]


def _row(name: str, side: Side) -> dict[str, str]:
    return {
        "Turned red": name,
        "n": count(side.entries),
        "Back to good": _share(side.saved),
        "Out of red": _share(side.calmer),
        "Lost": _share(side.lost),
    }


def _share(figure: Figure) -> str:
    if figure.estimate is None:
        return "–"
    return f"{whole_percent(figure.estimate)}, {interval(figure)}"


def save_words(found: SaveRate) -> Iterator[str]:
    """What stands beneath: who is counted, the differences, and what they do not prove."""
    months = so_many(found.window)
    told = f"Each time an account turned red is counted, with the {months} after it."
    if found.all.lapsed:
        told += f" Out of red and yet lost: {count(found.all.lapsed)}."
    if found.open:
        told += f" Turned red too recently to be judged: {count(found.open)}."
    yield told
    if found.contrast is None:
        yield NO_TOUCHES
        return
    naive, apart = found.contrast.naive, found.contrast.stratified
    if naive.estimate is None:
        yield naive.why
    else:
        yield f"Lost among the worked minus lost among the others: {_points(naive)}."
        yield _apart(found, apart)
    yield f"{NOT_PROOF} An account lost early also had less time to be worked."


def _apart(found: SaveRate, apart: Figure) -> str:
    like = f"{found.segment} and depth of red" if found.segment else "depth of red"
    if apart.estimate is None:
        return f"Within {like} nothing can be compared: {apart.why}"
    assert found.contrast is not None
    groups, left = found.contrast.strata, found.contrast.left_out
    out = f"; {count(left)} entries in groups without both are left out" if left else ""
    plural = "group" if groups == 1 else "groups"
    return f"Among accounts alike in {like}: {_points(apart)}, over {groups} {plural}{out}."


def _points(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return f"{_signed(figure.estimate or 0.0)} points"
    ends = f"{_signed(figure.low)} to {_signed(figure.high)}"
    return f"{_signed(figure.estimate or 0.0)} points (95%: {ends})"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")


def so_many(months: int) -> str:
    """A number of months in words."""
    return "month" if months == 1 else f"{months} months"
