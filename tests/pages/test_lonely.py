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
    """A page that can answer nothing asks nothing: a link leads to where losses are added."""
    app = turned_to(app, "lost")
    is_well(app)
    assert boxes(app).startswith("These data do not say who was lost")
    labels = [link.proto.label for link in app.main.get("page_link")]
    assert labels == ["Add who left, and when"]
    assert not [*app.main.slider, *app.main.selectbox, *app.main.get("vega_lite_chart")]
    said = [one.value for one in app.main.caption]
    assert len(said) == 1
    assert said[0].startswith("With 8 lost customers or more")


def test_nobody_lost_is_no_number_and_no_question(app: AppTest) -> None:
    """Unknown is not 0, and what is worth a try does not ask about losses."""
    said = " ".join(one.value for one in app.main.caption)
    assert "How many more accounts are there to call?" in said
    assert "lost customers" not in said
    app = turned_to(app, "data")
    assert [one.value for one in app.metric if one.label == "Lost customers"] == ["not known"]


def test_segments_have_no_empty_chart(app: AppTest) -> None:
    """Where charts of the lost accounts would be, by segment and by band, words say why not."""
    app = turned_to(app, "segments")
    assert [one.value for one in app.main.caption].count(too_few(0)) == 2


def test_tune_names_the_missing_losses_once(app: AppTest) -> None:
    """No row repeats it, and no direction is said to be guessed from losses."""
    app = turned_to(app, "tune")
    is_well(app)
    table = next(one.value for one in app.dataframe if "Ranking power" in one.value)
    assert set(table["Ranking power"]) == {"–"}
    assert "these very losses" not in " ".join(one.value for one in app.main.markdown)


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
