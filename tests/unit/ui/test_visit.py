"""Whatever a visit has set, the address that tells of it opens again."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scoring.backtest.flag_rules import FLAG_RULES
from scoring.live.among import Among
from scoring.spec.link import decode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.parts import MOST_LINES
from scoring.ui.visit import State
from scoring.views.alerts import Hysteresis
from scoring.workbench import Asked, asked_from_link, preset_texts
from scoring.workbench.acting import ACTING, Acting, acting_from_link, rule_named
from scoring.workbench.booking import Booked, booked_from_link
from scoring.workbench.suggesting import Wish, wish_from_link

LONG: Final = "x" * 200


def longest_card() -> Card:
    """As many metrics as a card may have, with ids as long as they may be."""
    card = parse_card(preset_texts()["b2b_saas_starter"])
    ids = [f"m{number:02d}".ljust(40, "x") for number in range(MOST_LINES)]
    metrics = tuple(card.metrics[0].model_copy(update={"id": name}) for name in ids)
    return card.model_copy(update={"metrics": metrics})


def acting() -> Acting:
    texts = ["dropped:16:4", "renewal:4", "missing:21:4"]
    found = Acting(20, LONG, again=Hysteresis(2, 5), window=4, segment=LONG, seed=7)
    for text in texts:
        found = found.with_rule(rule_named(text)).switched(text.split(":")[0], on=False)
    return found


def test_the_fullest_address_opens_again() -> None:
    """All metrics locked, every setting another one than usual: nothing of it is lost."""
    card = longest_card()
    rule = next(kind() for kind in FLAG_RULES if kind.name != "now")
    without = tuple(f"{n}{LONG[1:]}" for n in range(6))
    asked = Asked(1, 4, 5, "renewal", "end", without, rule)
    parts = ",".join(f'{{"measure":"{letter * 180}","at_least":1}}' for letter in "uvwxy")
    booked = Booked(80, 2.5, 4, f'{{"any":[{parts}]}}').checked()
    state = State(
        "demo", card, card, month="2026-01", account=LONG, shade="churn", keep_total=True,
        filter=Among((("a", LONG), ("b", LONG))), split=("a", "b"), asked=asked, acting=acting(),
        wish=Wish(0.4, most=6), booked=booked, locked=frozenset(m.id for m in card.metrics),
    )  # fmt: skip
    view = decode(state.token).view
    assert set(view["l"].split(",")) == state.locked
    assert len(state.locked) == MOST_LINES
    assert (acting_from_link(view), booked_from_link(view)) == (state.acting, booked)
    assert (asked_from_link(view), wish_from_link(view)) == (asked, state.wish)
    assert Among.from_link(view) == state.filter
    assert (view["d"], view["d2"], view["a"], view["h"]) == ("a", "b", LONG, "churn")


def test_words_too_long_for_a_link_spoil_nothing_else() -> None:
    """A filter, a dimension and an account of 10,000 characters are not told; the rest is."""
    card, long = parse_card(preset_texts()["b2b_saas_starter"]), "y" * 10_000
    state = State("demo", card, card, filter=Among((("a", long),)), split=("a", long),
                  account=long, acting=replace(ACTING, owner=long, capacity=3))  # fmt: skip
    linked = decode(state.token)
    assert linked.card == card
    assert dict(linked.view) == {"d": "a", "xc": "3"}
