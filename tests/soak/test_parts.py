"""The soak in small: a few visitors come and go, and its tables say what was measured."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from pathlib import Path

import pytest

from tests.browser import server
from tests.browser.load import Recorded
from tests.conftest import ROOT
from tests.soak import churn, fuzzed
from tests.soak.__main__ import PAGE, PARTS
from tests.soak.attacker import hammering, opened
from tests.soak.attacks import line
from tests.soak.churn import Sample, churned, growth
from tests.soak.page import END, begin, put, told
from tests.soak.weapons import huge_card, packed


@pytest.mark.slow
def test_visitors_who_went_leave_little_behind() -> None:
    """Between the 12th and the 36th the process grows by less than 1.5 MB a visitor, and lives.

    Streamlit remembers all of these; none may keep a copy of the book, which has some MB.
    """
    with server.running() as app:
        samples = asyncio.run(churned(app, Recorded(), sessions=36, every=12))
        assert server.is_healthy(app.url)
    assert [one.sessions for one in samples] == [0, 12, 24, 36]
    assert samples[3].memory - samples[1].memory < 24 * 1.5


@pytest.mark.slow
def test_an_attacker_is_answered_and_the_next_visitor_too() -> None:
    """A link with a huge card and one that unfolds are refused in words; then a page opens."""
    links = {"huge card": packed(huge_card(metrics=3000)), "unfolds": packed("[" * 4_000_000)}
    with server.running() as app:
        for what, link in links.items():
            assert "could not be opened" in asyncio.run(opened(app.url, f"s={link}")), what
        assert asyncio.run(opened(app.url, "")).startswith("opened")


@pytest.mark.slow
def test_a_visitor_is_answered_while_others_hammer() -> None:
    """Five sessions ask for the page 50 times a second each; another one opens it within 30 s.

    On a quiet machine it takes a second or two; without the pace that is kept it takes minutes.
    """

    async def meanwhile(url: str) -> str:
        await opened(url, "")
        async with hammering(url) as asked:
            await asyncio.sleep(4.0)
            said = await asyncio.wait_for(opened(url, ""), 30.0)
            assert asked["asked"] > 100
            return said

    with server.running() as app:
        assert asyncio.run(meanwhile(app.url)).startswith("opened")


def test_growth_is_the_slope_of_the_late_samples() -> None:
    """After the first 128 memory goes 400, 401, 402 MB every 200: 2 MB over 400 sessions."""
    samples = [Sample(0, 100.0), Sample(200, 400.0), Sample(400, 401.0), Sample(600, 402.0)]
    assert growth(samples) == pytest.approx(2 / 400)
    table = churn.table(samples, after=390.0, seconds=130.0, took=99.0)
    assert table[4] == "| memory, MB | 100 | 400 | 401 | 402 | 390 |"
    assert table[6].endswith("each leaves 5 kB behind.")


def test_a_promise_is_kept_or_said_to_be_short() -> None:
    """Of 20 answers of 10 ms the 95th of 100 is the 20th; one of 600 ms is over 500."""
    assert line("a", [10.0] * 20, "no", 300.0) == "| a | 10 / 10 | kept | 300 | no |"
    assert line("b", [10.0] * 19 + [600.0], "x|y", 9.0) == "| b | 10 / 600 | not kept | 9 | x/y |"


def test_figures_of_the_fuzzing_are_a_table(tmp_path: Path) -> None:
    """A row for each target, and the sum; without a file it is said that there are none."""
    path = tmp_path / "figures.json"
    assert fuzzed.measured(path) == [fuzzed.NONE]
    one = {"target": "card", "executions": 1500, "crashes": 0, "hangs": 1}
    path.write_text(json.dumps([{**one, "longest_seconds": 2.5, "peak_mb": 210.2}]))
    table = fuzzed.measured(path)
    assert table[2] == "| card | 1,500 | 0 | 1 | 2.50 | 210 |"
    assert table[-1] == "1,500 executions in all, 1 crashes and hangs."


def test_each_part_has_its_place_in_the_page() -> None:
    """What is measured stands between its marks, and the rest of the page stays."""
    page = PAGE.read_text(encoding="utf-8")
    assert Path(PAGE) == ROOT / "docs" / "reliability.md"
    for part in PARTS:
        text = told(["| a |"], took=3.2, load=9.0, today=dt.date(2026, 7, 1))
        assert text.endswith("It took 3 s. Others were using the machine (load 9.0).")
        changed = put(page, part, text)
        before, after = page.split(begin(part))[0], page.split(begin(part))[1].split(END, 1)[1]
        assert changed == f"{before}{begin(part)}\n\n{text}\n\n{END}{after}"
    with pytest.raises(ValueError, match="needs the marks"):
        put("nothing", "kills", "x")
