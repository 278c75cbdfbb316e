"""The parts of a traced thread: what an event contains is counted once."""

from __future__ import annotations

import pytest

from tests.browser.main_thread import spent


def event(name: str, begins: int, lasts: int, url: str = "", thread: int = 1) -> dict[str, object]:
    """An event as Chromium's trace has it, in microseconds."""
    args = {"data": {"url": url}}
    return {
        "ph": "X",
        "name": name,
        "ts": begins,
        "dur": lasts,
        "pid": 1,
        "tid": thread,
        "args": args,
    }


def test_the_parts_are_the_whole() -> None:
    """In a task of 10 ms: React 6, of which a layout within it is 2; the other 4 are all else."""
    told = [
        event("RunTask", 0, 10_000),
        event("FunctionCall", 1_000, 6_000, "http://127.0.0.1/static/js/react-dom.x.js"),
        event("Layout", 2_000, 2_000),
    ]
    assert spent(told) == pytest.approx({"React": 4.0, "layout": 2.0, "all else": 4.0})


def test_another_thread_is_left_out() -> None:
    """The thread that lays out is the page's; what another one paints is not its time."""
    told = [event("Layout", 0, 3_000), event("Paint", 0, 9_000, thread=2)]
    assert spent(told) == pytest.approx({"layout": 3.0})


def test_nothing_laid_out_is_nothing_spent() -> None:
    """A trace without a page has no parts."""
    assert spent([event("Paint", 0, 1_000)]) == {}
