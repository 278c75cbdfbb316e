"""A load that a finding stops offers there and then what can be done about it."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.errors import DataError
from scoring.spec.source import parse_source
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.refused import Refused
from scoring.workbench import Dropped, open_data
from tests.conftest import ROOT
from tests.own_files import TODAY, looked_at

TWICE = b"account_id,month,mrr,calls\n" + b"".join(
    b"A%d,2025-%02d,%d,%d\n" % (n, m, 100 + n, n * m % 11) for n in range(40) for m in range(1, 7)
)
TWICE += b"A4,2025-03,999,77\n"
"""A4 stands twice in March: with 104 first, with 999 last."""
UNCLEAR = """
version: 1
name: Unclear
files: {a: {path: a.csv}}
account: {from: a, id: id, start_on: signed}
snapshots: [{from: a, as_of: 2025-06, measures: [calls]}]
"""


def wizard(content: bytes) -> AppTest:
    """The Data page with one file in hand that has been looked at."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    now = Wizard("mark", Dropped({"own.csv": content}), None, "Own")
    now.take(looked_at({"own.csv": content}))
    app.session_state["wizard"] = now
    return app.run().switch_page("pages/data.py").run()


def load(app: AppTest, name: str = "Load and score") -> AppTest:
    (button,) = (b for b in app.button if b.label == name)
    button.click().run()
    job = app.session_state["bellwether"].job
    job and job.wait(30)
    return app.run()


def boxes(app: AppTest) -> list[Any]:
    return [b for b in app.selectbox if str(b.key).startswith("refused-")]


def test_a_month_that_stands_twice_is_chosen_where_the_load_stopped() -> None:
    """First and last row are offered; by the last, March has 999 × 12 = 11,988 of A4."""
    app = load(wizard(TWICE))
    assert "1 account-month stands more than once" in app.error[0].value.replace("\\", "")
    (box,) = boxes(app)
    assert box.options == [
        "stop the loading (as now)",
        "take the first row of each",
        "take the last row of each",
    ]
    (again,) = (b for b in app.button if b.label == "Load with these choices")
    assert again.disabled
    box.set_value("take the last row of each").run()
    state = app.session_state["bellwether"]
    load(app, "Load with these choices")
    assert state.data.loaded.source.snapshots[0].repeated == "last"
    query = "SELECT arr FROM snapshots WHERE account_id = 'A4' AND month(as_of) = 3"
    assert state.data.loaded.session.rows(query) == [(999 * 12.0,)]
    assert state.refused is None


def test_the_choice_stands_until_something_else_is_said() -> None:
    """It is there on the next run as well, and gone once the form says something else."""
    app = load(wizard(TWICE))
    assert len(boxes(app.run())) == 1
    app.text_input(key="mark-name").set_value("Another").run()
    assert boxes(app) == []
    assert not app.error


def test_a_choice_that_is_not_made_is_not_made_up() -> None:
    """Day or month first: neither stands in the box, and nothing can be loaded until one does."""
    source = parse_source(UNCLEAR)
    place = Dropped({"a.csv": b"id,signed,calls\nA,04/05/2024,1\nB,01/02/2024,2\nC,02/03/2024,9\n"})
    with pytest.raises(DataError, match="read in two ways") as caught:
        open_data(source, place, today=TODAY)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    found = caught.value.findings
    told = Refused("findings", source, source, place, found, ("No",), by_wish=False)
    app.session_state["bellwether"].refused = told
    app.switch_page("pages/data.py").run()
    (box,) = boxes(app)
    (again,) = (b for b in app.button if b.label == "Load with these choices")
    assert (box.value, again.disabled) == (None, True)
    box.set_value("the month comes first").run()
    load(app, "Load with these choices")
    days = "SELECT start_on::VARCHAR FROM accounts ORDER BY account_id"
    data = app.session_state["bellwether"].data
    assert data.loaded.session.rows(days) == [("2024-04-05",), ("2024-01-02",), ("2024-02-03",)]
