"""What the Workbench reckons when a slider moves: everything on the screen, back-test included."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from scoring.bench.growth import in_hand
from scoring.bench.made_book import made_book
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.workbench import picture


def event_bench(accounts: int) -> str:
    """Measure what one event reckons: every figure of the Workbench, in a drag and let go.

    Input: how many made-up accounts. Output: a Markdown table of CPU time.
    """
    data, card = made_book(accounts)
    month, first = data.book.frame.months[-1], card.active[0].id
    seen = picture(data, card, card, month)
    spent: dict[str, list[float]] = {}
    for i in range(15):
        weight, cut = with_weight(card, first, 40.0 - i), with_alarm_cut(card, 46.0 + i)
        ways: list[tuple[str, Callable[[], object]]] = [
            ("a weight moves: all on the Workbench", partial(in_hand, data, weight, card, month)),
            ("the cut moves: all on the Workbench", partial(in_hand, data, cut, card, month)),
            ("a weight is let go: scores of all months", partial(data.book.scored, weight)),
            ("a weight is let go: all else", partial(picture, data, weight, card, month)),
        ]
        for name, way in ways:
            began = time.process_time()
            way()
            spent.setdefault(name, []).append((time.process_time() - began) * 1000)
    cases, lost = len(seen.trial.cases), len(seen.board.lost)
    lines = [
        "One event of the Workbench: bands, movers, histogram, the board of"
        f" {lost:,} lost customers and the back-test over {cases:,} cases.",
        "",
        "| event | CPU ms |",
        "|---|---:|",
        *(f"| {name} | {statistics.median(times):,.1f} |" for name, times in spent.items()),
    ]
    return "\n".join(lines) + "\n"
