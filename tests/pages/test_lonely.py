"""A book of one account, of which nobody was lost, is told as one, and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.output.figures import several
from scoring.ui.notices import too_few
from tests.browser.awkward_book import laid_out
from tests.pages.test_pages import boxes, is_well, opened, turned_to

pytestmark = pytest.mark.usefixtures("as_if_started")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on a book of one account with two traits, which was not lost."""
    for name, value in laid_out(tmp_path, 1, 2, lost=False).items():
        monkeypatch.setenv(name, value)
    return opened()


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 accounts"), (1, "1 account"), (1284, "1,284 accounts")]
)
def test_one_is_one(number: int, told: str) -> None:
    """A thing has no plural where there is one of it."""
    assert several(number, "account") == told


def test_where_nobody_was_lost_the_next_step_is_at_hand(app: AppTest) -> None:
    """The list of lost customers is empty: a link leads to where losses are added."""
    app = turned_to(app, "lost")
    is_well(app)
    assert "These data tell of no lost customer" in boxes(app)
    labels = [link.proto.label for link in app.main.get("page_link")]
    assert labels == ["Add who left, and when"]
    said = [one.value for one in app.caption]
    assert too_few(0) in said
    assert not [one for one in said if "read the lost customers one by one" in one]


def test_one_account_is_no_plural(app: AppTest) -> None:
    """Actions count what one account does."""
    app = turned_to(app, "actions")
    is_well(app)
    said = " ".join(one.value for one in app.caption)
    assert "1 account is in no good band" in said
    assert "1 accounts" not in said


def test_segments_say_once_that_there_is_nothing_to_measure(app: AppTest) -> None:
    """Order and red have the same words then."""
    app = turned_to(app, "segments")
    is_well(app)
    said = [one.value for one in app.caption if "nothing to measure" in one.value]
    assert len(said) == 1
