"""The Accounts page: every control does what it says, and nothing chosen is a page of its own."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.spec.link import Linked, decode, encode
from scoring.spec.records import Intervention, PulseRecord
from scoring.spec.write import card_yaml
from scoring.store import in_memory
from scoring.ui.state import State
from scoring.views.path import path_of
from tests import bundled
from tests.pages.test_pages import CARD, boxes, is_well, opened, turned_to

BOOK = bundled.opened("demo").book
IDS, NAMES = BOOK.frame.accounts.ids, BOOK.frame.accounts.names
ENTERPRISE = Among((("segment", "Enterprise"),))
ROWS = BOOK.frame.rows_at(BOOK.frame.months[-1])


def accounts(account: str = "", **said: object) -> AppTest:
    """The page as a visitor finds it who looks at this account, or at none."""
    state = State("demo", CARD, CARD, account=account)
    for name, value in said.items():
        setattr(state, name, value)
    return turned_to(opened(state), "accounts")


def state_of(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def by_score() -> list[str]:
    """The ids of the customers of the last month that have a score, the lowest first."""
    score, arr = BOOK.scored(CARD).score, BOOK.frame.arr
    book = [
        r
        for r in range(ROWS.start, ROWS.stop)
        if BOOK.frame.accounts.ended[BOOK.frame.account[r]] > BOOK.frame.month[r]
    ]
    scored = [r for r in book if score[r] == score[r]]
    scored.sort(key=lambda r: (score[r], -arr[r], BOOK.frame.account[r]))
    return [IDS[BOOK.frame.account[r]] for r in scored]


def labels(app: AppTest, place: str) -> list[str]:
    buttons = [b for b in app.button if b.key is not None and b.key.startswith(f"{place}-")]
    return [b.label.replace("\\", "") for b in buttons]


def test_without_an_account_the_ten_worst_are_offered() -> None:
    """In the order of their scores; a click opens one, and the link holds it."""
    app = accounts()
    is_well(app)
    assert "No account is chosen yet" in boxes(app)
    shown = labels(app, "worst")
    assert len(shown) == 10
    for line, one in zip(shown, by_score(), strict=False):
        assert f" · {one} · " in line
        assert NAMES[IDS.index(one)] in line
    app.button(key="worst-3").click().run()
    is_well(app)
    assert state_of(app).account == by_score()[3]
    assert dict(decode(state_of(app).token).view)["a"] == by_score()[3]
    assert any(NAMES[IDS.index(by_score()[3])] in text.value for text in app.markdown)


def test_a_search_by_part_of_a_name_lists_who_it_may_be() -> None:
    """Every name with the text in it stands there, and a click opens it and clears the field."""
    part = NAMES[0][:5].lower()
    wanted = {i for i, name in zip(IDS, NAMES, strict=True) if part in name.lower()}
    app = accounts()
    app.text_input(key="account-asked").set_value(part).run()
    is_well(app)
    shown = labels(app, "hit")
    assert {line.split(" · ")[1] for line in shown} == wanted
    app.button(key="hit-0").click().run()
    is_well(app)
    assert state_of(app).account == shown[0].split(" · ")[1]
    assert app.text_input(key="account-asked").value == ""


def test_the_exact_id_stands_first() -> None:
    """Whoever types an id finds that account on top."""
    app = accounts()
    app.text_input(key="account-asked").set_value(IDS[17].lower()).run()
    assert f" · {IDS[17]} · " in labels(app, "hit")[0] + " · "


def test_a_search_that_finds_nobody_says_so() -> None:
    """What was typed is repeated as it is, markup or not."""
    app = accounts()
    app.text_input(key="account-asked").set_value("<b>*nobody*").run()
    is_well(app)
    assert "No account is called “<b>*nobody*”" in boxes(app)


def test_an_account_that_is_not_there_is_said_not_to_be() -> None:
    """From a link or from a page that holds another book's account: a note, no exception."""
    app = accounts("Z-9999")
    is_well(app)
    assert "no account with the id “Z-9999”" in boxes(app)
    linked = opened(token=encode(Linked(CARD, "demo", {"a": "Z-9999"})))
    is_well(linked)
    assert "names an account that these data do not have" in boxes(linked)
    assert state_of(linked).account == ""


def test_better_and_worse_walk_along_the_scores() -> None:
    """From the third to the fourth and back; the very worst has none below it."""
    order = by_score()
    app = accounts(order[2])
    assert any("3 of " in caption.value for caption in app.caption)
    app.button(key="account-better").click().run()
    assert state_of(app).account == order[3]
    app.button(key="account-worse").click().run()
    app.button(key="account-worse").click().run()
    assert state_of(app).account == order[1]
    app.button(key="account-worse").click().run()
    is_well(app)
    assert state_of(app).account == order[0]
    assert app.button(key="account-worse").disabled


