"""What is taken away opens elsewhere: a report offline, a bundle with the same page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scoring.cli import main
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.conftest import ROOT

ROWS = "".join(f"c{i},2026-{m:02},{i * m}\n" for m in (1, 2, 3) for i in range(1, 31))
OWN = f"id,month,calls\n{ROWS}".encode()


def taken(desk: Desk, make: str, label: str, into: Path) -> Path:
    """Have something made on the Share page, and save it."""
    desk.page.get_by_role("button", name=make, exact=True).click()
    button = desk.page.get_by_role("button", name=label, exact=True)
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    with desk.page.expect_download() as saved:
        button.click()
    path = into / saved.value.suggested_filename
    saved.value.save_as(path)
    return path


def drop_bundle(desk: Desk, path: Path) -> None:
    desk.page.get_by_test_id("stFileUploader").filter(has_text="Open a bundle").locator(
        "input[type=file]"
    ).set_input_files(path)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's report, as the command line writes it."""
    out = tmp_path_factory.mktemp("report") / "report.html"
    words = ["report", "--source", str(ROOT / "configs/sources/demo.yaml"), "--out", str(out)]
    assert main([*words, "--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")]) == 0
    return out


@pytest.mark.parametrize("width", [390, 1440])
def test_a_report_opens_offline_without_a_complaint(
    visit: Visit, report: Path, complaints: list[str], width: int
) -> None:
    """It asks for itself and nothing else, says nothing on the console, and fits its window."""
    page = visit(width, 900, offline=True)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.goto(report.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("B2B SaaS starter")
    assert asked == [report.as_uri()]
    assert (complaints, said) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("img").count() >= 6
    assert all(one.get_attribute("aria-label") for one in page.get_by_role("img").all())


@pytest.mark.parametrize(("name", "size"), [("A4", (595.28, 841.89)), ("Letter", (612.0, 792.0))])
def test_a_report_prints_to_pages(
    visit: Visit, report: Path, name: str, size: tuple[float, float]
) -> None:
    """A PDF of whole pages of the paper's size, and no picture is wider than its page."""
    page = visit()
    page.goto(report.as_uri())
    pdf = page.pdf(format=name, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    assert 8 <= len(boxes) <= 30
    (sides,) = {tuple(map(float, box)) for box in boxes}
    # A browser makes a page of whole pixels, 0.75 points each: up to one more than the paper has.
    assert all(-0.01 < side - paper < 1.0 for side, paper in zip(sides, size, strict=True))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    tall = page.evaluate("Math.max(...[...document.querySelectorAll('figure, tr, dl div')]"
                         ".map(one => one.getBoundingClientRect().height))")  # fmt: skip
    assert tall < 900  # what may not be cut fits a page


def test_a_report_from_the_page_is_the_one_of_the_command_line(
    desk: Desk, report: Path, tmp_path: Path
) -> None:
    """Same card, same data, same month: the same bytes."""
    desk.open("share")
    path = taken(desk, "Make the report", "Report as .html", tmp_path)
    assert path.read_bytes() == report.read_bytes()


def test_a_bundle_brings_the_same_page_to_another_browser(
    desk: Desk, another: Callable[[], Desk], tmp_path: Path
) -> None:
    """Own data, in a browser that knows nothing of them: the state of the page is the same."""
    desk.open("data")
    desk.drop_all({"calls.csv": OWN})
    desk.load()
    desk.warns("calls is loaded")
    desk.turn_to("Share")
    desk.page.get_by_text("Include my data files").click()
    path = taken(desk, "Make the bundle", "Bundle as .zip", tmp_path)
    there = another()
    there.open("share")
    drop_bundle(there, path)
    there.warns("Every score is the same as when it was written.")
    until(lambda: there.token == desk.token, there.page, "the state of the bundle")


def test_a_file_that_is_no_bundle_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """The reason is said, and the page stays as it was."""
    desk.open("share")
    until(lambda: desk.token != "", desk.page, "the state in the address")
    before = desk.token
    path = tmp_path / "bad.zip"
    path.write_bytes(b"no zip")
    drop_bundle(desk, path)
    expect(desk.page.get_by_text("this bundle cannot be opened")).to_be_visible()
    assert desk.token == before
