"""What is sent to a part of the page has a place in the order of all that was sent."""

from __future__ import annotations

from scoring.ui.live.part import MOST_KEYS, Order


def numbers(order: Order, *sent: tuple[str, object]) -> list[int]:
    """The numbers of what is sent, one after the other."""
    return [order.of(key, {"told": told})["number"] for key, told in sent]


def test_what_is_sent_later_has_the_higher_number() -> None:
    """Three data of one part and one of another: 1 to 4, also where the first come once more."""
    order = Order()
    sent = (("room", "none"), ("room", "ABC"), ("tiles", 7), ("room", "none"))
    assert numbers(order, *sent) == [1, 2, 3, 4]


def test_the_same_data_keep_their_number() -> None:
    """So they are the same data, and the browser draws nothing anew."""
    order = Order()
    assert numbers(order, ("room", "ABC"), ("tiles", 7), ("room", "ABC")) == [1, 2, 1]
    assert order.of("room", {"told": "ABC"}) == {"visit": order.visit, "number": 1}


def test_a_part_that_was_forgotten_gets_a_higher_number() -> None:
    """Of more parts than are kept the one that was sent longest ago begins after all others."""
    order = Order()
    others = [(f"part-{i}", i) for i in range(MOST_KEYS)]
    assert numbers(order, ("room", "ABC"), *others) == list(range(1, MOST_KEYS + 2))
    assert len(order.last) == MOST_KEYS
    assert numbers(order, ("room", "ABC")) == [MOST_KEYS + 2]


def test_another_visit_is_another_order() -> None:
    """A page that outlives its visit, as the server began anew, does not wait for its number."""
    assert Order().visit != Order().visit
