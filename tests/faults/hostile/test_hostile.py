"""Inputs made to do harm give a named error or are read right, soon and in little memory."""

from __future__ import annotations

import pytest

from tests.faults.hostile.bounded import answers
from tests.faults.hostile.case import Kind
from tests.faults.hostile.kinds import KINDS

SECONDS, MB = 2.0, 512.0
EVERY = [(kind, name) for kind in KINDS for name in kind.cases]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), EVERY, ids=lambda one: getattr(one, "name", one))
def test_a_hostile_input_gives_what_it_must(kind: Kind, name: str) -> None:
    """The answer is the one beside the case; it takes 2 seconds and 512 MB at most."""
    found = answers(kind.name)
    assert name in found, f"it ended the process: {found['']}"
    told = found[name]
    assert kind.cases[name].gives in told["said"]
    assert not told["said"].startswith("ESCAPED")
    assert told["seconds"] <= SECONDS
    assert told["mb"] <= MB


def test_there_are_enough_of_them() -> None:
    """More than 150 cases, and of every kind some."""
    assert len(EVERY) >= 150
    assert all(len(kind.cases) >= 8 for kind in KINDS)
