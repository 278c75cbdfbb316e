"""The report says what the pages say, on what it rests, and the same every time."""

from __future__ import annotations

import datetime as dt
import html
import re
from functools import cache

import pytest

from scoring import workbench
from scoring.errors import CardError, Stopped
from scoring.live.among import Among
from scoring.output.headline import tiles_of
from scoring.output.report.blocks import Figure, Grid, Section, Tiles
from scoring.spec.model import Card
from scoring.workbench.reporting import (
    Look,
    method_html,
    method_markdown,
    method_sections,
    report,
)
from tests.bundled import opened
from tests.conftest import ROOT
from tests.examples import some
from tests.own_files import own

TODAY = dt.date(2026, 11, 1)


def demo() -> workbench.DataSet:
    return opened("demo", TODAY)


@cache
def starter() -> Card:
    text = (ROOT / "configs/cards/b2b_saas_starter.yaml").read_text("utf-8")
    return workbench.usable_card(text, demo())


def look() -> Look:
    return Look(demo().book.frame.months[-1])


@cache
def page() -> str:
    return "".join(report(demo(), starter(), look(), today=TODAY))


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def test_it_holds_every_part_in_the_order_of_reading() -> None:
    """The card in words first, then the book, the test, the lost, and what is to be doubted."""
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page()) == [
        "The card",
        "What each metric is",
        "From points to a score",
        "What the bands mean",
        "Bands now",
        "Movers",
        "How it was tested",
        "Lost customers",
        "By segment",
        "Warnings",
        "Quality of the data",
        "Limits",
        "Versions",
    ]


def test_its_figures_are_those_of_the_pages() -> None:
    """Customers by band as on the Portfolio page, the tiles of the back-test in their order."""
    shown = workbench.overview(demo(), starter(), look().month)
    bands = plain(page()[page().index("Bands at the end") :])
    for share in shown.shares:
        assert re.search(rf"{share.name}\s+{share.accounts:,}\s", bands)
    trial = workbench.trial_of(demo(), starter())
    found = re.findall(r"<dt>([^<]+)</dt><dd><strong>([^<]+)</strong>", page())
    assert found == [(t.label, t.value) for t in tiles_of(trial)]
    assert [name for name, _ in found][:4] == [
        "Caught churn",
        "Calls per catch",
        "ARR caught",
        "Lead time",
    ]


def test_every_figure_says_what_it_rests_on() -> None:
    """Below each picture, each tile row and each table of figures stands n and a month."""
    body = page()[page().index("Bands now</h2>") : page().index("Warnings</h2>")]
    for piece in re.split(r"(?=<figure>|<table>|<dl>)", body)[1:]:
        rests = re.search(r'<p class="rests">(.*?)</p>', piece, re.DOTALL)
        assert rests, plain(piece)[:80]
        said = plain(rests[1])
        assert "n = " in said
        assert re.search(r"20\d\d-\d\d", said)
        assert "interval" in said
    assert "in-sample" in body
    assert "outcomes known up to 2026-10; 1 newer look left out" in body


def test_a_lost_customer_is_named_with_its_verdict() -> None:
    """Missed ones first, the largest of them at the top."""
    board = workbench.board_now(demo(), starter(), workbench.trial_of(demo(), starter()))
    first = board.lost[0]
    name = demo().book.frame.accounts.names[first.account]
    lost = plain(page()[page().index("Lost customers, missed ones first") :])
    assert re.match(rf".*?Reason given\s+{re.escape(name)}\s+missed\s", lost, re.DOTALL)


def test_equal_input_gives_equal_text() -> None:
    """No moment of writing, no order by chance."""
    assert page() == "".join(report(demo(), starter(), look(), today=TODAY))