def test_the_head_says_who_and_where() -> None:
    """Band, score, ARR and renewal of the account are those of the book."""
    one = by_score()[0]
    at = IDS.index(one)
    app = accounts(one)
    tiles = {tile.label: (tile.value, tile.delta) for tile in app.metric}
    row = next(r for r in range(ROWS.start, ROWS.stop) if BOOK.frame.account[r] == at)
    score = BOOK.scored(CARD).score[row]
    assert tiles["Band at 2026-10"][0] == "▲ At risk"
    assert tiles["Score"][0] == f"{int(score * 10) / 10:.1f}"
    months = int(BOOK.frame.accounts.renewal[at] - BOOK.frame.month[row])
    assert tiles["Renewal"][1] == f"in {months} months"


def test_who_left_is_shown_as_it_was() -> None:
    """A lost customer is found too: its last month, and that it left."""
    facts = BOOK.frame.accounts
    lost = next(
        at
        for at, name in enumerate(IDS)
        if facts.lost[at] and facts.ended[at] < BOOK.frame.months[-1].number - 6
    )
    app = accounts(IDS[lost])
    is_well(app)
    assert "Left in " in boxes(app)
    assert "was no customer" in boxes(app) or "has no row at 2026-10" in boxes(app)


@pytest.mark.parametrize("asked", ["\x00", "%", "' OR 1=1 --", "ẞ" * 5000, "\n", "[a](http://b)"])
def test_odd_texts_find_nobody_and_harm_nothing(asked: str) -> None:
    """Signs of other languages are letters like any other."""
    app = accounts()
    app.text_input(key="account-asked").set_value(asked).run()
    is_well(app)
    assert labels(app, "hit") == []


def test_a_filter_leaves_the_worst_of_its_accounts() -> None:
    """Within a segment only its accounts are offered; the walk stays among them too."""
    texts = BOOK.frame.accounts.dimensions["segment"]
    inside = {IDS[i] for i, c in enumerate(texts.codes) if texts.labels[c] == "Enterprise"}
    order = [one for one in by_score() if one in inside]
    app = accounts(filter=ENTERPRISE)
    assert [line.split(" · ")[1] for line in labels(app, "worst")] == order[:10]
    app = accounts(order[0], filter=ENTERPRISE)
    app.button(key="account-better").click().run()
    assert state_of(app).account == order[1]
    outside = next(one for one in by_score() if one not in inside)
    app = accounts(outside, filter=ENTERPRISE)
    assert any("Outside the accounts" in caption.value for caption in app.caption)


def test_the_path_says_what_lifts_it_and_why_that_is_no_promise() -> None:
    """The worst account's ways are those of the kernel, in raw units."""
    order = by_score()
    at = next(one for one in order if path_of(BOOK, CARD, row_of(one)).ways)
    found = path_of(BOOK, CARD, row_of(at))
    app = accounts(at)
    is_well(app)
    ways = next(t for t in app.dataframe if "Needed" in t.value.columns).value
    assert list(ways["Metric"]) == [way.line.label for way in found.ways]
    first = found.ways[0]
    assert f"{first.needed:,.12g}" in ways["Needed"][0]
    assert any("not what will save the account" in c.value for c in app.caption)


def row_of(account_id: str) -> int:
    at = IDS.index(account_id)
    return next(r for r in range(ROWS.start, ROWS.stop) if BOOK.frame.account[r] == at)


def test_the_best_band_needs_nothing() -> None:
    """For an account that is healthy there is no next band."""
    app = accounts(by_score()[-1])
    is_well(app)
    assert any("Healthy is the best band there is" in box.value for box in app.success)


def test_peers_follow_the_choice_of_what_is_alike() -> None:
    """Another dimension counts other customers; the whole book counts all that are scored."""
    app = accounts(by_score()[0])
    app.selectbox(key="account-peers-by").set_value("").run()
    is_well(app)
    assert any(f"{len(by_score())} customers of the whole book" in c.value for c in app.caption)
    app.selectbox(key="account-peers-by").set_value("region").run()
    is_well(app)
    assert any("customers of region " in c.value for c in app.caption)


def test_the_values_and_the_playbook_stand_there() -> None:
    """A row for each metric of the card, and the steps of its band."""
    app = accounts(by_score()[0])
    values = next(t for t in app.dataframe if "Since" in t.value.columns).value
    assert list(values["Metric"]) == [m.title for m in CARD.active]
    assert any("Executive sponsor call" in text.value for text in app.markdown)
    assert any("within 48 hours" in text.value for text in app.markdown)


def test_what_was_written_down_stands_among_what_happened() -> None:
    """A pulse, a deed and a saved card are events of their months."""
    one, day = by_score()[0], dt.date(2026, 9, 15)
    store = in_memory(lambda: dt.datetime(2026, 8, 3, tzinfo=dt.UTC))
    store.set_pulse("Demo book", PulseRecord(one, 2, "*angry*", "Ann", day, dt.date(2026, 12, 1)))
    store.log_intervention("Demo book", Intervention(one, "Called the sponsor", "Ann", day))
    store.save_card(CARD.name, card_yaml(CARD))
    state = State("demo", CARD, CARD, account=one)
    state.own.store = store
    app = turned_to(opened(state), "accounts")
    is_well(app)
    said = " ".join(text.value for text in app.markdown).replace("\\", "")
    assert "2026-09 pulse 2 set: *angry*" in said
    assert "2026-09 done: Called the sponsor" in said
    assert f"2026-08 version 1 of the card {CARD.name} was saved" in said
