"""On the Data page each finding that can be dealt with offers its ways, and one button does it."""

from __future__ import annotations

import datetime as dt

from streamlit.testing.v1 import AppTest

from scoring.spec.source import parse_source
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.workbench import DataSet, Dropped, open_data, quality, quality_table, starting_card
from tests.conftest import ROOT

SOURCE = """
version: 1
name: Words among numbers
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, as_of: 2025-12, measures: [calls, tickets]}]
"""
ROWS = b"id,calls,tickets\nA,1,4\nB,soon,2\nC,3,1\nD,5,3\n"


def data(content: bytes = ROWS) -> DataSet:
    place = Dropped({"a.csv": content})
    return open_data(parse_source(SOURCE), place, today=dt.date(2026, 1, 15))


def page(held: DataSet) -> AppTest:
    card = starting_card(held)
    state = State(datasets.upload_id(held), card, card, upload=held)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["bellwether"] = state
    return app.run().switch_page("pages/data.py").run()


def test_what_is_done_now_is_chosen_and_nothing_is_to_be_loaded() -> None:
    """One finding, three ways; the button waits for another than the first."""
    app = page(data())
    (box,) = (b for b in app.selectbox if str(b.key).startswith("way-"))
    assert box.options == [
        "read them as missing (as now)",
        "read the column as categories",
        "read 'soon' as empty in the whole file",
    ]
    assert app.button(key="load-again").disabled


def test_another_choice_loads_the_same_files_in_another_way() -> None:
    """Afterwards the cell is empty, nothing is found, and the card is the one there was."""
    app = page(data())
    state = app.session_state["bellwether"]
    before = state.card
    (box,) = (b for b in app.selectbox if str(b.key).startswith("way-"))
    box.set_value("read 'soon' as empty in the whole file").run()
    app.button(key="load-again").click().run()
    state.job and state.job.wait(30)
    app.run()
    assert state.data.loaded.source.files["a"].dialect.null_text == ("soon",)
    assert quality(state.data, today=dt.date(2026, 1, 15)) == ()
    assert state.card == before


def test_the_report_names_the_choices() -> None:
    """The one that is done now is marked; without any it says so."""
    held = data()
    table = quality_table(held.loaded.source, quality(held, today=dt.date(2026, 1, 15)))
    assert table.column("choice").to_pylist() == [
        "read them as missing (now) / read the column as categories"
        " / read 'soon' as empty in the whole file"
    ]


def test_findings_on_which_one_choice_decides_have_one_box() -> None:
    """Two files of dated rows have one each after A's loss; "keep them" can be loaded."""
    source = parse_source(
        "version: 1\nname: Late\nfiles: {a: {path: a.csv}, b: {path: b.csv}, c: {path: c.csv}}\n"
        "account: {from: a, id: id, churn: {churned_on: end}}\n"
        "events:\n"
        "  - {from: b, id: id, on: day, measure: calls, aggregate: count}\n"
        "  - {from: c, id: id, on: day, measure: notes, aggregate: count}\n"
    )
    days = [f"B{n},2025-{1 + m:02}-05\n" for n in range(12) for m in range(n)]
    late = ("id,day\nA,2025-06-05\nA,2025-01-05\nB1,2025-12-31\n" + "".join(days)).encode()
    accounts = ("id,end\nA,2025-04-10\n" + "".join(f"B{n},\n" for n in range(12))).encode()
    place = Dropped({"a.csv": accounts, "b.csv": late, "c.csv": late})
    app = page(open_data(source, place, today=dt.date(2026, 1, 15)))
    (box,) = (b for b in app.selectbox if "keep them" in b.options)
    assert "and 1 more finding like this" in box.label
    box.set_value("keep them").run()
    assert not app.button(key="load-again").disabled