def test_the_method_sheet_says_every_metric_band_and_limit() -> None:
    """Each metric with its weight and rule, each band with its cut, the test and the limits."""
    text = method_markdown(demo(), starter(), look())
    for metric in starter().active:
        line = next(one for one in text.splitlines() if one.startswith(f"| {metric.title}"))
        assert metric.normaliser.in_words() in line
        assert f"| {metric.weight:g} (" in line
    for band in starter().bands:
        assert re.search(rf"^\| {band.name} \| from {band.start:g} ", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[-3:] == [
        "How it was tested",
        "Limits",
        "Versions",
    ]
    assert "never the chance that one customer leaves" in text


def test_the_method_as_a_page_has_the_same_parts() -> None:
    """HTML and Markdown are made of the same sections."""
    sections = method_sections(demo(), starter(), look())
    markup = "".join(method_html(demo(), starter(), look()))
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", markup) == [s.title for s in sections]


def test_a_narrowed_report_says_whom_it_is_about() -> None:
    """With one segment chosen its n is smaller, and the segment is named below the figures."""
    some = Among((("segment", "SMB"),))
    text = plain("".join(report(demo(), starter(), Look(look().month, some), today=TODAY)))
    shown = workbench.overview(demo(), starter(), look().month, some)
    number = sum(share.accounts for share in shown.shares)
    assert f"n = {number} customers (segment: SMB)" in text
    assert number < 320


@pytest.mark.parametrize("name", some(sorted(workbench.preset_texts()), 3))
def test_every_bundled_card_can_be_told(name: str) -> None:
    """Weighted or of points, with variants or grades: none is left without words."""
    text = workbench.preset_texts()[name]
    for source in sorted(workbench.source_paths(), key=lambda one: one != "demo"):
        data = opened(source, TODAY)
        reading, findings = workbench.check_card(text, data)
        if reading.card is None or any(f.severity == "error" for f in findings):
            continue
        month = data.book.frame.months[-1]
        sections = method_sections(data, reading.card, Look(month))
        assert_words(sections)
        return
    pytest.fail(f"no bundled data set fits {name}")


def assert_words(sections: list[Section]) -> None:
    """Every table has rows as wide as its head, every figure rests on something."""
    for section in sections:
        assert section.blocks
        for block in section.blocks:
            if isinstance(block, Grid):
                assert block.rows
                assert all(len(row) == len(block.head) for row in block.rows)
            if isinstance(block, Figure | Tiles):
                assert block.rests


def test_a_book_without_losses_has_a_report() -> None:
    """One file of ids and a number: words stand where figures would need losses."""
    rows = "".join(f"c{i},{i}\n" for i in range(1, 31))
    data = own(f"id,calls\n{rows}".encode())
    card = workbench.starting_card(data)
    text = plain("".join(report(data, card, Look(data.book.frame.months[-1]), today=TODAY)))
    assert "The data know no lost customer." in text
    assert "n = 30 customers" in text
    assert "nan" not in text.lower().split()


def test_hostile_names_are_shown_and_run_nowhere() -> None:
    """An account, a measure and a segment that are called like markup are texts."""
    rows = "".join(f'"<img src=x onerror=alert({i})>",{i},"</svg><b>"\n' for i in range(1, 31))
    data = own(f'id,"<script>","seg"\n{rows}'.encode())
    card = workbench.starting_card(data)
    markup = "".join(report(data, card, Look(data.book.frame.months[-1]), today=TODAY))
    assert not re.search(r"<(script|img|b)\b", markup)


def test_a_card_that_does_not_fit_has_no_report() -> None:
    """The fault is that of the card, said before anything is written."""
    rows = "".join(f"c{i},{i}\n" for i in range(1, 31))
    data = own(f"id,calls\n{rows}".encode())
    with pytest.raises(CardError, match="licence_use"):
        next(report(data, starter(), look(), today=TODAY))


def test_it_can_be_ended_on_the_way() -> None:
    """Whoever waits sees its steps, and ends it."""
    watch = workbench.Watch()
    watch.stop()
    with pytest.raises(Stopped, match="stopped"):
        next(report(demo(), starter(), look(), today=TODAY, watch=watch))
