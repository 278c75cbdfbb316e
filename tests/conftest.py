"""What every test may ask for, and a plain word at the end on what did not run."""

from __future__ import annotations

import atexit
import gc
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.absent import absent
from tests.examples import QUICK

ROOT = Path(__file__).resolve().parents[1]
BROWSER_TESTS = ROOT / "tests" / "browser"
PAGE_TESTS = ROOT / "tests" / "pages"
ON_CI = os.environ.get("CI", "").lower() == "true"

# Time is measured by `make bench`, never by a test. Where CI is set, Hypothesis
# chooses a profile of its own: the same, with the same examples every time.
if not ON_CI:
    settings.register_profile("local", deadline=None)
    settings.load_profile("local")
settings.register_profile(QUICK, deadline=None, max_examples=10)

# Hardly anything becomes rubbish while modules are read: looking for it takes as long as reading.
gc.disable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and run it last: Playwright keeps an event loop running.

    What runs a whole page takes long too: in the quick set are those that are marked as smoke.
    """
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker("browser")
        elif item.path.is_relative_to(PAGE_TESTS) and not item.get_closest_marker("smoke"):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if hasattr(config, "workerinput"):  # one of several workers
        begin_with_the_longest(items)


def pytest_collection_finish() -> None:
    """Look for rubbish again: more seldom, and not among what was read, which stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)
    gc.enable()
    atexit.register(gc.unfreeze)


def begin_with_the_longest(items: list[pytest.Item]) -> None:
    """Put files with a long test first, then those with many, so that no worker ends much later."""
    tests = Counter(item.path for item in items)
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: (item.path not in long, -tests[item.path]))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference data, from BELLWETHER_REFERENCE (default: ../shared).

    Without it a test is skipped and says why; where CI=true it fails instead.
    """
    folder = (ROOT / os.environ.get("BELLWETHER_REFERENCE", "../shared")).resolve()
    if not folder.is_dir():
        reason = f"no reference data at {folder} (set BELLWETHER_REFERENCE)"
        absent(reason, required=ON_CI)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List loudly the tests that were skipped for want of a program or of reference data."""
    skipped = terminalreporter.stats.get("skipped", [])
    for missing in (
        "no Chromium",
        "no PostgreSQL",
        "no Spark",
        "no LibreOffice",
        "no reference data",
    ):
        names = [report.nodeid for report in skipped if missing in str(report.longrepr)]
        if not names:
            continue
        terminalreporter.section(f"NOT RUN: {len(names)} tests, {missing}", sep="!", red=True)
        for name in names:
            terminalreporter.line(f"NOT RUN  {name}", red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the one way in which a golden file changes."""
    help_text = "write the golden files anew instead of comparing with them"
    parser.addoption("--rewrite-golden", action="store_true", help=help_text)


@pytest.fixture
def matches_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that keeps it, or with --rewrite-golden write the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no {path.name}; make it with --rewrite-golden and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare
