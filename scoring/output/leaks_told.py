"""The leaks beside a back-test, as a paragraph of text and as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from scoring.backtest.leak_light import LeakLight
from scoring.backtest.leaky import LeakReport, LeakyLine
from scoring.output.figures import count


def leaks_data(report: LeakReport) -> dict[str, Any]:
    """The lights as plain data with stable keys.

    `measures` has a light each, `card` the parts of the card that read one that is not clear,
    `without` the card without its red lines (null where it has none). Shares are 0 … 1; what
    cannot be known is null.
    """
    leaks = report.leaks
    return {
        "losses": leaks.losses,
        "words": leaks.words,
        "rows": {**asdict(leaks.rows), "dropped": report.dropped},
        "measures": [_light(light) for light in leaks.lights],
        "card": [_line(line) for line in report.lines],
        "without": None if report.fall is None else asdict(report.fall),
    }


def _light(light: LeakLight) -> dict[str, Any]:
    known = asdict(light)
    del known["signs"]
    more = {"level": light.level, "codes": list(light.codes), "words": light.words}
    return {"name": light.name, "label": light.label, **more, **known}


def _line(line: LeakyLine) -> dict[str, Any]:
    return {
        "sort": line.sort,
        "id": line.id,
        "title": line.title,
        "level": line.level,
        "measures": [light.name for light in line.lights],
    }


def leaks_text(report: LeakReport) -> str:
    """The lights that are not clear, each on a line that ends in a line break."""
    return "".join(f"{line}\n" for line in ("", *_lines(report)))


def _lines(report: LeakReport) -> Iterator[str]:
    leaks, rows = report.leaks, report.leaks.rows
    read = {light.name for line in report.lines for light in line.lights}
    told = [light for light in leaks.lights if light.level != "clear"]
    if leaks.words:
        yield f"Leaks: {leaks.words}"
    elif not told:
        yield "Leaks: no measure knows of a loss what nobody knew in time."
    else:
        yield "Leaks: measures that may know of a loss what nobody knew in time."
    for light in sorted(told, key=lambda one: one.level != "red"):
        yield f"  {light.level}{', on this card' if light.name in read else ''}: {light.words}"
    if report.fall is not None:
        yield f"  {report.fall.words}"
        before, after = f"{report.fall.caught:.0f}", f"{report.fall.caught_without:.0f}"
        yield (
            f"  Flagging {count(report.fall.flagged)} cases each, the card catches {before} losses"
            f" with and {after} without."
        )
    if rows.ending or rows.after or report.dropped:
        yield (
            f"Rows in the month of a loss: {count(rows.ending)}; later ones: {count(rows.after)},"
            f" and {count(report.dropped)} left out while loading. {_used(rows.used)}"
        )


def _used(used: int) -> str:
    return "No case looks at any of them." if not used else f"{count(used)} cases look at them."
