"""The Share page has the card as SQL of any engine, and as instructions for any platform."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.output.handover import PLATFORMS
from scoring.ui.state import State
from scoring.workbench.handing_over import hand_over, handover_text
from scoring.workbench.writing_sql import DIALECT_NAMES, SQL_FORMS, card_files
from tests.pages.test_pages import CARD, boxes, is_well, opened, turned_to


def share() -> AppTest:
    app = turned_to(opened(), "share")
    is_well(app)
    return app


def state_of(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def codes(app: AppTest) -> list[str]:
    return [block.value for block in app.code]


def test_the_sql_is_written_only_once_it_is_asked_for() -> None:
    """Hidden it is nowhere; asked for it is that of the chosen engine, to the letter."""
    app = share()
    assert not any("account_scores" in text for text in codes(app))
    assert list(app.selectbox(key="sql-dialect").options)[3] == "Snowflake"
    app.selectbox(key="sql-dialect").set_value("snowflake").run()
    app.selectbox(key="sql-form").set_value("view").run()
    app.toggle(key="sql-read").set_value(True).run()
    is_well(app)
    here = state_of(app)
    (text,) = card_files(here.data, here.card, "snowflake", "view").values()
    assert text.strip() in codes(app)


def test_a_model_shows_its_four_files() -> None:
    """Each stands under its path, and all of them come as one archive."""
    app = share()
    app.selectbox(key="sql-form").set_value("dbt").run()
    app.toggle(key="sql-read").set_value(True).run()
    is_well(app)
    here = state_of(app)
    files = card_files(here.data, here.card, DIALECT_NAMES[0], SQL_FORMS[2])
    assert {text.strip() for text in files.values()} <= set(codes(app))
    captions = " ".join(caption.value for caption in app.caption)
    assert all(path in captions for path in files)


def test_every_platform_shows_what_gets_lost_and_each_part() -> None:
    """One table for the losses, counted, and one for each part that has rows."""
    app = share()
    here = state_of(app)
    for name in PLATFORMS.names:
        app.button_group(key="handover-to").set_value(name).run()
        is_well(app)
        told = hand_over(here.card, name, here.data, here.as_of)
        tables = [table.value for table in app.dataframe]
        assert len(tables) == 1 + sum(bool(part.rows) for part in told.parts)
        assert [len(table) for table in tables] == [
            len(told.losses),
            *(len(part.rows) for part in told.parts if part.rows),
        ]
    app.toggle(key="handover-copy").set_value(True).run()
    assert handover_text(told).strip() in codes(app)


def test_a_card_that_does_not_fit_is_handed_over_uncounted() -> None:
    """Its measures are not in the data: the instructions stand there, with a word on why."""
    app = turned_to(opened(), "share")
    here = state_of(app)
    first = CARD.metrics[0].model_copy(update={"measure": "nowhere"})
    here.open(CARD.model_copy(update={"metrics": (first, *CARD.metrics[1:])}))
    app.run()
    app.button_group(key="handover-to").set_value("vitally").run()
    is_well(app)
    assert "nothing can be counted" in boxes(app)
    assert "not counted without data" in set(app.dataframe[0].value["Another band for"])
